"""The files of a data folder as text, JSON and GeoJSON; nothing else reads them.

A file is read if it is one, lies in the folder and is not larger than `LARGEST`; this is asked
before anything is read, so that a pipe does not wait and a huge file does not fill the memory.
What is wrong is noted as a problem, and what was asked for is then `None` or empty.
"""

from __future__ import annotations

import errno
import json
import math
import os
import re
import stat
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from borders import language
from borders.errors import system_reason
from borders.geo.positions import position
from borders.language import gettext
from borders.record import text_checks as texts
from borders.record.problems import Findings, Problem

LARGEST = {".json": 5_000_000, ".geojson": 5_000_000, ".csv": 150_000_000}
"""The bytes that are read of a file: a line of 250,000 positions, or two million measures."""

Object = dict[str, Any]

# A line feed and a tab may be written so in JSON; other control characters are looked at.
_ESCAPED = r"\\[bfru]"

_DEPTH = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
_LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}


class DataFolder:
    """A data folder, and what was found wrong in the files that were read."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self.findings = Findings()
        self._suspicious: set[str] = set()  # files of JSON, whose texts must be looked at

    def problem(
        self, code: str, file: str, message: str, row: int | None = None, column: str | None = None
    ) -> None:
        """Note a problem."""
        self.findings.add(Problem(code, file, message, row, column))

    def exists(self) -> bool:
        """Whether there is such a folder; if not, that is noted."""
        try:
            if stat.S_ISDIR(os.stat(self.path).st_mode):
                return True
            fault = gettext("this is not a folder")
        except FileNotFoundError:
            fault = gettext("there is no such data folder")
        except (OSError, ValueError) as error:
            fault = gettext("cannot be read: {reason}", reason=system_reason(error))
        self.problem("no-folder", self.path, fault)
        return False

    def text(self, file: str, *, optional: bool = False) -> str | None:
        """A file's text with line feeds at its line ends; `None` with a problem, or if missing."""
        content = self._bytes(file, optional=optional)
        if content is None:
            return None
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            fault = gettext("the file must be UTF-8; save it as that")
            self.problem("encoding", file, fault, line)
            return None
        # Spreadsheets write both of these. Neither changes what is said, so it is read; both make
        # the next editor's change look like one of the whole file, so it is told.
        if text.startswith("\ufeff"):
            text = text[1:]
            # Translators: after the words byte-order-mark
            fault = gettext("begins with one; save it as UTF-8 without")
            self.problem("byte-order-mark", file, fault, 1)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            fault = gettext("ends lines with a carriage return; use line feeds")
            self.problem("line-ends", file, fault)
        if not text.strip():
            self.problem("empty", file, gettext("the file is empty"))
            return None
        return text

    def json(self, file: str, *, optional: bool = False) -> Object | None:
        """A file's one JSON object."""
        text = self.text(file, optional=optional)
        if text is None:
            return None
        if re.search(_ESCAPED, text) or texts.suspicious(text):
            self._suspicious.add(file)
        try:
            value = json.loads(
                text,
                parse_constant=_no_number,
                parse_float=_number,
                object_pairs_hook=_without_repeated_keys,
            )
        except (ValueError, RecursionError) as error:  # also a number of too many digits
            line = getattr(error, "lineno", None)
            why = getattr(error, "msg", error)
            self.problem("json", file, gettext("not valid JSON: {reason}", reason=why), line)
            return None
        if not isinstance(value, dict):
            self.problem("json", file, gettext("must hold one JSON object"))
            return None
        return value

    def package(self) -> Object | None:
        """The whole of `datapackage.json`."""
        file = "datapackage.json"
        found = self.json(file)
        self._check_texts(file, found, "")
        return found

    def features(self, file: str, *, optional: bool = False) -> list[Object]:
        """The features of a GeoJSON file."""
        found = self.json(file, optional=optional)
        if found is None:
            return []
        features = found.get("features")
        if found.get("type") != "FeatureCollection" or not isinstance(features, list):
            self.problem("geojson", file, gettext("must be a GeoJSON FeatureCollection"))
            return []
        for number, feature in enumerate(features, start=1):
            if not isinstance(feature, dict):
                fault = gettext("feature {number} must be an object", number=number)
                self.problem("geojson", file, fault)
                if self.findings.full(file):
                    return []
                continue
            self._check_texts(file, feature.get("properties"), f"features[{number - 1}].properties")
        return [feature for feature in features if isinstance(feature, dict)]

    def geometries(self, file: str) -> list[Object]:
        """The lines and areas of an optional GeoJSON file, such as those of the base map."""
        found = []
        for number, feature in enumerate(self.features(file, optional=True), start=1):
            try:
                found.append(_geometry(feature.get("geometry")))
            except ValueError as error:
                self.problem("geojson", file, of_feature(number, error))
                if self.findings.full(file):
                    return []
        return found

    def _bytes(self, file: str, *, optional: bool) -> bytes | None:
        path = os.path.join(self._real, file)
        most = LARGEST.get(os.path.splitext(file)[1], LARGEST[".json"])
        try:
            if os.path.islink(path) and not self._holds(os.path.realpath(path)):
                fault = gettext("leads out of the data folder; put the file into it")
                self.problem("outside", file, fault)
                return None
            # without waiting for the other end, should it be a pipe
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            try:
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode):
                    self.problem("unreadable", file, gettext("must be a file, and is not one"))
                    return None
                if status.st_size > most:
                    fault = gettext(
                        "has {size} MB; at most {most} MB are read",
                        size=language.number(status.st_size / 1e6, 1),
                        most=language.number(most / 1e6),
                    )
                    self.problem("too-large", file, fault)
                    return None
                with open(handle, "rb", closefd=False) as stream:
                    return stream.read(most)
            finally:
                os.close(handle)
        except FileNotFoundError:
            if not optional or os.path.islink(path):
                self.problem("no-file", file, gettext("the file is missing"))
        except OSError as error:
            loop = error.errno == errno.ELOOP
            why = gettext("a link that leads to itself") if loop else system_reason(error)
            self.problem("unreadable", file, gettext("cannot be read: {reason}", reason=why))
        return None

    @cached_property
    def _real(self) -> str:
        return os.path.realpath(self.path)

    def _holds(self, real: str) -> bool:
        return os.path.commonpath([real, self._real]) == self._real

    def _check_texts(self, file: str, value: object, where: str) -> None:
        if file not in self._suspicious:
            return
        for place, text in _texts(value, where):
            for fault in texts.faults(text, file, None, place):
                self.findings.add(fault)


