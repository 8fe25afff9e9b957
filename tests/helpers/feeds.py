"""Feeds and the calendar as other programs read them."""

import json
import re

import feedparser
import vobject

from borders.export import feeds


def atom(files):
    """The Atom feed among a site's files, read by feedparser."""
    feed = feedparser.parse(files[feeds.ATOM].encode())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def calendar(files):
    """The calendar among a site's files, read by vobject."""
    return vobject.readOne(files[feeds.CALENDAR])


def entries_of(files):
    """The entries of each of the three files as (id, title, text)."""
    return {
        feeds.ATOM: [(e.id, e.title, e.content[0].value) for e in atom(files).entries],
        feeds.JSON_FEED: [
            (item["id"], item["title"], item["content_text"])
            for item in json.loads(files[feeds.JSON_FEED])["items"]
        ],
        feeds.CALENDAR: [
            (f"urn:uuid:{e.uid.value}", e.summary.value, e.description.value)
            for e in calendar(files).vevent_list
        ],
    }


def check_json_feed(value):
    """Check what JSON Feed 1.1 asks of the members that are used."""
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    texts = {"version", "title", "home_page_url", "feed_url", "description", "language"}
    assert value.keys() <= texts | {"authors", "items"}
    assert all(isinstance(value[key], str) and value[key] for key in texts & value.keys())
    assert all(author["name"] for author in value["authors"])
    for item in value["items"]:
        texts = {"id", "url", "title", "content_text", "date_published", "date_modified"}
        assert item.keys() <= texts
        assert item.keys() >= texts - {"url"}
        assert all(isinstance(text, str) and text for text in item.values())
        for key in ("date_published", "date_modified"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", item[key])
    assert len({item["id"] for item in value["items"]}) == len(value["items"])


def check_calendar(text):
    """Check that the lines are those of RFC 5545, and that there is no unexpected property."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    names = {re.split("[:;]", line)[0] for line in text.replace("\r\n ", "").split("\r\n")}
    assert names == {
        *("BEGIN", "END", "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "DESCRIPTION", "UID"),
        *("DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "TRANSP", ""),
        *(["URL"] if "\nURL:" in text else []),
    }
