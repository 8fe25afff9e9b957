"""The frontier and its base map laid out on a picture: projected, scaled, cut to its frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from operator import itemgetter
from typing import Literal, NamedTuple

from borders.geo.frontier import enlargement
from borders.geo.positions import Position
from borders.geo.projection import Box, Point, round_length, simplify_line
from borders.model import Crossing, PlaceKind
from borders.pictures.svg import LETTER
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.places import places_to_name

_SHORTEST_M = 100.0  # extent of a frontier along an axis of the plane that it runs across
_LEAST = 0.85  # the smallest scale of text, whatever that of symbols
_STEP, _STEPS = 6, 16  # pixels from a place where a name may stand to the next, and how many
_BAR, _SIGN = 0.15, 50  # of a map's width the scale bar at most; pixels, the height of such signs
_TRIED = (
    4000  # steps in all: where there are thousands of crossings, there is no free place to find
)
# What a place costs, in pixels that a name is away from its own: a pixel outside the picture, upon
# another symbol or name, and upon the line; and to be on the other side, or above or below.
_OUTSIDE, _COVERING, _ON_LINE, _OTHER_SIDE, _ABOVE = 1000, 3, 0.5, 8, 14


class Layout(NamedTuple):
    """The size of a picture, and the part of it that the map fills, in pixels.

    The frontier fills the map's height or its width but for `margin`; its middle is at `middle` of
    the width. For one that is wider than high, the picture is lower, down to a map of `least`.
    `detail` is how many pixels a simplified line may leave the true one, `smallest` the area in
    square pixels below which land and lakes are left out. `symbol` is the scale of symbols, and
    names of `ranks` and below are shown.
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
    least: int
    detail: float
    smallest: float
    symbol: float
    ranks: int

    def of_height(self, wanted: float) -> Layout:
        """The layout with a map that is lower, if a frontier needs no more than so many pixels."""
        spare = max(0, self.bottom - self.top - max(round(wanted), self.least))
        return self._replace(height=self.height - spare, bottom=self.bottom - spare)


PORTRAIT = Layout("portrait", 900, 1290, 0, 168, 900, 1230, 50, 0.56, 450, 0.4, 5, 1.0, 2)
CARD = Layout("card", 1200, 630, 560, 0, 1200, 630, 34, 0.5, 630, 0.5, 5, 0.62, 1)
STILL = Layout("still", 760, 900, 0, 0, 760, 900, 40, 0.55, 380, 3, 250, 0.85, 1)
LOCATOR = Layout("locator", 320, 400, 0, 0, 320, 400, 22, 0.55, 160, 1.5, 40, 0.7, 0)
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
    """Where a crossing stands on a picture: on the line, its symbol, and its name.

    `name` is the end of the name that `anchor` says, or its middle.
    """

    at: Point
    symbol: Point
    name: Point
    anchor: Literal["start", "middle", "end"]


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
    metres: float  # of the plane, that a pixel is wide
    pixels_per_km: float  # on the ground, in the middle of the frontier
    bar: tuple[float, bool]  # the metres of the scale bar, and whether it is on the right
    arrow_right: bool  # whether the arrow to the north is
    north: float  # bearing of true north in the middle of the map, degrees clockwise from up


