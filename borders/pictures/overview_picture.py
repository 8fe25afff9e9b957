"""The map of all frontiers on a day: each line in the look of how much of it could be crossed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from borders import language
from borders.geo.frontier import middle
from borders.geo.projection import Plane, Point, simplify_line
from borders.language import gettext, ngettext
from borders.model import Place, PlaceKind, Status
from borders.pictures.map_symbols import status_symbols
from borders.pictures.svg import LETTER, element, opening, path, path_data, rect, text, wrapped
from borders.query.dataset import Dataset
from borders.record.overview_map import NOWHERE, OverviewMap, shipped_overview
from borders.record.shipped_folders import shipped_folders
from borders.views import wording
from borders.views.overview import Crossable, FrontierOnDay, frontier_on_day, sentence
from borders.views.style import LOOKS, PAPER

DASHES = {Crossable.SOME: "9 4", Crossable.UNKNOWN: "1.5 6", None: "3 5"}
"""How a line is dashed that is not drawn through; `None` is for one of which there is no record."""

_DETAIL, _SMALLEST = 0.5, 6  # pixels that a line may leave the true one; of areas, square pixels
_LEAST_M = 1000.0  # extent of all lines
_FAR = 8  # font sizes: so far is one part of a large country from another
_WIDE, _HIGH, _TOP, _FOOT = 900, 1290, 150, 66  # pixels of the picture, and above and below its map
_COLUMN, _PITCH = 316, 54  # pixels: the width of the names of frontiers, and from one to the next
_TITLE, _WORDS = 15, 13  # pixels, their font sizes


K = TypeVar("K")
_Rect = tuple[float, float, float, float]
"""The left, upper, right and lower bounds of a place that is taken, in pixels."""


class Form(NamedTuple):
    """A map's size in pixels, where across it the lines have their middle, and its font sizes."""

    width: int
    height: int
    margin: int
    middle: float
    town: int
    country: int


PAGE = Form(520, 780, 34, 0.48, 16, 14)
PRINT = Form(_WIDE, _HIGH - _TOP - _FOOT, 30, 0.4, 13, 16)


class Scene(NamedTuple):
    """A map as it is on every day, in pixels from its upper left corner.

    `lines` are the frontiers by name, `middles` the points halfway along them, and `unrecorded`
    lines by title. `points` are crossings by frontier and id. `centre` is where the plane touches
    the sphere, which is `metres` to a pixel.
    """

    form: Form
    base: dict[str, list[list[Point]]]
    lines: dict[str, list[Point]]
    middles: dict[str, Point]
    unrecorded: dict[str, list[Point]]
    points: dict[tuple[str, str], Point]
    towns: dict[str, Point]
    countries: dict[str, Point]
    centre: Point
    metres: float


def lay_out(datasets: Mapping[str, Dataset], overview: OverviewMap, form: Form) -> Scene:
    """Lay out the lines of all frontiers, their crossings and the base map around them."""
    frontiers = {name: dataset.frontier for name, dataset in datasets.items()}
    plane = Plane.around(middle([each.middle for each in frontiers.values()]))
    lines = {name: plane.points(each.positions) for name, each in frontiers.items()}
    xs, ys = zip(*(point for line in lines.values() for point in line), strict=True)
    room = 2 * form.width * min(form.middle, 1 - form.middle) - 2 * form.margin
    scale = min(
        room / max(max(xs) - min(xs), _LEAST_M),
        (form.height - 2 * form.margin) / max(max(ys) - min(ys), _LEAST_M),
    )
    west = (min(xs) + max(xs)) / 2 - form.middle * form.width / scale
    north = (min(ys) + max(ys)) / 2 + form.height / 2 / scale
    box = (west, north - form.height / scale, west + form.width / scale, north)

    def pixels(points: Sequence[Point]) -> list[Point]:
        return [((x - west) * scale, (north - y) * scale) for x, y in points]

    def line(points: Sequence[Point]) -> list[Point]:
        return pixels(simplify_line(points, _DETAIL / scale))

    crossings = {
        (name, crossing.id): crossing.position
        for name, dataset in datasets.items()
        for crossing in dataset.record.crossings.values()
        if crossing.position
    }
    places = {
        kind: {place.id: place.position for place in overview.places if place.kind is kind}
        for kind in PlaceKind
    }
    halfway = {name: each.at(each.length_m / 2) for name, each in frontiers.items()}

    def placed(positions: Mapping[K, Point]) -> dict[K, Point]:
        return dict(zip(positions, pixels(plane.points([*positions.values()])), strict=True))

    return Scene(
        form=form,
        base={
            name: [
                pixels(shape)
                for shape in plane.project_and_clip(
                    shapes, box, _DETAIL / scale, _SMALLEST / scale**2
                )
            ]
            for name, shapes in overview.layers.items()
        },
        lines={name: line(points) for name, points in lines.items()},
        middles=placed(halfway),
        unrecorded={
            title: line(plane.points(positions)) for title, positions in overview.unrecorded.items()
        },
        points=placed(crossings),
        towns=placed(places[PlaceKind.TOWN]),
        countries=placed(places[PlaceKind.COUNTRY]),
        centre=pixels([(0.0, 0.0)])[0],
        metres=1 / scale,
    )


