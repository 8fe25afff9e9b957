"""The data of the map's scripts: the base map as encoded polylines."""

import pytest

from borders.site import map_data
from helpers.geojson import lines_of


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


@pytest.mark.parametrize("name", ["land", "lakes", "neighbours"])
def test_encoded_lines_come_back(ds, name):
    count = 0
    for geometry in ds.basemap[name]:
        for line in lines_of(geometry):
            there = [(round(lat * 1e4), round(lon * 1e4)) for lon, lat in line]
            assert list(decoded(map_data.encode_polyline(line))) == there
            count += 1
    assert count > 5


def test_encoding_is_that_of_the_published_example():
    """The example of Google's format, in its five decimals."""
    line = [(-1202, 385), (-1209.5, 407), (-1264.53, 432.52)]
    assert map_data.encode_polyline(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


def test_the_map_is_given_all_of_it(ds):
    base = map_data.base_map_data(ds)
    for name in ("land", "lakes"):
        rings = [line for geometry in ds.basemap[name] for line in lines_of(geometry)]
        assert sum(map(len, base[name])) == len(rings)
    assert len(base["places"]) == len(ds.record.places)
    names = map_data.place_names(ds)
    for text, (kind, lat, lon, rank) in zip(names, base["places"], strict=True):
        place = next(p for p in ds.record.places if p.names["en"] == text and p.kind == kind)
        assert (lon, lat) == pytest.approx(place.position, abs=1e-4)
        assert rank == place.rank
