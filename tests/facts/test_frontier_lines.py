"""The lines of the frontiers: their parts, and their lengths beside the official ones."""

import json

import pytest
from pyproj import Geod
from shapely import LineString

from borders.geo.frontier import from_features
from helpers.paths import ROOT

GEODATA = ROOT / "geodata"
WGS84 = Geod(ellps="WGS84")

# Geodesic kilometres of each part, south to north.
PARTS = {
    "finland-russia": {"sea": 53.9, "land": 1285.3},
    "norway-russia": {"land": 197.7, "sea": 42.0},
    "estonia-russia": {"land": 144.6, "lakes": 123.4, "river": 76.6, "sea": 113.0},
    "latvia-russia": {"land": 284.2},
    "lithuania-belarus": {"land": 678.9},
    "poland-belarus": {"land": 420.5},
    "poland-kaliningrad": {"land": 198.8, "lagoon": 10.1, "spit": 1.1, "sea": 22.1},
}
# Kilometres without the sea, as authorities or the press state them; a survey's line may be finer
# or coarser than the map's, and Estonia's figure leaves out the small rivers.
OFFICIAL = {
    "norway-russia": 197.7,
    "estonia-russia": 336.2,
    "latvia-russia": 283.6,
    "lithuania-belarus": 678.8,
    "poland-belarus": 418,
    "poland-kaliningrad": 210,
}


def features(path):
    return json.loads((GEODATA / path).read_text(encoding="utf-8"))["features"]


def test_every_frontier_is_here():
    assert {path.parent.name for path in GEODATA.glob("*/datapackage.json")} == PARTS.keys()


@pytest.mark.parametrize("name", PARTS)
def test_a_line_has_its_parts_and_the_length_of_the_frontier(name):
    line = from_features(features(f"{name}/frontier.geojson"))
    lengths = {part: round(m / 1000, 1) for part, m in line.part_lengths_m.items()}
    assert lengths == PARTS[name]
    on_land = (line.length_m - line.part_lengths_m.get("sea", 0)) / 1000
    assert on_land == pytest.approx(OFFICIAL.get(name, on_land), rel=0.03)
    assert line.self_intersection() is None


@pytest.mark.parametrize(
    ("southern", "northern"),
    [
        ("finland-russia", "norway-russia"),
        ("latvia-russia", "estonia-russia"),
        ("poland-belarus", "lithuania-belarus"),
    ],
)
def test_frontiers_meet_in_one_point(southern, northern):
    *_, end = features(f"{southern}/frontier.geojson")[-1]["geometry"]["coordinates"]
    start, *_ = features(f"{northern}/frontier.geojson")[0]["geometry"]["coordinates"]
    assert start == end


def test_frontiers_without_a_record_are_drawn_as_lines():
    lines = {
        feature["properties"]["name"]: LineString(feature["geometry"]["coordinates"])
        for feature in features("overview/unrecorded.geojson")
    }
    lengths = {name: WGS84.geometry_length(line) / 1000 for name, line in lines.items()}
    assert lengths == {  # those of the full lines are 173.8 and 296.0
        "Latvia–Belarus frontier": pytest.approx(173.8, rel=0.1),
        "Lithuania–Russia (Kaliningrad) frontier": pytest.approx(296.0, rel=0.1),
    }
