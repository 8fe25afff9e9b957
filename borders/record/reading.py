"""A data folder becomes a `Record`, or a `DataError` with every problem at once."""

from __future__ import annotations

import os
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
from borders.record import csv_tables
from borders.record.checks import BASIC
from borders.record.columns import CLOSED, OPTIONAL_TABLES, TABLES, TRANSLATION_TABLE, Column
from borders.record.crossings_geojson import read_crossings
from borders.record.csv_tables import Table
from borders.record.data_folder import DataFolder
from borders.record.package_json import read_package
from borders.record.problems import DataError, Problem, did_you_mean
from borders.record.record import Record
from borders.timeline.closure_table import ClosureTable

T = TypeVar("T")

# Where one of these is found, ids are missing because they could not be read.
_UNREAD = {
    *("no-file", "unreadable", "outside", "too-large", "empty", "encoding", "too-many"),
    *("json", "geojson", "crossing", "csv", "cells"),
    *("missing-column", "unknown-column", "duplicate-column"),
}


def default_folder() -> str:
    """The folder of the Finland–Russia frontier that comes with the package."""
    package = os.path.dirname(os.path.dirname(__file__))
    in_wheel = os.path.join(package, "geodata")
    in_checkout = os.path.join(os.path.dirname(package), "geodata")
    return os.path.join(in_wheel if os.path.isdir(in_wheel) else in_checkout, "finland-russia")


def read_record(folder: str) -> tuple[Record, list[Problem]]:
    """The record of a data folder, and its problems that do not keep it from being read.

    Raises `DataError` with every problem if any of them does.
    """
    files = DataFolder(folder)
    record = _read(files)
    problems = files.findings.problems
    if record is not None:
        problems += [problem for rule in BASIC for problem in rule(record)]
    if record is None or any(problem.prevents_reading for problem in problems):
        raise DataError(folder, problems)
    return record, problems


def read_translations(files: DataFolder, zone: ZoneInfo) -> dict[tuple[str, str], str]:
    """The record's texts in other languages, by text and language code."""
    table = _table(files, TRANSLATION_TABLE, zone)
    keys = list(zip(table["text"], map(str, table["language"]), strict=True))
    lines: dict[tuple[str, str], int] = {}
    for key, line in zip(keys, table.lines, strict=True):
        if lines.setdefault(key, line) != line:
            fault = gettext(
                "this text has a translation into {language} on line {line}",
                language=key[1],
                line=lines[key],
            )
            files.problem("duplicate", f"{TRANSLATION_TABLE}.csv", fault, line, "text")
    return dict(zip(keys, table["translation"], strict=True))


def _table(files: DataFolder, name: str, zone: ZoneInfo) -> Table:
    text = files.text(f"{name}.csv", optional=name in OPTIONAL_TABLES)
    return csv_tables.read(name, text, zone, files.findings) if text else csv_tables.empty(name)


def _read(files: DataFolder) -> Record | None:
    if not files.exists():
        return None
    package = read_package(files)
    if package is None:
        return None
    crossings = read_crossings(files)
    # Translations are read when a reader has another language than the record.
    tables = {
        name: _table(files, name, package.zone) for name in TABLES if name != TRANSLATION_TABLE
    }
    ids = {name: set(tables[name]["id"]) for name in ("sources", "decisions")}
    _check_references(files, tables, {**ids, "crossings": set(crossings)})
    if any(problem.prevents_reading for problem in files.findings.problems):
        return None
    return _assemble(package, crossings, tables)


def _check_references(
    files: DataFolder, tables: Mapping[str, Table], ids: Mapping[str, set[str]]
) -> None:
    """Note every id that a column refers to and that does not exist, unless its file is unread."""
    problems = files.findings.problems
    unread = {problem.file.partition(".")[0] for problem in problems if problem.code in _UNREAD}
    for name, table in tables.items():
        for column in TABLES[name]:
            if column.refers is None or column.refers in unread:
                continue
            known, file = ids[column.refers], f"{name}.csv"
            missing = {
                cell: absent
                for cell in dict.fromkeys(table[column.name])
                if (absent := [id_ for id_ in _ids(column, cell) if id_ not in known])
            }
            if not missing:
                continue
            for cell, line in zip(table[column.name], table.lines, strict=True):
                if files.findings.full(file):
                    break
                for id_ in missing.get(cell, ()):
                    fault = gettext("{id} is not in {table}", id=id_, table=column.refers)
                    fault += did_you_mean(id_, known)
                    files.problem("reference", file, fault, line, column.name)


def _ids(column: Column, cell: Any) -> tuple[str, ...]:
    """The ids that a cell names."""
    return cell if column.kind == "ids" else (cell,) if cell else ()


def _assemble(
    package: Package, crossings: Mapping[str, Crossing], tables: Mapping[str, Table]
) -> Record:
    """The objects of a record from its rows; every value is typed and every reference exists."""
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
    rows = tables[CLOSED]
    measures = _objects(
        Measure,
        rows,
        start=map(_start, rows["valid_from"]),
        end=map(_end, rows["valid_until"]),
        decision=map(decisions.__getitem__, rows["decision"]),
        sources=cited(CLOSED),
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
        ClosureTable(measures, decisions.values(), package.sides),
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


def _objects(kind: Callable[..., T], table: Table, **others: Iterable[Any]) -> Iterator[T]:
    """An object for each row, its fields from the columns of these names, or from `others`."""
    fields: tuple[str, ...] = getattr(kind, "_fields")  # noqa: B009  # of a named tuple
    return map(kind, *(others[field] if field in others else table[field] for field in fields))


def _names(table: Table) -> Iterator[dict[str, str]]:
    """For each row the names by language, in the languages in which it has one."""
    columns = [name for name in table.columns if name.startswith("name_")]
    codes = [name.removeprefix("name_") for name in columns]
    for names in zip(*(table[name] for name in columns), strict=True):
        yield {code: name for code, name in zip(codes, names, strict=True) if name}


def _start(value: When | None) -> datetime | None:
    return value.start if value else None


def _end(value: When | None) -> datetime | None:
    # A date is meant through its end, an instant is the end itself: `end` is both.
    return value.end if value else None
