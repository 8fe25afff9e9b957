"""The questions that a record answers, each with typed values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from borders import display, local_time
from borders.display import Answers
from borders.errors import CrossingError, WhenError
from borders.geo.positions import Position, position
from borders.language import gettext
from borders.local_time import When
from borders.model import VEHICLES, Crossing, Measure, Service, Status
from borders.query import slices
from borders.query.crossing_names import CrossingNames
from borders.query.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.record.problems import Problem
from borders.record.record import Record
from borders.record.record_folder import RecordFolder
from borders.timeline.rules import Replacements
from borders.timeline.spans import Timeline
from borders.timeline.standing import SideStanding, weigh_measures

if TYPE_CHECKING:
    from numpy import datetime64
    from pandas import DataFrame

    from borders.geo.frontier import Circle
    from borders.query.statistics import By, FrontierTally, Period, Stretch, Tally

Moment: TypeAlias = "str | date | When | datetime64 | _ArrowScalar"
"""A date, a local date-time, or one with an offset, in any form of `borders.local_time.read`."""


class _ArrowScalar(Protocol):
    """A scalar of PyArrow, which has no types of its own for type checkers."""

    def as_py(self) -> Any: ...


_ALL_TIME = When(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@display.shown
class Dataset(RecordFolder):
    """A record, its timelines and its frontier; nothing in it changes once it is loaded.

    Moments are given as `YYYY-MM-DD` (the whole local day), `YYYY-MM-DDTHH:MM` (local time), with
    an offset, or as values of Python, NumPy, pandas and PyArrow; `borders.local_time.read` has all
    forms. Answers hold instants in UTC and half-open bounds.

    In every method `crossing` is an id or a name, and `service` is answered for by that of
    `Crossing.answering`. `as_of` answers as known at that moment, by default as known now. All
    raise `CrossingError` for a name or a service that does not exist, and `WhenError` for a moment
    that cannot be read.
    """

    def __init__(self, record: Record, problems: Iterable[Problem], folder: str) -> None:
        super().__init__(record, problems, folder)
        self._timelines: dict[
            tuple[str, str | None, When | None], tuple[Crossing, Service, Timeline]
        ] = {}

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {
            "frontier": self.package.frontier_title,
            **self.record.cells(),
            "verified_through": self.package.verified_through.isoformat(),
        }

    def when(self, moment: Moment) -> When:
        """A moment as a `When`; naive times are in the package's zone."""
        return local_time.when(moment, self.package.zone)

    def crossing(self, name: str, service: str | None = None) -> Crossing:
        """A crossing by its id, or by its name in any language, on either side of the frontier."""
        wanted = service_of(service)
        crossing = self.record.crossings.get(name)
        if crossing and crossing.answering(wanted):
            return crossing
        return self._names.find(name, wanted)

    def knows(self, name: str) -> bool:
        """Whether any crossing is called so, whatever it offers."""
        return name in self.record.crossings or self._names.knows(name)

    def timeline(
        self, crossing: str, service: str | None = None, as_of: Moment | None = None
    ) -> Timeline:
        """The spans of a service over all of time."""
        return self._find(crossing, service, self._as_of(as_of))[2]

    def status(
        self,
        crossing: str,
        at: Moment,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> ServiceStatus:
        """The status of a service at an instant or on a date."""
        when, as_known = self.when(at), self._as_of(as_of)
        timeline = self._find(crossing, service, as_known)
        return slices.status_at(*timeline, when, as_known, self.package)

    def beside(self, answer: ServiceStatus) -> list[ServiceStatus]:
        """The statuses of a point's other services for whoever comes by road, or on foot."""
        by_road = (Service.ROAD, *VEHICLES, Service.PEDESTRIAN)
        return [
            self._status(answer.crossing, each, answer.at, answer.as_of)
            for each in answer.crossing.services
            if each in by_road and each is not answer.service in by_road
        ]

    def slice(self, at: Moment, as_of: Moment | None = None) -> Slice:
        """The status of every crossing at an instant or on a date, in the file's order."""
        when, as_known = self.when(at), self._as_of(as_of)
        crossings = []
        for crossing in self.record.crossings.values():
            services = (self._status(crossing, s, when, as_known) for s in crossing.services)
            crossings.append(CrossingSlice(crossing, tuple(services)))
        return Slice(when, as_known, crossings, self.package)

    def changes(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        as_of: Moment | None = None,
    ) -> Answers[Change]:
        """The changes of status of all services from `start` to `end`, by default ever.

        A date as `end` is included. In order of time, then of the crossings in their file. Raises
        `WhenError` also where `end` is before `start`.
        """
        first = self.when(start) if start is not None else _ALL_TIME
        last = self.when(end) if end is not None else _ALL_TIME
        local_time.require_order(first, last, self.package.zone)
        as_known = self._as_of(as_of)
        changes: Answers[Change] = Answers()
        for crossing, service in self.services():
            timeline = self._timeline(crossing, service, as_known)
            changes += slices.changes(crossing, service, timeline, first.start, last.end)
        changes.sort(key=lambda change: change.at)
        return changes

    def diff(
        self, first: Moment, second: Moment, as_of: Moment | None = None
    ) -> Answers[Difference]:
        """The services whose status differs between two moments; that of a date is at its end."""
        before, after, as_known = self.when(first), self.when(second), self._as_of(as_of)
        pairs = (
            Difference(
                self._status(crossing, service, before, as_known),
                self._status(crossing, service, after, as_known),
            )
            for crossing, service in self.services()
        )
        return Answers(pair for pair in pairs if pair.before.status is not pair.after.status)

    def nearest(
        self,
        lat: float,
        lon: float,
        at: Moment,
        service: str | None = Service.ROAD,
        as_of: Moment | None = None,
    ) -> Answers[Nearby]:
        """The open crossings by their geodesic distance from a position, the nearest first.

        `service=None` is the main service of each. Crossings without an established position are
        left out. Raises `ValueError` for a position that is not on Earth.
        """
        here = position((lon, lat))
        when, as_known, wanted = self.when(at), self._as_of(as_of), service_of(service)
        found: dict[str, tuple[ServiceStatus, Position]] = {}
        for crossing in self.record.crossings.values():
            chosen = crossing.answering(wanted)
            if crossing.position is None or not chosen:
                continue
            status = self._status(crossing, chosen[0], when, as_known)
            if status.status is Status.OPEN:
                found[crossing.id] = status, crossing.position
        if not found:
            return Answers()
        from borders.geo.frontier import geodesics

        chainage_m = self.frontier.locate(here).chainage_m
        paths = geodesics(here, [place for _, place in found.values()])
        nearby = [
            Nearby(status, *path, abs(self.linear_positions[id_].chainage_m - chainage_m))
            for (id_, (status, _)), path in zip(found.items(), paths, strict=True)
        ]
        return Answers(sorted(nearby, key=lambda crossing: crossing.distance_m))

    def join(
        self,
        frame: DataFrame,
        crossing: str = "crossing",
        at: str = "at",
        service: str | None = None,
        as_of: Moment | None = None,
        prefix: str = "",
    ) -> DataFrame:
        """A copy of a data frame with the status of each row's crossing at the row's time.

        The column named `crossing` holds ids or names; the column named `at` holds instants with a
        zone or an offset, or local days, in any form that `status` takes. A time without a zone is
        an error, for a column of them may be local or UTC. Rows keep their order and index. The
        columns that are added, with `prefix` before each name,
        are `service`, `status` and `decision` (categories), `changed` and `verified` (`bool`),
        `since` and `until` (`datetime64[us, UTC]`, `NaT` without bound), as in `ServiceStatus`.

        Raises `FrameError` with every row that has no answer, and for columns that are missing or
        would be added twice.
        """
        from borders.query import join

        service_of(service)  # raises what is not an error of each row
        as_known = self._as_of(as_of)
        return join.join(
            frame,
            join.Columns(crossing, at, prefix),
            lambda name: self._find(name, service, as_known),
            self.package,
            tuple(self.record.decisions),
        )

    def change_days(self, start: Moment | None = None, end: Moment | None = None) -> Answers[date]:
        """The local days on which the status of some crossing's main service changed, in order."""
        days = {
            change.at.astimezone(self.package.zone).date()
            for change in self.changes(start, end)
            if change.service is change.crossing.main_service
        }
        return Answers(sorted(days))

    def explain(
        self,
        crossing: str,
        at: Moment,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> Answers[SideStanding]:
        """How every measure of a service stands at an instant or a date's end, for each side."""
        when, as_known = self.when(at), self._as_of(as_of)
        explained, chosen, _ = self._find(crossing, service, as_known)
        return Answers(
            weigh_measures(
                self.measures(explained, chosen),
                self.replacements(as_known),
                self.package.sides,
                when.end - timedelta.resolution if when.day else when.start,
                as_known,
            )
        )

    def period(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        now: Moment | None = None,
    ) -> Period:
        """The period from `start` to `end`; a date as `end` is included.

        By default from the record's first measure through the day to which it was verified, or that
        day alone where every measure begins after it. What is later than `now`, an instant or
        today, is still to come; without it, nothing is. Raises `WhenError` also for a period that
        is reversed or empty.
        """
        from borders.query.statistics import period

        through = self.when(self.package.verified_through)
        last = through if end is None else self.when(end)
        if start is not None:
            first = self.when(start)
        elif self.begins and (end is not None or self.begins < last.end):
            first = local_time.instant(self.begins, self.package.zone)
        else:  # nothing begins before the last day verified
            first = last
        local_time.require_order(first, last, self.package.zone)
        if first.start == last.end:
            moment = first.iso(self.package.zone)
            raise WhenError(gettext("nothing lies between {moment} and itself", moment=moment))
        present = last.end if now is None else self.when(now).end
        return period("all", first.start, last.end, through.end, present)

    def stats(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        *,
        services: Iterable[tuple[Crossing, Service]] | None = None,
        by: By | None = None,
        as_of: Moment | None = None,
        now: Moment | None = None,
    ) -> Answers[Tally]:
        """How long services had each status, and their closures, in a period.

        By default of the main service of every crossing. The period is that of `period`, or with
        `by` its years or months one by one. Only what was verified counts for a status.
        """
        from borders.query.statistics import tally

        if services is None:
            services = [(c, c.main_service) for c in self.record.crossings.values()]
        as_known, parts = self._as_of(as_of), self._parts(start, end, by, now)
        return Answers(
            tally(crossing, service, self._timeline(crossing, service, as_known), part)
            for crossing, service in services
            for part in parts
        )

    def frontier_stats(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        *,
        by: By | None = None,
        service: str | None = None,
        as_of: Moment | None = None,
        now: Moment | None = None,
    ) -> Answers[FrontierTally]:
        """How many principal points were open over a period, and the frontier between them.

        With a `service`, of the points that offer it. The period is as for `stats`.
        """
        from borders.query.statistics import frontier_tally

        as_known, wanted = self._as_of(as_of), service_of(service)
        timelines = [
            (crossing, self._timeline(crossing, chosen[0], as_known))
            for crossing in self.record.crossings.values()
            if crossing.principal and (chosen := crossing.answering(wanted))
        ]
        return Answers(
            frontier_tally(timelines, self._chainages, self.frontier.length_m, part)
            for part in self._parts(start, end, by, now)
        )

    def stretches(self, crossings: Iterable[Crossing]) -> Answers[Stretch]:
        """The stretches into which crossings divide the frontier, from south to north."""
        from borders.query.statistics import stretches

        return Answers(stretches(crossings, self._chainages, self.frontier.length_m))

    def measures(self, crossing: Crossing, service: Service) -> Answers[Measure]:
        """The rows of the closure table on a service, in the file's order."""
        return Answers(self.record.measures.of_service(crossing.id, service))

    def replacements(self, as_of: When | None = None) -> Replacements:
        """When each replaced decision ends, and by which decision, as known at `as_of`."""
        return self.record.measures.replacements(as_of)

    def _parts(
        self, start: Moment | None, end: Moment | None, by: By | None, now: Moment | None
    ) -> list[Period]:
        """A period as a whole, or its years or months."""
        from borders.query.statistics import periods

        return periods(self.period(start, end, now), by, self.package.zone)

    @cached_property
    def _names(self) -> CrossingNames:
        return CrossingNames(self.record.crossings.values())

    @cached_property
    def circle(self) -> Circle | None:
        """A circle around all crossings with a position; `None` if there is none."""
        from borders.geo.frontier import Circle

        positions = [c.position for c in self.record.crossings.values() if c.position]
        return Circle.around(positions) if positions else None

    @cached_property
    def _chainages(self) -> dict[str, float]:
        return {id_: place.chainage_m for id_, place in self.linear_positions.items()}

    def _find(
        self, name: str, service: str | None, as_of: When | None
    ) -> tuple[Crossing, Service, Timeline]:
        """A crossing by its name, one of its services, and that service's timeline.

        They are cached, since a loop over rows has the same few names again and again.
        """
        key = name, service, as_of
        if key not in self._timelines:
            crossing = self.crossing(name, service)
            chosen = crossing.answering(service_of(service))[0]
            self._timelines[key] = crossing, chosen, self._timeline(crossing, chosen, as_of)
        return self._timelines[key]

    def _as_of(self, as_of: Moment | None) -> When | None:
        return None if as_of is None else self.when(as_of)

    def _status(
        self, crossing: Crossing, service: Service, at: When, as_of: When | None
    ) -> ServiceStatus:
        timeline = self._timeline(crossing, service, as_of)
        return slices.status_at(crossing, service, timeline, at, as_of, self.package)

    def _timeline(self, crossing: Crossing, service: Service, as_of: When | None) -> Timeline:
        return self.record.measures.timeline(crossing.id, service, as_of)


def service_of(name: str | None) -> Service | None:
    """The service of that name; `None` for none. Raises `CrossingError` for any other name."""
    if name is None:
        return None
    try:
        return Service(name)
    except ValueError:
        services = ", ".join(Service)
        raise CrossingError(
            gettext("{name} is not a service: {services}", name=repr(name), services=services)
        ) from None
