"""The frontier and its base map laid out on a picture: projected, scaled, cut to its frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from borders.geo.projection import Box, Plane, Point, simplify_line
from borders.model import Crossing, PlaceKind
from borders.pictures.svg import LETTER
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.places import places_to_name

_SHORTEST_M = 100.0  # extent of a frontier along an axis of the plane that it runs across
_EDGE = 14  # pixels from the edge above and below to the nearest symbol
_LEAST = 0.85  # the smallest scale of text, whatever that of symbols


class Layout(NamedTuple):
    """The size of a picture, and the part of it that the map fills, in pixels.

    The frontier fills the map's height but for `margin`, or if it runs from west to east the width
    but for `beside` too, where names stand; its middle is at `middle` of the width. `detail` is how
    many pixels a simplified line may leave the true one, `smallest` the area in square pixels below
    which land and lakes are left out. `symbol` is the scale of symbols, and names of `ranks` and
    below are shown.
    """

    name: str
    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    margin: int
    middle: float
    beside: int
    detail: float
    smallest: float
    symbol: float
    ranks: int


PORTRAIT = Layout("portrait", 900, 1290, 0, 168, 900, 1230, 50, 0.56, 160, 0.4, 5, 1.0, 2)
CARD = Layout("card", 1200, 630, 560, 0, 1200, 630, 34, 0.5, 120, 0.5, 5, 0.62, 1)
STILL = Layout("still", 760, 900, 0, 0, 760, 900, 40, 0.55, 140, 3, 250, 0.85, 1)
LOCATOR = Layout("locator", 320, 400, 0, 0, 320, 400, 22, 0.55, 90, 1.5, 40, 0.7, 0)
LAYOUTS = {layout.name: layout for layout in (PORTRAIT, CARD)}

TEXT = 16  # pixels, the size of a crossing's name at symbol scale 1
SMALL = 12  # pixels, the size of a town's name
_CLOCK = " 00:00"  # room for the hour of a change


class PlacedName(NamedTuple):
    """The name of a town or country on a picture: the place itself, and where its text stands."""

    text: str
    kind: PlaceKind
    at: Point
    baseline: Point  # the middle of the text's baseline


class PlacedCrossing(NamedTuple):
    """Where a crossing stands on a picture: on the line, its symbol, and its name's near end."""

    at: Point
    symbol: Point
    name: Point


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The parts of a map that no date changes, laid out on a picture: in pixels, y downwards."""

    layout: Layout
    land: list[list[Point]]
    lakes: list[list[Point]]
    neighbours: list[list[Point]]
    frontier: dict[str, list[Point]]
    crossings: dict[str, PlacedCrossing]
    names: list[PlacedName]
    origin: Point  # the point of the plane at pixel (0, 0), in metres
    pixels_per_km: float
    north: float  # bearing of true north in the middle of the map, degrees clockwise from up


def lay_out(dataset: Dataset, layout: Layout) -> Scene:
    """Lay out the base map, the frontier and the crossings of a record on a picture."""
    plane = Plane.of(dataset.package.projection)
    placed = [each for each in dataset.record.crossings.values() if each.position]
    own = [each.position for each in placed if each.position]
    points = plane.points([*own, *dataset.frontier.positions])
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = layout.right - layout.left, layout.bottom - layout.top
    beside = min(width - layout.beside, 2 * width * min(layout.middle, 1 - layout.middle))
    scale = min(  # pixels per metre
        (height - 2 * layout.margin) / max(max(ys) - min(ys), _SHORTEST_M),
        (beside - 2 * layout.margin) / max(max(xs) - min(xs), _SHORTEST_M),
    )
    west = (min(xs) + max(xs)) / 2 - layout.middle * width / scale
    north = (min(ys) + max(ys)) / 2 + height / 2 / scale
    box = (west, north - height / scale, west + width / scale, north)

    def pixel(point: Point) -> Point:
        return (layout.left + (point[0] - west) * scale, layout.top + (north - point[1]) * scale)

    tolerance = layout.detail / scale
    projected = _base_map(dataset, box, tolerance, layout.smallest / scale**2)
    stands = _place_crossings([*zip(placed, map(pixel, points), strict=False)], layout)
    taken = [box for crossing in placed for box in _boxes(crossing, stands[crossing.id], layout)]
    middle = plane.positions([((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)])[0]
    return Scene(
        layout=layout,
        frontier={
            # the line is what the picture is about, and it is short
            name: [pixel(p) for p in simplify_line(plane.points(positions), tolerance / 2)]
            for name, positions in dataset.frontier.parts
        },
        crossings=stands,
        names=_names(dataset, plane, pixel, layout, taken),
        origin=(west - layout.left / scale, north + layout.top / scale),
        pixels_per_km=scale * 1000,
        north=plane.north(middle),
        **{name: [[*map(pixel, line)] for line in lines] for name, lines in projected.items()},
    )


@lru_cache(maxsize=2)  # only names differ from language to language
def _base_map(
    dataset: Dataset, box: Box, tolerance: float, smallest: float
) -> dict[str, list[list[Point]]]:
    """The lines of the base map in the plane of its projection, in metres.

    Cut to a box, simplified by at most `tolerance`, without areas below `smallest` square metres.
    """
    plane = Plane.of(dataset.package.projection)
    return {
        name: plane.project_and_clip(geometries, box, tolerance, smallest)
        for name, geometries in dataset.basemap.items()
    }


def spread(
    targets: Sequence[float], gap: float, low: float = -math.inf, high: float = math.inf
) -> list[float]:
    """Move numbers apart, in their order and as little as possible, to at least `gap` from another.

    All end up from `low` to `high`, closer to one another if there is no room. Least squares by
    pooling adjacent violators: neighbours that come too near to one another are joined to a block
    around the mean of what they want, until none do.
    """
    gap = min(gap, (high - low) / max(len(targets) - 1, 1))
    order = sorted(range(len(targets)), key=lambda index: targets[index])
    blocks: list[list[int]] = []
    starts: list[float] = []
    for index in order:
        blocks.append([index])
        starts.append(targets[index])
        while len(blocks) > 1 and starts[-2] + gap * len(blocks[-2]) > starts[-1]:
            blocks[-2:] = [blocks[-2] + blocks[-1]]
            wanted = [targets[item] - gap * rank for rank, item in enumerate(blocks[-1])]
            starts[-2:] = [sum(wanted) / len(wanted)]
    places = [0.0] * len(targets)
    highest = high - gap * (len(targets) - 1)  # of the first, so that the last is not above `high`
    before = 0  # numbers in the blocks so far
    for block, start in zip(blocks, starts, strict=True):
        moved = min(max(start, low + gap * before), highest + gap * before)
        for rank, item in enumerate(block):
            places[item] = moved + gap * rank
        before += len(block)
    return places


def _place_crossings(
    placed: Sequence[tuple[Crossing, Point]], layout: Layout
) -> dict[str, PlacedCrossing]:
    """Where crossings at these points stand, by their ids.

    Principal ones are on the line with their names on the left, the others are moved to the right
    of it, with their names on the right.
    """
    size = layout.symbol
    stands = {}
    for principal, gap in ((True, 17), (False, 19)):
        group = [(c.id, at) for c, at in placed if c.principal is principal]
        frame = layout.top + _EDGE, layout.bottom - _EDGE
        heights = spread([y for _, (_, y) in group], gap * max(size, _LEAST), *frame)
        for (id_, at), y in zip(group, heights, strict=True):
            if principal:
                stands[id_] = PlacedCrossing(at, at, (at[0] - 42 * size, y))
            else:
                x = at[0] + 46 * size
                stands[id_] = PlacedCrossing(at, (x, y), (x + 17 * size, y))
    return stands


def _boxes(crossing: Crossing, stand: PlacedCrossing, layout: Layout) -> Iterator[Box]:
    """The boxes that a crossing's symbol and its name cover, if that is shown."""
    (x, y), (name_x, name_y), size = stand.symbol, stand.name, layout.symbol
    yield x - 18 * size, y - 12 * size, x + 18 * size, y + 12 * size
    if crossing.principal:
        width = LETTER * TEXT * max(size, _LEAST) * len(wording.name(crossing) + _CLOCK)
        yield name_x - width, name_y - 9, name_x, name_y + 9
    elif layout.ranks > 1:
        yield name_x, name_y - 7, name_x + LETTER * SMALL * len(wording.name(crossing)), name_y + 7


def _names(
    dataset: Dataset,
    plane: Plane,
    pixel: Callable[[Point], Point],
    layout: Layout,
    taken: list[Box],
) -> list[PlacedName]:
    """The towns and countries whose names fit into the frame, clear of crossings and one another.

    `taken` are the boxes of what stands there already; those of the names are added.
    """
    names = []
    for place in places_to_name(dataset):
        if place.rank > layout.ranks:
            continue
        country = place.kind is PlaceKind.COUNTRY
        half = LETTER * len(place.text) * (SMALL if not country else 26) / 2
        for (x, y), shift in product(
            map(pixel, plane.points(place.anchors)),
            [0.0] if country else [-6.0, 16.0],  # above the dot, or below it
        ):
            box = (x - half, y + shift - (15 if country else 11), x + half, y + shift + 3)
            inside = layout.left < box[0] and box[2] < layout.right
            inside &= layout.top + 12 < box[1] and box[3] < layout.bottom - 6
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                names.append(PlacedName(place.text, place.kind, (x, y), (x, y + shift)))
                break
    return names


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
