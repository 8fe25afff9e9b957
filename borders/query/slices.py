"""Answers about one time: the status of a service, of all crossings, changes, differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from borders import dataframes, display, local_time, opening_hours
from borders.local_time import When
from borders.model import Crossing, Measure, Package, Service, Status
from borders.timeline.spans import Span, Timeline

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

FRONTIER_COLUMNS: dict[str, dataframes.ColumnType] = {"frontier": "text", "zone": "text"}
"""The columns, in data frames of several frontiers, of which one a row is of and its zone."""

STATUS_COLUMNS: dict[str, dataframes.ColumnType] = {
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
"""The columns of a data frame of statuses; `Slice.to_geodataframe` describes them."""


@display.shown
class ServiceStatus(NamedTuple):
    """The status of a service of a crossing at an instant, or at the end of a local day.

    `span` is the one that holds at that time, as known at `as_of` (`None`: now).
    """

    crossing: Crossing
    service: Service
    at: When
    as_of: When | None
    span: Span
    timeline: Timeline
    package: Package

    @property
    def status(self) -> Status:
        """The status at the instant, or at the end of the day."""
        return self.span.status

    @property
    def measure(self) -> Measure | None:
        """The measure that governs then; `None` where nothing holds."""
        return self.span.measure

    @property
    def run(self) -> Span:
        """The unbroken run of this status, with the measure that governs at that time."""
        if self.at.day:
            return self.timeline.run_before(self.at.end)
        return self.timeline.run(self.at.start)

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
        return (self.span,)

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
    def last_seen(self) -> date | None:
        """The last day checked, where the record is provisional and the answer is past that day."""
        return self.package.last_seen(self.at.last_day(self.package.zone))

    @property
    def is_planned(self) -> bool:
        """Whether the status only began after the last day to which the record was checked."""
        checked = local_time.day(self.package.verified_through, self.package.zone)
        return self.since is not None and self.since >= checked.end

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

    def cells(self) -> display.Cells:
        """What to show of it, in local time."""
        zone = self.package.zone
        return {
            "crossing": self.crossing.name,
            "service": str(self.service),
            "at": self.at.iso(zone),
            "status": str(self.status),
            "changed": "yes" if self.changed else "",
            "since": local_time.iso(self.since, zone) if self.since else "",
            "until": local_time.iso(self.until, zone) if self.until else "",
            "decision": self.measure.decision.id if self.measure else "",
            "verified": "yes" if self.verified else "no",
        }


@display.shown
class CrossingSlice(NamedTuple):
    """The status of each service of a crossing in a slice, the main service first."""

    crossing: Crossing
    services: tuple[ServiceStatus, ...]

    @property
    def main(self) -> ServiceStatus:
        """The status of the crossing's main service."""
        return self.services[0]

    def cells(self) -> display.Cells:
        """What to show of it: the status of each service."""
        statuses = {str(answer.service): str(answer.status) for answer in self.services}
        return {"crossing": self.crossing.name, **statuses}


@display.shown
class Slice:
    """All crossings at an instant or on a local day, in the file's order.

    The statuses are as known at `as_of` (`None`: now).
    """

    def __init__(
        self, at: When, as_of: When | None, crossings: Iterable[CrossingSlice], package: Package
    ) -> None:
        self.at, self.as_of, self.crossings = at, as_of, tuple(crossings)
        self.verified, self.zone = is_verified(at, package), package.zone

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

    def cells(self) -> display.Cells:
        """What to show of it: the time, and how many principal points have which status."""
        counts = {str(status): str(count) for status, count in self.counts.items() if count}
        return {"at": self.at.iso(self.zone), **counts}

    def to_geodataframe(self) -> GeoDataFrame:
        """The rows of `to_frame` of the crossings on the map, with their positions in WGS 84.

        Those whose position is not established are left out.
        """
        return placed(self.to_frame(), self.crossings)

    def to_frame(self) -> DataFrame:
        """A row for each crossing, with the status of its main service.

        `service` and `status` are categories; `since` and `until` are `datetime64[us, UTC]`, `NaT`
        without bound; `changed` and `verified` are `bool`.
        """
        return frame(self.crossings, STATUS_COLUMNS)


