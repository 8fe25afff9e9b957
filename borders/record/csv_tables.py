"""CSV tables as columns of typed values, with every problem in them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from borders.language import gettext
from borders.record import limits
from borders.record.cell_values import cell_value, check_text
from borders.record.columns import TABLES, Column
from borders.record.problems import Problem, ProblemCollector
from borders.record.text_checks import may_have_problems, text_problems


class Table:
    """A table as columns of typed values, in the order of its rows.

    `lines` has the line of each row in the file, the header being line 1.
    """

    def __init__(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        self.columns, self.lines = columns, lines

    def __getitem__(self, column: str) -> list[Any]:
        return self.columns[column]


def read_table(name: str, text: str, zone: ZoneInfo, collector: ProblemCollector) -> Table:
    """The table `name` from the text of its file; its problems are added to `collector`.

    A cell that cannot be read is `None`, or no ids, so that the others can still be checked.
    """
    file, columns = f"{name}.csv", TABLES[name]
    problems: list[Problem] = []
    header, rows, lines = _rows(file, text, columns, problems)
    cells = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
    reader = _CellReader(file, zone, check_texts=may_have_problems(text))
    table = Table({}, lines)
    for column in columns:
        table.columns[column.name] = reader.values(
            column, cells.get(column.name, ()), lines, problems
        )
    if "id" in table.columns:
        problems += islice(_repeated_ids(file, table), limits.PROBLEMS + 1)
    for problem in sorted(problems, key=lambda problem: problem.row or 0):
        collector.add(problem)
    return table


def text_rows(text: str) -> list[list[str]]:
    """The header and the rows of a table that `read_table` can read, as they are written."""
    return [cells for cells in csv.reader(io.StringIO(text), strict=True) if cells]


def empty_table(name: str) -> Table:
    """The table `name` without rows."""
    return Table({column.name: [] for column in TABLES[name]}, [])


def _rows(
    file: str, text: str, columns: tuple[Column, ...], problems: list[Problem]
) -> tuple[list[str], list[list[str]], list[int]]:
    """The header, the rows that have a cell for each of its columns, and the lines of the rows.

    What is wrong is added to `problems`.
    """
    reader = csv.reader(io.StringIO(text), strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        header = next(reader, [])
        problems += islice(_header_problems(file, header, columns), limits.PROBLEMS + 1)
        if problems:
            return header, [], []
        line = reader.line_num + 1
        for cells in reader:
            start, line = line, reader.line_num + 1  # a quoted cell may hold line ends
            if len(cells) == len(header):
                rows.append(cells)
                lines.append(start)
            elif cells and len(problems) <= limits.PROBLEMS:
                message = gettext(
                    "{count} cells instead of {columns}", count=len(cells), columns=len(header)
                )
                problems.append(Problem("cells", file, message, start))
    except csv.Error as error:
        message = gettext("not valid CSV: {reason}", reason=error)
        problems.append(Problem("csv", file, message, line))
    return header, rows, lines


def _header_problems(
    file: str, header: list[str], columns: tuple[Column, ...]
) -> Iterator[Problem]:
    names = [column.name for column in columns]
    for name in names:
        if name not in header:
            message = gettext("the column {column} is missing", column=name)
            yield Problem("missing-column", file, message, 1, name)
    for name in header:
        if name not in names:
            message = gettext(
                "there is no column {column}; the columns are {columns}",
                column=repr(name),
                columns=", ".join(names),
            )
            yield Problem("unknown-column", file, message, 1)
    counts = Counter(header)
    for name in names:
        if counts[name] > 1:
            message = gettext("the column {column} is there twice", column=name)
            yield Problem("duplicate-column", file, message, 1, name)


class _CellReader:
    """Reads the cells of a file, each distinct text of a column once, since most recur.

    `check_texts` is whether any text of the file may have one of the problems of `text_checks`.
    """

    def __init__(self, file: str, zone: ZoneInfo, *, check_texts: bool) -> None:
        self.file, self.zone, self.check_texts = file, zone, check_texts

    def values(
        self, column: Column, cells: Sequence[str], lines: Sequence[int], problems: list[Problem]
    ) -> list[Any]:
        """The typed values of a column's cells; what is wrong is added to `problems`."""
        if (
            column.kind in ("name", "title", "text")
            and not self.check_texts
            and (all(cells) or not column.required)
            and max(map(len, cells), default=0) <= limits.CHARACTERS[column.kind]
            and (column.kind not in limits.ONE_LINE or "\n" not in "".join(cells))
        ):
            return list(cells)
        values: dict[str, Any] = {}
        problems_of: dict[str, list[Problem]] = {}
        for text in dict.fromkeys(cells):
            values[text], wrong = self._value(column, text)
            if wrong:
                problems_of[text] = wrong
        if problems_of:
            located = (
                problem._replace(row=line)
                for line, text in zip(lines, cells, strict=True)
                for problem in problems_of.get(text, ())
            )
            problems += islice(located, limits.PROBLEMS + 1)
        return list(map(values.__getitem__, cells))

    def _value(self, column: Column, text: str) -> tuple[Any, list[Problem]]:
        """The typed value of a cell's text, and its problems, which have no row yet."""
        problems: list[Problem] = []
        if self.check_texts:
            problems += text_problems(text, self.file, None, column.name)
        value: Any = () if column.kind == "ids" else None
        if column.required and not text:
            message = gettext("must not be empty")
            problems.append(Problem("required", self.file, message, None, column.name))
        else:
            try:
                check_text(text, column.kind)
            except ValueError as error:
                problems.append(Problem("limit", self.file, str(error), None, column.name))
                return value, problems
            try:
                value = cell_value(column, text, self.zone)
            except ValueError as error:
                problems.append(Problem(column.kind, self.file, str(error), None, column.name))
        return value, problems


def _repeated_ids(file: str, table: Table) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for id_, line in zip(table["id"], table.lines, strict=True):
        if id_ and first_lines.setdefault(id_, line) != line:
            message = gettext(
                "{id} is there already, in line {line}", id=id_, line=first_lines[id_]
            )
            yield Problem("duplicate", file, message, line, "id")
