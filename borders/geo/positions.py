"""Positions as GeoJSON writes them: (lon, lat) in degrees, WGS 84, checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borders.language import gettext

Position = tuple[float, float]
"""(lon, lat) in degrees, WGS 84."""

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


def _degrees(value: object) -> float:
    if isinstance(value, bool | str):  # which float() takes and GeoJSON does not
        raise TypeError
    return float(value)  # type: ignore[arg-type]


def unwrapped(positions: Iterable[Sequence[float]], middle: float | None = None) -> list[Position]:
    """The positions of a line with longitudes that do not jump where it crosses 180°.

    Each is the nearest to the one before it; the first is the nearest to `middle`, if that is
    given. Longitudes may therefore be beyond 180°.
    """
    line: list[Position] = []
    for lon, lat in positions:
        near = line[-1][0] if line else lon if middle is None else middle
        line.append((lon + 360 * round((near - lon) / 360), lat))
    return line
