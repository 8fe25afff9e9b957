"""A frontier of any shape is framed, whole, on every picture and on the map."""

import tempfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from borders.pictures import map_picture
from borders.pictures.map_frames import CARD, LOCATOR, PORTRAIT, STILL
from borders.pictures.map_layout import lay_out
from borders.pictures.map_places import boxes
from borders.site import map_data
from helpers.editable_folder import EditableFolder
from helpers.folders_at_the_edge import frontier
from helpers.paths import START
from helpers.svg import texts_of

EARTH = Geod(ellps="WGS84")
LAYOUTS = (PORTRAIT, CARD, STILL, LOCATOR)


def curve(lon, lat, km, bearing, turning, count=60):
    """Positions along a curve on the Earth, which turns by so many degrees in all."""
    line = [(lon, lat)]
    for step in range(count):
        heading = bearing + turning * step / count
        lon, lat, _ = EARTH.fwd(lon, lat, heading, km * 1000 / count)
        line.append((round(lon, 6), round(lat, 6)))
    return line if line[0][1] <= line[-1][1] else line[::-1]


def loaded(line, crossings=(0,), principal=bool, projection=None):
    with tempfile.TemporaryDirectory() as parent:
        folder = EditableFolder(Path(parent), START)
        frontier(line, crossings, principal, projection)(folder)
        dataset = folder.load()
        assert [p for p in dataset.problems() if p.severity == "error"] == []
        return dataset


def assert_whole(dataset):
    """Line and crossings are inside every picture, and names where they are shown."""
    for layout in LAYOUTS:
        scene = lay_out(dataset, layout)
        frame = scene.layout
        inside = [point for line in scene.frontier.values() for point in line]
        for id_, stand in scene.crossings.items():
            inside += [stand.at, stand.symbol]
            if layout is not LOCATOR:
                _, *names = boxes(dataset.record.crossings[id_], stand, frame)
                inside += [
                    corner for left, *rest in names for corner in ((left, rest[0]), rest[1:])
                ]
        assert frame.height <= layout.height
        for x, y in inside:
            assert frame.left <= x <= frame.right
            assert frame.top <= y <= frame.bottom
        # the line reaches from one margin to the other, upwards or across
        xs, ys = zip(*(point for line in scene.frontier.values() for point in line), strict=True)
        room = (frame.right - frame.left) * 2 * min(frame.middle, 1 - frame.middle)
        filled = (max(xs) - min(xs)) / (room - 2 * frame.margin)
        high = frame.bottom - frame.top - 2 * frame.margin
        assert max(filled, (max(ys) - min(ys)) / high) == pytest.approx(1, abs=0.02)


@settings(max_examples=150, derandomize=True)
@given(
    lon=st.one_of(st.floats(-180, 180), st.floats(178, 180), st.floats(-180, -178)),
    lat=st.floats(-75, 75),
    km=st.floats(0, 3.845).map(lambda power: 10**power),
    bearing=st.floats(0, 360),
    turning=st.floats(-270, 270),
    crossings=st.lists(st.integers(0, 60), min_size=1, max_size=40),
    chance=st.randoms(use_true_random=False),
)
def test_any_line_and_its_crossings_are_inside_every_picture(
    lon, lat, km, bearing, turning, crossings, chance
):
    line = curve(round(lon, 6), round(lat, 6), km, bearing, turning)
    dataset = loaded(line, crossings, lambda _: chance.random() < 0.6)
    assert_whole(dataset)
    data = map_data.line_data(dataset)
    steps = {round(b[2] - a[2], 9) for a, b in pairwise(data["ticks"])}
    assert len(steps) == 1
    assert 9 <= len(data["ticks"]) <= 26


RING = curve(28, -30, 1100, 90, 360, 90)
SHAPES = {
    "level": ([(float(lon), 50.0) for lon in range(10, 20)], 760, 380),
    "north": ([(20.0, float(lat)) for lat in range(-40, -30)], 760, 900),
    "ring": (
        [*RING[:-1], RING[0]],
        760,
        684,
    ),
    "over the antimeridian": ([(179.0, -17.0), (179.9, -16.9), (-179.0, -16.5)], 760, 380),
    "short": ([(20.0, 50.0), (20.0, 50.01)], 760, 900),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_picture_has_the_shape_of_the_frontier(name):
    line, width, height = SHAPES[name]
    dataset = loaded(line, [0, len(line) // 2])
    assert_whole(dataset)
    layout = lay_out(dataset, STILL).layout
    assert (layout.width, layout.height) == (width, pytest.approx(height, abs=12))


@pytest.mark.parametrize(
    ("km", "bar", "tick"),
    [(0.5, "50 m", 0.05), (13, "2 km", 1), (1340, "200 km", 100), (7000, "1000 km", 500)],
)
@pytest.mark.parametrize("projection", [None, "EPSG:3857"])
def test_scale_bar_and_ticks_are_round_lengths_that_fit(km, bar, tick, projection):
    """Lengths on the ground, also in a projection that shows things twice as large at 60° north."""
    dataset = loaded(curve(20, 60 if km < 2000 else 20, km, 90, 0), projection=projection)
    scene = lay_out(dataset, PORTRAIT)
    words = texts_of(ET.fromstring(map_picture.svg(dataset, dataset.slice("2026-01-01"))))
    assert bar in words
    assert map_data.line_data(dataset)["ticks"][1][2] == tick
    xs = [x for line in scene.frontier.values() for x, _ in line]
    assert max(xs) - min(xs) == pytest.approx(km * scene.pixels_per_km, rel=0.08)


def test_arrow_and_scale_bar_stand_where_the_line_does_not():
    east, west = ([(20.0 + side * step, 50.0 + step) for step in range(7)] for side in (1.2, -1.2))
    for line, right in ((east, False), (west, True)):
        scene = lay_out(loaded(line, range(7)), PORTRAIT)
        assert (scene.arrow_right, scene.bar[1]) == (right, not right)
