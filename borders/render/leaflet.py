"""A slice as a folium map in a page of our own: the only user of folium.

folium's `Map` is kept, with our assets and template; what it draws comes from one JSON block that
the page holds, and every text is in the page already, escaped. folium compiles what its elements
return as a template once more, so no text of the data may pass through them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template
from jinja2 import Environment, PackageLoader, StrictUndefined
from xstatic.pkg import leaflet as xstatic_leaflet

from borders import views
from borders.dataset import Dataset
from borders.slices import Slice
from borders.views import View

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
    """The frontier and the crossings of the slice that the page holds as JSON."""

    _name = "SliceLayer"
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        borders.draw({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or style that a page has inlined, or links to in the site's `assets/`."""

    name: str
    text: str

    @property
    def is_style(self) -> bool:
        """Whether it is CSS; everything else is JavaScript."""
        return self.name.endswith(".css")


@cache
def assets() -> tuple[Asset, ...]:
    """What every page needs, in order: Leaflet's own files and ours."""
    leaflet = Path(xstatic_leaflet.BASE_DIR)
    static = files("borders.render") / "static"
    # Leaflet's source map is not shipped, so browsers need not look for it.
    script = re.sub(r"//# sourceMappingURL=.*", "", _read(leaflet / "leaflet.js"))
    return (
        Asset("leaflet.css", _read(leaflet / "leaflet.css")),
        Asset("page.css", (static / "page.css").read_text(encoding="utf-8")),
        Asset("leaflet.js", script),
        Asset("map.js", (static / "map.js").read_text(encoding="utf-8")),
    )


def line_asset(dataset: Dataset) -> Asset:
    """The simplified frontier as a script, so that pages opened from disk can share it."""
    parts = {
        name: [[round(lat, 5), round(lon, 5)] for lon, lat in positions]
        for name, positions in dataset.frontier.simplified(TOLERANCE_M).items()
    }
    return Asset("frontier.js", f"borders.line = {_json(parts)};\n")


def single_page(dataset: Dataset, at: Slice) -> str:
    """The page of a slice as one file that works from disk without a network."""
    inlined = (*assets(), line_asset(dataset))
    return render(views.day(dataset, at), inlined, linked=False)


def render(view: View, used: tuple[Asset, ...], *, linked: bool, **navigation: Any) -> str:
    """The page of a day's view, its assets inlined, or linked from `navigation["root"]`."""
    map_html, map_script = _map()
    styles = [asset for asset in used if asset.is_style]
    scripts = [asset for asset in used if not asset.is_style]
    inline = [map_script] if linked else [*(asset.text for asset in scripts), map_script]
    return (
        _environment()
        .get_template("page.html")
        .render(
            view=view,
            looks=views.looks(),
            slice_json=_json(_drawn(view)),
            styles=styles,
            scripts=scripts,
            linked=linked,
            policy=_policy(
                inline, [] if linked else [asset.text for asset in styles], linked=linked
            ),
            map_html=map_html,
            map_script=map_script,
            **{"root": "", "dates": None, **navigation},
        )
    )


def _drawn(view: View) -> View:
    """What the map's script draws; words are taken from the page itself."""
    return {
        "crossings": [
            {
                **{key: entry[key] for key in ("id", "name", "lon", "lat", "way", "principal")},
                "status": entry["services"][0]["status"],
                "label": entry["services"][0]["label"],
                "changed": entry["services"][0]["changed"],
            }
            for entry in view["crossings"]
            if entry["lon"] is not None
        ]
    }


@cache
def _map() -> tuple[str, str]:
    """The HTML and the script of the map; the same on every page."""
    figure = Figure()
    frontier_map = FrontierMap()
    frontier_map.add_to(figure)
    SliceLayer().add_to(frontier_map)  # type: ignore[no-untyped-call]
    figure.render()
    return figure.html.render(), "\n" + figure.script.render().strip() + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("borders.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _policy(scripts: list[str], styles: list[str], *, linked: bool) -> str:
    """A Content-Security-Policy that runs and fetches only what the page was written with."""
    own = ["'self'"] if linked else []
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(own + [_hash(text) for text in scripts])}",
            f"style-src {' '.join(own + [_hash(text) for text in styles])}",
            "img-src data:" + (" 'self'" if linked else ""),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(value: Any) -> str:
    """JSON that can stand in a script element: no tag can begin or end in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
