"""Feeds and the calendar, read as other programs read them."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

import borders
from borders.export import feeds
from borders.views import announcements
from borders.views.day import day_view
from borders.views.style import SERVICES
from helpers.commands import python
from helpers.edits import SHOWN, makes_texts_hostile, plans_a_closure
from helpers.feeds import atom, calendar, check_calendar, check_json_feed, entries_of
from helpers.sites import BASE_URL, FIRST

DAYS = [FIRST + timedelta(days=n) for n in range(6)]
EVENING = "2023-12-15T20:00+02:00"  # when decision 5 took effect


def feeds_of(dataset, base=BASE_URL, days=DAYS):
    """The files of the feeds, by path."""
    return dict(feeds.files(dataset, base, days))


@pytest.fixture(scope="module")
def files(ds):
    return feeds_of(ds)


# the changes


@pytest.mark.parametrize("file", [feeds.ATOM, feeds.JSON_FEED, feeds.CALENDAR])
def test_every_change_is_listed_once(ds, files, file):
    expected = Counter(
        (
            change.at,
            change.crossing.name,
            f"{SERVICES[change.service][1]}: {change.before.status} → {change.after.status}",
        )
        for change in ds.changes()
    )
    listed = Counter()
    for _, _, text in entries_of(files)[file]:
        moment, *lines = text.splitlines()
        at = datetime.fromisoformat(moment.partition(" (Europe/Helsinki)")[0])
        for line in (line for line in lines if " → " in line):
            names, _, rest = line.rpartition(", ")
            listed.update((at, name, rest) for name in re.split(", | and ", names))
    assert len(expected) > 80
    assert listed == expected


def test_the_three_files_have_equal_entries(files):
    atom_entries, json_entries, events = entries_of(files).values()
    assert json_entries == atom_entries
    for (id_, title, text), (uid, summary, description) in zip(atom_entries, events, strict=True):
        assert (uid, description) == (id_, text)
        assert title.endswith(f": {summary}")  # a calendar says when by itself


def test_the_newest_comes_first_and_road_before_other_services(files):
    entries = entries_of(files)[feeds.JSON_FEED]
    moments = [datetime.fromisoformat(text.split()[0]) for _, _, text in entries]
    assert moments == sorted(moments, reverse=True)
    _, title, text = next(entry for entry in entries if entry[2].startswith(EVENING))
    assert title == (
        "15 December 2023, 20:00: Vaalimaa and Niirala closed (road); also asylum applications"
    )
    decision = "Decision 5: Vaalimaa and Niirala closed again; all eight shut"
    assert text.splitlines()[:4] == [
        "2023-12-15T20:00+02:00 (Europe/Helsinki)",
        "Vaalimaa and Niirala, road: open → closed",
        "Vaalimaa and Niirala, asylum applications: open → closed",
        f"{decision} (Government of Finland, 14 December 2023, 18:15)",
    ]
    assert "https://news.err.ee/1609195060/" in text


def test_entries_are_those_of_the_page(ds, files):
    page = day_view(ds, ds.slice("2023-12-15")).changes
    titles = [title for _, title, _ in entries_of(files)[feeds.ATOM]]
    assert page
    assert all(change.title in titles for change in page)


def dates_of(files, start):
    items = json.loads(files[feeds.JSON_FEED])["items"]
    matching = [item for item in items if item["content_text"].startswith(start)]
    return {item["date_published"] for item in matching} | {
        item["date_modified"] for item in matching
    }


def test_an_entry_is_dated_when_the_change_could_first_be_known(files):
    # the announcement, where its hour is known
    assert dates_of(files, EVENING) == {"2023-12-14T18:15:00+02:00"}
    # the announcement, though it came after the change
    assert dates_of(files, "2023-11-09T00:00") == {"2023-11-12T00:00:00+02:00"}
    # the decision, where no announcement is recorded
    assert dates_of(files, "2024-04-15T00:00") == {"2024-04-04T00:00:00+03:00"}
    # the end of 180 days was known with the decision that set them, not with the decree of 2012
    assert dates_of(files, "2016-10-07T00:00") == {"2016-04-08T12:11:00+03:00"}
    # what decision 9 leaves unknown was known with it
    assert dates_of(files, "2025-04-17T00:00") == {"2025-04-16T00:00:00+03:00"}


# the formats


def test_atom_has_what_readers_need(files):
    feed = atom(files)
    assert feed.version == "atom10"
    assert feed.feed.title == feed.feed.author == borders.load().package.title
    assert feed.feed.updated == "2026-07-02T00:00:00+03:00"
    assert feed.feed.rights.startswith("Creative Commons Attribution 4.0")
    assert "verified through 2 July 2026" in feed.feed.subtitle
    links = {link.rel: (link.href, link.type) for link in feed.feed.links}
    assert links == {
        "self": (f"{BASE_URL}feeds/changes.atom", "application/atom+xml"),
        "alternate": (f"{BASE_URL}index.html", "text/html"),
    }
    for entry in feed.entries:
        assert entry.updated_parsed
        assert entry.content[0].type == "text/plain"
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id)


def test_json_feed_keeps_to_its_specification(files, ds):
    value = json.loads(files[feeds.JSON_FEED])
    check_json_feed(value)
    assert value["feed_url"] == f"{BASE_URL}feeds/changes.json"
    assert "Licence: Creative Commons Attribution 4.0" in value["description"]
    check_json_feed(json.loads(feeds_of(ds, None)[feeds.JSON_FEED]))


def test_the_calendar_keeps_to_its_specification(files, ds):
    check_calendar(files[feeds.CALENDAR])
    check_calendar(feeds_of(ds, None)[feeds.CALENDAR])
    events = calendar(files).vevent_list
    assert len({event.uid.value for event in events}) == len(events)
    assert {event.status.value for event in events} == {"CONFIRMED"}
    assert {event.transp.value for event in events} == {"TRANSPARENT"}


def test_an_event_is_the_instant_of_the_change(files):
    events = {e.description.value.split()[0]: e for e in calendar(files).vevent_list}
    evening = events[EVENING]
    assert evening.summary.value == "Vaalimaa and Niirala closed (road); also asylum applications"
    assert evening.dtstart.value == datetime(2023, 12, 15, 18, tzinfo=UTC)
    assert evening.dtstamp.value == datetime(2023, 12, 14, 16, 15, tzinfo=UTC)
    assert not hasattr(evening, "dtend")
    # midnight in Finland, in winter and in summer
    assert events["2023-11-18T00:00+02:00"].dtstart.value == datetime(2023, 11, 17, 22, tzinfo=UTC)
    assert events["2022-07-01T00:00+03:00"].dtstart.value == datetime(2022, 6, 30, 21, tzinfo=UTC)


def test_ids_stay_wherever_the_site_stands_and_whatever_it_shows(ds, files):
    elsewhere = feeds_of(ds, "http://localhost:8000", [])
    for file, entries in entries_of(elsewhere).items():
        assert entries == entries_of(files)[file]
    assert atom(elsewhere).feed.id == atom(files).feed.id
    evening = next(e for e in atom(files).entries if e.content[0].value.startswith(EVENING))
    # Readers would show every entry again if this changed.
    assert evening.id == "urn:uuid:9c8be53a-21a2-5c70-a017-c303e6641ac2"


def test_an_entry_links_to_the_page_of_its_date_or_to_the_front_page(ds, files):
    page = f"{BASE_URL}dates/2023-12-15/index.html"
    entries = {e.content[0].value.split()[0]: e for e in atom(files).entries}
    assert entries[EVENING].link == page
    assert entries["2023-11-18T00:00+02:00"].link == f"{BASE_URL}index.html"
    items = json.loads(files[feeds.JSON_FEED])["items"]
    assert [i["url"] for i in items if i["content_text"].startswith(EVENING)] == [page]
    assert sum("/dates/" in item["url"] for item in items) == 2
    assert page in {e.url.value for e in calendar(files).vevent_list}


def test_without_an_address_links_are_relative_or_left_out(ds):
    files = feeds_of(ds, None)
    assert list(files)[:3] == [feeds.ATOM, feeds.JSON_FEED, feeds.CALENDAR]
    addresses = re.findall(r'href="([^"]+)"', files[feeds.ATOM])
    assert addresses[:2] == ["../feeds/changes.atom", "../index.html"]
    assert "../dates/2023-12-15/index.html" in addresses
    assert '"url"' not in files[feeds.JSON_FEED]
    assert "feed_url" not in files[feeds.JSON_FEED]
    assert "\r\nURL:" not in files[feeds.CALENDAR]


# of a crossing, of a service


@pytest.mark.parametrize(
    ("path", "title", "covers"),
    [
        ("crossings/vaalimaa", "Vaalimaa", lambda change: change.crossing.id == "vaalimaa"),
        ("services/rail-freight", "Rail freight", lambda c: c.service == "rail-freight"),
    ],
)
def test_a_crossing_and_a_service_have_feeds_of_their_own(ds, files, path, title, covers):
    value = json.loads(files[f"feeds/{path}.json"])
    check_json_feed(value)
    check_calendar(files[f"feeds/{path}.ics"])
    assert value["title"] == f"{title} · Finland–Russia frontier"
    assert value["feed_url"] == f"{BASE_URL}feeds/{path}.json"
    moments = {item["content_text"].split()[0] for item in value["items"]}
    zone = ds.package.zone
    expected = {c.at.astimezone(zone).isoformat("T", "minutes") for c in ds.changes() if covers(c)}
    assert moments == expected
    ids = {item["id"] for item in value["items"]}
    assert not ids & {item["id"] for item in json.loads(files[feeds.JSON_FEED])["items"]}
    own = re.search('rel="self"[^>]*href="([^"]+)"', files[f"feeds/{path}.atom"])
    assert own[1] == f"{BASE_URL}feeds/{path}.atom"


# planned ends


def test_a_planned_end_still_to_come_is_an_event(data_folder):
    files = feeds_of(plans_a_closure(data_folder))
    check_calendar(files[feeds.CALENDAR])
    events = [e for e in calendar(files).vevent_list if e.status.value == "TENTATIVE"]
    assert [event.summary.value for event in events] == [
        "Planned end: Vaalimaa and Salla closed (road)"
    ]
    assert events[0].dtstart.value == datetime(2027, 1, 14, 22, tzinfo=UTC)
    assert events[0].dtstamp.value == datetime(2026, 6, 30, 11, 10, tzinfo=UTC)
    assert "Decision 10 (Government of Finland, 30 June 2026)" in events[0].description.value
    assert "Not verified: the record was checked through 2 July" in events[0].description.value
    assert len(atom(files).entries) == len(calendar(files).vevent_list) - 1


def test_a_change_that_a_planned_end_brings_is_said_to_be_planned(data_folder):
    files = feeds_of(plans_a_closure(data_folder, replaces="fi-9"))
    events = [e for e in calendar(files).vevent_list if e.status.value == "TENTATIVE"]
    assert [event.summary.value for event in events] == [
        "Planned: Vaalimaa and Salla open (road)",
        "Planned end: Vaalimaa and Salla closed (road)",
    ]
    assert len({event.uid.value for event in events}) == 2
    first = json.loads(files[feeds.JSON_FEED])["items"][0]
    assert first["title"] == "Planned for 15 January 2027: Vaalimaa and Salla open (road)"
    assert first["date_published"] == "2026-06-30T14:10:00+03:00"
    assert "Not verified" in first["content_text"]


# hostile data


def test_hostile_text_stays_text_in_every_feed(data_folder):
    dataset = makes_texts_hostile(data_folder)
    files = feeds_of(dataset)
    check_json_feed(json.loads(files[feeds.JSON_FEED]))
    check_calendar(files[feeds.CALENDAR])
    assert atom(files).feed.author == SHOWN
    assert atom(files).feed.rights == SHOWN
    assert calendar(files).name_list[0].value == SHOWN
    entries = entries_of(files)
    assert entries[feeds.ATOM] == entries[feeds.JSON_FEED]
    assert [text for *_, text in entries[feeds.CALENDAR]] == [
        text for *_, text in entries[feeds.ATOM]
    ]
    assert len(entries[feeds.ATOM]) == len(announcements.feed(dataset).changes)
    _, title, text = next(entry for entry in entries[feeds.ATOM] if entry[2].startswith(EVENING))
    assert title.startswith(f"15 December 2023, 20:00: {SHOWN} and Niirala closed (road)")
    lines = text.splitlines()
    assert f"{SHOWN} and Niirala, road: open → closed" in lines
    assert f"{SHOWN} ({SHOWN}, 14 December 2023, 18:15)" in lines
    assert any(line.startswith(f"Source: ERR News, 14 December 2023: {SHOWN} ") for line in lines)
    for element in ET.fromstring(files[feeds.ATOM]).iter():
        assert not element.tag.endswith("script")


def test_the_calendar_library_is_imported_only_for_the_calendar():
    python("-c", "import sys, borders.export.feeds; sys.exit('icalendar' in sys.modules)")
