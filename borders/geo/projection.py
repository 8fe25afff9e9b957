"""Geographic positions onto a plane: projecting, clipping, leaving points out.

With `frontier` the only user of pyproj and shapely.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyproj import Transformer

Point = tuple[float, float]  # (x, y) in metres, y to the north
Box = tuple[float, float, float, float]  # west, south, east, north in metres


class Plane:
    """A map projection of positions in WGS 84."""

    def __init__(self, transformer: Transformer) -> None:
        self._transformer = transformer

    @staticmethod
    @lru_cache(maxsize=8)
    def of(crs: str) -> Plane:
        """That of a coordinate reference system by its name, such as EPSG:3067."""
        from pyproj import Transformer

        return Plane(Transformer.from_crs("OGC:CRS84", crs, always_xy=True))

    @staticmethod
    def around(position: tuple[float, float]) -> Plane:
        """The azimuthal plane that keeps areas around a position, and distances near it.

        As steps of PROJ, for to look up the systems that they connect takes a hundred times as
        long.
        """
        from pyproj import Transformer

        lon, lat = position
        degrees = "+step +proj=unitconvert +xy_in=deg +xy_out=rad"
        laea = f"+step +proj=laea +lon_0={lon:.3f} +lat_0={lat:.3f} +ellps=WGS84"
        return Plane(Transformer.from_pipeline(f"+proj=pipeline {degrees} {laea}"))

    def points(self, positions: Sequence[Sequence[float]]) -> list[Point]:
        """(lon, lat) in degrees to (x, y) in metres."""
        xs, ys = self._transformer.transform([p[0] for p in positions], [p[1] for p in positions])
        return list(zip(xs, ys, strict=True))

    def positions(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        """(x, y) in metres to (lon, lat) in degrees."""
        lons, lats = self._transformer.transform(
            [p[0] for p in points], [p[1] for p in points], direction="INVERSE"
        )
        return list(zip(lons, lats, strict=True))

    def north(self, position: tuple[float, float]) -> float:
        """The bearing of true north on the plane there, in degrees clockwise from up."""
        lon, lat = position
        (x0, y0), (x1, y1) = self.points([(lon, lat), (lon, lat + 0.1)])
        return math.degrees(math.atan2(x1 - x0, y1 - y0))

    def project_and_clip(
        self, geometries: Iterable[dict[str, Any]], box: Box, tolerance_m: float, smallest_m2: float
    ) -> list[list[Point]]:
        """Rings and lines of GeoJSON geometries on the plane, cut to `box` and simplified.

        Rings repeat their first point; those around less than `smallest_m2` are left out.
        """
        from shapely import GeometryCollection, clip_by_rect, get_parts

        drawn: list[list[Point]] = []
        for geometry in geometries:
            found = clip_by_rect(self._projected(geometry), *box).simplify(tolerance_m)
            for part in get_parts(GeometryCollection([found])):
                for piece in get_parts(part):
                    drawn += _lines(piece, smallest_m2)
        return drawn

    def _projected(self, geometry: dict[str, Any]) -> Any:
        """A GeoJSON geometry of lines or areas on the plane, all of its positions in one go."""
        import numpy as np
        from shapely import GeometryType, from_ragged_array

        kind, parts, ends = geometry["type"], [geometry["coordinates"]], []
        for _ in range(1 + kind.startswith("Multi") + kind.endswith("Polygon")):
            wholes = [[part for part in whole if part] for whole in parts]  # none that is empty
            ends.append(np.array([0, *accumulate(map(len, wholes))]))
            parts = [part for whole in wholes for part in whole]
        positions = np.array(parts, dtype=np.float64).reshape(-1, 2)
        points = np.column_stack(self._transformer.transform(*positions.T))
        return from_ragged_array(GeometryType[kind.upper()], points, tuple(ends[::-1]))[0]


def simplify_line(points: Sequence[Point], tolerance_m: float) -> list[Point]:
    """A line with points left out, nowhere further than the tolerance from the true one."""
    from shapely import LineString

    return [(x, y) for x, y in LineString(points).simplify(tolerance_m).coords]


def _lines(piece: Any, smallest_m2: float) -> list[list[Point]]:
    if piece.is_empty:
        return []
    if piece.geom_type == "Polygon":
        rings = [piece.exterior, *piece.interiors]
        return [list(ring.coords) for ring in rings if _area(ring) >= smallest_m2]
    if piece.geom_type == "LineString":
        return [list(piece.coords)]
    return []


def _area(ring: Any) -> float:
    from shapely import Polygon

    return float(Polygon(ring).area)
