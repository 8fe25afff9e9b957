"""The base map's data: light, valid, and with what one looks for on it."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise

import pytest
from pyproj import Transformer
from shapely import Point, STRtree, transform
from shapely.geometry import shape

import borders
from borders.model import PlaceKind
from borders.pictures.map_layout import STILL, lay_out
from borders.site import map_data as mapdata
from helpers.editable_folder import Copy

FILES = ("land", "lakes", "neighbours")
PLANE = Transformer.from_crs("OGC:CRS84", "EPSG:3067", always_xy=True)


@pytest.fixture(scope="module")
def collections(ds):
    return {
        name: json.loads((ds.folder / f"{name}.geojson").read_text(encoding="utf-8"))
        for name in FILES
    }


@pytest.fixture(scope="module")
def lakes(ds):
    """Every lake as a polygon in degrees, and on the plane."""
    degrees = [shape(found) for found in polygons(ds.basemap["lakes"])]
    return [(lake, flat(lake)) for lake in degrees]


def flat(geometry):
    def project(array):
        array[:, 0], array[:, 1] = PLANE.transform(array[:, 0], array[:, 1])
        return array

    return transform(geometry, project)


def polygons(geometries):
    """Each polygon as a geometry of its own."""
    for geometry in geometries:
        several = geometry["type"] == "MultiPolygon"
        for rings in geometry["coordinates"] if several else [geometry["coordinates"]]:
            yield {"type": "Polygon", "coordinates": rings}


def lines(geometry):
    """Every ring or line of a geometry."""
    depth = {"LineString": 0, "Polygon": 1, "MultiLineString": 1, "MultiPolygon": 2}
    found = [geometry["coordinates"]]
    for _ in range(depth[geometry["type"]]):
        found = [item for items in found for item in items]
    return found


def signed_area(ring):
    """In square degrees, positive for a ring that runs against the clock."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def decoded(text):
    """An encoded polyline as (lat, lon) in ten thousandths, by the published algorithm."""
    numbers, value, shift = [], 0, 0
    for character in text:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    lat = lon = 0
    for dlat, dlon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + dlat, lon + dlon
        yield lat, lon


def test_the_base_map_is_light(ds):
    names = [*(f"{name}.geojson" for name in FILES), "places.csv"]
    sizes = {
        name: len(gzip.compress((ds.folder / name).read_bytes(), compresslevel=9, mtime=0))
        for name in names
    }
    assert sum(sizes.values()) < 150_000, sizes


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_geojson_as_the_standard_has_it(collections, name):
    found = collections[name]
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert found["features"]
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert "crs" not in feature
        assert "properties" in feature
        for line in lines(feature["geometry"]):
            for position in line:
                lon, lat = position
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90


@pytest.mark.parametrize("name", ["land", "lakes"])
def test_polygons_are_valid_and_wound_by_the_right_hand_rule(ds, name):
    found = list(polygons(ds.basemap[name]))
    assert found
    for polygon in found:
        assert shape(polygon).is_valid
        outer, *holes = polygon["coordinates"]
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in [outer, *holes])
        assert signed_area(outer) > 0
        assert all(signed_area(hole) < 0 for hole in holes)


def test_neighbouring_frontiers_are_lines_without_repeats(ds):
    for geometry in ds.basemap["neighbours"]:
        assert geometry["type"] in {"LineString", "MultiLineString"}
        for line in lines(geometry):
            assert len(line) >= 2
            assert all(a != b for a, b in pairwise(line))


def test_ladoga_is_the_largest_lake(lakes):
    largest = max(lakes, key=lambda lake: lake[1].area)
    assert largest[0].contains(Point(31.5, 60.8))
    assert 16_500e6 < largest[1].area < 18_500e6  # 17,700 km²
    others = [plane.area for _, plane in lakes if plane is not largest[1]]
    assert 9_000e6 < max(others) < 10_500e6  # Onega, 9,700 km²