@display.shown
class Change(NamedTuple):
    """A change of a service's status at the instant `at`, with the spans before and after.

    It shows itself in the time of `zone`.
    """

    at: datetime
    crossing: Crossing
    service: Service
    before: Span
    after: Span
    zone: tzinfo

    def cells(self) -> display.Cells:
        """What to show of it, in local time."""
        return {
            "at": local_time.iso(self.at, self.zone),
            "crossing": self.crossing.name,
            "service": str(self.service),
            "before": str(self.before.status),
            "after": str(self.after.status),
            "decision": self.after.measure.decision.id if self.after.measure else "",
        }


@display.shown
class Difference(NamedTuple):
    """A service whose status differs between two times."""

    before: ServiceStatus
    after: ServiceStatus

    def cells(self) -> display.Cells:
        """What to show of it, in local time."""
        after = self.after.cells()
        shown = {name: after[name] for name in ("crossing", "service", "since", "decision")}
        return {"before": str(self.before.status), "after": after["status"], **shown}


@display.shown
class Nearby(NamedTuple):
    """An open service near a position: geodesic distance, bearing from north, distance along.

    `along_m` is how far along the frontier the crossing is from the line's point that is nearest to
    the position, in metres.
    """

    status: ServiceStatus
    distance_m: float
    bearing_deg: float
    along_m: float

    def cells(self) -> display.Cells:
        """What to show of it, with kilometres."""
        return {
            "km": f"{self.distance_m / 1000:.1f}",
            "bearing": f"{self.bearing_deg:.0f}°",
            "crossing": self.status.crossing.name,
            "service": str(self.status.service),
            "km along the frontier": f"{self.along_m / 1000:.1f}",
        }


def frame(
    entries: Iterable[CrossingSlice], columns: Mapping[str, dataframes.ColumnType]
) -> DataFrame:
    """A row for each crossing with these of the columns of `status_row`."""
    return dataframes.data_frame([status_row(entry.main) for entry in entries], columns)


def placed(frame: DataFrame, entries: Iterable[CrossingSlice]) -> GeoDataFrame:
    """The rows of `frame` that are of crossings on the map, with their positions in WGS 84."""
    return dataframes.placed(frame, [entry.crossing.position for entry in entries])


def status_row(answer: ServiceStatus) -> dict[str, object]:
    """A status under the names of `FRONTIER_COLUMNS` and `STATUS_COLUMNS`."""
    return {
        "frontier": answer.crossing.frontier,
        "zone": answer.package.zone.key,
        "crossing": answer.crossing.id,
        "name": answer.crossing.name,
        "way": answer.crossing.way,
        "service": answer.service,
        "status": answer.status,
        "changed": answer.changed,
        "since": answer.since,
        "until": answer.until,
        "decision": answer.measure and answer.measure.decision.id,
        "verified": answer.verified,
    }


def status_at(
    crossing: Crossing,
    service: Service,
    timeline: Timeline,
    at: When,
    as_of: When | None,
    package: Package,
) -> ServiceStatus:
    """The status of a service, whose timeline is given, at an instant or a day's end."""
    span = timeline.before(at.end) if at.day else timeline.at(at.start)
    return ServiceStatus(crossing, service, at, as_of, span, timeline, package)


def is_verified(at: When, package: Package) -> bool:
    """Whether the record was checked through that day."""
    return at.last_day(package.zone) <= package.verified_through


def changes(
    crossing: Crossing, service: Service, timeline: Timeline, start: datetime, end: datetime
) -> Iterator[Change]:
    """The changes of a service's status in `[start, end)`."""
    for before, after in timeline.changes(start, end):
        assert after.start is not None
        yield Change(after.start, crossing, service, before, after, timeline.zone)
