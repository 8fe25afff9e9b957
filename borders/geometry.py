"""Geographic positions onto a plane: projecting, clipping, leaving points out.

With `frontier` the only user of pyproj and shapely.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from geopandas import GeoSeries
    from numpy.typing import NDArray

Point = tuple[float, float]  # (x, y) in metres, y to the north
Box = tuple[float, float, float, float]  # west, south, east, north in metres


def series(positions: Iterable[Sequence[float] | None]) -> GeoSeries:
    """(lon, lat) in degrees, or `None`, as a column of points in WGS 84."""
    import geopandas as gpd
    import pandas as pd

    pairs = [position or (None, None) for position in positions]
    places = pd.DataFrame(pairs, columns=["lon", "lat"], dtype="float64")
    points = gpd.GeoSeries.from_xy(places["lon"], places["lat"], crs="OGC:CRS84")
    return points.where(places["lon"].notna())


@lru_cache(maxsize=8)
class Plane:
    """A map projection by the name of its coordinate reference system, such as EPSG:3067."""

    def __init__(self, crs: str) -> None:
        from pyproj import Transformer

        self._transformer = Transformer.from_crs("OGC:CRS84", crs, always_xy=True)

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

    def drawn(
        self, geometries: Iterable[dict[str, Any]], box: Box, tolerance_m: float, smallest_m2: float
    ) -> list[list[Point]]:
        """Rings and lines of GeoJSON geometries on the plane, cut to `box` and simplified.

        Rings repeat their first point; those around less than `smallest_m2` are left out.
        """
        from shapely import GeometryCollection, clip_by_rect, get_parts, transform
        from shapely.geometry import shape

        def project(array: NDArray[np.float64]) -> NDArray[np.float64]:
            import numpy as np

            return np.column_stack(self._transformer.transform(array[:, 0], array[:, 1]))

        drawn: list[list[Point]] = []
        for geometry in geometries:
            found = transform(shape(geometry), project)
            found = clip_by_rect(found, *box).simplify(tolerance_m)
            for part in get_parts(GeometryCollection([found])):
                for piece in get_parts(part):
                    drawn += _lines(piece, smallest_m2)
        return drawn


def simplified(points: Sequence[Point], tolerance_m: float) -> list[Point]:
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
