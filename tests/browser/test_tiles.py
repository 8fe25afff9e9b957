"""OpenStreetMap's tiles come at the reader's wish alone; no page asks another host."""

import base64
import re

import pytest

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def server(december_site, serve):
    """The address of a site."""
    return serve(december_site)


def test_tiles_are_asked_for_only_at_the_readers_wish(visit, server):
    page = visit(f"{server}/index.html", offline=False)
    requests = []

    def answer(route):
        requests.append((route.request.url, route.request.header_value("referer")))
        route.fulfill(status=200, content_type="image/png", body=PNG)

    page.context.route(re.compile(r"^https://([^/]*\.)?openstreetmap\.org/"), answer)
    page.reload()
    choice = page.get_by_label("OpenStreetMap", exact=True)
    assert choice.is_visible()
    page.wait_for_load_state("networkidle")
    assert requests == []
    assert not page.locator("#tiles-credit").is_visible()
    with page.expect_response(re.compile("tile.openstreetmap.org")):
        choice.check()
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert requests
    for address, referer in requests:
        assert re.fullmatch(r"https://tile\.openstreetmap\.org/\d+/\d+/\d+\.png", address)
        assert referer
        assert referer.startswith(f"{server}/")
    assert page.locator("#tiles-credit").is_visible()
    assert "OpenStreetMap" in page.locator("#tiles-credit").inner_text()
    choice.uncheck()
    assert page.locator(".leaflet-tile").count() == 0
    assert not page.locator("#tiles-credit").is_visible()


def test_a_site_over_http_offers_tiles_and_asks_its_own_host_alone(visit, server):
    page = visit("about:blank", offline=False)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{server}/index.html")
    page.wait_for_load_state("networkidle")
    assert page.get_by_label("OpenStreetMap", exact=True).is_visible()
    assert requests
    assert all(address.startswith((f"{server}/", "data:")) for address in requests)


def test_from_disk_no_tiles_are_offered(visit, december_site):
    page = visit(december_site / "index.html")
    assert page.locator("#chainage").is_visible()
    assert page.locator("#tiles").count() == 0
    assert not page.get_by_text("OpenStreetMap", exact=True).first.is_visible()
