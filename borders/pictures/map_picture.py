"""The map of a day or an instant as an SVG document: a page to print, a card, or a light still.

What does not depend on the date (`map_base`) is drawn apart from what the day brings
(`map_symbols`), so that pictures of many days share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from borders.language import gettext, ngettext, pgettext
from borders.pictures.map_base import base_map
from borders.pictures.map_layout import CARD, PORTRAIT, Layout, Scene, lay_out
from borders.pictures.map_symbols import crossings, definitions, legend, legend_width
from borders.pictures.svg import FONT, opening
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views import wording
from borders.views.crossing_status import ServiceView
from borders.views.day import DayView, day_view, title
from borders.views.style import PAPER

_LETTER = 0.5  # of the font size that a letter of a headline takes


def svg(dataset: Dataset, at: Slice, layout: Layout = PORTRAIT) -> str:
    """The picture of a slice in a layout, as an SVG document."""
    return picture(lay_out(dataset, layout), day_view(dataset, at))


def picture(scene: Scene, view: DayView) -> str:
    """The picture of a slice on a scene that is laid out: the map, its title, legend and credit."""
    layout = scene.layout
    parts = [
        opening(layout.width, layout.height, title(view), _description(view)),
        f"<defs>{definitions()}</defs>",
        base_map(scene),
        crossings(scene, view),
        _scale_bar(scene),
        _north(scene),
        *(_card_text(view) if layout.name == "card" else _portrait_text(view, layout)),
        "</svg>\n",
    ]
    return "\n".join(parts)


def still(scene: Scene, view: DayView) -> str:
    """The map of a slice without words around it, which a page shows until its scripts have run."""
    size = f'viewBox="0 0 {scene.layout.width} {scene.layout.height}" font-family="{FONT}"'
    content = still_content(scene, view)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>\n'


def still_content(scene: Scene, view: DayView) -> str:
    """The SVG elements of `still` without the outer one, to stand in an SVG element of a page."""
    return f"<defs>{definitions()}</defs>{base_map(scene)}{crossings(scene, view)}"


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
    """The arrow to true north."""
    layout = scene.layout
    x, y = layout.right - 34, layout.top + 52
    # Translators: north, on the arrow of a map
    letter = pgettext("letter", "N")
    return (
        f'<g transform="translate({x} {y})rotate({scene.north:.1f})"><path d="M0-22L6 8L0 3L-6 8Z" '
        f'fill="{PAPER["ink"]}"/>'
        f'<text y="-26" text-anchor="middle" font-size="13">{letter}</text></g>'
    )


def _portrait_text(view: DayView, layout: Layout) -> Iterator[str]:
    legend_x = layout.width - legend_width()
    when = _fitted(view.when, 44, legend_x - 50)
    headline = _fitted(view.headline, 23, legend_x - 50)
    yield (
        f'<text x="30" y="38" font-size="17" fill="{PAPER["quiet"]}">{escape(view.frontier)}'
        f'</text><text x="30" y="83" font-size="{when}" font-weight="700">{escape(view.when)}'
        f'</text><text x="30" y="117" font-size="{headline}">{escape(view.headline)}</text>'
    )
    lines = [f"{change.clock} {line}" for change in view.changes for line in change.lines]
    if lines:
        more = ngettext("{count} more", "{count} more", len(lines) - 1)
        text = "; ".join([lines[0], more]) if lines[1:] else lines[0]
        size = _fitted(text, 16, layout.width - 60)
        yield f'<text x="30" y="148" font-size="{size}">{escape(text)}</text>'
    yield legend(legend_x, 42)
    yield (
        f'<text x="30" y="{layout.height - 35}" font-size="14" font-weight="600">'
        f"{_verified(view)}</text>"
        f'<text x="30" y="{layout.height - 15}" font-size="12" fill="{PAPER["quiet"]}">'
        f"{escape(view.attribution)}.</text>"
    )


def _card_text(view: DayView) -> Iterator[str]:
    when = _fitted(view.when, 56, CARD.left - 60)
    headline = _fitted(view.headline, 30, CARD.left - 60)
    yield (
        f'<text x="48" y="70" font-size="23" fill="{PAPER["quiet"]}">{escape(view.frontier)}'
        f'</text><text x="48" y="136" font-size="{when}" font-weight="700">{escape(view.when)}'
        f'</text><text x="48" y="182" font-size="{headline}">{escape(view.headline)}</text>'
    )
    principal = [crossing for crossing in view.crossings if crossing.principal]
    for row, crossing in enumerate(reversed(principal)):  # north above south, as on the map
        main, y = crossing.main, 228 + row * 34
        yield (
            f'<use href="#s-{main.status}" transform="translate(60 {y})scale(1.15)"/>'
            f'<text x="84" y="{y + 7}" font-size="22" font-weight="600">{escape(crossing.name)}'
            f'<tspan dx="8" font-weight="400" fill="{PAPER["quiet"]}">{escape(_status(main))}'
            "</tspan></text>"
        )
    for row, text in enumerate(_verified(view).split("; ")):
        yield f'<text x="48" y="{530 + row * 18}" font-size="15" font-weight="600">{text}</text>'
    for row, text in enumerate(view.attribution.split("; ")):
        yield (
            f'<text x="48" y="{572 + row * 16}" font-size="12" fill="{PAPER["quiet"]}">'
            f"{escape(text)}</text>"
        )


def _fitted(text: str, size: float, room: float) -> str:
    """The font size at which a line fits into `room` pixels, at most `size`."""
    return f"{min(size, round(room / (_LETTER * max(len(text), 1)), 1)):g}"


def _verified(view: DayView) -> str:
    """To which day the record was checked, escaped; past it symbols are paler."""
    pale = "" if view.verified else " " + gettext("Symbols are paler.")
    return escape(view.verified_words + pale)


def _status(service: ServiceView) -> str:
    """A status, or its change on this day, e.g. "open → closed, 20:00"."""
    if service.change is None:
        return wording.status(service.status)
    turn = wording.status_change(service.change.before, service.status)
    return f"{turn}, {service.change.clock}"


def _description(view: DayView) -> str:
    """What the picture shows, for readers who cannot see it."""
    states = "; ".join(
        f"{crossing.name}: {_status(crossing.main)}"
        for crossing in view.crossings
        if crossing.principal
    )
    # Translators: what a picture shows, for those who cannot see it
    return gettext(
        "Road crossings from south to north. {states}. {verified}",
        states=states,
        verified=view.verified_words,
    )
