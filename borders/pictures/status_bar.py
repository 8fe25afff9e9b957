"""A bar of statuses over time: a rectangle for each run of equal status, with its letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from borders.model import Status
from borders.pictures.svg import rect, text
from borders.pictures.time_axis import LinearAxis
from borders.timeline.spans import Span
from borders.views.style import LOOKS


class Letters(NamedTuple):
    """How letters stand in a bar: their font size, and from where in a rectangle they are drawn.

    `right` and `down` lead from the rectangle's upper left corner to the letter's baseline, in
    pixels; a rectangle no wider than `room`, in the axis's unit, has no letter. `anchor` is SVG's
    text-anchor.
    """

    size: float
    right: float
    down: float
    room: float
    anchor: str | None = None


def status_bar(
    axis: LinearAxis,
    runs: Iterable[Span],
    y: float,
    height: float,
    letters: Letters | None = None,
) -> Iterator[str]:
    """Runs of equal status along an axis, `y` being the top of the bar.

    A run without a bound reaches to the end of the axis; one that is not on it is left out.
    """
    for run in runs:
        start = axis.x(run.start) if run.start else axis.left
        end = axis.x(run.end) if run.end else axis.right
        if start >= end:
            continue
        look = LOOKS[run.status]
        is_pale = run.status is Status.UNKNOWN  # white, on white paper
        edge = {"stroke": look.ink, "stroke_dasharray": "2 2"} if is_pale else {}
        x, width = axis.written(start), axis.written(end - start)
        yield rect(x, float(y), width, height, fill=look.fill, **edge)
        if letters and end - start > letters.room:
            yield text(
                x,
                y + letters.down,
                look.letter,
                dx=letters.right,
                font_size=letters.size,
                font_weight=700,
                fill=look.ink,
                text_anchor=letters.anchor,
            )
