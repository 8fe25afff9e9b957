"""Positions as GeoJSON writes them: (lon, lat) in degrees, WGS 84, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def turns_to(lon: float, other: float) -> float:
    """The degrees to add to `other`, whole turns, so that it is at most half a turn from `lon`."""
    return TURN * round((lon - other) / TURN)


def continuous(positions: Iterable[Position]) -> Iterator[Position]:
    """Positions of a line whose longitudes go on past 180° where it crosses the antimeridian."""
    before: float | None = None
    for lon, lat in positions:
        before = lon + turns_to(lon if before is None else before, lon)
        yield before, lat


def _degrees(value: object) -> float:
    if isinstance(value, bool | str):  # which float() takes and GeoJSON does not
        raise TypeError
    return float(value)  # type: ignore[arg-type]
