"""What the map of a page is made of, light enough to be written fast: no folium is asked.

Leaflet itself, the map as folium made it, and the frontier and the base map for the page's
scripts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from xstatic.pkg import leaflet as xstatic_leaflet

from borders.export.serialise import Json
from borders.model import Place
from borders.query.dataset import Dataset
from borders.views import wording as words

TILES = "https://tile.openstreetmap.org"  # asked only when the reader switches them on
# The line that pages draw may leave the true one by this much: less than a pixel at zoom 11.
TOLERANCE_M = 40.0
_TICKS_KM = 100
_SIXTH = 0b100000  # bit of an encoded number; the five below it are its value's


@cache
def static(name: str) -> str:
    """A file that pages are given as it is."""
    return (files("borders.site") / "static" / name).read_text("utf-8")


@cache
def library() -> tuple[str, str]:
    """Leaflet's own style sheet and script."""
    folder = Path(xstatic_leaflet.BASE_DIR)
    style, script = ((folder / name).read_text("utf-8") for name in ("leaflet.css", "leaflet.js"))
    # Leaflet's source map is not shipped, so browsers need not look for it.
    return style, re.sub(r"//# sourceMappingURL=.*", "", script)


def line(dataset: Dataset) -> Json:
    """The simplified frontier by its parts, encoded, and its chainage ticks, for the script."""
    frontier = dataset.frontier
    parts = {
        name: _encoded(positions) for name, positions in frontier.simplified(TOLERANCE_M).items()
    }
    every = range(0, int(frontier.length_m / 1000) + 1, _TICKS_KM)
    ticks = [[*lat_lon(frontier.at(km * 1000), 4), km] for km in every]
    return {"parts": parts, "ticks": ticks}


def base(dataset: Dataset) -> Json:
    """Land, lakes and neighbouring frontiers as encoded polylines, and names, for the script."""
    polygons = {
        name: [
            [_encoded(ring) for ring in rings]
            for geometry in dataset.basemap[name]
            for rings in parts(geometry, "Polygon")
        ]
        for name in ("land", "lakes")
    }
    return {
        **polygons,
        "neighbours": [
            _encoded(line)
            for geometry in dataset.basemap["neighbours"]
            for line in parts(geometry, "LineString")
        ],
        "places": [
            [place.kind, *lat_lon(place.position, 4), place.rank] for place in _places(dataset)
        ],
    }


def place_names(dataset: Dataset) -> list[str]:
    """What the places of `base` are called in the reader's language."""
    return [words.place(dataset, place) for place in _places(dataset)]


def _places(dataset: Dataset) -> list[Place]:
    return sorted(dataset.record.places, key=lambda place: (place.kind, place.rank))


def parts(geometry: dict[str, Any], kind: str) -> list[Any]:
    """The coordinates of each Polygon or LineString of a geometry that may be a Multi- one."""
    if geometry["type"] == f"Multi{kind}":
        return list(geometry["coordinates"])
    return [geometry["coordinates"]] if geometry["type"] == kind else []


def lat_lon(position: Sequence[float], decimals: int) -> list[float]:
    """[lat, lon], the order that Leaflet wants."""
    lon, lat = position
    return [round(lat, decimals), round(lon, decimals)]


def _encoded(positions: Sequence[Sequence[float]]) -> str:
    """Positions as an encoded polyline of four decimals.

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
