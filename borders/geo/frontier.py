"""The frontier as a line on the ellipsoid: its length, chainages and nearest points.

Lengths, distances and bearings are geodesic, on WGS 84, along the full line. `Frontier.simplified`
leaves positions out, for drawing; nothing is measured on that line.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate, groupby, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from borders import display
from borders.geo.positions import TURN, Position, continuous, position
from borders.geo.projection import Plane, Point, simplify_line
from borders.language import gettext

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from borders.geo.proj import Geod

    Floats = NDArray[np.float64]

_LEAST_POSITIONS = 2  # of a part
# Distances on a sphere and on WGS 84 differ by less than 1 %; two of them are compared.
_SPHERE_SLACK = 1.02


class Geodesic(NamedTuple):
    """The shortest path between two positions on the ellipsoid.

    `bearing_deg` is its direction at the start, clockwise from true north, from 0 up to 360.
    """

    distance_m: float
    bearing_deg: float


def geodesics(start: Position, ends: Sequence[Position]) -> list[Geodesic]:
    """The geodesics from `start` to each of `ends` on WGS 84 (Karney's algorithm, in PROJ)."""
    lon, lat = ([degrees] * len(ends) for degrees in start)
    azimuths, _, distances = _ellipsoid().inv(lon, lat, *_columns(ends))
    return [Geodesic(m, deg % 360) for m, deg in zip(distances, azimuths, strict=True)]


def middle(positions: Sequence[Position]) -> Position:
    """The middle of positions, on the sphere."""
    x, y, z = _unit_vectors(positions).mean(axis=0).tolist()
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


class Circle(NamedTuple):
    """A circle on the ellipsoid: its centre, and its radius as a geodesic distance."""

    centre: Position
    radius_m: float

    @classmethod
    def around(cls, positions: Sequence[Position]) -> Circle:
        """A circle that holds all of the positions, though seldom the smallest such one."""
        centre = middle(positions)
        return cls(centre, max(path.distance_m for path in geodesics(centre, positions)))


def enlargement(plane: Plane, point: Point, length_m: float) -> float:
    """How many metres of a plane there are to one on the ground, around a point of the plane.

    Along a stretch of `length_m` to the east; 1 where the plane does not reach that.
    """
    x, y = point
    west, east = plane.positions([(x - length_m / 2, y), (x + length_m / 2, y)])
    (ground,) = geodesics(west, [east])
    ground_m = ground.distance_m
    return length_m / ground_m if math.isfinite(ground_m) and ground_m else 1.0


class LinearPosition(NamedTuple):
    """A position in linear referencing: how far along the frontier, and how far from it.

    `chainage_m` is measured along the line, from its southern end to the nearest point;
    `offset_m` is the geodesic distance to that point.
    """

    chainage_m: float
    offset_m: float


@display.shown
class Frontier:
    """The line of the frontier from south to north, in named parts.

    `parts` are (name, positions); each begins with the last position of the part before it.
    Longitudes are continuous: where the line crosses the antimeridian they go on past 180°.
    """

    def __init__(self, parts: tuple[tuple[str, tuple[Position, ...]], ...]) -> None:
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frontier) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {"km": f"{self.length_m / 1000:.1f}", "positions": str(len(self.positions))}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The whole line as one sequence of positions."""
        first, *following = (positions for _, positions in self.parts)
        return (*first, *(position for positions in following for position in positions[1:]))

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
        """The chainage of every position of the line, in metres."""
        return [0.0, *accumulate(_ellipsoid().line_lengths(*_columns(self.positions)))]

    def locate(self, position: Position) -> LinearPosition:
        """The chainage and the offset of a position, by the nearest point of the line.

        The candidate segments are compared in the azimuthal equidistant projection around the
        position: there every point lies at its geodesic distance and azimuth from the position.
        """
        candidates = self._candidate_segments(position)
        ends = sorted({*candidates, *(segment + 1 for segment in candidates)})
        paths = geodesics(position, [self.positions[end] for end in ends])
        points = {
            end: (
                path.distance_m * math.sin(math.radians(path.bearing_deg)),
                path.distance_m * math.cos(math.radians(path.bearing_deg)),
            )
            for end, path in zip(ends, paths, strict=True)
        }
        (offset, share), nearest = min(
            (_distance_from_origin(points[segment], points[segment + 1]), segment)
            for segment in candidates
        )
        start, end = self._chainages[nearest], self._chainages[nearest + 1]
        return LinearPosition(start + (end - start) * share, offset)

    def _candidate_segments(self, position: Position) -> list[int]:
        """The indices of the segments of which one is nearest to a position.

        Compares distances to the segments' chords through the unit sphere. The slack covers the
        sagitta, which is how high an arc stands over its chord, and the ellipsoid's flattening.
        """
        import numpy as np

        starts, steps, squares = self._chords
        vectors = _unit_vectors([position])[0] - starts
        shares = np.clip(_dot_products(vectors, steps) / squares, 0, 1)
        feet = vectors - steps * shares[:, None]
        distances = np.sqrt(_dot_products(feet, feet))
        slack = squares.max() / 4 + 1e-6  # more than the sagitta; at least 6 m on the Earth
        candidates = np.flatnonzero(distances <= distances.min() * _SPHERE_SLACK + slack)
        return [int(segment) for segment in candidates]

    @cached_property
    def _chords(self) -> tuple[Floats, Floats, Floats]:
        """The segments as chords of the unit sphere: start, step to the end, squared length."""
        import numpy as np

        vectors = _unit_vectors(self.positions)
        steps = np.diff(vectors, axis=0)
        return vectors[:-1], steps, np.maximum(_dot_products(steps, steps), 1e-300)

    def at(self, chainage_m: float) -> Position:
        """The position at a chainage, linearly interpolated within its segment."""
        end = min(bisect_right(self._chainages, chainage_m), len(self._chainages) - 1)
        before, after = self._chainages[end - 1], self._chainages[end]
        share = (chainage_m - before) / (after - before) if after > before else 0.0
        (lon0, lat0), (lon1, lat1) = self.positions[end - 1], self.positions[end]
        return lon0 + (lon1 - lon0) * share, lat0 + (lat1 - lat0) * share

    def simplified(self, tolerance_m: float) -> dict[str, list[Position]]:
        """Each part with fewer positions, nowhere farther than `tolerance_m` from the full line."""
        plane = Plane.around(self.middle)
        parts = {}
        for name, positions in self.parts:
            points = plane.points(positions)
            kept = set(simplify_line(points, tolerance_m))
            # the record's own positions: projecting there and back would round them
            pairs = zip(positions, points, strict=True)
            parts[name] = [position for position, point in pairs if point in kept]
        return parts

    def self_intersection(self) -> Position | None:
        """Where the line crosses itself or turns back, the first place from the south."""
        import numpy as np
        from shapely import LineString, STRtree, linestrings

        if LineString(self.positions).is_simple:
            return None
        vertices = np.array([position for position, _ in groupby(self.positions)])
        segments = linestrings(np.stack([vertices[:-1], vertices[1:]], axis=1))
        tree = STRtree(segments)
        for index, segment in enumerate(segments):
            for second in sorted(tree.query(segment, predicate="intersects")):
                common = segment.intersection(segments[second])
                # the next segment shares one vertex, and a stretch only where the line turns back
                if second > index + 1 or (second == index + 1 and common.length):
                    point = common.representative_point()
                    return point.x, point.y
        return None

    @cached_property
    def bounds(self) -> tuple[Position, Position]:
        """The south-western and north-eastern corners of the line's bounding box.

        Their longitudes are continuous, as those of the line.
        """
        lons, lats = _columns(self.positions)
        return (min(lons), min(lats)), (max(lons), max(lats))

    @property
    def middle(self) -> Position:
        """The middle of the line's positions, on the sphere."""
        return middle(self.positions)

    @property
    def extent_m(self) -> float:
        """The geodesic distance between two opposite corners of the line's bounding box."""
        south_west, north_east = self.bounds
        return geodesics(south_west, [north_east])[0].distance_m

    @property
    def bbox(self) -> list[float]:
        """West, south, east and north as in RFC 7946: west exceeds east over the antimeridian."""
        return [
            degrees
            for lon, lat in self.bounds
            for degrees in (lon - TURN * math.ceil((lon - TURN / 2) / TURN), lat)
        ]

    def continued(self, positions: Iterable[Sequence[float]]) -> list[Position]:
        """A line or a point near the frontier, moved by whole turns to the frontier's longitudes.

        On a map whose longitudes are continuous it stands beside the frontier then.
        """
        (west, _), (east, _) = self.bounds
        return continuous(positions, (west + east) / 2)


