"""The questions one can put to a record, each answered with typed values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from borders import local_time
from borders.errors import CrossingError, WhenError
from borders.geo.positions import position
from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Measure, Service, Status
from borders.query import crossing_names, slices
from borders.query.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.record.problems import Problem
from borders.record.record import Record
from borders.record.record_folder import RecordFolder
from borders.timeline.rules import Replacements
from borders.timeline.spans import Timeline
from borders.timeline.standing import SideStanding, weigh_measures

if TYPE_CHECKING:
    from pandas import DataFrame

    from borders.query.statistics import By, FrontierTally, Period, Stretch, Tally

Moment = str | date | datetime | When
"""A date, a local date-time, or a date-time with an offset; see `borders.local_time.when`."""

_EVER = When(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


class Dataset(RecordFolder):
    """A record, its timelines and its frontier; nothing in it changes once it is loaded.

    Moments are given as `YYYY-MM-DD` (the whole local day), `YYYY-MM-DDTHH:MM` (local time), with
    an offset, or as `date` and `datetime`. Answers hold instants in UTC and half-open bounds.
    """

    def __init__(self, record: Record, problems: Iterable[Problem], folder: str) -> None:
        super().__init__(record, problems, folder)
        # A loop over rows asks for the same crossings and services again and again.
        self._crossings: dict[tuple[str, str | None], Crossing] = {}
        self._services: dict[
            tuple[str, str | None, When | None], tuple[Crossing, Service, Timeline]
        ] = {}

    def when(self, moment: Moment) -> When:
        """A moment read in the package's zone. Raises `WhenError`."""
        return local_time.when(moment, self.package.zone)

    def crossing(self, name: str, service: str | None = None) -> Crossing:
        """A crossing by id or by name in any language on either side. Raises `CrossingError`."""
        key, wanted = (name, service), _service(service)
        named = self.record.crossings.get(name)
        if named and (wanted is None or wanted in named.services):
            return named
        if key not in self._crossings:
            self._crossings[key] = crossing_names.find(name, self.record.crossings.values(), wanted)
        return self._crossings[key]

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
        asked = local_time.when(at, self.package.zone)
        known = None if as_of is None else local_time.when(as_of, self.package.zone)
        key = (crossing, service, known)
        if key not in self._services:
            found, offered = self._service(crossing, service)
            self._services[key] = found, offered, self._timeline(found, offered, known)
        found, offered, timeline = self._services[key]
        return slices.status_at(found, offered, timeline, asked, known, self.package)

    def slice(self, at: Moment, as_of: Moment | None = None) -> Slice:
        """Every crossing at an instant or on a date, in the file's order. Raises `WhenError`."""
        asked, known = self.when(at), self._as_of(as_of)
        crossings = self.record.crossings.values()
        entries = (self._crossing_slice(crossing, asked, known) for crossing in crossings)
        return Slice(asked, known, entries, self.package)

    def _crossing_slice(self, crossing: Crossing, at: When, as_of: When | None) -> CrossingSlice:
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
        local_time.require_order(first, last, self.package.zone)
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
            offered = wanted or crossing.main_service
            if crossing.position is None or offered not in crossing.services:
                continue
            answer = self._status(crossing, offered, asked, known)
            if answer.status is Status.OPEN:
                way = geodesic(here, crossing.position)
                along = abs(self.linear_positions[crossing.id].chainage_m - start)
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
            if change.service is change.crossing.main_service
        }
        return sorted(found)

    def explain(
        self,
        crossing: str,
        at: Moment,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> list[SideStanding]:
        """How every measure of one service stands, side by side, at an instant or a date's end.

        Raises `CrossingError` and `WhenError`.
        """
        found, offered = self._service(crossing, service)
        asked, known = self.when(at), self._as_of(as_of)
        instant = asked.end - timedelta.resolution if asked.day else asked.start
        measures = self.measures(found, offered)
        return weigh_measures(
            measures, self.replacements(known), self.package.sides, instant, known
        )

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
            first = local_time.instant(self.begins, self.package.zone) if self.begins else last
        local_time.require_order(first, last, self.package.zone)
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
            services = [(c, c.main_service) for c in self.record.crossings.values()]
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
            (crossing, self._timeline(crossing, wanted or crossing.main_service, known))
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

    def measures(self, crossing: Crossing, service: Service) -> Sequence[Measure]:
        """The rows of the closure table on one service, as they stand in the file."""
        return self.record.measures.of_service(crossing.id, service)

    def replacements(self, as_of: When | None = None) -> Replacements:
        """When each replaced decision ends and by which, as known at `as_of`."""
        return self.record.measures.replacements(as_of)

    def _parts(self, start: Moment | None, end: Moment | None, by: By | None) -> list[Period]:
        from borders.query import statistics as stats

        whole = self.period(start, end)
        return stats.periods(whole.start, whole.end, by, self.package.zone)

    @cached_property
    def _chainages(self) -> dict[str, float]:
        return {id_: place.chainage_m for id_, place in self.linear_positions.items()}

    def _service(self, name: str, service: str | None) -> tuple[Crossing, Service]:
        crossing = self.crossing(name, service)
        return crossing, _service(service) or crossing.main_service

    def _as_of(self, as_of: Moment | None) -> When | None:
        return None if as_of is None else local_time.when(as_of, self.package.zone)

    def _status(
        self, crossing: Crossing, service: Service, at: When, as_of: When | None
    ) -> ServiceStatus:
        timeline = self._timeline(crossing, service, as_of)
        return slices.status_at(crossing, service, timeline, at, as_of, self.package)

    def _timeline(self, crossing: Crossing, service: Service, as_of: When | None) -> Timeline:
        return self.record.measures.timeline(crossing.id, service, as_of)


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
