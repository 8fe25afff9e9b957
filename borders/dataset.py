"""A loaded data folder and the questions one can put to it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from borders import moments, names, slices
from borders.checks import DEEP
from borders.errors import CrossingError, DataError, Problem
from borders.frontier import Frontier, Located, from_features, geodesic, position
from borders.loader import default_folder, read_features, read_geometries, read_record, read_text
from borders.model import Crossing, Decision, Measure, Package, Record, Service, Status
from borders.moments import When
from borders.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.timeline import Timeline, build, ended_by

Moment = str | date | datetime | When
"""A date, a local date-time, or a date-time with an offset; see `borders.moments.when`."""

_FRONTIER = "frontier.geojson"
_EVER = When(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def load(folder: str | Path | None = None) -> Dataset:
    """The record of a data folder; without one, that of the Finland–Russia frontier.

    Raises `DataError` with every problem found.
    """
    path = Path(folder) if folder is not None else default_folder()
    return Dataset(read_record(path), path)


class Dataset:
    """A record, its timelines and its frontier; nothing in it changes once it is loaded.

    Moments are given as `YYYY-MM-DD` (the whole local day), `YYYY-MM-DDTHH:MM` (local time), with
    an offset, or as `date` and `datetime`. Answers hold instants in UTC and half-open bounds.
    """

    def __init__(self, record: Record, folder: Path) -> None:
        self.record = record
        self.folder = folder
        self._timelines: dict[tuple[str, Service, When | None], Timeline] = {}
        self._ends: dict[When | None, dict[str, tuple[datetime, Decision]]] = {}

    @property
    def package(self) -> Package:
        """What the data folder says of itself."""
        return self.record.package

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The whole of `datapackage.json`, with what `package` has no use for: licences, files."""
        found: dict[str, Any] = json.loads(self.text("datapackage.json"))
        return found

    def text(self, file: str) -> str:
        """A file of the data folder as it stands there. Raises `DataError`."""
        return read_text(self.folder, file)

    def features(self, file: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file of the data folder. Raises `DataError`."""
        return read_features(self.folder, file)

    @cached_property
    def frontier(self) -> Frontier:
        """The line of the frontier. Raises `DataError`."""
        features = self.features(_FRONTIER)
        try:
            return from_features(features)
        except ValueError as error:
            problem = Problem("frontier", _FRONTIER, str(error))
            raise DataError(str(self.folder), [problem]) from None

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
        """GeoJSON geometries of land, lakes and neighbouring frontiers; empty where not given.

        Raises `DataError`.
        """
        return {
            name: read_geometries(self.folder, f"{name}.geojson")
            for name in ("land", "lakes", "neighbours")
        }

    def problems(self) -> list[Problem]:
        """What the rules on geography and opening hours find wrong; empty if nothing."""
        try:
            frontier, _ = self.frontier, self.basemap
        except DataError as error:
            return list(error.problems)
        return [problem for rule in DEEP for problem in rule(self.record, frontier)]

    def require_sound(self) -> None:
        """Raise `DataError` if `problems` finds any: nothing is published from such a record."""
        if problems := self.problems():
            raise DataError(str(self.folder), problems)

    def when(self, moment: Moment) -> When:
        """A moment read in the package's zone. Raises `WhenError`."""
        return moments.when(moment, self.package.zone)

    def crossing(self, name: str, service: str | None = None) -> Crossing:
        """A crossing by id or by name in any language on either side. Raises `CrossingError`."""
        return names.find(name, self.record.crossings.values(), _service(service))

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
        found, offered = self._service(crossing, service)
        return self._status(found, offered, self.when(at), self._as_of(as_of))

    def slice(self, at: Moment, as_of: Moment | None = None) -> Slice:
        """Every crossing at an instant or on a date, in the file's order. Raises `WhenError`."""
        asked, known = self.when(at), self._as_of(as_of)
        return Slice(
            asked,
            known,
            tuple(
                CrossingSlice(
                    crossing,
                    tuple(
                        self._status(crossing, service, asked, known)
                        for service in crossing.services
                    ),
                )
                for crossing in self.record.crossings.values()
            ),
            slices.is_verified(asked, self.package),
        )

    def changes(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        as_of: Moment | None = None,
    ) -> list[Change]:
        """What changed from `start` (a date: its start) to `end` (a date: through its end).

        In order of time, then of the crossings in their file. Raises `WhenError`.
        """
        first = self.when(start) if start is not None else _EVER
        last = self.when(end) if end is not None else _EVER
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
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> list[Nearby]:
        """The crossings open at a time, nearest first by geodesic distance, not by road.

        `service` is the one asked for, or each point's main one. Points without an established
        place are left out. Raises `ValueError` for a position that is not on Earth, and
        `CrossingError` and `WhenError`.
        """
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

    def change_days(self, start: Moment | None = None, end: Moment | None = None) -> list[date]:
        """The local days on which the main service of any crossing changed, in order."""
        found = {
            change.at.astimezone(self.package.zone).date()
            for change in self.changes(start, end)
            if change.service is change.crossing.services[0]
        }
        return sorted(found)

    def services(self) -> Iterator[tuple[Crossing, Service]]:
        """Every service of every crossing, main services first."""
        crossings = self.record.crossings.values()
        yield from ((crossing, crossing.services[0]) for crossing in crossings)
        yield from ((c, service) for c in crossings for service in c.services[1:])

    def measures(self, crossing: Crossing, service: Service) -> list[Measure]:
        """The rows of the closure table on one service, as they stand in the file."""
        return self._measures[crossing.id, service]

    def ends(self, as_of: When | None = None) -> dict[str, tuple[datetime, Decision]]:
        """For each replaced decision, when and by which it ends, as known at `as_of`."""
        if as_of not in self._ends:
            self._ends[as_of] = ended_by(self.record.decisions.values(), as_of)
        return self._ends[as_of]

    @cached_property
    def _measures(self) -> dict[tuple[str, Service], list[Measure]]:
        grouped = defaultdict(list)
        for measure in self.record.measures:
            grouped[measure.crossing, measure.service].append(measure)
        return grouped

    def _service(self, name: str, service: str | None) -> tuple[Crossing, Service]:
        crossing = self.crossing(name, service)
        return crossing, _service(service) or crossing.services[0]

    def _as_of(self, as_of: Moment | None) -> When | None:
        return None if as_of is None else self.when(as_of)

    def _status(
        self, crossing: Crossing, service: Service, at: When, as_of: When | None
    ) -> ServiceStatus:
        timeline = self._timeline(crossing, service, as_of)
        return slices.status_at(crossing, service, timeline, at, as_of, self.package)

    def _timeline(self, crossing: Crossing, service: Service, as_of: When | None) -> Timeline:
        key = (crossing.id, service, as_of)
        if key not in self._timelines:
            measures = self.measures(crossing, service)
            self._timelines[key] = build(measures, self.ends(as_of), self.package.sides, as_of)
        return self._timelines[key]


def _service(name: str | None) -> Service | None:
    if name is None:
        return None
    try:
        return Service(name)
    except ValueError:
        raise CrossingError(f"{name!r} is not a service: {', '.join(Service)}") from None
