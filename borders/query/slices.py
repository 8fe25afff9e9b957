"""Answers about one time: the status of a service, of all crossings, changes, differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from borders import dataframes, opening_hours
from borders.local_time import When
from borders.model import Crossing, Measure, Package, Service, Status
from borders.timeline.spans import Span, Timeline

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_COLUMNS: dict[str, dataframes.ColumnType] = {
    "crossing": "text",
    "name": "text",
    "way": "text",
    "service": Service,
    "status": Status,
    "changed": "bool",
    "since": dataframes.INSTANT,
    "until": dataframes.INSTANT,
    "decision": "text",
    "verified": "bool",
}


class ServiceStatus(NamedTuple):
    """The status of a service of a crossing at an instant, or at the end of a local day.

    `run` is the unbroken run of this status as known at `as_of` (`None`: now), with the measure
    that governs at that time.
    """

    crossing: Crossing
    service: Service
    at: When
    as_of: When | None
    run: Span
    timeline: Timeline
    package: Package

    @property
    def status(self) -> Status:
        """The status at the instant, or at the end of the day."""
        return self.run.status

    @property
    def measure(self) -> Measure | None:
        """The measure that governs then; `None` where nothing holds."""
        return self.run.measure

    @property
    def since(self) -> datetime | None:
        """When the run of this status starts; `None` is without bound."""
        return self.run.start

    @property
    def until(self) -> datetime | None:
        """When the run of this status ends, exclusive; `None` is without bound."""
        return self.run.end

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the day, cut to it, or the single span that holds the instant."""
        if self.at.day:
            return tuple(self.timeline.between(self.at.start, self.at.end))
        return (self.timeline.at(self.at.start),)

    @property
    def changed(self) -> bool:
        """Whether the status changed during the day, or at the very instant."""
        if self.at.day:
            return any(True for _ in self.timeline.changes(self.at.start, self.at.end))
        return self.since == self.at.start

    @property
    def before(self) -> Status:
        """The status just before the instant, or just before the start of the day."""
        return self.timeline.before(self.at.start).status

    @property
    def open_now(self) -> bool | None:
        """Whether the instant is in opening hours; `None` if these are unknown, and for a day."""
        if self.at.day:
            return None
        if self.status is Status.CLOSED:
            return False
        if self.measure is None or self.status is Status.UNKNOWN or not self.measure.hours:
            return None
        place = opening_hours.place_of(self.measure, self.crossing, self.package)
        return opening_hours.is_open(self.measure.hours, self.at.start, place)

    @property
    def told_instant(self) -> datetime | None:
        """The instant that the answer is of, or on a day that of the last change, if any."""
        if self.at.day is None:
            return self.at.start
        return self.since if self.changed else None

    @property
    def decided_that_day(self) -> bool:
        """Whether the answer is as of an instant of the very day of the governing decision.

        Of that decision only the day is known, so at the instant it may not have been made yet.
        """
        if self.as_of is None or self.as_of.day or self.measure is None:
            return False
        decided = self.measure.decision.decided
        return decided.day is not None and decided.start <= self.as_of.start < decided.end

    @property
    def verified(self) -> bool:
        """Whether the record was checked through that day."""
        return is_verified(self.at, self.package)


class CrossingSlice(NamedTuple):
    """The status of each service of a crossing in a slice, the main service first."""

    crossing: Crossing
    services: tuple[ServiceStatus, ...]

    @property
    def main(self) -> ServiceStatus:
        """The status of the crossing's main service."""
        return self.services[0]


class Slice:
    """All crossings at an instant or on a local day, in the file's order.

    The statuses are as known at `as_of` (`None`: now).
    """

    def __init__(
        self, at: When, as_of: When | None, crossings: Iterable[CrossingSlice], package: Package
    ) -> None:
        self.at, self.as_of, self.crossings = at, as_of, tuple(crossings)
        self.verified = is_verified(at, package)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Slice):
            return False
        return (self.at, self.as_of, self.crossings) == (other.at, other.as_of, other.crossings)

    def __hash__(self) -> int:
        return hash(self.at)

    @property
    def counts(self) -> dict[Status, int]:
        """How many of the principal points have each status."""
        counts = dict.fromkeys(Status, 0)
        for entry in self.crossings:
            counts[entry.main.status] += entry.crossing.principal
        return counts

    def to_geodataframe(self) -> GeoDataFrame:
        """A row for each crossing: the status of its main service, and its position in WGS 84.

        `service` and `status` are categories; `since` and `until` are `datetime64[us, UTC]`, `NaT`
        without bound; `changed` and `verified` are `bool`. A position that is not established is
        `None`.
        """
        rows = [
            {
                "crossing": entry.crossing.id,
                "name": entry.crossing.name,
                "way": entry.crossing.way,
                "service": entry.main.service,
                "status": entry.main.status,
                "changed": entry.main.changed,
                "since": entry.main.since,
                "until": entry.main.until,
                "decision": entry.main.measure and entry.main.measure.decision.id,
                "verified": entry.main.verified,
            }
            for entry in self.crossings
        ]
        positions = [entry.crossing.position for entry in self.crossings]
        return dataframes.with_positions(dataframes.data_frame(rows, _COLUMNS), positions)


class Change(NamedTuple):
    """A change of a service's status at the instant `at`, with the spans before and after."""

    at: datetime
    crossing: Crossing
    service: Service
    before: Span
    after: Span


class Difference(NamedTuple):
    """A service whose status differs between two times."""

    before: ServiceStatus
    after: ServiceStatus


class Nearby(NamedTuple):
    """An open service near a position: geodesic distance, bearing from north, distance along.

    `along_m` is how far along the frontier the crossing is from the line's point that is nearest to
    the position, in metres.
    """

    status: ServiceStatus
    distance_m: float
    bearing_deg: float
    along_m: float


def status_at(
    crossing: Crossing,
    service: Service,
    timeline: Timeline,
    at: When,
    as_of: When | None,
    package: Package,
) -> ServiceStatus:
    """The status of a service, whose timeline is given, at an instant or a day's end."""
    run = timeline.run_before(at.end) if at.day else timeline.run(at.start)
    return ServiceStatus(crossing, service, at, as_of, run, timeline, package)


def is_verified(at: When, package: Package) -> bool:
    """Whether the record was checked through that day."""
    return at.last_day(package.zone) <= package.verified_through


def changes(
    crossing: Crossing, service: Service, timeline: Timeline, start: datetime, end: datetime
) -> Iterator[Change]:
    """The changes of a service's status in `[start, end)`."""
    for before, after in timeline.changes(start, end):
        assert after.start is not None
        yield Change(after.start, crossing, service, before, after)
