"""What every file of the interface for programs holds, as a JSON Schema (draft 2020-12).

Each view of `borders.records` has its shape here under the same name. A shape names every key,
requires it, and allows no other, so that a key that is new, missing or misspelt fails the tests.
What comes from a table is described by that table's columns.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from borders.model import Confidence, Service, Status
from borders.record.columns import ARRIVALS, CLAIMS, DECISIONS, EVENTS, SOURCES, Column

Shape = dict[str, Any]

_DAY = r"\d{4}-\d{2}-\d{2}"
_INSTANT = _DAY + r"T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2}"


def schema() -> Shape:
    """The schema of any file of the interface; that of one kind is `$defs/KIND`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The files of the interface for programs, version 1",
        "description": "Instants are ISO 8601 with the offset of the frontier's time zone. Bounds "
        "are half-open: from is the first instant, until the first after; null is without bound. "
        "Decisions, sources and crossings are named by their ids. Keys are only ever added.",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in FILES],
        "$defs": FILES,
    }


def _text(meaning: str = "", pattern: str | None = None) -> Shape:
    shape = {"type": "string"}
    if pattern:
        shape["pattern"] = f"^{pattern}$"
    return _meaning(shape, meaning)


def _number(meaning: str, kind: str = "number") -> Shape:
    return _meaning({"type": kind}, meaning)


def _bool(meaning: str) -> Shape:
    return _meaning({"type": "boolean"}, meaning)


def _choice(choices: type[Enum], meaning: str = "") -> Shape:
    return _meaning({"enum": [choice.value for choice in choices]}, meaning)


def _list(of: Shape, meaning: str = "") -> Shape:
    return _meaning({"type": "array", "items": of}, meaning)


def _object(keys: dict[str, Shape], meaning: str = "") -> Shape:
    return _meaning(
        {
            "type": "object",
            "properties": keys,
            "required": list(keys),
            "additionalProperties": False,
        },
        meaning,
    )


def _map(of: Shape, meaning: str) -> Shape:
    return _meaning({"type": "object", "additionalProperties": of}, meaning)


def _or_null(shape: Shape) -> Shape:
    bare = {key: value for key, value in shape.items() if key != "description"}
    return _meaning({"anyOf": [bare, {"type": "null"}]}, shape.get("description", ""))


def _meaning(shape: Shape, meaning: str) -> Shape:
    return {**shape, "description": meaning} if meaning else shape


def _column(column: Column) -> Shape:
    """The shape of a cell's value: ids are a list, an empty cell is null."""
    if column.kind == "ids":
        return _list(_text(), column.meaning)
    if column.kind == "count":
        shape = _meaning({"type": "integer", "minimum": 0}, column.meaning)
    else:
        shape = _choice(column.choices, column.meaning) if column.choices else _text(column.meaning)
    return shape if column.required else _or_null(shape)


def _row(columns: tuple[Column, ...]) -> dict[str, Shape]:
    return {column.name: _column(column) for column in columns}


def _file(keys: dict[str, Shape], meaning: str) -> Shape:
    through = _text("The last day to which the record was checked", _DAY)
    return _object({"verified_through": through, **keys}, meaning)


def _instant(meaning: str) -> Shape:
    return _text(meaning, _INSTANT)


_crossing = _text("A crossing point")
_service = _choice(Service, "What the point offers")
_status = _choice(Status)
_decision = _or_null(_text("The decision that governs; null where no source says anything"))
_sources = _list(_text(), "The documents behind it")
_from = _or_null(_instant("From this instant on"))
_until = _or_null(_instant("Until this instant; null is until further notice"))
_announced = _or_null(_instant("The end that its decision planned; null is until further notice"))
_held = _or_null(
    _instant("When its measure stops to hold: its own end, or when its decision is replaced")
)
_confidence = _or_null(_choice(Confidence, "How well it is supported"))
_note = _or_null(_text("What a reader must know besides"))

