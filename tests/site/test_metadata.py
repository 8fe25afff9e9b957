"""Share cards: the page of a date names the picture of its state, which is there."""

from __future__ import annotations

import struct
from datetime import date
from html.parser import HTMLParser

import pytest

from borders.site import build as site

BASE = "https://example.org/borders/"
DAYS = date(2023, 11, 17), date(2023, 11, 25)
STATES = ["2023-11-17", "2023-11-18", "2023-11-19", "2023-11-24", "2023-11-25"]
PAGES = {  # a page, and the card of its state
    "dates/2023-11-17/index.html": "2023-11-17",
    "dates/2023-11-18/index.html": "2023-11-18",
    "dates/2023-11-20/index.html": "2023-11-19",
    "dates/2023-11-24/index.html": "2023-11-24",
    "index.html": "2023-11-25",
}


class Meta(HTMLParser):
    """The content of every meta element, by the attribute that names it and its value."""

    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for key in ("name", "property"):
            if tag == "meta" and key in values:
                self.found[key, values[key]] = values["content"]


def build(ds, folder, base_url):
    site.build(ds, folder, *DAYS, every_day=True, base_url=base_url)
    return folder


@pytest.fixture(scope="module")
def built(ds, tmp_path_factory):
    return build(ds, tmp_path_factory.mktemp("cards") / "out", BASE)


def cards(folder):
    return {path.stem: path.read_bytes() for path in sorted((folder / "cards").glob("*"))}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_the_card_of_its_state(built, page):
    found = Meta((built / page).read_text(encoding="utf-8")).found
    path = f"cards/{PAGES[page]}.png"
    assert found["property", "og:image"] == BASE + path
    assert found["property", "og:image:width"] == "1200"
    assert found["property", "og:image:height"] == "630"
    assert found["property", "og:image:alt"].startswith("Map: ")
    assert found["name", "twitter:card"] == "summary_large_image"
    assert not [key for attribute, key in found if attribute == "name" and key.startswith("og:")]
    assert (built / path).is_file()


def test_there_is_a_card_for_every_state_and_each_differs(built):
    found = cards(built)
    assert list(found) == STATES
    assert len(set(found.values())) == len(STATES)
    for content in found.values():
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">4sII", content[12:24]) == (b"IHDR", 1200, 630)


def test_the_same_bytes_twice(ds, built, tmp_path):
    assert cards(build(ds, tmp_path / "again", BASE)) == cards(built)


def test_without_an_address_there_is_none(ds, tmp_path):
    folder = build(ds, tmp_path / "out", None)
    assert not (folder / "cards").exists()
    found = Meta((folder / "index.html").read_text(encoding="utf-8")).found
    assert ("name", "twitter:card") not in found
    assert ("property", "og:image") not in found
