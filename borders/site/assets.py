"""The scripts and styles of the pages, and the policy that allows a page these and no others."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from borders.export.serialise import in_parts, script_json
from borders.model import Status
from borders.pictures.time_strip import STYLE as STRIPS
from borders.query.dataset import Dataset
from borders.site import map_data
from borders.site.static_files import leaflet_library, static_text
from borders.views.style import LOOKS, PAPER, PAPER_DARK, night_rules

RECORD = "record.js"
SLIDER = "slider.js"
STYLE = "page.css"
DOCUMENT = "document.css"
HAND_OVER = "hand_over.js"
ICON = "assets/icon.svg"
FRONTIERS = "frontiers.js"
# In this order: where Leaflet does not arrive, the layer fails, and the rest of the page has begun.
_PAGE_SCRIPTS = (
    *("crossing.js", "app.js", "frontier_layer.js", "names.js", "gestures.js", "map.js"),
    "folium.js",
)
_LAYER_SCRIPTS = ("crossing.js", "frontier_layer.js", "names.js", "slice_layer.js")
_TILES = "https://tile.openstreetmap.org"  # requested only when a reader switches them on
_NONE = "'none'"


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or style; a page has its text inlined, or links to it where `text` is `None`."""

    name: str
    text: str | None

    @property
    def is_style(self) -> bool:
        """Whether it is CSS; everything else is JavaScript."""
        return self.name.endswith(".css")

    @property
    def is_translated(self) -> bool:
        """Whether each language has its own."""
        return self.name in (RECORD, FRONTIERS)


@cache
def static() -> tuple[Asset, ...]:
    """The styles and scripts of a map that no data changes, in order: Leaflet's, then our own."""
    style, script = leaflet_library()
    looks = "".join(
        f"--{status}:{look.fill};--{status}-ink:{look.ink};--{status}-edge:{look.ink};"
        for status, look in LOOKS.items()
    )
    return (
        Asset("leaflet.css", _compact(style)),
        Asset(
            STYLE, f":root{{{looks}}}\n{layer_style()}{STRIPS}\n{_style('page.css')}{_dark_map()}"
        ),
        Asset("leaflet.js", script),
        Asset("borders.js", "".join(map(_script, _PAGE_SCRIPTS))),
        Asset(SLIDER, _script("facts.js") + _script("slider.js")),
        Asset(DOCUMENT, _style(DOCUMENT)),
        Asset(HAND_OVER, _script(HAND_OVER)),
    )


def icon() -> str:
    """The icon of the pages: a road that meets the frontier, closed, as an SVG file."""
    look, line = LOOKS[Status.CLOSED], PAPER["frontier"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 32 32">'
        f'<rect x="-16" y="-16" width="32" height="32" rx="6" fill="{PAPER["land"]}"/>'
        f'<path d="M4-16L-3-7L3 7L-4 16" fill="none" stroke="{line}" stroke-width="3"/>'
        f'<path d="{look.shape}" fill="{look.fill}"/>'
        f'<path d="M-4.5 0H4.5" stroke="{look.ink}" stroke-width="3"/></svg>'
    )


def layer_style() -> str:
    """The style of the frontier and its crossings on any Leaflet map, with the map's colours."""
    return f":root{{{_variables(PAPER)}}}\n{_style('crossing.css')}"


def _dark_map() -> str:
    """The dark colours of a page's map and pictures, for readers who ask for them; not of tiles."""
    tiled = f".folium-map.tiled{{{_variables(PAPER)}color-scheme:light}}"
    dark = f":root{{{_variables(PAPER_DARK)}}}{tiled}"
    return f"@media screen and (prefers-color-scheme:dark){{{dark}}}\n{night_rules('svg ')}\n"


def _variables(colours: Mapping[str, str]) -> str:
    return "".join(f"--map-{name}:{colour};" for name, colour in colours.items())


def layer_script() -> str:
    """The script that draws the frontier and its crossings on any Leaflet map.

    It defines `borders.sliceLayer`, and needs Leaflet.
    """
    return "".join(map(_script, _LAYER_SCRIPTS))


def of_data(dataset: Dataset) -> tuple[Asset, ...]:
    """The line and the base map as scripts, which no language changes."""
    line, base = map_data.line_data(dataset), map_data.base_map_data(dataset)
    return (
        Asset("frontier.js", _data_script("line", line)),
        Asset("basemap.js", _data_script("base", base)),
    )


def of_record(dataset: Dataset, data: Mapping[str, object]) -> Asset:
    """The data that `map_script` makes, as a script in the reader's language."""
    record = {**data, "places": map_data.place_names(dataset)}
    return Asset(RECORD, _data_script("record", in_parts(record)))


def of_overview(data: object) -> list[Asset]:
    """What the page of all frontiers needs, with the data that its script draws from."""
    styles = [asset for asset in static() if asset.name in (STYLE, DOCUMENT)]
    return [*styles, *overview_static(), Asset(FRONTIERS, _data_script("frontiers", data))]


@cache
def overview_static() -> tuple[Asset, ...]:
    """The style and the script of the page of all frontiers, which no data changes."""
    name = "overview"
    return (Asset(f"{name}.css", _style(f"{name}.css")), Asset(f"{name}.js", _script(f"{name}.js")))


def inlined(dataset: Dataset, data: Mapping[str, object]) -> list[Asset]:
    """The assets of a page that stands alone and shows one day, each with its text."""
    line, base = of_data(dataset)
    others = (SLIDER, DOCUMENT, HAND_OVER)
    shared = (asset for asset in static() if asset.name not in others)
    return [*shared, line, of_record(dataset, data), base]


def linked(*, slider: bool) -> list[Asset]:
    """The assets of a page of the site with a map, as links.

    A page with a slider has those of a slider, one without the style of a text.
    """
    others = (DOCUMENT,) if slider else (SLIDER,)
    shared = (asset for asset in static() if asset.name not in others)
    data = (Asset(name, None) for name in ("frontier.js", RECORD, "basemap.js"))
    return [*(replace(asset, text=None) for asset in shared), *data]


def policy(assets: Iterable[Asset]) -> str:
    """A Content-Security-Policy that allows a page these assets, pictures, and no more."""
    styles: list[str] = []
    scripts: list[str] = []
    for asset in assets:
        (styles if asset.is_style else scripts).append(
            "'self'" if asset.text is None else _hash(asset.text)
        )
    own = "'self' " if "'self'" in styles else ""
    # No script of ours asks for anything, but tools for site keepers read robots.txt from the page.
    reached = "connect-src 'self'; " if own else ""
    return (
        f"default-src 'none'; script-src {_sources(scripts)}; style-src {_sources(styles)}; "
        f"img-src {own}data: {_TILES}; {reached}base-uri 'none'; form-action 'none'"
    )


def _data_script(name: str, data: object) -> str:
    """A script that hands data to the others, whichever of them is run first."""
    return f"(globalThis.borders ??= {{}}).{name} = {script_json(data)};\n"


def _sources(allowed: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(allowed)) or _NONE


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _style(name: str) -> str:
    """A style sheet of this package."""
    return _compact(static_text(name))


def _compact(style: str) -> str:
    """CSS without comments and white space that means nothing: every reader would wait for them."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"(?<=[{};,])\s+|\s+(?=[{}])|(?<=:) +", "", style)


def _script(name: str) -> str:
    """A script of this package without its indentation and its comments.

    They are a tenth of what a reader would wait for. A comment begins a line or follows a space
    after code, which no text of a script has before two slashes.
    """
    return re.sub(r"(?m)^ *(//.*\n)?| +// .*$", "", static_text(name))
