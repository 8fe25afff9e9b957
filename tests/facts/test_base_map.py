"""The base map of Finland–Russia: with the great lakes, the towns and the countries."""

import json

import pytest
from pyproj import Transformer
from shapely import Point, STRtree, transform
from shapely.geometry import shape

from borders.model import PlaceKind
from helpers.geojson import lines_of, polygons_of

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
    degrees = [shape(polygon) for polygon in polygons_of(ds.basemap["lakes"])]
    return [(lake, flat(lake)) for lake in degrees]


def flat(geometry):
    """A geometry in degrees, in metres on the plane of EPSG:3067."""

    def project(array):
        array[:, 0], array[:, 1] = PLANE.transform(array[:, 0], array[:, 1])
        return array

    return transform(geometry, project)


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_geojson_as_the_standard_has_it(collections, name):
    collection = collections[name]
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert collection["features"]
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert "crs" not in feature
        assert "properties" in feature
        for line in lines_of(feature["geometry"]):
            for position in line:
                lon, lat = position
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90


def test_ladoga_is_the_largest_lake(lakes):
    largest = max(lakes, key=lambda lake: lake[1].area)
    assert largest[0].contains(Point(31.5, 60.8))
    assert 16_500e6 < largest[1].area < 18_500e6  # 17,700 km²
    further_areas = [plane.area for _, plane in lakes if plane is not largest[1]]
    assert 9_000e6 < max(further_areas) < 10_500e6  # Onega, 9,700 km²


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
    land = [flat(shape(polygon)) for polygon in polygons_of(ds.basemap["land"])]
    tree = STRtree(land)
    assert ds.record.places
    for place in ds.record.places:
        point = flat(Point(place.position))
        assert land[tree.nearest(point)].distance(point) <= 3000, place.id


def test_lakes_lie_on_land(ds, lakes):
    tree = STRtree(land := [shape(polygon) for polygon in polygons_of(ds.basemap["land"])])
    for lake, _ in lakes:
        point = lake.representative_point()
        assert land[tree.nearest(point)].distance(point) == 0