def atlas_picture(datasets: Mapping[str, Dataset], day: date) -> str:
    """The picture of a local day of each frontier, as an SVG document."""
    overview = overview_of(datasets.values())
    views = [frontier_on_day(dataset, day) for dataset in datasets.values()]
    first = next(iter(datasets.values()))
    return picture(
        lay_out(datasets, overview, PRINT),
        views,
        overview,
        when=wording.day(day),
        headline=sentence(views),
        notes=[*notes_on(datasets.values()), f"{first.translated(first.package.attribution)}."],
    )


def overview_of(datasets: Iterable[Dataset]) -> OverviewMap:
    """The base map of all frontiers that come along, if these are some of them."""
    shipped = {*shipped_folders().values()}
    return shipped_overview() if {str(d.folder) for d in datasets} <= shipped else NOWHERE


def notes_on(datasets: Iterable[Dataset]) -> Iterator[str]:
    """Sentences on how far the records were checked, and how many are provisional."""
    packages = [dataset.package for dataset in datasets]
    days = sorted(package.verified_through for package in packages)
    yield gettext(
        "The records were verified through {first} to {last}, each through a day of its own.",
        first=wording.day(days[0]),
        last=wording.day(days[-1]),
    )
    if count := sum(package.is_provisional for package in packages):
        yield ngettext(
            "{count} of {all} is provisional.",
            "{count} of {all} are provisional.",
            count,
            all=len(packages),
        )


def page_map(scene: Scene, views: Sequence[FrontierOnDay], overview: OverviewMap) -> str:
    """The map's elements, of which a script changes the lines and the points from day to day."""
    return f"<defs>{status_symbols()}</defs>{_map(scene, views, overview, [])}"


def picture(
    scene: Scene,
    views: Sequence[FrontierOnDay],
    overview: OverviewMap,
    *,
    when: str,
    headline: str,
    notes: Sequence[str],
) -> str:
    """The map of a day as an SVG document, with the name of each frontier and what was open."""
    labels = _labels(scene, views)
    boxes = [(_WIDE - _COLUMN - 26, y - 24, _WIDE, y + _PITCH - 18) for y, *_ in labels]
    title = f"{when}: {headline}"
    parts = [
        opening(_WIDE, _HIGH, title, "; ".join(f"{view.title}: {view.words}" for view in views)),
        element(
            "defs",
            status_symbols()
            + element("clipPath", rect(0, 0, scene.form.width, scene.form.height), id="map"),
        ),
        text(30, 56, when, font_size=40, font_weight=700),
        *(
            text(30, 92 + 24 * row, words, font_size=20)
            for row, words in enumerate(wrapped(headline, 20, _WIDE - 380))
        ),
        *_legend(),
        element(
            "g",
            _map(scene, views, overview, boxes) + "".join(_label(scene, *each) for each in labels),
            transform=f"translate(0 {_TOP})",
            clip_path="url(#map)",
        ),
        *(
            text(30, _HIGH - _FOOT + 22 + 18 * row, words, font_size=13, fill=PAPER["quiet"])
            for row, words in enumerate(wrapped(" ".join(notes), 13, _WIDE - 60)[:3])
        ),
        "</svg>\n",
    ]
    return "\n".join(parts)


