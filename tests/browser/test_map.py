"""The map of a page in real Chromium: crossings, popups, tiles, and the still picture."""

from __future__ import annotations

import base64
import random
import re
import xml.etree.ElementTree as ET

import pytest
from browser.test_pages import until
from playwright.sync_api import expect

from borders.pictures.map_layout import spread
from borders.site import map_data
from helpers.map_page import CHANGED, LATER, NAMES, SCREENS, map_content

pytestmark = pytest.mark.browser

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def server(map_folder, serve):
    return serve(map_folder)


# clicking


def test_a_road_and_its_railway_are_clicked_apart(visit_map, single):
    page = visit_map(single[LATER])
    for title in ("Niirala, road", "Niirala (rail), rail", "Imatra, road", "Imatra (rail), rail"):
        page.locator(f'.crossing-icon[title^="{title}"]').click()
        heading = page.locator(".leaflet-popup-content h2").inner_text().strip()
        assert heading.partition(" ")[2].startswith(title.partition(",")[0])
        assert ("Niirala (rail)" in heading) == title.startswith("Niirala (rail)")
        page.locator(".leaflet-popup-close-button").click()
        expect(page.locator(".leaflet-popup-content")).to_have_count(0)


def test_a_moved_marker_is_led_back_to_its_place(ds, visit_map, single):
    """The leader of the Niirala railway ends at its true position on the ground."""
    page = visit_map(single[LATER])
    markers = map_content(page)["markers"]
    lon, lat = ds.record.crossings["niirala-rail"].position
    at = page.evaluate(
        "([lat, lon]) => {const p = map_frontier.latLngToContainerPoint([lat, lon]); "
        "const b = document.querySelector('.folium-map').getBoundingClientRect(); "
        "return [b.left + p.x, b.top + p.y]}",
        [lat, lon],
    )
    (marker,) = (mark for mark in markers if mark["text"].startswith("Niirala (rail)"))
    assert marker["x"] > at[0] + 30
    ends = page.evaluate(
        "[...document.querySelectorAll('path.leader')].filter((p) => p.getTotalLength()).map((p) =>"
        " [0, p.getTotalLength()].map((n) => p.getPointAtLength(n).matrixTransform("
        "p.getScreenCTM())).map((q) => [q.x, q.y]))"
    )
    near = [b for a, b in ends if abs(a[0] - at[0]) <= 1.5 and abs(a[1] - at[1]) <= 1.5]
    assert any(abs(x - marker["x"]) <= 1.5 and abs(y - marker["y"]) <= 1.5 for x, y in near), (
        at,
        ends,
    )


def test_a_changed_marker_shows_both_statuses_and_the_hour(visit_map, single):
    page = visit_map(single[CHANGED])
    marker = page.locator('.crossing-icon[title^="Vaalimaa, road"]')
    assert marker.get_attribute("title") == "Vaalimaa, road: Closed (open before 20:00)"
    letters = marker.locator("text").all_text_contents()
    assert letters == ["O", "C"]
    assert marker.locator(".way-road").count() == 1
    labels = page.locator(".crossing-label").all_inner_texts()
    assert "Vaalimaa 20:00" in labels
    assert "Salla" in labels
    still = page.locator('.crossing-icon[title^="Salla, road"]')
    assert still.locator(".halo").count() == 0
    assert still.locator("text").all_text_contents() == ["C"]


def test_a_map_that_was_tiny_for_a_moment_shows_everything_again(visit_map, single):
    """As when a frame is folded, or a page is photographed."""
    page = visit_map(single[CHANGED], "phone")
    before = map_content(page)
    page.set_viewport_size({"width": 1, "height": 1})
    until(page, "map_frontier.getSize().x === 1")
    page.set_viewport_size({"width": 390, "height": 844})
    until(page, "map_frontier.getSize().x === 390")
    assert map_content(page) == before


# the chainage, the popup


def test_kilometres_only_when_asked_for(ds, visit_map, single):
    page = visit_map(single[LATER])
    ticks, labels = page.locator("path.tick"), page.locator(".tick-label")
    assert (ticks.count(), labels.count()) == (0, 0)
    page.get_by_label("Kilometres").check()
    assert ticks.count() == 14
    expected = ["0", *(f"{km} km" for km in range(100, 1400, 100))]
    assert labels.all_inner_texts() == expected
    assert int(ds.frontier.length_m / 100_000) == 13
    page.get_by_label("Kilometres").uncheck()
    expect(ticks).to_have_count(0)
    expect(labels).to_have_count(0)  # they fade


def test_a_popup_tells_the_status_and_the_decisions_behind_it(ds, visit_map, single):
    page = visit_map(single[LATER])
    page.locator('.crossing-icon[title^="Vaalimaa, road"]').click()
    popup = page.locator(".leaflet-popup-content")
    sentence = popup.locator("> article > .sentence").inner_text()
    assert sentence.startswith("Closed since 15 December 2023, 20:00 · until further notice · ")
    assert " · decision of 16 April 2025" in sentence
    chain = popup.locator("> article > details").first
    assert chain.count() == 1
    assert not chain.locator("li").first.is_visible()
    chain.locator("summary").click()
    assert chain.locator("li").first.is_visible()
    titles = chain.locator("li > b").all_inner_texts()
    assert titles == [ds.record.decisions[f"fi-{n}"].title for n in (9, 8, 7, 6, 5)]
    assert [title.partition(":")[0] for title in titles] == [
        f"Decision {n}" for n in (9, 8, 7, 6, 5)
    ]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))


# OpenStreetMap's tiles


