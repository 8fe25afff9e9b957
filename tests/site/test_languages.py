"""One site in four languages: a tree for each, what is shared there once, texts that grow."""

from __future__ import annotations

import gettext
import json
import math
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from borders import language
from borders.export import site_paths as addresses
from borders.site import build as site
from borders.site.pages import single_file
from borders.views import wording as words

FIRST, LAST = date(2023, 12, 13), date(2023, 12, 16)
BASE = "https://example.org/b/"
OTHERS = [code for code in language.LANGUAGES if code != language.SOURCE]
ONCE = ("api/", "downloads/borders-", "assets/leaflet", "assets/borders.js", "assets/page.css")


@pytest.fixture(scope="module")
def built(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages") / "site"
    site.build(ds, folder, FIRST, LAST, every_day=True)
    return folder


@pytest.fixture(scope="module")
def addressed(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages") / "addressed"
    site.build(ds, folder, LAST, LAST, every_day=True, base_url=BASE)
    return folder


def paths(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_language_has_the_same_pages_at_the_same_addresses(built):
    found = paths(built)
    own = {p for p in found if not p.startswith(tuple(f"{code}/" for code in OTHERS))}
    pages = {path for path in own if path.endswith(".html")}
    for code in OTHERS:
        tree = {path.removeprefix(f"{code}/") for path in found if path.startswith(f"{code}/")}
        assert {path for path in tree if path.endswith(".html")} == pages
        assert tree < own


def test_what_no_reader_reads_is_there_once(built):
    for code in OTHERS:
        tree = {p.removeprefix(f"{code}/") for p in paths(built) if p.startswith(f"{code}/")}
        assert not [path for path in tree if path.startswith(ONCE) or path.endswith("index.json")]
        assert {path for path in tree if path.startswith("assets/")} == {
            "assets/record.js",
            "assets/timeline.svg",
        }


def test_english_is_the_same_with_and_without_the_others(ds, built, tmp_path):
    site.build(ds, tmp_path / "site", FIRST, LAST, every_day=True, languages=["en"])
    for path in paths(tmp_path / "site") - {"manifest.json", ".borders-site"}:
        alone, among = (folder / path for folder in (tmp_path / "site", built))
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
def test_every_page_names_itself_in_every_language(built, page):
    for code in language.LANGUAGES:
        path = built / addresses.tree(code) / page
        text = path.read_text(encoding="utf-8")
        assert f'<html lang="{code}"' in text
        found = alternates(path)
        assert set(found) == {*language.LANGUAGES, "x-default"}
        for other, address in found.items():
            tree = "" if other == "x-default" else addresses.tree(other)
            assert (path.parent / address).resolve() == (built / tree / page).resolve()
        links = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+"( aria-current)?', text)
        assert [found for _, found, _ in links] == list(language.LANGUAGES)
        assert [found for _, found, current in links if current] == [code]
        for address, other, _ in links:
            assert (path.parent / address).resolve() == (
                built / addresses.tree(other) / page
            ).resolve()


def test_with_an_address_alternates_are_whole_and_so_is_the_sitemap(addressed):
    page = f"dates/{LAST}/"
    for code in language.LANGUAGES:
        found = alternates(addressed / addresses.tree(code) / page / "index.html")
        assert found == {
            **{other: f"{BASE}{addresses.tree(other)}{page}" for other in language.LANGUAGES},
            "x-default": f"{BASE}{page}",
        }
        text = (addressed / addresses.tree(code) / page / "index.html").read_text()
        own = f"{BASE}{addresses.tree(code)}"
        assert f'<link rel="canonical" href="{own}{page}">' in text
        assert f'property="og:url" content="{own}{page}index.html"' in text
        assert f'property="og:image" content="{own}cards/' in text
    top = ET.parse(addressed / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert len(top) == len(language.LANGUAGES) * 2  # the front page and the date
    for url in top:
        found = {e.get("hreflang"): e.get("href") for e in url if e.tag.endswith("xhtml}link")}
        found = found or {e.get("hreflang"): e.get("href") for e in url if e.tag.endswith("}link")}
        assert set(found) == set(language.LANGUAGES)
        assert url.findtext(f"{space}loc") in found.values()


def test_feeds_and_cards_are_those_of_the_language(addressed):
    feed = json.loads((addressed / "ru" / "feeds" / "changes.json").read_text())
    assert feed["language"] == "ru"
    assert feed["feed_url"] == f"{BASE}ru/feeds/changes.json"
    assert any("Ваалимаа" in item["title"] for item in feed["items"])
    assert 'xml:lang="fi"' in (addressed / "fi" / "feeds" / "changes.atom").read_text()
    assert "15. joulukuuta 2023" in (addressed / "fi" / "feeds" / "changes.ics").read_text()
    cards = [(addressed / tree / "cards").iterdir() for tree in (".", "ru")]
    (english,), (russian,) = (sorted(found)[-1:] for found in cards)
    assert english.name == russian.name
    assert english.read_bytes() != russian.read_bytes()


def test_what_is_not_translated_says_in_which_language_it_is(built):
    text = (built / "sv" / "decisions" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="sv"' in text
    assert "Finlands regering" in text
    english = (built / "decisions" / "index.html").read_text(encoding="utf-8")
    assert '<span lang="en">' not in english
    marked = re.findall(r'="[^"<>]*<span lang', text)
    assert marked == []  # no attribute holds markup


def test_the_scripts_are_given_no_mark_in_english_and_parts_elsewhere(built):
    english = (built / "assets" / "record.js").read_text(encoding="utf-8")
    assert '"en"]' not in english
    record = (built / "fi" / "assets" / "record.js").read_text(encoding="utf-8")
    value = json.loads(record.partition(" = ")[2].rpartition(";")[0])
    assert value["words"]["day"] == "{day}. {month} {year}"
    assert value["places"]
    assert all(isinstance(source["text"], str) for source in value["sources"])


@pytest.mark.parametrize("day", ["2023-11-27", "2023-12-15", "2026-11-22"])
def test_a_sentence_ends_in_one_stop_after_an_abbreviation(ds, day):
    with language.use("ru"):
        text = re.sub("<[^>]*>", "", single_file.single_page(ds, ds.slice(day)))
        assert "\u202fг. " in text
        assert "г.." not in text
        assert words.stopped("2023\u202fг.") == "2023\u202fг."
        marked = words.stopped(language.foreign("Decision", "en"))
    assert language.parts(marked) == (("Decision", "en"), (".", ""))


# in the browser


@pytest.mark.browser
def test_the_scale_of_the_map_is_in_the_language(built, browser, serve):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for tree, unit in {".": "km", "fi": "km", "ru": "км"}.items():
        page.goto(f"{serve(built)}/{tree}/index.html")
        scale = page.locator(".leaflet-control-scale-line")
        scale.wait_for()
        assert re.fullmatch(rf"[\d.]+ {unit}", scale.inner_text())
        page.evaluate("void borders.leaflet.setMinZoom(0).setZoom(14)")
        page.wait_for_function(
            "() => / (m|м)$/.test(document.querySelector('.leaflet-control-scale-line').innerText)"
        )
        assert scale.inner_text().endswith(f" {unit[1:]}")
    page.close()


@pytest.mark.browser
def test_the_switch_keeps_the_day_and_the_crossing(built, browser, serve):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(built)}/index.html#2023-12-14/vaalimaa")
    page.wait_for_selector("#when:text-is('14 December 2023')")
    page.click("nav.languages a[lang=ru]")
    page.wait_for_selector("#when:text('14 декабря')")
    assert page.url.endswith("/ru/index.html#2023-12-14/vaalimaa")
    assert page.evaluate("borders.day") == "2023-12-14"
    assert page.inner_text("#when") == "14 декабря 2023\u202fг."
    assert page.evaluate("borders.crossing") == "vaalimaa"
    page.close()


class _Longer(gettext.NullTranslations):
    """Every word by 40 % longer; what is filled in stays."""

    def gettext(self, message):
        return re.sub(
            r"\{\w+\}|\w+",
            lambda found: (
                found[0]
                if found[0].startswith("{")
                else found[0] + "ö" * math.ceil(0.4 * len(found[0]))
            ),
            message,
        )

    def ngettext(self, one, many, count):
        return self.gettext(one if count == 1 else many)

    def pgettext(self, context, message):
        return message if context == "letter" else self.gettext(message)


PAGES = [
    *("index.html", "embed/index.html", "dates/2023-12-15/index.html", "crossings/index.html"),
    *("crossings/vaalimaa/index.html", "crossings/raja-jooseppi/index.html"),
    *("decisions/index.html", "claims/index.html", "arrivals/index.html", "about/index.html"),
    *("downloads/index.html", "404.html"),
]


@pytest.fixture(scope="module")
def longer(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages") / "longer"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_catalogue", lambda _: _Longer())
        site.build(ds, folder, FIRST, LAST, every_day=True, languages=["en", "fi"])
    return folder


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_text_that_grows_by_two_fifths_fits_a_small_phone(longer, browser, serve, path):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{serve(longer)}/fi/{path}")
    page.wait_for_load_state("load")
    wide = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= innerWidth) return [];
          return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
            .map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 60)}`);
        }"""
    )
    assert wide == []
    page.close()
