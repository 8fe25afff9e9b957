"""The record's nouns as immutable values: crossings, decisions, measures, sources and others.

Instants are aware datetimes in UTC; bounds are half-open `[start, end)`, and an open end is `None`.

They are named tuples, since defining a data class takes ten times as long at every start. For that
reason too this module does without `from __future__ import annotations`: `NamedTuple` would compile
each annotation.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders import display
from borders.local_time import When


class Status(StrEnum):
    """The status of a crossing point's service, from the least to the most restrictive."""

    OPEN = "open"
    UNKNOWN = "unknown"
    RESTRICTED = "restricted"
    CLOSED = "closed"

    @property
    def severity(self) -> int:
        """How restrictive the status is, from 0 (open) to 3 (closed)."""
        return _SEVERITY[self]


_SEVERITY = {status: rank for rank, status in enumerate(Status)}


class Service(StrEnum):
    """A service of a crossing point; `asylum` is that applications for asylum are accepted.

    `road` is all motor traffic, where decisions do not tell it apart into those of `VEHICLES`.
    """

    ROAD = "road"
    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"
    PEDESTRIAN = "pedestrian"
    BICYCLE = "bicycle"
    RAIL_PASSENGER = "rail-passenger"
    RAIL_FREIGHT = "rail-freight"
    BOAT = "boat"
    ASYLUM = "asylum"


VEHICLES = (Service.CAR, Service.BUS, Service.TRUCK)
"""The services into which a point may tell `road` apart; it offers either `road` or these."""


class Confidence(StrEnum):
    """How well a statement is supported, taken from its sources and never upgraded."""

    PRIMARY = "primary"  # stated by a government, ministry, authority, parliament or court
    SECONDARY = "secondary"  # stated by the press, an agency or an embassy
    WEAK = "weak"  # stated by a copy, a partisan or a state outlet
    INFERRED = "inferred"  # it follows from other statements


class Qualifier(StrEnum):
    """How a published number is qualified, e.g. "about 300"."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"


class Verdict(StrEnum):
    """The record's verdict on a claim that sources make."""

    REJECTED = "rejected"
    QUALIFIED = "qualified"


class RecordStanding(StrEnum):
    """How far a whole record can be trusted."""

    REVIEWED = "reviewed"
    PROVISIONAL = "provisional"


class Form(StrEnum):
    """Whether a source is its publisher's own text or a copy of another publisher's."""

    ORIGINAL = "original"
    MIRROR = "mirror"
    REPRINT = "reprint"
    TRANSLATION = "translation"


class Language(StrEnum):
    """A language into which the record's texts are translated; they are written in English."""

    FINNISH = "fi"
    SWEDISH = "sv"
    RUSSIAN = "ru"


class PlaceKind(StrEnum):
    """The kind of a name on the base map: a town with a dot, or a country across its land."""

    TOWN = "town"
    COUNTRY = "country"


@display.shown
class Source(NamedTuple):
    """A document of a publisher.

    `published` is YYYY, YYYY-MM or YYYY-MM-DD as far as known, or empty. `language` is a two-letter
    code. `original` is whose text it is, if `form` is that of a copy.
    """

    id: str
    title: str
    publisher: str
    published: str
    language: str
    form: Form
    url: str
    original: str
    note: str


@display.shown
class Decision(NamedTuple):
    """A decision of an authority, on behalf of the `sides` of the frontier it speaks for.

    `decided` is when it was made, `announced` when it was made public. At `effective` it ends the
    decisions in `replaces`, which are ids. `row` is its line in the file.
    """

    id: str
    title: str
    authority: str
    sides: tuple[str, ...]
    decided: When
    announced: When | None
    effective: datetime | None
    replaces: tuple[str, ...]
    legal_basis: str
    sources: tuple[Source, ...]
    note: str
    row: int


@display.shown
class Measure(NamedTuple):
    """A row of the closure table: a service of a crossing has a status over `[start, end)`.

    `crossing` is an id. `end` is the planned end, `None` for "until further notice", or where not
    `end_known`: nobody found until when it was planned. `hours` are opening hours in
    OpenStreetMap's syntax, empty if unknown. `row` is its line in the file.
    """

    crossing: str
    service: Service
    status: Status
    start: datetime
    end: datetime | None
    end_known: bool
    hours: str
    decision: Decision
    confidence: Confidence
    confidence_note: str
    sources: tuple[Source, ...]
    note: str
    row: int

    @property
    def documents(self) -> list[Source]:
        """The sources of the measure, then those of its decision, each once."""
        sources = (*self.sources, *self.decision.sources)
        return list({source.id: source for source in sources}.values())

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {
            "crossing": self.crossing,
            "service": str(self.service),
            "status": str(self.status),
            "decision": self.decision.id,
        }


