"""Feeds, the calendar and what search engines are told, read as other programs read them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
import vobject

import borders
from borders.errors import AddressError
from borders.export import feeds
from borders.site import metadata, sitemap
from borders.views import announcements
from borders.views import day as daily
from borders.views.style import SERVICES
from helpers.editable_folder import Copy

BASE = "https://example.org/borders/"
DAYS = [date(2023, 12, 12) + timedelta(days=n) for n in range(6)]
EVENING = "2023-12-15T20:00+02:00"  # when decision 5 took effect
ATTACK = (
    "<script>alert(1)</script> ]]> & &amp; \"'\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT"
    "\u2028\u2029 \u202eesrever \x00\x08\x1b\x85\ufffe ; , \\n \\"
)
SHOWN = (
    "<script>alert(1)</script> ]]> & &amp; \"' ATTENDEE:mailto:x@example.org END:VEVENT "
    "\u202eesrever \ufffd\ufffd\ufffd \ufffd ; , \\n \\"
)


def made(dataset, base=BASE, days=DAYS):
    return dict([*feeds.files(dataset, base, days), *sitemap.files(dataset, base, days, ["en"])])


@pytest.fixture(scope="module")
def built(ds):
    return made(ds)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def atom(files):
    found = feedparser.parse(files[feeds.ATOM].encode())
    assert not found.bozo, found.get("bozo_exception")
    return found


def calendar(files):
    return vobject.readOne(files[feeds.CALENDAR])


def read(files):
    """The entries of each file as (id, title, text), read by its own parser."""
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
    """What JSON Feed 1.1 asks of the members that are used."""
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
    """Lines of RFC 5545, and no property but those that are written."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    names = {re.split("[:;]", line)[0] for line in text.replace("\r\n ", "").split("\r\n")}
    assert names == {
        *("BEGIN", "END", "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "DESCRIPTION", "UID"),
        *("DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "TRANSP", ""),
        *(["URL"] if "\nURL:" in text else []),
    }


def planned(copy, *, replaces=""):
    """Decision 10 closes Vaalimaa and Salla through 14 January 2027."""
    copy.append(
        "decisions.csv",
        id="fi-10",
        title="Decision 10",
        authority="Government of Finland",
        sides="fi",
        decided_at="2026-06-30",
        announced_at="2026-06-30T14:10",
        effective_from="2026-07-02",
        replaces=replaces,
        sources="interfax-111008",
    )
    for crossing in ("vaalimaa", "salla"):
        copy.append(
            "closures.csv",
            crossing=crossing,
            service="road",
            status="closed",
            valid_from="2026-07-02",
            valid_until="2027-01-14",
            decision="fi-10",
            confidence="primary",
            sources="interfax-111008",
        )
    return borders.load(copy.path)


def hostile(copy):
    """The attack in every kind of text; a CSV file's reader makes CRLF a line feed."""
    copy.cells("decisions.csv", {"id": "fi-5"}, title=ATTACK, authority=ATTACK)
    copy.cells("sources.csv", {"id": "err-1609195060"}, title=ATTACK)
    points = copy.json("crossings.geojson")
    vaalimaa = next(f for f in points["features"] if f["properties"]["id"] == "vaalimaa")
    vaalimaa["properties"]["name_en"] = ATTACK
    copy.save_json("crossings.geojson", points)
    for key in ("title", "name", "description"):
        copy.package(key, ATTACK)
    copy.package("licenses", [{"title": ATTACK, "path": "javascript:alert(1)"}])
    return borders.load(copy.path)


# the changes


@pytest.mark.parametrize("file", [feeds.ATOM, feeds.JSON_FEED, feeds.CALENDAR])
def test_every_change_is_told_once(ds, built, file):
    expected = Counter(
        (
            change.at,
            change.crossing.name,
            f"{SERVICES[change.service][1]}: {change.before.status} → {change.after.status}",
        )
        for change in ds.changes()
    )
    told = Counter()
    for _, _, text in read(built)[file]:
        moment, *lines = text.splitlines()
        at = datetime.fromisoformat(moment.partition(" (Europe/Helsinki)")[0])
        for line in (line for line in lines if " → " in line):
            names, _, rest = line.rpartition(", ")
            told.update((at, name, rest) for name in re.split(", | and ", names))
    assert len(expected) > 80
    assert told == expected


def test_the_three_files_tell_the_same(built):
    first, *others = read(built).values()
    assert others == [first, first]


def test_the_newest_comes_first_and_road_before_other_services(built):
    entries = read(built)[feeds.JSON_FEED]
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


def test_entries_are_those_of_the_page(ds, built):
    page = daily.day(ds, ds.slice("2023-12-15"))["changes"]
    titles = [title for _, title, _ in read(built)[feeds.ATOM]]
    assert page
    assert all(change["title"] in titles for change in page)


def test_one_decision_on_several_services_at_one_instant_is_one_entry(ds):
    entries = announcements.feed(ds)["changes"]
    keys = [(entry["at"], entry["decided"]) for entry in entries]
    assert len(set(keys)) == len({entry["id"] for entry in entries}) == len(keys)


def known(built, start):
    items = json.loads(built[feeds.JSON_FEED])["items"]
    found = [item for item in items if item["content_text"].startswith(start)]
    return {item["date_published"] for item in found} | {item["date_modified"] for item in found}


def test_an_entry_is_dated_when_the_change_could_first_be_known(built):
    # the announcement, where its hour is known
    assert known(built, EVENING) == {"2023-12-14T18:15:00+02:00"}
    # the announcement, though it came after the change
    assert known(built, "2023-11-09T00:00") == {"2023-11-12T00:00:00+02:00"}
    # the decision, where no announcement is recorded
    assert known(built, "2024-04-15T00:00") == {"2024-04-04T00:00:00+03:00"}
    # the end of 180 days was known with the decision that set them, not with the decree of 2012
    assert known(built, "2016-10-07T00:00") == {"2016-04-08T12:11:00+03:00"}
    # what decision 9 leaves unknown was known with it
    assert known(built, "2025-04-17T00:00") == {"2025-04-16T00:00:00+03:00"}


# the formats


def test_atom_has_what_readers_need(built):
    found = atom(built)
    assert found.version == "atom10"
    assert found.feed.title == found.feed.author == borders.load().package.title
    assert found.feed.updated == "2026-07-02T00:00:00+03:00"
    assert found.feed.rights.startswith("Creative Commons Attribution 4.0")
    assert "verified through 2 July 2026" in found.feed.subtitle
    links = {link.rel: (link.href, link.type) for link in found.feed.links}
    assert links == {
        "self": (f"{BASE}feeds/changes.atom", "application/atom+xml"),
        "alternate": (f"{BASE}index.html", "text/html"),
    }
    for entry in found.entries:
        assert entry.updated_parsed
        assert entry.content[0].type == "text/plain"
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id)


def test_json_feed_keeps_to_its_specification(built, ds):
    value = json.loads(built[feeds.JSON_FEED])
    check_json_feed(value)
    assert value["feed_url"] == f"{BASE}feeds/changes.json"
    assert "Licence: Creative Commons Attribution 4.0" in value["description"]
    check_json_feed(json.loads(made(ds, None)[feeds.JSON_FEED]))


def test_the_calendar_keeps_to_its_specification(built, ds):
    check_calendar(built[feeds.CALENDAR])
    check_calendar(made(ds, None)[feeds.CALENDAR])
    events = calendar(built).vevent_list
    assert len({event.uid.value for event in events}) == len(events)
    assert {event.status.value for event in events} == {"CONFIRMED"}
    assert {event.transp.value for event in events} == {"TRANSPARENT"}


def test_an_event_is_the_instant_of_the_change(built):
    events = {e.summary.value.partition(": ")[0]: e for e in calendar(built).vevent_list}
    evening = events["15 December 2023, 20:00"]
    assert evening.dtstart.value == datetime(2023, 12, 15, 18, tzinfo=UTC)
    assert evening.dtstamp.value == datetime(2023, 12, 14, 16, 15, tzinfo=UTC)
    assert not hasattr(evening, "dtend")
    # midnight in Finland, in winter and in summer
    assert events["18 November 2023"].dtstart.value == datetime(2023, 11, 17, 22, tzinfo=UTC)
    assert events["1 July 2022"].dtstart.value == datetime(2022, 6, 30, 21, tzinfo=UTC)


def test_ids_stay_wherever_the_site_stands_and_whatever_it_shows(ds, built):
    elsewhere = made(ds, "http://localhost:8000", [])
    for file, entries in read(elsewhere).items():
        assert entries == read(built)[file]
    assert atom(elsewhere).feed.id == atom(built).feed.id
    evening = next(e for e in atom(built).entries if e.content[0].value.startswith(EVENING))
    # Readers would show every entry again if this changed.
    assert evening.id == "urn:uuid:9c8be53a-21a2-5c70-a017-c303e6641ac2"


def test_an_entry_links_to_the_page_of_its_date_or_to_the_front_page(ds, built):
    page = f"{BASE}dates/2023-12-15/index.html"
    entries = {e.content[0].value.split()[0]: e for e in atom(built).entries}
    assert entries[EVENING].link == page
    assert entries["2023-11-18T00:00+02:00"].link == f"{BASE}index.html"
    items = json.loads(built[feeds.JSON_FEED])["items"]
    assert [i["url"] for i in items if i["content_text"].startswith(EVENING)] == [page]
    assert sum("/dates/" in item["url"] for item in items) == 2
    assert page in {e.url.value for e in calendar(built).vevent_list}


def test_without_an_address_links_are_relative_or_left_out(ds):
    files = made(ds, None)
    assert list(files) == [feeds.ATOM, feeds.JSON_FEED, feeds.CALENDAR]
    addresses = re.findall(r'href="([^"]+)"', files[feeds.ATOM])
    assert addresses[:2] == ["../feeds/changes.atom", "../index.html"]
    assert "../dates/2023-12-15/index.html" in addresses
    assert '"url"' not in files[feeds.JSON_FEED]
    assert "feed_url" not in files[feeds.JSON_FEED]
    assert "\r\nURL:" not in files[feeds.CALENDAR]


# planned ends


def test_a_planned_end_still_to_come_is_an_event(copy):
    files = made(planned(copy))
    check_calendar(files[feeds.CALENDAR])
    events = [e for e in calendar(files).vevent_list if e.status.value == "TENTATIVE"]
    assert [event.summary.value for event in events] == [
        "Planned until the end of 14 January 2027: Vaalimaa and Salla closed (road)"
    ]
    assert events[0].dtstart.value == datetime(2027, 1, 14, 22, tzinfo=UTC)
    assert events[0].dtstamp.value == datetime(2026, 6, 30, 11, 10, tzinfo=UTC)
    assert "Decision 10 (Government of Finland, 30 June 2026)" in events[0].description.value
    assert "Not verified: the record was checked through 2 July" in events[0].description.value
    assert len(atom(files).entries) == len(calendar(files).vevent_list) - 1


def test_a_change_that_a_planned_end_brings_is_said_to_be_planned(copy):
    files = made(planned(copy, replaces="fi-9"))
    events = [e for e in calendar(files).vevent_list if e.status.value == "TENTATIVE"]
    assert [event.summary.value for event in events] == [
        "Planned for 15 January 2027: Vaalimaa and Salla open (road)",
        "Planned until the end of 14 January 2027: Vaalimaa and Salla closed (road)",
    ]
    assert len({event.uid.value for event in events}) == 2
    first = json.loads(files[feeds.JSON_FEED])["items"][0]
    assert first["title"] == events[0].summary.value
    assert first["date_published"] == "2026-06-30T14:10:00+03:00"
    assert "Not verified" in first["content_text"]


def test_no_planned_end_is_to_come_in_a_record_without_one(ds):
    assert announcements.planned_ends(ds) == []


def test_a_planned_end_that_was_verified_to_come_is_no_longer_planned(copy):
    planned(copy)
    copy.package("verified_through", "2027-01-15")
    assert announcements.planned_ends(borders.load(copy.path)) == []


# hostile data


def test_hostile_text_stays_text_in_every_feed(copy):
    dataset = hostile(copy)
    files = made(dataset)
    check_json_feed(json.loads(files[feeds.JSON_FEED]))
    check_calendar(files[feeds.CALENDAR])
    assert atom(files).feed.author == SHOWN
    assert atom(files).feed.rights == SHOWN
    assert calendar(files).name_list[0].value == SHOWN
    found = read(files)
    assert found[feeds.ATOM] == found[feeds.JSON_FEED] == found[feeds.CALENDAR]
    assert len(found[feeds.ATOM]) == len(announcements.feed(dataset)["changes"])
    _, title, text = next(entry for entry in found[feeds.ATOM] if entry[2].startswith(EVENING))
    assert title.startswith(f"15 December 2023, 20:00: {SHOWN} and Niirala closed (road)")
    lines = text.splitlines()
    assert f"{SHOWN} and Niirala, road: open → closed" in lines
    assert f"{SHOWN} ({SHOWN}, 14 December 2023, 18:15)" in lines
    assert any(line.startswith(f"Source: ERR News, 14 December 2023: {SHOWN} ") for line in lines)
    for element in ET.fromstring(files[feeds.ATOM]).iter():
        assert not element.tag.endswith("script")


def test_hostile_text_stays_text_in_the_metadata(copy):
    dataset = hostile(copy)
    text = metadata.dataset_json_ld(dataset, BASE, ["downloads/</script>.csv"])
    assert not set("<>&\u2028\u2029") & set(text)
    value = json.loads(text)
    assert value["name"] == ATTACK
    assert value["license"] == [{"@type": "CreativeWork", "name": ATTACK}]
    assert value["distribution"][0]["contentUrl"] == f"{BASE}downloads/%3C/script%3E.csv"


# addresses


@pytest.mark.parametrize("base", ["https://example.org/borders", "https://example.org/borders///"])
def test_a_slash_at_the_end_of_the_address_makes_no_difference(ds, built, base):
    assert made(ds, base) == built
    assert metadata.dataset_json_ld(ds, base, []) == metadata.dataset_json_ld(ds, BASE, [])


@pytest.mark.parametrize(
    "base",
    [
        *("", "/", "example.org", "//example.org", "https://", "https:///path", "https://-/"),
        *("javascript:alert(1)", "file:///site", "ftp://example.org", "data:text/html,x"),
        *("https://example.org/?q", "https://example.org/#a", "https://example.org/%zz"),
        *("https://user@example.org/", "https://example.org:port/", "https://example.org/a b"),
        *("https://example.org/\n", "https://example.org/\r\nURL:x", ' https://example.org/"'),
        *("https://example.org/<script>", "https://exämple.org/", "https://example.org/٣"),
        "https://" + "a" * 100_000 + "!",
    ],
)
def test_what_is_no_address_of_a_site_is_refused_in_one_line(ds, base):
    view = {"frontier": "", "when": "", "headline": "", "stretches": {"words": ""}}
    view |= {"verified_words": "", "date": "2023-12-15"}
    for use in (
        lambda: made(ds, base),
        lambda: metadata.dataset_json_ld(ds, base, []),
        lambda: metadata.open_graph(view, base, None),
    ):
        with pytest.raises(AddressError) as error:
            use()
        assert len(str(error.value).splitlines()) == 1
        assert len(str(error.value)) < 200
        assert error.value.exit_code == 2
        assert isinstance(error.value, ValueError)


@pytest.mark.parametrize(
    "base", ["http://localhost:8000", "https://xn--exmple-cua.org", "https://a.github.io/x%20y/~z"]
)
def test_addresses_of_many_kinds_are_taken(ds, base):
    assert f"<loc>{base}/index.html</loc>" in made(ds, base)["sitemap.xml"]


# the sitemap


def test_the_sitemap_has_the_front_page_and_every_date(built):
    top = ET.fromstring(built["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert top.tag == f"{space}urlset"
    assert [[child.tag for child in url] for url in top] == [[f"{space}loc", f"{space}lastmod"]] * 7
    addresses = [url.findtext(f"{space}loc") for url in top]
    dates = [f"{BASE}dates/2023-12-{day}/index.html" for day in range(17, 11, -1)]
    assert addresses == [f"{BASE}index.html", *dates]
    assert {url.findtext(f"{space}lastmod") for url in top} == {"2026-07-02"}


def test_a_sitemap_is_never_longer_than_its_protocol_allows(ds):
    days = [date(1850, 1, 1) + timedelta(days=n) for n in range(60_000)]
    text = made(ds, BASE, days)["sitemap.xml"]
    assert text.count("<url>") == 50_000
    assert max(days).isoformat() in text
    assert min(days).isoformat() not in text


def test_robots_may_read_everything_and_find_the_sitemap(built):
    assert built["robots.txt"] == f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n"


# metadata


def test_the_record_describes_itself_as_a_dataset(ds):
    downloads = ["downloads/closures.csv", "downloads/crossings.geojson", "downloads/a.xyz"]
    value = json.loads(metadata.dataset_json_ld(ds, BASE, downloads))
    assert value["@context"] == "https://schema.org/"
    assert value["@type"] == "Dataset"
    assert value["@id"] == BASE
    assert value["dateModified"] == value["version"] == "2026-07-02"
    assert value["temporalCoverage"] == "2015-01-01/2026-07-02"
    south, west, north, east = map(float, value["spatialCoverage"]["geo"]["box"].split())
    assert 60 < south < north < 70
    assert 27 < west < east < 32
    assert value["license"][0]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "https://news.err.ee/1609195060/" in " ".join(value["isBasedOn"])
    assert len(set(value["isBasedOn"])) == len(value["isBasedOn"]) >= 40
    assert [(d["contentUrl"], d["encodingFormat"]) for d in value["distribution"]] == [
        (f"{BASE}downloads/closures.csv", "text/csv"),
        (f"{BASE}downloads/crossings.geojson", "application/geo+json"),
        (f"{BASE}downloads/a.xyz", "application/octet-stream"),
    ]
    relative = json.loads(metadata.dataset_json_ld(ds, None, downloads))
    assert relative["distribution"][0]["contentUrl"] == "downloads/closures.csv"
    assert not {"@id", "url"} & relative.keys()


@pytest.mark.parametrize("description", [None, "", "short", "long " * 2000])
def test_a_description_has_the_length_that_search_engines_ask_for(copy, description):
    copy.package("description", description)
    value = json.loads(metadata.dataset_json_ld(borders.load(copy.path), None, []))
    assert 50 <= len(value["description"]) <= 5000
    assert value["description"].endswith("verified through 2 July 2026.")


def test_a_page_has_a_card(ds):
    view = daily.day(ds, ds.slice("2023-12-15"))
    stretch = "1,339.2 km, from the southern end to the northern end."
    description = f"Longest stretch of frontier without an open crossing: {stretch}"
    assert metadata.open_graph(view, BASE, "assets/card é.png") == [
        ("og:type", "website"),
        ("og:locale", "en_GB"),
        ("og:title", "Finland–Russia frontier, 15 December 2023: 0 of 8 road crossings open"),
        ("og:description", f"{description} Record verified through 2 July 2026."),
        ("og:url", f"{BASE}dates/2023-12-15/index.html"),
        ("og:image", f"{BASE}assets/card%20%C3%A9.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Map: 0 of 8 road crossings open"),
        ("twitter:card", "summary_large_image"),
    ]
    assert "og:url" not in dict(metadata.open_graph(view, None, "card.png"))
    assert "og:image" not in dict(metadata.open_graph(view, BASE, None))


# the same bytes


def test_the_same_record_gives_the_same_bytes_on_any_machine(ds, built):
    program = (
        "import hashlib, borders; from datetime import date, timedelta\n"
        "from borders.export import feeds; from borders.site import metadata, sitemap\n"
        "days = [date(2023, 12, 12) + timedelta(days=n) for n in range(6)]\n"
        f"ds, base = borders.load(), {BASE!r}\n"
        "made = [*feeds.files(ds, base, days), *sitemap.files(ds, base, days, ['en'])]\n"
        "text = str(dict(made)) + metadata.dataset_json_ld(ds, base, [])\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    text = str(built) + metadata.dataset_json_ld(ds, BASE, [])
    expected = hashlib.sha256(text.encode()).hexdigest()
    for zone, seed, locale in (("Asia/Tokyo", "1", "C"), ("America/Lima", "2", "C.UTF-8")):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        run = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == expected


def test_the_calendar_library_is_imported_only_for_the_calendar():
    program = "import sys, borders.export.feeds; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
