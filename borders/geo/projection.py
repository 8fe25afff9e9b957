"""Map projections: positions to points of a plane, clipped and simplified for drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from borders.geo.positions import Position

if TYPE_CHECKING:
    from pyproj import Transformer

Point = tuple[float, float]
"""(x, y) in metres on a plane, y to the north."""

Box = tuple[float, float, float, float]
"""West, south, east and north bounds in metres on a plane."""


class Plane:
    """The plane of a map projection of WGS 84, and the way there and back."""

    def __init__(self, transformer: Transformer) -> None:
        self._transformer = transformer

    @staticmethod
    @lru_cache(maxsize=8)
    def of(crs: str) -> Plane:
        """The plane of a coordinate reference system by its name, e.g. "EPSG:3067"."""
        from pyproj import Transformer

        return Plane(Transformer.from_crs("OGC:CRS84", crs, always_xy=True))

    @staticmethod
    def around(position: Position) -> Plane:
        """The Lambert azimuthal equal-area projection around a position; near it, distances hold.

        Written as a PROJ pipeline: to look up the operation between two coordinate reference
        systems takes a hundred times as long.
        """
        from pyproj import Transformer

        lon, lat = position
        degrees = "+step +proj=unitconvert +xy_in=deg +xy_out=rad"
        laea = f"+step +proj=laea +lon_0={lon:.3f} +lat_0={lat:.3f} +ellps=WGS84"
        return Plane(Transformer.from_pipeline(f"+proj=pipeline {degrees} {laea}"))

    def points(self, positions: Sequence[Sequence[float]]) -> list[Point]:
        """The points of positions (lon, lat) in degrees."""
        xs, ys = self._transformer.transform([p[0] for p in positions], [p[1] for p in positions])
        return list(zip(xs, ys, strict=True))

    def positions(self, points: Sequence[Point]) -> list[Position]:
        """The positions (lon, lat) in degrees of points."""
        lons, lats = self._transformer.transform(
            [x for x, _ in points], [y for _, y in points], direction="INVERSE"
        )
        return list(zip(lons, lats, strict=True))

    def north(self, position: Position) -> float:
        """The direction of true north on the plane at a position, in degrees clockwise from up."""
        lon, lat = position
        (x0, y0), (x1, y1) = self.points([(lon, lat), (lon, lat + 0.1)])
        return math.degrees(math.atan2(x1 - x0, y1 - y0))

    def project_and_clip(
        self, geometries: Iterable[dict[str, Any]], box: Box, tolerance_m: float, smallest_m2: float
    ) -> list[list[Point]]:
        """The rings and lines of GeoJSON geometries on the plane, clipped to `box` and simplified.

        A ring repeats its first point at its end; rings around less than `smallest_m2` square
        metres are left out.
        """
        from shapely import GeometryCollection, clip_by_rect, get_parts

        lines: list[list[Point]] = []
        for geometry in geometries:
            clipped = clip_by_rect(self._projected(geometry), *box).simplify(tolerance_m)
            for part in get_parts(GeometryCollection([clipped])):
                for piece in get_parts(part):
                    lines += _rings_and_lines(piece, smallest_m2)
        return lines

    def _projected(self, geometry: dict[str, Any]) -> Any:
        """The shapely geometry on the plane of a GeoJSON geometry of lines or areas.

        All of its positions are projected in one call, which is many times faster than one by one.
        """
        import numpy as np
        from shapely import GeometryType, from_ragged_array

        # from_ragged_array() takes all coordinates in one array, and for each level of nesting,
        # the innermost first, the indices at which its parts begin and end.
        kind, parts, offsets = geometry["type"], [geometry["coordinates"]], []
        for _ in range(1 + kind.startswith("Multi") + kind.endswith("Polygon")):
            wholes = [[part for part in whole if part] for whole in parts]  # without empty ones
            offsets.append(np.array([0, *accumulate(map(len, wholes))]))
            parts = [part for whole in wholes for part in whole]
        positions = np.array(parts, dtype=np.float64).reshape(-1, 2)
        points = np.column_stack(self._transformer.transform(*positions.T))
        return from_ragged_array(GeometryType[kind.upper()], points, tuple(offsets[::-1]))[0]


def simplify_line(points: Sequence[Point], tolerance_m: float) -> list[Point]:
    """A line with fewer points, nowhere farther than `tolerance_m` from the given one.

    By the Douglas-Peucker algorithm, as shapely has it.
    """
    from shapely import LineString

    return [(x, y) for x, y in LineString(points).simplify(tolerance_m).coords]


def _rings_and_lines(piece: Any, smallest_m2: float) -> list[list[Point]]:
    """The rings of a shapely polygon or the line of a line string; nothing of other geometries."""
    from shapely import Polygon

    if piece.is_empty:
        return []
    if piece.geom_type == "Polygon":
        rings = (piece.exterior, *piece.interiors)
        return [list(ring.coords) for ring in rings if Polygon(ring).area >= smallest_m2]
    if piece.geom_type == "LineString":
        return [list(piece.coords)]
    return []
