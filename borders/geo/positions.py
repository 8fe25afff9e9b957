"""Positions as GeoJSON writes them: (lon, lat) in degrees, WGS 84, checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borders.language import gettext

Position = tuple[float, float]
"""(lon, lat) in degrees, WGS 84."""

TURN = 360.0
"""Degrees of longitude once around the Earth."""

_MOST_LON, _MOST_LAT = 180.0, 90.0


def position(value: object) -> Position:
    """A JSON value as a position. Raises `ValueError` that states what would be right."""
    try:
        lon, lat = map(_degrees, value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        written = f"{value!r:.60}"
        raise ValueError(gettext("{value} is not a position [lon, lat]", value=written)) from None
    if not (abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT):
        raise ValueError(
            gettext("{value} is not on Earth; write [lon, lat] in degrees", value=f"[{lon}, {lat}]")
        )
    return lon, lat


def continuous(positions: Iterable[Sequence[float]], near: float | None = None) -> list[Position]:
    """The positions of a line with longitudes that go on past 180° where it crosses that.

    Each is the nearest to the one before it; the first is the nearest to the longitude `near`, if
    that is given.
    """
    line: list[Position] = []
    for lon, lat in positions:
        beside = line[-1][0] if line else lon if near is None else near
        line.append((lon + TURN * round((beside - lon) / TURN), lat))
    return line


def _degrees(value: object) -> float:
    if isinstance(value, bool | str):  # which float() takes and GeoJSON does not
        raise TypeError
    return float(value)  # type: ignore[arg-type]
