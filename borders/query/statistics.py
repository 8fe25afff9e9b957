"""How long services were open, restricted, closed or unknown, and how much frontier lay closed.

All time is exact: what is added up are differences of instants in UTC, so a local day counts 23 or
25 hours when the clocks change. What belongs to a period is cut to it, `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from borders import local_time as moments
from borders.model import Crossing, Service, Status
from borders.timeline.spans import Span, Timeline, runs

By = Literal["year", "month"]
"""The parts of the calendar into which a period is cut."""


class Period(NamedTuple):
    """A stretch `[start, end)`, in UTC; `label` is YYYY or YYYY-MM of a part, or `all`."""

    label: str
    start: datetime
    end: datetime


class Tally(NamedTuple):
    """How long one service of a crossing had each status in a period.

    `closures` counts the times at which it became closed in the period. `longest_closure` is the
    longest unbroken part of the period in which it was closed, the first of equals, with the
    measure that governs at its start; `None` if it never was.
    """

    crossing: Crossing
    service: Service
    period: Period
    times: Mapping[Status, timedelta]
    closures: int
    longest_closure: Span | None


class Stretch(NamedTuple):
    """Frontier between two stops that follow on one another: open crossings, or the line's ends.

    Chainages in metres; a crossing is `None` at an end of the line.
    """

    start_m: float
    end_m: float
    start: Crossing | None
    end: Crossing | None

    @property
    def length_m(self) -> float:
        """Chainage from one stop to the other, in metres."""
        return self.end_m - self.start_m


class Run(NamedTuple):
    """A stretch of time `[start, end)` in which the same points are open.

    `counted` is how many points are counted, and `stretch` the longest stretch of frontier
    without one that is open.
    """

    start: datetime
    end: datetime
    open: tuple[Crossing, ...]
    counted: int
    stretch: Stretch


class FrontierTally(NamedTuple):
    """How many points were open over a period, and the longest stretch without one.

    Runs follow on one another and fill the period.
    """

    period: Period
    runs: tuple[Run, ...]

    @property
    def least(self) -> int:
        """The fewest points that were open at once."""
        return min(len(run.open) for run in self.runs)

    @property
    def most(self) -> int:
        """The most points that were open at once."""
        return max(len(run.open) for run in self.runs)

    @property
    def mean(self) -> float:
        """The number of open points, each run weighted by its duration."""
        held = [len(run.open) * (run.end - run.start) for run in self.runs]
        return sum(held, timedelta()) / (self.period.end - self.period.start)

    @property
    def longest_stretch(self) -> tuple[Stretch, list[tuple[datetime, datetime]]]:
        """The longest stretch without an open point, and when it was so: bounds `[start, end)`."""
        longest = max((run.stretch for run in self.runs), key=lambda stretch: stretch.length_m)
        when = [
            (held[0].start, held[-1].end)
            for same, group in groupby(self.runs, key=lambda run: run.stretch == longest)
            if same and (held := list(group))
        ]
        return longest, when


def days(time: timedelta) -> float:
    """Days of 24 hours, whatever the clocks do."""
    return time / timedelta(days=1)


def periods(start: datetime, end: datetime, by: By | None, zone: ZoneInfo) -> list[Period]:
    """`[start, end)` cut at the local beginnings of years or months; whole without `by`."""
    if by is None:
        return [Period("all", start, end)]
    first, last = (moment.astimezone(zone).date() for moment in (start, end))
    days = [
        day for day in _beginnings(first, last, by) if start < moments.day(day, zone).start < end
    ]
    borders = [start, *(moments.day(day, zone).start for day in days), end]
    width = len("YYYY") if by == "year" else len("YYYY-MM")
    return [
        Period(before.astimezone(zone).date().isoformat()[:width], before, after)
        for before, after in pairwise(borders)
    ]


def _beginnings(first: date, last: date, by: By) -> Iterator[date]:
    """The first days of the years or months after `first`, up to `last`."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    for month in months:
        day = date(month // 12, month % 12 + 1, 1)
        if by == "month" or day.month == 1:
            yield day


def tally(crossing: Crossing, service: Service, timeline: Timeline, period: Period) -> Tally:
    """The times of one service in a period."""
    times = dict.fromkeys(Status, timedelta())
    longest: Span | None = None
    for run in runs(timeline.between(period.start, period.end)):
        times[run.status] += _length(run)
        if run.status is Status.CLOSED and (longest is None or _length(run) > _length(longest)):
            longest = run
    closures = sum(
        after.status is Status.CLOSED for _, after in timeline.changes(period.start, period.end)
    )
    return Tally(crossing, service, period, times, closures, longest)


def frontier_tally(
    timelines: Sequence[tuple[Crossing, Timeline]],
    chainages: Mapping[str, float],
    length_m: float,
    period: Period,
) -> FrontierTally:
    """How many of these points were open over a period, and the frontier between them.

    `chainages` are those of the crossings whose position is established, by id; a point without
    one is counted, and no stretch ends at it.
    """
    borders = {period.start, period.end} | {
        after.start
        for _, timeline in timelines
        for _, after in timeline.changes(period.start, period.end)
        if after.start
    }
    runs: list[Run] = []
    for start, end in pairwise(sorted(borders)):
        found = tuple(c for c, timeline in timelines if timeline.at(start).status is Status.OPEN)
        if runs and runs[-1].open == found:
            runs[-1] = runs[-1]._replace(end=end)
        else:
            longest = max(stretches(found, chainages, length_m), key=lambda one: one.length_m)
            runs.append(Run(start, end, found, len(timelines), longest))
    return FrontierTally(period, tuple(runs))


def stretches(
    found: Iterable[Crossing], chainages: Mapping[str, float], length_m: float
) -> list[Stretch]:
    """The stretches between neighbouring crossings, and from the line's ends, south to north."""
    placed = sorted(
        ((chainages[c.id], c) for c in found if c.id in chainages), key=lambda stop: stop[0]
    )
    stops = [(0.0, None), *placed, (length_m, None)]
    return [Stretch(a_m, b_m, a, b) for (a_m, a), (b_m, b) in pairwise(stops)]


def _length(span: Span) -> timedelta:
    assert span.start is not None  # cut out of a period, it has both
    assert span.end is not None
    return span.end - span.start