def line_look(crossable: Crossable | None) -> dict[str, str]:
    """The stroke of a line, and its dashes."""
    colour = LOOKS[crossable.status].fill if crossable else PAPER["country"]
    if crossable is Crossable.UNKNOWN:
        colour = PAPER["country"]
    return {"stroke": colour, "stroke-dasharray": DASHES.get(crossable, "none")}


def _map(
    scene: Scene,
    views: Sequence[FrontierOnDay],
    overview: OverviewMap,
    taken: Sequence[_Rect],
) -> str:
    def shape(lines: Sequence[Sequence[Point]], **attributes: str | float) -> str:
        data = path_data([(10 * x, 10 * y) for x, y in line] for line in lines)
        return path(data, transform="scale(.1)", **attributes)

    base, form = scene.base, scene.form
    outline = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    drawn = [
        rect(0, 0, form.width, form.height, fill=PAPER["sea"]),
        shape(base["land"], fill=PAPER["land"], stroke=PAPER["coast"], stroke_width=6),
        shape(base["lakes"], fill=PAPER["lake"], stroke=PAPER["coast"], stroke_width=3),
        shape(base["neighbours"], stroke=PAPER["neighbour"], stroke_width=10, **outline),
        *_places(scene, overview, taken),
        shape([*scene.lines.values()], stroke=PAPER["frontier"], stroke_width=70, **outline),
        shape(
            [*scene.unrecorded.values()],
            stroke_width=30,
            stroke=PAPER["country"],
            stroke_dasharray="30 50",
            **outline,
        ),
    ]
    for view in views:
        look = line_look(view.crossable)
        data = path_data([scene.lines[view.name]])
        drawn.append(
            f'<path d="{data}" fill="none" stroke-width="4.4" data-frontier="{view.name}" '
            f'stroke="{look["stroke"]}" stroke-dasharray="{look["stroke-dasharray"]}">'
            f"<title>{escape(view.title)}</title></path>"
        )
    for view in views:
        for id_, status in view.statuses.items():
            if point := scene.points.get((view.name, id_)):
                place = f"translate({point[0]:.1f} {point[1]:.1f}) scale(.55)"
                key = escape(f"{view.name}/{id_}")
                drawn.append(f'<use href="#s-{status}" transform="{place}" data-point="{key}"/>')
    return "".join(drawn)


def _places(scene: Scene, overview: OverviewMap, taken: Sequence[_Rect]) -> Iterator[str]:
    """The names that stand whole, clear of `taken`, the lines and one another; countries first."""
    form = scene.form
    taken = [*taken]
    for line in (*scene.lines.values(), *scene.unrecorded.values()):
        taken += [(x - 9, y - 9, x + 9, y + 9) for x, y in _points_along(line)]
    order = sorted(overview.places, key=lambda each: (each.kind is PlaceKind.TOWN, each.rank))
    for place in order:
        country = place.kind is PlaceKind.COUNTRY
        name = wording.place_name(place)
        words, size = (name.upper(), form.country) if country else (name, form.town)
        half = LETTER * size * len(words) * (1.3 if country else 1) / 2
        for (x, y), shift in _anchors(scene, overview, place):
            box = (x - half, y + shift - size, x + half, y + shift + 4)
            inside = box[0] > 0 and box[2] < form.width and box[1] > 0 and box[3] < form.height
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                colour = PAPER["country" if country else "quiet"]
                if not country:
                    yield element("circle", cx=x, cy=y, r=2.4, fill=colour)
                spacing = size // 4 if country else None
                yield text(
                    *(x, y + shift, words),
                    text_anchor="middle",
                    font_size=size,
                    fill=colour,
                    letter_spacing=spacing,
                )
                break


