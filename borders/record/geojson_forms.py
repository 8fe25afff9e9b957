"""GeoJSON as GIS programs write it, made what is read here; only where that is plain."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from borders.language import gettext

_WGS_84 = re.compile(r"CRS:?84$|EPSG:+4326$", re.IGNORECASE)
_LISTS = {"services", "also_known_as"}
_ROW_NUMBERS = {"fid", "ogc_fid", "gid", "objectid"}
_DEPTH = 3  # of the lists of positions in a geometry, at most
_LON_LAT = 2
_MEMBERS = ("type", "coordinates")


def foreign_crs(collection: dict[str, Any]) -> str | None:
    """The coordinate reference system that a GeoJSON file names, unless it is GeoJSON's own."""
    try:
        name = collection["crs"]["properties"]["name"]
    except (KeyError, TypeError):
        return None
    return name if isinstance(name, str) and not _WGS_84.search(name) else None


def plain_feature(feature: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A feature of a point or a line as it is read, and the ways in which it was not so.

    A Point or LineString may be a Multi- of one, or lines that join end to end, which run from
    south to north then. Properties without a value are left out, and row numbers.
    """
    geometry, ways = plain_geometry(feature.get("geometry"))
    kind, parts = (geometry.get(k) if isinstance(geometry, dict) else None for k in _MEMBERS)
    if kind == "MultiPoint" and isinstance(parts, list) and len(parts) == 1:
        geometry = {"type": "Point", "coordinates": parts[0]}
        ways.append(gettext("a {kind}", kind=kind))
    elif kind == "MultiLineString" and (line := _joined(parts)):
        geometry = {"type": "LineString", "coordinates": line}
        ways.append(gettext("a {kind}", kind=kind))
    plain = {**feature, "geometry": geometry} if ways else feature
    properties = feature.get("properties")
    if isinstance(properties, dict):
        values = {}
        for key, value in properties.items():
            values[key], way = _plain_value(key, value)
            if way:
                ways.append(way)
            if values[key] is None:
                del values[key]
        plain = {**plain, "properties": values} if ways else plain
    return plain, ways


def plain_geometry(geometry: Any) -> tuple[Any, list[str]]:
    """A geometry without heights, and a word on those that it had."""
    if not isinstance(geometry, dict):
        return geometry, []
    first = coordinates = geometry.get("coordinates")
    while isinstance(first, list) and first and isinstance(first[0], list):
        first = first[0]
    if not (isinstance(first, list) and len(first) > _LON_LAT):
        return geometry, []
    return {**geometry, "coordinates": _without_heights(coordinates)}, [gettext("heights")]


def _without_heights(value: Any, depth: int = _DEPTH) -> Any:
    if not isinstance(value, list):
        return value
    if depth and any(isinstance(part, list) for part in value):
        return [_without_heights(part, depth - 1) for part in value]
    return value[:_LON_LAT]


def _joined(lines: Any) -> list[Any] | None:
    """Lines that join end to end as one, from south to north; `None` if they do not."""
    try:
        line, *others = ([*map(list, part)] for part in lines if part)
        while others:
            index, piece = next(
                (index, piece)
                for index, other in enumerate(others)
                for piece in (other, other[::-1])
                if line[-1] == piece[0] or piece[-1] == line[0]
            )
            line = line + piece[1:] if line[-1] == piece[0] else piece + line[1:]
            del others[index]
        return line if line[0][1] <= line[-1][1] else line[::-1]
    except (TypeError, ValueError, IndexError, StopIteration):
        return None


def _plain_value(key: str, value: Any) -> tuple[Any, str]:
    """A property's value as it is read, and the way in which it was written otherwise, if any."""
    if value is None:
        return None, gettext("null for what is missing")
    if key.lower() in _ROW_NUMBERS:
        return None, gettext("row numbers")
    if key == "principal" and value in (0, 1) and not isinstance(value, bool):
        return bool(value), gettext("numbers for true and false")
    if not (isinstance(value, str) and (key in _LISTS or key == "within_m")):
        return value, ""
    with suppress(ValueError, RecursionError):
        parsed = json.loads(value)
        if isinstance(parsed, list if key in _LISTS else int | float):
            return parsed, gettext("lists and numbers as text")
    return value, ""
