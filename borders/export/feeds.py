"""The changes as Atom, JSON Feed and iCalendar.

An entry is what changed at one instant under one decision. Its id stays the same wherever the site
stands, and its time is when the change could first be known (`announcements.feed`), so the same
record gives the same bytes on any day and any machine.

In the calendar an event is an instant in UTC without duration: no time zone table is needed, and
nobody's day is shown as busy. A change at midnight is no all-day event, because such an event
floats: in another zone it would begin at another instant.

Atom is written with `xml.etree`, because `feedgen` 1.0 writes links without `rel` and `type` and
needs lxml for it; the calendar with `icalendar`, which folds and escapes as RFC 5545 asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from borders import language
from borders.export import site_paths as addresses
from borders.export.xml_text import document, element, one_line
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.views import announcements
from borders.views.answers import View

ATOM, JSON_FEED, CALENDAR = "feeds/changes.atom", "feeds/changes.json", "feeds/changes.ics"
MEDIA_TYPES = {
    ATOM: "application/atom+xml",
    JSON_FEED: "application/feed+json",
    CALENDAR: "text/calendar",
}
"""What a page says of each feed in `<link rel="alternate">`."""


def files(
    dataset: Dataset, base_url: str | None, days: Sequence[date]
) -> Iterator[tuple[str, str]]:
    """Each file's path from the site's root, and its text; lines of the calendar end in CRLF.

    `days` are those that have a page; an entry of another day links to the front page. `base_url`
    is the address of the pages in the reader's language. Without it links in Atom are relative, and
    the other two, whose links must be absolute, have none. Raises `AddressError`.
    """
    base = None if base_url is None else addresses.base(base_url)
    feed = announcements.feed(dataset)
    pages = {day.isoformat(): addresses.date_page(day) for day in days}
    yield ATOM, _atom(feed, pages, base or "../")
    yield JSON_FEED, _json_feed(feed, pages, base)
    yield CALENDAR, _calendar(feed, pages, base)


def _atom(feed: View, pages: Mapping[str, str], root: str) -> str:
    top = ET.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language.active()}
    )
    element(top, "id", f"urn:uuid:{feed['id']}")
    element(top, "title", feed["title"])
    element(top, "subtitle", feed["description"])
    element(top, "updated", _rfc3339(feed["updated"]))
    element(ET.SubElement(top, "author"), "name", feed["title"])
    if feed["rights"]:
        element(top, "rights", feed["rights"])
    element(top, "link", rel="self", type=MEDIA_TYPES[ATOM], href=root + ATOM)
    element(top, "link", rel="alternate", type="text/html", href=root + addresses.HOME)
    for view in feed["changes"]:
        entry = ET.SubElement(top, "entry")
        element(entry, "id", f"urn:uuid:{view['id']}")
        element(entry, "title", view["title"])
        element(entry, "published", _rfc3339(view["known"]))
        element(entry, "updated", _rfc3339(view["known"]))
        page = pages.get(view["date"], addresses.HOME)
        element(entry, "link", rel="alternate", type="text/html", href=root + page)
        ET.SubElement(entry, "content", type="text").text = _text(view, feed["timezone"])
    return document(top)


def _json_feed(feed: View, pages: Mapping[str, str], base: str | None) -> str:
    items = []
    for view in feed["changes"]:
        page = pages.get(view["date"], addresses.HOME)
        items.append(
            {
                "id": f"urn:uuid:{view['id']}",
                **({"url": base + page} if base else {}),
                "title": one_line(view["title"]),
                "content_text": _text(view, feed["timezone"]),
                "date_published": _rfc3339(view["known"]),
                "date_modified": _rfc3339(view["known"]),
            }
        )
    own = {"home_page_url": base + addresses.HOME, "feed_url": base + JSON_FEED} if base else {}
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed["title"]),
        **own,
        "description": _about(feed),
        "language": language.active(),
        "authors": [{"name": one_line(feed["title"])}],
        "items": items,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _calendar(feed: View, pages: Mapping[str, str], base: str | None) -> str:
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//borders//changes//{language.active().upper()}")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what most programs read
        calendar.add(name, vText(one_line(feed["title"])))
    calendar.add("description", _about(feed))
    for view in [*feed["changes"], *feed["planned_ends"]]:
        event = Event()
        event.add("uid", view["id"])
        event.add("dtstamp", _instant(view["known"]))
        event.add("dtstart", _instant(view["at"]))
        event.add("summary", one_line(view["title"]))
        event.add("description", _text(view, feed["timezone"]))
        event.add("status", "CONFIRMED" if view["verified"] else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        if base:
            event.add("url", base + pages.get(view["date"], addresses.HOME))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _about(feed: View) -> str:
    rights = gettext("Licence: {licence}", licence=feed["rights"]) if feed["rights"] else ""
    return one_line(f"{feed['description']} {rights}")


def _text(view: View, timezone: str) -> str:
    """An entry in full: the instant, what changes, by which decision, on whose word."""
    lines = [
        f"{view['at']} ({timezone})",
        *view["lines"],
        view["decided"],
        *(
            gettext("Source: {source}", source=f"{source['text']} {source['url'] or ''}")
            for source in view["sources"]
        ),
        *([] if view["verified"] else [view["verified_words"]]),
    ]
    return "\n".join(map(one_line, lines))


def _instant(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(UTC)


def _rfc3339(iso: str) -> str:
    """An instant with its seconds, which RFC 3339 asks for."""
    return datetime.fromisoformat(iso).isoformat(timespec="seconds")
