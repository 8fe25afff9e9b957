"""The HTML pages: their facts, their still picture, their map, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from xstatic.pkg import leaflet as xstatic_leaflet

from borders import addresses, chronicle, daily, documents, views, words
from borders.dataset import Dataset
from borders.render import leaflet, picture, strip
from borders.render.metadata import dataset_json_ld, open_graph
from borders.render.serial import script_json
from borders.scene import CARD, STILL, lay_out
from borders.slices import Slice
from borders.style import LOOKS, PAPER
from borders.views import View

INDEX = addresses.HOME
_TIMELINE = "assets/timeline.svg"


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or style; a page has its text inlined, or links to it where `text` is `None`."""

    name: str
    text: str | None

    @property
    def is_style(self) -> bool:
        """Whether it is CSS; everything else is JavaScript."""
        return self.name.endswith(".css")


def single_page(dataset: Dataset, at: Slice) -> str:
    """The page of a slice as one file that works from disk without a network."""
    pages = Pages(dataset, [], at.at.last_day(dataset.package.zone), linked=False)
    record = chronicle.of_slices(dataset, [at], pages.last)
    return pages.slice_page(at, record=record)


class Pages:
    """The pages of a data folder; what is the same on all of them is made once.

    `days` are those with a page of their own, `last` the last day that is shown. Where pages are
    `linked`, their scripts, styles and pictures are files of the site; otherwise each page holds
    them itself. `base_url` is the address of the site's root, if it is known.
    """

    def __init__(
        self,
        dataset: Dataset,
        days: Sequence[date],
        last: date,
        *,
        linked: bool,
        base_url: str | None = None,
    ) -> None:
        self.dataset, self.days, self.last = dataset, days, last
        self.linked, self.base_url = linked, base_url
        self.scene = lay_out(dataset, STILL)
        self.timeline = views.timelines(dataset, last)

    # what pages share

    @cached_property
    def stills(self) -> list[tuple[str, str]]:
        """The still pictures: the day from which each is right, and its SVG."""
        found: list[tuple[str, str]] = []
        first = self.days[0] if self.days else self.last
        shown = [day for day in chronicle.days(self.dataset, self.last) if day > first]
        for day in [first, *shown]:
            text = picture.still(self.scene, daily.day(self.dataset, self.dataset.slice(day)))
            if not found or found[-1][1] != text:
                found.append((day.isoformat(), text))
        return found

    @cached_property
    def record(self) -> View:
        """What the scripts show: every day of the record."""
        axis = strip.axis_of(self.timeline)
        start, end = axis.stops[0], axis.stops[-1]
        return chronicle.chronicle(self.dataset, self.last) | {
            "months": list(words.MONTHS),
            "focus": self.dataset.package.focus[0].isoformat(),
            "pages": [self.days[0].isoformat(), self.days[-1].isoformat()] if self.days else [],
            "stills": [(day, f"{day}.svg") for day, _ in self.stills],
            "track": [start, end],
            "axis": [
                [day, (stop - start) / (end - start)]
                for day, stop in zip(self.timeline["axis"], axis.stops, strict=True)
            ],
        }

    def shared(self) -> Iterator[tuple[str, str]]:
        """The files that pages share: paths from the site's root, and their texts."""
        for asset in (*_static(), *self._data(self.record)):
            yield f"assets/{asset.name}", asset.text or ""
        for day, text in self.stills:
            yield f"stills/{day}.svg", text
        yield _TIMELINE, strip.svg(self.timeline, heading=False)

    def cards(self) -> Iterator[tuple[str, bytes]]:
        """What social networks show of a page, one for each still picture: path and PNG.

        None without `base_url`: they are named by absolute addresses only.
        """
        if self.base_url:
            for day, _ in self.stills:
                text = picture.svg(self.dataset, self.dataset.slice(day), CARD)
                yield _card(day), picture.png(text, scale=1)

    # the pages

    def slice_page(
        self,
        at: Slice,
        *,
        root: str = "",
        record: View | None = None,
        dates: View | None = None,
        slider: View | None = None,
        embedded: bool = False,
        head: View | None = None,
    ) -> str:
        """The page of a slice: a date's, with its `dates`; the index, with its `slider`."""
        view = daily.day(self.dataset, at)
        assets = [*_static(), *self._data(record or {})]
        if slider is None:
            assets = [asset for asset in assets if asset.name != "slider.js"]
        map_html, map_script = leaflet.map_parts()
        still: View = {"size": (STILL.width, STILL.height), "href": None}
        if self.linked:
            assets = [replace(asset, text=None) for asset in assets]
            state = self._state(view)
            still["href"] = f"{root}stills/{state}.svg" if state else None
        if still["href"] is None:
            still["text"] = picture.still_content(self.scene, view)
        shown = date.fromisoformat(view["date"])
        return self._render(
            "slice.html",
            assets,
            root,
            map_script=map_script,
            map_html=map_html,
            title=f"{view['frontier']}, {view['when']}: {view['headline']}",
            description=f"Which crossing points of the {view['frontier']} were open on "
            f"{view['when']}, by which decision, with sources.",
            view=view,
            still=still,
            track=self._track() if slider else None,
            strip=self._strip(shown, root),
            others=documents.others_in_words(view),
            events=documents.events(self.dataset, shown) if dates else [],
            arrivals=documents.arrivals(self.dataset, shown) if dates else [],
            dates=dates,
            slider=slider,
            embedded=embedded,
            **{"citation": None, "twin": None, "alternates": [], **(head or {})},
            **self._address(view, slider),
        )

    def _address(self, view: View, slider: View | None) -> View:
        """Where a page is and how it is shown when shared, if the site's address is known."""
        if not self.base_url:
            return {}
        path = INDEX if slider else addresses.date_page(date.fromisoformat(view["date"]))
        state = self._state(view)
        return {
            "canonical": self.base_url + path.removesuffix(INDEX),
            "meta": open_graph(view, self.base_url, _card(state) if state else None),
        }

    def _state(self, view: View) -> str | None:
        """The day of the still picture that is right for a day, if there is one."""
        return next((day for day, _ in reversed(self.stills) if day <= view["date"]), None)

    def _strip(self, shown: date, root: str) -> View:
        width, height = strip.WIDTH, strip.height(len(self.timeline["rows"]))
        if self.linked:
            rows = f'<image href="{root}{_TIMELINE}" width="{width}" height="{height}"/>'
        else:
            rows = strip.rows(self.timeline)
        return {
            "content": rows + strip.mark(self.timeline, shown),
            "size": (width, height),
            "legend": self.timeline["legend"],
        }

    def _track(self) -> View:
        count = len(self.timeline["rows"])
        size = (strip.WIDTH, strip.height(count, compact=True))
        depth = size[1] - strip.TOP
        return {
            "rows": strip.rows(self.timeline, compact=True),
            "box": (strip.LEFT, 0, strip.WIDTH - strip.LEFT - strip.RIGHT, size[1]),
            "pointer": strip.pointer(0, depth),
            "size": size,
        }

    def crossings_page(self) -> str:
        """The list of crossing points."""
        return self._document(
            "crossings",
            "../",
            heading="Crossing points",
            entries=documents.crossings(self.dataset, self.last),
            when=words.day(self.last),
        )

    def crossing_page(self, id_: str) -> str:
        """The page of a crossing."""
        found = self.dataset.record.crossings[id_]
        return self._document(
            "crossing", "../../", **documents.crossing(self.dataset, found, self.last)
        )

    def decisions_page(self) -> str:
        """The page of decisions."""
        return self._document(
            "decisions", "../", heading="Decisions", decisions=documents.decisions(self.dataset)
        )

    def claims_page(self) -> str:
        """The page of contested claims."""
        return self._document(
            "claims",
            "../",
            heading="Contested claims",
            lead="What sources state and this record rejects or qualifies, and why.",
            claims=documents.claims(self.dataset),
        )

    def about_page(self) -> str:
        """The page about the record."""
        path = self.dataset.folder / "datapackage.json"
        folder = json.loads(path.read_text(encoding="utf-8"))
        return self._document(
            "about",
            "../",
            heading="About the record",
            about=documents.about(self.dataset, folder),
        )

    def downloads_page(self, offered: Sequence[tuple[str, int]]) -> str:
        """The list of downloads: paths from the site's root, and their sizes in bytes.

        It is the page that describes the whole record to machines, which on the front page would
        be a third of what a reader waits for.
        """
        paths = [path for path, _ in offered]
        return self._document(
            "downloads",
            "../",
            heading="Downloads",
            lead="The whole record, to read with other programs.",
            json_ld=dataset_json_ld(self.dataset, self.base_url, paths, root="../"),
            downloads=[
                {"href": path.partition("/")[2], "size": f"{max(size // 1000, 1):,} kB"}
                for path, size in offered
            ],
        )

    def missing_page(self) -> str:
        """What a server shows for an address that leads nowhere."""
        lead = "There is no such page. Every date has one, by its day: dates/2023-12-15/."
        home = self.base_url or ""
        return self._document("missing", home, heading="Not found", lead=lead, home=home)

    def _document(self, kind: str, root: str, *, heading: str, **content: Any) -> str:
        styles = [asset for asset in _static() if asset.name in ("colours.css", "page.css")]
        return self._render(
            "document.html",
            [replace(asset, text=None) for asset in styles],
            root,
            kind=kind,
            heading=heading,
            title=f"{heading} · {self.dataset.package.frontier_title}",
            description=f"{heading}: {self.dataset.package.title}.",
            looks=views.looks(),
            verified_words=views.verified_words(self.dataset, verified=True),
            **{"lead": None, **content},
        )

    def _render(
        self,
        template: str,
        assets: Sequence[Asset],
        root: str,
        *,
        map_script: str = "",
        **values: Any,
    ) -> str:
        styles = [asset for asset in assets if asset.is_style]
        scripts = [asset for asset in assets if not asset.is_style]
        policy = _policy(
            [*(asset.text for asset in scripts), map_script],
            [asset.text for asset in styles],
            linked=self.linked,
        )
        defaults: View = {"meta": [], "canonical": None, "json_ld": None}
        return (
            _environment()
            .get_template(template)
            .render(
                **defaults
                | {
                    "policy": policy,
                    "root": root,
                    "linked": self.linked,
                    "frontier": self.dataset.package.frontier_title,
                    "letters": {str(status): look.letter for status, look in LOOKS.items()},
                    "styles": styles,
                    "scripts": scripts,
                    "map_script": map_script,
                    "footer": _footer(self.dataset),
                }
                | values,
            )
        )

    def _data(self, record: View) -> tuple[Asset, ...]:
        """The line, the record and the base map as scripts, which pages opened from disk share."""
        if self.linked and not record:
            return tuple(Asset(name, None) for name in ("frontier.js", "record.js", "basemap.js"))
        months = {"months": list(words.MONTHS)}
        return (
            Asset("frontier.js", f"borders.line = {script_json(leaflet.line(self.dataset))};\n"),
            Asset("record.js", f"borders.record = {script_json(months | record)};\n"),
            Asset("basemap.js", f"borders.base = {script_json(leaflet.base(self.dataset))};\n"),
        )


