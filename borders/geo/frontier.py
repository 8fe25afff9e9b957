"""The frontier as a line on the ellipsoid: length, chainage, nearest point.

Everything is measured geodesically on WGS 84,
along the full line; only `simplified` leaves points out, and nothing is measured on that.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate, groupby, pairwise
from typing import Any, NamedTuple

from borders.geo.positions import Position, position
from borders.geo.projection import Plane, simplify_line
from borders.language import gettext

_ENDS = 2
_ELLIPSOID = 1.02  # twice by how much a sphere leaves it
_RADIUS_M = 6_378_137.0  # of WGS 84, where it is largest


class Way(NamedTuple):
    """The shortest way between two positions on the ellipsoid."""

    distance_m: float
    bearing_deg: float  # of its start, clockwise from true north, 0 to 360


def geodesic(start: Position, end: Position) -> Way:
    """The geodesic from one position to another on WGS 84 (Karney's algorithm in PROJ)."""
    azimuth, _, distance = _geod().inv(*start, *end)
    return Way(distance, azimuth % 360)


@cache
def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def _on_sphere(positions: Sequence[Position]) -> Any:
    """Positions as an array of unit vectors."""
    import numpy as np

    lon, lat = np.radians(positions).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _to_chords(from_start: Any, steps: Any, squares: Any) -> Any:
    """How far positions are from chords."""
    import numpy as np

    share = np.einsum("ij,ij->i", from_start, steps) / squares
    share = np.minimum(np.maximum(share, 0), 1)
    return _lengths(from_start - steps * share[:, None])


def _lengths(vectors: Any) -> Any:
    """The lengths of vectors; for few of them faster than `numpy.linalg.norm`."""
    import numpy as np

    return np.sqrt(np.einsum("ij,ij->i", vectors, vectors))


def _flat_indices(mask: Any) -> list[int]:
    import numpy as np

    indices: list[int] = np.flatnonzero(mask).tolist()
    return indices


def _nearest(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Of a segment in the plane: its distance from the origin, and the share of it up to there."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(x * dx + y * dy) / square)) if square else 0.0
    return math.hypot(x + dx * share, y + dy * share), share


class LinearPosition(NamedTuple):
    """A position seen from the frontier, in metres."""

    chainage_m: float  # along the line from its southern end to the nearest point
    offset_m: float  # geodesic distance to that nearest point


class Frontier:
    """The line, south to north, as named parts that follow on one another.

    `parts` are (name, positions); the last position of a part is the first of the next.
    """

    def __init__(self, parts: tuple[tuple[str, tuple[Position, ...]], ...]) -> None:
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frontier) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

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
        lons, lats = self._columns(self.positions)
        return [0.0, *accumulate(_geod().line_lengths(lons, lats))]

    @staticmethod
    def _columns(positions: Sequence[Position]) -> tuple[list[float], list[float]]:
        return [lon for lon, _ in positions], [lat for _, lat in positions]

    def locate(self, position: Position) -> LinearPosition:
        """Chainage and offset of a position, by the nearest point of the line.

        Around the position itself an equidistant projection keeps nearness true: there a point of
        the line stands at its geodesic distance and azimuth.
        """
        near = self._near(position)
        ends = sorted({*near, *(index + 1 for index in near)})
        lons, lats = self._columns([self.positions[end] for end in ends])
        azimuths, _, distances = _geod().inv(
            [position[0]] * len(ends), [position[1]] * len(ends), lons, lats
        )
        plane = {
            end: (
                distance * math.sin(math.radians(azimuth)),
                distance * math.cos(math.radians(azimuth)),
            )
            for end, azimuth, distance in zip(ends, azimuths, distances, strict=True)
        }
        (offset, share), index = min(
            (_nearest(plane[index], plane[index + 1]), index) for index in near
        )
        start, end = self._chainages[index], self._chainages[index + 1]
        return LinearPosition(start + (end - start) * share, offset)

    def at_most_from(self, positions: Sequence[Position]) -> list[float]:
        """In metres how far from the line each position lies at most, told for many at once.

        By the segment that is nearest in degrees, which need not be the nearest, but is near the
        line as well: `locate` tells no more than this.
        """
        import numpy as np
        from shapely import STRtree, linestrings, points

        if not positions:
            return []
        line = np.array(self.positions)
        segments = STRtree(linestrings(np.stack([line[:-1], line[1:]], axis=1)))
        starts, steps, squares = (
            part[segments.nearest(points(np.array(positions)))] for part in self._chords
        )
        distances = _to_chords(_on_sphere(positions) - starts, steps, squares)
        most: list[float] = ((distances * _ELLIPSOID + squares / 4) * _RADIUS_M).tolist()
        return most

    def _near(self, position: Position) -> list[int]:
        """The numbers of the segments of which one is the nearest.

        Compares straight chords through a unit sphere, with slack for the arc's height over its
        chord and for the ellipsoid's flattening (under 1 %).
        """
        starts, steps, squares = self._chords
        here = _on_sphere([position])[0]
        distances = _to_chords(here - starts, steps, squares)
        slack = squares.max() / 4 + 1e-6  # of the Earth's radius
        return _flat_indices(distances <= distances.min() * _ELLIPSOID + slack)

    @cached_property
    def _chords(self) -> tuple[Any, Any, Any]:
        """Where each segment starts on a sphere, its step to its end, and the step's square."""
        import numpy as np

        vectors = _on_sphere(self.positions)
        steps = np.diff(vectors, axis=0)
        return vectors[:-1], steps, np.maximum((steps**2).sum(axis=1), 1e-300)

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
        plane = Plane.around(((west + east) / 2, (south + north) / 2))
        found = {}
        for name, positions in self.parts:
            points = plane.points(positions)
            kept = set(simplify_line(points, tolerance_m))
            # as they are in the record, which no way to the plane and back would leave them
            pairs = zip(positions, points, strict=True)
            found[name] = [position for position, point in pairs if point in kept]
        return found

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

    @cached_property
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
            raise ValueError(gettext("every feature must be a LineString"))
        name = properties.get("part") if isinstance(properties, dict) else None
        if not (name and isinstance(name, str) and name.isprintable()):
            raise ValueError(gettext("every feature must have a property `part` that names it"))
        values = geometry.get("coordinates")
        positions = tuple(map(position, values)) if isinstance(values, list) else ()
        if len(positions) < _ENDS:
            raise ValueError(gettext("the part {part} needs at least two positions", part=name))
        parts.append((name, positions))
    if not parts:
        raise ValueError(gettext("there is no feature"))
    for (name, positions), (following, others) in pairwise(parts):
        if positions[-1] != others[0]:
            told = {"part": following, "before": name}
            raise ValueError(gettext("the part {part} must start where {before} ends", **told))
    if parts[0][1][0][1] > parts[-1][1][-1][1]:
        raise ValueError(gettext("the line must run from south to north"))
    return Frontier(tuple(parts))
