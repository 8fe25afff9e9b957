"""Simplification of the base map's lines: the nearer to the frontier, the more detail stays.

Visvalingam's method removes, smallest first, the vertices whose triangle with their two neighbours
is small for their distance from the frontier (`DETAIL`). A vertex stays if another
vertex lies in its triangle, so that no two lines come to cross. All rings and lines are simplified
together (`Mesh`), so fine and coarse join without a seam.

M. Visvalingam and J. D. Whyatt: Line generalisation by repeated elimination of points, The
Cartographic Journal 30 (1993), 46–51.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from itertools import pairwise, product

import numpy as np
import shapely
from shapely import LinearRing, LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

Position = tuple[float, float]
"""Longitude and latitude in degrees."""
Cell = tuple[int, int]
Table = tuple[tuple[int, int], ...]

# Kilometres from the frontier, and the size in metres of what is still shown there: a bend of
# the coast, if its triangle is as large as the square of that size.
DETAIL = ((0, 280), (100, 400), (200, 900), (400, 1800), (1000, 6000))
# An island or a lake is kept if its area is this many of those squares and its width, on average,
# this part of that size: no stretch of a river stands alone where rivers are not drawn.
MINIMUM_AREA, MINIMUM_WIDTH = 6, 0.25
# GSHHG has its lakes from a coarser survey than the coast, and smooth between the vertices.
LAKES = 1.5
# Degrees: the grid on which areas are written, 111 m from south to north and half of it from west
# to east. Putting shapes on it keeps them valid.
GRID = 1e-3
DEGREE = 111_195.0  # metres from south to north


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons among the parts of a geometry."""
    parts = shapely.get_parts(geometry).tolist()
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def vertices(line: LineString | LinearRing, decimals: int = 4) -> list[Position]:
    """The vertices of a line, rounded, without those that repeat the vertex before."""
    rounded = [(round(lon, decimals), round(lat, decimals)) for lon, lat in line.coords]
    return rounded[:1] + [b for a, b in pairwise(rounded) if a != b]


class Detail:
    """The size that is still shown at a place, by its distance from the frontier.

    All is measured in a plane: the sinusoidal projection, which keeps areas, about a meridian in
    the middle of the frontier.
    """

    def __init__(self, lines: list[LineString], table: Table = DETAIL) -> None:
        west, _, east, _ = MultiLineString(lines).bounds
        self._meridian = float(round((west + east) / 2))
        self._kilometres, self._sizes = np.array(table).T
        # A kilometre more or less does not matter here, and fewer vertices are faster.
        self._frontier = shapely.transform(MultiLineString(lines), self.plane).simplify(1_000)
        self.least_area = MINIMUM_AREA * table[0][1] ** 2

    def plane(self, degrees: np.ndarray) -> np.ndarray:
        """Longitudes and latitudes, an array of two columns, as metres in the plane."""
        lon, lat = degrees[:, 0], degrees[:, 1]
        east = (lon - self._meridian) * np.cos(np.radians(lat))
        return np.column_stack((east, lat)) * DEGREE

    def sphere(self, metres: np.ndarray) -> np.ndarray:
        """Longitudes and latitudes of positions in the plane: the inverse of `plane`."""
        lat = metres[:, 1] / DEGREE
        east = metres[:, 0] / DEGREE / np.cos(np.radians(lat))
        return np.column_stack((east + self._meridian, lat))

    def sizes(self, metres: np.ndarray) -> np.ndarray:
        """The size in metres for every position, which is in the plane of measurement."""
        distances = shapely.distance(self._frontier, shapely.points(metres)) / 1_000
        return np.interp(distances, self._kilometres, self._sizes)

    def shows(self, polygon: Polygon) -> bool:
        """Whether an island or lake is large enough for its place."""
        area = shapely.transform(polygon, self.plane)
        size = self.sizes(np.array([area.representative_point().coords[0]]))[0]
        width = 2 * area.area / area.length
        return bool(area.area >= MINIMUM_AREA * size**2 and width >= MINIMUM_WIDTH * size)


