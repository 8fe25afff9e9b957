"""A loaded data folder: its record, and its other files, which are read on first use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Self, TypeVar

from borders import language
from borders.language import gettext
from borders.model import Crossing, Package, Service
from borders.record import limits
from borders.record.checks import FURTHER_RULES, translations_are_of_texts
from borders.record.csv_tables import text_rows
from borders.record.data_folder import DataFolder
from borders.record.folder_files import FolderFiles
from borders.record.problems import DataError, Problem, ProblemCollector, Severity
from borders.record.reading import read_record, read_translations
from borders.record.record import Record
from borders.record.shipped_folders import default_folder, folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from borders.geo.frontier import Frontier, LinearPosition
    from borders.geo.projection import Plane

T = TypeVar("T")

_FRONTIER = "frontier.geojson"
_BASEMAP = ("land", "lakes", "neighbours")


class RecordFolder:
    """The record of a data folder and its other files; nothing changes once it is loaded.

    Each file is read from the disk once, so that what is published is what was checked. Properties
    that read further files raise `DataError`, with every problem, if these are wrong.
    """

    def __init__(
        self,
        record: Record,
        problems: Iterable[Problem],
        files: FolderFiles | str | os.PathLike[str],
    ) -> None:
        self.record = record
        self.package: Package = record.package
        self._record_problems = tuple(problems)
        self._files = files if isinstance(files, FolderFiles) else FolderFiles(files)

    @classmethod
    def load(cls, folder: str | os.PathLike[str] | None = None) -> Self:
        """Load a data folder, by default that of the Finland–Russia frontier.

        `folder` is a path, or the name of a frontier that comes along, such as "finland-russia".
        Raises `DataError`, with every problem, if it cannot be read.
        """
        files = FolderFiles(default_folder() if folder is None else folder_of(folder))
        return cls(*read_record(files), files)

    @property
    def name(self) -> str:
        """The name of the data folder, which tells several frontiers apart."""
        return self._files.name

    @cached_property
    def folder(self) -> Path:
        """The path of the data folder."""
        from pathlib import Path  # importing it would cost a look-up 4 ms of 61

        return Path(self._files.path)

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The whole of `datapackage.json`, with what `package` leaves out, e.g. its resources."""
        return self._read(DataFolder.descriptor)

    def translated(self, text: str) -> str:
        """A text of the record in the reader's language.

        Where it has no translation, the English text, marked as being in English.
        """
        return self._translation(text) or language.foreign(text, language.SOURCE)

    def translated_name(self, text: str) -> str:
        """A proper name of the record in the reader's language.

        Where it has no translation, the name as it is, not marked as being in a language.
        """
        return self._translation(text) or text

    def _translation(self, text: str) -> str | None:
        code = language.active()
        if code == language.SOURCE:
            return None
        return self.translations.get((text, code)) or language.geographic_name(text)

    @cached_property
    def translations(self) -> Mapping[tuple[str, str], str]:
        """The translations of the record's texts, by text and language code."""
        return self._require(*self._translations_read)

    def text(self, file: str) -> str:
        """The text of a file of the data folder, with line feeds as line ends."""
        return self._read(lambda files: files.text(file))

    def rows(self, table: str) -> list[list[str]]:
        """The header and the rows of a table as they are written, without empty lines."""
        return text_rows(self.text(f"{table}.csv"))

    def features(self, file: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file of the data folder."""
        return self._read(lambda files: files.features(file))

    @cached_property
    def frontier(self) -> Frontier:
        """The line of the frontier."""
        return self._require(*self._frontier_read)

    @cached_property
    def plane(self) -> Plane:
        """The plane of pictures: that of the package's projection, else one around the line."""
        from borders.geo.projection import Plane

        named = self.package.projection
        return Plane.of(named) if named else Plane.around(self.frontier.middle)

    @cached_property
    def linear_positions(self) -> Mapping[str, LinearPosition]:
        """The chainage and offset of each crossing whose position is established, by its id."""
        return {
            crossing.id: self.frontier.locate(crossing.position)
            for crossing in self.record.crossings.values()
            if crossing.position
        }

    @cached_property
    def basemap(self) -> dict[str, list[dict[str, Any]]]:
        """GeoJSON geometries by layer: "land", "lakes" and "neighbours" (other frontiers).

        A layer is empty if the data folder has no file of that name.
        """
        return self._require(*self._basemap_read)

    def problems(self) -> list[Problem]:
        """Every error and warning in the data folder, sorted by file and row."""
        from borders.record.geographic_checks import GEOGRAPHIC_RULES

        frontier, frontier_problems = self._frontier_read
        translations, translation_problems = self._translations_read
        _, basemap_problems = self._basemap_read
        problems: list[Iterable[Problem]] = [
            self._record_problems,
            frontier_problems,
            basemap_problems,
            translation_problems,
            *(rule(self.record) for rule in FURTHER_RULES),
        ]
        if translations and not any(problem.prevents_reading for problem in translation_problems):
            problems.append(translations_are_of_texts(self.record, translations))
        if frontier:
            problems += [rule(self.record, frontier) for rule in GEOGRAPHIC_RULES]
        collected = ProblemCollector(chain.from_iterable(problems)).problems
        return sorted(collected, key=lambda problem: problem.sort_key)

    def require_no_errors(self) -> None:
        """Raise `DataError` with every problem if any is an error, before something is published.

        Warnings do not prevent publishing.
        """
        problems = self.problems()
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise DataError(self._files.path, problems)

    @cached_property
    def _frontier_read(self) -> tuple[Frontier | None, list[Problem]]:
        return self._read_with_problems(_read_frontier)

    @cached_property
    def _translations_read(self) -> tuple[Mapping[tuple[str, str], str] | None, list[Problem]]:
        return self._read_with_problems(lambda files: read_translations(files, self.package.zone))

    @cached_property
    def _basemap_read(self) -> tuple[dict[str, list[dict[str, Any]]] | None, list[Problem]]:
        return self._read_with_problems(
            lambda files: {name: files.geometries(f"{name}.geojson") for name in _BASEMAP}
        )

    def _read(self, read: Callable[[DataFolder], T | None]) -> T:
        return self._require(*self._read_with_problems(read))

    def _read_with_problems(
        self, read: Callable[[DataFolder], T | None]
    ) -> tuple[T | None, list[Problem]]:
        """The result of `read` for the data folder, and the problems that it collects."""
        files = DataFolder(self._files)
        return read(files), files.problems

    def _require(self, content: T | None, problems: list[Problem]) -> T:
        """The content. Raises `DataError` if there is none or a problem prevents reading it."""
        if content is None or any(problem.prevents_reading for problem in problems):
            raise DataError(self._files.path, problems)
        return content

    @cached_property
    def begins(self) -> datetime | None:
        """The start of the earliest measure; `None` if there is none."""
        return self.record.measures.begins

    @property
    def first_day(self) -> date:
        """The local day of `begins`; without measures the day of the site's first page."""
        begins = self.begins
        return begins.astimezone(self.package.zone).date() if begins else self.package.site_from

    def services(self) -> Iterator[tuple[Crossing, Service]]:
        """Every service of every crossing, the main services first."""
        crossings = self.record.crossings.values()
        for crossing in crossings:
            yield crossing, crossing.main_service
        for crossing in crossings:
            for service in crossing.services[1:]:
                yield crossing, service


def _read_frontier(files: DataFolder) -> Frontier | None:
    """The line of the frontier; `None` if it is wrong, which is collected as a problem."""
    from borders.geo.frontier import from_features

    features = files.features(_FRONTIER)
    if any(problem.prevents_reading for problem in files.problems):
        return None
    try:
        frontier = from_features(features)
    except ValueError as error:
        files.add_problem("frontier", _FRONTIER, str(error))
        return None
    for message in _limits_exceeded(frontier):
        files.add_problem("limit", _FRONTIER, message)
    return None if any(problem.code == "limit" for problem in files.problems) else frontier


def _limits_exceeded(frontier: Frontier) -> Iterator[str]:
    if len(frontier.parts) > limits.PARTS:
        yield gettext("has more than {most} parts", most=language.number(limits.PARTS))
    if max(len(name) for name, _ in frontier.parts) > limits.CHARACTERS["name"]:
        most = language.number(limits.CHARACTERS["name"])
        yield gettext("a part's name has more than {most} characters", most=most)
    if len(frontier.positions) > limits.POSITIONS:
        most = language.number(limits.POSITIONS)
        yield gettext("the line has more than {most} positions", most=most)
    if frontier.extent_m < limits.LEAST_EXTENT_M:
        least = language.number(limits.LEAST_EXTENT_M)
        yield gettext("the line must reach at least {least} m", least=least)
