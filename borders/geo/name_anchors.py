"""Where the name of a country may stand on a map: inside the country, near where it is wanted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import chain

from borders.geo.positions import Position, continuous

Bounds = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

_ROWS = 18  # of the grid of anchors, over the longer side of the bounds


class Countries:
    """The areas into which coasts and frontiers divide the bounds of a map.

    Longitudes are those nearest to the middle of the bounds, on whichever side of 180° that is.
    """

    def __init__(self, lines: Iterable[Sequence[Sequence[float]]], bounds: Bounds) -> None:
        from shapely import LineString, get_parts, node, polygonize, prepare, union_all

        self._bounds, middle = bounds, (bounds[0] + bounds[2]) / 2
        drawn = union_all([LineString(continuous(line, middle)) for line in lines if len(line) > 1])
        self._areas = list(get_parts(polygonize(get_parts(node(drawn)))))
        for area in self._areas:
            prepare(area)

    def anchors(self, wanted: Position, most: int) -> list[Position]:
        """At most so many positions in the area around the wanted one, nearest first."""
        from shapely import contains_xy

        west, south, east, north = self._bounds
        ((lon, lat),) = continuous([wanted], (west + east) / 2)
        area = next((area for area in self._areas if contains_xy(area, lon, lat)), None)
        narrowing = math.cos(math.radians((south + north) / 2))
        step = max((east - west) * narrowing, north - south) / _ROWS
        if area is None or not step:
            return [(lon, lat)]
        grid = [
            (west + column * step / narrowing, south + row * step)
            for row in range(math.ceil((north - south) / step) + 1)
            for column in range(math.ceil((east - west) * narrowing / step) + 1)
        ]
        xs, ys = zip(*grid, strict=True)
        found = [at for at, inside in zip(grid, contains_xy(area, xs, ys), strict=True) if inside]
        found.sort(key=lambda at: math.hypot((at[0] - lon) * narrowing, at[1] - lat))
        return [(lon, lat), *found[: most - 1]]


def bounds_around(positions: Sequence[Position], share: float) -> Bounds:
    """The bounds of a line, widened on each side by a share of its longer extent."""
    lons, lats = zip(*continuous(positions), strict=True)
    narrowing = math.cos(math.radians((min(lats) + max(lats)) / 2))
    room = share * max((max(lons) - min(lons)) * narrowing, max(lats) - min(lats))
    across = room / narrowing
    return min(lons) - across, min(lats) - room, max(lons) + across, max(lats) + room


def lines_of(geometries: Iterable[dict[str, object]]) -> Iterable[Sequence[Sequence[float]]]:
    """The lines and rings of GeoJSON geometries of lines and areas, Multi- or not."""
    for geometry in geometries:
        parts = [geometry["coordinates"]]
        kind = str(geometry["type"])
        for _ in range(kind.startswith("Multi") + kind.endswith("Polygon")):
            parts = list(chain.from_iterable(parts))  # type: ignore[arg-type]
        yield from parts  # type: ignore[misc]