def from_features(features: Sequence[dict[str, object]]) -> Frontier:
    """The frontier from the GeoJSON features of `frontier.geojson`.

    Raises `ValueError`, with a text of one line, unless they are LineStrings from south to north,
    each of which begins where the one before it ends.
    """
    parts = [_part(feature) for feature in features]
    if not parts:
        raise ValueError(gettext("there is no feature"))
    for (before, ending), (part, beginning) in pairwise(parts):
        if ending[-1] != beginning[0]:
            raise ValueError(
                gettext("the part {part} must start where {before} ends", part=part, before=before)
            )
    if len({name for name, _ in parts}) < len(parts):
        raise ValueError(gettext("every part needs a name of its own"))
    (_, southern_lat), (_, northern_lat) = parts[0][1][0], parts[-1][1][-1]
    if southern_lat > northern_lat:
        raise ValueError(gettext("the line must run from south to north"))
    line = iter(continuous(position for _, positions in parts for position in positions))
    return Frontier(tuple((name, tuple(islice(line, len(own)))) for name, own in parts))


def _part(feature: dict[str, object]) -> tuple[str, tuple[Position, ...]]:
    """The name and the positions of a part. Raises `ValueError` that states what would be right."""
    geometry, properties = feature.get("geometry"), feature.get("properties")
    if not (isinstance(geometry, dict) and geometry.get("type") == "LineString"):
        raise ValueError(
            gettext("every feature must be a LineString, or lines that join end to end")
        )
    name = properties.get("part") if isinstance(properties, dict) else None
    if not (name and isinstance(name, str) and name.isprintable()):
        raise ValueError(gettext("every feature must have a property `part` that names it"))
    coordinates = geometry.get("coordinates")
    positions = tuple(map(position, coordinates)) if isinstance(coordinates, list) else ()
    if len(positions) < _LEAST_POSITIONS:
        raise ValueError(gettext("the part {part} needs at least two positions", part=name))
    return name, positions


@cache
def _ellipsoid() -> Geod:
    from borders.geo.proj import Geod

    return Geod(ellps="WGS84")


def _columns(positions: Sequence[Position]) -> tuple[list[float], list[float]]:
    """The longitudes and the latitudes of positions."""
    return [lon for lon, _ in positions], [lat for _, lat in positions]


def _unit_vectors(positions: Sequence[Position]) -> Floats:
    """Positions on the unit sphere, as rows (x, y, z)."""
    import numpy as np

    lon, lat = np.radians(positions).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _dot_products(left: Floats, right: Floats) -> Floats:
    """The dot product of each row of `left` with the row of `right` at its index."""
    import numpy as np

    products: Floats = np.einsum("ij,ij->i", left, right)
    return products


def _distance_from_origin(start: Point, end: Point) -> tuple[float, float]:
    """The distance of a segment in the plane from the origin, and where its nearest point lies.

    The latter is a share of the segment: 0 at its start, 1 at its end.
    """
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(x * dx + y * dy) / square)) if square else 0.0
    return math.hypot(x + dx * share, y + dy * share), share