@pytest.mark.parametrize(
    ("lon", "lat", "least_km2", "away_m"),
    [
        pytest.param(27.9, 69.0, 700, 0, id="Inari"),
        pytest.param(29.6, 63.2, 600, 0, id="Pielinen"),
        pytest.param(28.3, 61.3, 500, 5000, id="Saimaa"),
        pytest.param(31.5, 60.8, 16_500, 0, id="Ladoga"),
        pytest.param(35.4, 61.7, 9_000, 0, id="Onega"),
        pytest.param(27.3, 64.3, 600, 0, id="Oulujärvi"),
    ],
)
def test_the_great_lakes_are_there(lakes, lon, lat, least_km2, away_m):
    """With their true size, at their true place: islands in the middle are no reason to miss."""
    point = flat(Point(lon, lat))
    near = [plane.area for _, plane in lakes if plane.distance(point) <= max(away_m, 5000)]
    assert near
    assert max(near) >= least_km2 * 1e6
    if not away_m:
        hulls = (type(plane)(plane.exterior) for _, plane in lakes)
        assert any(hull.contains(point) for hull in hulls)


def test_towns_on_both_sides_and_the_countries_around(ds):
    places = ds.record.places
    towns = {place.country for place in places if place.kind is PlaceKind.TOWN}
    assert {"FI", "RU"} <= towns
    countries = {place.names["en"] for place in places if place.kind is PlaceKind.COUNTRY}
    assert countries == {"Finland", "Russia", "Norway", "Sweden", "Estonia"}
    names = {place.names["en"] for place in places}
    assert {"Lappeenranta", "Joensuu", "Kuusamo", "Vyborg", "Murmansk", "Sortavala"} <= names


def test_towns_stand_on_their_own_side(ds):
    """West of the line in Finland, east of it in Russia, by the line itself."""
    line = sorted((lat, lon) for lon, lat in ds.frontier.positions)
    for place in ds.record.places:
        lon, lat = place.position
        if place.country not in {"FI", "RU"} or not line[0][0] < lat < line[-1][0]:
            continue
        near = [x for y, x in line if abs(y - lat) < 0.1]
        if place.country == "FI":
            assert lon < max(near), place.id
        else:
            assert lon > min(near), place.id


def test_every_place_lies_on_land(ds):
    land = [flat(shape(found)) for found in polygons(ds.basemap["land"])]
    tree = STRtree(land)
    assert ds.record.places
    for place in ds.record.places:
        point = flat(Point(place.position))
        assert land[tree.nearest(point)].distance(point) <= 3000, place.id


def test_lakes_lie_on_land(ds, lakes):
    tree = STRtree(land := [shape(found) for found in polygons(ds.basemap["land"])])
    for lake, _ in lakes:
        point = lake.representative_point()
        assert land[tree.nearest(point)].distance(point) == 0


@pytest.mark.parametrize("name", FILES)
def test_encoded_lines_come_back(ds, name):
    count = 0
    for geometry in ds.basemap[name]:
        for line in lines(geometry):
            there = [(round(lat * 1e4), round(lon * 1e4)) for lon, lat in line]
            assert list(decoded(mapdata.encode_polyline(line))) == there
            count += 1
    assert count > 5


def test_encoding_is_that_of_the_published_example():
    """The example of Google's format, in its five decimals."""
    line = [(-1202, 385), (-1209.5, 407), (-1264.53, 432.52)]
    assert mapdata.encode_polyline(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_the_map_is_given_all_of_it(ds):
    base = mapdata.base_map_data(ds)
    for name in ("land", "lakes"):
        rings = [line for geometry in ds.basemap[name] for line in lines(geometry)]
        assert sum(map(len, base[name])) == len(rings)
    assert len(base["places"]) == len(ds.record.places)
    names = mapdata.place_names(ds)
    for text, (kind, lat, lon, rank) in zip(names, base["places"], strict=True):
        place = next(p for p in ds.record.places if p.names["en"] == text and p.kind == kind)
        assert (lon, lat) == pytest.approx(place.position, abs=1e-4)
        assert rank == place.rank


def test_an_area_without_a_line_changes_no_picture(ds, tmp_path):
    """Not even an area that comes before others."""
    copy = Copy(tmp_path)
    for name in ("land", "lakes"):
        found = copy.json(f"{name}.geojson")
        found["features"][0]["geometry"]["coordinates"].insert(0, [])
        empty = {"type": "MultiPolygon", "coordinates": []}
        found["features"].insert(0, {"type": "Feature", "properties": {}, "geometry": empty})
        copy.save_json(f"{name}.geojson", found)
    changed = borders.load(copy.path)
    changed.require_no_errors()
    drawn, as_before = lay_out(changed, STILL), lay_out(ds, STILL)
    assert (drawn.land, drawn.lakes) == (as_before.land, as_before.lakes)
