"""What the map shows, and from which day on: made from the timelines, service after service.

The words of a span are made once. Only a day on which the status changed has some of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from borders.local_time import When
from borders.model import Crossing, Decision, Service, Status
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
from borders.views.day import DayView, headline, open_points
from borders.views.decisions import DecisionView, decision_view, latest_first
from borders.views.stretches import stretches_words


class ServiceDays(NamedTuple):
    """A service, and its views with the days from which each holds, in order."""

    service: Service
    views: Sequence[tuple[date, ServiceView]]


class CrossingDays(NamedTuple):
    """A crossing whatever the day (its `view`, whose services are not used), and its services."""

    view: CrossingView
    services: Sequence[ServiceDays]


class Headline(NamedTuple):
    """The headline, and the sentence about stretches of frontier, from a day on."""

    day: date
    text: str
    stretches: str


class MapDays(NamedTuple):
    """Everything the map shows of the days from `first` to `last`, both included.

    `decisions` are those behind any status shown, `changes` are in order of time.
    """

    first: date
    last: date
    crossings: Sequence[CrossingDays]
    decisions: Sequence[DecisionView]
    headlines: Sequence[Headline]
    changes: Sequence[Announcement]


def days_of_record(dataset: Dataset, last: date) -> MapDays:
    """What the map shows from the record's beginning to `last`."""
    first = dataset.first_day
    days = {day: dataset.when(day) for day in page_days.states(dataset, first, last)}
    crossings = [
        CrossingDays(
            crossing_view(dataset, crossing, ()),
            [
                ServiceDays(service, [*_service_views(dataset, crossing, service, days)])
                for service in crossing.services
            ],
        )
        for crossing in dataset.record.crossings.values()
    ]
    return MapDays(
        first=first,
        last=last,
        crossings=crossings,
        decisions=[decision_view(dataset, decision) for decision in _decisions(dataset, crossings)],
        headlines=list(_headlines(dataset, days)),
        changes=announce_changes(dataset, dataset.changes(first, last)),
    )


def days_of_slice(view: DayView) -> MapDays:
    """What the map shows of a slice: its day is both the first and the last."""
    return MapDays(
        first=view.day,
        last=view.day,
        crossings=[
            CrossingDays(
                crossing,
                [
                    ServiceDays(service.service, [(view.day, service)])
                    for service in crossing.services
                ],
            )
            for crossing in view.crossings
        ],
        decisions=view.decisions,
        headlines=[Headline(view.day, view.headline, view.stretches)],
        changes=view.changes,
    )


def _service_views(
    dataset: Dataset, crossing: Crossing, service: Service, days: Mapping[date, When]
) -> Iterator[tuple[date, ServiceView]]:
    """The views of a service, each with the one of these days from which it holds."""
    timeline = dataset.timeline(crossing.id, service)
    turning = page_days.turning_days(timeline, dataset.package.zone)
    last: tuple[Span, ServiceView] | None = None
    for day, at in days.items():
        if last and day not in turning:
            continue
        answer = status_at(crossing, service, timeline, at, None, dataset.package)
        span = timeline.before(at.end)
        if last is None or last[0] is not span:
            view = service_view(dataset, answer)
        elif last[1].change or answer.changed:
            view = last[1]._replace(change=change_view(dataset, answer))
        else:
            continue
        last = span, view
        yield day, view


def _decisions(dataset: Dataset, crossings: Iterable[CrossingDays]) -> Iterable[Decision]:
    """The decisions behind what is shown, by the first day on which they are, then latest first."""
    by_day: dict[date, set[str]] = defaultdict(set)
    for crossing in crossings:
        for service in crossing.services:
            for day, view in service.views:
                by_day[day].update(view.chain)
    decisions: dict[str, Decision] = {}
    for day in sorted(by_day):
        for decision in latest_first(dataset.record.decisions[id_] for id_ in by_day[day]):
            decisions.setdefault(decision.id, decision)
    return decisions.values()


def _headlines(dataset: Dataset, days: Mapping[date, When]) -> Iterator[Headline]:
    principal = [each for each in dataset.record.crossings.values() if each.principal]
    timelines = [dataset.timeline(crossing.id) for crossing in principal]

    def statuses_on(day: date) -> list[Status]:
        return [timeline.before(days[day].end).status for timeline in timelines]

    for statuses, group in groupby(days, key=statuses_on):
        counted = list(zip(principal, statuses, strict=True))
        yield Headline(
            next(group), headline(counted), stretches_words(dataset, open_points(counted))
        )
