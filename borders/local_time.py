"""Dates and local times as instants: the only place that knows the rules of a time zone.

In memory every instant is an aware `datetime` in UTC, so that comparing and subtracting are exact
across clock changes; a zone comes back only when something is shown. A date stands for the whole
local day, from its start to the start of the next.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.errors import WhenError
from borders.language import gettext

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Before standard times an offset has seconds, and an answer gives it so; others have none.
_OFFSET = r"[+-]\d{2}:[0-5]\d(:(?!00)[0-5]\d)?"
_MOMENT = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(:\d{{2}})?(Z|{_OFFSET})?")

PATTERN = f"{_DAY.pattern}|{_MOMENT.pattern}"
"""What a text that `parse` reads looks like."""


class When(NamedTuple):
    """What was asked or stated, at the precision it had: a local day, or an instant.

    `start` is the instant, or the first of the day; `end` is the first instant after the day
    (exclusive), and equals `start` for an instant. `day` is `None` for an instant. Both in UTC.
    """

    start: datetime
    end: datetime
    day: date | None = None

    def reaches(self, instant: datetime) -> bool:
        """Whether `instant` is at or before this moment, or before the end of this day."""
        return instant < self.end if self.day else instant <= self.start

    def last_day(self, zone: ZoneInfo) -> date:
        """The local day this is, or lies in."""
        return self.day or self.start.astimezone(zone).date()

    def iso(self, zone: ZoneInfo) -> str:
        """The day as YYYY-MM-DD, or the instant as ISO 8601 with the zone's offset."""
        return self.day.isoformat() if self.day else iso(self.start, zone)


def day(value: date, zone: ZoneInfo) -> When:
    """The whole of a local day; 23 or 25 hours long when the clocks change."""
    try:
        start, end = _first_instant(value, zone), _first_instant(value + timedelta(1), zone)
    except OverflowError:
        raise _outside(value) from None
    if start == end:
        raise WhenError(
            gettext(
                "{day} does not exist in {zone}: the calendar skips it", day=value, zone=zone.key
            )
        )
    return When(start, end, value)


def instant(value: datetime, zone: ZoneInfo) -> When:
    """An instant; a naive value is local time in `zone`.

    Raises `WhenError` for a local time that does not exist or exists twice.
    """
    try:
        if value.tzinfo is None:
            value = _unambiguous(value, zone)
        value = value.astimezone(UTC)
        if not MINYEAR < value.year < MAXYEAR:
            value.astimezone(zone)  # no local time lies outside the years that there are
    except OverflowError:
        raise _outside(value) from None
    return When(value, value)


def parse(text: str, zone: ZoneInfo) -> When:
    """Read `2023-12-15`, `2023-12-15T20:00` (local time) or `2023-12-15T18:00Z`.

    Raises `WhenError` when the text has another form, or names a time that does not exist.
    """
    try:
        if _DAY.fullmatch(text):
            return day(date.fromisoformat(text), zone)
        if _MOMENT.fullmatch(text):
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
    """Whatever a caller may hand over, as a `When`; naive times are local to `zone`."""
    if isinstance(value, When):
        return value
    if isinstance(value, datetime):  # before `date`: a datetime is one too
        return instant(value, zone)
    if isinstance(value, date):
        return day(value, zone)
    return parse(value, zone)


def require_order(first: When, last: When, zone: ZoneInfo) -> None:
    """Raise `WhenError` if nothing can lie between two moments, because the last is before."""
    if last.end < first.start or (last.day and last.end == first.start):
        raise WhenError(
            gettext(
                "the last, {last}, is before the first, {first}",
                last=last.iso(zone),
                first=first.iso(zone),
            )
        )


def iso(value: datetime, zone: ZoneInfo) -> str:
    """An instant as ISO 8601 with the offset it has in `zone`, to the minute where it can be."""
    local = value.astimezone(zone)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _first_instant(value: date, zone: ZoneInfo) -> datetime:
    # Where midnight is skipped, going through UTC lands on the first time that exists.
    return datetime.combine(value, time(), zone).astimezone(UTC)


def _unambiguous(value: datetime, zone: ZoneInfo) -> datetime:
    first, second = value.replace(tzinfo=zone, fold=0), value.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == value:
        a, b = (iso(moment, zone) for moment in (first, second))
        raise WhenError(
            gettext(
                "{moment} happens twice in {zone}: write {first} or {second}",
                moment=f"{value:%Y-%m-%dT%H:%M}",
                zone=zone.key,
                first=a,
                second=b,
            )
        )
    raise WhenError(
        gettext(
            "{moment} does not exist in {zone}: the clocks skip it",
            moment=f"{value:%Y-%m-%dT%H:%M}",
            zone=zone.key,
        )
    )


def _outside(value: date) -> WhenError:
    return WhenError(gettext("{moment} is outside the years that can be used", moment=value))