def of_feature(number: int, fault: object) -> str:
    """What is wrong with a feature of a file, counted from 1."""
    return gettext("feature {number}: {fault}", number=number, fault=fault)


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text and key in a JSON value with its place; without recursion, however deep it is."""
    left: list[tuple[str, object]] = [(where, value)]
    while left:
        place, value = left.pop()
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, list):
            left += [(f"{place}[{index}]", item) for index, item in enumerate(value)][::-1]
        elif isinstance(value, dict):
            yield from ((place, key) for key in value)
            dot = "." if place else ""
            left += [(f"{place}{dot}{key:.40}", item) for key, item in value.items()][::-1]


def _no_number(text: str) -> float:
    raise ValueError(gettext("{text} is not a number", text=text))


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(gettext("{text} is too large a number", text=f"{text:.20}"))
    return value


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> Object:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(
            gettext("the key {key} is there twice in one object", key=f"{repeated!r:.60}")
        )
    return found


def _geometry(value: object) -> Object:
    """The value, if it is lines or areas. Raises `ValueError` that says what would be right."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(kind, str) or kind not in _DEPTH:
        raise ValueError(gettext("the geometry must be one of {kinds}", kinds=", ".join(_DEPTH)))
    lines = [value.get("coordinates")]
    for _ in range(_DEPTH[kind]):
        if not all(isinstance(part, list) for part in lines):
            raise ValueError(gettext("the coordinates are not those of a {kind}", kind=kind))
        lines = [line for part in lines for line in part or ()]
    told = {"kind": kind, "count": _LEAST[kind]}
    for line in lines:
        if not isinstance(line, list) or len(line) < _LEAST[kind]:
            fault = gettext("each line of a {kind} needs at least {count} positions", **told)
            raise ValueError(fault)
        if kind.endswith("Polygon") and line[0] != line[-1]:
            raise ValueError(gettext("each line of a {kind} must end where it starts", **told))
        for place in line:
            position(place)
    return value
