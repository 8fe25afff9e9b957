"""The base maps of all folders: light, valid GeoJSON, water and land where they are."""

import csv
import gzip
import json
from itertools import pairwise

import pytest
from shapely import Point, get_parts
from shapely.geometry import shape

from helpers.geojson import lines_of
from helpers.paths import ROOT

FOLDERS = sorted(path.parent for path in (ROOT / "geodata").glob("*/places.csv"))
AREAS = ("land", "lakes")
# Bytes with gzip: of a record's own map, and of the one that shares a page with all frontiers.
MOST = {"finland-russia": 150_000, "overview": 40_000}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request):
    return request.param


def geometries(folder, name):
    """The geometries of a file, as shapely has them."""
    collection = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    return [shape(feature["geometry"]) for feature in collection["features"]]


def test_a_base_map_is_light(folder):
    names = [*(f"{name}.geojson" for name in (*AREAS, "neighbours")), "places.csv"]
    sizes = [len(gzip.compress((folder / name).read_bytes(), 9, mtime=0)) for name in names]
    assert sum(sizes) < MOST.get(folder.name, 50_000)


@pytest.mark.parametrize("name", AREAS)
def test_polygons_are_valid_and_wound_by_the_right_hand_rule(folder, name):
    for polygon in get_parts(geometries(folder, name)):
        assert polygon.is_valid
        assert polygon.exterior.is_ccw
        assert not any(ring.is_ccw for ring in polygon.interiors)


def test_neighbouring_frontiers_are_lines_without_repeats(folder):
    for line in geometries(folder, "neighbours"):
        for positions in lines_of(line.__geo_interface__):
            assert all(a != b for a, b in pairwise(positions))


def test_towns_stand_on_land(folder):
    """GSHHG's coast and the towns' positions agree within some kilometres; ports lie on it."""
    land = geometries(folder, "land")
    most = 0.15 if folder.name == "overview" else 0.05  # degrees
    with (folder / "places.csv").open(encoding="utf-8") as file:
        for place in csv.DictReader(file):
            point = Point(float(place["lon"]), float(place["lat"]))
            assert min(area.distance(point) for area in land) < most, place["id"]


@pytest.mark.parametrize(
    ("name", "at", "is_water"),
    [
        pytest.param("norway-russia", (30.0, 70.0), True, id="Varangerfjord"),
        pytest.param("norway-russia", (31.5, 69.95), True, id="Barents Sea"),
        pytest.param("norway-russia", (30.2, 69.65), False, id="Storskog"),
        pytest.param("estonia-russia", (27.5, 59.8), True, id="Gulf of Finland"),
        pytest.param("estonia-russia", (27.5, 58.7), True, id="Lake Peipus"),
        pytest.param("estonia-russia", (27.95, 58.05), True, id="Lake Pskov"),
        pytest.param("estonia-russia", (27.9, 58.9), False, id="between Peipus and Slantsy"),
        pytest.param("poland-kaliningrad", (21.1, 55.15), True, id="Curonian Lagoon"),
        pytest.param("poland-kaliningrad", (20.85, 55.15), False, id="Curonian Spit"),
        pytest.param("poland-kaliningrad", (20.3, 55.2), True, id="Baltic Sea"),
        pytest.param("poland-kaliningrad", (19.72, 54.44), True, id="Vistula Lagoon"),
        pytest.param("poland-kaliningrad", (19.645, 54.456), False, id="Vistula Spit"),
        pytest.param("lithuania-belarus", (26.6, 55.64), True, id="Lake Drūkšiai"),
        pytest.param("overview", (31.5, 60.8), True, id="Ladoga"),
        pytest.param("overview", (20.0, 58.0), True, id="Baltic"),
        pytest.param("overview", (27.5, 53.9), False, id="Minsk"),
    ],
)
def test_water_and_land_are_where_they_are(name, at, is_water):
    folder, point = ROOT / "geodata" / name, Point(at)
    land, lakes = (any(area.contains(point) for area in geometries(folder, n)) for n in AREAS)
    assert (lakes or not land) is is_water
