"""What pages say of themselves to machines: linked data, share cards."""

import json
import struct

import pytest

from borders.site import metadata
from borders.views.day import day_view
from helpers.edits import HOSTILE_LINE, makes_texts_hostile
from helpers.html import Page
from helpers.sites import BASE_URL

STATES = ["2023-12-12", "2023-12-14", "2023-12-15", "2023-12-16"]

PAGES = {  # a page, and the card of its state
    "dates/2023-12-12/index.html": "2023-12-12",
    "dates/2023-12-13/index.html": "2023-12-12",
    "dates/2023-12-14/index.html": "2023-12-14",
    "dates/2023-12-15/index.html": "2023-12-15",
    "index.html": "2023-12-16",
}


def test_the_record_describes_itself_as_a_dataset(ds):
    downloads = ["downloads/closures.csv", "downloads/crossings.geojson", "downloads/a.xyz"]
    value = json.loads(metadata.dataset_json_ld(ds, BASE_URL, downloads))
    assert value["@context"] == "https://schema.org/"
    assert value["@type"] == "Dataset"
    assert value["@id"] == BASE_URL
    assert value["dateModified"] == value["version"] == "2026-07-02"
    assert value["temporalCoverage"] == "2015-01-01/2026-07-02"
    south, west, north, east = map(float, value["spatialCoverage"]["geo"]["box"].split())
    assert 60 < south < north < 70
    assert 27 < west < east < 32
    assert value["license"][0]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "https://news.err.ee/1609195060/" in " ".join(value["isBasedOn"])
    assert len(set(value["isBasedOn"])) == len(value["isBasedOn"]) >= 40
    assert [(d["contentUrl"], d["encodingFormat"]) for d in value["distribution"]] == [
        (f"{BASE_URL}downloads/closures.csv", "text/csv"),
        (f"{BASE_URL}downloads/crossings.geojson", "application/geo+json"),
        (f"{BASE_URL}downloads/a.xyz", "application/octet-stream"),
    ]
    relative = json.loads(metadata.dataset_json_ld(ds, None, downloads))
    assert relative["distribution"][0]["contentUrl"] == "downloads/closures.csv"
    assert not {"@id", "url"} & relative.keys()


@pytest.mark.parametrize("description", [None, "", "short", "long " * 999])
def test_a_description_has_the_length_that_search_engines_ask_for(data_folder, description):
    data_folder.set_package("description", description)
    value = json.loads(metadata.dataset_json_ld(data_folder.load(), None, []))
    assert 50 <= len(value["description"]) <= 5000
    assert value["description"].endswith("verified through 2 July 2026.")


def test_hostile_text_stays_text_in_the_metadata(data_folder):
    dataset = makes_texts_hostile(data_folder)
    text = metadata.dataset_json_ld(dataset, BASE_URL, ["downloads/</script>.csv"])
    assert not set("<>&\u2028\u2029") & set(text)
    value = json.loads(text)
    assert value["name"] == HOSTILE_LINE
    assert value["license"] == [{"@type": "CreativeWork", "name": HOSTILE_LINE}]
    assert value["distribution"][0]["contentUrl"] == f"{BASE_URL}downloads/%3C/script%3E.csv"


def test_a_page_has_a_card(ds):
    view = day_view(ds, ds.slice("2023-12-15"))
    headline = "All eight are closed, the last since 15 December 2023, 20:00"
    description = "Last change: 15 December 2023, 20:00: Vaalimaa and Niirala closed."
    page = "dates/2023-12-15/index.html"
    assert metadata.open_graph(view, page, BASE_URL, "assets/card é.png") == [
        ("og:type", "website"),
        ("og:locale", "en_GB"),
        ("og:title", f"Finland–Russia frontier, 15 December 2023: {headline}"),
        ("og:description", f"{description} Record verified through 2 July 2026."),
        ("og:url", f"{BASE_URL}{page}"),
        ("og:image", f"{BASE_URL}assets/card%20%C3%A9.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", f"Map: {headline}"),
        ("twitter:card", "summary_large_image"),
    ]
    assert "og:url" not in dict(metadata.open_graph(view, page, None, "card.png"))
    assert "og:image" not in dict(metadata.open_graph(view, page, BASE_URL, None))


def cards(folder):
    return {path.stem: path.read_bytes() for path in sorted((folder / "cards").glob("*"))}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_the_card_of_its_state(published_site, page):
    html = Page((published_site / page).read_text(encoding="utf-8"))
    meta = html.meta("property")
    path = f"cards/{PAGES[page]}.png"
    assert meta["og:image"] == BASE_URL + path
    assert meta["og:image:width"] == "1200"
    assert meta["og:image:height"] == "630"
    assert meta["og:image:alt"].startswith("Map: ")
    assert html.meta("name")["twitter:card"] == "summary_large_image"
    assert not [name for name in html.meta("name") if name.startswith("og:")]
    assert (published_site / path).is_file()


def test_there_is_a_card_for_every_state_and_each_differs(published_site):
    pictures = cards(published_site)
    assert list(pictures) == STATES
    assert len(set(pictures.values())) == len(STATES)
    for content in pictures.values():
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">4sII", content[12:24]) == (b"IHDR", 1200, 630)


def test_without_an_address_there_is_none(december_site):
    assert not (december_site / "cards").exists()
    html = Page((december_site / "index.html").read_text(encoding="utf-8"))
    assert "twitter:card" not in html.meta("name")
    assert "og:image" not in html.meta("property")
