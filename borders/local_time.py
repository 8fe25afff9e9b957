"""Dates and local times as instants; only this module applies the rules of a time zone.

In memory every instant is an aware `datetime` in UTC, so that comparisons and differences are exact
across clock changes. Instants become local times again where they are written. A date stands for
the whole local day, from its start to the start of the next.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from borders import display
from borders.errors import WhenError, printable
from borders.language import gettext, message

_DAY = r"\d{4}-\d{2}-\d{2}"
# Before standard time an offset has seconds, and `iso` writes them; any other has none.
_OFFSET = r"[+-]\d{2}:[0-5]\d(:(?!00)[0-5]\d)?"

PATTERN = rf"{_DAY}|{_DAY}[T ]\d{{2}}:\d{{2}}(:\d{{2}})?(Z|{_OFFSET})?"
"""A regular expression for the texts of a data folder, which are fewer than `read` takes."""

# What people, databases and programs write besides: a fraction of the second, other offsets.
_CLOCK = (
    r"(?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)([.,](?P<fraction>\d{1,9}))?)?"
    r"( ?(?P<offset>Z|z|UTC|[+-]\d\d(:?\d\d(:\d\d)?)?))?"
)
_FORMS = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(([Tt]| +){_CLOCK})?", re.ASCII),
    re.compile(rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}})( +{_CLOCK})?", re.ASCII),
)
_HINTS = (
    (
        r"\d{1,2}/\d{1,2}/\d{2,4}\b.*",
        message("{text} may have the day or the month first; write the year first: 2023-12-15"),
    ),
    (
        r"\d{1,2}([.-])\d{1,2}(\1\d{0,2})?([T ].*)?",
        message("{text} has no year of four digits; write 2023-12-15 or 15.12.2023"),
    ),
    (
        "",
        message(
            "{text} is not a date or time; write 2023-12-15, 2023-12-15T20:00 or "
            "2023-12-15T20:00+02:00"
        ),
    ),
)
_MISSING = {"None", "NaT", "nan", "<NA>"}  # as Python and pandas print it
_LONGEST_SHOWN = 80


@display.shown
class When(NamedTuple):
    """A point in time at the precision with which it was given: a local day or an instant.

    A day is `[start, end)` in UTC, with the date as `day`. An instant has an `end` that equals its
    `start`, and no `day`.
    """

    start: datetime
    end: datetime
    day: date | None = None

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {"day": self.day.isoformat()} if self.day else {"instant": iso(self.start, UTC)}

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
        if value.utcoffset() is None:
            value = _unambiguous(value, zone)
        value = value.astimezone(UTC)
        if not MINYEAR < value.year < MAXYEAR:
            value.astimezone(zone)  # raises OverflowError if that is outside years 1 to 9999
    except OverflowError:
        raise _out_of_range(value) from None
    return When(value, value)


def when(value: object, zone: ZoneInfo) -> When:
    """A `When` from what `read` takes; a time that states no offset is local to `zone`.

    Raises `WhenError`.
    """
    if isinstance(value, When):
        return value
    stated = read(value)
    return instant(stated, zone) if isinstance(stated, datetime) else day(stated, zone)


def read(value: object) -> date | datetime:
    """The day or time that a text or a value states: a `datetime` is naive if it has no offset.

    A text is `2023-12-15` or `15.12.2023`, alone or with `20:00`, `20:00:00` or `20:00:00.000`
    after a `T` or a space, and maybe an offset: `Z`, `+02`, `+0200` or `+02:00`. A value is a
    `date`, a `datetime`, or a scalar of NumPy, pandas or PyArrow. What is finer than a microsecond
    is cut off. Raises `WhenError` for anything else, and for what no calendar or clock shows.
    """
    if isinstance(value, str):
        return _read_text(value)
    if isinstance(value, date) and type(value) in (date, datetime):
        return value
    try:
        plain = _without_library(value)
    except (OverflowError, ValueError):
        raise _out_of_range(_shown(value)) from None
    if str(plain) in _MISSING:
        raise WhenError(gettext("the time is missing"))
    if isinstance(plain, str):
        return _read_text(plain)
    if not isinstance(plain, date):
        raise not_a_time(value)
    return plain


def not_a_time(value: object) -> WhenError:
    """The error for a value that is no date or time, with what would be right."""
    text = str(value).strip()
    hint = next(hint for form, hint in _HINTS if not form or re.fullmatch(form, text))
    return WhenError(gettext(hint, text=_shown(value)))


def date_time(
    year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime:
    """A naive `datetime`. Raises `ValueError` that says what no calendar or clock shows."""
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # has no zone yet
    except ValueError:
        pass
    # Python's own words differ between its versions, and are in English.
    if not MINYEAR <= year <= MAXYEAR:
        reason = gettext("years are 0001 to 9999")
    elif not 1 <= month <= 12:  # noqa: PLR2004
        reason = gettext("months are 01 to 12")
    elif hour >= 24:  # noqa: PLR2004
        reason = gettext("hours are 00 to 23, and a day ends at 00:00 of the next")
    elif max(minute, second) >= 60:  # noqa: PLR2004
        reason = gettext("minutes and seconds are 00 to 59")
    else:
        from calendar import monthrange

        reason = gettext("that month has days 01 to {last}", last=monthrange(year, month)[1])
    raise ValueError(reason)


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


def iso(value: datetime, zone: tzinfo) -> str:
    """An instant as ISO 8601 with the offset of `zone`, e.g. "2023-12-15T20:00+02:00".

    Seconds and their fraction are written only where there are any.
    """
    return _written(value.astimezone(zone))


def _read_text(text: str) -> date | datetime:
    match = next(filter(None, (form.fullmatch(text.strip()) for form in _FORMS)), None)
    if match is None:
        raise not_a_time(text)
    try:
        parts = ("year", "month", "day", "hour", "minute", "second")
        stated = date_time(*(int(match[part] or 0) for part in parts))
        if match["hour"] is None:
            return stated.date()
        return stated.replace(
            microsecond=int(f"{match['fraction'] or '':0<6.6}"), tzinfo=_offset(match["offset"])
        )
    except ValueError as error:
        raise WhenError(
            gettext(
                "{text} is not a possible date or time: {reason}",
                text=_shown(text),
                reason=error,
            )
        ) from None


def _offset(text: str | None) -> timezone | None:
    """An offset as in `_CLOCK`. Raises `ValueError` if no clock has it."""
    if text is None:
        return None
    if text in ("Z", "z", "UTC"):
        return UTC
    hours, minutes, seconds = (*map(int, re.findall(r"\d\d", text)), 0, 0)[:3]
    if hours >= 24 or max(minutes, seconds) >= 60:  # noqa: PLR2004
        raise ValueError(gettext("offsets are of less than 24 hours, and their minutes 00 to 59"))
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-offset if text[0] == "-" else offset)


def _without_library(value: Any) -> object:
    """A scalar of PyArrow, pandas or NumPy as Python has it; any other value as it is.

    Raises `OverflowError` or `ValueError` if Python cannot have it.
    """
    if hasattr(value, "as_py"):
        value = value.as_py()
    if isinstance(value, datetime) and hasattr(value, "to_pydatetime"):
        return value.to_pydatetime(warn=False)
    if type(value).__name__ == "datetime64":
        import numpy as np

        unit, _ = np.datetime_data(value.dtype)
        if unit in ("Y", "M", "W"):
            return value  # no time, but many days
        plain = (
            value.astype("datetime64[us]") if unit in ("ns", "ps", "fs", "as") else value
        ).item()
        if isinstance(plain, int):
            raise OverflowError
        return plain
    return value


def _unambiguous(value: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time in UTC. Raises `WhenError` if it is skipped or happens twice."""
    first, second = (value.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first < second:
        problem = message("{moment} happens twice in {zone}: write {first} or {second}")
    else:
        problem = message(
            "{moment} does not exist in {zone}, as the clocks skip it: write {first} or {second}"
        )
    raise WhenError(
        gettext(
            problem,
            moment=_written(value),
            zone=zone.key,
            first=iso(min(first, second), zone),
            second=iso(max(first, second), zone),
        )
    )


def _written(value: datetime) -> str:
    return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")


def _shown(value: object) -> str:
    text = printable(repr(value))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _out_of_range(value: date | str) -> WhenError:
    return WhenError(gettext("{moment} is outside the years that can be used", moment=value))
