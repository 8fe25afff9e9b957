"""The bars of the chart of arrivals: where each stands, and where its number does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from math import ceil
from typing import NamedTuple

from borders.pictures.time_axis import LinearAxis
from borders.views.arrivals import PublishedNumber

NUMBER = 13
"""The font size of the numbers over bars, in pixels."""

LINE = 14
"""Pixels from a number to one above it."""

_FIGURE = 0.556  # of the font size that a figure takes at most
_READABLE = 150  # numbers; over more bars than that they would cover one another
_GAP = 1  # pixels between two bars of a day
_SHARE = 0.78  # of a day's width that its bars take


class NumberBar(NamedTuple):
    """The bar of a number of a single day, in pixels.

    `x` is its middle. `words` is its number, or empty where there is no room; `words_x` is its
    middle, and it is written `words_height` above the foot of the bar.
    """

    number: PublishedNumber
    x: float
    width: float
    height: float
    words: str
    words_x: float
    words_height: float


def number_bars(
    axis: LinearAxis, numbers: Iterable[PublishedNumber], scale: float
) -> Iterator[NumberBar]:
    """The bars of numbers of single days, in order of time; `scale` is pixels for one person.

    Each number is written above its bar, but clear of taller bars next to it and of other numbers;
    none is where there are more bars than can be read.
    """
    bars = list(_bars(axis, numbers, scale))
    if len(bars) > _READABLE:
        yield from (bar._replace(words="") for bar in bars)
        return
    written: list[tuple[float, float, float]] = []  # height, left, right
    for bar in bars:
        half = _FIGURE * NUMBER * len(bar.words) / 2
        x, height = _clear_of_bars(bar, bars, half)
        for other, left, right in sorted(written):
            if x - half < right and left < x + half and abs(height - other) < LINE:
                height += ceil(other + LINE - height)
        written.append((height, x - half, x + half))
        yield bar._replace(width=bar.width - _GAP, words_x=x, words_height=height)


def _bars(
    axis: LinearAxis, numbers: Iterable[PublishedNumber], scale: float
) -> Iterator[NumberBar]:
    """The bars of one day side by side, without a gap; each number in the middle above its bar."""
    for day, group in groupby(numbers, key=lambda number: number.first):
        of_day = list(group)
        start, end = axis.x(day), axis.x(day + timedelta(days=1))
        width = (end - start) * _SHARE / len(of_day)
        left = start + (end - start) * (1 - _SHARE) / 2
        for place, number in enumerate(of_day):
            x, height = left + width * (place + 0.5), number.arrivals.count * scale
            yield NumberBar(number, x, width, height, number.short, x, height)


def _clear_of_bars(bar: NumberBar, bars: Sequence[NumberBar], half: float) -> tuple[float, float]:
    """The middle and the height of a number, `half` of its width being given.

    It is lifted over a taller bar of its own day, and moved aside from one of another day.
    """
    x, height = bar.x, bar.height
    for other in bars:
        if other.height > height and abs(other.x - bar.x) < half + other.width / 2:
            if other.number.first == bar.number.first:
                height = other.height
            else:
                aside = half + other.width / 2 + 1
                x = min(x, other.x - aside) if other.x > bar.x else max(bar.x, other.x + aside)
    return x, height
