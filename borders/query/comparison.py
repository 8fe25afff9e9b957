"""Two data folders beside each other: what the newer record says otherwise, and from when to when.

For review before publishing. It is computed on spans, so an hour or a minute counts like a year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from borders.model import Crossing, Decision, Place, Service, Source, Status
from borders.query.dataset import Dataset
from borders.record.record import Record
from borders.timeline.spans import Span, Timeline

_TABLES = ("crossings", "decisions", "sources", "claims", "events", "arrivals", "places")
_NOTHING = Timeline((Span(None, None, Status.UNKNOWN, None),))


class Fate(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


class State(NamedTuple):
    """What a record says of a service: the status, and the governing measure's other cells.

    All but the status is empty where no measure holds. `announced_until` is the planned end.
    """

    status: Status
    decision: str = ""
    announced_until: datetime | None = None
    hours: str = ""
    confidence: str = ""
    confidence_note: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""


class Restated(NamedTuple):
    """Over `[start, end)`, `None` being without bound, a service is not what it was before.

    `crossing` is as the newer record has it, unless that has it no more.
    """

    crossing: Crossing
    service: Service
    start: datetime | None
    end: datetime | None
    before: State
    after: State

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of what differs, the status first."""
        return tuple(
            name
            for name, old, new in zip(State._fields, self.before, self.after, strict=True)
            if old != new
        )


class Entry(NamedTuple):
    """Something with an id that only one of the records has, or both with unlike `columns`.

    `table` is also `package` or `frontier`, whose `id` is empty.
    """

    table: str
    id: str
    title: str
    fate: Fate
    columns: tuple[str, ...] = ()


class Comparison(NamedTuple):
    """Everything that differs: services in the crossings' order, entries by their table.

    `added` and `removed` count rows of the closure table; one that was altered counts as both.
    """

    restated: tuple[Restated, ...]
    entries: tuple[Entry, ...]
    added: int
    removed: int


def compare(old: Dataset, new: Dataset) -> Comparison:
    """What `new` says otherwise than `old`. Raises `DataError` if a frontier cannot be read."""
    before, after = _rows(old.record), _rows(new.record)
    return Comparison(
        tuple(_restated(old, new)),
        tuple(_entries(old, new)),
        added=(after - before).total(),
        removed=(before - after).total(),
    )


def _restated(old: Dataset, new: Dataset) -> Iterator[Restated]:
    offered = {(c.id, service): c for data in (old, new) for c, service in data.services()}
    for (id_, service), crossing in offered.items():
        found = new.record.crossings.get(id_, crossing)
        before, after = (_timeline(data, id_, service) for data in (old, new))
        yield from _unlike(found, service, before, after)


def _timeline(dataset: Dataset, crossing: str, service: Service) -> Timeline:
    found = dataset.record.crossings.get(crossing)
    if found is None or service not in found.services:
        return _NOTHING
    return dataset.timeline(crossing, service)


def _unlike(
    crossing: Crossing, service: Service, old: Timeline, new: Timeline
) -> Iterator[Restated]:
    """The stretches over which two timelines differ in one way, in order."""
    starts = sorted({span.start for span in (*old.spans, *new.spans) if span.start})
    open_one: Restated | None = None
    for start, end in zip((None, *starts), (*starts, None), strict=True):
        before, after = (
            _state(timeline.at(start) if start else timeline.spans[0]) for timeline in (old, new)
        )
        if open_one and (open_one.before, open_one.after) != (before, after):
            yield open_one
            open_one = None
        if before != after:
            since = open_one.start if open_one else start
            open_one = Restated(crossing, service, since, end, before, after)
    if open_one:
        yield open_one


def _state(span: Span) -> State:
    measure = span.measure
    if measure is None:
        return State(span.status)
    return State(
        span.status,
        measure.decision.id,
        measure.end,
        measure.hours,
        measure.confidence,
        measure.confidence_note,
        tuple(source.id for source in measure.sources),
        measure.note,
    )


def _rows(record: Record) -> Counter[tuple[object, ...]]:
    return Counter(tuple(_cells(measure).values()) for measure in record.measures)


def _entries(old: Dataset, new: Dataset) -> Iterator[Entry]:
    package, frontier = _unlike_columns(old.package, new.package), old.frontier != new.frontier
    if package:
        yield Entry("package", "", new.package.title, Fate.ALTERED, package)
    if frontier:
        yield Entry("frontier", "", new.package.frontier_title, Fate.ALTERED)
    for table in _TABLES:
        before, after = _by_id(old.record, table), _by_id(new.record, table)
        for id_, entry in {**before, **after}.items():
            if id_ not in before:
                yield Entry(table, id_, _title(entry), Fate.ADDED)
            elif id_ not in after:
                yield Entry(table, id_, _title(entry), Fate.REMOVED)
            elif columns := _unlike_columns(before[id_], entry):
                yield Entry(table, id_, _title(entry), Fate.ALTERED, columns)


def _by_id(record: Record, table: str) -> Mapping[str, Any]:
    found = getattr(record, table)
    return found if isinstance(found, dict) else {entry.id: entry for entry in found}


def _title(entry: object) -> str:
    if isinstance(entry, Place):
        return entry.names["en"]
    named = (getattr(entry, name, "") for name in ("name", "title", "claim", "counted"))
    return str(next(filter(None, named)))


def _unlike_columns(before: Any, after: Any) -> tuple[str, ...]:
    old, new = _cells(before), _cells(after)
    return tuple(name for name in old if old[name] != new[name])


def _cells(entry: Any) -> dict[str, object]:
    """An entry's values; what it refers to by id, so that it differs only where it itself does."""
    cells: dict[str, object] = entry._asdict()
    cells.pop("row", None)  # the line moves with what stands above it
    for name, value in cells.items():
        if isinstance(value, Decision):
            cells[name] = value.id
        elif isinstance(value, tuple):
            cells[name] = tuple(item.id if isinstance(item, Source) else item for item in value)
    return cells
