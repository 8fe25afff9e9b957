"""The closure table of a large record, read and looked over by columns.

`tables` and `checks` take one measure after another, and say what is right. Where there are a
million, this module finds the same with numpy, and hands to them whatever may be wrong: a table
that is not in order is left to be read the plain way, and of one that is, the measures about which
a check could have anything to say are few.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borders import opening_hours as hours
from borders.local_time import When
from borders.model import Decision, Measure, Service, Source
from borders.record import text_checks as texts
from borders.record.columns import CLOSED, TABLES
from borders.record.csv_tables import Reading
from borders.timeline.closure_table import Measures, Ruled, Timelines
from borders.timeline.large_rules import (
    EVER,
    NONE,
    STATUSES,
    UNKNOWN,
    Numbers,
    Resolved,
    different,
    number,
)

Mask = NDArray[np.bool_]

_COLUMNS = TABLES[CLOSED]
_LINE_END, _COMMA, _QUOTE = b'\n,"'


class Columns(NamedTuple):
    """The closure table: the different values of each column, and which of them each row has."""

    values: Mapping[str, Sequence[Any]]
    codes: Mapping[str, Numbers]

    def measures(
        self,
        decisions: Mapping[str, Decision],
        documents: Callable[[tuple[str, ...]], tuple[Source, ...]],
    ) -> ManyMeasures:
        """The measures, with what they refer to."""
        return ManyMeasures(self, decisions, documents)

    def refer_only_to(self, known: Mapping[str, Iterable[str]]) -> bool:
        """Whether every id in the table is known, by the table that it refers to."""
        return all(
            set(known[column.refers]).issuperset(_ids(self.values[column.name]))
            for column in _COLUMNS
            if column.refers
        )


def read(text: str, zone: ZoneInfo) -> Columns | None:
    """A closure table in which nothing is wrong; `None` for any other, however small its fault."""
    header = text[: text.find("\n")].split(",")
    content = text.encode()
    if (
        sorted(header) != sorted(column.name for column in _COLUMNS)
        or texts.suspicious(text)
        or not _is_regular(content, len(header))
    ):
        return None
    frame = pd.read_csv(
        io.BytesIO(content), dtype="category", keep_default_na=False, index_col=False
    )
    reading = Reading("closures.csv", zone, suspicious=False)
    values: dict[str, list[Any]] = {}
    for column in _COLUMNS:
        read_cells = [reading.cell(column, cell) for cell in frame[column.name].cat.categories]
        if any(faults for _, faults in read_cells):
            return None
        values[column.name] = [value for value, _ in read_cells]
    return Columns(values, {name: frame[name].cat.codes.to_numpy("int64") for name in values})


def _is_regular(content: bytes, width: int) -> bool:
    """Whether every line is a row of so many cells, so that each reader of CSV reads the same."""
    signs = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(signs == _LINE_END)
    if signs[-1] != _LINE_END:
        ends = np.append(ends, signs.size)
    starts = np.append(0, ends[:-1] + 1)
    quoted = different(np.searchsorted(ends, np.flatnonzero(signs == _QUOTE)))
    lines = [content[starts[line] : ends[line]].decode() for line in quoted.tolist()]
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error:
        return False
    commas = signs == _COMMA
    counted = np.add.reduceat(commas, starts, dtype=np.uint8)  # wider numbers take twenty times
    regular = counted == width - 1
    regular[quoted] = True
    # ... and no line has 256 too many, for then all of them would have more than they should
    total = np.count_nonzero(commas) - sum(line.count(",") for line in lines)
    return (
        bool(regular.all())
        and total == (ends.size - len(lines)) * (width - 1)
        and [len(row) for row in rows] == [width] * len(lines)
    )


def _ids(values: Iterable[str | tuple[str, ...]]) -> Iterator[str]:
    for value in values:
        yield from (value,) if isinstance(value, str) else value


class ManyMeasures(Measures):
    """All measures of a large record by columns; each is made when it is asked for."""

    def __init__(
        self,
        columns: Columns,
        decisions: Mapping[str, Decision],
        documents: Callable[[tuple[str, ...]], tuple[Source, ...]],
    ) -> None:
        super().__init__()
        values, self._codes = columns
        self._values: dict[str, Sequence[Any]] = {
            **values,
            "valid_from": [when.start for when in values["valid_from"]],
            "valid_until": [when and when.end for when in values["valid_until"]],
            "decision": [decisions[id_] for id_ in values["decision"]],
            "sources": [documents(ids) for ids in values["sources"]],
        }
        self._suspects: list[Measure] | None = None
        self._cells = [(self._values[column.name], self._codes[column.name]) for column in _COLUMNS]

    def __len__(self) -> int:
        return len(self._codes["crossing"])

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return tuple(self[place] for place in range(len(self))[row])
        place = range(len(self))[row]
        cells = [values[codes[place]] for values, codes in self._cells]
        return Measure._make([*cells, place + 2])

    def __iter__(self) -> Iterator[Measure]:
        columns = (map(values.__getitem__, codes.tolist()) for values, codes in self._cells)
        return map(Measure, *columns, range(2, len(self) + 2))

    @property
    def begins(self) -> datetime | None:
        """The start of the earliest; `None` if there is none."""
        return min(self._values["valid_from"], default=None)

    def of(self, crossing: str, service: Service) -> Sequence[Measure]:
        """Those of one service of a crossing."""
        place = self.numbers.get((crossing, service))
        return [] if place is None else [self[row] for row in self._rows_of_services[place]]

    def under(self, decision: Decision) -> Sequence[Measure]:
        """Those that a decision laid down."""
        place = self._places.get(decision.id)
        return [] if place is None else [self[row] for row in self._rows_of_decisions[place]]

    def _timelines(self, record: Ruled, as_of: When | None) -> Timelines:
        return Resolved(self, record, as_of)

    def sources(self) -> Iterable[Source]:
        """Every document that they cite."""
        return (source for sources in self._values["sources"] for source in sources)

    def remarks(self) -> Iterable[str]:
        """Every text that they add."""
        return (*self._values["confidence_note"], *self._values["note"])

    def suspects(self, record: Ruled) -> Sequence[Measure]:
        """Those about which a check of the record could have anything to say."""
        if self._suspects is None:
            resolved = self.timelines(record)
            assert isinstance(resolved, Resolved)
            found = [
                np.flatnonzero(self.ends <= self.starts),
                self._of(self._not_offered(record)),
                *(self._decided_at_once(side) for side in record.package.sides),
                self._with_unreadable_hours(),
                self._first_of_late_decisions(),
                self._of(resolved.with_gaps()),
            ]
            rows = np.unique(np.concatenate(found)).tolist()
            self._suspects = [self[row] for row in rows]
        return self._suspects

    def _not_offered(self, record: Ruled) -> Numbers:
        """The services that their crossing does not offer."""
        found = [
            place
            for (crossing, service), place in self.numbers.items()
            if service not in record.crossings[crossing].services
        ]
        return np.array(found, np.int64)

    def _of(self, services: Numbers) -> Numbers:
        """The measures of these services."""
        chosen = np.zeros(len(self.numbers), np.bool_)
        chosen[services] = True
        return np.flatnonzero(chosen[self.service])

    def _decided_at_once(self, side: str) -> Numbers:
        """The measures of one service that a side decided at the same instant."""
        rows = np.flatnonzero(self.speaking(side)[self.decision])
        keys = self.service[rows] * len(self) + self._decided[self.decision[rows]]
        ordered = np.sort(keys)
        return rows[np.isin(keys, ordered[1:][np.diff(ordered) == 0])]

    def _with_unreadable_hours(self) -> Numbers:
        wrong = [bool(text and hours.fault(text)) for text in self._values["hours"]]
        return np.flatnonzero(np.array(wrong, np.bool_)[self._codes["hours"]])

    def _first_of_late_decisions(self) -> Numbers:
        """The first measures of each decision that began before it was made."""
        first = np.full(len(self.decisions), EVER)
        np.minimum.at(first, self.decision, self.starts)
        decided = [number(decision.decided.start) for decision in self.decisions]
        late = first < np.array(decided, np.int64)
        return np.flatnonzero(late[self.decision] & (self.starts == first[self.decision]))

    # what the resolving needs of every measure, by its row

    @property
    def decisions(self) -> Sequence[Decision]:
        """Those under which there are measures."""
        return self._values["decision"]

    @property
    def decision(self) -> Numbers:
        """The place of each measure's among the decisions."""
        return self._codes["decision"]

    @property
    def numbers(self) -> dict[tuple[str, Service], int]:
        """Every service of a crossing of which anything is said, numbered."""
        return self._grouped[0]

    @property
    def service(self) -> Numbers:
        """The number of each measure's service."""
        return self._grouped[1]

    @cached_property
    def starts(self) -> Numbers:
        """When each begins."""
        return self._instants("valid_from")

    @cached_property
    def ends(self) -> Numbers:
        """When each ends by itself."""
        return self._instants("valid_until")

    @cached_property
    def precedence(self) -> Numbers:
        """Which governs where several hold: the one decided last, or that stands first."""
        return (self._decided[self.decision] + 1) * len(self) - 1 - np.arange(len(self))

    def preceding(self, precedence: Numbers) -> Numbers:
        """The measures that have these precedences; none where it is negative."""
        return np.where(precedence < 0, NONE, len(self) - 1 - precedence % max(len(self), 1))

    @cached_property
    def statuses(self) -> Numbers:
        """The place in `Status` of what each states; of none, which stands last, unknown."""
        of_value = [STATUSES.index(status) for status in self._values["status"]]
        return np.append(np.array(of_value, np.int64)[self._codes["status"]], UNKNOWN)

    @cached_property
    def weights(self) -> Numbers:
        """What counts of two sides: the more severe, and what is stated more than a gap."""
        stated = np.append(np.ones(len(self), np.int64), 0)
        weights: Numbers = self.statuses * 2 + stated
        return weights

    def speaking(self, side: str) -> Mask:
        """Of each decision whether it speaks for a side."""
        return np.array([side in decision.sides for decision in self.decisions], np.bool_)

    @property
    def moments(self) -> Numbers:
        """All at which one begins, or ends by itself."""
        return np.append(self._different("valid_from"), self._different("valid_until"))

    def placed(self, name: str, moments: Numbers) -> Numbers:
        """The moments of a column, as places among these."""
        return np.searchsorted(moments, self._different(name))[self._codes[name]]

    def _instants(self, name: str) -> Numbers:
        return self._different(name)[self._codes[name]]

    def _different(self, name: str) -> Numbers:
        found = [EVER if value is None else number(value) for value in self._values[name]]
        return np.array(found, np.int64)

    @cached_property
    def _decided(self) -> Numbers:
        """The place of each decision in the order in which they were made; alike if at once."""
        decided = [number(decision.decided.start) for decision in self.decisions]
        places: Numbers = np.unique(np.array(decided, np.int64), return_inverse=True)[1]
        return places

    @cached_property
    def _grouped(self) -> tuple[dict[tuple[str, Service], int], Numbers]:
        crossings, services = self._values["crossing"], self._values["service"]
        keys = self._codes["crossing"] * len(services) + self._codes["service"]
        keys_in_order, of_row = np.unique(keys, return_inverse=True)
        numbers = {
            (crossings[key // len(services)], services[key % len(services)]): place
            for place, key in enumerate(keys_in_order.tolist())
        }
        return numbers, of_row

    @cached_property
    def _rows_of_services(self) -> _Grouping:
        return _Grouping(self.service, len(self.numbers))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {decision.id: place for place, decision in enumerate(self.decisions)}

    @cached_property
    def _rows_of_decisions(self) -> _Grouping:
        return _Grouping(self.decision, len(self.decisions))


class _Grouping:
    """Rows in the order of a number that each has, and of the file."""

    def __init__(self, numbers: Numbers, count: int) -> None:
        self._order = np.argsort(numbers, kind="stable")
        self._offsets = np.append(0, np.cumsum(np.bincount(numbers, minlength=count)))

    def __getitem__(self, number: int) -> list[int]:
        first, last = self._offsets[number : number + 2].tolist()
        found: list[int] = self._order[first:last].tolist()
        return found
