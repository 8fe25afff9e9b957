"""Opening hours in OpenStreetMap's syntax; this module alone uses the library that reads them.

For a fact that it is not given the library has a default: no day is a holiday, the sun rises at
07:00. Hours that name a holiday or the sun are therefore evaluated with a country or a position,
and are unknown without it. So are those of which the library says more than they do, and all hours
before 1900, when it takes everything for closed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from borders.language import gettext, message
from borders.model import Crossing, Measure, Package

# Few look-ups need to import the library, and it takes as long as all else that they do.
if TYPE_CHECKING:
    from opening_hours import OpeningHours

# Countries whose public holidays version 2.1 of the library lists in part: it leaves out those of a
# single region and, of Russia, 8 January.
_PARTLY_LISTED = frozenset(
    ("AU", "BA", "BR", "CA", "CH", "CL", "DE", "ES", "GB", "IT", "NZ", "PT", "RU", "US")
)

_YEARS = range(1900, 9999)  # at the end of 9999 the library fails, for want of a next day

# A time by the sun: sunset, or (sunset-01:30).
_SUN_TIME = re.compile(r"(\()?(dawn|sunrise|sunset|dusk)(?(1)([+-])(\d+):(\d+))")

# What the library evaluates, but not as the syntax has it, or without what only people know.
_REFUSED = (
    (
        re.compile(r"\|\|"),
        message("{hours} has a fallback ({found}); write what it says first, then a comma"),
    ),
    (
        re.compile(r"Feb 30|(?:Feb|Apr|Jun|Sep|Nov) 31"),
        message("{hours} names a day that does not exist: {found}"),
    ),
    (
        re.compile(r"\+(?![\dA-Z])"),
        message("{hours} has an open end ({found}); give the end, or say unknown"),
    ),
    (
        re.compile(r"(?:(?<=:\d\d)|(?<=[a-z)]))/\d+"),
        message("{hours} repeats a time ({found}); give the hours from and until"),
    ),
    (
        re.compile("SH"),
        message("{hours} needs school holidays ({found}), which are not known; give their dates"),
    ),
)


class Place(NamedTuple):
    """What opening hours may need to know besides the clock.

    - `zone`: the time zone of all clocks
    - `country`: whose public holidays are meant, as ISO 3166-1 alpha-2; `None` if that is not known
    - `position`: (lon, lat); `None` if it is not known
    """

    zone: ZoneInfo
    country: str | None
    position: tuple[float, float] | None


def place_of(measure: Measure, crossing: Crossing, package: Package) -> Place:
    """The place of a measure's hours.

    Its country is that of the sides that decided, if each has one and it is the same.
    """
    countries = {package.countries.get(side) for side in measure.decision.sides}
    country = countries.pop() if len(countries) == 1 else None
    return Place(package.zone, country, crossing.position)


def is_open(hours: str, instant: datetime, place: Place) -> bool | None:
    """Whether an instant lies in opening hours, which are local times of a place.

    `None` where that is unknown: the hours say so, have a `problem`, or need a holiday or the sun
    at a time of which these are not known; and in years that the library does not know.
    """
    from opening_hours import State

    local = instant.astimezone(place.zone).replace(tzinfo=None, fold=0)
    if problem(hours, place) or not _facts_are_known(hours, local.date(), place):
        return None
    state, comment = _located(hours, place).state(local)
    # The syntax has it that a comment alone means unknown; the library takes it for open.
    if state == State.UNKNOWN or (
        state == State.OPEN and comment and f'open "{comment}"' not in hours
    ):
        return None
    return state == State.OPEN


def problem(hours: str, place: Place) -> str | None:
    """Why opening hours cannot be evaluated at a place, in one line; `None` if they can."""
    values = {"hours": repr(hours), "country": place.country or ""}
    try:
        words = _words(hours)
    except ValueError as error:
        reason = " ".join(str(error).split())
        return gettext("{hours} is not in opening_hours syntax: {reason}", reason=reason, **values)
    for pattern, refusal in _REFUSED:
        if found := pattern.search(words):
            return gettext(refusal, found=found[0], **values)
    if _SUN_TIME.search(words) and place.position is None:
        return gettext(
            "{hours} needs the sun, but the crossing has no position; give clock times", **values
        )
    if "PH" in words and place.country is None:
        return gettext(
            "{hours} needs public holidays (PH); datapackage.json must give one country for "
            "the sides that decided",
            **values,
        )
    if "PH" in words and not _years_with_holidays(place.country):
        return gettext(
            "{hours} needs public holidays (PH), but not all those of {country} are known; give "
            "dates",
            **values,
        )
    return None


def _facts_are_known(hours: str, day: date, place: Place) -> bool:
    """Whether the library knows a local day, and the holidays and the sun that hours name then."""
    if day.year not in _YEARS:
        return False
    words = _words(hours)
    # The years before and after count: of a night, and of such as PH -1 day.
    years = {day.year - 1, day.year, day.year + 1}
    if "PH" in words and not years <= _years_with_holidays(place.country):
        return False
    # A night that began the day before may still last.
    return all(
        _is_known(sun_time, day - timedelta(days=ago), place)
        for sun_time in _SUN_TIME.finditer(words)
        for ago in (0, 1)
    )


def _is_known(sun_time: re.Match[str], day: date, place: Place) -> bool:
    """Whether a time relative to the sun exists, counted from the start of a local day."""
    _, event, sign, hours, minutes = sun_time.groups()
    at = _sun_times(day, place).get(event)
    if at is None:
        return False
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timedelta() <= (at - offset if sign == "-" else at + offset) < timedelta(days=2)


@lru_cache(maxsize=1024)
def _sun_times(day: date, place: Place) -> dict[str, timedelta]:
    """When the sun rises and sets on a local day, by the clock, and dawn and dusk.

    A pair is missing where the day does not have both, one after the other: in the polar night, in
    the midnight sun, and where the sun sets after midnight. The library has an answer then too, but
    it rests on the time of year.
    """
    from opening_hours import State

    midnight = datetime.combine(day, time())
    times = {}
    for first, last in (("sunrise", "sunset"), ("dawn", "dusk")):
        light = _located(f"{first}-{last}", place).intervals(midnight, midnight + timedelta(days=1))
        starts, _ends, states, _comments = zip(*light, strict=True)
        if states == (State.CLOSED, State.OPEN, State.CLOSED):
            times[first], times[last] = (
                start.replace(tzinfo=None) - midnight for start in starts[1:]
            )
    return times


@lru_cache
def _years_with_holidays(country: str | None) -> frozenset[int]:
    """The years of which the library knows all public holidays of a country."""
    from opening_hours import OpeningHours, State, UnknownCountryError  # type: ignore[attr-defined]

    if country is None or country in _PARTLY_LISTED:
        return frozenset()
    try:
        holidays = OpeningHours("PH", country=country)
    except UnknownCountryError:
        return frozenset()
    days = holidays.intervals(datetime.combine(date(1900, 1, 1), time()))
    return frozenset(start.year for start, _end, state, _comment in days if state == State.OPEN)


@lru_cache(maxsize=1024)
def _words(hours: str) -> str:
    """Opening hours as the library spells them, without comments.

    Raises `ValueError` when they cannot be read.
    """
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

    try:
        return re.sub('"[^"]*"', "", str(OpeningHours(hours)))
    except ParserError as error:
        raise ValueError(str(error)) from None


@lru_cache(maxsize=1024)
def _located(hours: str, place: Place) -> OpeningHours:
    """Opening hours with the facts that they need, and with no other."""
    from opening_hours import OpeningHours

    words = _words(hours)
    country = place.country if "PH" in words else None
    if place.position is None or not _SUN_TIME.search(words):
        return OpeningHours(hours, country=country)
    lon, lat = place.position
    return OpeningHours(
        hours, timezone=place.zone, country=country, coords=(lat, lon), auto_country=False
    )
