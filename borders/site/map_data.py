"""The frontier and the base map as data for the scripts, which draw them with Leaflet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

from borders.export.serialise import Json
from borders.geo.name_anchors import lines_of
from borders.geo.positions import Position
from borders.geo.projection import Point, round_length
from borders.pictures.svg import path_data
from borders.query.dataset import Dataset
from borders.views.places import places_to_name

# The map is as fine as its frontier is long: a pixel of the base map, and how far the drawn line
# may leave the true one, are such parts of the frontier's extent, of 1,000 km 32 m and 40 m.
_PIXELS, _TOLERANCES = 31_000, 25_000
_DECIMALS = 5  # of degrees: a metre
_TICKS = 10  # at least, along the frontier
_EQUATOR_M = 40_075_017
_SIXTH = 0b100000  # bit of an encoded number; the five below it are its value's


def line_data(dataset: Dataset) -> Json:
    """The simplified frontier by its parts, as encoded polylines, its chainage ticks, and places.

    Longitudes are continuous, in the base map and those of crossings too, so that Leaflet draws
    what crosses the antimeridian in one piece. A tick is [lat, lon, km], at every round length. A
    place is [kind, rank, anchors as an encoded polyline]; `place_names` has its name.
    """
    frontier = dataset.frontier
    parts = frontier.simplified(frontier.extent_m / _TOLERANCES)
    step_m = round_length(frontier.length_m / _TICKS)
    ticks = [step_m * number for number in range(int(frontier.length_m / step_m) + 1)]
    return {
        "parts": [(name, encode_polyline(positions)) for name, positions in parts.items()],
        "ticks": [
            [round(lat, _DECIMALS), round(lon, _DECIMALS), round(chainage / 1000, 3)]
            for chainage in ticks
            for lon, lat in [frontier.at(chainage)]
        ],
        "places": [
            [place.kind, place.rank, encode_polyline(frontier.continued(place.anchors))]
            for place in places_to_name(dataset)
        ],
    }


def base_map_data(dataset: Dataset) -> Json:
    """Land, lakes and neighbouring frontiers as paths of SVG.

    The paths are in pixels of the web's Mercator projection, from the north-western corner of
    `bounds`, which are [[south, west], [north, east]]; `size` is [width, height].
    """
    continued = dataset.frontier.continued
    lines = {
        name: [continued(line) for line in lines_of(geometries)]
        for name, geometries in dataset.basemap.items()
    }
    lons, lats = zip(*chain(dataset.frontier.positions, *chain(*lines.values())), strict=True)
    north_west, south_east = (min(lons), max(lats)), (max(lons), min(lats))
    narrowing = max(0.01, math.cos(math.radians(dataset.frontier.middle[1])))
    world = _EQUATOR_M * narrowing * _PIXELS / dataset.frontier.extent_m
    (left, top), (right, bottom) = (_pixel(corner, world) for corner in (north_west, south_east))

    def path(name: str) -> str:
        pixels = ([_pixel(position, world) for position in line] for line in lines[name])
        return path_data([(x - left, y - top) for x, y in line] for line in pixels)

    return {
        "bounds": [[south_east[1], north_west[0]], [north_west[1], south_east[0]]],
        "size": [round(right - left, 2), round(bottom - top, 2)],
        **{name: path(name) for name in lines},
    }


def place_names(dataset: Dataset) -> list[str]:
    """The names of the map's places in the reader's language, in the order of `line_data`."""
    return [place.text for place in places_to_name(dataset)]


def encode_polyline(positions: Sequence[Sequence[float]]) -> str:
    """Positions (lon, lat) as an encoded polyline of five decimals.

    Source: Google's "Encoded Polyline Algorithm Format".
    """
    characters = bytearray()
    before = (0, 0)
    for lon, lat in positions:
        here = round(lat * 10**_DECIMALS), round(lon * 10**_DECIMALS)
        for value, last in zip(here, before, strict=True):
            step = value - last
            rest = ~(step << 1) if step < 0 else step << 1
            while rest >= _SIXTH:
                characters.append(rest % _SIXTH + _SIXTH + 63)
                rest //= _SIXTH
            characters.append(rest + 63)
        before = here
    return characters.decode("ascii")


def _pixel(position: Position, world: float) -> Point:
    """A position in the web's Mercator projection (EPSG:3857), in a world so many pixels wide."""
    lon, lat = position
    y = math.asinh(math.tan(math.radians(lat)))
    return (lon + 180) / 360 * world, (1 - y / math.pi) / 2 * world
