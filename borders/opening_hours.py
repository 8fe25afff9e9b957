"""Opening hours in OpenStreetMap's syntax; this module alone uses the library that reads them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from opening_hours import OpeningHours


def is_open(hours: str, instant: datetime, zone: ZoneInfo) -> bool | None:
    """Whether an instant lies in opening hours, which are local times in `zone`.

    `None` where the hours themselves are unknown then. Raises `ValueError` when `hours` cannot be
    read.
    """
    from opening_hours import State

    local = instant.astimezone(zone).replace(tzinfo=None, fold=0)
    state, _comment = _parsed(hours).state(local)
    return None if state == State.UNKNOWN else state == State.OPEN


def syntax_error(hours: str) -> str | None:
    """Why opening hours cannot be read, in one line of English; `None` if they can."""
    try:
        _parsed(hours)
    except ValueError as error:
        return " ".join(str(error).split())
    return None


@lru_cache(maxsize=1024)
def _parsed(hours: str) -> OpeningHours:
    # Few look-ups need this import, and it takes as long as all else that they do.
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stub forgets it

    try:
        return OpeningHours(hours)
    except ParserError as error:
        raise ValueError(str(error)) from None
