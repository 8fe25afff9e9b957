"""A loaded data folder and the questions one can put to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from borders import language
from borders import local_time as moments
from borders.errors import CrossingError, DataError, Problem, Severity, WhenError
from borders.geo.positions import position
from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Measure, Package, Service, Status
from borders.query import crossing_names as names
from borders.query import slices
from borders.query.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.record.checks import FURTHER, GEOGRAPHIC, translations_are_of_texts
from borders.record.data_folder import Folder
from borders.record.reading import default_folder, read_record, read_translations
from borders.record.record import Record
from borders.timeline import rules as timeline
from borders.timeline.closure_table import Timelines
from borders.timeline.rules import Ends, Side, Timeline

if TYPE_CHECKING:
    from pathlib import Path

    from pandas import DataFrame

    from borders.geo.frontier import Frontier, Located
    from borders.query.statistics import By, FrontierTally, Period, Stretch, Tally

Moment = str | date | datetime | When
"""A date, a local date-time, or a date-time with an offset; see `borders.moments.when`."""

T = TypeVar("T")

_FRONTIER = "frontier.geojson"
_BASE = ("land", "lakes", "neighbours")
_EVER = When(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def load(folder: str | os.PathLike[str] | None = None) -> Dataset:
    """The record of a data folder; without one, that of the Finland–Russia frontier.

    Raises `DataError` with every problem found.
    """
    return Dataset.load(folder)


class Dataset:
    """A record, its timelines and its frontier; nothing in it changes once it is loaded.

    Moments are given as `YYYY-MM-DD` (the whole local day), `YYYY-MM-DDTHH:MM` (local time), with
    an offset, or as `date` and `datetime`. Answers hold instants in UTC and half-open bounds.
    """

    slice_type: ClassVar[type[Slice]] = Slice

    def __init__(self, record: Record, noticed: Iterable[Problem], folder: str) -> None:
        self.record = record
        self.package: Package = record.package
        self._noticed = tuple(noticed)
        self._folder = folder
        self._found: dict[tuple[str, str | None], Crossing] = {}
        self._asked: dict[
            tuple[str, str | None, When | None], tuple[Crossing, Service, Timeline]
        ] = {}

    @classmethod
    def load(cls, folder: str | os.PathLike[str] | None = None) -> Self:
        """The record of a data folder; see `load`."""
        path = os.fspath(folder) if folder is not None else default_folder()
        return cls(*read_record(path), path)

    @cached_property
    def folder(self) -> Path:
        """Where it was read from."""
        from pathlib import Path  # the look-up of a status starts without it

        return Path(self._folder)

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The whole of `datapackage.json`, with what `package` has no use for: licences, files."""
        return self._read(lambda files: files.package())

    def told(self, text: str) -> str:
        """A text of the record in the reader's language, or else as it is, and marked so."""
        return self._translation(text) or language.foreign(text, language.SOURCE)

    def named(self, text: str) -> str:
        """A name in the record in the reader's language, or else as it is."""
        return self._translation(text) or text

    def _translation(self, text: str) -> str | None:
        code = language.active()
        return None if code == language.SOURCE else self.translations.get((text, code))

    @cached_property
    def translations(self) -> Mapping[tuple[str, str], str]:
        """The record's texts in other languages, by text and language. Raises `DataError`."""
        return self._sound(*self._translated)

    def text(self, file: str) -> str:
        """A file of the data folder, line feeds at its line ends. Raises `DataError`."""
        return self._read(lambda files: files.text(file))

    def features(self, file: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file of the data folder. Raises `DataError`."""
        return self._read(lambda files: files.features(file))

    @cached_property
    def frontier(self) -> Frontier:
        """The line of the frontier. Raises `DataError`."""
        return self._sound(*self._line)

    @cached_property
    def places(self) -> Mapping[str, Located]:
        """Chainage and offset of every crossing whose position is established, by id."""
        return {
            crossing.id: self.frontier.locate(crossing.position)
            for crossing in self.record.crossings.values()
            if crossing.position
        }

    @cached_property
    def basemap(self) -> dict[str, list[dict[str, Any]]]:
        """GeoJSON geometries of land, lakes and neighbouring frontiers; empty where not given."""
        return self._sound(*self._base)

    def problems(self) -> list[Problem]:
        """Everything found wrong, warnings too, by file and row; empty if nothing."""
        line, of_line = self._line
        translations, of_translations = self._translated
        found = [*self._noticed, *of_line, *self._base[1], *of_translations]
        found += [problem for rule in FURTHER for problem in rule(self.record)]
        if translations and not any(problem.prevents_reading for problem in of_translations):
            found += translations_are_of_texts(self.record, translations)
        if line:
            found += [problem for rule in GEOGRAPHIC for problem in rule(self.record, line)]
        return sorted(found, key=lambda problem: problem.place)

    def require_sound(self) -> None:
        """Raise `DataError` if `problems` finds an error: nothing is published from such a record.

        Warnings stop nothing.
        """
        problems = self.problems()
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise DataError(self._folder, problems)

    @cached_property
    def _line(self) -> tuple[Frontier | None, list[Problem]]:
        return self._looked(_line)

    @cached_property
    def _translated(self) -> tuple[Mapping[tuple[str, str], str] | None, list[Problem]]:
        return self._looked(lambda files: read_translations(files, self.package.zone))

    @cached_property
    def _base(self) -> tuple[dict[str, list[dict[str, Any]]] | None, list[Problem]]:
        return self._looked(
            lambda files: {name: files.geometries(f"{name}.geojson") for name in _BASE}
        )

    def _read(self, read: Callable[[Folder], T | None]) -> T:
        return self._sound(*self._looked(read))

    def _looked(self, read: Callable[[Folder], T | None]) -> tuple[T | None, list[Problem]]:
        files = Folder(self._folder)
        return read(files), files.findings.problems

    def _sound(self, found: T | None, problems: list[Problem]) -> T:
        if found is None or any(problem.prevents_reading for problem in problems):
            raise DataError(self._folder, problems)
        return found

    def when(self, moment: Moment) -> When:
        """A moment read in the package's zone. Raises `WhenError`."""
        return moments.when(moment, self.package.zone)

    def crossing(self, name: str, service: str | None = None) -> Crossing:
        """A crossing by id or by name in any language on either side. Raises `CrossingError`."""
        key, wanted = (name, service), _service(service)
        named = self.record.crossings.get(name)
        if named and (wanted is None or wanted in named.services):
            return named
        if key not in self._found:
            self._found[key] = names.find(name, self.record.crossings.values(), wanted)
        return self._found[key]

    def timeline(
        self, crossing: str, service: str | None = None, as_of: Moment | None = None
    ) -> Timeline:
        """The spans of one service (the main one by default), as known at `as_of`."""
        return self._timeline(*self._service(crossing, service), self._as_of(as_of))

    def status(
        self,
        crossing: str,
        at: Moment,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> ServiceStatus:
        """The status of one service (the main one by default) at an instant or on a date.

        Raises `CrossingError` and `WhenError`.
        """
        asked = moments.when(at, self.package.zone)
        known = None if as_of is None else moments.when(as_of, self.package.zone)
        key = (crossing, service, known)
        if key not in self._asked:  # a loop over rows asks for the same ones again and again
            found, offered = self._service(crossing, service)
            self._asked[key] = found, offered, self._timeline(found, offered, known)
        found, offered, timeline = self._asked[key]
        return slices.status_at(found, offered, timeline, asked, known, self.package)

    def slice(self, at: Moment, as_of: Moment | None = None) -> Any:
        """Every crossing at an instant or on a date, in the file's order. Raises `WhenError`."""
        asked, known = self.when(at), self._as_of(as_of)
        return self.slice_type(asked, known, self)

    def crossing_slice(
        self, crossing: Crossing, at: When, as_of: When | None = None
    ) -> CrossingSlice:
        """One crossing at an instant or on a date."""
        return CrossingSlice(
            crossing,
            tuple(self._status(crossing, service, at, as_of) for service in crossing.services),
        )

    def changes(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        as_of: Moment | None = None,
    ) -> list[Change]:
        """What changed from `start` (a date: its start) to `end` (a date: through its end).

        In order of time, then of the crossings in their file. Raises `WhenError`, also where `end`
        is before `start`.
        """
        first = self.when(start) if start is not None else _EVER
        last = self.when(end) if end is not None else _EVER
        moments.require_order(first, last, self.package.zone)
        known = self._as_of(as_of)
        found = [
            change
            for crossing, service in self.services()
            for change in slices.changes(
                crossing,
                service,
                self._timeline(crossing, service, known),
                first.start,
                last.end,
            )
        ]
        return sorted(found, key=lambda change: change.at)

    def diff(self, first: Moment, second: Moment, as_of: Moment | None = None) -> list[Difference]:
        """The services whose status is not the same at two times; of a date, how it ended.

        Raises `WhenError`.
        """
        before, after, known = self.when(first), self.when(second), self._as_of(as_of)
        found = (
            Difference(
                self._status(crossing, service, before, known),
                self._status(crossing, service, after, known),
            )
            for crossing, service in self.services()
        )
        return [pair for pair in found if pair.before.status is not pair.after.status]

    def nearest(
        self,
        lat: float,
        lon: float,
        at: Moment,
        service: str | None = Service.ROAD,
        as_of: Moment | None = None,
    ) -> list[Nearby]:
        """The crossings open at a time, nearest first by geodesic distance, not by road.

        `service` is the one asked for; `None` is each point's main one. Points without an
        established place are left out. Raises `ValueError` for a position that is not on Earth, and
        `CrossingError` and `WhenError`.
        """
        from borders.geo.frontier import geodesic

        here = position((lon, lat))
        start = self.frontier.locate(here).chainage_m
        asked, known, wanted = self.when(at), self._as_of(as_of), _service(service)
        found = []
        for crossing in self.record.crossings.values():
            offered = wanted or crossing.services[0]
            if crossing.position is None or offered not in crossing.services:
                continue
            answer = self._status(crossing, offered, asked, known)
            if answer.status is Status.OPEN:
                way = geodesic(here, crossing.position)
                along = abs(self.places[crossing.id].chainage_m - start)
                found.append(Nearby(answer, way.distance_m, way.bearing_deg, along))
        return sorted(found, key=lambda nearby: nearby.distance_m)

    def join(
        self,
        frame: DataFrame,
        crossing: str = "crossing",
        at: str = "at",
        service: str | None = None,
        as_of: Moment | None = None,
        prefix: str = "",
    ) -> DataFrame:
        """The frame with the status of each row's crossing at its time, as `status` answers.

        The column `crossing` holds ids or names, `at` instants with a zone or an offset, or local
        days (`date`, `YYYY-MM-DD`) that count whole; a time without a zone is refused. Rows, their
        order and their index stay, and the frame that is given is not changed. Added, each with
        `prefix` before its name: `service`, `status` and `decision` (categories), `changed` and
        `verified` (`bool`), `since` and `until` (`datetime64[us, UTC]`, `NaT` without bound).

        Raises `FrameError` with every row that cannot be answered, or for columns that are not
        there or are there already; `CrossingError` and `WhenError` for `service` and `as_of`.
        """
        from borders.query import join

        _service(service)
        known = self._as_of(as_of)

        def find(name: str) -> tuple[Crossing, Service, Timeline]:
            found, offered = self._service(name, service)
            return found, offered, self._timeline(found, offered, known)

        columns = join.Columns(crossing, at, prefix)
        return join.join(frame, columns, find, self.package, tuple(self.record.decisions))

    def change_days(self, start: Moment | None = None, end: Moment | None = None) -> list[date]:
        """The local days on which the main service of any crossing changed, in order."""
        found = {
            change.at.astimezone(self.package.zone).date()
            for change in self.changes(start, end)
            if change.service is change.crossing.services[0]
        }
        return sorted(found)

    def explain(
        self,
        crossing: str,
        at: Moment,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> list[Side]:
        """How every measure of one service stands, side by side, at an instant or a date's end.

        Raises `CrossingError` and `WhenError`.
        """
        found, offered = self._service(crossing, service)
        asked, known = self.when(at), self._as_of(as_of)
        instant = asked.end - timedelta.resolution if asked.day else asked.start
        measures = self.measures(found, offered)
        return timeline.weigh(measures, self.ends(known), self.package.sides, instant, known)

    def period(self, start: Moment | None = None, end: Moment | None = None) -> Period:
        """From `start` (a date: its start) to `end` (a date: through its end).

        By default from the beginning of the record through the day to which it was verified.
        Raises `WhenError` for a period that is reversed or empty.
        """
        from borders.query import statistics as stats

        through = self.when(self.package.verified_through)
        last = through if end is None else self.when(end)
        if start is not None:
            first = self.when(start)
        else:
            first = moments.instant(self.begins, self.package.zone) if self.begins else last
        moments.require_order(first, last, self.package.zone)
        if first.start == last.end:
            moment = first.iso(self.package.zone)
            raise WhenError(gettext("nothing lies between {moment} and itself", moment=moment))
        return stats.Period("all", first.start, last.end)

    def stats(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        *,
        services: Iterable[tuple[Crossing, Service]] | None = None,
        by: By | None = None,
        as_of: Moment | None = None,
    ) -> list[Tally]:
        """How long services had each status, and their closures, in a period or its parts.

        Of the main service of every crossing, unless `services` are given. The period is that of
        `period`. Raises `WhenError`.
        """
        from borders.query import statistics as stats

        if services is None:
            services = [(c, c.services[0]) for c in self.record.crossings.values()]
        known, parts = self._as_of(as_of), self._parts(start, end, by)
        return [
            stats.tally(crossing, service, self._timeline(crossing, service, known), part)
            for crossing, service in services
            for part in parts
        ]

    def frontier_stats(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        *,
        by: By | None = None,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> list[FrontierTally]:
        """How many of the principal points were open over a period, and the frontier between them.

        By the status of `service` at the points that offer it, or of each one's main service.
        Raises `CrossingError` and `WhenError`.
        """
        from borders.query import statistics as stats

        known, wanted = self._as_of(as_of), _service(service)
        timelines = [
            (crossing, self._timeline(crossing, wanted or crossing.services[0], known))
            for crossing in self.record.crossings.values()
            if crossing.principal and (wanted is None or wanted in crossing.services)
        ]
        return [
            stats.frontier_tally(timelines, self._chainages, self.frontier.length_m, part)
            for part in self._parts(start, end, by)
        ]

    def stretches(self, found: Iterable[Crossing]) -> list[Stretch]:
        """The stretches of frontier between neighbours of these crossings, and the line's ends."""
        from borders.query import statistics as stats

        return stats.stretches(found, self._chainages, self.frontier.length_m)

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
        yield from ((crossing, crossing.services[0]) for crossing in crossings)
        yield from ((c, service) for c in crossings for service in c.services[1:])

    def measures(self, crossing: Crossing, service: Service) -> Sequence[Measure]:
        """The rows of the closure table on one service, as they stand in the file."""
        return self.record.measures.of(crossing.id, service)

    def ends(self, as_of: When | None = None) -> Ends:
        """For each replaced decision, when and by which it ends, as known at `as_of`."""
        return self._timelines(as_of).ends

    def statuses(self, at: When, as_of: When | None = None) -> list[Status]:
        """The status of the main service of every crossing, in the file's order."""
        mains = ((crossing.id, crossing.services[0]) for crossing in self.record.crossings.values())
        return self._timelines(as_of).statuses(mains, at)

    def _parts(self, start: Moment | None, end: Moment | None, by: By | None) -> list[Period]:
        from borders.query import statistics as stats

        whole = self.period(start, end)
        return stats.periods(whole.start, whole.end, by, self.package.zone)

    @cached_property
    def _chainages(self) -> dict[str, float]:
        return {id_: place.chainage_m for id_, place in self.places.items()}

    def _service(self, name: str, service: str | None) -> tuple[Crossing, Service]:
        crossing = self.crossing(name, service)
        return crossing, _service(service) or crossing.services[0]

    def _as_of(self, as_of: Moment | None) -> When | None:
        return None if as_of is None else moments.when(as_of, self.package.zone)

    def _status(
        self, crossing: Crossing, service: Service, at: When, as_of: When | None
    ) -> ServiceStatus:
        timeline = self._timeline(crossing, service, as_of)
        return slices.status_at(crossing, service, timeline, at, as_of, self.package)

    def _timeline(self, crossing: Crossing, service: Service, as_of: When | None) -> Timeline:
        return self._timelines(as_of).of(crossing.id, service)

    def _timelines(self, as_of: When | None) -> Timelines:
        return self.record.measures.timelines(self.record, as_of)


def _line(files: Folder) -> Frontier | None:
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


def _service(name: str | None) -> Service | None:
    if name is None:
        return None
    try:
        return Service(name)
    except ValueError:
        listed = ", ".join(Service)
        raise CrossingError(
            gettext("{name} is not a service: {services}", name=repr(name), services=listed)
        ) from None
