"""The data of the map's scripts: lines as encoded polylines, the base map as paths."""

import re
from itertools import accumulate

import pytest
from pyproj import Transformer

import borders
from borders.site import map_data
from helpers.geojson import lines_of


def decoded(text):
    """An encoded polyline as (lat, lon) in hundred thousandths, by the published algorithm."""
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


@pytest.mark.parametrize("name", ["land", "lakes", "neighbours"])
def test_encoded_lines_come_back(ds, name):
    count = 0
    for geometry in ds.basemap[name]:
        for line in lines_of(geometry):
            there = [(round(lat * 1e5), round(lon * 1e5)) for lon, lat in line]
            assert list(decoded(map_data.encode_polyline(line))) == there
            count += 1
    assert count > 5


def test_encoding_is_that_of_the_published_example():
    """The example of Google's format."""
    line = [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)]
    assert map_data.encode_polyline(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def corners(path):
    """The points of each line of a path of relative steps, as `path_data` writes it."""
    for line in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", line)]
        steps = zip(numbers[::2], numbers[1::2], strict=True)
        yield list(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))


@pytest.mark.parametrize("name", ["land", "lakes", "neighbours"])
def test_the_base_map_lies_where_the_web_has_it(ds, name):
    """Within half a pixel of where pyproj projects it (EPSG:3857)."""
    base = map_data.base_map_data(ds)
    to_web = Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True)
    ((_, west), (north, _)), (width, _) = base["bounds"], base["size"]
    left, top = to_web.transform(west, north)
    right, _ = to_web.transform(base["bounds"][1][1], north)
    metres = (right - left) / width
    lines = [line for geometry in ds.basemap[name] for line in lines_of(geometry)]
    for drawn, line in zip(corners(base[name]), lines, strict=True):
        for (x, y), position in ((drawn[0], line[0]), (max(drawn), max(line))):
            east, up = to_web.transform(*position)
            assert left + x * metres == pytest.approx(east, abs=0.51 * metres)
            if position is line[0]:
                assert top - y * metres == pytest.approx(up, abs=0.51 * metres)


def test_the_map_is_given_all_names(ds):
    places = map_data.line_data(ds)["places"]
    assert len(places) == len(ds.record.places)
    for text, (kind, rank, anchors) in zip(map_data.place_names(ds), places, strict=True):
        place = next(p for p in ds.record.places if p.names["en"] == text and p.kind == kind)
        lat, lon = next(decoded(anchors))
        assert (lon / 1e5, lat / 1e5) == pytest.approx(place.position, abs=1e-5)
        assert rank == (0 if text in {"Finland", "Russia"} else place.rank)


def test_a_frontier_across_180_degrees_does_not_jump(data_folder):
    """The whole record, moved to the east until the frontier lies across the antimeridian."""
    turn = 180 - 29.5
    data_folder.move_east(turn)
    before, after = map(map_data.line_data, (borders.load(), data_folder.load()))
    for (_, here), (_, there) in zip(before["parts"], after["parts"], strict=True):
        for (lat, lon), (moved_lat, moved_lon) in zip(decoded(here), decoded(there), strict=True):
            assert (moved_lat, moved_lon - lon) == (lat, pytest.approx(turn * 1e5, abs=20))
    ((_, west), (_, east)) = map_data.base_map_data(data_folder.load())["bounds"]
    assert east - west < 60
