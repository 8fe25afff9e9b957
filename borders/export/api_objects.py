"""The objects in the files of the interface for programs as types: see `api_types`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from borders.model import Confidence, RecordStanding, Service, Status

_DAY = r"\d{4}-\d{2}-\d{2}"
_INSTANT = _DAY + r"T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2}"


def meaning(text: str) -> Meta:
    """The meaning of a value, for the schema."""
    return Meta(description=text)


Day = Annotated[str, Meta(pattern=f"^{_DAY}$")]
Instant = Annotated[str, Meta(pattern=f"^{_INSTANT}$")]
Through = Annotated[Day, meaning("The last day to which the record was checked")]
Standing = Annotated[
    RecordStanding | None, meaning("How far the record can be trusted; null if it does not say")
]

Id = Annotated[str, meaning("A crossing point")]
Offered = Annotated[Service, meaning("What the point offers")]
From = Annotated[Instant | None, meaning("From this instant on")]
Until = Annotated[Instant | None, meaning("Until this instant; null is until further notice")]
Announced = Annotated[
    Instant | None, meaning("The end that its decision planned; null is until further notice")
]
AnnouncedKnown = Annotated[
    bool | None, meaning("False where nobody found the planned end; null where nothing governs")
]
Held = Annotated[
    Instant | None,
    meaning("When its measure stops to hold: its own end, or when its decision is replaced"),
]
Since = Annotated[Instant | None, meaning("The start of the unbroken run of this status")]
Governing = Annotated[
    str | None, meaning("The decision that governs; null where no source says anything")
]
SourceIds = Annotated[list[str], meaning("The documents behind it")]
Confident = Annotated[Confidence | None, meaning("How well it is supported")]
Note = Annotated[str | None, meaning("What a reader must know besides")]
Names = Annotated[dict[str, str], meaning("The name by language")]
Verified = Annotated[bool, meaning("False past the date to which the record was checked")]
DayEnd = Annotated[Status, meaning("How the day ended")]
Changed = Annotated[bool, meaning("Whether the status changed during the day")]
Counts = Annotated[
    dict[Status, int],
    Meta(
        description="How many of the principal points have each status",
        extra_json_schema={
            "required": [status.value for status in Status],
            "propertyNames": {"enum": [status.value for status in Status]},
        },
    ),
]


class Object(msgspec.Struct, forbid_unknown_fields=True):
    """An object with these keys and no others."""


class Licence(Object):
    """A licence as the data folder describes it."""

    name: str | UnsetType = UNSET
    path: str | UnsetType = UNSET
    title: str | UnsetType = UNSET


class Frontier(Object):
    """The line of the frontier."""

    title: str
    length_m: Annotated[float, meaning("Geodesic, in metres")]
    parts: Annotated[dict[str, float], meaning("The length of each part, in metres")]


class Crossing(Object):
    """A crossing point, and its status on a day."""

    crossing: Id
    name: Annotated[str, meaning("Its name in English, or else the first there is")]
    names: Names
    opposite: Annotated[
        dict[str, str], meaning("The name of the point on the other side, by language")
    ]
    also_known_as: list[str]
    way: Annotated[str, meaning("How one crosses: road, rail, foot or boat")]
    category: Annotated[str, meaning("The class of the point")] = field(name="class")
    services: Annotated[list[Offered], meaning("What the point offers, its main service first")]
    principal: Annotated[bool, meaning("Whether it is counted in the headline")]
    lon: Annotated[float | None, meaning("Degrees, WGS 84; null where no place is established")]
    lat: Annotated[float | None, meaning("Degrees, WGS 84; null where no place is established")]
    position: Annotated[str, meaning("How well the place is established")]
    position_note: str | None
    chainage_m: Annotated[
        float | None, meaning("Along the frontier from its southern end, in metres")
    ]
    offset_m: Annotated[float | None, meaning("From the frontier, in metres")]
    municipality: str
    region: str
    opposite_region: str | None
    road: str | None
    unlocode: Annotated[str | None, meaning("UN/LOCODE")]
    note: Note
    at: Annotated[Day, meaning("The day of the status")]
    status: Annotated[Status, meaning("Of the main service")]
    since: Since
    verified: Verified


class Span(Object):
    """A part of a day in which one measure governs, or none does."""

    status: Status
    from_: From = field(name="from")
    until: Until
    decision: Governing


class TimelineSpan(Object):
    """A span of the timeline of a service."""

    crossing: Id
    service: Offered
    status: Status
    from_: From = field(name="from")
    until: Until
    decision: Governing


class HistorySpan(Object):
    """A span of the timeline of a service, with the measure that governs and what became of it."""

    service: Offered
    status: Status
    from_: From = field(name="from")
    until: Until
    decision: Governing
    announced_until: Announced
    announced_until_known: AnnouncedKnown
    held_until: Held
    replaced_by: Annotated[str | None, meaning("The decision that ended it before its planned end")]
    confidence: Confident
    note: Note
    sources: SourceIds


class ChangeInBrief(Object):
    """A service that went from one status to another at crossing points."""

    at: Annotated[Instant, meaning("When it changed")]
    service: Offered
    from_: Status = field(name="from")
    to: Status
    crossings: list[Id]


class Change(ChangeInBrief):
    """A change with the names of the points, the decision and the documents behind it."""

    names: list[str]
    decision: Governing
    sources: SourceIds


class Measure(Object):
    """The status that a decision laid down for a service at crossing points."""

    service: Offered
    status: Annotated[Status, meaning("What the service was to be")]
    from_: Annotated[Instant, meaning("From this instant on")] = field(name="from")
    announced_until: Announced
    announced_until_known: AnnouncedKnown
    held_until: Held
    crossings: list[Id]


class Answer(Object):
    """The status of the main service of a crossing point on a day, as the command prints it."""

    crossing: Id
    name: str
    service: Offered
    at: Annotated[Day, meaning("The day")]
    as_of: Annotated[None, meaning("Null, because this is as it is known now")]
    status: DayEnd
    changed: Changed
    since: Since
    until: Annotated[Instant | None, meaning("The end of the unbroken run of this status")]
    announced_until: Announced
    announced_until_known: AnnouncedKnown
    open_now: Annotated[None, meaning("Null, because this is a whole day")]
    hours: Annotated[
        str | None, meaning("Opening hours in OpenStreetMap's syntax; null: not known")
    ]
    spans: Annotated[list[Span], meaning("The parts of the day")]
    decision: Governing
    sources: SourceIds
    confidence: Confident
    confidence_note: Annotated[str | None, meaning("What of it is supported better or worse")]
    note: Note
    verified: Verified
    verified_through: Day


class AnswerInBrief(Object):
    """The status of another service of a crossing point on a day."""

    crossing: Id
    service: Offered
    status: DayEnd
    changed: Changed
    since: Since
