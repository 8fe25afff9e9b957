"""The frontier and its crossings on folium's maps: the only module that imports folium.

folium makes the empty map; the scripts in `static` draw on it what they read from JSON. folium
compiles what its elements return as a template once more, so no text of the data passes through
them.

The empty map of a page does not depend on the data, so `scripts/build_map.py` writes it to
`static` once: importing folium takes longer than writing a page.
"""

from __future__ import annotations

import re
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

from borders.export.serialise import in_parts, script_json
from borders.language import joined
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.site import assets, map_data, map_script
from borders.site.static_files import leaflet_library
from borders.views import wording
from borders.views.day import day_view


class _NamedElement:
    """Gives an element a fixed id instead of a random one: equal data make equal bytes."""

    def _generate_id(self) -> str:
        return "frontier"


class FrontierMap(_NamedElement, folium.Map):
    """folium's map without its assets, tiles and viewport, which the page brings."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
            crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
        });
        L.control.scale({imperial: false, position: "bottomright"}).addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(tiles=None, zoom_snap=0.1)
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
    """Text that folium passes on unchanged, where it would compile that of another element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: Any) -> str:
        """The text."""
        return self._text


class SliceLayer(Layer):
    """A slice as a layer of any `folium.Map`: the frontier, and each crossing in its status.

    A click on a crossing opens its facts with their sources. With `base` the layer brings the
    embedded base map, for a map without tiles.
    """

    def __init__(self, dataset: Dataset, at: Slice, *, base: bool = False) -> None:
        zone = dataset.package.zone
        super().__init__(name=wording.when(at.at, zone), overlay=True)
        self._name = "SliceLayer"
        self._id = re.sub(r"\W", "_", "_".join(w.iso(zone) for w in (at.at, at.as_of) if w))
        self._data = _layer_data(dataset, at, base=base)

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the layer's script into the figure that holds the map.

        The style and the script that all layers of a figure share are written once, by their name.
        """
        figure, parent = self.get_root(), self._parent
        assert isinstance(figure, Figure)
        assert parent is not None
        style = f"<style>{assets.layer_style()}</style>"
        figure.header.add_child(_Verbatim(style), name="borders_style")
        figure.script.add_child(_Verbatim(assets.layer_script()), name="borders_script")
        name, data = self.get_name(), script_json(in_parts(self._data))
        script = f"const {name} = borders.sliceLayer({data});"
        figure.script.add_child(_Verbatim(script), name=name)
        super().render(**kwargs)  # type: ignore[no-untyped-call]


class _Furnishing(MacroElement):
    """Gives the map its caption, legend and names, and fits it to the frontier of a layer."""

    _name = "Furnishing"
    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.layer }}.furnish();{% endmacro %}"
    )

    def __init__(self, layer: SliceLayer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.layer = layer.get_name()


class NotebookMap(_NamedElement, folium.Map):
    """A `folium.Map` that holds Leaflet itself, so that it needs no network.

    Lines, circles and GeoJSON can be added to it; folium's icons need assets that it does not hold.
    """

    def __init__(self, dataset: Dataset, at: Slice) -> None:
        super().__init__(tiles=None, zoom_snap=0.25)
        self.default_js = []
        self.default_css = []
        layer = SliceLayer(dataset, at, base=True)
        layer.add_to(self)
        _Furnishing(layer).add_to(self)

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the map into its figure."""
        figure = self.get_root()
        assert isinstance(figure, Figure)
        style, script = leaflet_library()
        inlined = f"<style>{style}</style><script>{script}</script>"
        figure.header.add_child(_Verbatim(inlined), name="leaflet")
        super().render(**kwargs)  # type: ignore[no-untyped-call]


def _layer_data(dataset: Dataset, at: Slice, *, base: bool) -> dict[str, object]:
    """The data that `borders.sliceLayer` draws: those of a page's scripts, for one day."""
    view = day_view(dataset, at)
    return {
        "record": map_script.slice_data(dataset, view),
        "line": map_data.line_data(dataset),
        "base": map_data.base_map_data(dataset) if base else None,
        "places": map_data.place_names(dataset) if base else None,
        "title": (", ".join(filter(None, (view.when, view.known_as_of))), view.headline),
        "attribution": joined(" ", (view.verified_words, view.attribution)),
    }


def page_map() -> tuple[str, str]:
    """The HTML and the script of the empty map of a page."""
    figure = Figure()
    frontier_map = FrontierMap()
    frontier_map.add_to(figure)
    _PageMap().add_to(frontier_map)  # type: ignore[no-untyped-call]
    figure.render()
    rendered = figure.html.render(), figure.script.render()
    html, script = (re.sub(r"\s*\n\s*", "\n", text).strip() + "\n" for text in rendered)
    return html, script
