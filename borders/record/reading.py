"""Reading a data folder: a `Record`, or a `DataError` with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from borders.language import gettext
from borders.local_time import When
from borders.model import (
    Arrivals,
    Claim,
    Crossing,
    Decision,
    Event,
    Measure,
    Package,
    Place,
    Source,
)
from borders.record.cell_values import check_one_line
from borders.record.checks import BASIC_RULES
from borders.record.columns import OPTIONAL_TABLES, TABLES, TRANSLATION_TABLE, UNKNOWN_END, Column
from borders.record.crossings_geojson import read_crossings
from borders.record.csv_tables import Table, empty_table, read_table
from borders.record.data_folder import DataFolder
from borders.record.folder_files import FolderFiles
from borders.record.package_json import read_package
from borders.record.problems import DataError, Problem, did_you_mean
from borders.record.record import Record
from borders.timeline.closure_table import ClosureTable

T = TypeVar("T")

# Codes of problems with which some ids of a file are missing, since they could not be read.
_UNREAD = {
    *("no-file", "unreadable", "outside", "too-large", "empty", "encoding"),
    *("json", "geojson", "crossing", "csv", "cells"),
    *("missing-column", "unknown-column", "duplicate-column"),
}


def read_record(files: FolderFiles) -> tuple[Record, list[Problem]]:
    """The record of a data folder, and its problems, none of which prevents reading it.

    Raises `DataError` with every problem if any of them does.
    """
    folder = DataFolder(files)
    record = _read(folder)
    problems = folder.problems
    if record is not None:
        for rule in BASIC_RULES:
            for problem in rule(record):
                folder.collector.add(problem)
    if record is None or any(problem.prevents_reading for problem in problems):
        raise DataError(files.path, problems)
    return record, problems


def read_translations(files: DataFolder, zone: ZoneInfo) -> dict[tuple[str, str], str]:
    """The record's texts in other languages, by text and language code.

    What is wrong with a translation besides its cells is collected as a problem: that its text has
    another into that language, or that it has several lines and the text one.
    """
    table = _table(files, TRANSLATION_TABLE, zone)
    keys = list(zip(table["text"], table["language"], strict=True))
    lines: dict[tuple[str, str], int] = {}
    for key, translation, line in zip(keys, table["translation"], table.lines, strict=True):
        if all(key) and lines.setdefault(key, line) != line:
            message = gettext(
                "this text has a translation into {language} on line {line}",
                language=key[1],
                line=lines[key],
            )
            files.add_problem("duplicate", f"{TRANSLATION_TABLE}.csv", message, line, "text")
        try:
            if "\n" not in (key[0] or ""):
                check_one_line(translation or "")
        except ValueError as error:
            files.add_problem("limit", f"{TRANSLATION_TABLE}.csv", str(error), line, "translation")
    return dict(zip(keys, table["translation"], strict=True))


def _table(files: DataFolder, name: str, zone: ZoneInfo) -> Table:
    text = files.text(f"{name}.csv", optional=name in OPTIONAL_TABLES)
    return read_table(name, text, zone, files.collector) if text else empty_table(name)


def _read(files: DataFolder) -> Record | None:
    """The record of a data folder; `None` if a problem prevents that."""
    if not files.exists():
        return None
    package = read_package(files)
    if package is None:
        return None
    crossings = read_crossings(files)
    # Translations are read on first use: a reader of English needs none.
    names = [name for name in TABLES if name != TRANSLATION_TABLE]
    tables = {name: _table(files, name, package.zone) for name in names}
    ids = {name: set(filter(None, tables[name]["id"])) for name in ("sources", "decisions")}
    _check_references(files, tables, {**ids, "crossings": set(crossings)})
    if any(problem.prevents_reading for problem in files.problems):
        return None
    return _record(package, crossings, tables)


def _check_references(
    files: DataFolder, tables: Mapping[str, Table], ids: Mapping[str, set[str]]
) -> None:
    """Collect every reference to an id that does not exist.

    `ids` are those of each table. Where a table could not be read whole, references to it are not
    checked.
    """
    unread = {
        problem.file.partition(".")[0]
        for problem in files.problems
        if problem.code in _UNREAD or problem.column == "id"
    }
    for name, table in tables.items():
        for column in TABLES[name]:
            if column.refers is None or column.refers in unread:
                continue
            existing, file = ids[column.refers], f"{name}.csv"
            missing_of_cell = {
                cell: missing
                for cell in dict.fromkeys(table[column.name])
                if (missing := [id_ for id_ in _ids(column, cell) if id_ not in existing])
            }
            if not missing_of_cell:
                continue
            for cell, line in zip(table[column.name], table.lines, strict=True):
                if files.collector.is_full(file, "reference"):
                    break
                for id_ in missing_of_cell.get(cell, ()):
                    message = gettext("{id} is not in {table}", id=id_, table=column.refers)
                    message += did_you_mean(id_, existing)
                    files.add_problem("reference", file, message, line, column.name)


def _ids(column: Column, cell: Any) -> tuple[str, ...]:
    """The ids in a cell's value."""
    return cell if column.kind == "ids" else (cell,) if cell else ()


