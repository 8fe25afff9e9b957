"""The files of a data folder as text, JSON and GeoJSON.

Every method collects the problems that it meets, and then returns `None` or an empty list.
"""

from __future__ import annotations

import codecs
import json
import math
import os
import re
import stat
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from borders.errors import system_reason
from borders.geo.positions import position
from borders.language import gettext
from borders.language import number as number_text
from borders.record import limits
from borders.record.folder_files import FolderFiles
from borders.record.geojson_forms import foreign_crs, plain_feature, plain_geometry
from borders.record.problems import Problem, ProblemCollector, did_you_mean
from borders.record.shipped_folders import shipped_folders
from borders.record.spreadsheets import plain_table
from borders.record.text_checks import may_have_problems, text_problems

JsonObject = dict[str, Any]

# The escapes of JSON for characters that a text may not hold; those for line feed and tab it may.
_ESCAPES = r"\\[bfru]"

# By type of geometry: how many lists there are around each of its lines, and the positions that a
# line has at least.
_NESTING = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
_LEAST_POSITIONS = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}


class DataFolder:
    """A data folder and the problems of those of its files that were read."""

    def __init__(self, files: FolderFiles) -> None:
        self.files = files
        self.collector = ProblemCollector()
        self._files_to_check: set[str] = set()  # JSON files of which some text may have a problem

    @property
    def problems(self) -> list[Problem]:
        """The problems so far, in the order in which they were met."""
        return self.collector.problems

    def add_problem(
        self, code: str, file: str, message: str, row: int | None = None, column: str | None = None
    ) -> None:
        """Collect a problem; see `Problem` for the parameters."""
        self.collector.add(Problem(code, file, message, row, column))

    def exists(self) -> bool:
        """Whether the folder exists; if not, that is collected as a problem."""
        try:
            if stat.S_ISDIR(os.stat(self.files.real_path).st_mode):
                return True
            message = gettext("this is not a folder")
        except FileNotFoundError:
            message = gettext("there is no such data folder")
            message += did_you_mean(self.files.path, shipped_folders())
        except (OSError, ValueError) as error:
            message = gettext("cannot be read: {reason}", reason=system_reason(error))
        self.add_problem("no-folder", self.files.path, message)
        return False

    def text(self, file: str, *, optional: bool = False) -> str | None:
        """The text of a file, with line feeds as line ends, and of a table with commas.

        `None` if the file cannot be read, or if it is missing and `optional`.
        """
        content = self.files.read(file)
        if content is None:
            if not optional:
                self.add_problem("no-file", file, gettext("the file is missing"))
            return None
        if isinstance(content, Problem):
            self.collector.add(content)
            return None
        text = self._decoded(file, content)
        if text is None:
            return None
        if not text.strip():
            self.add_problem("empty", file, gettext("the file is empty"))
            return None
        if file.endswith(".csv"):
            text, ways = plain_table(file.removesuffix(".csv"), text)
            for way in ways:
                self.collector.add_way(file, way)
        return text

    def _decoded(self, file: str, content: bytes) -> str | None:
        """The text of a file's bytes, with line feeds as line ends."""
        utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        try:
            text = content.decode("utf-16" if utf_16 else "utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            message = gettext("the file must be UTF-8; save it as that, in Excel as “CSV UTF-8”")
            self.add_problem("encoding", file, message, line)
            return None
        if utf_16:
            self.collector.add_way(file, "UTF-16")
        if text.startswith("\ufeff"):
            text = text[1:]
            self.collector.add_way(file, gettext("a byte order mark"))
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            self.collector.add_way(file, gettext("carriage returns"))
        return text

    def json(self, file: str, *, optional: bool = False) -> JsonObject | None:
        """The JSON object that a file consists of."""
        text = self.text(file, optional=optional)
        if text is None:
            return None
        if re.search(_ESCAPES, text) or may_have_problems(text):
            self._files_to_check.add(file)
        try:
            value = json.loads(
                text,
                parse_constant=_reject_constant,
                parse_float=_finite_number,
                object_pairs_hook=_object_without_repeated_keys,
            )
        except (ValueError, RecursionError) as error:  # also a number of too many digits
            line = getattr(error, "lineno", None)
            reason = getattr(error, "msg", error)
            message = gettext("not valid JSON: {reason}", reason=reason)
            self.add_problem("json", file, message, line)
            return None
        if not isinstance(value, dict):
            self.add_problem("json", file, gettext("must hold one JSON object"))
            return None
        if "\\u" in text and any(_has_half_a_pair(part) for _, part in _texts(value, "")):
            message = gettext("a text holds half of a surrogate pair, which is no character")
            self.add_problem("json", file, message)
            return None
        return value

    def descriptor(self) -> JsonObject | None:
        """The descriptor of the Data Package: the whole of `datapackage.json`."""
        file = "datapackage.json"
        descriptor = self.json(file)
        self._check_texts(file, descriptor, "")
        return descriptor

    def features(
        self,
        file: str,
        *,
        optional: bool = False,
        plain: Callable[[JsonObject], tuple[JsonObject, list[str]]] = plain_feature,
    ) -> list[JsonObject]:
        """The features of a GeoJSON file, made `plain` where another program wrote it."""
        collection = self.json(file, optional=optional)
        if collection is None:
            return []
        features = collection.get("features")
        if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
            self.add_problem("geojson", file, gettext("must be a GeoJSON FeatureCollection"))
            return []
        if crs := foreign_crs(collection):
            message = gettext("is in {crs}; save it in EPSG:4326, in degrees", crs=f"{crs:.60}")
            self.add_problem("geojson", file, message)
            return []
        read = []
        for number, feature in enumerate(features, start=1):
            if not isinstance(feature, dict):
                message = gettext("feature {number} must be an object", number=number)
                self.add_problem("geojson", file, message)
                if self.collector.is_full(file, "geojson"):
                    return []
                continue
            self._check_texts(file, feature.get("properties"), f"features[{number - 1}].properties")
            plain_one, ways = plain(feature)
            read.append(plain_one)
            for way in ways:
                self.collector.add_way(file, way)
        return read

    def geometries(self, file: str) -> list[JsonObject]:
        """The geometries of an optional GeoJSON file of lines and areas, e.g. "lakes.geojson"."""
        geometries, count = [], 0
        features = self.features(file, optional=True, plain=_without_heights)
        for number, feature in enumerate(features, start=1):
            try:
                geometry, lines = _checked_lines_or_areas(feature.get("geometry"))
                geometries.append(geometry)
                count += lines
            except ValueError as error:
                self.add_problem("geojson", file, feature_message(number, error))
                if self.collector.is_full(file, "geojson"):
                    return []
        if count > limits.LINES:
            message = gettext(
                "has {count} lines; at most {most} are drawn",
                count=number_text(count),
                most=number_text(limits.LINES),
            )
            self.add_problem("limit", file, message)
        return geometries

    def _check_texts(self, file: str, value: object, path: str) -> None:
        """Collect the problems of all texts in a JSON value, which is at `path` in its file."""
        if file not in self._files_to_check:
            return
        for place, text in _texts(value, path):
            for problem in text_problems(text, file, None, place):
                self.collector.add(problem)


def _without_heights(feature: JsonObject) -> tuple[JsonObject, list[str]]:
    geometry, ways = plain_geometry(feature.get("geometry"))
    return {**feature, "geometry": geometry} if ways else feature, ways


def feature_message(number: int, message: object) -> str:
    """A message on a feature, which is named by its `number` in the file, from 1."""
    return gettext("feature {number}: {fault}", number=number, fault=message)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text and key in a JSON value, after its path, e.g. "features[0].properties.note".

    Works without recursion, so that no depth of nesting is too much.
    """
    pending: list[tuple[str, object]] = [(path, value)]
    while pending:
        place, item = pending.pop()
        if isinstance(item, str):
            yield place, item
        elif isinstance(item, list):
            pending += [(f"{place}[{index}]", part) for index, part in enumerate(item)][::-1]
        elif isinstance(item, dict):
            yield from ((place, key) for key in item)
            dot = "." if place else ""
            pending += [(f"{place}{dot}{key:.40}", part) for key, part in item.items()][::-1]


def _reject_constant(text: str) -> float:
    raise ValueError(gettext("{text} is not a number", text=text))


def _finite_number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(gettext("{text} is too large a number", text=f"{text:.20}"))
    return value


def _object_without_repeated_keys(pairs: list[tuple[str, Any]]) -> JsonObject:
    value = dict(pairs)
    if len(value) != len(pairs):
        # The object has its keys in the order of their first mention.
        keys = zip_longest((key for key, _ in pairs), value)
        repeated = next(key for key, first in keys if key != first)
        raise ValueError(
            gettext("the key {key} is there twice in one object", key=f"{repeated!r:.60}")
        )
    return value


def _has_half_a_pair(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, with which it cannot be written as UTF-8."""
    return re.search(r"[\ud800-\udfff]", text) is not None


def _checked_lines_or_areas(geometry: object) -> tuple[JsonObject, int]:
    """A geometry of lines or areas, and the number of its lines. Raises `ValueError` for others."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str) or kind not in _NESTING:
        raise ValueError(gettext("the geometry must be one of {kinds}", kinds=", ".join(_NESTING)))
    lines = [geometry.get("coordinates")]
    for _ in range(_NESTING[kind]):
        if not all(isinstance(part, list) for part in lines):
            raise ValueError(gettext("the coordinates are not those of a {kind}", kind=kind))
        lines = [line for part in lines for line in part or ()]
    least = _LEAST_POSITIONS[kind]
    for line in lines:
        if not isinstance(line, list) or len(line) < least:
            raise ValueError(
                gettext(
                    "each line of a {kind} needs at least {count} positions", kind=kind, count=least
                )
            )
        if len(line) > limits.POSITIONS:
            raise ValueError(
                gettext(
                    "a line has {count} positions; at most {most} are drawn",
                    count=number_text(len(line)),
                    most=number_text(limits.POSITIONS),
                )
            )
        if kind.endswith("Polygon") and line[0] != line[-1]:
            raise ValueError(gettext("each line of a {kind} must end where it starts", kind=kind))
        for value in line:
            position(value)
    return geometry, len(lines)