def lay_out(dataset: Dataset, layout: Layout) -> Scene:
    """Lay out the base map, the frontier and the crossings of a record on a picture.

    The picture's height and its scale follow from how wide and high all of that is on the plane.
    """
    plane = dataset.plane
    placed = [each for each in dataset.record.crossings.values() if each.position]
    own = [each.position for each in placed if each.position]
    points = plane.points([*own, *dataset.frontier.positions])
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across = max(max(xs) - min(xs), _SHORTEST_M)
    upward = max(max(ys) - min(ys), _SHORTEST_M)
    width = layout.right - layout.left
    room = 2 * width * min(layout.middle, 1 - layout.middle) - 2 * layout.margin
    layout = layout.of_height(room * upward / across + 2 * layout.margin)
    height = layout.bottom - layout.top
    scale = min((height - 2 * layout.margin) / upward, room / across)  # pixels per metre
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    west = middle[0] - layout.middle * width / scale
    north = middle[1] + height / 2 / scale
    box = (west, north - height / scale, west + width / scale, north)

    def pixel(point: Point) -> Point:
        return (layout.left + (point[0] - west) * scale, layout.top + (north - point[1]) * scale)

    tolerance = layout.detail / scale
    projected = _base_map(dataset, box, tolerance, layout.smallest / scale**2)
    frontier = {
        # the line is what the picture is about, and it is short
        name: [pixel(p) for p in simplify_line(plane.points(positions), tolerance / 2)]
        for name, positions in dataset.frontier.parts
    }
    taken, line = _Cover(layout), _Cover(layout)
    for stretch in frontier.values():
        line.add_line(stretch)
    stands = _place_crossings([*zip(placed, map(pixel, points), strict=False)], layout, taken, line)
    pixels_per_km = scale * 1000 * enlargement(plane, middle, across / 10)
    bar = round_length(_BAR * width * 1000 / pixels_per_km)
    bar_width = bar * pixels_per_km / 1000 + 32
    (centre,) = plane.positions([((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)])
    return Scene(
        layout=layout,
        frontier=frontier,
        crossings=stands,
        names=_names(dataset, plane.points, pixel, layout, taken),
        origin=(west - layout.left / scale, north + layout.top / scale),
        metres=1 / scale,
        pixels_per_km=pixels_per_km,
        bar=(bar, _right_is_free(layout, layout.bottom - 54, bar_width, taken, line)),
        arrow_right=_right_is_free(layout, layout.top + 14, 54, taken, line),
        north=plane.north(centre),
        **{name: [[*map(pixel, line)] for line in lines] for name, lines in projected.items()},
    )


@lru_cache(maxsize=2)  # only names differ from language to language
def _base_map(
    dataset: Dataset, box: Box, tolerance: float, smallest: float
) -> dict[str, list[list[Point]]]:
    """The lines of the base map in the plane of its projection, in metres.

    Cut to a box, simplified by at most `tolerance`, without areas below `smallest` square metres.
    """
    return {
        name: dataset.plane.project_and_clip(geometries, box, tolerance, smallest)
        for name, geometries in dataset.basemap.items()
    }


class _Cover:
    """What is covered on the map of a picture: a bit for each cell of `CELL` pixels squared."""

    CELL = 2

    def __init__(self, layout: Layout) -> None:
        self._left, self._top = layout.left, layout.top
        self._columns = (layout.right - layout.left) // self.CELL
        self._rows = [0] * ((layout.bottom - layout.top) // self.CELL)

    def add(self, box: Box) -> None:
        rows, bits = self._cells(box)
        for row in rows:
            self._rows[row] |= bits

    def add_line(self, points: Sequence[Point]) -> None:
        """Cover the cells along a line."""
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = math.ceil(math.dist((x0, y0), (x1, y1)) / self.CELL) or 1
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                self.add((x - 1, y - 1, x + 1, y + 1))

    def covered(self, box: Box) -> int:
        """How many square pixels of a box are covered already."""
        rows, bits = self._cells(box)
        return self.CELL**2 * sum((self._rows[row] & bits).bit_count() for row in rows)

    def _cells(self, box: Box) -> tuple[range, int]:
        """The rows of a box and the bits of its columns, without those outside the map."""
        left, top, right, bottom = box
        first, last = (
            min(max(math.floor((x - self._left) / self.CELL), 0), self._columns)
            for x in (left, right + self.CELL)
        )
        upper = max(math.floor((top - self._top) / self.CELL), 0)
        lower = min(math.floor((bottom - self._top) / self.CELL) + 1, len(self._rows))
        return range(upper, lower), (1 << last) - (1 << first)


def _place_crossings(
    placed: Sequence[tuple[Crossing, Point]], layout: Layout, taken: _Cover, line: _Cover
) -> dict[str, PlacedCrossing]:
    """Where crossings at these points stand, by their ids: each at its least costly place.

    Principal ones are on the line with their names beside it, then the others beside the line.
    Each place is chosen clear of those before and of the line, as far as that can be; what the
    crossings cover is added to `taken`.
    """
    frame = layout.left, layout.top, layout.right, layout.bottom

    def cost(crossing: Crossing, stand: PlacedCrossing, penalty: float) -> float:
        boxes = [*_boxes(crossing, stand, layout)][crossing.principal :]  # whose symbol stays
        return penalty + sum(
            _OUTSIDE * _outside(box, frame)
            + _COVERING * taken.covered(box)
            + _ON_LINE * line.covered(box)
            for box in boxes
        )

    order = sorted(placed, key=lambda each: (not each[0].principal, -each[1][1]))
    for crossing, at in order:
        if crossing.principal:
            taken.add(next(_boxes(crossing, PlacedCrossing(at, at, at, "end"), layout)))
    steps = max(1, min(_STEPS, _TRIED // max(len(order), 1)))
    shifts = [
        0,
        *(shift for step in range(1, steps + 1) for shift in (_STEP * step, -_STEP * step)),
    ]
    stands = {}
    for crossing, at in order:
        options = (_names_beside if crossing.principal else _beside_line)(
            crossing, at, layout, shifts
        )
        ranked = sorted(options, key=itemgetter(1))
        best, least = ranked[0][0], math.inf
        for stand, penalty in ranked:
            if penalty >= least:
                break
            if (found := cost(crossing, stand, penalty)) < least:
                best, least = stand, found
        stands[crossing.id] = best
        for box in _boxes(crossing, best, layout):
            taken.add(box)
    return stands


def _right_is_free(layout: Layout, top: float, width: float, taken: _Cover, line: _Cover) -> bool:
    """Whether crossings and line cover less at the right edge of the map than at the left."""
    edges = layout.right - width, layout.left
    boxes = [(left, top, left + width, top + _SIGN) for left in edges]
    right, left = (taken.covered(box) + line.covered(box) for box in boxes)
    return right <= left


_Options = Iterator[tuple[PlacedCrossing, float]]
"""Places where a crossing may stand, each with what it costs beyond what it covers."""


def _names_beside(crossing: Crossing, at: Point, layout: Layout, shifts: Sequence[int]) -> _Options:
    """A principal crossing on the line, with its name left or right of it, above or below.

    `shifts` are how far the name may stand from its own height, in pixels.
    """
    (x, y), size, half = at, layout.symbol, _name_width(crossing, layout) / 2
    for shift in shifts:
        yield PlacedCrossing(at, at, (x - 42 * size, y + shift), "end"), abs(shift)
        yield PlacedCrossing(at, at, (x + 18 * size, y + shift), "start"), abs(shift) + _OTHER_SIDE
    middle = max(layout.left + half, min(layout.right - half, x))
    for away in (-12 * size - 14, 12 * size + 14):
        yield PlacedCrossing(at, at, (middle, y + away), "middle"), _ABOVE


def _beside_line(_: Crossing, at: Point, layout: Layout, shifts: Sequence[int]) -> _Options:
    """Another crossing, with its symbol right or left of the line and its name beyond that."""
    (x, y), size = at, layout.symbol
    for shift in shifts:
        right, left = (x + 46 * size, y + shift), (x - 46 * size, y + shift)
        yield PlacedCrossing(at, right, (right[0] + 17 * size, right[1]), "start"), abs(shift)
        name = left[0] - 27 * size, left[1]  # which leaves room for the status before
        yield PlacedCrossing(at, left, name, "end"), abs(shift) + _OTHER_SIDE


def _name_width(crossing: Crossing, layout: Layout) -> float:
    """How wide a crossing's name is, with the hour of a change if it is a principal one's."""
    if crossing.principal:
        return LETTER * TEXT * max(layout.symbol, _LEAST) * len(wording.name(crossing) + _CLOCK)
    return LETTER * SMALL * len(wording.name(crossing))


def _boxes(crossing: Crossing, stand: PlacedCrossing, layout: Layout) -> Iterator[Box]:
    """The boxes that a crossing's symbol and its name cover, if that is shown."""
    (x, y), (name_x, name_y), size = stand.symbol, stand.name, layout.symbol
    left, half = (
        (30, 12) if crossing.principal else (18, 9)
    )  # of a change, the status before is there
    yield x - left * size, y - half * size, x + 18 * size, y + half * size
    if crossing.principal or layout.ranks > 1:
        width, half = _name_width(crossing, layout), 9 if crossing.principal else 7
        name_x -= width * {"start": 0.0, "middle": 0.5, "end": 1.0}[stand.anchor]
        yield name_x, name_y - half, name_x + width, name_y + half


def _outside(box: Box, frame: Box) -> float:
    """How far a box leaves the frame, in pixels."""
    over = frame[0] - box[0], frame[1] - box[1], box[2] - frame[2], box[3] - frame[3]
    return sum(max(0.0, pixels) for pixels in over)


def _names(
    dataset: Dataset,
    points: Callable[[Sequence[Position]], list[Point]],
    pixel: Callable[[Point], Point],
    layout: Layout,
    taken: _Cover,
) -> list[PlacedName]:
    """The towns and countries whose names fit into the frame, clear of crossings and one another.

    `taken` is what crossings cover; the boxes of the names are added.
    """
    names = []
    for place in places_to_name(dataset):
        if place.rank > layout.ranks:
            continue
        country = place.kind is PlaceKind.COUNTRY
        half = LETTER * len(place.text) * (SMALL if not country else 26) / 2
        for (x, y), shift in product(
            map(pixel, points(place.anchors)),
            [0.0] if country else [-6.0, 16.0],  # above the dot, or below it
        ):
            box = (x - half, y + shift - (15 if country else 11), x + half, y + shift + 3)
            inside = layout.left < box[0] and box[2] < layout.right
            inside &= layout.top + 12 < box[1] and box[3] < layout.bottom - 6
            if inside and not taken.covered(box):
                taken.add(box)
                names.append(PlacedName(place.text, place.kind, (x, y), (x, y + shift)))
                break
    return names