class Mesh:
    """All rings and lines together, from which vertices can be removed.

    A vertex is a number; each list below holds one property of every vertex. Triangles are measured
    in the plane. Whether a vertex lies in a triangle is computed in whole ten-millionths of a
    degree, finer than any source, so that the answer is exact.
    """

    CELL = 400_000
    """Ten-millionths of a degree: the side of a cell of the spatial index."""

    def __init__(
        self,
        detail: Detail,
        rings: list[list[Position]],
        factors: list[float],
        lines: list[list[Position]],
        is_fixed: Callable[[Position], bool],
    ) -> None:
        """Rings do not repeat their first position; each has a factor for the size shown of it.

        The ends of lines stay, and so does every position for which `is_fixed` is true.
        """
        self.positions = [position for part in rings + lines for position in part]
        self.previous: list[int] = []
        self.next: list[int] = []
        self.parts: list[tuple[int, int]] = []  # first vertex and number of vertices
        self.fixed = [is_fixed(position) for position in self.positions]
        for number, part in enumerate(rings + lines):
            first, last = len(self.previous), len(self.previous) + len(part) - 1
            self.previous += [last, *range(first, last)]
            self.next += [*range(first + 1, last + 1), first]
            self.parts.append((first, len(part)))
            if number >= len(rings):
                self.fixed[first] = self.fixed[last] = True
        self.part = [first for first, count in self.parts for _ in range(count)]
        self.remaining = dict(self.parts)
        metres = detail.plane(np.array(self.positions))
        scale = np.repeat([*factors, *(1.0 for _ in lines)], [count for _, count in self.parts])
        self.sizes = (detail.sizes(metres) * scale).tolist()
        self.metres = metres.tolist()
        self.exact = [(round(lon * 1e7), round(lat * 1e7)) for lon, lat in self.positions]
        self.removed = [False] * len(self.positions)
        self.index: dict[Cell, set[int]] = {}
        for vertex, exact in enumerate(self.exact):
            self.index.setdefault(self._cell(exact), set()).add(vertex)

    def _cell(self, exact: tuple[int, int]) -> Cell:
        return exact[0] // self.CELL, exact[1] // self.CELL

    def _removable(self, vertex: int) -> bool:
        """Whether no other vertex lies in a vertex's triangle or on it, except at its two ends."""
        corners = (self.previous[vertex], vertex, self.next[vertex])
        ends = (self.exact[corners[0]], self.exact[corners[2]])
        (ax, ay), (bx, by), (cx, cy) = (self.exact[corner] for corner in corners)
        west, south = self._cell((min(ax, bx, cx), min(ay, by, cy)))
        east, north = self._cell((max(ax, bx, cx), max(ay, by, cy)))
        for cell in product(range(west, east + 1), range(south, north + 1)):
            for other in self.index.get(cell, ()):
                x, y = exact = self.exact[other]
                if other in corners or exact in ends:
                    continue
                sides = (
                    (bx - ax) * (y - ay) - (by - ay) * (x - ax),
                    (cx - bx) * (y - by) - (cy - by) * (x - bx),
                    (ax - cx) * (y - cy) - (ay - cy) * (x - cx),
                )
                if min(sides) >= 0 or max(sides) <= 0:
                    return False
        return True

    def _weight(self, vertex: int) -> float:
        """The area of a vertex's triangle in squares of the size shown there.

        Rounded, so that the last bit of a cosine does not decide which vertex goes first.
        """
        corners = (self.previous[vertex], vertex, self.next[vertex])
        (ax, ay), (bx, by), (cx, cy) = (self.metres[corner] for corner in corners)
        area = abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2
        return round(area / self.sizes[vertex] ** 2, 6)

    def simplify(self) -> None:
        """Remove every vertex whose triangle is too small to be shown, smallest first.

        A ring or line keeps at least four vertices.
        """
        weights = [self._weight(vertex) for vertex in range(len(self.positions))]
        heap = [(w, v) for v, w in enumerate(weights) if w < 1 and not self.fixed[v]]
        heapq.heapify(heap)
        while heap:
            weight, vertex = heapq.heappop(heap)
            if self.removed[vertex] or weight != weights[vertex]:
                continue
            part = self.part[vertex]
            if self.remaining[part] <= 4 or not self._removable(vertex):
                continue
            self.removed[vertex] = True
            self.remaining[part] -= 1
            self.index[self._cell(self.exact[vertex])].remove(vertex)
            previous, following = self.previous[vertex], self.next[vertex]
            self.next[previous], self.previous[following] = following, previous
            for neighbour in (previous, following):
                weights[neighbour] = self._weight(neighbour)
                if weights[neighbour] < 1 and not self.fixed[neighbour]:
                    heapq.heappush(heap, (weights[neighbour], neighbour))

    def simplified_parts(self) -> Iterable[list[Position]]:
        """The remaining positions of every ring and line, in the order given."""
        for first, count in self.parts:
            yield [self.positions[v] for v in range(first, first + count) if not self.removed[v]]


def simplified(
    detail: Detail,
    land: list[Polygon],
    lakes: list[Polygon],
    lines: list[LineString],
    is_fixed: Callable[[Position], bool],
) -> tuple[list[Polygon], list[Polygon], list[LineString]]:
    """Land, lakes and lines with the vertices that can be seen; what became too small is left out.

    Positions for which `is_fixed` is true stay.
    """
    rings, factors = [], []
    for layer, factor in ((land, 1.0), (lakes, LAKES)):
        for polygon in layer:
            own = [vertices(ring)[:-1] for ring in (polygon.exterior, *polygon.interiors)]
            rings += own
            factors += [factor] * len(own)
    mesh = Mesh(detail, rings, factors, [vertices(line, 7) for line in lines], is_fixed)
    mesh.simplify()
    parts = iter(mesh.simplified_parts())
    layers = []
    for layer in (land, lakes):
        thinned = []
        for polygon in layer:
            shell, *holes = [next(parts) for _ in range(1 + len(polygon.interiors))]
            thinned.append(Polygon(shell, holes))
        coarse = polygons(shapely.set_precision(MultiPolygon(thinned), GRID))
        layers.append([orient(polygon) for polygon in coarse if detail.shows(polygon)])
    return layers[0], layers[1], [LineString(part) for part in parts]
