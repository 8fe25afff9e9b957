"""How many points were open over time: a line that steps up and down before numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borders.model import Status
from borders.pictures.svg import SMALL, label, path
from borders.pictures.time_axis import LinearAxis
from borders.query.statistics import FrontierTally
from borders.views.style import LOOKS, PAPER

_FEW = 5  # lines of whole numbers above the foot of a plot, at most


def round_step(most: float, least: int = 1) -> int:
    """The step from line to line behind a plot up to `most`: 1, 2 or 5, times a power of ten."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step >= least and most / step <= _FEW:
                return step
        power *= 10


def step_line(axis: LinearAxis, tally: FrontierTally, top: float, height: float) -> Iterator[str]:
    """The number of open points as a line, with the number on each step that has room for it."""
    look, scale = LOOKS[Status.OPEN], height / max(tally.total, 1)
    bottom = top + height
    whole = range(0, tally.total + 1, round_step(tally.total))
    yield from number_lines(axis, bottom, whole, scale)
    line, numbers = "", []
    for run in tally.runs:
        start, end, number = axis.x(run.start), axis.x(run.end), len(run.open)
        y = bottom - number * scale
        line += f"V{y:.1f}H{end:.1f}" if line else f"M{start:.1f} {y:.1f}H{end:.1f}"
        if end - start > SMALL:
            middle = (start + end) / 2
            numbers.append(label(middle, y - 6, str(number), SMALL, weight=700, anchor="middle"))
    area = f"{line}V{bottom:.1f}H{axis.left}Z"
    tint = path(area, fill=look.fill, fill_opacity=".2")
    yield tint + path(line, fill="none", stroke=look.fill, stroke_width=2.5)
    yield from numbers


def number_lines(
    axis: LinearAxis, bottom: float, numbers: Iterable[int], scale: float
) -> Iterator[str]:
    """A line across a plot at each number, `scale` pixels for one, with the number on the left."""
    for number in numbers:
        y = bottom - number * scale
        words = label(axis.left - 7, y + 5, str(number), SMALL, anchor="end")
        line = f"M{axis.left} {y:.1f}H{axis.right}"
        yield path(line, stroke=PAPER["neighbour"], stroke_width=".6") + words
