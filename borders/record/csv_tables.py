"""A CSV table to typed columns, by those of the schema, with every problem noted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from borders import local_time as moments
from borders.language import gettext
from borders.record import text_checks as texts
from borders.record.columns import PATTERNS, TABLES, Column
from borders.record.problems import Findings, Problem

_ID = re.compile(PATTERNS["id"])
_PARTIAL_DATE = re.compile(PATTERNS["partial-date"])
_COUNT = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


class Table:
    """The typed values of every column, in the order of the rows, and each row's line."""

    def __init__(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        self.columns, self.lines = columns, lines

    def __getitem__(self, column: str) -> list[Any]:
        return self.columns[column]


def read(name: str, text: str, zone: ZoneInfo, findings: Findings) -> Table:
    """The table `name`; what is wrong is added to `findings`.

    A cell that cannot be read is `None`, or no ids, so that the rest can still be checked. Most
    texts of a column are there many times, and are read and looked at once.
    """
    file, columns = f"{name}.csv", TABLES[name]
    faults: list[Problem] = []
    header, rows, lines = _cells(file, text, columns, faults)
    given = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
    reading = Reading(file, zone, suspicious=texts.suspicious(text))
    table = Table({}, lines)
    for column in columns:
        cells = given.get(column.name, ())
        table.columns[column.name] = reading.cells(column, cells, lines, faults)
    if "id" in table.columns:
        faults += islice(_duplicates(file, table), Findings.MOST + 1)
    for fault in sorted(faults, key=lambda fault: fault.row or 0):
        findings.add(fault)
    return table


def _cells(
    file: str, text: str, columns: tuple[Column, ...], faults: list[Problem]
) -> tuple[list[str], list[list[str]], list[int]]:
    """The header, the rows that fit it and their lines; what is wrong is added to `faults`."""
    lines = csv.reader(io.StringIO(text), strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    numbers: list[int] = []
    line, blank = 1, 0
    try:
        header = next(lines, [])
        faults += _header_faults(file, header, columns)
        if faults:
            return header, [], []
        line = lines.line_num + 1
        for cells in lines:
            start, line = line, lines.line_num + 1  # a quoted cell may hold line ends
            if len(cells) == len(header):
                rows.append(cells)
                numbers.append(start)
            elif not cells:
                blank = blank or start
            elif len(faults) <= Findings.MOST:
                message = gettext(
                    "{count} cells instead of {columns}", count=len(cells), columns=len(header)
                )
                faults.append(Problem("cells", file, message, start))
    except csv.Error as error:
        faults.append(Problem("csv", file, gettext("not valid CSV: {reason}", reason=error), line))
    if blank:  # it says nothing, so nothing is lost by passing over it
        message = gettext("the line is empty; take it out")
        faults.append(Problem("blank-line", file, message, blank))
    return header, rows, numbers


class Reading:
    """How the cells of a file are read; `suspicious` says whether each must be looked at."""

    def __init__(self, file: str, zone: ZoneInfo, *, suspicious: bool) -> None:
        self.file, self.zone, self.suspicious = file, zone, suspicious

    def cells(
        self, column: Column, cells: Sequence[str], lines: Sequence[int], faults: list[Problem]
    ) -> list[Any]:
        """The typed values of a column's cells; what is wrong is added to `faults`."""
        if column.kind == "text" and not self.suspicious and (all(cells) or not column.required):
            return list(cells)
        values: dict[str, Any] = {}
        wrong: dict[str, list[Problem]] = {}
        for text in dict.fromkeys(cells):
            values[text], found = self.cell(column, text)
            if found:
                wrong[text] = found
        if wrong:
            placed = (
                fault._replace(row=line)
                for line, text in zip(lines, cells, strict=True)
                for fault in wrong.get(text, ())
            )
            faults += islice(placed, Findings.MOST + 1)
        return list(map(values.__getitem__, cells))

    def cell(self, column: Column, text: str) -> tuple[Any, list[Problem]]:
        """The typed value of a cell's text, and what is wrong with it."""
        found: list[Problem] = []
        if self.suspicious:
            found += texts.faults(text, self.file, None, column.name)
        value: Any = () if column.kind == "ids" else None
        if column.required and not text:
            message = gettext("must not be empty")
            found.append(Problem("required", self.file, message, None, column.name))
        else:
            try:
                value = _value(column, text, self.zone)
            except ValueError as error:
                found.append(Problem(column.kind, self.file, str(error), None, column.name))
        return value, found


def empty(name: str) -> Table:
    """The table `name` without a row."""
    return Table({column.name: [] for column in TABLES[name]}, [])


def check_id(text: str) -> None:
    """Raise `ValueError` unless the text is an id."""
    if not _ID.fullmatch(text):
        raise ValueError(
            gettext(
                "{text} is not an id: lower-case letters, digits and single hyphens",
                text=repr(text),
            )
        )


def _header_faults(file: str, header: list[str], columns: tuple[Column, ...]) -> Iterator[Problem]:
    known = [column.name for column in columns]
    for name in known:
        if name not in header:
            message = gettext("the column {column} is missing", column=name)
            yield Problem("missing-column", file, message, 1, name)
    for name in header:
        if name not in known:
            message = gettext(
                "there is no column {column}; the columns are {columns}",
                column=repr(name),
                columns=", ".join(known),
            )
            yield Problem("unknown-column", file, message, 1)
    for name in (name for name in known if header.count(name) > 1):
        message = gettext("the column {column} is there twice", column=name)
        yield Problem("duplicate-column", file, message, 1, name)


def _duplicates(file: str, table: Table) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for id_, line in zip(table["id"], table.lines, strict=True):
        if id_ and seen.setdefault(id_, line) != line:
            message = gettext("{id} is there already, in line {line}", id=id_, line=seen[id_])
            yield Problem("duplicate", file, message, line, "id")


def _value(column: Column, text: str, zone: ZoneInfo) -> Any:
    """The typed value of a cell's text. Raises `ValueError` that says what would be right."""
    match column.kind:
        case "ids":
            return _ids(text)
        case "choice":
            return _choice(column, text)
        case "moment" | "end":
            return moments.parse(text, zone) if text else None
        case "number":
            return _number(text)
        case "count":
            return _count(text)
        case "id" if text:
            check_id(text)
        case "partial-date" if text:
            _check_partial_date(text)
        case "url" if text and not _ADDRESS.fullmatch(text):
            raise ValueError(gettext("{text} is not an http or https address", text=repr(text)))
    return text


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(text.split(";")) if text else ()
    for id_ in ids:
        check_id(id_)
        if ids.count(id_) > 1:
            raise ValueError(gettext("{id} is there twice", id=id_))
    return ids


def _number(text: str) -> float | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(gettext("{text} is not a number; write 60.5 or -3", text=repr(text)))
    return float(text)


def _count(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and _COUNT.fullmatch(text)):
        raise ValueError(gettext("{text} is not a whole number, 0 or more", text=repr(text)))
    return int(text)


def _choice(column: Column, text: str) -> Any:
    assert column.choices is not None
    try:
        return column.choices(text)
    except ValueError:
        allowed = ", ".join(str(choice.value) for choice in column.choices)
        raise ValueError(
            gettext("{text} is not one of {choices}", text=repr(text), choices=allowed)
        ) from None


def _check_partial_date(text: str) -> None:
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(
            gettext("{text} is not a date; write 2023, 2023-12 or 2023-12-15", text=repr(text))
        )
    whole = text + "-01-01"[len(text) - 10 :] if len(text) < len("2023-12-15") else text
    try:
        datetime.fromisoformat(whole)
    except ValueError as error:
        raise ValueError(
            gettext("{text} is not a possible date: {reason}", text=repr(text), reason=error)
        ) from None
