"""The site in one language: where its pages stand, and what they share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from borders import language
from borders.export import site_paths
from borders.export.serialise import Json
from borders.pictures import map_picture, timeline_picture
from borders.pictures.map_frames import CARD, LOCATOR, PORTRAIT, STILL
from borders.pictures.map_layout import Scene, lay_out
from borders.pictures.svg import at_night, png
from borders.site import assets, map_script
from borders.views import wording
from borders.views.about import verified_words
from borders.views.day import DayView, day_view
from borders.views.outlook import MOST_AHEAD, known_turns, turns
from borders.views.page_days import Days
from borders.views.timelines import timelines

TIMELINE, TIMELINE_NAMES = "assets/timeline.svg", "assets/timeline-names.svg"
"""The paths of the picture of all timelines, and of the names on its left."""


class Edition:
    """The site in the reader's language; all paths are from the root of its pages.

    That root is the folder `tree` of the site, e.g. "fi/", or "" in English. `base_url` is the
    address of the site and `home` that of the root, if they are known. `languages` are all that the
    site has. `below` is the folder in which the site stands below one of all frontiers, or "" for
    that itself; `overview` is then the path of the page of all.
    """

    def __init__(
        self,
        days: Days,
        languages: Sequence[str] = (),
        base_url: str | None = None,
        below: str | None = None,
    ) -> None:
        self.days, self.dataset = days, days.dataset
        self.languages, self.base_url = languages, base_url
        self.tree = site_paths.tree(language.active())
        self.home = base_url and base_url + self.tree
        self.overview = None if below is None else site_paths.overview(below, self.tree)
        self.timelines = timelines(self.dataset, days.last)
        self._views: dict[date, DayView] = {}

    def view(self, day: date) -> DayView:
        """A day in words.

        Days from one change to the next differ in their date alone. Their view is made once and
        kept: pages, still pictures and cards show it again and again.
        """
        state = self.days.state(day)
        if state not in self._views:
            self._views[state] = day_view(self.dataset, self.days.slice(state))
        view = self._views[state]
        if day == state:
            return view
        words = verified_words(self.dataset, verified=view.verified, on=day)
        return view._replace(day=day, when=wording.day(day), verified_words=words)

    def known_then(self, day: date) -> DayView:
        """A day in words as it was known at its end."""
        return day_view(self.dataset, self.dataset.slice(day, as_of=day))

    @cached_property
    def locator_scene(self) -> Scene:
        """The small map on which the page of each crossing marks it."""
        return lay_out(self.dataset, LOCATOR)

    @cached_property
    def still_scene(self) -> Scene:
        """The map on which the still pictures show each day."""
        return lay_out(self.dataset, STILL)

    @cached_property
    def stills(self) -> list[tuple[date, str]]:
        """The still pictures in order: the day from which each holds, and its SVG."""
        stills: list[tuple[date, str]] = []
        for day in self.days.states:
            picture = map_picture.still(self.still_scene, self.view(day))
            if not stills or stills[-1][1] != picture:
                stills.append((day, picture))
        return stills

    def still_path(self, day: date) -> str:
        """The path of the still picture that is right for a day."""
        return f"stills/{self._still_day(day)}.svg"

    def card_path(self, day: date) -> str:
        """The path of the card with that picture."""
        return f"cards/{self._still_day(day)}.png"

    def picture_path(self, day: date) -> str:
        """The path of the picture to print of a day, which is right for all days of its state."""
        return f"pictures/{self.days.state(day)}.svg"

    def pictures(self) -> Iterator[tuple[str, str]]:
        """The path and the SVG of the pictures to print, each titled with its run of days."""
        scene, days = lay_out(self.dataset, PORTRAIT), self.days
        for first, last in days.runs:
            view = self.view(first)
            unverified = verified_words(self.dataset, verified=False)
            words = view.verified_words if view.verified else unverified
            run = view._replace(when=wording.days(first, last), verified_words=words)
            yield self.picture_path(first), map_picture.picture(scene, run)

    def _still_day(self, day: date) -> date:
        return self.stills[bisect_right(self.stills, day, key=lambda still: still[0]) - 1][0]

    def shared_files(self) -> Iterator[tuple[str, str]]:
        """The path and the text of every file that the pages share."""
        record = assets.of_record(self.dataset, self._map_data())
        yield f"assets/{record.name}", record.text or ""
        for day, picture in self.stills:
            yield self.still_path(day), at_night(picture)
        if self.timelines.rows:
            yield TIMELINE, at_night(timeline_picture.page_strips_svg(self.timelines))
            yield TIMELINE_NAMES, at_night(timeline_picture.page_names_svg(self.timelines))

    def cards(self) -> Iterator[tuple[str, bytes]]:
        """The path and the PNG of every card: what social networks show of a page.

        There is one for each still picture, but none where the site's address is not known, since
        cards are named by absolute addresses only.
        """
        if self.base_url:
            scene = lay_out(self.dataset, CARD)
            for day, _ in self.stills:
                card = map_picture.picture(scene, self.view(day))
                yield self.card_path(day), png(card, scale=1)

    def _map_data(self) -> Json:
        """The data of every day of the record, and what the slider of the front page needs."""
        pages, zone = self.days.pages, self.dataset.package.zone
        return {
            **map_script.record_data(self.dataset, self.days.last),
            "most_ahead": MOST_AHEAD,
            "turns": [
                (turn.at.astimezone(zone).date().isoformat(), turn.text)
                for turn in turns(self.dataset)
            ],
            "known_turns": [
                (day.isoformat(), texts)
                for day, texts in known_turns(self.dataset, self.dataset.first_day, self.days.last)
            ],
            "pages": [pages[0].isoformat(), pages[-1].isoformat()],
            "stills": [(day.isoformat(), f"{day}.svg") for day, _ in self.stills],
        }
