"""The status of every service on each date as a CSV table, which stands next to the date's page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from borders.export import site_paths
from borders.export.serialise import csv_text, iso_with_seconds
from borders.query.slices import ServiceStatus, Slice
from borders.views.page_days import Days

COLUMNS = (
    "crossing",
    "service",
    "status",
    "since",
    "until",
    "announced_until",
    "decision",
    "confidence",
    "sources",
)
"""The header of the table. Instants are ISO 8601 in local time; an end is the first one after."""


def files(days: Days) -> Iterator[tuple[str, str]]:
    """The path from the site's root and the text of the table of every date.

    Days between which nothing differs have equal tables, so the date is not in them.
    """
    for state, group in groupby(days.pages, key=days.state):
        text = status_table(days.slice(state))
        for day in group:
            yield site_paths.date_csv(day), text


def status_table(at: Slice) -> str:
    """The status at the end of a day, a row for each crossing and service, from south to north.

    No language changes it. `until` is when the unbroken run of the status ended, by all that is
    known now, `announced_until` when the governing decision planned its measure to end.
    """
    rows = (_row(answer) for entry in at.crossings for answer in entry.services)
    return csv_text(COLUMNS, rows)


def _row(answer: ServiceStatus) -> tuple[object, ...]:
    measure, zone = answer.measure, answer.package.zone
    instants = (answer.since, answer.until, measure and measure.end)
    return (
        answer.crossing.id,
        answer.service,
        answer.status,
        *(instant and iso_with_seconds(instant, zone) for instant in instants),
        measure and measure.decision.id,
        measure and measure.confidence,
        ";".join(source.id for source in measure.documents) if measure else None,
    )
