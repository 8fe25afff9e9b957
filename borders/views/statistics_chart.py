"""The chart of statistics: how many points were open, and bars of days by status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.language import gettext, ngettext, nmessage
from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.query.statistics import By, FrontierTally, Period, Tally
from borders.views import wording
from borders.views.statistics import (
    StatisticsQuery,
    frontier_tallies,
    service_tallies,
    statistics_words,
)
from borders.views.style import LOOKS

_TITLES_OF_ALL = {
    "year": nmessage(
        "Days by year, the {count} point together", "Days by year, the {count} points together"
    ),
    "month": nmessage(
        "Days by month, the {count} point together", "Days by month, the {count} points together"
    ),
}


class StepsPanel(NamedTuple):
    """How many points were open over the whole period: a line that steps up and down."""

    title: str
    tally: FrontierTally


class Bar(NamedTuple):
    """How long services had each status, added up over them, in a part of the period.

    `times` are of its verified part, and `carried` of the rest, of which `unverified` has passed.
    """

    period: Period
    times: Mapping[Status, timedelta]
    carried: Mapping[Status, timedelta]
    unverified: timedelta

    @property
    def to_come(self) -> timedelta:
        """How long the part of the bar is that is still to come."""
        return _sum(self.carried.values()) - self.unverified


class BarsPanel(NamedTuple):
    """A stacked bar for each part of the period, in order of time."""

    title: str
    bars: list[Bar]

    @property
    def statuses(self) -> list[Status]:
        """The statuses that any bar has, in the order of a legend."""
        return [
            status
            for status in LOOKS
            if any(bar.times[status] or bar.carried[status] for bar in self.bars)
        ]


class StatisticsChart(NamedTuple):
    """The content of the statistics chart: panels below one another, over one period.

    `source` says what the chart is made from, and how far the record was checked.
    """

    zone: ZoneInfo
    period: Period
    title: str
    subtitle: str
    panels: list[StepsPanel | BarsPanel]
    source: str


def chart_view(dataset: Dataset, query: StatisticsQuery) -> StatisticsChart:
    """The chart of what the query asks for; its bars are months unless the query has years.

    Of the frontier there is one panel of bars, for all its points together; otherwise each service
    has its own. Raises `CrossingError` and `WhenError`.
    """
    package, part = dataset.package, query.by or "month"
    period = dataset.period(query.start, query.end, query.now)
    words = statistics_words(dataset, period, query.as_of)
    if query.frontier:
        points = [(c, service) for c, service in query.services if c.principal]
        groups = [(ngettext(*_TITLES_OF_ALL[part], len(points)), points)]
        subject = str(dataset.translated(package.frontier_title))
    else:
        groups = [(_title_of_one(part, *service), [service]) for service in query.services]
        names = dict.fromkeys(wording.name(crossing) for crossing, _ in query.services)
        subject = wording.listed(list(names))
    panels: list[StepsPanel | BarsPanel] = [
        StepsPanel(_steps_title(query.service, tally.total), tally)
        for tally in frontier_tallies(dataset, query, None)
    ]
    for title, services in groups:
        panels.append(BarsPanel(title, _bars(service_tallies(dataset, query, services, part))))
    sentences = (
        f"{dataset.translated(package.title)}.",
        words.verified,
        "" if period.is_verified else gettext("Drawn pale, the last status is carried on."),
        words.measured,
    )
    return StatisticsChart(
        zone=package.zone,
        period=period,
        title=gettext("{subject}: how long open, how long closed", subject=subject),
        subtitle=words.period,
        panels=panels,
        source=" ".join(filter(None, sentences)),
    )


def _steps_title(service: Service | None, total: int) -> str:
    if service is None:
        return gettext("Crossing points open, of {count}", count=total)
    offered = wording.service(service)
    return gettext("Crossing points open ({service}), of {count}", service=offered, count=total)


def _title_of_one(part: By, crossing: Crossing, service: Service) -> str:
    names = {"crossing": wording.name(crossing), "service": wording.service(service)}
    if part == "year":
        return gettext("{crossing}, {service}: days by year", **names)
    return gettext("{crossing}, {service}: days by month", **names)


def _bars(tallies: Sequence[Tally]) -> list[Bar]:
    """A bar for each period of the tallies, in which these are added up."""
    by_period: dict[Period, list[Tally]] = {}
    for tally in tallies:
        by_period.setdefault(tally.period, []).append(tally)
    return [
        Bar(
            period,
            {status: _sum(tally.times[status] for tally in group) for status in Status},
            {status: _sum(tally.carried[status] for tally in group) for status in Status},
            period.unverified * len(group),
        )
        for period, group in by_period.items()
    ]


def _sum(times: Iterable[timedelta]) -> timedelta:
    return sum(times, timedelta())
