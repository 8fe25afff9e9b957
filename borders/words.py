"""Times and facts as a person would say them, in English.

Bounds are half-open in memory; in words a status that ends at midnight lasts "until the end of"
the day before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from borders.model import Source, Status
from borders.moments import When
from borders.style import LOOKS

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    """Such as: 15 December 2023."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime, zone: ZoneInfo) -> str:
    """20:00, in local time."""
    return f"{value.astimezone(zone):%H:%M}"


def start(value: datetime, zone: ZoneInfo) -> str:
    """When something began: 18 November 2023 (at midnight), or 15 December 2023, 20:00."""
    local = value.astimezone(zone)
    return day(local) if _midnight(local) else f"{day(local)}, {local:%H:%M}"


def end(value: datetime, zone: ZoneInfo) -> str:
    """When something ended: the end of 14 January 2024, or 15 December 2023, 20:00."""
    local = value.astimezone(zone)
    if _midnight(local):
        return f"the end of {day(local - timedelta(days=1))}"
    return f"{day(local)}, {local:%H:%M}"


def since(value: datetime | None, zone: ZoneInfo) -> str:
    """Such as: since 15 December 2023, 20:00."""
    return f"since {start(value, zone)}" if value else "since before the record begins"


def until(value: datetime | None, zone: ZoneInfo) -> str:
    """Such as: until the end of 14 January 2024; or: until further notice."""
    return f"until {end(value, zone)}" if value else "until further notice"


def when(value: When, zone: ZoneInfo) -> str:
    """The day, or the instant in local time."""
    if value.day:
        return day(value.day)
    local = value.start.astimezone(zone)
    return f"{day(local)}, {local:%H:%M}"


def as_of(value: When | None, zone: ZoneInfo) -> str:
    """Such as: As it was known at the end of 17 November 2023; nothing if it is as known now."""
    if value is None:
        return ""
    return f"As it was known at {'the end of ' if value.day else ''}{when(value, zone)}"


def partial(text: str) -> str:
    """A date written as far as it is known, in words: 2023-11 is November 2023."""
    year, *rest = text[:10].split("-")
    if not rest:
        return year
    day_of_month = f"{int(rest[1])} " if rest[1:] else ""
    clock_time = f", {text[11:]}" if "T" in text else ""
    return f"{day_of_month}{MONTHS[int(rest[0]) - 1]} {year}{clock_time}"


def status(value: Status) -> str:
    """Such as: closed."""
    return LOOKS[value].label.lower()


def source(value: Source) -> str:
    """Publisher, date: title [language; form]."""
    published = f", {partial(value.published)}" if value.published else ""
    remarks = [] if value.language == "en" else [value.language]
    if value.original:
        remarks.append(f"{value.form} of: {value.original}")
    elif value.form != "original":
        remarks.append(value.form)
    return f"{value.publisher}{published}: {value.title}" + (
        f" [{'; '.join(remarks)}]" if remarks else ""
    )


def source_in_short(value: Source) -> str:
    """Publisher, date, and what it is if it is a copy."""
    form = "" if value.form == "original" else f" ({value.form})"
    return value.publisher + (f", {partial(value.published)}" if value.published else "") + form


def listed(names: list[str]) -> str:
    """Such as: Vaalimaa, Nuijamaa and Imatra."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _midnight(local: datetime) -> bool:
    return not (local.hour or local.minute or local.second)
