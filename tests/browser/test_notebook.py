"""What a notebook shows in real Chromium: maps and tables, offline, hostile text as text."""

import itertools
import re
from pathlib import Path

import folium
import pytest
from xstatic.pkg import leaflet as xstatic_leaflet

from borders import language
from borders.site.folium_map import SliceLayer
from helpers.edits import HOSTILE_NAME, makes_names_hostile


@pytest.fixture
def hostile(data_folder):
    return makes_names_hostile(data_folder)


@pytest.fixture
def opened(browser, tmp_path):
    """Opens HTML from disk; returns the page, and a list of its requests and complaints."""
    page = browser.new_page()
    events = []
    page.on("request", lambda request: events.append(request.url))
    page.on("pageerror", lambda error: events.append(str(error)))
    page.on("console", lambda message: events.append(message.text))

    def opening(text):
        path = tmp_path / "page.html"
        path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{text}", encoding="utf-8")
        page.goto(path.as_uri())
        events.remove(path.as_uri())
        return page, events

    yield opening
    page.close()


def test_a_slice_is_explored_in_a_notebook_without_a_network(ds, opened):
    page, events = opened(ds.slice("2023-12-15").explore()._repr_html_())
    frame = page.frame_locator("iframe")
    frame.locator(".crossing-icon").first.wait_for()
    assert frame.locator(".crossing-icon").count() == sum(
        crossing.position is not None for crossing in ds.record.crossings.values()
    )
    frame.get_by_title("Vaalimaa, road: Closed").click()
    popup = frame.locator(".leaflet-popup-content")
    assert "That day: open until 20:00" in popup.inner_text().replace("\n", " ")
    links = popup.locator("a[href^='https://']").all()
    assert len(links) > 1
    assert {link.get_attribute("target") for link in links} == {"_blank"}  # the frame stays
    assert (
        "OpenStreetMap contributors" in frame.locator(".leaflet-control-attribution").inner_text()
    )
    assert events == []


def test_an_explored_slice_says_when_and_what_and_no_name_covers_another(ds, opened):
    page, events = opened(ds.slice("2023-12-15").explore()._repr_html_())
    frame = page.frame_locator("iframe")
    caption = frame.locator(".map-caption")
    caption.wait_for()
    assert caption.inner_text().startswith("15 December 2023: All eight are closed")
    assert [text.split()[-1] for text in caption.locator("li").all_inner_texts()] == [
        *("Open", "Restricted", "Closed", "Unknown")
    ]
    credit = frame.locator(".leaflet-control-attribution")
    assert (credit.inner_text().partition(" |")[0], credit.locator("svg").count()) == ("Leaflet", 0)
    names = frame.locator(".crossing-label, .name span, .map-caption, .leaflet-control-zoom").all()
    assert {"Imatra", "Nuijamaa", "Helsinki", "Finland"} <= {n.inner_text().title() for n in names}
    boxes = [name.bounding_box() for name in names]
    for a, b in itertools.combinations(boxes, 2):
        assert (
            a["x"] + a["width"] <= b["x"] + 2
            or b["x"] + b["width"] <= a["x"] + 2
            or a["y"] + a["height"] <= b["y"] + 2
            or b["y"] + b["height"] <= a["y"] + 2
        )
    assert events == []


def test_what_is_not_translated_is_marked_on_a_map_of_ones_own(opened, data_folder):
    data_folder.remove("translations.csv")
    with language.use("fi"):
        untranslated = data_folder.load()
        page, events = opened(untranslated.slice("2023-12-15").explore()._repr_html_())
    frame = page.frame_locator("iframe")
    frame.get_by_title("Vaalimaa, tie: Suljettu").click()
    popup = frame.locator(".leaflet-popup-content")
    decision = popup.locator("span[lang=en]", has_text="Decision 5")
    assert decision.count() > 0
    assert "Sinä päivänä: avoinna" in popup.inner_text()
    assert popup.locator("[lang='']").count() == 0
    assert popup.locator("a[href^='https://']").first.get_attribute("title").count(":") > 0
    assert frame.locator(".leaflet-control-attribution span[lang=en]").count() == 1
    assert events == []


def test_layers_of_two_dates_lie_on_anyones_own_map(ds, browser, tmp_path):
    m = folium.Map(tiles=None)
    for day in ("2023-11-20", "2023-12-20"):
        SliceLayer(ds, ds.slice(day)).add_to(m)
    folium.LayerControl().add_to(m)
    m.save(tmp_path / "mine.html")
    text = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert text.count("const borders = ") == text.count(".crossing-popup h2{") == 1
    page = browser.new_page()
    library = Path(xstatic_leaflet.BASE_DIR)
    served = {
        f"{name}": (library / name).read_text("utf-8") for name in ("leaflet.js", "leaflet.css")
    }
    page.route(  # the addresses that folium writes, answered from here
        re.compile("^https://"),
        lambda route: route.fulfill(body=served.get(route.request.url.rsplit("/", 1)[1], "")),
    )
    page.goto((tmp_path / "mine.html").as_uri())
    each = sum(crossing.position is not None for crossing in ds.record.crossings.values())
    page.locator(".crossing-icon").first.wait_for()
    assert page.locator(".crossing-icon").count() == 2 * each
    assert page.get_by_title("Salla, road: Open").count() == 1
    page.evaluate("document.querySelector('.leaflet-control-layers-overlays input').click()")
    assert page.locator(".crossing-icon").count() == each
    assert page.get_by_title("Salla, road: Open").count() == 0
    page.close()


def test_hostile_text_stays_text_on_the_map(hostile, opened):
    page, events = opened(hostile.slice("2023-12-16").explore()._repr_html_())
    frame = page.frame_locator("iframe")
    frame.locator(".crossing-icon").last.click()
    popup = frame.locator(".leaflet-popup-content")
    assert HOSTILE_NAME in popup.locator("h2").inner_text()
    assert HOSTILE_NAME in frame.locator(".leaflet-control-attribution").inner_text()
    assert frame.locator("img").count() == 0
    assert events == []


def test_hostile_text_stays_text_in_the_tables(hostile, opened):
    page, events = opened(
        hostile.slice("2023-12-16")._repr_html_() + hostile.timeline("salla")._repr_html_()
    )
    assert HOSTILE_NAME in page.locator("p").first.inner_text()
    assert page.locator("img").count() == 1
    assert page.evaluate("document.title") == ""
    assert [address for address in events if not address.startswith("data:image/svg+xml")] == []