def _record(
    package: Package, crossings: Mapping[str, Crossing], tables: Mapping[str, Table]
) -> Record:
    """The record from tables whose references all exist."""
    sources = {source.id: source for source in _objects(Source, tables["sources"])}

    @cache
    def documents(ids: tuple[str, ...]) -> tuple[Source, ...]:
        return tuple(sources[id_] for id_ in ids)

    def cited(name: str, column: str = "sources") -> Iterator[tuple[Source, ...]]:
        return map(documents, tables[name][column])

    rows = tables["decisions"]
    decisions = {
        decision.id: decision
        for decision in _objects(
            Decision,
            rows,
            decided=rows["decided_at"],
            announced=rows["announced_at"],
            effective=map(_start, rows["effective_from"]),
            sources=cited("decisions"),
            row=rows.lines,
        )
    }
    rows = tables["closures"]
    measures = _objects(
        Measure,
        rows,
        start=map(_start, rows["valid_from"]),
        end=map(_end, rows["valid_until"]),
        end_known=(value != UNKNOWN_END for value in rows["valid_until"]),
        decision=map(decisions.__getitem__, rows["decision"]),
        sources=cited("closures"),
        row=rows.lines,
    )
    claims = _objects(
        Claim,
        tables["claims"],
        sources=cited("claims", "source"),
        evidence=cited("claims", "evidence"),
    )
    events = _objects(Event, tables["events"], sources=cited("events"))
    rows = tables["arrivals"]
    arrivals = _objects(Arrivals, rows, sources=cited("arrivals"), row=rows.lines)
    rows = tables["places"]
    places = _objects(
        Place, rows, names=_names(rows), position=zip(rows["lon"], rows["lat"], strict=True)
    )
    return Record(
        package,
        crossings,
        ClosureTable(measures, decisions.values(), package.sides, package.zone),
        decisions,
        sources,
        tuple(claims),
        tuple(events),
        tuple(arrivals),
        tuple(places),
        {
            name: dict(zip(table["id"], table.lines, strict=True))
            for name, table in tables.items()
            if "id" in table.columns
        },
    )


def _objects(kind: Callable[..., T], table: Table, **values: Iterable[Any]) -> Iterator[T]:
    """A named tuple of type `kind` for each row of a table.

    Each field has the values of the keyword argument with its name, else of the table's column.
    """
    fields: tuple[str, ...] = getattr(kind, "_fields")  # noqa: B009  # of a named tuple
    return map(kind, *(values[field] if field in values else table[field] for field in fields))


def _names(table: Table) -> Iterator[dict[str, str]]:
    """For each row its names that are not empty, by the code of their language."""
    columns = [name for name in table.columns if name.startswith("name_")]
    codes = [name.removeprefix("name_") for name in columns]
    for names in zip(*(table[name] for name in columns), strict=True):
        yield {code: name for code, name in zip(codes, names, strict=True) if name}


def _start(value: When | None) -> datetime | None:
    return value.start if value else None


def _end(value: When | str | None) -> datetime | None:
    # of a date the end of its day, of an instant the instant
    return value.end if isinstance(value, When) else None
