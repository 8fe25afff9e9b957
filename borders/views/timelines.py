"""The timelines of the principal crossings, row above row over all dates of the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.local_time import When
from borders.model import Crossing
from borders.query.dataset import Dataset
from borders.timeline.rules import held_until
from borders.timeline.spans import Span, runs
from borders.views import wording
from borders.views.about import verified_words


class GivenUpPlan(NamedTuple):
    """The rest of a measure's planned validity, `[start, end)`, that another decision cut off."""

    start: datetime
    end: datetime


class TimelineRow(NamedTuple):
    """A crossing's runs of equal status in order of time, and the plans that were given up.

    The first run has no start and the last no end.
    """

    crossing: Crossing
    name: str
    runs: tuple[Span, ...]
    given_up: tuple[GivenUpPlan, ...]


class Timelines(NamedTuple):
    """The rows of all principal crossings, from north to south, on one axis of time.

    `axis` are the days at which its scale changes: the record's first, the first and the last of
    the focus, and the last that is shown.
    """

    frontier: str
    zone: ZoneInfo
    axis: tuple[date, date, date, date]
    rows: list[TimelineRow]
    verified_through: date
    verified_words: str


def timelines(dataset: Dataset, last: date, as_of: When | None = None) -> Timelines:
    """The timelines from the record's beginning to `last`, but at least through the focus."""
    package = dataset.package
    first, end = package.focus
    return Timelines(
        frontier=dataset.translated(package.frontier_title),
        zone=package.zone,
        axis=(dataset.first_day, first, end, max(last, end + timedelta(days=1))),
        rows=[
            _row(dataset, crossing, as_of)
            for crossing in reversed(list(dataset.record.crossings.values()))
            if crossing.principal
        ],
        verified_through=package.verified_through,
        verified_words=verified_words(dataset, verified=True),
    )


def _row(dataset: Dataset, crossing: Crossing, as_of: When | None) -> TimelineRow:
    replacements = dataset.replacements(as_of)
    timeline = dataset.timeline(crossing.id, as_of=as_of)
    measures = {span.measure.row: span.measure for span in timeline.spans if span.measure}
    given_up = tuple(
        GivenUpPlan(stop, measure.end)
        for measure in measures.values()
        if (stop := held_until(measure, replacements))
        and measure.end
        and measure.start < stop < measure.end
    )
    return TimelineRow(crossing, wording.name(crossing), tuple(runs(timeline.spans)), given_up)
