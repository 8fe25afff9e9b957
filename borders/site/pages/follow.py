"""The page on how to follow changes: feeds and calendars of all, of a service, of a crossing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from borders.export import feeds, site_paths
from borders.language import gettext
from borders.site.edition import Edition
from borders.site.pages.document import document
from borders.site.pages.frame import way_up
from borders.views import wording
from borders.views.announcements import Scope

_PATH = f"follow/{site_paths.HOME}"


class FeedLinks(NamedTuple):
    """The feeds about something: paths from the page.

    `subscribe` is the address of the calendar for programs that subscribe to one; it is `None`
    where the site's address is not known.
    """

    about: str
    atom: str
    json: str
    calendar: str
    subscribe: str | None


def follow_page(edition: Edition, changed: Sequence[date]) -> tuple[str, str]:
    """The path and the HTML of the page on feeds, and of the days that `changed`."""
    return document(
        edition,
        _PATH,
        "follow.html",
        heading=gettext("Follow"),
        lead=gettext("What changes, as it is decided."),
        feeds=[feed_links(edition, scope, _PATH) for scope in feeds.scopes(edition.dataset)],
        changes=[(site_paths.date_page(day), wording.day(day)) for day in reversed(changed)],
    )


def feed_links(edition: Edition, scope: Scope, page: str) -> FeedLinks:
    """The feeds of a scope, as a page at a path links to them."""
    root = way_up(page)
    atom, json, calendar = (feeds.path(scope, ending) for ending in feeds.MEDIA_TYPES)
    home = edition.home
    return FeedLinks(
        about=_about(scope),
        atom=root + atom,
        json=root + json,
        calendar=root + calendar,
        subscribe=re.sub("^https?", "webcal", home) + calendar if home else None,
    )


def _about(scope: Scope) -> str:
    if scope.crossing:
        return wording.name(scope.crossing)
    if scope.service:
        return wording.capital(wording.service(scope.service))
    return gettext("All changes")
