"""CSV tables next to the pages: the status of every service on a date, a crossing's history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from borders.export import site_paths
from borders.export.serialise import csv_text, iso_with_seconds
from borders.model import Crossing, Measure, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus, Slice
from borders.views.page_days import Days

COLUMNS = (
    *("crossing", "service", "status", "since", "until"),
    *("announced_until", "decision", "confidence", "sources"),
)
"""The header of each table. Instants are ISO 8601 in local time; an end is the first one after."""


def files(days: Days) -> Iterator[tuple[str, str]]:
    """The path from the site's root and the text of every table.

    Days between which nothing differs have equal tables, so the date is not in them.
    """
    for state, group in groupby(days.pages, key=days.state):
        text = status_table(days.slice(state))
        for day in group:
            yield site_paths.date_csv(day), text
    for crossing in days.dataset.record.crossings.values():
        yield site_paths.crossing_csv(crossing.id), history_table(days.dataset, crossing)


def status_table(at: Slice) -> str:
    """The status at the end of a day, a row for each crossing and service, from south to north.

    No language changes it. `until` is when the unbroken run of the status ended, by all that is
    known now, `announced_until` when the governing decision planned its measure to end.
    """
    rows = (_row(answer) for entry in at.crossings for answer in entry.services)
    return csv_text(COLUMNS, rows)


def history_table(dataset: Dataset, crossing: Crossing) -> str:
    """The spans of a crossing's services, a row for each, in order of time; `until` ends a span."""
    rows = (
        _cells(dataset.package.zone, crossing, service, *span)
        for service in crossing.services
        for span in dataset.timeline(crossing.id, service).spans
    )
    return csv_text(COLUMNS, rows)


def _row(answer: ServiceStatus) -> tuple[object, ...]:
    run = (answer.since, answer.until, answer.status, answer.measure)
    return _cells(answer.package.zone, answer.crossing, answer.service, *run)


def _cells(  # the values of a span, in its order
    zone: ZoneInfo,
    crossing: Crossing,
    service: Service,
    since: datetime | None,
    until: datetime | None,
    status: Status,
    measure: Measure | None,
) -> tuple[object, ...]:
    instants = (since, until, measure and measure.end)
    return (
        crossing.id,
        service,
        status,
        *(instant and iso_with_seconds(instant, zone) for instant in instants),
        measure and measure.decision.id,
        measure and measure.confidence,
        ";".join(source.id for source in measure.documents) if measure else None,
    )
