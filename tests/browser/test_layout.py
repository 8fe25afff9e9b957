"""The layout of pages in real Chromium holds with the fonts of any machine."""

import os

import pytest

from borders import language
from borders.views import wording
from helpers import fonts
from helpers.chromium import chromium
from helpers.map_page import (
    ALWAYS,
    CHANGED,
    CITIES,
    LATER,
    NAMES,
    SCREENS,
    faults,
    holds,
    map_content,
)

PAGES = [
    *("index.html", "embed/index.html", "dates/2023-12-15/index.html", "crossings/index.html"),
    *("crossings/raja-jooseppi/index.html", "decisions/index.html", "claims/index.html"),
    *("arrivals/index.html", "about/index.html", "downloads/index.html", "404.html"),
]


@pytest.fixture(scope="module", params=fonts.FAMILIES)
def package(request):
    """The Debian package that brings the only fonts of the machine."""
    return request.param


@pytest.fixture(scope="module")
def browser(playwright, package, tmp_path_factory):
    """A browser on a machine with the fonts of one Debian package."""
    families = fonts.FAMILIES[package]
    with chromium(playwright, fonts.only(families, tmp_path_factory.mktemp("fonts"))) as browser:
        page = browser.new_page()
        page.set_content("<p>Vaalimaa")
        if not fonts.used(page, "p") & {*families}:
            without = pytest.fail if os.environ.get("CI") else pytest.skip
            without(f"{package} is needed: run ./scripts/test")
        page.close()
        yield browser


def test_a_page_is_set_in_the_fonts_of_the_machine(package, visit, single_map_of):
    page = visit(single_map_of(CHANGED))
    for selector in ("h1", ".crossing-label", ".credit", ".legend li", ".points li"):
        page.wait_for_selector(selector)
        families = fonts.used(page, selector)
        assert families
        assert families <= {*fonts.FAMILIES[package]}, selector


@pytest.mark.parametrize("day", [CHANGED, LATER])
@pytest.mark.parametrize("screen", SCREENS)
def test_at_first_everything_can_be_seen_and_clicked(ds, visit, single_map_of, screen, day):
    content = map_content(visit(single_map_of(day), SCREENS[screen]))
    placed = [c for c in ds.record.crossings.values() if c.position]
    assert len(content["markers"]) == len(placed)
    for marker in content["markers"]:
        assert holds(content["frame"], marker["x"], marker["y"]), marker["text"]
    assert {label["text"].partition(" ")[0] for label in content["labels"]} == NAMES
    assert {"Finland", "Russia", *CITIES} <= {name["text"] for name in content["names"]}
    assert faults(content, at_opening=True) == []


@pytest.mark.parametrize("code", ["en", "fi", "sv", "ru"])
@pytest.mark.parametrize("size", [(320, 640), (390, 640), (640, 640)], ids=str)
def test_in_a_frame_countries_and_cities_are_named(ds, visit, december_site, size, code):
    tree = december_site if code == "en" else december_site / code
    page = visit((tree / "embed/index.html").as_uri() + f"#{CHANGED}", size)
    content = map_content(page)
    with language.use(code):
        wanted = {wording.place(ds, place) for place in ds.record.places if place.id in ALWAYS}
    assert wanted <= {name["text"] for name in content["names"]}
    assert faults(content, at_opening=True) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_closer_everything_can_be_seen_and_clicked(ds, visit, single_map_of, screen):
    page = visit(single_map_of(CHANGED), SCREENS[screen])
    hidden = {}
    for id_ in ("imatra", "niirala", "vartius"):
        crossing = ds.record.crossings[id_]
        lon, lat = crossing.position
        for zoom in (5.5, 6.5, 7.5):
            page.evaluate(
                "([lat, lon, zoom]) => {map_frontier.setView([lat, lon], zoom, {animate: false})}",
                [lat, lon, zoom],
            )
            content = map_content(page)
            (marker,) = (
                mark
                for mark in content["markers"]
                if mark["text"].startswith(f"{crossing.name}, road")
            )
            assert holds(content["frame"], marker["x"], marker["y"])
            assert marker["isHit"], (id_, zoom)
            for each in content["markers"]:
                assert [each["x"], each["y"]] == pytest.approx(each["at"], abs=1), each["text"]
            if texts := faults(content, at_opening=False):
                hidden[id_, zoom] = texts
    assert hidden == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_on_a_map_of_a_notebook_everything_can_be_seen_and_clicked(ds, browser, tmp_path, screen):
    path = tmp_path / "map.html"
    ds.slice(CHANGED).explore().save(path)
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(path.as_uri())
    page.wait_for_selector(".crossing-symbol svg")
    content = map_content(page)
    page.close()
    assert {label["text"].partition(" ")[0] for label in content["labels"]} == NAMES
    assert faults(content, at_opening=True) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_small_phone(browser, december_site, path):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((december_site / path).as_uri())
    page.wait_for_load_state("load")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 320


@pytest.mark.parametrize("screen", ["desktop", "tablet"])
def test_on_paper_nothing_of_the_map_covers_the_words(visit, single_map_of, screen):
    """Paper is narrow: about as wide as a tablet."""
    page = visit(single_map_of(CHANGED), SCREENS[screen])
    page.emulate_media(media="print")
    top = page.locator(".panel").bounding_box()["y"]
    for part in (".still", ".credit", ".legend"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= top, part
