"""The page of a crossing point: its status, its place, its years, its whole history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from borders.export import site_paths
from borders.model import Crossing
from borders.pictures import map_picture, timeline_picture
from borders.pictures.svg import at_night
from borders.pictures.year_bar import HEIGHT, year_bar
from borders.site.edition import Edition
from borders.site.pages.day_page import Strip, linked_strip
from borders.site.pages.document import document
from borders.site.pages.follow import feed_links
from borders.site.pages.frame import way_to_site
from borders.site.pages.hand_over import HandOver, citation
from borders.views import wording
from borders.views.announcements import Scope
from borders.views.crossing import CrossingDetails, crossing_details
from borders.views.timelines import crossing_timelines

_PICTURE = "picture.svg"


class CrossingPage(NamedTuple):
    """What the page shows besides the crossing's details.

    `name` is what the reader calls the crossing, `when` the day of its status. `locator` is the
    path of a small map, `None` where its place is not known. `bars` are the years as SVG elements.
    `days` are those that have a page.
    """

    name: str
    when: str
    locator: str | None
    width: int
    height: int
    strip: Strip | None
    bars: list[str]
    bar_height: int
    days: frozenset[date]


def crossing_pages(edition: Edition, crossing: Crossing) -> Iterator[tuple[str, str]]:
    """The path and the HTML of a crossing's page; then the pictures on it, as SVG."""
    folder, last = f"crossings/{crossing.id}/", edition.days.last
    details = crossing_details(edition.dataset, crossing, last)
    timelines = crossing_timelines(edition.dataset, crossing, last)
    locator = map_picture.locator(edition.locator_scene, crossing)
    page = CrossingPage(
        name=wording.name(crossing),
        when=wording.day(last),
        locator="map.svg" if locator else None,
        width=edition.locator_scene.layout.width,
        height=edition.locator_scene.layout.height,
        strip=linked_strip(timelines, "", "timeline.svg", "timeline-names.svg"),
        bars=[year_bar(year.shares) for year in details.years],
        bar_height=HEIGHT,
        days=frozenset(edition.days.pages),
    )
    yield document(
        edition,
        folder + site_paths.HOME,
        "crossing.html",
        heading=details.heading,
        scripts=True,
        crossing=details,
        page=page,
        hand_over=_hand_over(edition, crossing, details, folder),
    )
    if locator:
        yield f"{folder}map.svg", at_night(locator)
    yield f"{folder}{_PICTURE}", timeline_picture.svg(timelines)
    yield f"{folder}timeline.svg", at_night(timeline_picture.page_strips_svg(timelines))
    yield f"{folder}timeline-names.svg", at_night(timeline_picture.page_names_svg(timelines))


def _hand_over(
    edition: Edition, crossing: Crossing, details: CrossingDetails, folder: str
) -> HandOver:
    site = way_to_site(edition, folder)
    own = feed_links(edition, Scope(crossing=crossing), folder)
    return HandOver(
        name=f"{edition.dataset.package.name}-{crossing.id}",
        citation=citation(edition, details.heading, folder),
        feeds=(own.atom, own.subscribe or own.calendar),
        json=f"{site}{site_paths.crossing_json(crossing.id)}",
        csv=f"{site}{site_paths.crossing_csv(crossing.id)}",
        picture=_PICTURE,
    )
