"""Axes of time: dates and instants to pixels, and the words along them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders import language
from borders.pictures.svg import LEFT, LETTER, RIGHT, SMALL, WIDTH, Attribute, label, path, rect
from borders.views.style import PAPER

UNVERIFIED_OPACITY = 0.45
"""How opaque is drawn what was not verified; a veil pales a whole plot to the same look."""

_DAYS = (1, 2, 3)  # steps from tick to tick, like the two below
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_GAP = 8  # pixels between the words of two ticks at least
_FLAG = 3  # pixels from a tick to words beside it


class Tick(NamedTuple):
    """A place on an axis, and the words at it.

    `x` is in the axis's unit. The words are `dx` pixels from there; which end of them, says
    `anchor`, which is SVG's text-anchor.
    """

    x: float
    words: str
    anchor: str
    dx: float


class LinearAxis:
    """Time on a single scale: `start` at `left`, `end` at `right`.

    A date stands for the instant at which it begins in `zone`. Places are pixels, or with `unit`
    "%" shares of a width that is not known.
    """

    def __init__(
        self,
        start: datetime | date,
        end: datetime | date,
        zone: ZoneInfo,
        left: float = LEFT,
        right: float = WIDTH - RIGHT,
        unit: str = "",
    ) -> None:
        self.left, self.right = float(left), float(right)
        self._unit, self._zone = unit, zone
        self._days = _day(start, zone), _day(end, zone)
        self._start, self._end = self._position(start), self._position(end)

    def x(self, moment: datetime | date) -> float:
        """The place of an instant or of the beginning of a date, kept within the axis."""
        share = (self._position(moment) - self._start) / (self._end - self._start)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def written(self, length: float) -> Attribute:
        """A place or a length along the axis as an attribute of an SVG element."""
        return f"{length:.2f}{self._unit}" if self._unit else length

    def ticks(self, size: float, *, beside: bool, pixels: float | None = None) -> list[Tick]:
        """Beginnings of days, weeks, months or years, as close together as their words allow.

        The words, `size` pixels high, stand `beside` their ticks or are centred at them. An axis
        whose places are not pixels is at least so many `pixels` long.
        """
        length = pixels or self.right - self.left
        place = _beside if beside else _centred
        for words, beginnings in self._beginnings(round(length / size)):
            ticks, free = [], -float(LEFT)
            for day in beginnings:
                if not self._start <= self._position(day) < self._end:
                    continue
                x, text = self.x(day), words(day)
                width = LETTER * size * len(text)
                at = (x - self.left) / (self.right - self.left) * length
                anchor, dx, begin = place(at, width, length)
                if begin < free:
                    break
                free = begin + width + _GAP
                ticks.append(Tick(x, text, anchor, dx))
            else:
                if ticks:
                    return ticks
        return []

    def _beginnings(self, most: int) -> Iterator[tuple[Callable[[date], str], list[date]]]:
        """Days, Mondays, months and years, ever further apart, each with the words of one.

        Days and Mondays are left out where there are more than `most`.
        """
        first, last = self._days
        monday = first - timedelta(days=first.weekday())
        for begin, step in (*((first, step) for step in _DAYS), (monday, 7)):
            steps = (last - begin).days // step
            if steps <= most:
                days = [begin + timedelta(days=step * n) for n in range(steps + 1)]
                yield language.short_day, days
        years = range(first.year, last.year + 1)
        for step in _MONTHS:
            months = range(1, 13, step)
            yield language.short_month, [date(year, month, 1) for year in years for month in months]
        for step in _YEARS:
            yield "{0.year}".format, [date(year, 1, 1) for year in years if year % step == 0]

    def _position(self, moment: datetime | date) -> datetime:
        """The quantity in which the scale is linear: the instant."""
        return _instant(moment, self._zone).astimezone(UTC)


class CalendarAxis(LinearAxis):
    """A calendar on a single scale: all days are equally wide, whatever the clocks do."""

    def _position(self, moment: datetime | date) -> datetime:
        """The quantity in which the scale is linear: the local time, as if it were UTC."""
        return _instant(moment, self._zone).astimezone(self._zone).replace(tzinfo=UTC)


def axis_line(axis: LinearAxis, y: float) -> Iterator[str]:
    """The line under a plot, and below it the ticks with their words."""
    yield path(f"M{axis.left} {y:.1f}H{axis.right}", stroke=PAPER["ink"])
    for x, words, anchor, dx in axis.ticks(SMALL, beside=False):
        yield path(f"M{x:.1f} {y:.1f}v5", stroke=PAPER["ink"])
        yield label(x + dx, y + 22, words, SMALL, colour=PAPER["quiet"], anchor=anchor)


def unverified_veil(axis: LinearAxis, since: datetime | date, y: float, height: float) -> str:
    """A veil that pales a plot from the time on to which the record was verified, if any."""
    x = axis.x(since)
    if x >= axis.right:
        return ""
    start, width = axis.written(x), axis.written(axis.right - x)
    opacity = f"{1 - UNVERIFIED_OPACITY:.2f}"
    return rect(start, y, width, height, fill=PAPER["casing"], fill_opacity=opacity)


# Where words stand: the end at which they are anchored, how far that is from the tick, and where
# they begin, in pixels from the beginning of the axis.


def _beside(x: float, width: float, length: float) -> tuple[str, float, float]:
    """To the right of a tick; to its left where the axis ends."""
    if x + _FLAG + width <= length:
        return "start", _FLAG, x + _FLAG
    return "end", -_FLAG, x - _FLAG - width


def _centred(x: float, width: float, length: float) -> tuple[str, float, float]:
    """In the middle of a tick, but no further to the right than the sheet reaches."""
    edge = length + RIGHT - 1
    if x + width / 2 <= edge:
        return "middle", 0.0, x - width / 2
    return "end", edge - x, edge - width


def _instant(moment: datetime | date, zone: ZoneInfo) -> datetime:
    """An instant as it is, or the beginning of a date."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)


def _day(moment: datetime | date, zone: ZoneInfo) -> date:
    """A date as it is, or the local day of an instant."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
