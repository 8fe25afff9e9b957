"""The frontier as a line on the ellipsoid: length, chainage, nearest point.

Everything is measured geodesically on WGS 84,
along the full line; only `simplified` leaves points out, and nothing is measured on that.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise

from borders.geometry import Plane, simplified

Position = tuple[float, float]  # (lon, lat) in degrees, WGS 84

_HALF_TURN, _QUARTER_TURN = 180.0, 90.0
_ENDS = 2


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way between two positions on the ellipsoid."""

    distance_m: float
    bearing_deg: float  # of its start, clockwise from true north, 0 to 360


def geodesic(start: Position, end: Position) -> Way:
    """The geodesic from one position to another on WGS 84 (Karney's algorithm in PROJ)."""
    from pyproj import Geod

    azimuth, _, distance = Geod(ellps="WGS84").inv(*start, *end)
    return Way(distance, azimuth % 360)


@dataclass(frozen=True, slots=True)
class Located:
    """A position seen from the frontier, in metres."""

    chainage_m: float  # along the line from its southern end to the nearest point
    offset_m: float  # geodesic distance to that nearest point


@dataclass(frozen=True)
class Frontier:
    """The line, south to north, as named parts that follow on one another.

    `parts` are (name, positions); the last position of a part is the first of the next.
    """

    parts: tuple[tuple[str, tuple[Position, ...]], ...]

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The whole line as one sequence of positions."""
        first, *others = (positions for _, positions in self.parts)
        return (*first, *(position for positions in others for position in positions[1:]))

    @property
    def length_m(self) -> float:
        """Geodesic length of the line on WGS 84, in metres (Karney's algorithm in PROJ)."""
        return self._chainages[-1]

    @property
    def part_lengths_m(self) -> dict[str, float]:
        """Geodesic length of each part, in metres."""
        lengths, end = {}, 0
        for name, positions in self.parts:
            start, end = end, end + len(positions) - 1
            lengths[name] = self._chainages[end] - self._chainages[start]
        return lengths

    @cached_property
    def _chainages(self) -> list[float]:
        from pyproj import Geod

        lons, lats = self._columns(self.positions)
        return [0.0, *accumulate(Geod(ellps="WGS84").line_lengths(lons, lats))]

    @staticmethod
    def _columns(positions: Sequence[Position]) -> tuple[list[float], list[float]]:
        return [lon for lon, _ in positions], [lat for _, lat in positions]

    def locate(self, position: Position) -> Located:
        """Chainage and offset of a position, by the nearest point of the line."""
        from pyproj import Geod, Proj
        from shapely import LineString, Point

        # Around the position itself, an equidistant projection keeps nearness true.
        lon, lat = position
        project = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
        xs, ys = project(*self._columns(self.positions))
        line = LineString(list(zip(xs, ys, strict=True)))
        along = line.project(Point(0, 0))
        passed = 0.0
        for index in range(len(xs) - 1):
            step = math.dist((xs[index], ys[index]), (xs[index + 1], ys[index + 1]))
            if step and passed + step >= along:
                break
            passed += step
        start, end = self._chainages[index], self._chainages[index + 1]
        chainage = start + (end - start) * min(1.0, (along - passed) / step)
        nearest = line.interpolate(along)
        offset = Geod(ellps="WGS84").inv(lon, lat, *project(nearest.x, nearest.y, inverse=True))[2]
        return Located(chainage, offset)

    def at(self, chainage_m: float) -> Position:
        """The position on the line at a chainage, by linear interpolation within its segment."""
        index = min(bisect_right(self._chainages, chainage_m), len(self._chainages) - 1)
        start, end = self._chainages[index - 1], self._chainages[index]
        share = (chainage_m - start) / (end - start) if end > start else 0.0
        (lon0, lat0), (lon1, lat1) = self.positions[index - 1], self.positions[index]
        return lon0 + (lon1 - lon0) * share, lat0 + (lat1 - lat0) * share

    def simplified(self, tolerance_m: float) -> dict[str, list[Position]]:
        """Each part with points left out, nowhere further than `tolerance_m` from the true line."""
        (west, south), (east, north) = self.bounds
        plane = Plane(
            f"+proj=laea +lon_0={(west + east) / 2:.3f} +lat_0={(south + north) / 2:.3f} "
            "+ellps=WGS84"
        )
        return {
            name: plane.positions(simplified(plane.points(positions), tolerance_m))
            for name, positions in self.parts
        }

    def crosses_itself_at(self) -> Position | None:
        """Where the line meets itself again, if it does; the first such place from the south."""
        import numpy as np
        from shapely import LineString, STRtree, linestrings

        if LineString(self.positions).is_simple:
            return None
        vertices = np.array([position for position, _ in groupby(self.positions)])
        steps = linestrings(np.stack([vertices[:-1], vertices[1:]], axis=1))
        tree = STRtree(steps)
        for index, step in enumerate(steps):
            for other in sorted(tree.query(step, predicate="intersects")):
                # the next segment shares a vertex, and no more than that unless the line turns back
                common = step.intersection(steps[other])
                if other > index + 1 or (other == index + 1 and common.length):
                    point = common.representative_point()
                    return point.x, point.y
        return None

    @property
    def bounds(self) -> tuple[Position, Position]:
        """South-western and north-eastern corner."""
        lons, lats = self._columns(self.positions)
        return (min(lons), min(lats)), (max(lons), max(lats))


def from_features(features: Sequence[dict[str, object]]) -> Frontier:
    """The frontier from the GeoJSON features of `frontier.geojson`.

    Raises `ValueError` with one line if they are not LineStrings that follow on one another from
    south to north.
    """
    parts = []
    for feature in features:
        geometry, properties = feature.get("geometry"), feature.get("properties")
        if not (isinstance(geometry, dict) and geometry.get("type") == "LineString"):
            raise ValueError("every feature must be a LineString")
        name = properties.get("part") if isinstance(properties, dict) else None
        if not (name and isinstance(name, str) and name.isprintable()):
            raise ValueError("every feature must have a property `part` that names it")
        values = geometry.get("coordinates")
        positions = tuple(map(position, values)) if isinstance(values, list) else ()
        if len(positions) < _ENDS:
            raise ValueError(f"the part {name} needs at least two positions")
        parts.append((name, positions))
    if not parts:
        raise ValueError("there is no feature")
    for (name, positions), (following, others) in pairwise(parts):
        if positions[-1] != others[0]:
            raise ValueError(f"the part {following} must start where {name} ends")
    if parts[0][1][0][1] > parts[-1][1][-1][1]:
        raise ValueError("the line must run from south to north")
    return Frontier(tuple(parts))


def position(value: object) -> Position:
    """A GeoJSON position as (lon, lat). Raises `ValueError` that says what would be right."""
    try:
        lon, lat = map(float, value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{value!r:.60} is not a position [lon, lat]") from None
    if not (abs(lon) <= _HALF_TURN and abs(lat) <= _QUARTER_TURN):
        raise ValueError(f"[{lon}, {lat}] is not on Earth; write [lon, lat] in degrees")
    return lon, lat
