"""A CSV table to typed rows, by the columns of the schema, with every problem noted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from borders import moments, texts
from borders.errors import Findings, Problem, reason
from borders.language import gettext
from borders.schema import PATTERNS, TABLES, Column

_ID = re.compile(PATTERNS["id"])
_PARTIAL_DATE = re.compile(PATTERNS["partial-date"])
_COUNT = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's typed values by column, and its line in the file."""

    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


def read(name: str, text: str, zone: ZoneInfo, findings: Findings) -> list[Row]:
    """The rows of the table `name`; what is wrong is added to `findings`.

    A cell that cannot be read is `None`, or no ids, so that the rest can still be checked.
    """
    file, columns = f"{name}.csv", TABLES[name]
    lines = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    line, blank = 1, None
    try:
        header = next(lines, [])
        if faults := list(_header_faults(file, header, columns)):
            for fault in faults:
                findings.add(fault)
            return []
        line = lines.line_num + 1
        # Most texts of a column are there many times, and are read and looked at once.
        readers = [_Reader(column, header.index(column.name), file, zone) for column in columns]
        for cells in lines:
            start, line = line, lines.line_num + 1  # a quoted cell may hold line ends
            if findings.full(file):
                break
            if not cells:
                blank = blank or start
            elif len(cells) != len(header):
                message = gettext(
                    "{count} cells instead of {columns}", count=len(cells), columns=len(header)
                )
                findings.add(Problem("cells", file, message, start))
            else:
                values = {
                    reader.column.name: reader.read(cells[reader.index], start, findings)
                    for reader in readers
                }
                rows.append(Row(start, values))
    except csv.Error as error:
        findings.add(Problem("csv", file, gettext("not valid CSV: {reason}", reason=error), line))
    if blank:  # it says nothing, so nothing is lost by passing over it
        message = gettext("the line is empty; take it out")
        findings.add(Problem("blank-line", file, message, blank))
    for fault in _duplicates(file, rows):
        findings.add(fault)
    return rows


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


class _Reader:
    """Reads the cells of one column."""

    def __init__(self, column: Column, index: int, file: str, zone: ZoneInfo) -> None:
        self.column, self.index = column, index
        self._file, self._zone = file, zone
        self._known: dict[str, Any] = {}  # the values of texts without a fault

    def read(self, text: str, line: int, findings: Findings) -> Any:
        """The typed value of a cell's text."""
        if text in self._known:
            return self._known[text]
        column = self.column
        faults = list(texts.faults(text, self._file, line, column.name))
        value: Any = () if column.kind == "ids" else None
        if column.required and not text:
            message = gettext("must not be empty")
            faults.append(Problem("required", self._file, message, line, column.name))
        else:
            try:
                value = _value(column, text, self._zone)
            except ValueError as error:
                faults.append(Problem(column.kind, self._file, str(error), line, column.name))
        for fault in faults:
            findings.add(fault)
        if not faults:
            self._known[text] = value
        return value


def _duplicates(file: str, rows: list[Row]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        id_ = row.values.get("id")
        if id_ and seen.setdefault(id_, row.line) != row.line:
            message = gettext("{id} is there already, in line {line}", id=id_, line=seen[id_])
            yield Problem("duplicate", file, message, row.line, "id")


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
            gettext(
                "{text} is not a possible date: {reason}", text=repr(text), reason=reason(error)
            )
        ) from None
