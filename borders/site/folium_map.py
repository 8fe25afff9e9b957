"""The frontier and its crossings as a folium map: the only user of folium.

folium's `Map` is kept, with our template and without its assets; what it draws comes from data
that the page holds, and every text is in the page already, escaped. folium compiles what its
elements return as a template once more, so no text of the data may pass through them.

The map of a page is the same whatever the day, so folium makes it once, for
`scripts/build_map.py`: to import folium takes longer than to write a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

from borders.export.serialise import in_parts, script_json
from borders.language import gettext, joined
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.site.map_data import TOLERANCE_M, lat_lon, library, parts, static
from borders.views import wording
from borders.views.crossing_status import CrossingView, ServiceView
from borders.views.day import day_view
from borders.views.style import PAPER, WAYS, looks


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


class _PageMap(_NamedElement, MacroElement):
    """Hands the map to the page's scripts, which draw the frontier and the crossings on it."""

    _name = "PageMap"
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        borders.leaflet = {{ this._parent.get_name() }};
        {% endmacro %}
        """
    )


class _Verbatim(Element):
    """Text that folium passes on as it is, where it would compile another element's."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: Any) -> str:
        """The text."""
        return self._text


class SliceLayer(Layer):
    """A slice as a layer of any `folium.Map`: the frontier, and each crossing in its status.

    A click on a crossing tells its facts with their sources. With `base` it brings the embedded
    base map, for a map without tiles.
    """

    def __init__(self, dataset: Dataset, at: Slice, *, base: bool = False) -> None:
        zone = dataset.package.zone
        super().__init__(name=wording.when(at.at, zone), overlay=True)
        self._name = "SliceLayer"
        self._id = re.sub(r"\W", "_", "_".join(w.iso(zone) for w in (at.at, at.as_of) if w))
        self._data = _layer(dataset, at, base=base)

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the layer's script into the figure that holds the map."""
        figure, parent = self.get_root(), self._parent
        assert isinstance(figure, Figure)
        assert parent is not None
        name, data = self.get_name(), script_json(in_parts(self._data))
        script = f"const {name} = ({_layer_script()})({parent.get_name()}, {data});"
        figure.script.add_child(_Verbatim(script), name=name)
        super().render(**kwargs)  # type: ignore[no-untyped-call]


class NotebookMap(_NamedElement, folium.Map):
    """A `folium.Map` that holds Leaflet itself, and asks no other host for anything.

    Lines, circles and GeoJSON can be added to it; folium's icons need assets that it does not hold.
    """

    def __init__(self, dataset: Dataset, at: Slice) -> None:
        super().__init__(tiles=None, zoom_snap=0.25)
        self.default_js = []
        self.default_css = []
        SliceLayer(dataset, at, base=True).add_to(self)
        (west, south), (east, north) = dataset.frontier.bounds
        self.fit_bounds(
            [(south, west), (north, east)],
            padding_top_left=(90, 20),  # names stand to the left, the credit below
            padding_bottom_right=(20, 60),
        )

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the map into its figure."""
        figure = self.get_root()
        assert isinstance(figure, Figure)
        style, script = library()
        inlined = f"<style>{style}</style><script>{script}</script>"
        figure.header.add_child(_Verbatim(inlined), name="leaflet")
        super().render(**kwargs)  # type: ignore[no-untyped-call]


@cache
def _layer_script() -> str:
    script = static("layer.js")
    return script[script.index("(map,") :].rstrip()  # without what it says of itself


def _layer(dataset: Dataset, at: Slice, *, base: bool) -> dict[str, object]:
    """The data that the layer's script draws."""
    view = day_view(dataset, at)
    return {
        "looks": looks(),
        "ways": WAYS,
        "paper": PAPER,
        "base": _land(dataset) if base else None,
        "line": {
            part: [lat_lon(position, 4) for position in positions]
            for part, positions in dataset.frontier.simplified(TOLERANCE_M).items()
        },
        "crossings": [
            _crossing(crossing, crossing.position, verified=view.verified)
            for crossing in sorted(view.crossings, key=lambda crossing: crossing.principal)
            if crossing.position
        ],
        "attribution": joined(" ", (view.verified_words, view.attribution)),
    }


def _crossing(
    crossing: CrossingView, position: tuple[float, float], *, verified: bool
) -> dict[str, object]:
    lon, lat = position
    return {
        "name": crossing.name,
        "way": crossing.way,
        "principal": crossing.principal,
        "lat": lat,
        "lon": lon,
        "place": crossing.place,
        "status": crossing.main.status,
        "title": gettext(
            "{crossing}, {way}: {status}",
            crossing=crossing.name,
            way=wording.way(crossing.way),
            status=crossing.main.label,
        ),
        "verified": verified,
        "services": [_service(service) for service in crossing.services],
    }


def _service(service: ServiceView) -> dict[str, object]:
    """What a popup says of a service: a head line, further lines, its documents."""
    spans = ", ".join(service.change.parts) if service.change else ""
    lines = (
        # Translators: such as: That day: open until 20:00, closed from 20:00
        gettext("That day: {spans}", spans=spans) if spans else "",
        wording.capital(service.planned),
        gettext("Hours: {hours}", hours=service.hours) if service.hours else "",
        service.note,
        service.decision,
    )
    return {
        "head": f"{wording.capital(service.service_label)}: {service.sentence}",
        "lines": [line for line in lines if line],
        "sources": [{**source._asdict(), "text": str(source.text)} for source in service.sources],
    }


def _land(dataset: Dataset) -> dict[str, object]:
    """Land, lakes and neighbouring frontiers, to a thousandth of a degree."""

    def drawn(positions: Iterable[Sequence[float]]) -> list[list[float]]:
        return [position for position, _ in groupby(lat_lon(p, 3) for p in positions)]

    return {
        name: [
            drawn(part) if kind == "LineString" else [drawn(ring) for ring in part]
            for geometry in dataset.basemap[name]
            for part in parts(geometry, kind)
        ]
        for name, kind in (("land", "Polygon"), ("lakes", "Polygon"), ("neighbours", "LineString"))
    }


def page_map() -> tuple[str, str]:
    """The HTML and the script of the map, the same on every page."""
    figure = Figure()
    frontier_map = FrontierMap()
    frontier_map.add_to(figure)
    _PageMap().add_to(frontier_map)  # type: ignore[no-untyped-call]
    figure.render()
    made = figure.html.render(), figure.script.render()
    html, script = (re.sub(r"\s*\n\s*", "\n", text).strip() + "\n" for text in made)
    return html, script
