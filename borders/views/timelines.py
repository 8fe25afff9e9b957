"""The timelines of the principal crossings, row above row over all dates of the record.

They are drawn on one scale, and once more for the days of the record's focus, enlarged.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Service
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
    """A service's runs of equal status in order of time, and the plans that were given up.

    The first run has no start and the last no end.
    """

    crossing: Crossing
    name: str
    runs: tuple[Span, ...]
    given_up: tuple[GivenUpPlan, ...]


class Stretch(NamedTuple):
    """Days on one linear scale, `[first, end)`, and these days in words."""

    first: date
    end: date
    caption: str


class Timelines(NamedTuple):
    """The rows of all principal crossings from north to south, or of one crossing's services.

    `whole` are all days that are shown, `enlarged` those of the focus, if there are any and they
    are at most half of all.
    """

    title: str
    zone: ZoneInfo
    whole: Stretch
    enlarged: Stretch | None
    rows: list[TimelineRow]
    verified_through: date
    verified_words: str

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The scales from the top of a picture to its bottom."""
        return (self.whole, self.enlarged) if self.enlarged else (self.whole,)


def timelines(dataset: Dataset, last: date, as_of: When | None = None) -> Timelines:
    """The timelines of principal crossings, from the record's beginning to the end of `last`."""
    rows = [
        _row(dataset, crossing, crossing.main_service, wording.name(crossing), as_of)
        for crossing in reversed(list(dataset.record.crossings.values()))
        if crossing.principal
    ]
    frontier = dataset.translated(dataset.package.frontier_title)
    title = gettext("{frontier}: status of the road crossings over time", frontier=frontier)
    return _timelines(dataset, title, last, rows)


def crossing_timelines(dataset: Dataset, crossing: Crossing, last: date) -> Timelines:
    """The timelines of the services of a crossing, the main one on top, to the end of `last`."""
    rows = [
        _row(dataset, crossing, service, wording.capital(wording.service(service)), None)
        for service in crossing.services
    ]
    title = gettext("Status of {crossing} over time", crossing=wording.name(crossing))
    return _timelines(dataset, title, last, rows)


def _timelines(dataset: Dataset, title: str, last: date, rows: list[TimelineRow]) -> Timelines:
    package = dataset.package
    first, end = min(dataset.first_day, last), last + timedelta(days=1)
    return Timelines(
        title=title,
        zone=package.zone,
        whole=Stretch(first, end, wording.days(first, last)),
        enlarged=_enlarged(package.focus, first, end),
        rows=rows,
        verified_through=package.verified_through,
        verified_words=verified_words(dataset, verified=True),
    )


def _enlarged(focus: tuple[date, date] | None, first: date, end: date) -> Stretch | None:
    """The days of the focus that are shown, if enlarging them is worth it."""
    if focus is None:
        return None
    start, stop = max(first, focus[0]), min(end, focus[1])
    if start >= stop or 2 * (stop - start) > end - first:
        return None
    days = wording.days(start, stop - timedelta(days=1))
    # Translators: the caption of a part of a timeline, such as: 1 May 2023 – 9 May 2023, enlarged
    return Stretch(start, stop, gettext("{days}, enlarged", days=days))


def _row(
    dataset: Dataset, crossing: Crossing, service: Service, name: str, as_of: When | None
) -> TimelineRow:
    replacements = dataset.replacements(as_of)
    timeline = dataset.timeline(crossing.id, service, as_of)
    measures = {span.measure.row: span.measure for span in timeline.spans if span.measure}
    given_up = tuple(
        GivenUpPlan(stop, measure.end)
        for measure in measures.values()
        if (stop := held_until(measure, replacements))
        and measure.end
        and measure.start < stop < measure.end
    )
    return TimelineRow(crossing, name, tuple(runs(timeline.spans)), given_up)