_span = {"status": _status, "from": _from, "until": _until, "decision": _decision}
_full_span = {
    "service": _service,
    **_span,
    "announced_until": _announced,
    "held_until": _held,
    "replaced_by": _or_null(_text("The decision that ended it before its planned end")),
    "confidence": _confidence,
    "note": _note,
    "sources": _sources,
}
_change = {
    "at": _instant("When it changed"),
    "service": _service,
    "from": _status,
    "to": _status,
    "crossings": _list(_crossing),
}
_measure = {
    "service": _service,
    "status": _choice(Status, "What the service was to be"),
    "from": _instant("From this instant on"),
    "announced_until": _announced,
    "held_until": _held,
    "crossings": _list(_crossing),
}
_names = _map(_text(), "The name by language")
_place = {
    "crossing": _crossing,
    "name": _text("Its name in English, or else the first there is"),
    "names": _names,
    "opposite": _meaning(_names, "The name of the point on the other side, by language"),
    "also_known_as": _list(_text()),
    "way": _text("How one crosses: road, rail or boat"),
    "class": _text("The class of the point"),
    "services": _list(_service, "What the point offers, its main service first"),
    "principal": _bool("Whether it is counted in the headline"),
    "lon": _or_null(_number("Degrees, WGS 84; null where no place is established")),
    "lat": _or_null(_number("Degrees, WGS 84; null where no place is established")),
    "position": _text("How well the place is established"),
    "position_note": _or_null(_text()),
    "chainage_m": _or_null(_number("Along the frontier from its southern end, in metres")),
    "offset_m": _or_null(_number("From the frontier, in metres")),
    "municipality": _text(),
    "region": _text(),
    "opposite_region": _or_null(_text()),
    "road": _or_null(_text()),
    "unlocode": _or_null(_text("UN/LOCODE")),
    "note": _note,
    "at": _text("The day of which the status is told", _DAY),
    "status": _choice(Status, "Of the main service"),
    "since": _or_null(_instant("The start of the unbroken run of this status")),
    "verified": _bool("False past the date to which the record was checked"),
}
_brief = {
    "crossing": _crossing,
    "service": _service,
    "status": _choice(Status, "How the day ended"),
    "changed": _bool("Whether the status changed during the day"),
    "since": _or_null(_instant("The start of the unbroken run of this status")),
}
_answer = {
    "crossing": _crossing,
    "name": _text(),
    "service": _service,
    "at": _text("The day", _DAY),
    "as_of": {"type": "null", "description": "As it is known now"},
    "status": _brief["status"],
    "changed": _brief["changed"],
    "since": _brief["since"],
    "until": _or_null(_instant("The end of the unbroken run of this status")),
    "announced_until": _announced,
    "open_now": {"type": "null", "description": "Not said of a whole day"},
    "hours": _or_null(_text("Opening hours in OpenStreetMap's syntax; null: not known")),
    "spans": _list(_object(_span), "The parts of the day"),
    "decision": _decision,
    "sources": _sources,
    "confidence": _confidence,
    "confidence_note": _or_null(_text("What of it is supported better or worse")),
    "note": _note,
    "verified": _place["verified"],
    "verified_through": _text(pattern=_DAY),
}
_summary = {
    "counts": _object(
        {str(status): _number("", "integer") for status in Status},
        "How many of the principal points have each status",
    ),
    "verified": _place["verified"],
}
_licence = {"name": _text(), "path": _text(), "title": _text()}

FILES: dict[str, Shape] = {
    "index": _file(
        {
            "title": _text(),
            "description": _or_null(_text()),
            "frontier": _text("The name of the frontier"),
            "timezone": _text("The time zone in which days begin and end"),
            "licenses": _list(
                {"type": "object", "properties": _licence, "additionalProperties": False}
            ),
            "attribution": _text("Whom to name on a map"),
            "version": _text("The version of the program that wrote this"),
            "links": _map(_text(), "Where the files are, from here"),
            "crossings": _list(_crossing, "From south to north"),
            "states": _list(_text(pattern=_DAY), "The days from which something differs"),
            "dates": _list(_text(pattern=_DAY), "The days of which there is a file"),
        },
        "What there is and where",
    ),
    "crossings": _file(
        {
            "frontier": _object(
                {
                    "title": _text(),
                    "length_m": _number("Geodesic, in metres"),
                    "parts": _map({"type": "number"}, "The length of each part, in metres"),
                }
            ),
            "crossings": _list(_object(_place), "From south to north"),
            "known_from": _or_null(_instant("The first of which the record says anything")),
        },
        "Every crossing point, and its status on the last day",
    ),
    "crossing": _file(
        {**_place, "spans": _list(_object(_full_span), "By service, the main one first")},
        "A crossing point and the whole timeline of its services",
    ),
    "decisions": _file(
        {
            "decisions": _list(
                _object(
                    {
                        **_row(DECISIONS),
                        "effective_from": _or_null(_instant("When it ends what it replaces")),
                        "replaced_by": _list(_text(), "The decisions that end it"),
                        "measures": _list(_object(_measure), "What it laid down"),
                        "changes": _list(_object(_change), "What changed under it"),
                    }
                )
            )
        },
        "Every decision, with its measures, what it changed and what became of it",
    ),
    "sources": _file({"sources": _list(_object(_row(SOURCES)))}, "Every document"),
    "claims": _file(
        {"claims": _list(_object(_row(CLAIMS)))},
        "What sources state and the record rejects or qualifies, and why",
    ),
    "events": _file(
        {"events": _list(_object(_row(EVENTS)))},
        "Dated context that changes nothing in what a crossing point accepts",
    ),
    "arrivals": _file(
        {"arrivals": _list(_object(_row(ARRIVALS)))},
        "The numbers of arrivals that were published, each as it was",
    ),
    "changes": _file(
        {
            "changes": _list(
                _object(
                    {
                        **_change,
                        "names": _list(_text()),
                        "decision": _decision,
                        "sources": _sources,
                    }
                ),
                "In order of time",
            )
        },
        "Everything that changed",
    ),
    "timelines": _file(
        {
            "spans": _list(
                _object({"crossing": _crossing, "service": _service, **_span}),
                "Those of a service cover all of time",
            )
        },
        "The status of every service at every time",
    ),
    "date": _file(
        {
            "date": _text(pattern=_DAY),
            **_summary,
            "status": _map(
                _map(_choice(Status), "By service, the main one first"),
                "How the day ended for every crossing, from south to north",
            ),
            "state": _text("Where all that is said of that day is, from here"),
        },
        "The status on a date",
    ),
    "state": _file(
        {
            "from": _text("The first day that it tells of", _DAY),
            "through": _or_null(_text("The last; null: until the record says otherwise", _DAY)),
            **_summary,
            "crossings": _list(_object(_answer), "The main service of every crossing"),
            "services": _list(_object(_brief), "The other services"),
        },
        "What is said of a date and of those after it on which nothing else is",
    ),
}
"""The shape of each kind of file, by kind."""
