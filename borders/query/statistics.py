"""How long services were open, restricted, closed or unknown, and how much frontier lay closed.

Durations are differences of instants in UTC, so they are exact: a local day lasts 23 or 25 hours
where the clocks change. Everything is cut to the period that it is counted in, `[start, end)`, and
what was not verified, or is still to come, is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from borders import display, local_time
from borders.model import Crossing, Service, Status
from borders.timeline.spans import Span, Timeline, runs

By = Literal["year", "month"]
"""The parts of the calendar into which a period is cut."""


@display.shown
class Period(NamedTuple):
    """A stretch of time `[start, end)`, in UTC.

    The record was checked over `[start, verified_end)`; `[verified_end, past_end)` has passed since
    without being verified, and `[past_end, end)` is still to come. Each part may be empty.
    `label` is `YYYY` or `YYYY-MM` for a year or month, cut short or not, and `all` for the whole.
    """

    label: str
    start: datetime
    end: datetime
    verified_end: datetime
    past_end: datetime

    @property
    def is_verified(self) -> bool:
        """Whether the record was checked through the end of the period or further."""
        return self.verified_end == self.end

    @property
    def unverified(self) -> timedelta:
        """How long the part is that has passed and was not verified."""
        return self.past_end - self.verified_end

    @property
    def to_come(self) -> timedelta:
        """How long the part is that is still to come."""
        return self.end - self.past_end

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {
            "period": self.label,
            "days": f"{days(self.end - self.start):.1f}",
            "verified": f"{days(self.verified_end - self.start):.1f}",
        }


@display.shown
class Tally(NamedTuple):
    """How long one service of a crossing had each status in the verified part of a period.

    `times` add up to that part, and with `period.unverified` and `period.to_come` to the period.
    `carried` is how long each status is carried on over these two. `closures` counts the times at
    which the service became closed in the verified part. `longest_closure` is the longest unbroken
    stretch of that part in which it was closed, the first of equals, with the measure that governs
    at its start; `None` if it never was.
    """

    crossing: Crossing
    service: Service
    period: Period
    times: Mapping[Status, timedelta]
    carried: Mapping[Status, timedelta]
    closures: int
    longest_closure: Span | None

    def cells(self) -> display.Cells:
        """What to show of it, with days of each status."""
        return {
            "crossing": self.crossing.name,
            "service": str(self.service),
            "period": self.period.label,
            **{f"days {status}": f"{days(time):.1f}" for status, time in self.times.items()},
            "closures": str(self.closures),
        }


@display.shown
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

    def cells(self) -> display.Cells:
        """What to show of it, with kilometres."""
        return {
            "km": f"{self.length_m / 1000:.1f}",
            "south": self.south.name if self.south else "",
            "north": self.north.name if self.north else "",
        }


@display.shown
class FrontierRun(NamedTuple):
    """A stretch of time `[start, end)` in which the set of open points does not change.

    All of it is verified, or nothing. `total` is how many points are counted, open or not, and
    `stretch` the longest stretch of frontier without an open one.
    """

    start: datetime
    end: datetime
    open: tuple[Crossing, ...]
    total: int
    stretch: Stretch

    def is_verified(self, period: Period) -> bool:
        """Whether it lies in the verified part of the period that it is a run of."""
        return self.end <= period.verified_end

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {
            "days": f"{days(self.end - self.start):.1f}",
            "open": f"{len(self.open)} of {self.total}",
            "longest stretch km": self.stretch.cells()["km"],
        }


@display.shown
class FrontierTally(NamedTuple):
    """How many points were open over a period, and the longest stretch without one.

    `runs` are in order of time and fill the period; past its verified part the last statuses are
    carried on. `summary` is of the verified part, and `None` if nothing of the period is.
    """

    period: Period
    runs: tuple[FrontierRun, ...]

    @property
    def total(self) -> int:
        """How many points are counted, open or not."""
        return self.runs[0].total

    @property
    def summary(self) -> FrontierSummary | None:
        """The figures of the verified part of the period."""
        runs = [run for run in self.runs if run.is_verified(self.period)]
        return FrontierSummary.of(runs) if runs else None

    def cells(self) -> display.Cells:
        """What to show of it: the figures of the verified part of the period."""
        summary = self.summary
        return {
            "period": self.period.label,
            "points": str(self.total),
            "least open": str(summary.least) if summary else "",
            "mean open": f"{summary.mean:.2f}" if summary else "",
            "most open": str(summary.most) if summary else "",
            "longest stretch km": summary.longest_stretch.cells()["km"] if summary else "",
        }


class FrontierSummary(NamedTuple):
    """The fewest and the most points that were open at once, and the longest stretch without one.

    `mean` is the number of open points, each run weighted by its duration. `longest_times` are the
    times `[start, end)` at which that stretch was the longest.
    """

    least: int
    mean: float
    most: int
    longest_stretch: Stretch
    longest_times: list[tuple[datetime, datetime]]

    @classmethod
    def of(cls, runs: Sequence[FrontierRun]) -> FrontierSummary:
        """The figures of runs that follow one another."""
        counts = [len(run.open) for run in runs]
        weighted = [len(run.open) * (run.end - run.start) for run in runs]
        mean = sum(weighted, timedelta()) / (runs[-1].end - runs[0].start)
        longest = max((run.stretch for run in runs), key=lambda stretch: stretch.length_m)
        times = []
        for is_longest, group in groupby(runs, key=lambda run: run.stretch == longest):
            if is_longest:
                unbroken = list(group)
                times.append((unbroken[0].start, unbroken[-1].end))
        return cls(min(counts), mean, max(counts), longest, times)


def days(time: timedelta) -> float:
    """A duration in days of 24 hours, whatever the clocks do."""
    return time / timedelta(days=1)


def period(
    label: str, start: datetime, end: datetime, verified_until: datetime, now: datetime
) -> Period:
    """A period of a record that was checked until `verified_until`, as it is `now`."""
    verified_end = min(max(start, verified_until), end)
    return Period(label, start, end, verified_end, min(max(verified_end, now), end))


def periods(whole: Period, by: By | None, zone: ZoneInfo) -> list[Period]:
    """Cut a period where years or months begin in `zone`; `None` leaves it whole."""
    if by is None:
        return [whole]
    start, end = whole.start, whole.end
    first, last = (moment.astimezone(zone).date() for moment in (start, end))
    beginnings = (local_time.start_of_day(day, zone) for day in _first_days(first, last, by))
    bounds = [start, *(moment for moment in beginnings if start < moment < end), end]
    return [
        period(
            _label(before.astimezone(zone).date(), by),
            before,
            after,
            whole.verified_end,
            whole.past_end,
        )
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
    verified = _runs(timeline, period.start, period.verified_end)
    longest: Span | None = None
    for run in verified:
        if run.status is Status.CLOSED and (longest is None or _length(run) > _length(longest)):
            longest = run
    closures = sum(
        after.status is Status.CLOSED
        for _, after in timeline.changes(period.start, period.verified_end)
    )
    carried = _runs(timeline, period.verified_end, period.end)
    return Tally(crossing, service, period, _times(verified), _times(carried), closures, longest)


def _runs(timeline: Timeline, start: datetime, end: datetime) -> list[Span]:
    """The runs of equal status within `[start, end)`, which may be empty."""
    return list(runs(timeline.between(start, end))) if start < end else []


def _times(spans: Iterable[Span]) -> dict[Status, timedelta]:
    times = dict.fromkeys(Status, timedelta())
    for span in spans:
        times[span.status] += _length(span)
    return times


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
    bounds = {period.start, period.verified_end, period.end} | {
        after.start
        for _, timeline in timelines
        for _, after in timeline.changes(period.start, period.end)
        if after.start
    }
    counted: list[FrontierRun] = []
    for start, end in pairwise(sorted(bounds)):
        points = tuple(c for c, timeline in timelines if timeline.at(start).status is Status.OPEN)
        if counted and counted[-1].open == points and start != period.verified_end:
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
