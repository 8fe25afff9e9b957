"""Map projections: positions to points of a plane, clipped and simplified for drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from borders.geo.positions import TURN, Position

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from borders.geo.proj import Transformer

    Floats = NDArray[np.float64]

Point = tuple[float, float]
"""(x, y) in metres on a plane, y to the north."""

Box = tuple[float, float, float, float]
"""West, south, east and north bounds in metres on a plane."""


_LEAST_OF_LINE, _LEAST_OF_RING = 2, 3  # points with which there is something to draw

_PIECE = 2000
"""Positions of a line that is simplified at once: twice as many fill a stack of half a megabyte."""


def is_in_metres(crs: str) -> bool:
    """Whether there is a coordinate reference system of this name that is projected, in metres."""
    from borders.geo.proj import CRS, CRSError

    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        return False
    units = {axis.unit_name for axis in system.axis_info[:2]}
    return bool(system.is_projected) and units == {"metre"}


def shows_true_length(
    crs: str, positions: Sequence[Position], length_m: float, most: float
) -> bool:
    """Whether a line of `length_m` metres is on a plane at most `most` times as long or as short.

    False also if the projection does not reach the line, or is not of the Earth.
    """
    from borders.geo.proj import ProjError

    try:
        points = Plane.of(crs).points(positions)
    except ProjError:
        return False
    length = sum(math.dist(start, end) for start, end in pairwise(points))
    return length_m / most <= length <= length_m * most


class Plane:
    """The plane of a map projection of WGS 84, and the way there and back."""

    def __init__(self, transformer: Transformer) -> None:
        self._transformer = transformer

    @staticmethod
    @lru_cache(maxsize=128)  # more than UTM has zones: to make one takes 10 ms
    def of(crs: str) -> Plane:
        """The plane of a coordinate reference system by its name, e.g. "EPSG:3067"."""
        from borders.geo.proj import Transformer

        return Plane(Transformer.from_crs("OGC:CRS84", crs, always_xy=True))

    @staticmethod
    def around(position: Position) -> Plane:
        """The Lambert azimuthal equal-area projection around a position; near it, distances hold.

        Written as a PROJ pipeline: to look up the operation between two coordinate reference
        systems takes a hundred times as long.
        """
        from borders.geo.proj import Transformer

        lon, lat = position
        degrees = "+step +proj=unitconvert +xy_in=deg +xy_out=rad"
        laea = f"+step +proj=laea +lon_0={lon:.3f} +lat_0={lat:.3f} +ellps=WGS84"
        return Plane(Transformer.from_pipeline(f"+proj=pipeline {degrees} {laea}"))

    def points(self, positions: Sequence[Sequence[float]]) -> list[Point]:
        """The points of positions (lon, lat) in degrees; longitudes may go on past 180°."""
        lons = [math.remainder(p[0], TURN) for p in positions]  # PROJ refuses several turns
        xs, ys = self._transformer.transform(lons, [p[1] for p in positions])
        return list(zip(xs, ys, strict=True))

    def positions(self, points: Sequence[Point]) -> list[Position]:
        """The positions (lon, lat) in degrees of points."""
        lons, lats = self._transformer.transform(
            [x for x, _ in points], [y for _, y in points], direction="INVERSE"
        )
        return list(zip(lons, lats, strict=True))

    def north(self, position: Position) -> float:
        """The direction of true north on the plane at a position, in degrees clockwise from up.

        0 where the plane does not reach the position.
        """
        lon, lat = position
        (x0, y0), (x1, y1) = self.points([(lon, lat), (lon, lat + 0.1)])
        degrees = math.degrees(math.atan2(x1 - x0, y1 - y0))
        return degrees if math.isfinite(degrees) else 0.0

    def project_and_clip(
        self, geometries: Iterable[dict[str, Any]], box: Box, tolerance_m: float, smallest_m2: float
    ) -> list[list[Point]]:
        """The rings and lines of GeoJSON geometries on the plane, clipped to `box` and simplified.

        A ring repeats its first point at its end; rings around less than `smallest_m2` square
        metres are left out.
        """
        from shapely import GeometryCollection, LineString, Polygon, clip_by_rect, get_parts

        lines: list[list[Point]] = []
        for geometry in geometries:
            shape = Polygon if geometry["type"].endswith("Polygon") else LineString
            for line in self._projected(geometry):
                clipped = GeometryCollection([clip_by_rect(shape(line), *box)])
                for piece in get_parts(get_parts(clipped)):
                    lines += _rings_and_lines(piece, tolerance_m, smallest_m2)
        return lines

    def _projected(self, geometry: dict[str, Any]) -> Iterator[Floats]:
        """The points of every ring or line of a GeoJSON geometry, without those out of reach.

        All positions are projected in one call, which is many times faster than one by one.
        """
        import numpy as np

        lines, is_area = [geometry["coordinates"]], geometry["type"].endswith("Polygon")
        for _ in range(geometry["type"].startswith("Multi") + is_area):
            lines = [line for whole in lines for line in whole]
        if not lines:
            return
        positions = np.array([position for line in lines for position in line], dtype=np.float64)
        points = np.column_stack(self._transformer.transform(*positions.T))
        for line in np.split(points, np.cumsum([len(line) for line in lines])[:-1]):
            reached = line[np.isfinite(line).all(axis=1)]  # PROJ has infinity for what is too far
            if len(reached) >= (_LEAST_OF_RING if is_area else _LEAST_OF_LINE):
                yield reached


def round_length(most: float) -> float:
    """The largest length up to `most` that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(digit * power for digit in (1, 2, 5) if digit * power <= most)


def simplify_line(points: Sequence[Point], tolerance_m: float) -> list[Point]:
    """A line with fewer points, nowhere farther than `tolerance_m` from the given one.

    By the Douglas-Peucker algorithm, as shapely has it. A long line is simplified in pieces, whose
    ends stay, since GEOS calls itself for each position that it keeps, until the stack is full.
    """
    from shapely import LineString

    kept = [points[0]]
    for first in range(0, len(points) - 1, _PIECE):
        piece = LineString(points[first : first + _PIECE + 1]).simplify(tolerance_m)
        kept += list(piece.coords)[1:]
    return kept


def _rings_and_lines(piece: Any, tolerance_m: float, smallest_m2: float) -> list[list[Point]]:
    """The rings of a shapely polygon or the line of a line string; nothing of other geometries."""
    from shapely import Polygon

    if piece.is_empty:
        return []
    if piece.geom_type == "Polygon":
        rings = (piece.exterior, *piece.interiors)
        large = (ring for ring in rings if Polygon(ring).area >= smallest_m2)
        return [simplify_line(ring.coords, tolerance_m) for ring in large]
    if piece.geom_type == "LineString":
        return [simplify_line(piece.coords, tolerance_m)]
    return []
