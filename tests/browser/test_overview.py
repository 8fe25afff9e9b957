"""The page of all frontiers in Chromium: its map, its slider, where one could cross."""

import gzip
import re
from datetime import date
from urllib.parse import urlsplit

import pytest

import borders
from borders.site.build import build
from helpers.accessibility import violations
from helpers.pages import DESKTOP

ATLAS = borders.load_all()
LAST = date(2025, 9, 20)
KIB = 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of one day of all frontiers, in English."""
    folder = tmp_path_factory.mktemp("all") / "site"
    root, *others = ATLAS.values()
    build(root, folder, LAST, LAST, every_day=True, languages=("en",), others=others)
    return folder


@pytest.fixture
def page(visit, site):
    return visit(site / "frontiers/index.html")


def crossings(page):
    return page.locator("#found li").all_inner_texts()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_fits_every_width(visit, site, width):
    page = visit(site / "frontiers/index.html", (width, 844))
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#overview [data-frontier]").count() == len(ATLAS)
    cut = page.evaluate(
        """() => {
          const bounds = (of) => of.getBoundingClientRect();
          const map = bounds(document.getElementById("overview"));
          return [...document.querySelectorAll("#overview > text")].map(bounds)
            .filter((of) => of.left < map.left || of.right > map.right || of.bottom > map.bottom)
            .length;
        }"""
    )
    assert cut == 0


def test_the_slider_and_the_address_lead_to_a_day(page):
    page.get_by_label("Date", exact=True).last.fill("2023-12-14")
    page.get_by_label("Date", exact=True).last.dispatch_event("change")
    row = page.locator("#frontier-finland-russia")
    assert "Vaalimaa and Niirala open, of 8" in row.inner_text()
    assert page.url.endswith("#2023-12-14")
    line = page.locator('[data-frontier="finland-russia"]')
    assert line.get_attribute("stroke-dasharray") == "9 4"
    page.get_by_role("button", name="Change after").click()
    assert "all 8 closed" in row.inner_text()
    assert page.locator("#when").inner_text() == "15 December 2023"
    page.evaluate("() => { location.hash = '#2020-01-05' }")
    page.wait_for_function("() => document.getElementById('when').textContent.includes('2020')")


@pytest.mark.parametrize("day", ["2023-12-01", "2025-09-20"])
def test_it_answers_where_one_could_cross_as_the_atlas_does(page, day):
    page.evaluate("(day) => { location.hash = day }", day)
    page.get_by_label("By").select_option("car")
    page.get_by_label("From").select_option(label="Helsinki")
    found = [text for text in crossings(page) if text.startswith("O")]
    near = ATLAS.nearest(60.1695, 24.9354, day, "car", count=None)
    for text, expected in zip(found, near, strict=False):
        assert expected.status.crossing.name in text
        km = float(re.search(r"about ([\d,]+) km", text)[1].replace(",", ""))
        assert km == pytest.approx(expected.distance_m / 1000, rel=0.01, abs=10)


def test_pointing_at_the_map_starts_from_there(page):
    page.locator("#overview").click(position={"x": 200, "y": 300})
    texts = crossings(page)
    assert texts
    assert all(" km" in text for text in texts)
    assert page.locator(".here").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, site, scheme):
    page = visit(site / "frontiers/index.html", DESKTOP, color_scheme=scheme)
    assert violations(page) == []


def test_the_first_view_weighs_little(browser, site, serve):
    page, requested = browser.new_page(), []
    page.on("requestfinished", lambda request: requested.append(urlsplit(request.url).path[1:]))
    page.goto(f"{serve(site)}/frontiers/index.html", wait_until="networkidle")
    page.close()
    weights = {
        path: len(gzip.compress((site / path).read_bytes(), 9))
        for path in dict.fromkeys(requested)
        if path != "favicon.ico"
    }
    print(weights)
    assert sum(weights.values()) <= 80 * KIB


def test_a_single_file_works_alone(visit, tmp_path):
    from borders.site.pages.overview import single_overview

    file = tmp_path / "all.html"
    file.write_text(single_overview(ATLAS, LAST), encoding="utf-8")
    page = visit(file)
    assert "7 of 28" in page.locator("#headline").inner_text()
    assert page.locator("#found li").count() > 5
