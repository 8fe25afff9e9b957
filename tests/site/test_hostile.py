"""Hostile data has no effect in anything that a site publishes, and is still displayed."""

import csv
import json
import re
import xml.etree.ElementTree as ET

import pytest

from borders.export import data_package, feeds
from borders.pictures import map_picture
from borders.pictures.map_frames import LAYOUTS
from borders.record.columns import TABLES
from helpers.feeds import check_calendar, check_json_feed, entries_of
from helpers.hostile_record import ADDRESS, ATTACK, ATTACKS, MARK, SHOWN, TIMES_SHOWN, squeezed
from helpers.html import Page
from helpers.sites import BASE_URL, FIRST, LAST

TAGS = {  # all that a page is made of; <a> and <iframe> are looked at more closely
    *("html", "head", "meta", "title", "link", "script", "style", "body", "nav", "a", "main"),
    *("header", "footer", "section", "div", "p", "h1", "h2", "b", "ul", "ol", "li", "dl", "dt"),
    *(
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "span",
        "img",
        "svg",
        "label",
    ),
    *("input", "button", "mark", "pre", "code", "path", "rect", "text", "tspan", "g", "use"),
    *("image", "circle", "defs", "desc", "clippath", "symbol", "small", "line"),
    *("h3", "details", "summary"),
}


@pytest.mark.parametrize(("path", "count"), TIMES_SHOWN.items())
def test_a_page_holds_the_attack_as_words_and_nothing_of_it_as_markup(hostile_site, path, count):
    page = Page((hostile_site / path).read_text(encoding="utf-8"))
    drawn = [attributes["src"] for tag, attributes in page.elements if tag == "img"]
    pictures = [
        Page((hostile_site / path).parent.joinpath(name).read_text("utf-8")) for name in drawn
    ]
    words = "".join("".join(part.words) for part in (page, *pictures))
    assert squeezed(words).count(SHOWN) >= count
    assert {tag for tag, _ in page.elements} <= TAGS
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert not attributes.keys() & {"style", "srcdoc", "autofocus", "formaction"}, tag
        if tag in ("script", "img", "link", "image", "use"):
            address = attributes.get("src") or attributes.get("href") or ""
            assert MARK not in address, (tag, address)
        if tag == "meta":
            assert attributes.get("http-equiv", "") in ("", "Content-Security-Policy")


def test_the_shared_scripts_hold_the_attack_as_text_alone(hostile_site):
    for name in ("record.js", "basemap.js", "frontier.js"):
        text = (hostile_site / "assets" / name).read_text(encoding="utf-8")
        start, _, value = text.partition(" = ")
        assert re.fullmatch(r"\(globalThis\.borders \?\?= \{\}\)\.(record|base|line)", start)
        json.loads(value.removesuffix(";\n"))  # one value of JSON: no expression, no template
        assert not set("<>&\u2028\u2029") & set(value)


@pytest.mark.parametrize("path", ["stills/*.svg", "assets/timeline-names.svg", "map.svg"])
def test_a_picture_holds_the_attack_as_words(hostile_data, hostile_site, path):
    texts = [file.read_text(encoding="utf-8") for file in hostile_site.glob(path)] or [
        map_picture.svg(hostile_data, hostile_data.slice(LAST), layout)
        for layout in LAYOUTS.values()
    ]
    assert texts
    for text in texts:
        root = ET.fromstring(text)
        assert SHOWN in squeezed("".join(root.itertext()))
        for element in root.iter():
            assert element.tag.rpartition("}")[2].lower() in TAGS
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert not name.endswith("href") or value.startswith("#")


def test_the_feeds_hold_the_attack_as_words(hostile_site):
    files = {
        path: (hostile_site / path).read_bytes().decode()
        for path in (feeds.ATOM, feeds.JSON_FEED, feeds.CALENDAR)
    }
    check_json_feed(json.loads(files[feeds.JSON_FEED]))
    check_calendar(files[feeds.CALENDAR])
    entries = entries_of(files)
    assert entries[feeds.ATOM] == entries[feeds.JSON_FEED]
    assert len(entries[feeds.ATOM]) >= 20
    for own in entries.values():
        assert all(SHOWN in squeezed(title) for _, title, _ in own)
    for element in ET.fromstring(files[feeds.ATOM]).iter():
        assert element.get("href", BASE_URL).startswith(BASE_URL)


def test_linked_data_holds_the_attack_as_words(hostile_site):
    text = (hostile_site / "downloads" / "index.html").read_text(encoding="utf-8")
    (linked_data,) = Page(text).linked_data
    assert linked_data["name"] == ATTACK
    page = Page((hostile_site / "dates/2023-12-15/index.html").read_text(encoding="utf-8"))
    meta = page.meta("property")
    assert ATTACKS[0] in meta["og:title"]
    assert meta["og:url"] == f"{BASE_URL}dates/2023-12-15/index.html"
    assert meta["og:image"].startswith(f"{BASE_URL}cards/")


def test_json_for_programs_holds_the_attack_character_for_character(hostile_site):
    sources = json.loads((hostile_site / "api/v1/sources.json").read_text(encoding="utf-8"))[
        "sources"
    ]
    assert {source["title"] for source in sources} == {ATTACK}
    assert {source["url"] for source in sources} <= {ADDRESS, None}
    for path in (hostile_site / "api").rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_tables_hold_the_attack_character_for_character(hostile_site):
    """A cell is the data, so a formula is one too: see `csv_text`."""
    for name in ("closures", "decisions", "sources", "claims", "events"):
        with (hostile_site / "downloads" / f"{name}.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            rows = list(csv.DictReader(file))
        texts = {c.name for c in TABLES[name] if c.kind == "text"} - {"hours"}
        cells = {row[column] for row in rows for column in texts if row[column]}
        assert cells == {ATTACK.replace("\r\n", "\n")}  # as the reader of the folder has it


def test_no_path_of_an_export_comes_from_a_text(hostile_data, ds):
    days = [FIRST, LAST]
    assert [path for path, _ in data_package.files(hostile_data, days)] == [
        path for path, _ in data_package.files(ds, days)
    ]
