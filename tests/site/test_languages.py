"""One site in four languages: a tree for each, and once what no reader reads."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from borders import language
from borders.export import site_paths
from helpers.folders import files_below
from helpers.languages import OTHERS
from helpers.sites import BASE_URL, FIRST, LAST

ONCE = ("api/", "downloads/borders-", "assets/leaflet", "assets/borders.js", "assets/page.css")


def test_every_language_has_the_same_pages_at_the_same_addresses(december_site):
    files = set(files_below(december_site))
    own = {p for p in files if not p.startswith(tuple(f"{code}/" for code in OTHERS))}
    pages = {path for path in own if path.endswith(".html")}
    for code in OTHERS:
        tree = {path.removeprefix(f"{code}/") for path in files if path.startswith(f"{code}/")}
        assert {path for path in tree if path.endswith(".html")} == pages
        assert tree < own


def test_what_no_reader_reads_is_there_once(december_site):
    for code in OTHERS:
        tree = {
            p.removeprefix(f"{code}/")
            for p in set(files_below(december_site))
            if p.startswith(f"{code}/")
        }
        assert not [path for path in tree if path.startswith(ONCE) or path.endswith("index.json")]
        assert {path for path in tree if path.startswith("assets/")} == {
            "assets/record.js",
            "assets/timeline.svg",
            "assets/timeline-names.svg",
        }


def test_english_is_the_same_with_and_without_the_others(site_of, december_site):
    english_site = site_of(FIRST, LAST, languages=("en",))
    for path in set(files_below(english_site)) - {"manifest.json", ".borders-site"}:
        alone, among = (folder / path for folder in (english_site, december_site))
        if path.endswith(".html"):
            assert alone.read_text() == re.sub(
                r'<link rel="alternate" hreflang[^\n]*\n|<nav class="languages".*?</nav>\n',
                "",
                among.read_text(),
            )
        else:
            assert alone.read_bytes() == among.read_bytes(), path


def alternates(path):
    text = path.read_text(encoding="utf-8")
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', text))


@pytest.mark.parametrize("page", ["index.html", "dates/2023-12-15/index.html", "about/index.html"])
def test_every_page_names_itself_in_every_language(december_site, page):
    for code in language.LANGUAGES:
        path = december_site / site_paths.tree(code) / page
        text = path.read_text(encoding="utf-8")
        assert f'<html lang="{code}"' in text
        addresses = alternates(path)
        assert set(addresses) == {*language.LANGUAGES, "x-default"}
        for linked_code, address in addresses.items():
            tree = "" if linked_code == "x-default" else site_paths.tree(linked_code)
            assert (path.parent / address).resolve() == (december_site / tree / page).resolve()
        links = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+"( aria-current)?', text)
        assert [code_of_link for _, code_of_link, _ in links] == list(language.LANGUAGES)
        assert [code_of_link for _, code_of_link, current in links if current] == [code]
        for address, linked_code, _ in links:
            assert (path.parent / address).resolve() == (
                december_site / site_paths.tree(linked_code) / page
            ).resolve()


def test_with_an_address_alternates_are_whole_and_so_is_the_sitemap(published_site):
    page = f"dates/{LAST}/"
    for code in language.LANGUAGES:
        addresses = alternates(published_site / site_paths.tree(code) / page / "index.html")
        assert addresses == {
            **{other: f"{BASE_URL}{site_paths.tree(other)}{page}" for other in language.LANGUAGES},
            "x-default": f"{BASE_URL}{page}",
        }
        text = (published_site / site_paths.tree(code) / page / "index.html").read_text()
        own = f"{BASE_URL}{site_paths.tree(code)}"
        assert f'<link rel="canonical" href="{own}{page}">' in text
        assert f'property="og:url" content="{own}{page}index.html"' in text
        assert f'property="og:image" content="{own}cards/' in text
    top = ET.parse(published_site / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert len(top) == len(language.LANGUAGES) * 7  # the front page and six dates
    for url in top:
        addresses = {e.get("hreflang"): e.get("href") for e in url if e.tag.endswith("xhtml}link")}
        addresses = addresses or {
            e.get("hreflang"): e.get("href") for e in url if e.tag.endswith("}link")
        }
        assert set(addresses) == set(language.LANGUAGES)
        assert url.findtext(f"{space}loc") in addresses.values()


def test_feeds_and_cards_are_those_of_the_language(published_site):
    feed = json.loads((published_site / "ru" / "feeds" / "changes.json").read_text())
    assert feed["language"] == "ru"
    assert feed["feed_url"] == f"{BASE_URL}ru/feeds/changes.json"
    assert any("Ваалимаа" in item["title"] for item in feed["items"])
    assert 'xml:lang="fi"' in (published_site / "fi" / "feeds" / "changes.atom").read_text()
    assert (
        "Vaalimaa ja Niirala suljettu"
        in (published_site / "fi" / "feeds" / "changes.ics").read_text()
    )
    cards = [(published_site / tree / "cards").iterdir() for tree in (".", "ru")]
    (english,), (russian,) = (sorted(pictures)[-1:] for pictures in cards)
    assert english.name == russian.name
    assert english.read_bytes() != russian.read_bytes()


def test_what_is_not_translated_says_in_which_language_it_is(december_site):
    text = (december_site / "sv" / "decisions" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="sv"' in text
    assert "Finlands regering" in text
    english = (december_site / "decisions" / "index.html").read_text(encoding="utf-8")
    assert '<span lang="en">' not in english
    marked = re.findall(r'="[^"<>]*<span lang', text)
    assert marked == []  # no attribute holds markup


def test_the_scripts_are_given_no_mark_in_english_and_parts_elsewhere(december_site):
    english = (december_site / "assets" / "record.js").read_text(encoding="utf-8")
    assert '"en"]' not in english
    record = (december_site / "fi" / "assets" / "record.js").read_text(encoding="utf-8")
    value = json.loads(record.partition(" = ")[2].rpartition(";")[0])
    assert value["words"]["day"] == "{day}. {month} {year}"
    assert value["places"]
    assert all(isinstance(source["text"], str) for source in value["sources"])
