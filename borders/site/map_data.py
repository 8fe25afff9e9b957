"""The frontier and the base map as data for the scripts, which draw them with Leaflet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from borders.export.serialise import Json
from borders.model import Place
from borders.query.dataset import Dataset
from borders.views import wording

_TOLERANCE_M = 40.0  # by which the drawn line may leave the true one: a pixel at zoom 11 is more
_TICKS_KM = 100
_SIXTH = 0b100000  # bit of an encoded number; the five below it are its value's


def line_data(dataset: Dataset) -> Json:
    """The simplified frontier as [part, encoded polyline] for each part, and its chainage ticks.

    Longitudes are continuous, in the base map and those of crossings too, so that Leaflet draws
    what crosses the antimeridian in one piece. A tick is [lat, lon, km], one for every 100 km.
    """
    frontier = dataset.frontier
    parts = frontier.simplified(_TOLERANCE_M)
    every = range(0, int(frontier.length_m / 1000) + 1, _TICKS_KM)
    return {
        "parts": [[name, encode_polyline(positions)] for name, positions in parts.items()],
        "ticks": [[*_lat_lon(frontier.at(km * 1000)), km] for km in every],
    }


def base_map_data(dataset: Dataset) -> Json:
    """Land, lakes and neighbouring frontiers as encoded polylines, and the places that are named.

    An area is a list of its rings. A place is [kind, lat, lon, rank]; `place_names` has its name.
    """
    continued = dataset.frontier.continued
    areas = {
        name: [
            [encode_polyline(continued(ring)) for ring in rings]
            for geometry in dataset.basemap[name]
            for rings in _parts(geometry, "Polygon")
        ]
        for name in ("land", "lakes")
    }
    neighbours = [
        encode_polyline(continued(line))
        for geometry in dataset.basemap["neighbours"]
        for line in _parts(geometry, "LineString")
    ]
    places = [
        [place.kind, *_lat_lon(continued([place.position])[0]), place.rank]
        for place in _places(dataset)
    ]
    return {**areas, "neighbours": neighbours, "places": places}


def place_names(dataset: Dataset) -> list[str]:
    """The names of the base map's places in the reader's language, in its order."""
    return [wording.place(dataset, place) for place in _places(dataset)]


def encode_polyline(positions: Sequence[Sequence[float]]) -> str:
    """Positions (lon, lat) as an encoded polyline of four decimals.

    Source: Google's "Encoded Polyline Algorithm Format".
    """
    characters = bytearray()
    before = (0, 0)
    for lon, lat in positions:
        here = round(lat * 1e4), round(lon * 1e4)
        for value, last in zip(here, before, strict=True):
            step = value - last
            rest = ~(step << 1) if step < 0 else step << 1
            while rest >= _SIXTH:
                characters.append(rest % _SIXTH + _SIXTH + 63)
                rest //= _SIXTH
            characters.append(rest + 63)
        before = here
    return characters.decode("ascii")


def _places(dataset: Dataset) -> list[Place]:
    return sorted(dataset.record.places, key=lambda place: (place.kind, place.rank))


def _parts(geometry: dict[str, Any], kind: str) -> Iterator[Any]:
    """The coordinates of each Polygon or LineString of a GeoJSON geometry, Multi- or not."""
    if geometry["type"] == f"Multi{kind}":
        yield from geometry["coordinates"]
    elif geometry["type"] == kind:
        yield geometry["coordinates"]


def _lat_lon(position: Sequence[float]) -> list[float]:
    """A position (lon, lat) in the order that Leaflet wants, to four decimals."""
    lon, lat = position
    return [round(lat, 4), round(lon, 4)]
