"""The record's nouns as frozen values; standard library only.

They are named tuples and not data classes, which take ten times as long to define at every start,
and their annotations are not put off, which would have each of them compiled.

Instants are aware datetimes in UTC, bounds are half-open `[start, end)`, and an open end is `None`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.local_time import When


class Status(StrEnum):
    """What a service of a crossing point is, from the least to the most restrictive."""

    OPEN = "open"
    UNKNOWN = "unknown"
    RESTRICTED = "restricted"
    CLOSED = "closed"

    @property
    def severity(self) -> int:
        """0 for open to 3 for closed: of two sides the more severe one counts."""
        return _SEVERITY[self]


_SEVERITY = {status: rank for rank, status in enumerate(Status)}


class Service(StrEnum):
    """What a crossing point offers; `asylum` means that applications are accepted there."""

    ROAD = "road"
    BICYCLE = "bicycle"
    RAIL_PASSENGER = "rail-passenger"
    RAIL_FREIGHT = "rail-freight"
    BOAT = "boat"
    ASYLUM = "asylum"


class Confidence(StrEnum):
    """How well a statement is supported; carried over from the sources, never upgraded."""

    PRIMARY = "primary"  # a government, ministry, authority, parliament or court says so
    SECONDARY = "secondary"  # the press, an agency or an embassy says so
    WEAK = "weak"  # a copy, a partisan or a state outlet says so
    INFERRED = "inferred"  # it follows from other statements


class Qualifier(StrEnum):
    """How a published number is worded."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"


class Verdict(StrEnum):
    """What the record makes of somebody's claim."""

    REJECTED = "rejected"
    QUALIFIED = "qualified"


class Form(StrEnum):
    """Whether a source is the publisher's own text or somebody's copy of another's."""

    ORIGINAL = "original"
    MIRROR = "mirror"
    REPRINT = "reprint"
    TRANSLATION = "translation"


class Language(StrEnum):
    """A language into which texts of the record, which are in English, are translated."""

    FINNISH = "fi"
    SWEDISH = "sv"
    RUSSIAN = "ru"


class PlaceKind(StrEnum):
    """What the base map names: a town by a dot, a country across its land."""

    TOWN = "town"
    COUNTRY = "country"


class Source(NamedTuple):
    """One document. `published` is a year, month or day as far as known, or empty."""

    id: str
    title: str
    publisher: str
    published: str
    language: str
    form: Form
    url: str
    original: str
    note: str


class Decision(NamedTuple):
    """Who decided what and when. `effective` is when it ends what it `replaces`.

    `row` is its line in the file.
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


class Measure(NamedTuple):
    """One row of the closure table: a crossing's service has a status over `[start, end)`.

    `end` is the planned end, `None` for "until further notice". `row` is its line in the file.
    """

    crossing: str
    service: Service
    status: Status
    start: datetime
    end: datetime | None
    hours: str
    decision: Decision
    confidence: Confidence
    confidence_note: str
    sources: tuple[Source, ...]
    note: str
    row: int

    @property
    def documents(self) -> list[Source]:
        """The documents behind it: its own, then those of its decision."""
        return list({s.id: s for s in (*self.sources, *self.decision.sources)}.values())


class Crossing(NamedTuple):
    """A crossing point; `position` is (lon, lat) where its way meets the frontier, if established.

    The first of `services` is its main one. `principal` points are counted in the headline.
    `within_m` is how far from the line it may lie, in metres, where its place is known less well or
    lies off the line by nature; `None` is as for the others.
    """

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
        """The name in English, or else the first there is."""
        return self.names.get("en") or next(iter(self.names.values()))

    @property
    def main_service(self) -> Service:
        """The service whose status is the point's headline: the first of `services`."""
        return self.services[0]


class Claim(NamedTuple):
    """What sources state and the record rejects or qualifies, and why."""

    id: str
    sources: tuple[Source, ...]
    claim: str
    verdict: Verdict
    record: str
    reason: str
    crossings: tuple[str, ...]
    decisions: tuple[str, ...]
    evidence: tuple[Source, ...]


class Event(NamedTuple):
    """Dated context that changes nothing in what a crossing point accepts.

    `at` and `until` are written as known: YYYY, YYYY-MM, YYYY-MM-DD or with local HH:MM.
    """

    id: str
    at: str
    until: str
    crossings: tuple[str, ...]
    title: str
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str


class Arrivals(NamedTuple):
    """One number as it was published: who came, where, and in which days.

    `date` and `until`, both included, are written as known: YYYY, YYYY-MM or YYYY-MM-DD; `until` is
    empty where the period is `date` alone. Either `crossing` or `scope` says where. `row` is its
    line in the file.
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


class Place(NamedTuple):
    """A name on the base map, at (lon, lat); `rank` 1 is always shown, 3 only on a closer look."""

    id: str
    names: Mapping[str, str]
    country: str
    kind: PlaceKind
    position: tuple[float, float]
    rank: int


class Licence(NamedTuple):
    """A licence, its `title` saying what it covers; `path` is an address, or empty."""

    title: str
    path: str


class Package(NamedTuple):
    """What `datapackage.json` says of the whole: its zone, its sides, how far it was checked.

    `description` and `licences` may be empty. `focus` are the first and last day that a timeline
    shows at a wider scale; `projection` is the coordinate reference system of pictures, such as
    EPSG:3067.
    """

    name: str
    title: str
    description: str
    licences: tuple[Licence, ...]
    frontier_title: str
    zone: ZoneInfo
    sides: Mapping[str, str]
    verified_through: date
    site_from: date
    focus: tuple[date, date]
    projection: str
    attribution: str
