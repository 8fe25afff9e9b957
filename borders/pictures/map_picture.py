"""A slice as SVG, text as text; and as PNG.

What stays the same whatever the date (the base map and the line) is drawn apart from what the day
brings, so that pages can share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from itertools import pairwise

from borders import language
from borders.geo.projection import Point
from borders.language import gettext, ngettext, pgettext
from borders.model import PlaceKind
from borders.pictures.legend import map_legend, map_legend_width
from borders.pictures.map_layout import CARD, PORTRAIT, SMALL, TEXT, Layout, Scene, lay_out
from borders.pictures.svg import FONT, opening
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views import day as daily
from borders.views import wording as words
from borders.views.answers import View
from borders.views.day import slice_title
from borders.views.style import PAPER, WAYS, looks

_AWAY = 4  # pixels beyond which a name moved aside is led back to its symbol
_ENDS = 2
_WIDTH = 0.5  # of the font size that a letter of a headline takes


def svg(dataset: Dataset, at: Slice, layout: Layout = PORTRAIT) -> str:
    """The picture of a slice as an SVG document."""
    return drawn(lay_out(dataset, layout), daily.day(dataset, at))


def drawn(scene: Scene, view: View) -> str:
    """The same of a view of `daily.day`, on a picture that is laid out."""
    layout = scene.layout
    title = slice_title(view)
    parts = [
        opening(layout.width, layout.height, title, _description(view)),
        f"<defs>{symbols()}</defs>",
        base(scene),
        day(scene, view),
        _scale_bar(scene),
        _north(scene),
        *(_card_text(view) if layout.name == "card" else _portrait_text(view, layout)),
        "</svg>\n",
    ]
    return "\n".join(parts)


def still(scene: Scene, view: View) -> str:
    """A slice in a light version, as an SVG document that pages show before their scripts run."""
    return _document(scene, still_content(scene, view))


def _document(scene: Scene, content: str) -> str:
    size = f'viewBox="0 0 {scene.layout.width} {scene.layout.height}" font-family="{FONT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>\n'


def still_content(scene: Scene, view: View) -> str:
    """The same without its outer element, to stand in a page."""
    return f"<defs>{symbols()}</defs>{base(scene)}{day(scene, view)}"


@lru_cache(maxsize=4)  # a scene is drawn with many days
def base(scene: Scene) -> str:
    """Sea, land, lakes, neighbouring frontiers, names and the frontier itself."""
    layout = scene.layout
    frame = (
        f'x="{layout.left}" y="{layout.top}" width="{layout.right - layout.left}" '
        f'height="{layout.bottom - layout.top}"'
    )
    whole = _path(scene.frontier.values())
    land = _path(points for part, points in scene.frontier.items() if part != "sea")
    sea = _path(points for part, points in scene.frontier.items() if part == "sea")
    coast = f'stroke="{PAPER["coast"]}"'
    line = f'stroke="{PAPER["frontier"]}" stroke-width="24"'
    casing = f'stroke="{PAPER["casing"]}" stroke-width="64"'
    neighbour = f'stroke="{PAPER["neighbour"]}" stroke-width="14" stroke-dasharray="50 22 8 22"'
    return (
        f'<clipPath id="map"><rect {frame}/></clipPath><rect {frame} fill="{PAPER["sea"]}"/>'
        '<g clip-path="url(#map)"><g transform="scale(.1)" fill-rule="evenodd">'
        f'<path d="{_path(scene.land)}" fill="{PAPER["land"]}" {coast} stroke-width="6"/>'
        f'<path d="{_path(scene.lakes)}" fill="{PAPER["lake"]}" {coast} stroke-width="3"/>'
        '<g fill="none" stroke-linejoin="round" stroke-linecap="round">'
        f'<path d="{_path(scene.neighbours)}" {neighbour}/><path d="{whole}" {casing}/>'
        f'<path d="{land}" {line}/><path d="{sea}" {line} stroke-dasharray="50 50"/>'
        f"</g></g>{''.join(_names(scene))}</g>"
    )


def day(scene: Scene, view: View) -> str:
    """The crossings in their status, with their names."""
    entries = [entry for entry in view["crossings"] if entry["id"] in scene.crossings]
    entries.sort(key=lambda entry: entry["principal"])  # the headline points on top
    halos = "".join(_halo(scene, entry) for entry in entries)  # under every symbol
    return (
        "<g>"
        + halos
        + "".join(_crossing(scene, entry, verified=view["verified"]) for entry in entries)
        + "</g>"
    )


def _halo(scene: Scene, entry: View) -> str:
    if not entry["services"][0]["changed"]:
        return ""
    (x, y), size = scene.crossings[entry["id"]].symbol, scene.layout.symbol
    scale = size if entry["principal"] else 0.72 * size
    return (
        f'<g transform="translate({x:.1f} {y:.1f})scale({scale:.2f})">'
        f'<circle r="14" fill="{PAPER["highlight"]}"/></g>'
    )


def _crossing(scene: Scene, entry: View, *, verified: bool) -> str:
    stand, size = scene.crossings[entry["id"]], scene.layout.symbol
    (x0, y0), (x, y), (name_x, name_y) = stand.at, stand.symbol, stand.name
    main, name = entry["services"][0], escape(entry["name"])
    hair = f'fill="none" stroke="{PAPER["quiet"]}" stroke-width=".8"'
    if not entry["principal"]:
        label = (
            f'<text x="{name_x:.1f}" y="{name_y + 4:.1f}" font-size="{SMALL}" '
            f'fill="{PAPER["quiet"]}">{name}</text>'
        )
        return (
            f'<path d="M{x0:.1f} {y0:.1f}L{x - 13 * size:.1f} {y:.1f}" {hair}/>'
            f'<circle cx="{x0:.1f}" cy="{y0:.1f}" r="2"/>'
            + _symbol(entry, x, y, 0.72 * size, verified=verified)
        ) + (label if scene.layout.ranks > 1 else "")
    if not main["changed"]:
        name_x += 18 * size
    bend = f'<path d="M{x - 14 * size:.1f} {y:.1f}L{name_x + 3:.1f} {name_y:.1f}" {hair}/>'
    clock = f'<tspan dx="5" font-weight="400">{main["clock"]}</tspan>' if main["clock"] else ""
    return (
        (bend if abs(name_y - y) > _AWAY else "")
        + f'<text x="{name_x:.1f}" y="{name_y + 5 * size:.1f}" text-anchor="end" font-weight="600" '
        f'font-size="{TEXT * max(size, 0.85):.1f}" paint-order="stroke" stroke="{PAPER["land"]}" '
        f'stroke-width="4" stroke-linejoin="round">{name}{clock}</text>'
        + _symbol(entry, x, y, size, verified=verified)
    )


def _symbol(entry: View, x: float, y: float, scale: float, *, verified: bool) -> str:
    main = entry["services"][0]
    way = entry["way"] if entry["way"] in WAYS else "road"  # free text, and drawn like the page's
    pale = "" if verified else ' fill-opacity=".7" stroke-dasharray="2.5 2"'
    before = ""
    if main["changed"]:
        before = (
            f'<use href="#s-{main["before"]}" transform="translate(-21 0)scale(.72)"/>'
            f'<path d="M-13-3L-10 0L-13 3" fill="none" stroke="{PAPER["ink"]}" stroke-width="1.4"/>'
        )
    return (
        f'<g transform="translate({x:.1f} {y:.1f})scale({scale:.2f})">'
        f'<use href="#w-{way}"/>{before}<use href="#s-{main["status"]}"{pale}/></g>'
    )


def symbols() -> str:
    """The symbols of every status and way, to be placed with `use`."""
    return _symbols(language.active())


@cache
def _symbols(_language: str) -> str:
    ways = "".join(
        f'<g id="w-{way}" fill="none" stroke-linecap="round">'
        f'<path d="{path}" stroke="{PAPER["casing"]}" stroke-width="6"/>'
        f'<path d="{path}" stroke="{PAPER["ink"]}" '
        f'stroke-width="{3 if way == "road" else 1.6}"/></g>'
        for way, path in WAYS.items()
    )
    return ways + "".join(
        f'<g id="s-{look["status"]}"><path d="{look["shape"]}" fill="{PAPER["casing"]}" '
        f'fill-opacity="1" stroke="none"/><path d="{look["shape"]}" fill="{look["fill"]}" '
        f'stroke="{look["stroke"]}" stroke-width="1.6"/>'
        f'<text y="4.2" text-anchor="middle" font-size="12" font-weight="700" fill-opacity="1" '
        f'fill="{look["ink"]}">{look["letter"]}</text></g>'
        for look in looks()
    )


def _names(scene: Scene) -> Iterable[str]:
    for name in scene.names:
        (x, y), (text_x, baseline), text = name.at, name.baseline, escape(name.text)
        if name.kind is PlaceKind.COUNTRY:
            yield (
                f'<text x="{text_x:.0f}" y="{baseline:.0f}" text-anchor="middle" font-size="21" '
                f'letter-spacing="5" fill="{PAPER["country"]}">{text.upper()}</text>'
            )
        else:
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{PAPER["quiet"]}"/>'
                f'<text x="{text_x:.0f}" y="{baseline:.0f}" text-anchor="middle" '
                f'font-size="{SMALL}" fill="{PAPER["quiet"]}">{text}</text>'
            )


def _path(lines: Iterable[Sequence[Point]]) -> str:
    """SVG path data in tenths of a pixel, relative, so that it is short."""
    parts = []
    for line in lines:
        points = [(round(x * 10), round(y * 10)) for x, y in line]
        closed = len(points) > _ENDS and points[0] == points[-1]
        steps = [
            (bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)
        ]
        if closed:
            steps = steps[:-1]
        if not steps:
            continue
        first = points[0]
        data = "".join(f"{dx}{dy if dy < 0 else f' {dy}'} " for dx, dy in steps)
        parts.append(f"M{first[0]} {first[1]}l{data.replace(' -', '-').rstrip()}{'z' * closed}")
    return "".join(parts)


def _scale_bar(scene: Scene) -> str:
    layout, length = scene.layout, 100 * scene.pixels_per_km
    label = gettext("{km} km", km=100)
    x, y = layout.right - 30 - length, layout.bottom - 26
    return (
        f'<g transform="translate({x:.1f} {y})"><path d="M0-5V0H{length:.1f}V-5" fill="none" '
        f'stroke="{PAPER["ink"]}" stroke-width="1.4"/><text x="{length / 2:.1f}" y="-7" '
        f'text-anchor="middle" font-size="13">{escape(label)}</text></g>'
    )


def _north(scene: Scene) -> str:
    layout = scene.layout
    x, y = layout.right - 34, layout.top + 52
    # Translators: north, on the arrow of a map
    letter = pgettext("letter", "N")
    return (
        f'<g transform="translate({x} {y})rotate({scene.north:.1f})"><path d="M0-22L6 8L0 3L-6 8Z" '
        f'fill="{PAPER["ink"]}"/>'
        f'<text y="-26" text-anchor="middle" font-size="13">{letter}</text></g>'
    )


def _fitted(text: str, size: float, room: float) -> str:
    """A font size at which a line fits into the room, as large as wanted if it can be."""
    return f"{min(size, round(room / (_WIDTH * max(len(text), 1)), 1)):g}"


def _portrait_text(view: View, layout: Layout) -> Iterable[str]:
    legend = map_legend_width()
    room = layout.width - legend - 50
    when, headline = (
        _fitted(view[key], size, room) for key, size in (("when", 44), ("headline", 23))
    )
    yield (
        f'<text x="30" y="38" font-size="17" fill="{PAPER["quiet"]}">{escape(view["frontier"])}'
        f'</text><text x="30" y="83" font-size="{when}" font-weight="700">{escape(view["when"])}'
        f'</text><text x="30" y="117" font-size="{headline}">{escape(view["headline"])}</text>'
    )
    lines = [f"{change['clock']} {line}" for change in view["changes"] for line in change["lines"]]
    if lines:
        more = ngettext("{count} more", "{count} more", len(lines) - 1)
        told = "; ".join([lines[0], more]) if lines[1:] else lines[0]
        size = _fitted(told, 16, layout.width - 60)
        yield f'<text x="30" y="148" font-size="{size}">{escape(told)}</text>'
    yield map_legend(layout.width - legend, 42)
    yield (
        f'<text x="30" y="{layout.height - 35}" font-size="14" font-weight="600">'
        f"{_verified(view)}</text>"
        f'<text x="30" y="{layout.height - 15}" font-size="12" fill="{PAPER["quiet"]}">'
        f"{escape(view['attribution'])}.</text>"
    )


def _card_text(view: View) -> Iterable[str]:
    room = CARD.left - 60
    when, headline = (
        _fitted(view[key], size, room) for key, size in (("when", 56), ("headline", 30))
    )
    yield (
        f'<text x="48" y="70" font-size="23" fill="{PAPER["quiet"]}">{escape(view["frontier"])}'
        f'</text><text x="48" y="136" font-size="{when}" font-weight="700">{escape(view["when"])}'
        f'</text><text x="48" y="182" font-size="{headline}">{escape(view["headline"])}</text>'
    )
    road = [entry for entry in view["crossings"] if entry["principal"]]
    for row, entry in enumerate(reversed(road)):  # north above south, as on the map
        main, y = entry["services"][0], 228 + row * 34
        yield (
            f'<use href="#s-{main["status"]}" transform="translate(60 {y})scale(1.15)"/>'
            f'<text x="84" y="{y + 7}" font-size="22" font-weight="600">{escape(entry["name"])}'
            f'<tspan dx="8" font-weight="400" fill="{PAPER["quiet"]}">{escape(_state(main))}'
            "</tspan></text>"
        )
    for row, text in enumerate(_verified(view).split("; ")):
        yield f'<text x="48" y="{530 + row * 18}" font-size="15" font-weight="600">{text}</text>'
    for row, text in enumerate(view["attribution"].split("; ")):
        yield (
            f'<text x="48" y="{572 + row * 16}" font-size="12" fill="{PAPER["quiet"]}">'
            f"{escape(text)}</text>"
        )


def _verified(view: View) -> str:
    pale = "" if view["verified"] else " " + gettext("Symbols are paler.")
    return escape(view["verified_words"] + pale)


def _state(main: View) -> str:
    if main["changed"]:
        turn = f"{words.status(main['before'])} → {words.status(main['status'])}"
        return f"{turn}, {main['clock']}"
    return words.status(main["status"])


def _description(view: View) -> str:
    road = [entry for entry in view["crossings"] if entry["principal"]]
    states = "; ".join(f"{entry['name']}: {_state(entry['services'][0])}" for entry in road)
    # Translators: what a picture shows, for those who cannot see it
    return gettext(
        "Road crossings from south to north. {states}. {verified}",
        states=states,
        verified=view["verified_words"],
    )
