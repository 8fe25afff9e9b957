"""The content of the map by day, made from the timelines, one service after another.

The words of a span are made once. Only a day on which the status changed has some of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, groupby
from typing import NamedTuple

from borders.local_time import When
from borders.model import Crossing, Decision, Service
from borders.query.dataset import Dataset
from borders.query.slices import status_at
from borders.timeline.spans import Span
from borders.views import page_days
from borders.views.announcements import Announcement, announce_changes
from borders.views.crossing_status import (
    CrossingView,
    ServiceView,
    change_view,
    crossing_view,
    service_view,
)
from borders.views.day import DayView
from borders.views.decisions import DecisionView, decision_view, latest_first
from borders.views.headline import PointStatus, headline, open_points, other_points
from borders.views.stretches import stretches_words


class CrossingDays(NamedTuple):
    """A crossing on the map: what no day changes, and its services day by day.

    The services of the `view` itself are not those of any day. `services` has for each of them
    the days from which something else is shown of it, and what.
    """

    view: CrossingView
    services: Sequence[Sequence[tuple[date, ServiceView]]]


class MapDays(NamedTuple):
    """Everything the map shows of the days from `first` to `last`, both included.

    `decisions` are those behind any status shown. `headlines` are days with the headline and the
    sentence about stretches of frontier from then on, and `others` days with the sentences about
    the other points. `changes` are in order of time.
    """

    first: date
    last: date
    crossings: Sequence[CrossingDays]
    decisions: Sequence[DecisionView]
    headlines: Sequence[tuple[date, str, str]]
    others: Sequence[tuple[date, str]]
    changes: Sequence[Announcement]


def days_of_record(dataset: Dataset, last: date) -> MapDays:
    """The content of the map from the record's beginning to `last`, or of `last` if before that."""
    first = min(dataset.first_day, last)
    days = {day: dataset.when(day) for day in page_days.states(dataset, first, last)}
    crossings = [
        CrossingDays(
            crossing_view(dataset, crossing, ()),
            [[*_service_views(dataset, crossing, each, days)] for each in crossing.services],
        )
        for crossing in dataset.record.crossings.values()
    ]
    return MapDays(
        first=first,
        last=last,
        crossings=crossings,
        decisions=[decision_view(dataset, decision) for decision in _decisions(dataset, crossings)],
        headlines=list(_headlines(dataset, days)),
        others=list(_others(dataset, days)),
        changes=announce_changes(dataset, dataset.changes(first, last)),
    )


def days_of_slice(view: DayView) -> MapDays:
    """The content of the map for a slice, whose day is the only one."""
    return MapDays(
        first=view.day,
        last=view.day,
        crossings=[
            CrossingDays(crossing, [[(view.day, service)] for service in crossing.services])
            for crossing in view.crossings
        ],
        decisions=view.decisions,
        headlines=[(view.day, view.headline, view.stretches)],
        others=[(view.day, view.others)],
        changes=view.changes,
    )


def _service_views(
    dataset: Dataset, crossing: Crossing, service: Service, days: Mapping[date, When]
) -> Iterator[tuple[date, ServiceView]]:
    """The views of a service, on those of the days on which they change."""
    timeline = dataset.timeline(crossing.id, service)
    package = dataset.package
    turning = page_days.turning_days(timeline, package.zone)
    if package.is_provisional:
        turning.add(package.verified_through + timedelta(days=1))
    last: tuple[Span, date | None, ServiceView] | None = None
    for day, at in days.items():
        if last and day not in turning:
            continue
        seen = package.last_seen(day)
        answer = status_at(crossing, service, timeline, at, None, package)
        span = timeline.before(at.end)
        if last is None or last[0] is not span or last[1] != seen:
            view = service_view(dataset, answer)
        elif last[2].change or answer.changed:
            view = last[2]._replace(change=change_view(dataset, answer))
        else:
            continue
        last = span, seen, view
        yield day, view


def _decisions(dataset: Dataset, crossings: Iterable[CrossingDays]) -> Iterable[Decision]:
    """The decisions behind what is shown: by the day on which they first are, then latest first."""
    by_day: dict[date, set[str]] = defaultdict(set)
    for crossing in crossings:
        for day, view in chain.from_iterable(crossing.services):
            by_day[day].update(view.chain)
    decisions: dict[str, Decision] = {}
    for day in sorted(by_day):
        for decision in latest_first(dataset.record.decisions[id_] for id_ in by_day[day]):
            decisions.setdefault(decision.id, decision)
    return decisions.values()


def _headlines(dataset: Dataset, days: Mapping[date, When]) -> Iterator[tuple[date, str, str]]:
    package = dataset.package
    for points, group in _points(dataset, days, principal=True):
        for _, same in groupby(group, key=package.last_seen):
            day = next(same)
            words = headline(points, package, day)
            yield day, words, stretches_words(dataset, open_points(points))


def _others(dataset: Dataset, days: Mapping[date, When]) -> Iterator[tuple[date, str]]:
    for points, group in _points(dataset, days, principal=False):
        yield next(group), other_points((point.crossing, point.status) for point in points)


def _points(
    dataset: Dataset, days: Mapping[date, When], *, principal: bool
) -> Iterator[tuple[list[PointStatus], Iterator[date]]]:
    """The status of the main services of these points, with the days on which it holds."""
    crossings = [e for e in dataset.record.crossings.values() if e.principal is principal]
    timelines = [dataset.timeline(crossing.id) for crossing in crossings]

    def points_on(day: date) -> list[PointStatus]:
        runs = [timeline.run_before(days[day].end) for timeline in timelines]
        return [
            PointStatus(crossing, run.status, run.start)
            for crossing, run in zip(crossings, runs, strict=True)
        ]

    return groupby(days, key=points_on)
