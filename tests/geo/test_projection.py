"""Lines on a plane: of any length, and without what a projection does not reach."""

import math
import threading

import pytest

from borders.geo.frontier import from_features
from borders.geo.positions import continuous
from borders.geo.projection import Plane, is_in_metres, shows_true_length, simplify_line
from helpers.commands import python

GRIDS = """
import pyproj
from borders.geo.projection import Plane
assert pyproj.network.is_network_enabled()
Plane.of("EPSG:27700").points([(-1.5, 52.0)])
print(pyproj.network.is_network_enabled())
"""
BOX = (-2e6, -2e6, 2e6, 2e6)


def zigzag(count):
    return [(index % 2 * 1e5 + index, index * 5.0) for index in range(count)]


def test_grids_are_not_fetched_whatever_the_environment_says():
    assert python("-c", GRIDS, PROJ_NETWORK="ON").stdout == "False\n"


def test_a_line_of_any_length_is_simplified_on_a_small_stack():
    """GEOS calls itself for each position that it keeps; a thread on macOS has half a megabyte."""
    lines = []
    before = threading.stack_size(2**19)
    try:
        thread = threading.Thread(target=lambda: lines.append(simplify_line(zigzag(60_000), 1.0)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert lines == [zigzag(60_000)]


def test_a_long_straight_line_keeps_few_points():
    line = [(float(x), 0.0) for x in range(20_000)]
    simplified = simplify_line(line, 1.0)
    assert (simplified[0], simplified[-1]) == (line[0], line[-1])
    assert len(simplified) < 20


def test_what_a_projection_does_not_reach_is_left_out_and_the_rest_is_drawn():
    near, beyond = [[0, 60], [5, 60], [5, 70], [0, 60]], [[0, -90], [1, -90], [0, -90]]
    areas = {"type": "MultiPolygon", "coordinates": [[near], [beyond]]}
    (ring,) = Plane.of("EPSG:3413").project_and_clip([areas], (-9e6, -9e6, 9e6, 9e6), 1.0, 1.0)
    assert len(ring) == 4
    assert all(math.isfinite(number) for point in ring for number in point)


@pytest.mark.parametrize(
    ("crs", "expected"),
    [("EPSG:3067", True), ("EPSG:4326", False), ("EPSG:2263", False), ("EPSG:0", False)],
)
def test_a_projection_is_of_metres(crs, expected):
    assert is_in_metres(crs) is expected


def test_a_projection_of_elsewhere_shows_another_length():
    line = [(27.0, 60.0), (27.0, 61.0)]
    assert shows_true_length("EPSG:3067", line, 111_400, 1.01)
    assert not shows_true_length("EPSG:3031", line, 111_400, 5)
    assert not shows_true_length("IAU_2015:30110", line, 111_400, 5)


def test_a_line_over_the_antimeridian_goes_on():
    assert list(continuous([(179.0, 0.0), (-179.0, 1.0), (179.5, 2.0)])) == [
        (179.0, 0.0),
        (181.0, 1.0),
        (179.5, 2.0),
    ]


def test_a_frontier_over_the_antimeridian_is_short_and_its_bounds_are_narrow():
    geometry = {"type": "LineString", "coordinates": [[179.9, 0], [-179.9, 1]]}
    frontier = from_features([{"properties": {"part": "a"}, "geometry": geometry}])
    assert frontier.length_m == pytest.approx(112_800, rel=0.01)
    assert frontier.bounds == ((179.9, 0), (180.1, 1))
    assert frontier.bbox == pytest.approx([179.9, 0, -179.9, 1])
    assert frontier.continued([(-179.5, 3), (-179.4, 3)]) == [(180.5, 3), (180.6, 3)]
