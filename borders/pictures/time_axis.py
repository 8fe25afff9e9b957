"""Axes of time: dates and instants to pixels, and the words along them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders import language
from borders.pictures.svg import LEFT, LETTER, RIGHT, SMALL, WIDTH, label, path, rect
from borders.views.style import PAPER

FOCUS_SHARES = (0.16, 0.56, 0.28)
"""Of the width of an axis with a focus: the shares before the focus, of it, and after it."""

UNVERIFIED_OPACITY = 0.45
"""How opaque is drawn what was not verified; a veil pales a whole plot to the same look."""

_MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)  # steps from tick to tick
_ROOM = 76  # pixels that a tick's words need
_YEAR_ROOM = 120  # days that the name of a year needs after the focus


class Tick(NamedTuple):
    """A place on an axis, in pixels from the left, and the words at it."""

    x: float
    words: str


class LinearAxis:
    """Time on a single scale: `start` at the pixel `left`, `end` at `right`.

    A date stands for the instant at which it begins in `zone`.
    """

    def __init__(
        self,
        start: datetime | date,
        end: datetime | date,
        zone: ZoneInfo,
        left: float = LEFT,
        right: float = WIDTH - RIGHT,
    ) -> None:
        self.left, self.right = float(left), float(right)
        self._zone = zone
        self._days = _day(start, zone), _day(end, zone)
        self._start, self._end = self._position(start), self._position(end)

    def x(self, moment: datetime | date) -> float:
        """The pixel of an instant or of the beginning of a date, kept within the axis."""
        share = (self._position(moment) - self._start) / (self._end - self._start)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[Tick]:
        """Beginnings of weeks, months or years, as close together as their words allow."""
        for words, beginnings in self._beginnings():
            inside = [day for day in beginnings if self._start <= self._position(day) < self._end]
            ticks = [Tick(self.x(day), words(day)) for day in inside]
            if all(after.x - before.x >= _ROOM for before, after in pairwise(ticks)):
                return ticks
        return []

    def _beginnings(self) -> Iterator[tuple[Callable[[date], str], list[date]]]:
        """Mondays, then months and years ever further apart, each with the words of one."""
        first, last = self._days
        monday = first - timedelta(days=first.weekday())
        weeks = range((last - monday).days // 7 + 1)
        yield language.short_day, [monday + timedelta(days=7 * week) for week in weeks]
        months = range(first.year * 12, last.year * 12 + 12)
        for step in _MONTHS:
            words = language.short_month if step % 12 else "{0.year}".format
            yield words, [date(n // 12, n % 12 + 1, 1) for n in months if n % step == 0]

    def _position(self, moment: datetime | date) -> datetime:
        """The quantity in which the scale is linear: the instant."""
        return _instant(moment, self._zone).astimezone(UTC)


class CalendarAxis(LinearAxis):
    """A calendar on a single scale: all days are equally wide, whatever the clocks do."""

    def _position(self, moment: datetime | date) -> datetime:
        """The quantity in which the scale is linear: the local time, as if it were UTC."""
        return _instant(moment, self._zone).astimezone(self._zone).replace(tzinfo=UTC)


class FocusAxis:
    """A calendar on three scales: the focus wider than what is before it and after it.

    `days` are the first day of all, of the focus, after the focus, and the last of all; they stand
    at the pixels `stops`, from `left` to `right`.
    """

    def __init__(self, days: Sequence[date], zone: ZoneInfo, left: float, right: float) -> None:
        self._days, self._zone = days, zone
        self.left, self.right = float(left), float(right)
        width = right - left
        self.stops = [left + width * sum(FOCUS_SHARES[:n]) for n in range(len(days))]
        self._parts = [
            CalendarAxis(*days_of_part, zone, *stops)
            for days_of_part, stops in zip(pairwise(days), pairwise(self.stops), strict=True)
        ]

    def x(self, moment: datetime | date) -> float:
        """The pixel of an instant or of the beginning of a date, kept within the axis."""
        part = bisect_right(self._days[1:-1], _day(moment, self._zone))
        return self._parts[part].x(moment)

    def ticks(self) -> Iterator[Tick]:
        """Every third year before the focus, the months within it, the years after it."""
        begin, first, last, end = self._days
        for year in range(begin.year, first.year, 3):
            yield Tick(self.x(max(date(year, 1, 1), begin)), str(year))
        month = first
        while month < last:
            with_year = month == first or month.month == 1
            yield Tick(self.x(month), language.short_month(month, year=with_year))
            month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        for year in range(last.year, end.year + 1):
            start = max(date(year, 1, 1), last)
            if (end - start).days > _YEAR_ROOM:
                yield Tick(self.x(start), str(year))


def axis_line(axis: LinearAxis, y: float) -> Iterator[str]:
    """The line under a plot, and below it the ticks whose words fit on the sheet."""
    yield path(f"M{axis.left} {y:.1f}H{axis.right}", stroke=PAPER["ink"])
    for tick in axis.ticks():
        yield path(f"M{tick.x:.1f} {y:.1f}v5", stroke=PAPER["ink"])
        if axis.right - tick.x > LETTER * SMALL * len(tick.words):
            yield label(tick.x, y + 19, tick.words, SMALL, colour=PAPER["quiet"])


def unverified_veil(
    axis: LinearAxis | FocusAxis, since: datetime | date, y: float, height: float
) -> str:
    """A veil that pales a plot from the time on to which the record was verified."""
    x = axis.x(since)
    return rect(
        x,
        y,
        axis.right - x,
        height,
        fill=PAPER["casing"],
        fill_opacity=f"{1 - UNVERIFIED_OPACITY:.2f}",
    )


def _instant(moment: datetime | date, zone: ZoneInfo) -> datetime:
    """An instant as it is, or the beginning of a date."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)


def _day(moment: datetime | date, zone: ZoneInfo) -> date:
    """A date as it is, or the local day of an instant."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