@display.shown
class Crossing(NamedTuple):
    """A crossing point of a frontier.

    - `frontier`: the name of the data folder, which tells points of several frontiers apart
    - `names`, `opposite`: of the point on this side and on the opposite side, by language code
    - `way`: what crosses there, e.g. "road" or "rail"
    - `services`: what the point offers, its main service first
    - `principal`: whether the point is counted in the headline
    - `position`: (lon, lat) where the way meets the frontier; `None` if not established
    - `within_m`: how far from the line the position may lie, in metres, where it is known less
      well than most or is not on the line by nature; `None` for all others
    """

    frontier: str
    id: str
    names: Mapping[str, str]
    opposite: Mapping[str, str]
    also_known_as: tuple[str, ...]
    way: str
    category: str
    services: tuple[Service, ...]
    principal: bool
    position: tuple[float, float] | None
    position_confidence: str
    position_note: str
    within_m: float | None
    municipality: str
    region: str
    opposite_region: str
    road: str
    unlocode: str
    note: str

    @property
    def name(self) -> str:
        """The name in English, else the first of `names`."""
        return self.names.get("en") or next(iter(self.names.values()))

    @property
    def main_service(self) -> Service:
        """The service whose status is the point's headline: the first of `services`."""
        return self.services[0]

    def answering(self, asked: Service | None) -> tuple[Service, ...]:
        """The services that answer a question about one; the first is the answer.

        By default the main service. A vehicle is answered by `road` where that is not told apart,
        and `road` by each vehicle where it is. Empty where the point offers nothing of the kind.
        """
        if asked is None:
            return (self.main_service,)
        if asked is Service.ROAD:
            return tuple(each for each in self.services if each in (asked, *VEHICLES))
        if asked in VEHICLES and Service.ROAD in self.services:
            return (Service.ROAD,)
        return (asked,) if asked in self.services else ()


@display.shown
class Claim(NamedTuple):
    """A claim that `sources` make and that the record rejects or qualifies.

    `record` is what the record states instead, `reason` why, and `evidence` the documents that
    support it. `crossings` and `decisions` are the ids of those concerned.
    """

    id: str
    sources: tuple[Source, ...]
    claim: str
    verdict: Verdict
    record: str
    reason: str
    crossings: tuple[str, ...]
    decisions: tuple[str, ...]
    evidence: tuple[Source, ...]


@display.shown
class Event(NamedTuple):
    """A dated event that changes no status, for context.

    `at` and `until` are YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM in local time, as far as
    known. `crossings` are ids; without any, the event concerns the whole frontier.
    """

    id: str
    at: str
    until: str
    crossings: tuple[str, ...]
    title: str
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str


@display.shown
class Arrivals(NamedTuple):
    """A published number of people who arrived: where, and in which period.

    `date` and `until`, both inclusive, are YYYY, YYYY-MM or YYYY-MM-DD, as published; `until` is
    empty where the period is `date` alone. The place is either `crossing`, an id, or `scope`, a
    text. `counted` is who or what was counted, `cutoff` the hour at which counting ended. `row` is
    its line in the file.
    """

    id: str
    date: str
    until: str
    crossing: str
    scope: str
    count: int  # type: ignore[assignment]  # a tuple has a method of this name
    qualifier: Qualifier
    counted: str
    cutoff: str
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str
    row: int


@display.shown
class Place(NamedTuple):
    """A name on the base map at a position (lon, lat), in several languages.

    Names of `rank` 1 are on every map, those of rank 3 only on the most detailed.
    """

    id: str
    names: Mapping[str, str]
    country: str
    kind: PlaceKind
    position: tuple[float, float]
    rank: int


class Licence(NamedTuple):
    """A licence; `title` names it and what it covers, `path` is its address or empty."""

    title: str
    path: str


class Contributor(NamedTuple):
    """Who keeps a record: a name, an address or empty, and roles such as "author"."""

    title: str
    path: str
    email: str
    roles: tuple[str, ...]


@display.shown
class Package(NamedTuple):
    """The settings of a data folder, from its `datapackage.json`.

    - `contributors`: who keeps the record, as far as it says
    - `zone`: the time zone of all local times
    - `timezones`: the time zones of sides, by the side's code, where one has another
    - `sides`: the names of the frontier's two sides by their codes
    - `countries`: of which country a side's public holidays are, as ISO 3166-1 alpha-2, by the
      side's code; a side may be missing
    - `verified_through`: the last day through which the record was checked
    - `hours_verified_through`: that day for opening hours, where it is another
    - `standing`: how far the record can be trusted, if it says so, and why in `standing_reason`
    - `site_from`: the day of the site's first page
    - `focus`: the days that timelines show enlarged, if any: the first, and the one after the last
    - `projection`: the coordinate reference system of pictures, e.g. "EPSG:3067"; empty for
      one around the frontier
    - `attribution`: whom to name on a map
    """

    name: str
    title: str
    description: str
    licences: tuple[Licence, ...]
    contributors: tuple[Contributor, ...]
    frontier_title: str
    zone: ZoneInfo
    timezones: Mapping[str, ZoneInfo]
    sides: Mapping[str, str]
    countries: Mapping[str, str]
    verified_through: date
    hours_verified_through: date | None
    standing: RecordStanding | None
    standing_reason: str
    site_from: date
    focus: tuple[date, date] | None
    projection: str
    attribution: str

    @property
    def is_provisional(self) -> bool:
        """Whether the record must not be trusted past what was seen, for `standing_reason`."""
        return self.standing is RecordStanding.PROVISIONAL

    def last_seen(self, day: date) -> date | None:
        """The last day checked, where a provisional record tells of a `day` after it."""
        return (
            self.verified_through if self.is_provisional and day > self.verified_through else None
        )

    def clocks(self, instant: datetime) -> list[ZoneInfo]:
        """The record's zone and those of its sides; none where all clocks show the same then."""
        zones = list(dict.fromkeys((self.zone, *self.timezones.values())))
        offsets = {instant.astimezone(zone).utcoffset() for zone in zones}
        return zones if len(offsets) > 1 else []

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {
            "name": self.name,
            "title": self.title,
            "zone": self.zone.key,
            "verified_through": self.verified_through.isoformat(),
        }
