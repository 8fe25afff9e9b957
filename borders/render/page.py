"""The HTML page of a slice: its facts, its still picture, its map, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from xstatic.pkg import leaflet as xstatic_leaflet

from borders import views
from borders.dataset import Dataset
from borders.render import leaflet, picture, strip
from borders.scene import STILL, lay_out
from borders.slices import Slice
from borders.style import PAPER


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or style that a page has inlined, or links to in the site's `assets/`."""

    name: str
    text: str

    @property
    def is_style(self) -> bool:
        """Whether it is CSS; everything else is JavaScript."""
        return self.name.endswith(".css")


def single_page(dataset: Dataset, at: Slice) -> str:
    """The page of a slice as one file that works from disk without a network."""
    return Pages(dataset, at.at.last_day(dataset.package.zone), linked=False).page(at)


class Pages:
    """The pages of a data folder; what is the same on all of them is made once.

    `last` is the last day of their timeline. Where they are `linked`, `assets` and `pictures` are
    files of the folder `assets/` at the site's root; otherwise each page holds them itself.
    """

    def __init__(self, dataset: Dataset, last: date, *, linked: bool) -> None:
        self.dataset = dataset
        self.linked = linked
        self.scene = lay_out(dataset, STILL)
        self.timeline = views.timelines(dataset, last)
        self.assets = (
            *_static_assets(),
            Asset("frontier.js", f"borders.line = {_json(leaflet.line(dataset))};\n"),
            Asset("basemap.js", f"borders.base = {_json(leaflet.base(dataset))};\n"),
        )
        self._strip_size = (strip.WIDTH, strip.height(len(self.timeline["rows"])))
        self._template = _environment().get_template("page.html")

    def pictures(self) -> dict[str, str]:
        """What lies under the still picture and the timeline strip of linked pages, by file."""
        return {
            "still.svg": picture.still(self.scene),
            "timeline.svg": strip.svg(self.timeline, heading=False),
        }

    def page(self, at: Slice, *, root: str = "", dates: dict[str, Any] | None = None) -> str:
        """The page of a slice; `root` leads to the site's root, `dates` is its date control."""
        view = views.day(self.dataset, at)
        map_html, map_script = leaflet.map_parts()
        styles = [asset for asset in self.assets if asset.is_style]
        scripts = [asset for asset in self.assets if not asset.is_style]
        if self.linked:
            base = _image(root, "still.svg", (STILL.width, STILL.height))
            rows = _image(root, "timeline.svg", self._strip_size)
            policy = _policy([map_script], [], linked=True)
        else:
            base, rows = picture.base(self.scene), strip.rows(self.timeline)
            inline = [*(asset.text for asset in scripts), map_script]
            policy = _policy(inline, [asset.text for asset in styles], linked=False)
        return self._template.render(
            view=view,
            looks=views.looks(),
            sprite=picture.symbols(),
            still=base + picture.day(self.scene, view),
            still_size=(STILL.width, STILL.height),
            timeline=self.timeline,
            strip=rows + strip.mark(self.timeline, date.fromisoformat(view["date"])),
            strip_size=self._strip_size,
            slice_json=_json(leaflet.drawn(view)),
            styles=styles,
            scripts=scripts,
            linked=self.linked,
            policy=policy,
            map_html=map_html,
            map_script=map_script,
            root=root,
            dates=dates,
        )


def _image(root: str, name: str, size: tuple[int, int]) -> str:
    return f'<image href="{root}assets/{name}" width="{size[0]}" height="{size[1]}"/>'


@cache
def _static_assets() -> tuple[Asset, ...]:
    """What every page needs whatever the data, in order: Leaflet's own files and ours."""
    leaflet = Path(xstatic_leaflet.BASE_DIR)
    static = files("borders.render") / "static"
    # Leaflet's source map is not shipped, so browsers need not look for it.
    script = re.sub(r"//# sourceMappingURL=.*", "", _read(leaflet / "leaflet.js"))
    return (
        Asset("leaflet.css", _read(leaflet / "leaflet.css")),
        Asset("colours.css", _colours()),
        Asset("page.css", (static / "page.css").read_text(encoding="utf-8")),
        Asset("leaflet.js", script),
        Asset("map.js", (static / "map.js").read_text(encoding="utf-8")),
    )


def _colours() -> str:
    variables = "".join(f"--map-{name}:{colour};" for name, colour in PAPER.items())
    return f":root{{{variables}}}\n"


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
            f"img-src {' '.join([*own, 'data:', leaflet.TILES])}",
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
