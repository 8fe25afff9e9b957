"""Dates and local times as instants; only this module applies the rules of a time zone.

In memory every instant is an aware `datetime` in UTC, so that comparisons and differences are exact
across clock changes. Instants become local times again where they are written. A date stands for
the whole local day, from its start to the start of the next.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.errors import WhenError
from borders.language import gettext

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Before standard time an offset has seconds, and `iso` writes them; any other has none.
_OFFSET = r"[+-]\d{2}:[0-5]\d(:(?!00)[0-5]\d)?"
_DATE_TIME = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(:\d{{2}})?(Z|{_OFFSET})?")

PATTERN = f"{_DAY.pattern}|{_DATE_TIME.pattern}"
"""A regular expression for the texts that `parse` reads."""


class When(NamedTuple):
    """A point in time at the precision with which it was given: a local day or an instant.

    A day is `[start, end)` in UTC, with the date as `day`. An instant has an `end` that equals its
    `start`, and no `day`.
    """

    start: datetime
    end: datetime
    day: date | None = None

    def reaches(self, instant: datetime) -> bool:
        """Whether `instant` lies in or before this day, or at or before this instant."""
        return instant < self.end if self.day else instant <= self.start

    def last_day(self, zone: ZoneInfo) -> date:
        """The date of this day, or the local date of this instant."""
        return self.day or self.start.astimezone(zone).date()

    def iso(self, zone: ZoneInfo) -> str:
        """The day as YYYY-MM-DD, or the instant as ISO 8601 with the zone's offset."""
        return self.day.isoformat() if self.day else iso(self.start, zone)


def day(value: date, zone: ZoneInfo) -> When:
    """A local day as a `When`; it has 23 or 25 hours when the clocks change.

    Raises `WhenError` for a day that a calendar skips.
    """
    try:
        start, end = start_of_day(value, zone), start_of_day(value + timedelta(1), zone)
    except OverflowError:
        raise _out_of_range(value) from None
    if start == end:
        raise WhenError(
            gettext(
                "{day} does not exist in {zone}: the calendar skips it", day=value, zone=zone.key
            )
        )
    return When(start, end, value)


def start_of_day(value: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day begins, or the following one where it does not exist."""
    # Where midnight is skipped, going through UTC lands on the first time that exists.
    return datetime.combine(value, time(), zone).astimezone(UTC)


def exists(value: date, zone: ZoneInfo) -> bool:
    """Whether there is such a local day; a calendar skips one where the date line is moved."""
    return start_of_day(value, zone) < start_of_day(value + timedelta(1), zone)


def instant(value: datetime, zone: ZoneInfo) -> When:
    """An instant as a `When`; a naive `datetime` is local time in `zone`.

    Raises `WhenError` for a local time that does not exist or happens twice.
    """
    try:
        if value.tzinfo is None:
            value = _unambiguous(value, zone)
        value = value.astimezone(UTC)
        if not MINYEAR < value.year < MAXYEAR:
            value.astimezone(zone)  # raises OverflowError if that is outside years 1 to 9999
    except OverflowError:
        raise _out_of_range(value) from None
    return When(value, value)


def parse(text: str, zone: ZoneInfo) -> When:
    """Parse `2023-12-15`, `2023-12-15T20:00` (local time in `zone`) or `2023-12-15T18:00Z`.

    Raises `WhenError` for any other form, and for a time that does not exist or happens twice.
    """
    try:
        if _DAY.fullmatch(text):
            return day(date.fromisoformat(text), zone)
        if _DATE_TIME.fullmatch(text):
            return instant(datetime.fromisoformat(text), zone)
    except WhenError:
        raise
    except ValueError as error:
        raise WhenError(
            gettext(
                "{text} is not a possible date or time: {reason}",
                text=repr(text),
                reason=error,
            )
        ) from None
    raise WhenError(
        gettext(
            "{text} is not a date or time; write 2023-12-15, 2023-12-15T20:00 or "
            "2023-12-15T20:00+02:00",
            text=repr(text),
        )
    )


def when(value: str | date | datetime | When, zone: ZoneInfo) -> When:
    """A `When` from a text as for `parse`, a `date`, or a `datetime`, local to `zone` if naive.

    Raises `WhenError`.
    """
    if isinstance(value, When):
        return value
    if isinstance(value, datetime):  # before `date`, of which `datetime` is a subclass
        return instant(value, zone)
    if isinstance(value, date):
        return day(value, zone)
    return parse(value, zone)


def require_order(first: When, last: When, zone: ZoneInfo) -> None:
    """Raise `WhenError` if `last` lies wholly before `first`."""
    if last.end < first.start or (last.day and last.end == first.start):
        raise WhenError(
            gettext(
                "the last, {last}, is before the first, {first}",
                last=last.iso(zone),
                first=first.iso(zone),
            )
        )


def iso(value: datetime, zone: ZoneInfo) -> str:
    """An instant as ISO 8601 with the offset of `zone`, e.g. "2023-12-15T20:00+02:00".

    Seconds are written only where there are any.
    """
    local = value.astimezone(zone)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _unambiguous(value: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time with its zone. Raises `WhenError` if it is skipped or happens twice."""
    first, second = value.replace(tzinfo=zone, fold=0), value.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == value:
        raise WhenError(
            gettext(
                "{moment} happens twice in {zone}: write {first} or {second}",
                moment=f"{value:%Y-%m-%dT%H:%M}",
                zone=zone.key,
                first=iso(first, zone),
                second=iso(second, zone),
            )
        )
    raise WhenError(
        gettext(
            "{moment} does not exist in {zone}: the clocks skip it",
            moment=f"{value:%Y-%m-%dT%H:%M}",
            zone=zone.key,
        )
    )


def _out_of_range(value: date) -> WhenError:
    return WhenError(gettext("{moment} is outside the years that can be used", moment=value))
