"""Positions on Earth."""

from __future__ import annotations

from borders.language import gettext

Position = tuple[float, float]
"""(lon, lat) in degrees, WGS 84."""

_HALF_TURN, _QUARTER_TURN = 180.0, 90.0


def position(value: object) -> Position:
    """A GeoJSON position as (lon, lat). Raises `ValueError` that says what would be right."""
    try:
        lon, lat = map(_degrees, value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        written = f"{value!r:.60}"
        raise ValueError(gettext("{value} is not a position [lon, lat]", value=written)) from None
    if not (abs(lon) <= _HALF_TURN and abs(lat) <= _QUARTER_TURN):
        raise ValueError(
            gettext("{value} is not on Earth; write [lon, lat] in degrees", value=f"[{lon}, {lat}]")
        )
    return lon, lat


def _degrees(value: object) -> float:
    if isinstance(value, bool | str):  # what `float` would take and GeoJSON does not
        raise TypeError
    return float(value)  # type: ignore[arg-type]
