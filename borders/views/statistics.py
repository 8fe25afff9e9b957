"""Statistics of a period: how long services had each status, how much frontier lay between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from borders import language
from borders.language import gettext, ngettext
from borders.local_time import When
from borders.model import Confidence, Crossing, Package, Service
from borders.query.dataset import Dataset, Moment
from borders.query.statistics import By, FrontierRun, FrontierTally, Period, Tally, days
from borders.views import wording
from borders.views.about import begins_words, confidence_counts, verified_words, with_standing


class StatisticsQuery(NamedTuple):
    """Which statistics: of `services`, and with `frontier` of the principal points together.

    `start`, `end`, `by`, `as_of` and `now` are those of `Dataset.stats`. `service` is the one whose
    status counts for the frontier; `None` is each point's main one.
    """

    services: Sequence[tuple[Crossing, Service]]
    frontier: bool
    start: Moment | None = None
    end: Moment | None = None
    by: By | None = None
    service: Service | None = None
    as_of: When | None = None
    now: Moment | None = None


class StatisticsWords(NamedTuple):
    """Sentences on a period and its statistics that a reader needs to understand them.

    The `period` and its length, how durations are `measured` and stretches `along` the frontier,
    when the record `begins` if that is later (otherwise empty), and how far it is `verified`.
    """

    period: str
    measured: str
    along: str
    begins: str
    verified: str


class Statistics(NamedTuple):
    """The statistics that a query asks for: tallies of services, and of the frontier.

    Both are of the whole `period`, or of each of its years or months where `by` says so. `runs` cut
    the whole period where the open points change. Without the frontier, or without services, these
    are empty. The record knows nothing before `known_from`; `confidence` is how many of all its
    measures are supported how well.
    """

    package: Package
    period: Period
    by: By | None
    as_of: When | None
    known_from: datetime | None
    services: list[Tally]
    frontier: list[FrontierTally]
    runs: list[FrontierRun]
    words: StatisticsWords
    confidence: Mapping[Confidence, int]


def statistics_view(dataset: Dataset, query: StatisticsQuery) -> Statistics:
    """The content of `borders stats`. Raises `CrossingError` and `WhenError`."""
    by, as_of = query.by, query.as_of
    period = dataset.period(query.start, query.end, query.now)
    return Statistics(
        package=dataset.package,
        period=period,
        by=by,
        as_of=as_of,
        known_from=dataset.begins,
        services=service_tallies(dataset, query, query.services, by),
        frontier=frontier_tallies(dataset, query, query.by),
        runs=[run for tally in frontier_tallies(dataset, query, None) for run in tally.runs],
        words=statistics_words(dataset, period, as_of),
        confidence=confidence_counts(dataset.record),
    )


def service_tallies(
    dataset: Dataset,
    query: StatisticsQuery,
    services: Sequence[tuple[Crossing, Service]],
    by: By | None,
) -> list[Tally]:
    """The tallies of services over the query's period, or its years or months."""
    return dataset.stats(
        query.start, query.end, services=services, by=by, as_of=query.as_of, now=query.now
    )


def frontier_tallies(
    dataset: Dataset, query: StatisticsQuery, by: By | None
) -> list[FrontierTally]:
    """The tallies of the frontier over the query's period, or its years or months.

    None where the query is of services alone.
    """
    if not query.frontier:
        return []
    return dataset.frontier_stats(
        query.start, query.end, by=by, service=query.service, as_of=query.as_of, now=query.now
    )


def statistics_words(dataset: Dataset, period: Period, as_of: When | None) -> StatisticsWords:
    """The sentences that belong to the statistics of a period."""
    known = f". {wording.as_of(as_of, dataset.package.zone)}" if as_of else ""
    length = round(days(period.end - period.start), 1)
    # Translators: how long a period is; {number} may have a decimal
    lasted = ngettext(
        "{number} days",
        "{number} days",
        int(length),
        number=language.number(length, 0 if length.is_integer() else 1),
    )
    return StatisticsWords(
        period=f"{_period_words(dataset, period)} ({lasted}){known}",
        measured=gettext(
            "Days are of 24 hours, exact across clock changes. Only open counts as open: not "
            "restricted, not unknown. What a status lasted counts, not opening hours."
        ),
        along=gettext(
            "Stretches are measured along the frontier, from the line's ends and between open "
            "points."
        ),
        begins=begins_words(dataset, When(period.start, period.start)),
        verified=_verified_words(dataset, period),
    )


def _verified_words(dataset: Dataset, period: Period) -> str:
    """A sentence on how far the record was checked, and how the rest of the period counts."""
    if period.is_verified:
        return verified_words(dataset, verified=True)
    words = gettext(
        "Record verified through {day}. Later days count for no status: they are not verified, or "
        "still to come.",
        day=wording.day(dataset.package.verified_through),
    )
    return with_standing(dataset, words)


def _period_words(dataset: Dataset, period: Period) -> str:
    zone = dataset.package.zone
    start, end = wording.start(period.start, zone), wording.end(period.end, zone)
    local = period.end.astimezone(zone)
    if local.time() == time.min:
        end = wording.day(local - timedelta(days=1))
    # Translators: two days, the first and the last of a period, both included
    return gettext("{start} to {end}", start=start, end=end)
