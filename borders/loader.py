"""A data folder to a `Record`, or every problem at once; the only reader of files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from borders import frontier, tables
from borders.checks import BASIC
from borders.errors import DataError, Problem
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
    Record,
    Service,
    Source,
)
from borders.moments import When
from borders.schema import OPTIONAL, TABLES
from borders.tables import Row, check_id

# How deep in its coordinates the lines of a geometry lie, and how many positions they need.
_DEPTHS = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
_LINE, _RING = 2, 4

_LICENCES = "a list of licences, each with a name or a path"

# Where one of these is found, ids are missing because they could not be read.
_UNREAD = {
    *("no-file", "unreadable", "encoding", "json", "geojson", "crossing", "csv", "cells"),
    *("missing-column", "unknown-column", "duplicate-column"),
}


def default_folder() -> Path:
    """The folder of the Finland–Russia frontier that comes with the package."""
    package = Path(__file__).parent
    installed = package / "geodata"  # as the wheel has it; a checkout has it beside the package
    return (installed if installed.is_dir() else package.parent / "geodata") / "finland-russia"


def read_record(folder: Path) -> Record:
    """The record of a data folder. Raises `DataError` with all problems found."""
    reader = _Reader(folder)
    record = reader.record()
    if record is not None and not reader.problems:
        reader.problems.extend(problem for rule in BASIC for problem in rule(record))
    if record is None or reader.problems:
        raise DataError(str(folder), sorted(reader.problems, key=_place))
    return record


def read_text(folder: Path, file: str) -> str:
    """A file as it stands in the folder, with line feeds at its ends. Raises `DataError`."""
    reader = _Reader(folder)
    text = reader.text(file)
    if text is None:
        raise DataError(str(folder), reader.problems)
    return text


def read_features(folder: Path, file: str, *, optional: bool = False) -> list[dict[str, Any]]:
    """The features of a GeoJSON file; none if it is `optional` and missing. Raises `DataError`."""
    reader = _Reader(folder)
    if optional and not (folder / file).exists():
        return []
    features = reader.features(file)
    if reader.problems:
        raise DataError(str(folder), reader.problems)
    return features


def read_geometries(folder: Path, file: str) -> list[dict[str, Any]]:
    """The lines and areas of a GeoJSON file; none if it is missing. Raises `DataError`."""
    found: list[Any] = [
        feature.get("geometry") for feature in read_features(folder, file, optional=True)
    ]
    message = "must have a line or area whose positions are [lon, lat]"
    problems = [
        Problem("geojson", file, f"feature {number} {message}")
        for number, geometry in enumerate(found, start=1)
        if not _is_drawable(geometry)
    ]
    if problems:
        raise DataError(str(folder), problems)
    return found


def _is_drawable(geometry: Any) -> bool:
    if not (isinstance(geometry, dict) and isinstance(geometry.get("type"), str)):
        return False
    kind: str = geometry["type"]
    lines: list[Any] = [geometry.get("coordinates")]
    try:
        for _ in range(_DEPTHS[kind]):
            lines = [line for group in lines for line in group]
        return bool(lines) and all(
            len([frontier.position(position) for position in line])
            >= (_RING if kind.endswith("Polygon") else _LINE)
            for line in lines
        )
    except (KeyError, TypeError, ValueError):
        return False


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.file, problem.row or 0, problem.code


@dataclass(slots=True)
class _Reader:
    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, code: str, file: str, message: str, row: int | None = None, column: str | None = None
    ) -> None:
        self.problems.append(Problem(code, file, message, row, column))

    # the files

    def record(self) -> Record | None:
        if not self.folder.is_dir():
            self.problem("no-folder", str(self.folder), "there is no such data folder")
            return None
        package = self.package()
        if package is None:
            return None
        crossings = self.crossings()
        found = {name: self.table(name, package) for name in TABLES}
        ids = {name: {row["id"] for row in found[name]} for name in ("sources", "decisions")}
        unread = {
            problem.file.partition(".")[0] for problem in self.problems if problem.code in _UNREAD
        }
        self.references(found, {**ids, "crossings": set(crossings)}, unread)
        return None if self.problems else _assemble(package, crossings, found)

    def text(self, file: str, *, optional: bool = False) -> str | None:
        try:
            return (self.folder / file).read_text(encoding="utf-8")
        except FileNotFoundError:
            if not optional:
                self.problem("no-file", file, "the file is missing")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problem("encoding", file, "the file must be UTF-8", line)
        except OSError as error:
            self.problem("unreadable", file, f"cannot be read: {error.strerror}")
        return None

    def json(self, file: str) -> dict[str, Any] | None:
        text = self.text(file)
        if text is None:
            return None
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:  # also a number of too many digits
            line = getattr(error, "lineno", None)
            self.problem("json", file, f"not valid JSON: {getattr(error, 'msg', error)}", line)
            return None
        if not isinstance(value, dict):
            self.problem("json", file, "must hold one JSON object")
            return None
        return value

    def package(self) -> Package | None:
        file = "datapackage.json"
        found = self.json(file)
        if found is None:
            return None
        own = found.get("borders")
        if not isinstance(own, dict):
            self.problem("package", file, "needs an object `borders` with timezone, sides, …")
            return None
        before = len(self.problems)

        def value(key: str, kind: Callable[[Any], Any], right: str, where: Any = own) -> Any:
            try:
                return kind(where[key])
            except (KeyError, TypeError, ValueError, OSError, ZoneInfoNotFoundError):
                self.problem("package", file, f"must be {right}", column=key)
                return None

        listed = found.get("resources", [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self.problem("package", file, "must be a list of objects", column="resources")
        package = Package(
            name=value("name", _text, "a short name", found),
            title=value("title", _text, "a title", found),
            description=value("description", _prose, "text", {"description": "", **found}),
            licences=value("licenses", _licences, _LICENCES, {"licenses": [], **found}),
            frontier_title=value("frontier", _text, "the frontier's name"),
            zone=value("timezone", ZoneInfo, "a time zone such as Europe/Helsinki"),
            sides=value("sides", _texts, "an object of side codes and names"),
            verified_through=value("verified_through", _date, "a date YYYY-MM-DD"),
            site_from=value("site_from", _date, "a date YYYY-MM-DD"),
            focus=value("focus", _days, "two dates [YYYY-MM-DD, YYYY-MM-DD], the earlier first"),
            projection=value("projection", _text, "the pictures' projection, such as EPSG:3067"),
            attribution=value("attribution", _text, "whom to name on the map"),
        )
        return package if len(self.problems) == before else None

    def features(self, file: str) -> list[dict[str, Any]]:
        found = self.json(file)
        if found is None:
            return []
        features = found.get("features")
        if found.get("type") != "FeatureCollection" or not isinstance(features, list):
            self.problem("geojson", file, "must be a GeoJSON FeatureCollection")
            return []
        for number, feature in enumerate(features, start=1):
            if not isinstance(feature, dict):
                self.problem("geojson", file, f"feature {number} must be an object")
        return [feature for feature in features if isinstance(feature, dict)]

    def crossings(self) -> dict[str, Crossing]:
        file = "crossings.geojson"
        found: dict[str, Crossing] = {}
        for number, feature in enumerate(self.features(file), start=1):
            try:
                crossing = _crossing(feature)
            except (KeyError, TypeError, ValueError) as error:
                reason = f"lacks {error}" if isinstance(error, KeyError) else str(error)
                self.problem("crossing", file, f"feature {number}: {reason}")
                continue
            if crossing.id in found:
                self.problem("duplicate", file, f"feature {number}: {crossing.id} is there twice")
            found[crossing.id] = crossing
        return found

    def table(self, name: str, package: Package) -> list[Row]:
        text = self.text(f"{name}.csv", optional=name in OPTIONAL)
        return [] if text is None else tables.read(name, text, package.zone, self.problems)

    def references(
        self, found: Mapping[str, list[Row]], ids: Mapping[str, set[str]], unread: set[str]
    ) -> None:
        """Every id that a column refers to must exist, unless its file could not be read."""
        for name, rows in found.items():
            for column in TABLES[name]:
                if column.refers is None or column.refers in unread:
                    continue
                known = ids[column.refers]
                for row in rows:
                    value = row[column.name]
                    for wanted in value if column.kind == "ids" else filter(None, (value,)):
                        if wanted not in known:
                            message = f"{wanted} is not in {column.refers}{_near(wanted, known)}"
                            self.problem("reference", f"{name}.csv", message, row.line, column.name)


def _near(wanted: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, sorted(known), 1)
    return f"; did you mean {near[0]}?" if near else ""


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


def _crossing(feature: dict[str, Any]) -> Crossing:
    properties = feature["properties"]
    if not isinstance(properties, dict):
        raise TypeError("properties must be an object")

    def text(key: str) -> str:
        value = properties.get(key, "")
        if not isinstance(value, str):
            raise TypeError(f"{key} must be text")
        value.encode()  # raises ValueError for half a surrogate pair
        return value

    def names(prefix: str) -> dict[str, str]:
        return {key.removeprefix(prefix): text(key) for key in properties if key.startswith(prefix)}

    check_id(text("id"))
    services = tuple(Service(service) for service in properties["services"])
    if not (services and names("name_") and all(names("name_").values())):
        raise ValueError(f"{text('id')} needs a name (name_en, …) and at least one service")
    geometry = feature["geometry"]
    if geometry is None:
        position = None
    elif isinstance(geometry, dict) and geometry.get("type") == "Point":
        position = frontier.position(geometry["coordinates"])
    else:
        raise ValueError(f"{text('id')}: the geometry must be a Point, or null where unknown")
    also = properties.get("also_known_as", [])
    if not isinstance(also, list) or not all(isinstance(name, str) for name in also):
        raise TypeError("also_known_as must be a list of names")
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
        position=position,
        position_confidence=text("position"),
        position_note=text("position_note"),
        municipality=text("municipality"),
        region=text("region"),
        opposite_region=text("opposite_region"),
        road=text("road"),
        unlocode=text("unlocode"),
        note=text("note"),
    )


def _assemble(
    package: Package, crossings: Mapping[str, Crossing], rows: Mapping[str, list[Row]]
) -> Record:
    """Rows to objects; every value is typed and every reference exists."""
    sources = {row["id"]: Source(**row.values) for row in rows["sources"]}

    def documents(ids: Iterable[str]) -> tuple[Source, ...]:
        return tuple(sources[id_] for id_ in ids)

    decisions = {
        row["id"]: Decision(
            id=row["id"],
            title=row["title"],
            authority=row["authority"],
            sides=row["sides"],
            decided=row["decided_at"],
            announced=row["announced_at"],
            effective=row["effective_from"] and row["effective_from"].start,
            replaces=row["replaces"],
            legal_basis=row["legal_basis"],
            sources=documents(row["sources"]),
            note=row["note"],
            row=row.line,
        )
        for row in rows["decisions"]
    }
    measures = tuple(
        Measure(
            crossing=row["crossing"],
            service=row["service"],
            status=row["status"],
            start=row["valid_from"].start,
            end=_end(row["valid_until"]),
            hours=row["hours"],
            decision=decisions[row["decision"]],
            confidence=row["confidence"],
            confidence_note=row["confidence_note"],
            sources=documents(row["sources"]),
            note=row["note"],
            row=row.line,
        )
        for row in rows["closures"]
    )
    claims = tuple(
        Claim(
            **{
                **{key: row[key] for key in ("id", "claim", "verdict", "record", "reason")},
                **{key: row[key] for key in ("crossings", "decisions")},
            },
            sources=documents(row["source"]),
            evidence=documents(row["evidence"]),
        )
        for row in rows["claims"]
    )
    events = tuple(
        Event(**{**row.values, "sources": documents(row["sources"])}) for row in rows["events"]
    )
    arrivals = tuple(
        Arrivals(**{**row.values, "sources": documents(row["sources"])}, row=row.line)
        for row in rows["arrivals"]
    )
    places = tuple(
        Place(
            id=row["id"],
            names={
                name.removeprefix("name_"): row[name]
                for name in row.values
                if name.startswith("name_") and row[name]
            },
            country=row["country"],
            kind=row["kind"],
            position=(row["lon"], row["lat"]),
            rank=int(row["rank"]),
        )
        for row in rows["places"]
    )
    return Record(
        package, crossings, measures, decisions, sources, claims, events, arrivals, places
    )


def _end(value: When | None) -> datetime | None:
    # A date is meant through its end, an instant is the end itself: `end` is both.
    return value.end if value else None
