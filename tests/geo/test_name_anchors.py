"""Where the names of countries may stand."""

from itertools import pairwise
from math import dist

import pytest
from shapely import Point, Polygon

from borders.geo.name_anchors import Countries, bounds_around
from borders.geo.positions import continuous

ISLAND = [(10, 60), (20, 60), (20, 66), (10, 66), (10, 60)]
FRONTIER = [(15, 59), (15, 67)]
WEST = Polygon([(10, 60), (15, 60), (15, 66), (10, 66)])


@pytest.mark.parametrize("turn", [0, 165, -195])
def test_a_name_stays_in_its_country_near_where_it_is_wanted(turn):
    """Also where the frontier, 15° E, is turned to 180°."""

    def turned(line, by):
        return [((lon + by + 180) % 360 - 180, lat) for lon, lat in line]

    island, frontier = turned(ISLAND, turn), turned(FRONTIER, turn)
    countries = Countries([island, frontier], bounds_around(frontier, 0.3))
    anchors = turned(countries.anchors(*turned([(12, 63)], turn), 60), -turn)
    assert anchors[0] == pytest.approx((12, 63))
    assert 20 < len(anchors) <= 60
    assert all(WEST.buffer(1e-9).contains(Point(anchor)) for anchor in anchors)
    away = [dist((lon * 0.4540, lat), (12 * 0.4540, 63)) for lon, lat in anchors]  # cos 63°
    assert all(near <= far + 1e-3 for near, far in pairwise(away))


def test_a_place_outside_every_area_is_named_where_it_is():
    assert Countries([ISLAND], (0, 55, 30, 70)).anchors((25, 63), 9) == [(25, 63)]
    assert Countries([], (0, 55, 30, 70)).anchors((12, 63), 9) == [(12, 63)]


@pytest.mark.parametrize(
    ("line", "middle", "expected"),
    [
        ([(179, 1), (-179, 2), (178, 3)], None, [(179, 1), (181, 2), (178, 3)]),
        ([(-179, 1), (179, 2)], None, [(-179, 1), (-181, 2)]),
        ([(-179, 1), (179, 2)], 170, [(181, 1), (179, 2)]),
        ([(20, 60), (-10, 61)], 0, [(20, 60), (-10, 61)]),
        ([], 10, []),
    ],
)
def test_longitudes_do_not_jump_at_180(line, middle, expected):
    assert continuous(line, middle) == expected