def _anchors(scene: Scene, overview: OverviewMap, place: Place) -> Iterator[tuple[Point, float]]:
    """Where a name may stand, the best first: a point, and how far below it its baseline is.

    A town's above its dot or below it; a country's in its middle, else beside one of its towns.
    """
    size = scene.form.town
    if place.kind is PlaceKind.TOWN:
        yield from ((scene.towns[place.id], shift) for shift in (-7.0, size + 2.0))
        return
    yield from ((scene.countries[place.id], shift) for shift in (0.0, size * 1.0, -size * 1.0))
    for town in overview.places:
        # of a large country: beside a town that is far from the middle
        if (
            town.country == place.country
            and town.kind is PlaceKind.TOWN
            and math.dist(scene.towns[town.id], scene.countries[place.id]) > _FAR * size
        ):
            yield from ((scene.towns[town.id], shift) for shift in (-3.0 * size, 4.0 * size))


def _points_along(line: Sequence[Point]) -> Iterator[Point]:
    """Points of a line at most some pixels from one another."""
    for (x0, y0), (x1, y1) in pairwise(line):
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / 8))
        for step in range(steps + 1):
            yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


_Label = tuple[float, Point, Status | None, str, str]
"""The y of a name, the point it leads to, the status of its symbol, a title and words."""


def _labels(scene: Scene, views: Sequence[FrontierOnDay]) -> list[_Label]:
    """The names of the frontiers in a column beside the map's lines, from north to south."""
    wanted: list[_Label] = [
        (
            scene.middles[view.name][1],
            scene.middles[view.name],
            view.crossable.status,
            view.title,
            ", ".join(filter(None, (view.words, view.seen))),
        )
        for view in views
    ]
    wanted += [
        (
            line[len(line) // 2][1],
            line[len(line) // 2],
            None,
            language.geographic_name(title) or title,
            gettext("no record yet"),
        )
        for title, line in scene.unrecorded.items()
    ]
    # those farther to the left below, so that the lines that lead to them do not cross
    wanted.sort(key=lambda label: label[0] - label[1][0] / 10)
    lowest = scene.form.height - 30.0
    ys: list[float] = []
    for y, *_ in wanted:
        ys.append(max(y, 40.0, ys[-1] + _PITCH if ys else 0.0))
    for index in range(len(ys) - 1, -1, -1):
        ys[index] = min(ys[index], lowest - _PITCH * (len(ys) - 1 - index))
    return [(y, *label[1:]) for y, label in zip(ys, wanted, strict=True)]


def _label(
    scene: Scene, y: float, point: Point, status: Status | None, title: str, words: str
) -> str:
    x = scene.form.width - _COLUMN
    lead = f"M{point[0]:.1f} {point[1]:.1f}L{x - 24} {y:.1f}H{x - 12}"
    symbol = f'<use href="#s-{status}" x="{x}" y="{y:.1f}"/>' if status else ""
    lines = wrapped(words, _WORDS, _COLUMN - 30)[:2]
    halo: dict[str, Any] = {"stroke": PAPER["land"], "stroke_width": 3, "paint_order": "stroke"}
    return (
        path(lead, fill="none", stroke=PAPER["quiet"], stroke_width=0.8)
        + element("circle", cx=point[0], cy=point[1], r=2.6, fill=PAPER["ink"])
        + symbol
        + text(x + 16, y + 1, title, font_size=_TITLE, font_weight=700, **halo)
        + "".join(
            text(x + 16, y + 17 + 15 * row, line, font_size=_WORDS, fill=PAPER["quiet"], **halo)
            for row, line in enumerate(lines)
        )
    )


def _legend() -> Iterator[str]:
    x = _WIDE - 330
    for row, crossable in enumerate((*Crossable, None)):
        y, look = 30 + 20 * row, line_look(crossable)
        stroke = {"stroke": look["stroke"], "stroke_dasharray": look["stroke-dasharray"]}
        if crossable:
            yield path(
                f"M{x} {y}h52",
                stroke=PAPER["frontier"],
                stroke_width=7,
                stroke_linecap="round",
            )
        yield path(f"M{x} {y}h52", stroke_width=4.4 if crossable else 3, **stroke)
        label = crossable.label if crossable else gettext("no record yet")
        yield text(x + 64, y + 5, wording.capital(label), font_size=14)
