"""A loaded data folder: its record, and its other files, which are read when they are needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from borders import language
from borders.model import Crossing, Package, Service
from borders.record.checks import FURTHER, GEOGRAPHIC, translations_are_of_texts
from borders.record.data_folder import DataFolder
from borders.record.problems import DataError, Problem, Severity
from borders.record.reading import default_folder, read_record, read_translations
from borders.record.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from borders.geo.frontier import Frontier, LinearPosition

T = TypeVar("T")

_FRONTIER = "frontier.geojson"
_BASEMAP = ("land", "lakes", "neighbours")


class RecordFolder:
    """The record of a data folder and what lies with it; nothing changes once it is loaded."""

    def __init__(self, record: Record, problems: Iterable[Problem], folder: str) -> None:
        self.record = record
        self.package: Package = record.package
        self._problems_of_tables = tuple(problems)
        self._folder = folder

    @classmethod
    def load(cls, folder: str | os.PathLike[str] | None = None) -> Self:
        """The record of a data folder; without one, that of the Finland–Russia frontier.

        Raises `DataError` with every problem found.
        """
        path = os.fspath(folder) if folder is not None else default_folder()
        return cls(*read_record(path), path)

    @cached_property
    def folder(self) -> Path:
        """Where it was read from."""
        from pathlib import Path  # the look-up of a status starts without it

        return Path(self._folder)

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The whole of `datapackage.json`, also what `package` leaves out: licences and files."""
        return self._read(lambda files: files.package())

    def translated(self, text: str) -> str:
        """A text of the record in the reader's language, or else as it is, and marked so."""
        return self._translation(text) or language.foreign(text, language.SOURCE)

    def translated_name(self, text: str) -> str:
        """A name in the record in the reader's language, or else as it is."""
        return self._translation(text) or text

    def _translation(self, text: str) -> str | None:
        code = language.active()
        return None if code == language.SOURCE else self.translations.get((text, code))

    @cached_property
    def translations(self) -> Mapping[tuple[str, str], str]:
        """The record's texts in other languages, by text and language. Raises `DataError`."""
        return self._require(*self._translated)

    def text(self, file: str) -> str:
        """A file of the data folder, line feeds at its line ends. Raises `DataError`."""
        return self._read(lambda files: files.text(file))

    def features(self, file: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file of the data folder. Raises `DataError`."""
        return self._read(lambda files: files.features(file))

    @cached_property
    def frontier(self) -> Frontier:
        """The line of the frontier. Raises `DataError`."""
        return self._require(*self._line)

    @cached_property
    def linear_positions(self) -> Mapping[str, LinearPosition]:
        """Chainage and offset of every crossing whose position is established, by id."""
        return {
            crossing.id: self.frontier.locate(crossing.position)
            for crossing in self.record.crossings.values()
            if crossing.position
        }

    @cached_property
    def basemap(self) -> dict[str, list[dict[str, Any]]]:
        """GeoJSON geometries of land, lakes and neighbouring frontiers; empty where not given."""
        return self._require(*self._base)

    def problems(self) -> list[Problem]:
        """Everything found wrong, warnings too, by file and row; empty if nothing."""
        line, of_line = self._line
        translations, of_translations = self._translated
        problems = [*self._problems_of_tables, *of_line, *self._base[1], *of_translations]
        problems += [problem for rule in FURTHER for problem in rule(self.record)]
        if translations and not any(problem.prevents_reading for problem in of_translations):
            problems += translations_are_of_texts(self.record, translations)
        if line:
            problems += [problem for rule in GEOGRAPHIC for problem in rule(self.record, line)]
        return sorted(problems, key=lambda problem: problem.place)

    def require_no_errors(self) -> None:
        """Raise `DataError` if `problems` finds an error: nothing is published from such a record.

        Warnings stop nothing.
        """
        problems = self.problems()
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise DataError(self._folder, problems)

    @cached_property
    def _line(self) -> tuple[Frontier | None, list[Problem]]:
        return self._read_with_problems(_frontier_line)

    @cached_property
    def _translated(self) -> tuple[Mapping[tuple[str, str], str] | None, list[Problem]]:
        return self._read_with_problems(lambda files: read_translations(files, self.package.zone))

    @cached_property
    def _base(self) -> tuple[dict[str, list[dict[str, Any]]] | None, list[Problem]]:
        return self._read_with_problems(
            lambda files: {name: files.geometries(f"{name}.geojson") for name in _BASEMAP}
        )

    def _read(self, read: Callable[[DataFolder], T | None]) -> T:
        return self._require(*self._read_with_problems(read))

    def _read_with_problems(
        self, read: Callable[[DataFolder], T | None]
    ) -> tuple[T | None, list[Problem]]:
        files = DataFolder(self._folder)
        return read(files), files.findings.problems

    def _require(self, content: T | None, problems: list[Problem]) -> T:
        if content is None or any(problem.prevents_reading for problem in problems):
            raise DataError(self._folder, problems)
        return content

    @cached_property
    def begins(self) -> datetime | None:
        """The first instant of which the record says anything; `None` if it never does."""
        return self.record.measures.begins

    @property
    def first_day(self) -> date:
        """The local day on which it begins; if it says nothing, that of the site's first page."""
        begins = self.begins
        return begins.astimezone(self.package.zone).date() if begins else self.package.site_from

    def services(self) -> Iterator[tuple[Crossing, Service]]:
        """Every service of every crossing, main services first."""
        crossings = self.record.crossings.values()
        yield from ((crossing, crossing.main_service) for crossing in crossings)
        yield from ((c, service) for c in crossings for service in c.services[1:])


def _frontier_line(files: DataFolder) -> Frontier | None:
    """The line of a data folder; what is wrong with it is noted there."""
    from borders.geo.frontier import from_features

    features = files.features(_FRONTIER)
    if any(p.file == _FRONTIER and p.prevents_reading for p in files.findings.problems):
        return None
    try:
        return from_features(features)
    except ValueError as error:
        files.problem("frontier", _FRONTIER, str(error))
        return None
