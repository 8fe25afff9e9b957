"""The picture goes only when the map stands; the wheel and the finger are the page's."""

import shutil

import pytest
from playwright.sync_api import expect

from helpers.pages import PHONE, until

NEEDED = ("leaflet.js", "borders.js", "record.js", "frontier.js")
BESIDE = ("slider.js", "basemap.js")


@pytest.fixture
def open_page(browser):
    contexts = []

    def opened(address, size=(1280, 900), **options):
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        return context.new_page(), address

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ["index.html", "dates/2023-12-15/index.html"])
@pytest.mark.parametrize("asset", [*NEEDED, *BESIDE])
def test_without_a_script_the_picture_or_the_map_is_there(open_page, december_site, path, asset):
    page, address = open_page((december_site / path).as_uri())
    page.route(f"**/{asset}", lambda route: route.abort())
    page.goto(address)
    page.wait_for_timeout(300)
    if asset in NEEDED:
        assert page.locator(".still").is_visible()
        assert not page.locator(".folium-map").is_visible()
    else:
        page.locator(".folium-map .crossing-symbol").first.wait_for()
        assert not page.locator(".still").is_visible()
    assert page.locator("#row-vaalimaa").is_visible()


@pytest.mark.parametrize("asset", NEEDED)
def test_where_a_script_throws_the_picture_stays(open_page, december_site, asset):
    page, address = open_page((december_site / "index.html").as_uri())
    page.route(f"**/{asset}", lambda route: route.fulfill(body="throw new Error('too old')"))
    page.goto(address)
    page.wait_for_timeout(300)
    assert page.locator(".still").is_visible()


@pytest.mark.parametrize("wrapped", ["{{{}}}", "(() => {{{}}})();", "'use strict'; {{{}}}"])
def test_scripts_in_a_block_or_a_function_draw_the_map(open_page, december_site, wrapped):
    """As web archives and minifiers have them."""
    page, address = open_page((december_site / "index.html").as_uri())

    def wrap(route):
        text = (december_site / "assets" / route.request.url.rpartition("/")[2]).read_text("utf-8")
        route.fulfill(body=wrapped.format(text + "\n"), content_type="text/javascript")

    for asset in (*NEEDED[1:], *BESIDE):
        page.route(f"**/assets/{asset}", wrap)
    page.goto(address)
    page.locator(".map.whole .crossing-symbol").first.wait_for()
    page.locator("#day-before").click()
    assert page.locator("#when").inner_text() == "16 December 2023"


def test_a_page_that_was_saved_is_not_doubled(open_page, december_site, tmp_path):
    shutil.copytree(december_site, tmp_path / "site")
    page, address = open_page((tmp_path / "site/index.html").as_uri())
    page.goto(address)
    page.locator(".map.whole").wait_for()
    page.get_by_label("Kilometres").check()
    before = page.locator(".map *").count()
    (tmp_path / "site/index.html").write_text(page.content(), encoding="utf-8")
    page.goto(address)
    page.locator(".map.whole").wait_for()
    page.get_by_label("Kilometres").check()
    assert page.locator(".map *").count() == before
    assert page.locator(".leaflet-control-zoom").count() == 1


def scroll_of(page):
    return page.evaluate("scrollY")


def rest(page):
    """Wait until a page that was flung stands still."""
    before = None
    while before != (before := scroll_of(page)):
        page.wait_for_timeout(300)


def zoom_of(page):
    return page.evaluate("borders.leaflet.getZoom()")


@pytest.mark.parametrize(("tree", "words"), [(".", "Hold Ctrl"), ("fi", "Ctrl painettuna")])
def test_the_wheel_scrolls_the_page_and_with_ctrl_zooms_the_map(
    open_page, december_site, tree, words
):
    page, address = open_page((december_site / tree / "index.html").as_uri())
    page.goto(address)
    page.locator(".map.whole").wait_for()
    page.locator(".folium-map").hover()
    zoom, hint = zoom_of(page), page.locator(".gesture-hint")
    page.mouse.wheel(0, 200)
    expect(hint).to_have_class("gesture-hint shown")
    assert words in hint.inner_text()
    until(page, "scrollY > 0")
    assert zoom_of(page) == zoom
    rest(page)
    page.locator(".folium-map").hover()
    before = scroll_of(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    until(page, f"borders.leaflet.getZoom() > {zoom}")
    page.keyboard.up("Control")
    assert scroll_of(page) == before


@pytest.fixture
def touch():
    """Touches a page at points, which a session of Chromium's protocol does."""
    sessions = {}

    def touched(page, kind, *points):
        session = sessions.setdefault(page, None) or page.context.new_cdp_session(page)
        sessions[page] = session
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touched


def test_one_finger_scrolls_the_page_and_two_move_the_map(open_page, december_site, touch):
    page, address = open_page(
        (december_site / "dates/2023-12-15/index.html").as_uri(), PHONE, has_touch=True
    )
    page.goto(address)
    page.locator(".map.whole").wait_for()
    page.evaluate("document.querySelector('.folium-map').scrollIntoView({block: 'center'})")
    before, place = scroll_of(page), "JSON.stringify(borders.leaflet.getCenter())"
    middle = page.evaluate(place)
    touch(page, "touchStart", (200, 600))
    for y in (560, 500, 440, 380):
        touch(page, "touchMove", (200, y))
    touch(page, "touchEnd")
    until(page, f"scrollY > {before + 100}")
    assert page.evaluate(place) == middle
    assert "two fingers" in page.locator(".gesture-hint").inner_text()
    rest(page)
    page.evaluate("document.querySelector('.folium-map').scrollIntoView({block: 'center'})")
    rest(page)
    zoom, before = zoom_of(page), scroll_of(page)
    touch(page, "touchStart", (150, 500), (250, 500))
    for away in (60, 80, 110):
        touch(page, "touchMove", (200 - away, 500), (200 + away, 500))
    touch(page, "touchEnd")
    until(page, f"borders.leaflet.getZoom() > {zoom}")
    assert scroll_of(page) == before


def test_links_of_an_embedded_page_leave_its_frame(visit, december_site):
    page = visit((december_site / "embed/index.html").as_uri() + "#2023-12-15/vaalimaa", (640, 640))
    page.locator(".leaflet-popup-content .sources a").first.wait_for()
    for link in page.locator("a[href^='http']").all():
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in link.get_attribute("rel")


def test_in_the_dark_the_map_is_dark_and_its_words_are_read(open_page, december_site):
    page, address = open_page((december_site / "index.html").as_uri(), color_scheme="dark")
    page.goto(address)
    page.locator(".map.whole").wait_for()
    land, ink = page.evaluate(
        "[['.base-land', 'fill'], ['.crossing-label', 'color']].map(([selector, name]) =>"
        " getComputedStyle(document.querySelector(selector))[name].match(/\\d+/g).map(Number))"
    )
    assert max(land) < 80
    assert min(ink) > 200
