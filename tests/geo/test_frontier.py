"""The measured frontier: its length, its ends, and where along it the crossings lie."""

import json
from itertools import pairwise

import pytest

from borders.geo.frontier import Frontier
from helpers.haversine import haversine_m

# The chainage of each point in km from the southern end of the line at sea, as the research note
# on the crossings gives it.
CHAINAGE_KM = {
    "vaalimaa": 63.25,
    "vainikkala": 102.93,
    "nuijamaa": 118.63,
    "nuijamaa-port": 122.0,
    "imatra-rail": 149.04,
    "imatra": 149.33,
    "parikkala": 213.71,
    "niirala": 310.55,
    "niirala-rail": 310.57,
    "leminaho": 394.31,
    "inari-lieksa": 478.36,
    "vartius": 672.13,
    "vartius-rail": 672.17,
    "kuusamo": 883.49,
    "salla": 1027.33,
    "raja-jooseppi": 1248.68,
}


def test_the_length_is_the_measured_one(ds):
    assert ds.frontier.length_m == pytest.approx(1_339_200, rel=0.0005)


def test_the_parts_add_up_and_the_sea_part_is_about_54_km(ds):
    parts = ds.frontier.part_lengths_m
    assert list(parts) == ["sea", "land"]
    assert sum(parts.values()) == pytest.approx(ds.frontier.length_m)
    assert parts["sea"] == pytest.approx(54_000, abs=1_000)


def test_the_ends_are_the_published_ones(ds):
    # decree 60/2014 for the southern end at sea, the tripoint with Norway for the northern one
    (south_lon, south_lat), (north_lon, north_lat) = (
        ds.frontier.positions[0],
        ds.frontier.positions[-1],
    )
    assert (south_lon, south_lat) == pytest.approx((27 + 17.594 / 60, 60 + 12.012 / 60), abs=2e-4)
    assert (north_lon, north_lat) == pytest.approx((28.92917, 69.05167), abs=1e-3)
    assert len(ds.frontier.positions) == 3011


@pytest.mark.parametrize(("crossing", "chainage_km"), CHAINAGE_KM.items())
def test_chainage_matches_the_note(ds, crossing, chainage_km):
    assert ds.linear_positions[crossing].chainage_m / 1000 == pytest.approx(chainage_km, abs=0.1)


def test_every_road_and_rail_point_lies_on_the_line(ds):
    on_land = [c for c in ds.record.crossings.values() if c.position and c.way in ("road", "rail")]
    assert len(on_land) == 15
    assert all(ds.linear_positions[crossing.id].offset_m <= 50 for crossing in on_land)


def test_crossings_are_listed_from_south_to_north(ds):
    chainages = [
        ds.linear_positions[id_].chainage_m
        for id_ in ds.record.crossings
        if id_ in ds.linear_positions
    ]
    assert chainages == sorted(chainages)


def test_length_against_a_plain_loop_on_the_sphere(ds):
    line = ds.frontier.positions
    plain = sum(haversine_m(a, b) for a, b in pairwise(line))
    assert ds.frontier.length_m == pytest.approx(plain, rel=0.004)  # sphere and ellipsoid differ


@pytest.mark.parametrize("index", [0, 1, 500, 1505, 2500, 3009, 3010])
def test_a_vertex_of_the_line_has_its_own_chainage(ds, index):
    line = ds.frontier.positions
    place = ds.frontier.locate(line[index])
    plain = sum(haversine_m(a, b) for a, b in pairwise(line[: index + 1]))
    assert place.offset_m == pytest.approx(0, abs=0.01)
    assert place.chainage_m == pytest.approx(plain, rel=0.004, abs=1)


def test_chainage_on_an_l_shaped_line_is_geodesic_not_in_degrees():
    # at 65° N a degree of longitude is less than half a degree of latitude
    line = Frontier((("all", ((25.0, 64.0), (26.0, 64.0), (26.0, 65.0))),))
    corner = line.locate((26.0, 64.0)).chainage_m / line.length_m
    assert corner == pytest.approx(0.305, abs=0.01)


def test_the_simplified_line_stays_within_its_tolerance(ds):
    simple = ds.frontier.simplified(40)
    for name, positions in ds.frontier.parts:
        assert simple[name][0] == pytest.approx(positions[0], abs=1e-6)
        assert simple[name][-1] == pytest.approx(positions[-1], abs=1e-6)
    assert sum(map(len, simple.values())) < 1500
    drawn = Frontier(tuple((name, tuple(positions)) for name, positions in simple.items()))
    farthest = max(drawn.locate(position).offset_m for position in ds.frontier.positions[::25])
    assert farthest <= 41


def test_the_frontier_file_is_rfc_7946(ds):
    text = (ds.folder / "frontier.geojson").read_text(encoding="utf-8")
    data = json.loads(text)
    assert set(data) == {"type", "features"}  # no crs member
    assert [feature["properties"]["part"] for feature in data["features"]] == ["sea", "land"]
    for feature in data["features"]:
        for lon, lat in feature["geometry"]["coordinates"]:
            assert 19 < lon < 32
            assert 59 < lat < 71
    assert text.endswith("\n")
    assert "\r" not in text
