"""Comparison of two records: where the newer one says something else, and from when to when.

It is for review before publishing. Timelines are compared by their spans, so a difference of a
minute is seen like one of a year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from borders.model import Crossing, Decision, Place, Service, Source, Status
from borders.query.dataset import Dataset
from borders.record.record import Record
from borders.timeline.spans import Span, Timeline

_TABLES = ("crossings", "decisions", "sources", "claims", "events", "arrivals", "places")
_NO_TIMELINE = Timeline((Span(None, None, Status.UNKNOWN, None),))
_EARLIEST, _LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class EntryChange(StrEnum):
    """The difference of an entry of a table between two records."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


class RecordedStatus(NamedTuple):
    """The status of a service in a record, and the other cells of the measure that governs it.

    All but the status is empty where no measure governs. `announced_until` is the planned end.
    """

    status: Status
    decision: str = ""
    announced_until: datetime | None = None
    hours: str = ""
    confidence: str = ""
    confidence_note: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""


class RestatedStatus(NamedTuple):
    """A service that two records describe differently over `[start, end)`; `None` is no bound.

    `crossings` are all those where it differs in exactly this way, as the newer record has them,
    or the older one if the newer has them no more.
    """

    start: datetime | None
    end: datetime | None
    service: Service
    before: RecordedStatus
    after: RecordedStatus
    crossings: tuple[Crossing, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields of `RecordedStatus` that differ, the status first."""
        return tuple(
            name
            for name, old, new in zip(RecordedStatus._fields, self.before, self.after, strict=True)
            if old != new
        )


class ChangedEntry(NamedTuple):
    """An entry of a table that one record lacks, or whose `columns` differ.

    `table` may also be `package` or `frontier`, of which there is one each: `id` is empty then.
    """

    table: str
    id: str
    title: str
    change: EntryChange
    columns: tuple[str, ...] = ()


class Comparison(NamedTuple):
    """Everything that differs: statuses, those that open first, in order of time; then by table.

    `added` and `removed` are numbers of rows of the closure table; an altered row is in both.
    """

    restated: tuple[RestatedStatus, ...]
    entries: tuple[ChangedEntry, ...]
    added: int
    removed: int


def compare(old: Dataset, new: Dataset) -> Comparison:
    """Compare a newer record with an older one. Raises `DataError` if a frontier cannot be read."""
    before, after = _rows(old.record), _rows(new.record)
    return Comparison(
        tuple(_restated(old, new)),
        tuple(_entries(old, new)),
        added=(after - before).total(),
        removed=(before - after).total(),
    )


class _Stretch(NamedTuple):
    """The fields of a `RestatedStatus` before the crossings: what its crossings have in common."""

    start: datetime | None
    end: datetime | None
    service: Service
    before: RecordedStatus
    after: RecordedStatus

    @property
    def order(self) -> tuple[bool, datetime, datetime, str, str, str]:
        """A key to sort by: what opens first, the bounds, the service, then what no run changes."""
        opens = self.after.status is Status.OPEN is not self.before.status
        start, end = self.start or _EARLIEST, self.end or _LATEST
        return not opens, start, end, self.service, repr(self.before), repr(self.after)


def _restated(old: Dataset, new: Dataset) -> Iterator[RestatedStatus]:
    offered = {(c.id, service): c for data in (old, new) for c, service in data.services()}
    crossings: dict[_Stretch, list[Crossing]] = defaultdict(list)
    for (id_, service), crossing in offered.items():
        before, after = (_timeline(data, id_, service) for data in (old, new))
        for stretch in _differing_stretches(service, before, after):
            crossings[stretch].append(new.record.crossings.get(id_, crossing))
    for stretch in sorted(crossings, key=lambda stretch: stretch.order):
        yield RestatedStatus(*stretch, tuple(crossings[stretch]))


def _timeline(dataset: Dataset, id_: str, service: Service) -> Timeline:
    """The timeline of a service; all unknown in a record where the crossing does not offer it."""
    crossing = dataset.record.crossings.get(id_)
    if crossing is None or service not in crossing.services:
        return _NO_TIMELINE
    return dataset.timeline(id_, service)


def _differing_stretches(service: Service, old: Timeline, new: Timeline) -> Iterator[_Stretch]:
    """The longest stretches over which two timelines differ in one way, in order."""
    starts = sorted({span.start for span in (*old.spans, *new.spans) if span.start})
    growing: _Stretch | None = None
    for start, end in zip((None, *starts), (*starts, None), strict=True):
        before, after = (
            _recorded(timeline.at(start) if start else timeline.spans[0]) for timeline in (old, new)
        )
        if growing and (growing.before, growing.after) != (before, after):
            yield growing
            growing = None
        if before != after:
            since = growing.start if growing else start
            growing = _Stretch(since, end, service, before, after)
    if growing:
        yield growing


def _recorded(span: Span) -> RecordedStatus:
    measure = span.measure
    if measure is None:
        return RecordedStatus(span.status)
    return RecordedStatus(
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
    """The rows of the closure table, however often each is there."""
    return Counter(tuple(_cells(measure).values()) for measure in record.measures)


def _entries(old: Dataset, new: Dataset) -> Iterator[ChangedEntry]:
    if columns := _differing_columns(old.package, new.package):
        yield ChangedEntry("package", "", new.package.title, EntryChange.ALTERED, columns)
    if old.frontier != new.frontier:
        yield ChangedEntry("frontier", "", new.package.frontier_title, EntryChange.ALTERED)
    for table in _TABLES:
        before, after = _by_id(old.record, table), _by_id(new.record, table)
        for id_, entry in {**before, **after}.items():
            title = _title(entry)
            if id_ not in before:
                yield ChangedEntry(table, id_, title, EntryChange.ADDED)
            elif id_ not in after:
                yield ChangedEntry(table, id_, title, EntryChange.REMOVED)
            elif columns := _differing_columns(before[id_], entry):
                yield ChangedEntry(table, id_, title, EntryChange.ALTERED, columns)


def _by_id(record: Record, table: str) -> Mapping[str, Any]:
    entries = getattr(record, table)
    return entries if isinstance(entries, dict) else {entry.id: entry for entry in entries}


def _title(entry: object) -> str:
    """The title of an entry; each kind has another field for it."""
    if isinstance(entry, Place):
        return entry.names["en"]
    titles = (getattr(entry, name, "") for name in ("name", "title", "claim", "counted"))
    return str(next(filter(None, titles)))


def _differing_columns(before: Any, after: Any) -> tuple[str, ...]:
    old, new = _cells(before), _cells(after)
    return tuple(name for name in old if old[name] != new[name])


def _cells(entry: Any) -> dict[str, object]:
    """The values of an entry; decisions and sources by id, so that only their own entry differs."""
    cells: dict[str, object] = entry._asdict()
    cells.pop("row", None)  # the line moves with what stands above it
    cells.pop("frontier", None)  # the name of the folder, of which there are two here
    for name, value in cells.items():
        if isinstance(value, Decision):
            cells[name] = value.id
        elif isinstance(value, tuple):
            cells[name] = tuple(item.id if isinstance(item, Source) else item for item in value)
    return cells
