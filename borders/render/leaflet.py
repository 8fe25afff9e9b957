"""The frontier and its crossings as a folium map: the only user of folium.

folium's `Map` is kept, with our template and without its assets; what it draws comes from data
that the page holds, and every text is in the page already, escaped. folium compiles what its
elements return as a template once more, so no text of the data may pass through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from borders.dataset import Dataset
from borders.views import View

TILES = "https://tile.openstreetmap.org"  # asked only when the reader switches them on
TICKS_KM = 100
_FIVE_BITS = 31
# The line that pages draw may leave the true one by this much: less than a pixel at zoom 11.
TOLERANCE_M = 40.0


class _NamedElement:
    """Gives an element a fixed id instead of a random one, so that pages are reproducible."""

    def _generate_id(self) -> str:
        return "frontier"


class FrontierMap(_NamedElement, folium.Map):
    """folium's map without its assets, tiles and viewport; the page around it brings its own."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
            crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
        });
        L.control.scale({imperial: false}).addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(tiles=None, zoom_snap=0.25)
        self.default_js = []
        self.default_css = []


class SliceLayer(_NamedElement, MacroElement):
    """Hands the map to the page's scripts, which draw the frontier and the crossings on it."""

    _name = "SliceLayer"
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        borders.leaflet = {{ this._parent.get_name() }};
        {% endmacro %}
        """
    )


def line(dataset: Dataset) -> View:
    """The simplified frontier by its parts, encoded, and its chainage ticks, for the script."""
    frontier = dataset.frontier
    parts = {
        name: _encoded(positions) for name, positions in frontier.simplified(TOLERANCE_M).items()
    }
    every = range(0, int(frontier.length_m / 1000) + 1, TICKS_KM)
    ticks = [[*_rounded(frontier.at(km * 1000), 4), km] for km in every]
    return {"parts": parts, "ticks": ticks}


def base(dataset: Dataset) -> View:
    """Land, lakes and neighbouring frontiers as encoded polylines, and names, for the script."""
    polygons = {
        name: [
            [_encoded(ring) for ring in rings]
            for geometry in dataset.basemap[name]
            for rings in _parts(geometry, "Polygon")
        ]
        for name in ("land", "lakes")
    }
    return {
        **polygons,
        "neighbours": [
            _encoded(line)
            for geometry in dataset.basemap["neighbours"]
            for line in _parts(geometry, "LineString")
        ],
        "places": [
            [place.names["en"], place.kind, *_rounded(place.position, 4), place.rank]
            for place in sorted(dataset.record.places, key=lambda place: (place.kind, place.rank))
        ],
    }


@cache
def map_parts() -> tuple[str, str]:
    """The HTML and the script of the map; the same on every page."""
    figure = Figure()
    frontier_map = FrontierMap()
    frontier_map.add_to(figure)
    SliceLayer().add_to(frontier_map)  # type: ignore[no-untyped-call]
    figure.render()
    return figure.html.render(), "\n" + figure.script.render().strip() + "\n"


def _parts(geometry: dict[str, Any], kind: str) -> list[Any]:
    """The coordinates of each Polygon or LineString of a geometry that may be a Multi- one."""
    if geometry["type"] == f"Multi{kind}":
        return list(geometry["coordinates"])
    return [geometry["coordinates"]] if geometry["type"] == kind else []


def _rounded(position: Sequence[float], decimals: int) -> list[float]:
    """[lat, lon], the order that Leaflet wants."""
    lon, lat = position
    return [round(lat, decimals), round(lon, decimals)]


def _encoded(positions: Sequence[Sequence[float]]) -> str:
    """Positions as an encoded polyline of four decimals.

    Source: Google's "Encoded Polyline Algorithm Format".
    """
    text, last = [], (0, 0)
    for lon, lat in positions:
        point = (round(lat * 1e4), round(lon * 1e4))
        for now, before in zip(point, last, strict=True):
            step = now - before
            value = ~(step << 1) if step < 0 else step << 1
            while value > _FIVE_BITS:
                text.append(chr((_FIVE_BITS + 1 | value & _FIVE_BITS) + 63))
                value >>= 5
            text.append(chr(value + 63))
        last = point
    return "".join(text)
