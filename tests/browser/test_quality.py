"""A site is usable by everyone, and light at first sight."""

import gzip
from urllib.parse import urlsplit

import pytest

from helpers.accessibility import violations
from helpers.pages import DESKTOP, PHONE, until

KINDS = {
    "index": "index.html",
    "date": "dates/2023-12-15/index.html",
    "crossings": "crossings/index.html",
    "crossing": "crossings/vaalimaa/index.html",
    "decisions": "decisions/index.html",
    "claims": "claims/index.html",
    "arrivals": "arrivals/index.html",
    "about": "about/index.html",
    "downloads": "downloads/index.html",
    "missing": "404.html",
    "embed": "embed/index.html",
    "single": "single.html",
}

SCREENS = {"desktop": (DESKTOP, "light"), "phone": (PHONE, "light"), "at night": (PHONE, "dark")}
KIB = 1024


@pytest.fixture
def open_page(visit, december_site, single_map_of):
    """Opens a kind of page on a kind of screen, with an end of its address."""

    def opened(kind, screen, fragment=""):
        path = single_map_of("2023-12-15") if kind == "single" else december_site / KINDS[kind]
        size, scheme = SCREENS[screen]
        return visit(path.as_uri() + fragment, size, color_scheme=scheme)

    return opened


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page, kind, screen):
    assert violations(open_page(kind, screen)) == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", ["index", "embed"])
def test_axe_finds_nothing_on_a_day_with_a_change_nor_in_a_popup(open_page, kind, screen):
    page = open_page(kind, screen, "#2023-12-15")
    assert page.evaluate("borders.day") == "2023-12-15"
    assert violations(page) == []
    page.evaluate("borders.choose('vaalimaa')")
    page.wait_for_selector(".leaflet-popup-content h2")
    until(page, "getComputedStyle(document.querySelector('.leaflet-popup')).opacity === '1'")
    page.locator(".leaflet-popup-content summary").first.evaluate("one => one.click()")
    assert violations(page) == []


def zipped(content):
    return len(gzip.compress(content, 9))


def test_the_first_view_weighs_little(browser, ds, december_site, serve):
    """The still picture and the facts are drawn before any script; then Leaflet takes their place.

    So scripts are held back until the first view stands, and let go to see what the map needs.
    """
    address, held, requests, released = serve(december_site), [], [], []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("requestfinished", lambda request: requests.append(urlsplit(request.url).path[1:]))
    page.route("**/*.js", lambda route: route.continue_() if released else held.append(route))
    page.goto(f"{address}/index.html", wait_until="commit")
    until(page, "document.querySelector('.still')?.naturalWidth > 0")
    assert page.locator(".still").is_visible()
    assert page.locator("#row-vaalimaa").is_visible()
    below = page.evaluate(  # the browser fetches ahead what is below the window
        """() => [...document.images].filter((image) => image.loading === "lazy"
          && image.getBoundingClientRect().top > innerHeight).map((image) => image.src)"""
    )
    not_seen = {"favicon.ico", *(urlsplit(address).path[1:] for address in below)}
    first = [path for path in dict.fromkeys(requests) if path not in not_seen]
    released.append(True)
    for route in held:
        route.continue_()
    page.wait_for_selector(".drawn .crossing-symbol svg")
    page.wait_for_load_state("networkidle")
    context.close()
    later = [path for path in dict.fromkeys(requests) if path not in (*first, "favicon.ico")]
    size = {path: zipped((december_site / path).read_bytes()) for path in (*first, *later)}
    for part, paths in (("first view", first), ("the map over it", later)):
        for path in paths:
            print(f"{part}: {path} {size[path]:,}")
    leaflet = {"assets/leaflet.js", "assets/leaflet.css"}
    view = sum(size[path] for path in {*first, *leaflet})
    record = size["assets/record.js"]  # grows with the record, every day of which the slider shows
    others = ("assets/basemap.js", "assets/hand_over.js", "assets/icon.svg")  # come by themselves
    program = sum(size.values()) - record - sum(size[path] for path in others)
    print(f"first view with Leaflet {view:,}; all of the map but its base and record {program:,}")
    assert leaflet <= size.keys()
    assert view <= 60 * KIB
    assert program <= 81 * KIB
    assert record <= 49 * len(ds.record.measures)
