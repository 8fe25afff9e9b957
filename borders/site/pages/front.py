"""The front page, a map with a slider over all days; and a page of these alone, to embed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import NamedTuple

from borders.export import feeds, site_paths
from borders.language import gettext
from borders.pictures import timeline_picture
from borders.site import templating
from borders.site.edition import Edition
from borders.site.pages.day_page import DayPage, day_frame, linked_still, linked_strip, mark
from borders.site.pages.frame import Frame, way_up
from borders.views import wording
from borders.views.timelines import Timelines

_FRONT, _EMBED = site_paths.HOME, f"embed/{site_paths.HOME}"


class Track(NamedTuple):
    """What the slider runs along: the timelines of all days with a mark, as SVG elements.

    The axis of time is from `left` on, `length` pixels long.
    """

    rows: str
    mark: str
    left: int
    length: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SliderPage(DayPage):
    """The content of a page with a slider from the day `first` to `last`, both included."""

    first: date
    last: date
    track: Track


class FeedLink(NamedTuple):
    """A feed: its media type, its path and its title."""

    type: str
    href: str
    title: str


class DateLink(NamedTuple):
    """The page of a date: its path, and the date in words."""

    href: str
    text: str


class Offers(NamedTuple):
    """What the front page has besides the map: feeds, days with a change, HTML that embeds it."""

    feeds: Sequence[FeedLink]
    changes: Sequence[DateLink]
    snippet: str


def front_page(edition: Edition, changed: Sequence[date]) -> tuple[str, str]:
    """The path and the HTML of the front page; it lists the days that `changed`, latest first."""
    page = _slider_page(edition, _FRONT)
    offers = Offers(
        feeds=[
            FeedLink(feeds.MEDIA_TYPES[path], path, gettext("Changes ({format})", format=name))
            for path, name in ((feeds.ATOM, "Atom"), (feeds.JSON_FEED, "JSON Feed"))
        ],
        changes=[
            DateLink(site_paths.date_page(day), wording.day(day)) for day in reversed(changed)
        ],
        snippet=_snippet(edition),
    )
    frame = _frame(edition, _FRONT, page)
    return _FRONT, templating.render("front.html", frame=frame, page=page, offers=offers)


def embed_page(edition: Edition) -> tuple[str, str]:
    """The path and the HTML of the page to embed: the map with its slider."""
    page = _slider_page(edition, _EMBED)
    frame = _frame(edition, _EMBED, page)
    return _EMBED, templating.render("embed.html", frame=frame, page=page)


def _slider_page(edition: Edition, path: str) -> SliderPage:
    root, last = way_up(path), edition.days.last
    return SliderPage(
        view=edition.view(last),
        date=last.isoformat(),
        others="",
        still=linked_still(edition, last, root),
        strip=linked_strip(edition, mark(edition.timelines, last), root),
        first=edition.dataset.first_day,
        last=last,
        track=_track(edition.timelines),
    )


def _frame(edition: Edition, path: str, page: SliderPage) -> Frame:
    page_of_date = site_paths.date_page(page.date)
    return day_frame(edition, path, page.view, page_of_date=page_of_date, has_slider=True)


def _track(timelines: Timelines) -> Track:
    number = len(timelines.rows)
    height = timeline_picture.height(number, compact=True)
    return Track(
        rows=timeline_picture.rows(timelines, compact=True) if number else "",
        mark=timeline_picture.pointer(0, height - timeline_picture.TOP),
        left=timeline_picture.LEFT,
        length=timeline_picture.WIDTH - timeline_picture.LEFT - timeline_picture.RIGHT,
        width=timeline_picture.WIDTH,
        height=height,
    )


def _snippet(edition: Edition) -> str:
    """HTML that shows the map of the last day in a page of another site."""
    package = edition.dataset.package
    title = escape(edition.dataset.translated(package.frontier_title))
    address = f"{edition.home or f'https://…/{edition.tree}'}{_EMBED}"
    return (
        f'<iframe src="{address}#{edition.days.last}" title="{title}" width="100%" '
        'height="640" loading="lazy"></iframe>'
    )
