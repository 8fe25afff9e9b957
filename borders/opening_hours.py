"""Opening hours in OpenStreetMap's syntax: the only user of the library that reads them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from opening_hours import OpeningHours


def inside(hours: str, instant: datetime, zone: ZoneInfo) -> bool | None:
    """Whether an instant lies inside the hours, read as local time; `None` where they are unknown.

    Raises `ValueError` when `hours` is not in the syntax.
    """
    from opening_hours import State

    state, _comment = _parsed(hours).state(instant.astimezone(zone).replace(tzinfo=None, fold=0))
    return None if state == State.UNKNOWN else state == State.OPEN


def fault(hours: str) -> str | None:
    """Why `hours` cannot be read, or `None` if they can."""
    try:
        _parsed(hours)
    except ValueError as error:
        return " ".join(str(error).split())
    return None


@lru_cache(maxsize=1024)
def _parsed(hours: str) -> OpeningHours:
    # Imported here because only few look-ups need it and it takes as long as the rest.
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stub forgets it

    try:
        return OpeningHours(hours)
    except ParserError as error:
        raise ValueError(str(error)) from None
