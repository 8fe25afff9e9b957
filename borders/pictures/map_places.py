"""Where crossings and their names stand on a picture: whole, and clear of one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from borders.geo.projection import Box, Point
from borders.model import Crossing
from borders.pictures.map_frames import SMALL, TEXT, Layout
from borders.pictures.svg import LETTER
from borders.views import wording

_LEAST = 0.85  # the smallest scale of text, whatever that of symbols
_STEP, _STEPS = 6, 16  # pixels from a place where a name may stand to the next, and how many
_TRIED = 4000  # steps in all: where thousands of crossings stand, no place is free
# What a place costs, in pixels that a name is away from its own: a pixel outside the picture, upon
# another symbol or name, and upon the line; and to be on the other side, or above or below.
_OUTSIDE, _COVERING, _ON_LINE, _OTHER_SIDE, _ABOVE = 1000, 3, 0.5, 8, 14
_CLOCK = " 00:00"  # room for the hour of a change


class PlacedCrossing(NamedTuple):
    """Where a crossing stands on a picture: on the line, its symbol, and its name.

    `name` is the end of the name that `anchor` says, or its middle.
    """

    at: Point
    symbol: Point
    name: Point
    anchor: Literal["start", "middle", "end"]


class Cover:
    """What is covered on the map of a picture: a bit for each cell of `CELL` pixels squared."""

    CELL = 2

    def __init__(self, layout: Layout) -> None:
        self._left, self._top = layout.left, layout.top
        self._columns = (layout.right - layout.left) // self.CELL
        self._rows = [0] * ((layout.bottom - layout.top) // self.CELL)

    def add(self, box: Box) -> None:
        """Cover the cells of a box."""
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


def place_crossings(
    placed: Sequence[tuple[Crossing, Point]], layout: Layout, taken: Cover, line: Cover
) -> dict[str, PlacedCrossing]:
    """Where crossings at these points stand, by their ids: each at its least costly place.

    Principal ones are on the line with their names beside it, then the others beside the line.
    Each place is chosen clear of those before and of the line, as far as that can be; what the
    crossings cover is added to `taken`.
    """
    frame = layout.left, layout.top, layout.right, layout.bottom

    def cost(crossing: Crossing, stand: PlacedCrossing, penalty: float) -> float:
        covered = [*boxes(crossing, stand, layout)][crossing.principal :]  # whose symbol stays
        return penalty + sum(
            _OUTSIDE * _outside(box, frame)
            + _COVERING * taken.covered(box)
            + _ON_LINE * line.covered(box)
            for box in covered
        )

    order = sorted(placed, key=lambda each: (not each[0].principal, -each[1][1]))
    for crossing, at in order:
        if crossing.principal:
            taken.add(next(boxes(crossing, PlacedCrossing(at, at, at, "end"), layout)))
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
        for box in boxes(crossing, best, layout):
            taken.add(box)
    return stands


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


def boxes(crossing: Crossing, stand: PlacedCrossing, layout: Layout) -> Iterator[Box]:
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
