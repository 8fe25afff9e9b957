"""The record at one time: the status of a service, of everything at once, and what changed."""

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
    """What one service of a crossing was at an instant, or how a local day ended for it.

    `run` is the unbroken run of this status as known at `as_of`, with its governing measure then.
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
        """The status, of a day as it ended."""
        return self.run.status

    @property
    def measure(self) -> Measure | None:
        """The measure that governs, of a day at its end; `None` where nothing holds."""
        return self.run.measure

    @property
    def since(self) -> datetime | None:
        """When the run of this status began; `None` is without bound."""
        return self.run.start

    @property
    def until(self) -> datetime | None:
        """When the run of this status ends, exclusive; `None` is without bound."""
        return self.run.end

    @property
    def spans(self) -> tuple[Span, ...]:
        """The parts of the asked day, or the one span that holds the instant."""
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
        """What the status was until the instant, or the start of the day."""
        return self.timeline.before(self.at.start).status

    @property
    def open_now(self) -> bool | None:
        """Whether it is inside its hours; `None` for a day, and where they are not known."""
        return None if self.at.day else _open_now(self.run, self.at.start, self.package)

    @property
    def verified(self) -> bool:
        """Whether the record was checked to that day or further."""
        return is_verified(self.at, self.package)


class CrossingSlice(NamedTuple):
    """One crossing in a slice: the status of each service, the main one first."""

    crossing: Crossing
    services: tuple[ServiceStatus, ...]

    @property
    def main(self) -> ServiceStatus:
        """The headline: the status of the point's main service."""
        return self.services[0]


class Slice:
    """The whole frontier at an instant, or on a local day; crossings from south to north.

    `as_of` is when what is shown was known; `None` stands for now.
    """

    def __init__(
        self, at: When, as_of: When | None, crossings: Iterable[CrossingSlice], package: Package
    ) -> None:
        self.at, self.as_of, self.crossings = at, as_of, tuple(crossings)
        self.verified = is_verified(at, package)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Slice):
            return False
        own, others = ((one.at, one.as_of, one.crossings) for one in (self, other))
        return own == others

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
        """One row per crossing, its main service's status and its position in WGS 84.

        `service` and `status` are categories; `since` and `until` are `datetime64[us, UTC]`, `NaT`
        without bound; `changed` and `verified` are `bool`. A place that is not established is
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
    """A service of a crossing went from one status to another at `at`."""

    at: datetime
    crossing: Crossing
    service: Service
    before: Span
    after: Span


class Difference(NamedTuple):
    """A service that is not the same at two times: what it was, and what it is since when."""

    before: ServiceStatus
    after: ServiceStatus


class Nearby(NamedTuple):
    """An open service seen from a position: straight-line distance, bearing, along the frontier.

    `along_m` is the chainage between the position's nearest point of the frontier and the crossing.
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
    """The status of a service at an instant, or at the end of a local day."""
    run = timeline.run_before(at.end) if at.day else timeline.run(at.start)
    return ServiceStatus(crossing, service, at, as_of, run, timeline, package)


def is_verified(at: When, package: Package) -> bool:
    """Whether the record was checked to that day or further."""
    return at.last_day(package.zone) <= package.verified_through


def changes(
    crossing: Crossing, service: Service, timeline: Timeline, start: datetime, end: datetime
) -> Iterator[Change]:
    """What changed for a service in `[start, end)`."""
    for before, after in timeline.changes(start, end):
        assert after.start is not None
        yield Change(after.start, crossing, service, before, after)


def _open_now(span: Span, instant: datetime, package: Package) -> bool | None:
    if span.status is Status.CLOSED:
        return False
    if span.measure is None or span.status is Status.UNKNOWN or not span.measure.hours:
        return None
    return opening_hours.is_open(span.measure.hours, instant, package.zone)
