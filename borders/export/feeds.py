"""The changes as Atom, JSON Feed and iCalendar.

An entry is what changed at one instant under one decision. Its id does not depend on where the site
stands, and its time is when the change could first be known (`Announcement.known`), so one record
gives equal bytes on any day and any machine.

In the calendar an event is an instant in UTC without duration: no time zone table is needed, and
nobody's day is shown as busy. A change at midnight is no all-day event, because an all-day event
floats: in another zone it would begin at another instant.

Atom is written with `xml.etree`, because `feedgen` 1.0 writes links without `rel` and `type` and
needs lxml for it; the calendar with `icalendar`, which folds and escapes as RFC 5545 requires.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from borders import language, local_time
from borders.export import site_paths
from borders.export.serialise import iso_with_seconds
from borders.export.xml_text import document, element, one_line
from borders.language import gettext
from borders.model import Service
from borders.query.dataset import Dataset
from borders.views import announcements
from borders.views.announcements import EVERYTHING, Announcement, Feed, Scope

MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
    ".ics": "text/calendar",
}
"""The media type of each kind of feed, which a page states in `<link rel="alternate">`."""


def path(scope: Scope, ending: str) -> str:
    """The path of a feed from the root of the pages in a language, e.g. "feeds/changes.atom"."""
    if scope.crossing:
        return f"feeds/crossings/{scope.crossing.id}{ending}"
    return f"feeds/services/{scope.service}{ending}" if scope.service else f"feeds/changes{ending}"


ATOM, JSON_FEED, CALENDAR = (path(EVERYTHING, ending) for ending in MEDIA_TYPES)

_PagePath = Callable[[Announcement], str]


def files(
    dataset: Dataset, base_url: str | None, days: Collection[date]
) -> Iterator[tuple[str, str]]:
    """The path from the root of the pages, and the text, of each file; calendar lines end in CRLF.

    `days` are those that have a page; an entry of any other day links to the front page. `base_url`
    is the address of the pages in the reader's language. Without it links in Atom are relative, and
    JSON Feed and the calendar, whose links must be absolute, have none. Raises `AddressError`.
    """
    base = None if base_url is None else site_paths.base(base_url)
    with_page = frozenset(days)

    def page(entry: Announcement) -> str:
        return site_paths.date_page(entry.day) if entry.day in with_page else site_paths.HOME

    for scope in scopes(dataset):
        feed, (atom, json_feed, calendar) = (
            announcements.feed(dataset, scope),
            (path(scope, ending) for ending in MEDIA_TYPES),
        )
        yield atom, _atom(feed, page, base or "../" * atom.count("/"), atom)
        yield json_feed, _json_feed(feed, page, base, json_feed)
        yield calendar, _calendar(feed, page, base)


def scopes(dataset: Dataset) -> list[Scope]:
    """Of what there are feeds: of everything, of each service, of each crossing from the south."""
    offered = {service for _, service in dataset.services()}
    return [
        EVERYTHING,
        *(Scope(service=service) for service in Service if service in offered),
        *(Scope(crossing=crossing) for crossing in dataset.record.crossings.values()),
    ]


def _atom(feed: Feed, page: _PagePath, root: str, own: str) -> str:
    top = ET.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language.active()}
    )
    element(top, "id", f"urn:uuid:{feed.id}")
    element(top, "title", feed.title)
    element(top, "subtitle", feed.description)
    element(top, "updated", iso_with_seconds(feed.updated, feed.zone))
    element(ET.SubElement(top, "author"), "name", feed.title)
    if feed.rights:
        element(top, "rights", feed.rights)
    element(top, "link", rel="self", type=MEDIA_TYPES[".atom"], href=root + own)
    element(top, "link", rel="alternate", type="text/html", href=root + site_paths.HOME)
    for change in feed.changes:
        entry, known = ET.SubElement(top, "entry"), iso_with_seconds(change.known, feed.zone)
        element(entry, "id", f"urn:uuid:{change.id}")
        element(entry, "title", change.title)
        element(entry, "published", known)
        element(entry, "updated", known)
        element(entry, "link", rel="alternate", type="text/html", href=root + page(change))
        ET.SubElement(entry, "content", type="text").text = _text(change, feed.zone)
    return document(top)


def _json_feed(feed: Feed, page: _PagePath, base: str | None, path: str) -> str:
    items = [
        {
            "id": f"urn:uuid:{change.id}",
            **({"url": base + page(change)} if base else {}),
            "title": one_line(change.title),
            "content_text": _text(change, feed.zone),
            "date_published": iso_with_seconds(change.known, feed.zone),
            "date_modified": iso_with_seconds(change.known, feed.zone),
        }
        for change in feed.changes
    ]
    own = {"home_page_url": base + site_paths.HOME, "feed_url": base + path} if base else {}
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        **own,
        "description": _description(feed),
        "language": language.active(),
        "authors": [{"name": one_line(feed.title)}],
        "items": items,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _calendar(feed: Feed, page: _PagePath, base: str | None) -> str:
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//borders//changes//{language.active().upper()}")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what most programs read
        calendar.add(name, vText(one_line(feed.title)))
    calendar.add("description", _description(feed))
    for announcement in [*feed.changes, *feed.planned_ends]:
        event = Event()
        event.add("uid", announcement.id)
        event.add("dtstamp", announcement.known.astimezone(UTC))
        event.add("dtstart", announcement.at.astimezone(UTC))
        event.add("summary", one_line(announcement.summary))
        event.add("description", _text(announcement, feed.zone))
        event.add("status", "CONFIRMED" if announcement.verified else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        if base:
            event.add("url", base + page(announcement))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _description(feed: Feed) -> str:
    """The feed's description with the licence of its contents, in one line."""
    rights = gettext("Licence: {licence}", licence=feed.rights) if feed.rights else ""
    return one_line(f"{feed.description} {rights}")


def _text(entry: Announcement, zone: ZoneInfo) -> str:
    """An entry in full: the instant, what changes, by which decision, on whose word."""
    lines = [
        f"{local_time.iso(entry.at, zone)} ({zone.key})",
        *entry.lines,
        entry.decided,
        *(
            gettext("Source: {source}", source=f"{source.text} {source.url or ''}")
            for source in entry.sources
        ),
        *([] if entry.verified else [entry.verified_words]),
    ]
    return "\n".join(map(one_line, lines))