def _card(day: str) -> str:
    return f"cards/{day}.png"


def _footer(dataset: Dataset) -> str:
    package, verified = dataset.package, views.verified_words(dataset, verified=True)
    return f"{verified} Times are local ({package.zone.key}). {package.attribution}. Map: Leaflet."


@cache
def _static() -> tuple[Asset, ...]:
    """What every page of a map needs whatever the data, in order: Leaflet's own files and ours."""
    library = Path(xstatic_leaflet.BASE_DIR)
    static = files("borders.render") / "static"
    # Leaflet's source map is not shipped, so browsers need not look for it.
    script = re.sub(r"//# sourceMappingURL=.*", "", _read(library / "leaflet.js"))
    variables = "".join(f"--map-{name}:{colour};" for name, colour in PAPER.items())
    looks = "".join(
        f"--{status}:{look.fill};--{status}-ink:{look.ink};--{status}-edge:{look.stroke};"
        for status, look in LOOKS.items()
    )
    return (
        Asset("leaflet.css", _read(library / "leaflet.css")),
        Asset("colours.css", f":root{{{variables}{looks}}}\n"),
        Asset("page.css", (static / "page.css").read_text(encoding="utf-8")),
        Asset("leaflet.js", script),
        *(
            Asset(name, (static / name).read_text(encoding="utf-8"))
            for name in ("app.js", "map.js", "slider.js")
        ),
    )


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


def _policy(scripts: list[str | None], styles: list[str | None], *, linked: bool) -> str:
    """A Content-Security-Policy that runs and fetches only what the page was written with."""
    own = ["'self'"] if linked else []
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(own + [_hash(text) for text in scripts if text])}",
            f"style-src {' '.join(own + [_hash(text) for text in styles if text])}",
            f"img-src {' '.join([*own, 'data:', leaflet.TILES])}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
