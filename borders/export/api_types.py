"""The files of the interface for programs as types, from which their JSON Schema is made.

A type names every key of an object in the order in which it is written, requires it, and allows no
other, so that a key that is new, missing or misspelt is an error. Docstrings of types and
`description`s are what a programmer reads in the schema. Rows of tables have the columns of
`record.columns` for keys, so that a column's meaning is written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import GenericAlias
from typing import Annotated, Any

import msgspec
from msgspec import Meta, field

from borders.export.api_objects import (
    Answer,
    AnswerInBrief,
    Change,
    ChangeInBrief,
    Counts,
    Crossing,
    Day,
    Frontier,
    HistorySpan,
    Id,
    Instant,
    Licence,
    Measure,
    Object,
    Standing,
    Through,
    TimelineSpan,
    Verified,
    meaning,
)
from borders.export.serialise import Json
from borders.model import Confidence, Status
from borders.record.columns import DECISIONS, TABLES, Column


class File(Object):
    """A file of the interface."""

    verified_through: Through
    standing: Standing


# rows of tables

_annotated: Any = Annotated  # as a value, which type checkers do not read as a type


def _columns(columns: Sequence[Column]) -> Iterator[tuple[str, Any]]:
    """The keys of a table's rows: ids are a list, an empty cell is null."""
    for column in columns:
        cell: Any = column.choices or str
        if column.kind == "ids":
            cell = list[str]
        elif column.kind == "count":
            cell = Annotated[int, Meta(ge=0)]
        if not column.required and column.kind != "ids":
            cell = cell | None
        yield column.name, _annotated[cell, meaning(column.meaning)]


def _decision_fields() -> Iterator[tuple[str, Any]]:
    """The keys of a decision: the columns of its table, and what became of it."""
    for name, cell in _columns(DECISIONS):
        if name == "effective_from":
            yield name, Annotated[Instant | None, meaning("When it ends what it replaces")]
        else:
            yield name, cell
        if name == "replaces":
            yield "replaced_by", Annotated[list[str], meaning("The decisions that end it")]
    yield "measures", Annotated[list[Measure], meaning("What it laid down")]
    yield "changes", Annotated[list[ChangeInBrief], meaning("What changed under it")]


def _file_of_rows(
    table: str, row: str, fields: Iterator[tuple[str, Any]], description: str
) -> type[msgspec.Struct]:
    """The type of a file with the rows of a table, each an object that is called `row`."""
    row_type = msgspec.defstruct(row, fields, bases=(Object,))
    return msgspec.defstruct(
        table.capitalize(),
        [(table, GenericAlias(list, (row_type,)))],
        bases=(File,),
        namespace={"__doc__": description},
    )


# files


class Index(Object):
    """The index of all files, with the record's title, licences and days."""

    title: str
    description: str | None
    frontier: Annotated[str, meaning("The name of the frontier")]
    timezone: Annotated[str, meaning("The time zone in which days begin and end")]
    verified_through: Through
    hours_verified_through: Annotated[
        Day | None, meaning("The last day to which opening hours were checked, if another")
    ]
    standing: Standing
    standing_reason: Annotated[str | None, meaning("Why the record is provisional")]
    confidence: Annotated[
        dict[Confidence, int], meaning("How many measures are supported how well")
    ]
    licenses: list[Licence]
    attribution: Annotated[str, meaning("Whom to name on a map")]
    version: Annotated[str, meaning("The version of the program that wrote this")]
    links: Annotated[dict[str, str], meaning("Where the files are, from here")]
    crossings: Annotated[list[Id], meaning("From south to north")]
    states: Annotated[list[Day], meaning("The days from which something differs")]
    dates: Annotated[list[Day], meaning("The days of which there is a file")]


class Crossings(File):
    """Every crossing point, and its status on the last day."""

    frontier: Frontier
    crossings: Annotated[list[Crossing], meaning("From south to north")]
    known_from: Annotated[Instant | None, meaning("The first of which the record says anything")]


CrossingFile = msgspec.defstruct(
    "CrossingFile",
    [
        *(
            (own.name, own.type, field(name=own.encode_name))
            for own in msgspec.structs.fields(Crossing)
        ),
        ("spans", Annotated[list[HistorySpan], meaning("By service, the main one first")]),
    ],
    bases=(File,),
    namespace={"__doc__": "A crossing point and the whole timeline of its services."},
)

Decisions = _file_of_rows(
    "decisions",
    "Decision",
    _decision_fields(),
    "Every decision, with its measures, what it changed and what became of it.",
)
TABLES_AS_FILES = {
    "sources": ("Source", "Every document."),
    "claims": ("Claim", "What sources state and the record rejects or qualifies, and why."),
    "events": ("Event", "Dated context that changes nothing in what a crossing point accepts."),
    "arrivals": ("Number", "The numbers of arrivals that were published, each as it was."),
}
"""The tables with a file of their own: what a row is called, and what the file is."""


class Changes(File):
    """Everything that changed."""

    changes: Annotated[list[Change], meaning("In order of time")]


class Timelines(File):
    """The status of every service at every time."""

    spans: Annotated[list[TimelineSpan], meaning("Those of a service cover all of time")]


class Date(Object):
    """The status on a date."""

    date: Day
    counts: Counts
    verified: Verified
    verified_through: Through
    standing: Standing
    status: Annotated[
        dict[str, Annotated[dict[str, Status], meaning("By service, the main one first")]],
        meaning("How the day ended for every crossing, from south to north"),
    ]
    state: Annotated[str, meaning("Where that day is described in full, from here")]


class State(Object):
    """A date in full, and those after it on which nothing differs."""

    from_: Annotated[Day, meaning("The first of these days")] = field(name="from")
    through: Annotated[
        Day | None, meaning("The last of these days; null: until the record says otherwise")
    ]
    counts: Counts
    verified: Verified
    verified_through: Through
    standing: Standing
    crossings: Annotated[list[Answer], meaning("The main service of every crossing")]
    services: Annotated[list[AnswerInBrief], meaning("The other services")]


FILES: dict[str, type[msgspec.Struct]] = {
    "index": Index,
    "crossings": Crossings,
    "crossing": CrossingFile,
    "decisions": Decisions,
    **{
        name: _file_of_rows(name, row, _columns(TABLES[name]), description)
        for name, (row, description) in TABLES_AS_FILES.items()
    },
    "changes": Changes,
    "timelines": Timelines,
    "date": Date,
    "state": State,
}
"""The type of each kind of file, by kind."""


def schema() -> Json:
    """The JSON Schema (draft 2020-12) of any file; that of one kind is `$defs/KIND`."""
    types, definitions = msgspec.json.schema_components(
        FILES.values(), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The files of the interface for programs, version 1",
        "description": "Instants are ISO 8601 with the offset of the frontier's time zone. Bounds "
        "are half-open: from is the first instant, until the first after; null is without bound. "
        "Decisions, sources and crossings are named by their ids. Keys are only ever added.",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in FILES],
        "$defs": dict(zip(FILES, types, strict=True)) | definitions,
    }
