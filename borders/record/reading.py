"""A data folder to a `Record`, or every problem at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from borders import language
from borders.errors import DataError, Problem
from borders.geo.positions import position
from borders.language import gettext, message
from borders.local_time import When
from borders.model import (
    Arrivals,
    Claim,
    Crossing,
    Decision,
    Event,
    Licence,
    Measure,
    Package,
    Place,
    Service,
    Source,
)
from borders.record import csv_tables as tables
from borders.record.checks import BASIC
from borders.record.columns import CLOSED, OPTIONAL, TABLES, TRANSLATED, Column
from borders.record.csv_tables import Table, check_id
from borders.record.data_folder import Folder, of_feature
from borders.record.record import Record
from borders.timeline.closure_table import Measures

if TYPE_CHECKING:
    from borders.record.large_table import Columns

T = TypeVar("T")

_LICENCES = message("a list of licences, each with a name or a path")
_FOCUS = message("two dates [YYYY-MM-DD, YYYY-MM-DD], the earlier first")
_PROJECTION = message("the pictures' projection, such as EPSG:3067")

# Where one of these is found, ids are missing because they could not be read.
_UNREAD = {
    *("no-file", "unreadable", "outside", "too-large", "empty", "encoding", "too-many"),
    *("json", "geojson", "crossing", "csv", "cells"),
    *("missing-column", "unknown-column", "duplicate-column"),
}
_PROPERTIES = {
    *("id", "also_known_as", "way", "class", "services", "principal", "position", "position_note"),
    *("within_m", "municipality", "region", "opposite_region", "road", "unlocode", "note"),
}
_FEW = 5_000
LARGE = 4_000_000
"""From so many characters on a closure table is read by columns: some fifty thousand measures."""

_FAR_M = 100_000


def default_folder() -> str:
    """The folder of the Finland–Russia frontier that comes with the package."""
    package = os.path.dirname(os.path.dirname(__file__))
    installed = os.path.join(package, "geodata")  # as the wheel has it
    beside = os.path.join(os.path.dirname(package), "geodata")  # as a checkout has it
    return os.path.join(installed if os.path.isdir(installed) else beside, "finland-russia")


def read_record(folder: str) -> tuple[Record, list[Problem]]:
    """The record of a data folder, and what is wrong in it that does not keep it from being read.

    Raises `DataError` with all problems found if anything does.
    """
    reader = _Reader(Folder(folder))
    record = reader.record()
    problems = reader.files.findings.problems
    if record is not None:
        problems += [problem for rule in BASIC for problem in rule(record)]
    if record is None or any(problem.prevents_reading for problem in problems):
        raise DataError(folder, problems)
    return record, problems


def read_translations(files: Folder, zone: ZoneInfo) -> dict[tuple[str, str], str]:
    """The record's texts in other languages, by text and language: one in each.

    It is read when a reader has another language than the record.
    """
    table = _table(files, TRANSLATED, zone)
    keys = list(zip(table["text"], map(str, table["language"]), strict=True))
    seen: dict[tuple[str, str], int] = {}
    for key, line in zip(keys, table.lines, strict=True):
        if seen.setdefault(key, line) != line:
            fault = gettext(
                "this text has a translation into {language} on line {line}",
                language=key[1],
                line=seen[key],
            )
            files.problem("duplicate", f"{TRANSLATED}.csv", fault, line, "text")
    return dict(zip(keys, table["translation"], strict=True))


def _table(files: Folder, name: str, zone: ZoneInfo) -> Table:
    text = files.text(f"{name}.csv", optional=name in OPTIONAL)
    return tables.read(name, text, zone, files.findings) if text else tables.empty(name)


class _Reader:
    def __init__(self, files: Folder) -> None:
        self.files = files

    def record(self) -> Record | None:
        if not self.files.exists():
            return None
        package = self.package()
        if package is None:
            return None
        crossings = self.crossings()
        found = {
            name: _table(self.files, name, package.zone)
            for name in TABLES
            if name not in (TRANSLATED, CLOSED)
        }
        ids = {name: set(found[name]["id"]) for name in ("sources", "decisions")}
        ids["crossings"] = set(crossings)
        text = self.files.text(f"{CLOSED}.csv")
        many = _many(text, package.zone, ids) if text and len(text) >= LARGE else None
        found[CLOSED] = (
            tables.read(CLOSED, text, package.zone, self.files.findings)
            if text and many is None
            else tables.empty(CLOSED)
        )
        unread = {
            problem.file.partition(".")[0]
            for problem in self.files.findings.problems
            if problem.code in _UNREAD
        }
        self.references(found, ids, unread)
        if any(problem.prevents_reading for problem in self.files.findings.problems):
            return None
        return _assemble(package, crossings, found, many)

    def package(self) -> Package | None:
        file = "datapackage.json"
        found = self.files.package()
        if found is None:
            return None
        own = found.get("borders")
        if not isinstance(own, dict):
            fault = gettext("needs an object `borders` with timezone, sides, …")
            self.files.problem("package", file, fault)
            return None
        before = len(self.files.findings.problems)

        def value(key: str, kind: Callable[[Any], Any], right: str, where: Any = own) -> Any:
            try:
                return kind(where[key])
            except (KeyError, TypeError, ValueError, OSError, ZoneInfoNotFoundError):
                # Translators: {right} is such as: a date YYYY-MM-DD
                fault = gettext("must be {right}", right=gettext(right))
                self.files.problem("package", file, fault, column=key)
                return None

        listed = found.get("resources", [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            fault = gettext("must be {right}", right=gettext("a list of objects"))
            self.files.problem("package", file, fault, column="resources")
        package = Package(
            # Translators: what a value must be, from here on
            name=value("name", _text, message("a short name"), found),
            title=value("title", _text, message("a title"), found),
            description=value("description", _prose, message("text"), {"description": "", **found}),
            licences=value("licenses", _licences, _LICENCES, {"licenses": [], **found}),
            frontier_title=value("frontier", _text, message("the frontier's name")),
            zone=value("timezone", ZoneInfo, message("a time zone such as Europe/Helsinki")),
            sides=value("sides", _texts, message("an object of side codes and names")),
            verified_through=value("verified_through", _date, message("a date YYYY-MM-DD")),
            site_from=value("site_from", _date, message("a date YYYY-MM-DD")),
            focus=value("focus", _days, _FOCUS),
            projection=value("projection", _text, _PROJECTION),
            attribution=value("attribution", _text, message("whom to name on the map")),
        )
        return package if len(self.files.findings.problems) == before else None

    def crossings(self) -> dict[str, Crossing]:
        file = "crossings.geojson"
        found: dict[str, Crossing] = {}
        for number, feature in enumerate(self.files.features(file), start=1):
            try:
                crossing = _crossing(feature)
            except (KeyError, TypeError, ValueError) as error:
                lacks = isinstance(error, KeyError)
                fault = gettext("lacks {key}", key=error) if lacks else str(error)
                self.files.problem("crossing", file, of_feature(number, fault))
                if self.files.findings.full(file):
                    break
                continue
            for key in feature["properties"]:
                if key not in _PROPERTIES and not key.startswith(("name_", "opposite_")):
                    fault = gettext("nothing reads {key}", key=f"{key!r:.60}")
                    fault = of_feature(number, fault + _near(key, _PROPERTIES))
                    self.files.problem("unknown-property", file, fault)
            if crossing.id in found:
                fault = gettext("{id} is there twice", id=crossing.id)
                self.files.problem("duplicate", file, of_feature(number, fault))
            found[crossing.id] = crossing
        return found

    def references(
        self, found: Mapping[str, Table], ids: Mapping[str, set[str]], unread: set[str]
    ) -> None:
        """Every id that a column refers to must exist, unless its file could not be read."""
        for name, table in found.items():
            for column in TABLES[name]:
                if column.refers is None or column.refers in unread:
                    continue
                known, file = ids[column.refers], f"{name}.csv"
                missing = {
                    value: lacking
                    for value in dict.fromkeys(table[column.name])
                    if (lacking := [id_ for id_ in _ids(column, value) if id_ not in known])
                }
                if not missing:
                    continue
                for value, line in zip(table[column.name], table.lines, strict=True):
                    if self.files.findings.full(file):
                        break
                    for wanted in missing.get(value, ()):
                        fault = gettext("{id} is not in {table}", id=wanted, table=column.refers)
                        fault += _near(wanted, known)
                        self.files.problem("reference", file, fault, line, column.name)


def _ids(column: Column, value: Any) -> tuple[str, ...]:
    """The ids that a cell names."""
    return value if column.kind == "ids" else (value,) if value else ()


def _many(text: str, zone: ZoneInfo, known: Mapping[str, set[str]]) -> Columns | None:
    """A large closure table by columns, if nothing is wrong in it."""
    from borders.record import large_table as bulk

    many = bulk.read(text, zone)
    return many if many and many.refer_only_to(known) else None


def _near(wanted: str, known: set[str]) -> str:
    from difflib import get_close_matches

    if len(known) > _FEW:  # it compares with each
        return ""
    near = get_close_matches(wanted, sorted(known), 1)
    # Translators: at the end of what is wrong
    return gettext("; did you mean {choice}?", choice=near[0]) if near else ""


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    value.encode()  # raises ValueError for half a surrogate pair
    return value


def _prose(value: Any) -> str:
    return "" if value == "" else _text(value)


def _licences(value: Any) -> tuple[Licence, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(
        Licence(
            title=_text(entry.get("title") or entry.get("name") or entry["path"]),
            path=_prose(entry.get("path", "")),
        )
        for entry in map(dict, value)
    )


def _date(value: Any) -> date:
    found = date.fromisoformat(value)
    if found.isoformat() != value:  # Python reads other forms too
        raise ValueError
    return found


def _days(value: Any) -> tuple[date, date]:
    first, last = map(_date, value)
    if last <= first:
        raise ValueError
    return first, last


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise TypeError
    return {_text(key): _text(name) for key, name in value.items()}


def _distance(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _FAR_M:
        raise ValueError(
            gettext(
                "within_m must be a number of metres, above 0 and at most {most}",
                most=language.number(_FAR_M),
            )
        )
    return float(value)


def _crossing(feature: dict[str, Any]) -> Crossing:
    properties = feature["properties"]
    if not isinstance(properties, dict):
        raise TypeError(gettext("properties must be an object"))

    def text(key: str) -> str:
        value = properties.get(key, "")
        if not isinstance(value, str):
            raise TypeError(gettext("{key} must be text", key=key))
        value.encode()  # raises ValueError for half a surrogate pair
        return value

    def names(prefix: str) -> dict[str, str]:
        return {key.removeprefix(prefix): text(key) for key in properties if key.startswith(prefix)}

    check_id(text("id"))
    services = tuple(Service(service) for service in properties["services"])
    if not (services and names("name_") and all(names("name_").values())):
        raise ValueError(
            gettext("{id} needs a name (name_en, …) and at least one service", id=text("id"))
        )
    geometry = feature["geometry"]
    if geometry is None:
        place = None
    elif isinstance(geometry, dict) and geometry.get("type") == "Point":
        place = position(geometry["coordinates"])
    else:
        raise ValueError(
            gettext("{id}: the geometry must be a Point, or null where unknown", id=text("id"))
        )
    also = properties.get("also_known_as", [])
    if not isinstance(properties.get("principal", False), bool):
        raise TypeError(gettext("principal must be true or false"))
    if not isinstance(also, list) or not all(isinstance(name, str) for name in also):
        raise TypeError(gettext("also_known_as must be a list of names"))
    "".join(also).encode()
    return Crossing(
        id=text("id"),
        names=names("name_"),
        opposite={k: v for k, v in names("opposite_").items() if k != "region"},
        also_known_as=tuple(also),
        way=text("way"),
        category=text("class"),
        services=services,
        principal=properties.get("principal") is True,
        position=place,
        position_confidence=text("position"),
        position_note=text("position_note"),
        within_m=_distance(properties.get("within_m")),
        municipality=text("municipality"),
        region=text("region"),
        opposite_region=text("opposite_region"),
        road=text("road"),
        unlocode=text("unlocode"),
        note=text("note"),
    )


def _assemble(
    package: Package,
    crossings: Mapping[str, Crossing],
    found: Mapping[str, Table],
    many: Columns | None,
) -> Record:
    """Rows to objects; every value is typed and every reference exists."""
    sources = {source.id: source for source in _made(Source, found["sources"])}

    @cache
    def documents(ids: tuple[str, ...]) -> tuple[Source, ...]:
        return tuple(sources[id_] for id_ in ids)

    def cited(name: str, column: str = "sources") -> Iterator[tuple[Source, ...]]:
        return map(documents, found[name][column])

    decided = found["decisions"]
    decisions = {
        decision.id: decision
        for decision in _made(
            Decision,
            decided,
            decided=decided["decided_at"],
            announced=decided["announced_at"],
            effective=map(_start, decided["effective_from"]),
            sources=cited("decisions"),
            row=decided.lines,
        )
    }
    closures = found[CLOSED]
    measures = (
        many.measures(decisions, documents)
        if many
        else Measures(
            _made(
                Measure,
                closures,
                start=map(_start, closures["valid_from"]),
                end=map(_end, closures["valid_until"]),
                decision=map(decisions.__getitem__, closures["decision"]),
                sources=cited(CLOSED),
                row=closures.lines,
            )
        )
    )
    claims = _made(
        Claim,
        found["claims"],
        sources=cited("claims", "source"),
        evidence=cited("claims", "evidence"),
    )
    events = _made(Event, found["events"], sources=cited("events"))
    listed = found["arrivals"]
    arrivals = _made(Arrivals, listed, sources=cited("arrivals"), row=listed.lines)
    named = found["places"]
    places = _made(
        Place,
        named,
        names=_names(named),
        position=zip(named["lon"], named["lat"], strict=True),
    )
    lines = {
        name: dict(zip(table["id"], table.lines, strict=True))
        for name, table in found.items()
        if "id" in table.columns
    }
    return Record(
        package,
        crossings,
        measures,
        decisions,
        sources,
        tuple(claims),
        tuple(events),
        tuple(arrivals),
        tuple(places),
        lines,
    )


def _made(kind: Callable[..., T], table: Table, **others: Iterable[Any]) -> Iterator[T]:
    """An object for each row, its fields from the columns of these names, or from `others`."""
    fields: tuple[str, ...] = getattr(kind, "_fields")  # noqa: B009  # of a named tuple
    return map(kind, *(others[field] if field in others else table[field] for field in fields))


def _names(table: Table) -> Iterator[dict[str, str]]:
    """For each row the names in the languages that it has them in."""
    columns = [name for name in table.columns if name.startswith("name_")]
    codes = [name.removeprefix("name_") for name in columns]
    for names in zip(*(table[name] for name in columns), strict=True):
        yield {code: name for code, name in zip(codes, names, strict=True) if name}


def _start(value: When | None) -> datetime | None:
    return value.start if value else None


def _end(value: When | None) -> datetime | None:
    # A date is meant through its end, an instant is the end itself: `end` is both.
    return value.end if value else None
