"""The CSV tables of the exported Data Package: which there are, their columns and their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from borders.export.serialise import csv_text, iso_with_seconds
from borders.model import Service, Status
from borders.query.dataset import Dataset
from borders.record.columns import OPTIONAL_TABLES, TABLES, TRANSLATION_TABLE, Column
from borders.timeline.rules import held_until

COPIED = ("decisions", "sources", "claims", "events", "arrivals", "translations")
"""The tables that are exported as the data folder has them."""

_INSTANTS = (  # what the dates of the closure table mean, in columns after its own
    Column("from", "instant", "The instant that valid_from means", required=True),
    Column("announced_until", "instant", "The first instant after valid_until; empty: no end"),
    Column(
        "held_until",
        "instant",
        "When it stopped to hold: its own end, or when its decision was replaced",
    ),
)
_CHANGES = (
    Column("at", "instant", "When it changed", required=True),
    Column("crossing", "id", "The crossing point", required=True, refers="crossings"),
    Column("service", "choice", "What the point offers", True, Service),
    Column("from", "choice", "What it was until then", True, Status),
    Column("to", "choice", "What it has been from then on", True, Status),
    Column("decision", "id", "The decision that governs from then on", refers="decisions"),
    Column("sources", "ids", "The documents behind it", refers="sources"),
)


class TableFile(NamedTuple):
    """A CSV table: its text, and its columns in the order of its header."""

    text: str
    columns: tuple[Column, ...]


def closures(dataset: Dataset) -> TableFile:
    """The closure table as it is written, and for each row what its dates mean in instants."""
    zone, replacements = dataset.package.zone, dataset.replacements()
    header, *rows = dataset.rows("closures")
    instants = (
        (measure.start, measure.end, held_until(measure, replacements))
        for measure in dataset.record.measures
    )
    columns = _in_order(header, TABLES["closures"]) + _INSTANTS
    cells = (
        [*row, *(instant and iso_with_seconds(instant, zone) for instant in own)]
        for row, own in zip(rows, instants, strict=True)
    )
    return TableFile(csv_text([column.name for column in columns], cells), columns)


def copied(dataset: Dataset, name: str) -> TableFile | None:
    """One of `COPIED`; `None` where the data folder does without it."""
    entries = dataset.translations if name == TRANSLATION_TABLE else getattr(dataset.record, name)
    if name in OPTIONAL_TABLES and not entries:
        return None
    header, *rows = dataset.rows(name)
    return TableFile(csv_text(header, rows), _in_order(header, TABLES[name]))


def changes(dataset: Dataset) -> TableFile:
    """Every change of every service, a row for each, in order of time."""
    header = [column.name for column in _CHANGES]
    return TableFile(csv_text(header, _change_rows(dataset)), _CHANGES)


def _change_rows(dataset: Dataset) -> Iterator[tuple[object, ...]]:
    for change in dataset.changes():
        measure = change.after.measure
        yield (
            iso_with_seconds(change.at, dataset.package.zone),
            change.crossing.id,
            change.service,
            change.before.status,
            change.after.status,
            measure and measure.decision.id,
            ";".join(source.id for source in measure.documents) if measure else None,
        )


def _in_order(header: Sequence[str], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns in the order of a header, which a data folder is free to choose."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in header)
