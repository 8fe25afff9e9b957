"""The front page, a map with a slider over all days; and a page of these alone, to embed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from borders.export import feeds, site_paths
from borders.language import gettext
from borders.pictures import slider_track
from borders.site import templating
from borders.site.edition import Edition
from borders.site.pages.day_page import DayPage, day_frame, linked_still, strip
from borders.site.pages.frame import way_up
from borders.site.pages.hand_over import EMBED, snippet
from borders.views.announcements import EVERYTHING
from borders.views.day import DayView
from borders.views.timelines import Timelines

_DAY_ZERO = date(1970, 1, 1)  # as JavaScript counts days


class Track(NamedTuple):
    """The track of a slider: the timelines over some days, as SVG elements.

    `start` and `end` are these days, `[start, end)`, as numbers from 1 January 1970 on.
    """

    id: str
    caption: str
    rows: str
    start: int
    end: int


class Slider(NamedTuple):
    """The tracks of the slider: of all days, and of those that are enlarged if there are any.

    `guides` are the lines between the two, as SVG elements. Heights are in pixels.
    """

    tracks: Sequence[Track]
    height: int
    guides: str
    guides_height: int


def front_page(edition: Edition) -> tuple[str, str]:
    """The path and the HTML of the front page."""
    feed_links = [
        (media_type, feeds.path(EVERYTHING, ending), gettext("Changes ({format})", format=name))
        for ending, name in ((".atom", "Atom"), (".json", "JSON Feed"))
        for media_type in (feeds.MEDIA_TYPES[ending],)
    ]
    frontier = edition.dataset.translated(edition.dataset.package.frontier_title)
    code = snippet(edition, frontier, edition.days.last.isoformat(), "")
    return _slider_page(edition, site_paths.HOME, "front.html", feed_links=feed_links, snippet=code)


def embed_page(edition: Edition) -> tuple[str, str]:
    """The path and the HTML of the map with its slider alone."""
    view, dataset = edition.view(edition.days.last), edition.dataset
    return _slider_page(
        edition,
        EMBED,
        "embed.html",
        source=_source(view),
        record=dataset.translated(dataset.package.title),
    )


def _source(view: DayView) -> str:
    """Who made the decisions that govern on a day, and when; as `facts.js` has it of each day."""
    governing = {group.decision_id for group in view.groups}
    made = [f"{each.authority}, {each.decided}" for each in view.decisions if each.id in governing]
    return gettext("Source: {source}", source="; ".join(made)) if made else ""


def _slider_page(edition: Edition, path: str, template: str, **content: object) -> tuple[str, str]:
    """The path and the HTML of a page with a slider over all days of the record."""
    root, last = way_up(path), edition.days.last
    view = edition.view(last)
    page = DayPage(
        view=view,
        date=last.isoformat(),
        then=edition.known_then(last),
        still=linked_still(edition, last, root),
        strip=strip(edition.timelines, "", root),
    )
    page_of_date = site_paths.date_page(last)
    frame = day_frame(edition, path, view, page_of_date=page_of_date, has_slider=True)
    html = templating.render(
        template,
        frame=frame,
        page=page,
        first=min(edition.dataset.first_day, last),
        last=last,
        slider=_slider(edition.timelines),
        **content,
    )
    return path, html


def _slider(timelines: Timelines) -> Slider:
    return Slider(
        tracks=[
            Track(
                id=id_,
                caption=stretch.caption,
                rows=slider_track.rows(timelines, stretch),
                start=(stretch.first - _DAY_ZERO).days,
                end=(stretch.end - _DAY_ZERO).days,
            )
            for id_, stretch in zip(("slider", "enlarged"), timelines.stretches, strict=False)
        ],
        height=slider_track.height(timelines),
        guides=slider_track.guides(timelines),
        guides_height=slider_track.GUIDES,
    )
