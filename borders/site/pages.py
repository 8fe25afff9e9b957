"""The HTML pages: their facts, their still picture, their map, under a strict policy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from borders import language
from borders.export import site_paths as addresses
from borders.export.text_with_blanks import blank as blank_mark
from borders.language import gettext
from borders.local_time import When
from borders.pictures import arrivals_chart
from borders.pictures import map_picture as picture
from borders.pictures import timeline_picture as strip
from borders.pictures.legend import timelines_legend
from borders.pictures.map_layout import CARD, STILL, lay_out
from borders.pictures.svg import png
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.site import assets, map_script
from borders.site import map_data as mapdata
from borders.site import templating as jinja
from borders.site.assets import Asset
from borders.site.metadata import dataset_json_ld, open_graph
from borders.views import about as about_view
from borders.views import arrivals_chart as arrivals_chart_view
from borders.views import claims as claims_view
from borders.views import context
from borders.views import crossing as crossing_view
from borders.views import decisions as decisions_view
from borders.views import timelines as timelines_view
from borders.views import wording as words
from borders.views.answers import View
from borders.views.arrivals import published_numbers
from borders.views.coverage import verified_words
from borders.views.day import DayView, day_view, other_crossings, title
from borders.views.page_days import Days
from borders.views.style import LOOKS, looks

INDEX = addresses.HOME
ARRIVALS_CHART = "arrivals.svg"
_MISSING = "404.html"
_TIMELINE = "assets/timeline.svg"


def single_page(dataset: Dataset, at: Slice) -> str:
    """The page of a slice as one file that works from disk without a network."""
    pages = Pages(Days(dataset, [], at.at.last_day(dataset.package.zone)), linked=False)
    record = map_script.slice_data(dataset, pages.view(at))
    return pages.slice_page(at, record=record)


class Pages:
    """The pages of a data folder in the reader's language; what is alike on them is made once.

    `days` are those that have a page, and the last that is shown. Where pages are `linked`, their
    scripts, styles and pictures are files of the site; otherwise each page holds them itself.
    `base_url` is the address of the site's root, if it is known. Paths are those from
    the root of the pages in this language, which is `home`; `languages` are all that the site has.
    """

    def __init__(
        self,
        days: Days,
        *,
        linked: bool,
        base_url: str | None = None,
        languages: Sequence[str] = (),
    ) -> None:
        self.days, self.dataset, self.last = days, days.dataset, days.last
        self.linked, self.base_url, self.languages = linked, base_url, languages
        self._views: dict[tuple[When, When | None], DayView] = {}
        self.tree = addresses.tree(language.active())
        self.home = base_url and base_url + self.tree
        self.scene = lay_out(self.dataset, STILL)
        self.timeline = timelines_view.timelines(self.dataset, self.last)
        self.axis = strip.axis_of(self.timeline)

    # what pages share

    def view(self, at: Slice) -> DayView:
        """The view of a slice, which several pages and pictures show."""
        day = at.at.day
        if at.as_of is None and day and self.days.states[0] <= day not in self.days.states:
            return self.view_of(self.days.state(day))._replace(day=day, when=words.day(day))
        key = at.at, at.as_of
        if key not in self._views:
            self._views[key] = day_view(self.dataset, at)
        return self._views[key]

    def view_of(self, day: date) -> DayView:
        """The view of a day."""
        return self.view(self.days.slice(day))

    @cached_property
    def stills(self) -> list[tuple[str, str]]:
        """The still pictures: the day from which each is right, and its SVG."""
        found: list[tuple[str, str]] = []
        for day in self.days.states:
            text = picture.still(self.scene, self.view_of(day))
            if not found or found[-1][1] != text:
                found.append((day.isoformat(), text))
        return found

    @cached_property
    def record(self) -> map_script.Json:
        """What the scripts show: every day of the record."""
        start, end, pages = self.axis.stops[0], self.axis.stops[-1], self.days.pages
        own = {
            "pages": [pages[0].isoformat(), pages[-1].isoformat()] if pages else [],
            "stills": [(day, f"{day}.svg") for day, _ in self.stills],
            "track": [start, end],
        }
        return map_script.record_data(self.dataset, self.last) | {
            "focus": self.dataset.package.focus[0].isoformat(),
            **own,
            "axis": [
                [day.isoformat(), (stop - start) / (end - start)]
                for day, stop in zip(self.timeline.axis, self.axis.stops, strict=True)
            ],
        }

    def shared(self) -> Iterator[tuple[str, str]]:
        """The files that the pages share: paths, and their texts."""
        record = assets.of_record(self.dataset, self.record)
        yield f"assets/{record.name}", record.text or ""
        for day, text in self.stills:
            yield f"stills/{day}.svg", text
        if self.timeline.rows:
            yield _TIMELINE, strip.svg(self.timeline, heading=False)

    def cards(self) -> Iterator[tuple[str, bytes]]:
        """What social networks show of a page, one for each still picture: path and PNG.

        None without an address of the site: they are named by absolute addresses only.
        """
        if self.base_url:
            scene = lay_out(self.dataset, CARD)
            for day, _ in self.stills:
                text = picture.picture(scene, self.view_of(date.fromisoformat(day)))
                yield _card(day), png(text, scale=1)

    # the pages

    def slice_page(
        self,
        at: Slice | date,
        path: str = INDEX,
        *,
        record: map_script.Json | None = None,
        dates: View | None = None,
        slider: View | None = None,
        embedded: bool = False,
        head: View | None = None,
        blank: bool = False,
    ) -> str:
        """The page of a slice or day at its `path`: a date's, with its `dates`, or with a `slider`.

        One that is `blank` leaves open what belongs to the day alone: see `of_the_day`.
        """
        view, root = self.view(at) if isinstance(at, Slice) else self.view_of(at), _up(path)
        shown = view.day
        still = self._still(shown, view, root)
        day = shown.isoformat()
        if blank:
            view, day = view._replace(when=blank_mark("when")), blank_mark("date")
        used = [*assets.static(), *self._data(record or {})]
        if slider is None:
            used = [asset for asset in used if asset.name != "slider.js"]
        if self.linked:
            used = [replace(asset, text=None) for asset in used]
        return self._render(
            "slice.html",
            used,
            path,
            map_html=mapdata.static("folium.html"),
            title=title(view),
            description=gettext(
                "Which crossing points of the {frontier} were open on {day}, by which decision, "
                "with sources.",
                frontier=view.frontier,
                day=view.when,
            ),
            view=view,
            day=day,
            still=still,
            track=self._track() if slider else None,
            strip=self._strip(blank_mark("mark") if blank else self._mark(shown), root),
            others=other_crossings(view),
            events=context.events(self.dataset, shown) if dates else [],
            arrivals=context.arrivals(self.dataset, shown) if dates else [],
            dates=dates,
            slider=slider,
            embedded=embedded,
            **{"citation": None, "twin": None, "alternates": [], **(head or {})},
            **self._address(view, day, shown, slider),
        )

    def of_the_day(self, day: date) -> dict[str, str]:
        """What a `blank` page leaves open; the neighbours of the day are for the caller to say."""
        return {"date": day.isoformat(), "when": words.day(day), "mark": self._mark(day)}

    def _address(self, view: DayView, day: str, shown: date, slider: View | None) -> View:
        """Where a page is and how it is shown when shared, if the site's address is known."""
        if not self.home:
            return {}
        path = INDEX if slider else addresses.date_page(day)
        return {
            "canonical": self.home + path.removesuffix(INDEX),
            "meta": open_graph(
                view, addresses.date_page(day), self.home, _card(self._picture(shown))
            ),
        }

    def _picture(self, shown: date) -> str:
        """The day of the still picture that is right for a day."""
        return self.stills[bisect_right(self.stills, (shown.isoformat(), "\uffff")) - 1][0]

    def _still(self, shown: date, view: DayView, root: str) -> View:
        still: View = {"size": (STILL.width, STILL.height), "href": None}
        if self.linked:
            return still | {"href": f"{root}stills/{self._picture(shown)}.svg"}
        return still | {"text": picture.still_content(self.scene, view)}

    def _mark(self, shown: date) -> str:
        return strip.mark(self.axis, len(self.timeline.rows), shown)

    def _strip(self, mark: str, root: str) -> View | None:
        if not self.timeline.rows:
            return None
        return {
            "href": f"{root}{_TIMELINE}" if self.linked else None,
            "rows": "" if self.linked else strip.rows(self.timeline),
            "mark": mark,
            "size": (strip.WIDTH, strip.height(len(self.timeline.rows))),
            "legend": timelines_legend(),
        }

    def _track(self) -> View:
        count = len(self.timeline.rows)
        size = (strip.WIDTH, strip.height(count, compact=True))
        depth = size[1] - strip.TOP
        return {
            "rows": strip.rows(self.timeline, compact=True) if count else "",
            "box": (strip.LEFT, 0, strip.WIDTH - strip.LEFT - strip.RIGHT, size[1]),
            "pointer": strip.pointer(0, depth),
            "size": size,
        }

    def crossings_page(self) -> str:
        """The list of crossing points."""
        return self._document(
            "crossings",
            f"crossings/{INDEX}",
            heading=gettext("Crossing points"),
            entries=crossing_view.crossing_rows(self.dataset, self.last),
            when=words.day(self.last),
        )

    def crossing_page(self, id_: str) -> str:
        """The page of a crossing."""
        crossing = self.dataset.record.crossings[id_]
        page = crossing_view.crossing_page(self.dataset, crossing, self.last)
        return self._document(
            "crossing",
            f"crossings/{id_}/{INDEX}",
            **page._asdict(),
        )

    def decisions_page(self) -> str:
        """The page of decisions."""
        return self._document(
            "decisions",
            f"decisions/{INDEX}",
            heading=gettext("Decisions"),
            decisions=decisions_view.decisions(self.dataset),
        )

    def claims_page(self) -> str:
        """The page of contested claims."""
        return self._document(
            "claims",
            f"claims/{INDEX}",
            heading=gettext("Contested claims"),
            lead=gettext("What sources state and this record rejects or qualifies, and why."),
            claims=claims_view.claims(self.dataset),
        )

    def arrivals_page(self) -> str:
        """The published numbers of arrivals: their chart, and a table of the same."""
        chart = arrivals_chart_view.chart_view(self.dataset)
        return self._document(
            "arrivals",
            f"arrivals/{INDEX}",
            heading=gettext("Arrivals"),
            lead=gettext(
                "The published numbers of asylum seekers, over the closures. Nothing is added up "
                "or split, and a day without a number is a gap."
            ),
            chart={
                "href": ARRIVALS_CHART,
                "size": arrivals_chart.size(chart),
                "title": chart.title,
            },
            numbers=published_numbers(self.dataset),
        )

    def arrivals_chart(self) -> str:
        """The picture on that page."""
        return arrivals_chart.svg(arrivals_chart_view.chart_view(self.dataset))

    def about_page(self) -> str:
        """The page about the record."""
        return self._document(
            "about",
            f"about/{INDEX}",
            heading=gettext("About the record"),
            about=about_view.about(self.dataset),
        )

    def downloads_page(self, offered: Sequence[tuple[str, int]]) -> str:
        """The list of downloads: paths from the site's root, and their sizes in bytes.

        It is the page that describes the whole record to machines, which on the front page would
        be a third of what a reader waits for.
        """
        paths = [path for path, _ in offered]
        return self._document(
            "downloads",
            f"downloads/{INDEX}",
            heading=gettext("Downloads"),
            lead=gettext("The whole record, to read with other programs."),
            json_ld=dataset_json_ld(self.dataset, self.base_url, paths, root=f"../{self._out}"),
            downloads=[
                {
                    "href": f"../{self._out}{path}" if self.tree else path.partition("/")[2],
                    "name": path.partition("/")[2],
                    "size": gettext("{size} kB", size=language.number(max(size // 1000, 1))),
                }
                for path, size in offered
            ],
        )

    def missing_page(self) -> str:
        """What a server shows for an address that leads nowhere."""
        lead = gettext(
            "There is no such page. Every date has one, by its day: {path}.",
            path=f"{self.tree}dates/2023-12-15/",
        )
        home = self.home or ""
        return self._document(
            "missing",
            _MISSING,
            heading=gettext("Not found"),
            lead=lead,
            home=home,
            root=home,
            languages=[],
        )

    def _document(self, kind: str, path: str, *, heading: str, **content: Any) -> str:
        styles = [asset for asset in assets.static() if asset.name == "page.css"]
        return self._render(
            "document.html",
            [replace(asset, text=None) for asset in styles],
            path,
            kind=kind,
            heading=heading,
            title=f"{heading} · {self.dataset.translated(self.dataset.package.frontier_title)}",
            description=f"{heading}: {self.dataset.translated(self.dataset.package.title)}.",
            looks=looks(),
            verified_words=verified_words(self.dataset, verified=True),
            attribution=self.dataset.translated(self.dataset.package.attribution),
            **{"lead": None, **content},
        )

    def _render(
        self,
        template: str,
        used: Sequence[Asset],
        path: str,
        *,
        root: str | None = None,
        **values: Any,
    ) -> str:
        root = _up(path) if root is None else root
        styles = [asset for asset in used if asset.is_style]
        scripts = [asset for asset in used if not asset.is_style]
        defaults: View = {"meta": [], "canonical": None, "json_ld": None}
        return jinja.render(
            template,
            defaults
            | {
                "policy": assets.policy(scripts, styles),
                "root": root,
                "site": self.base_url or self._out if path == _MISSING else root + self._out,
                "language": language.active(),
                "languages": self._languages(path, root),
                "linked": self.linked,
                "frontier": self.dataset.translated(self.dataset.package.frontier_title),
                "letters": {str(status): look.letter for status, look in LOOKS.items()},
                "styles": styles,
                "scripts": scripts,
                "times": gettext("Times are local ({zone}).", zone=self.dataset.package.zone.key),
            }
            | values,
        )

    @property
    def _out(self) -> str:
        """From the root of the pages in this language to that of the site."""
        return _up(self.tree)

    def _languages(self, path: str, root: str) -> list[View]:
        """The same page in every language: where it is from here, and its address if known."""
        home = self.base_url or root + self._out
        return [
            {
                "code": code,
                "name": language.LANGUAGES[code],
                "href": f"{root}{self._out}{addresses.tree(code)}{path}",
                "address": home
                + addresses.tree(code)
                + (path.removesuffix(INDEX) if self.base_url else path),
            }
            for code in self.languages
        ]

    def _data(self, record: map_script.Json) -> tuple[Asset, ...]:
        """The line, the record and the base map as scripts."""
        if self.linked:
            names = ("frontier.js", assets.RECORD, "basemap.js")
            return tuple(Asset(name, None) for name in names)
        line, base = assets.of_data(self.dataset)
        return line, assets.of_record(self.dataset, record), base


def _up(path: str) -> str:
    """From a page at a path to the root from which the path leads."""
    return "../" * path.count("/")


def _card(day: str) -> str:
    return f"cards/{day}.png"