def test_tiles_are_asked_for_only_at_the_readers_wish(visit_map, server):
    page = visit_map(f"{server}/{LATER}.html", offline=False)
    asked = []

    def answer(route):
        asked.append((route.request.url, route.request.header_value("referer")))
        route.fulfill(status=200, content_type="image/png", body=PNG)

    page.context.route(re.compile(r"^https://([^/]*\.)?openstreetmap\.org/"), answer)
    page.reload()
    choice = page.get_by_label("OpenStreetMap", exact=True)
    assert choice.is_visible()
    page.wait_for_load_state("networkidle")
    assert asked == []
    assert not page.locator("#tiles-credit").is_visible()
    with page.expect_response(re.compile("tile.openstreetmap.org")):
        choice.check()
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert asked
    for address, referer in asked:
        assert re.fullmatch(r"https://tile\.openstreetmap\.org/\d+/\d+/\d+\.png", address)
        assert referer
        assert referer.startswith(f"{server}/")
    assert page.locator("#tiles-credit").is_visible()
    assert "OpenStreetMap" in page.locator("#tiles-credit").inner_text()
    choice.uncheck()
    assert page.locator(".leaflet-tile").count() == 0
    assert not page.locator("#tiles-credit").is_visible()


def test_a_site_over_http_offers_tiles_and_asks_its_own_host_alone(visit_map, server):
    page = visit_map("about:blank", offline=False)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/site/index.html")
    page.wait_for_load_state("networkidle")
    assert page.get_by_label("OpenStreetMap", exact=True).is_visible()
    assert asked
    assert all(address.startswith((f"{server}/", "data:")) for address in asked)


def test_from_disk_no_tiles_are_offered(visit_map, single):
    page = visit_map(single[LATER])
    assert page.locator("#chainage").is_visible()
    assert page.locator("#tiles").count() == 0
    assert not page.get_by_text("OpenStreetMap", exact=True).first.is_visible()


# the still picture


@pytest.mark.parametrize("screen", SCREENS)
def test_without_scripts_the_still_picture_is_there(visit_map, single, map_folder, screen):
    built = (map_folder / "site" / "index.html").as_uri()
    for address in (single[CHANGED], built):
        page = visit_map(address, screen, java_script_enabled=False)
        still = page.locator(".still")
        assert still.is_visible()
        assert not page.locator(".folium-map").is_visible()
        assert still.bounding_box()["height"] > 250
        # the site's still is a picture of its own, which is read from its file
        if address == built:
            for image in page.locator("img").all():  # nor does the timeline below wait for a script
                assert image.evaluate("image => image.naturalWidth") > 0
            assert page.locator("img").count() == 2
            picture = map_folder / "site" / still.get_attribute("src")
            said = [text for _, text in ET.iterparse(picture)]
            said = ["".join(text.itertext()) for text in said if text.tag.endswith("}text")]
        else:
            said = still.locator("text").all_text_contents()
        found = {name for name in NAMES if any(text.startswith(name) for text in said)}
        assert found == NAMES
        assert not page.get_by_label("Kilometres").is_visible()


@pytest.mark.parametrize("path", ["index.html", "dates/2023-12-15/index.html"])
def test_pictures_below_come_when_a_reader_comes_near_them(visit_map, map_folder, path):
    page = visit_map((map_folder / "site" / path).as_uri(), "phone")
    timeline = page.locator(".strip img")
    assert timeline.evaluate("image => image.loading") == "lazy"
    timeline.scroll_into_view_if_needed()
    until(page, "document.querySelector('.strip img').naturalWidth > 0")
    whole, mark = timeline.bounding_box(), page.locator(".strip svg").bounding_box()
    assert mark == pytest.approx(whole, abs=0.1)  # the mark of the day lies over all of it


def test_with_scripts_the_map_takes_its_place(visit_map, single, map_folder):
    for address in (single[CHANGED], (map_folder / "site" / "index.html").as_uri()):
        page = visit_map(address)
        assert page.locator(".folium-map").is_visible()
        assert not page.locator(".still").is_visible()
        assert page.locator(".crossing-icon").first.is_visible()


def test_on_paper_the_still_picture_is_there(visit_map, single):
    page = visit_map(single[CHANGED])
    page.emulate_media(media="print")
    assert page.locator(".still").is_visible()
    assert not page.locator(".folium-map").is_visible()
    assert not page.locator(".crossing-icon").first.is_visible()


# the script against the package


def test_the_script_spreads_as_the_package_does(visit_map, single):
    chance = random.Random(7)
    cases = [
        [sorted(chance.uniform(0, 400) for _ in range(chance.randrange(13))), chance.uniform(0, 40)]
        for _ in range(300)
    ]
    page = visit_map(single[LATER])
    found = page.evaluate("all => all.map(([targets, gap]) => borders.spread(targets, gap))", cases)
    for (targets, gap), places in zip(cases, found, strict=True):
        assert places == pytest.approx(spread(targets, gap), abs=1e-6)


def test_the_script_reads_what_the_package_encoded(ds, visit_map, single):
    rings = [
        ring
        for name in ("land", "lakes", "neighbours")
        for geometry in ds.basemap[name]
        for ring in rings_of(geometry)
    ]
    assert len(rings) > 100
    page = visit_map(single[LATER])
    encoded = [map_data._encoded(ring) for ring in rings]
    found = page.evaluate("all => all.map((one) => borders.decodePolyline(one))", encoded)
    for ring, positions in zip(rings, found, strict=True):
        assert positions == [[round(lat, 4), round(lon, 4)] for lon, lat in ring]


def rings_of(geometry):
    """Every ring or line of a geometry."""
    depth = {"LineString": 0, "Polygon": 1, "MultiLineString": 1, "MultiPolygon": 2}
    found = [geometry["coordinates"]]
    for _ in range(depth[geometry["type"]]):
        found = [item for items in found for item in items]
    return found
