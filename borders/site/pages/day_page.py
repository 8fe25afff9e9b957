"""The parts of every page of a day or an instant: its view, its picture, the timelines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from borders.export import site_paths
from borders.language import gettext
from borders.pictures import timeline_picture
from borders.pictures.legend import timelines_legend
from borders.site import assets
from borders.site.edition import TIMELINE, TIMELINE_NAMES, Edition
from borders.site.metadata import open_graph
from borders.site.pages.frame import Frame, site_frame
from borders.views.day import DayView, title
from borders.views.timelines import Timelines


class Still(NamedTuple):
    """The still picture: a file at `href`, or without one the `content` of an SVG element."""

    href: str | None
    width: int
    height: int
    content: str = ""


class Strip(NamedTuple):
    """The timelines: the file at `href`, the names of its rows in that at `names_href`.

    Without these, `content` and `names` are SVG elements. `mark` is drawn over them, at the day of
    the page. `height` and `names_width` are in pixels.
    """

    href: str | None
    names_href: str | None
    content: str
    names: str
    mark: str
    height: int
    names_width: int
    legend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """The content of such a page.

    `date` is its local day as YYYY-MM-DD, or a blank for it. `then` is the day as it was known at
    its end; `None` where the page has one view alone.
    """

    view: DayView
    then: DayView | None
    date: str
    still: Still
    strip: Strip | None


def linked_still(edition: Edition, day: date, root: str) -> Still:
    """The picture of a day as a file of the site, which `root` leads to."""
    layout = edition.still_scene.layout
    return Still(root + edition.still_path(day), layout.width, layout.height)


def strip(timelines: Timelines, mark: str, root: str) -> Strip | None:
    """The timelines of the site, to whose pages `root` leads, with the mark of a day."""
    return linked_strip(timelines, mark, root + TIMELINE, root + TIMELINE_NAMES)


def linked_strip(timelines: Timelines, mark: str, href: str, names_href: str) -> Strip | None:
    """Timelines as two files of the site with the mark of a day; `None` if there are none."""
    return _strip(timelines, mark, href=href, names_href=names_href)


def inlined_strip(timelines: Timelines, mark: str) -> Strip | None:
    """Timelines within a page, with the mark of a day; `None` if there are none."""
    content, names = timeline_picture.page_strips(timelines), timeline_picture.names(timelines)
    return _strip(timelines, mark, content=content, names=names)


def _strip(
    timelines: Timelines,
    mark: str,
    *,
    href: str | None = None,
    names_href: str | None = None,
    content: str = "",
    names: str = "",
) -> Strip | None:
    if not timelines.rows:
        return None
    return Strip(
        href=href,
        names_href=names_href,
        content=content,
        names=names,
        mark=mark,
        height=timeline_picture.height(timelines),
        names_width=timeline_picture.LEFT,
        legend=timelines_legend(),
    )


def day_frame(
    edition: Edition, path: str, view: DayView, *, page_of_date: str, has_slider: bool
) -> Frame:
    """The frame of a page of the site at a path.

    Social networks are told of the page of the date, at `page_of_date`, whichever page is shared.
    """
    frame = site_frame(
        edition,
        path,
        title=title(view),
        description=description(view),
        assets=assets.linked(slider=has_slider),
    )
    if edition.home is None:
        return frame
    return replace(
        frame,
        canonical=edition.home + path.removesuffix(site_paths.HOME),
        meta=open_graph(view, page_of_date, edition.home, edition.card_path(view.day)),
    )


def description(view: DayView) -> str:
    """A description of a page of a day, for search engines."""
    return gettext(
        "Which crossing points of the {frontier} were open on {day}, by which decision, "
        "with sources.",
        frontier=view.frontier,
        day=view.when,
    )
