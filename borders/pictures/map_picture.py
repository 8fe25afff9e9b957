"""The map of a day or an instant as an SVG document: a page to print, a card, or a light still.

What does not depend on the date (`map_base`) is drawn apart from what the day brings
(`map_symbols`), so that pictures of many days share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from borders.geo.projection import Point
from borders.language import gettext, ngettext, pgettext
from borders.model import Crossing
from borders.pictures.legend import map_legend, map_legend_width
from borders.pictures.map_base import base_map
from borders.pictures.map_frames import CARD, PORTRAIT, TEXT, Layout
from borders.pictures.map_layout import Scene, lay_out
from borders.pictures.map_symbols import crossings, definitions
from borders.pictures.svg import FONT, LETTER, element, opening, path, text, tspan
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views import wording
from borders.views.crossing_status import ServiceView
from borders.views.day import DayView, day_view, title
from borders.views.style import PAPER, ways_used

_LETTER = 0.5  # of the font size that a letter of a headline takes


def svg(dataset: Dataset, at: Slice, layout: Layout = PORTRAIT) -> str:
    """The picture of a slice in a layout, as an SVG document."""
    return picture(lay_out(dataset, layout), day_view(dataset, at))


def picture(scene: Scene, view: DayView) -> str:
    """The picture of a slice on a scene that is laid out: the map, its title, legend and credit."""
    layout = scene.layout
    parts = [
        opening(layout.width, layout.height, title(view), _description(view)),
        f"<defs>{definitions(view)}</defs>",
        base_map(scene),
        crossings(scene, view),
        _scale_bar(scene),
        _north(scene),
        *(_card_text(view) if layout.name == "card" else _portrait_text(view, layout)),
        "</svg>\n",
    ]
    return "\n".join(parts)


def locator(scene: Scene, crossing: Crossing) -> str | None:
    """A small map that marks one crossing, as an SVG document; `None` if nobody knows its place."""
    if crossing.id not in scene.crossings:
        return None
    name, (x, y) = wording.name(crossing), scene.crossings[crossing.id].at
    points = "".join(
        element("circle", cx=other.at[0], cy=other.at[1], r=2.5)
        for other in scene.crossings.values()
    )
    label_x, label_y, anchor = _beside(name, (x, y), scene.layout)
    label = text(
        label_x,
        label_y,
        name,
        text_anchor=anchor,
        font_size=TEXT,
        font_weight=700,
        paint_order="stroke",
        stroke=PAPER["land"],
        stroke_width=4,
        stroke_linejoin="round",
    )
    mark = element(
        "circle", cx=x, cy=y, r=7, fill=PAPER["highlight"], stroke=PAPER["ink"], stroke_width=2
    )
    layout = scene.layout
    title = gettext("{crossing} on the map", crossing=name)
    return "".join(
        (
            opening(layout.width, layout.height, title, title),
            base_map(scene),
            points,
            label,
            mark,
            "</svg>\n",
        )
    )


def _beside(name: str, at: Point, layout: Layout) -> tuple[float, float, str]:
    """Where a name stands at the mark of a point, whole: its x and baseline, and its anchor."""
    (x, y), width = at, LETTER * TEXT * len(name)
    if x - 14 - width >= layout.left:
        return x - 14, y + 5, "end"
    if x + 14 + width <= layout.right:
        return x + 14, y + 5, "start"
    middle = max(layout.left + width / 2, min(layout.right - width / 2, x))
    return middle, y - 14 if y - layout.top > 2 * TEXT else y + 26, "middle"


def still(scene: Scene, view: DayView) -> str:
    """The map of a slice without words around it, which a page shows until its scripts have run."""
    size = f'viewBox="0 0 {scene.layout.width} {scene.layout.height}" font-family="{FONT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{still_content(scene, view)}</svg>\n'


def still_content(scene: Scene, view: DayView) -> str:
    """The SVG elements of `still` without the outer one, to stand in an SVG element of a page."""
    return f"<defs>{definitions(view)}</defs>{base_map(scene)}{crossings(scene, view)}"


def _scale_bar(scene: Scene) -> str:
    layout, (metres, is_right) = scene.layout, scene.bar
    length = metres * scene.pixels_per_km / 1000
    x = layout.right - 30 - length if is_right else layout.left + 30
    y = layout.bottom - 26
    bar = path(f"M0-5V0H{length:.1f}V-5", fill="none", stroke=PAPER["ink"], stroke_width=1.4)
    km = metres / 1000
    size = gettext("{km} km", km=f"{km:g}") if km >= 1 else gettext("{m} m", m=f"{metres:g}")
    words = text(length / 2, -7, size, text_anchor="middle", font_size=13)
    return element("g", bar + words, transform=f"translate({x:.1f} {y})")


def _north(scene: Scene) -> str:
    """The arrow to true north."""
    layout = scene.layout
    x = layout.right - 34 if scene.arrow_right else layout.left + 34
    turn = f"translate({x} {layout.top + 52})rotate({scene.north:.1f})"
    # Translators: north, on the arrow of a map
    letter = pgettext("letter", "N")
    return (
        f'<g transform="{turn}">{path("M0-22L6 8L0 3L-6 8Z", fill=PAPER["ink"])}'
        f'<text y="-26" text-anchor="middle" font-size="13">{letter}</text></g>'
    )


def _portrait_text(view: DayView, layout: Layout) -> Iterator[str]:
    ways = ways_used(crossing.way for crossing in view.crossings)
    legend_x = layout.width - map_legend_width(ways)
    when, headline = (
        _fitted(view.when, 44, legend_x - 50),
        _fitted(view.headline, 23, legend_x - 50),
    )
    yield (
        text(30, 38, view.frontier, font_size=17, fill=PAPER["quiet"])
        + text(30, 83, view.when, font_size=when, font_weight=700)
        + text(30, 117, view.headline, font_size=headline)
    )
    lines = [f"{change.clock} {line}" for change in view.changes for line in change.lines]
    if lines:
        more = ngettext("{count} more", "{count} more", len(lines) - 1)
        line = "; ".join([lines[0], more]) if lines[1:] else lines[0]
        yield text(30, 148, line, font_size=_fitted(line, 16, layout.width - 60))
    yield map_legend(legend_x, 42, ways)
    bottom, credit = layout.height - 15, f"{view.attribution}."
    yield (
        text(30, bottom - 20, _verified(view), font_size=14, font_weight=600)
        + text(30, bottom, credit, font_size=12, fill=PAPER["quiet"])
    )


def _card_text(view: DayView) -> Iterator[str]:
    room = CARD.left - 60
    yield (
        text(48, 70, view.frontier, font_size=23, fill=PAPER["quiet"])
        + text(48, 136, view.when, font_size=_fitted(view.when, 56, room), font_weight=700)
        + text(48, 182, view.headline, font_size=_fitted(view.headline, 30, room))
    )
    principal = [crossing for crossing in view.crossings if crossing.principal]
    for row, crossing in enumerate(reversed(principal)):  # north above south, as on the map
        main, y = crossing.main, 228 + row * 34
        status = tspan(_status(main), dx=8, font_weight=400, fill=PAPER["quiet"])
        name = escape(crossing.name) + status
        yield (
            element("use", href=f"#s-{main.status}", transform=f"translate(60 {y})scale(1.15)")
            + element("text", name, x=84, y=y + 7, font_size=22, font_weight=600)
        )
    for row, line in enumerate(_verified(view).split("; ")):
        yield text(48, 530 + row * 18, line, font_size=15, font_weight=600)
    for row, line in enumerate(view.attribution.split("; ")):
        yield text(48, 572 + row * 16, line, font_size=12, fill=PAPER["quiet"])


def _fitted(line: str, size: float, room: float) -> str:
    """The font size at which a line fits into `room` pixels, at most `size`."""
    return f"{min(size, round(room / (_LETTER * max(len(line), 1)), 1)):g}"


def _verified(view: DayView) -> str:
    """To which day the record was checked, escaped; past it symbols are paler."""
    pale = "" if view.verified else " " + gettext("Symbols are paler.")
    return view.verified_words + pale


def _status(service: ServiceView) -> str:
    """A status, or its change on this day, e.g. "open → closed, 20:00"."""
    if service.change is None:
        return wording.status(service.status)
    turn = wording.status_change(service.change.before, service.status)
    return f"{turn}, {service.change.clock}"


def _description(view: DayView) -> str:
    """A description of the picture for readers who cannot see it."""
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
