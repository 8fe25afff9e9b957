"""How long services were open, restricted, closed or unknown, and how much frontier lay closed.

Durations are differences of instants in UTC, so they are exact: a local day lasts 23 or 25 hours
where the clocks change. Everything is cut to the period that it is counted in, `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from borders import local_time
from borders.model import Crossing, Package, Service, Status
from borders.query.slices import is_verified
from borders.timeline.spans import Span, Timeline, runs

By = Literal["year", "month"]
"""The parts of the calendar into which a period is cut."""


class Period(NamedTuple):
    """A stretch of time `[start, end)`, in UTC.

    `label` is `YYYY` or `YYYY-MM` for a year or month, cut short or not, and `all` for the whole.
    """

    label: str
    start: datetime
    end: datetime

    def is_verified(self, package: Package) -> bool:
        """Whether the record was checked through the last day of the period or further."""
        return is_verified(
            local_time.instant(self.end - timedelta.resolution, package.zone), package
        )


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
    """A stretch of frontier without an open crossing between two that are, or an end of the line.

    Chainages are in metres from the line's southern end. `south` and `north` are the crossings at
    which it begins and ends, `None` at an end of the line.
    """

    start_m: float
    end_m: float
    south: Crossing | None
    north: Crossing | None

    @property
    def length_m(self) -> float:
        """The difference of the chainages, in metres."""
        return self.end_m - self.start_m


class FrontierRun(NamedTuple):
    """A stretch of time `[start, end)` in which the set of open points does not change.

    `total` is how many points are counted, open or not, and `stretch` the longest stretch of
    frontier without an open one.
    """

    start: datetime
    end: datetime
    open: tuple[Crossing, ...]
    total: int
    stretch: Stretch


class FrontierTally(NamedTuple):
    """How many points were open over a period, and the longest stretch without one.

    `runs` are in order of time and fill the period.
    """

    period: Period
    runs: tuple[FrontierRun, ...]

    @property
    def total(self) -> int:
        """How many points are counted, open or not."""
        return self.runs[0].total

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
        weighted = [len(run.open) * (run.end - run.start) for run in self.runs]
        return sum(weighted, timedelta()) / (self.period.end - self.period.start)

    @property
    def longest_stretch(self) -> tuple[Stretch, list[tuple[datetime, datetime]]]:
        """The longest stretch without an open point, and the times `[start, end)` it was so."""
        longest = max((run.stretch for run in self.runs), key=lambda stretch: stretch.length_m)
        times = []
        for is_longest, group in groupby(self.runs, key=lambda run: run.stretch == longest):
            if is_longest:
                unbroken = list(group)
                times.append((unbroken[0].start, unbroken[-1].end))
        return longest, times


def days(time: timedelta) -> float:
    """A duration in days of 24 hours, whatever the clocks do."""
    return time / timedelta(days=1)


def periods(start: datetime, end: datetime, by: By | None, zone: ZoneInfo) -> list[Period]:
    """Cut `[start, end)` where years or months begin in `zone`; `None` leaves it whole."""
    if by is None:
        return [Period("all", start, end)]
    first, last = (moment.astimezone(zone).date() for moment in (start, end))
    beginnings = (local_time.day(day, zone).start for day in _first_days(first, last, by))
    bounds = [start, *(moment for moment in beginnings if start < moment < end), end]
    return [
        Period(_label(before.astimezone(zone).date(), by), before, after)
        for before, after in pairwise(bounds)
    ]


def _label(day: date, by: By) -> str:
    year = f"{day.year:04}"
    return year if by == "year" else f"{year}-{day.month:02}"


def _first_days(first: date, last: date, by: By) -> Iterator[date]:
    """The first days of the years or months after the month of `first`, through that of `last`."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    for month in months:
        day = date(month // 12, month % 12 + 1, 1)
        if by == "month" or day.month == 1:
            yield day


def tally(crossing: Crossing, service: Service, timeline: Timeline, period: Period) -> Tally:
    """Add up how long a service, whose timeline is given, had each status in a period."""
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
    """How many of these points were open over a period, and the frontier between the open ones.

    `chainages`, in metres by the crossing's id, are those of the crossings whose position is
    established; a point without one is counted, and no stretch ends at it. `length_m` is the length
    of the frontier.
    """
    bounds = {period.start, period.end} | {
        after.start
        for _, timeline in timelines
        for _, after in timeline.changes(period.start, period.end)
        if after.start
    }
    counted: list[FrontierRun] = []
    for start, end in pairwise(sorted(bounds)):
        points = tuple(c for c, timeline in timelines if timeline.at(start).status is Status.OPEN)
        if counted and counted[-1].open == points:
            counted[-1] = counted[-1]._replace(end=end)
        else:
            between = stretches(points, chainages, length_m)
            longest = max(between, key=lambda stretch: stretch.length_m)
            counted.append(FrontierRun(start, end, points, len(timelines), longest))
    return FrontierTally(period, tuple(counted))


def stretches(
    open_points: Iterable[Crossing], chainages: Mapping[str, float], length_m: float
) -> list[Stretch]:
    """The stretches between neighbouring open crossings and the ends of the line, from the south.

    `chainages` in metres by the crossing's id; a crossing without one is left out. `length_m` is
    the length of the frontier.
    """
    placed = sorted(
        ((chainages[c.id], c) for c in open_points if c.id in chainages), key=lambda stop: stop[0]
    )
    stops = [(0.0, None), *placed, (length_m, None)]
    return [
        Stretch(start_m, end_m, south, north)
        for (start_m, south), (end_m, north) in pairwise(stops)
    ]


def _length(span: Span) -> timedelta:
    assert span.start is not None  # cut out of a period, it has both
    assert span.end is not None
    return span.end - span.start
