"""What a notebook shows: a map and a table, offline, and whatever the data says only as text."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree as ET

import folium
import pytest
from xstatic.pkg import leaflet as xstatic_leaflet

import borders
from borders import language
from borders.site import folium_map as leaflet
from borders.site import map_data as mapdata
from borders.site.folium_map import SliceLayer
from helpers.editable_folder import Copy

HOSTILE = '{{ 7*7 }}{% raw %}{# x #}${1}</script><img src=x onerror="document.title=1">'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    copy = Copy(tmp_path_factory.mktemp("hostile"))
    found = copy.json("crossings.geojson")
    for feature in found["features"]:
        feature["properties"] |= {"name_en": HOSTILE, "municipality": HOSTILE, "way": HOSTILE}
    copy.save_json("crossings.geojson", found)
    copy.cells("decisions.csv", {"id": "fi-5"}, title=HOSTILE)
    copy.cells("closures.csv", {"decision": "fi-5", "crossing": "salla"}, note=HOSTILE)
    copy.package("attribution", HOSTILE)
    copy.package("frontier", HOSTILE)
    return borders.load(copy.path)


@pytest.fixture
def opened(browser, tmp_path):
    """Opens HTML from disk: the page, and a list of what it asked for and what went wrong."""
    page = browser.new_page()
    went = []
    page.on("request", lambda request: went.append(request.url))
    page.on("pageerror", lambda error: went.append(str(error)))
    page.on("console", lambda message: went.append(message.text))

    def opening(text):
        path = tmp_path / "page.html"
        path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{text}", encoding="utf-8")
        page.goto(path.as_uri())
        went.remove(path.as_uri())
        return page, went

    yield opening
    page.close()


@pytest.mark.browser
def test_a_slice_is_explored_in_a_notebook_without_a_network(ds, opened):
    page, went = opened(ds.slice("2023-12-15").explore()._repr_html_())
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
    assert went == []


@pytest.mark.browser
def test_what_is_not_translated_is_marked_on_a_map_of_ones_own(opened, tmp_path):
    copy = Copy(tmp_path)
    (copy.path / "translations.csv").unlink()
    with language.use("fi"):
        untranslated = borders.load(copy.path)
        page, went = opened(untranslated.slice("2023-12-15").explore()._repr_html_())
    frame = page.frame_locator("iframe")
    frame.get_by_title("Vaalimaa, tie: Suljettu").click()
    popup = frame.locator(".leaflet-popup-content")
    decision = popup.locator("span[lang=en]", has_text="Decision 5")
    assert decision.count() > 0
    assert "Sinä päivänä: avoinna" in popup.inner_text()
    assert popup.locator("[lang='']").count() == 0
    assert popup.locator("a[href^='https://']").first.get_attribute("title").count(":") > 0
    assert frame.locator(".leaflet-control-attribution span[lang=en]").count() == 1
    assert went == []


@pytest.mark.browser
def test_layers_of_two_dates_lie_on_anyones_own_map(ds, browser, tmp_path):
    m = folium.Map(tiles=None)
    for day in ("2023-11-20", "2023-12-20"):
        SliceLayer(ds, ds.slice(day)).add_to(m)
    folium.LayerControl().add_to(m)
    m.save(tmp_path / "mine.html")
    text = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert text.count("const borders = ") == text.count(".crossing-popup h2 ") == 1
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


@pytest.mark.browser
def test_hostile_text_stays_text_on_the_map(hostile, opened):
    page, went = opened(hostile.slice("2023-12-16").explore()._repr_html_())
    frame = page.frame_locator("iframe")
    frame.locator(".crossing-icon").last.click()
    popup = frame.locator(".leaflet-popup-content")
    assert HOSTILE in popup.locator("h2").inner_text()
    assert HOSTILE in frame.locator(".leaflet-control-attribution").inner_text()
    assert frame.locator("img").count() == 0
    assert went == []


@pytest.mark.browser
def test_hostile_text_stays_text_in_the_tables(hostile, opened):
    page, went = opened(
        hostile.slice("2023-12-16")._repr_html_() + hostile.timeline("salla")._repr_html_()
    )
    assert HOSTILE in page.locator("p").first.inner_text()
    assert page.locator("img").count() == 1
    assert page.evaluate("document.title") == ""
    assert [address for address in went if not address.startswith("data:image/svg+xml")] == []


def test_hostile_text_stays_text_in_the_picture(hostile):
    text = hostile.slice("2023-12-16")._repr_html_()
    picture = ET.fromstring(b64decode(re.search(r"base64,([^\"]+)", text)[1]))
    assert {element.tag.rpartition("}")[2] for element in picture.iter()} <= {
        *("svg", "defs", "g", "path", "text", "tspan", "use", "clipPath", "rect", "circle")
    }


def test_a_notebook_shows_a_picture_and_a_table_of_a_slice(ds):
    text = ds.slice("2023-12-15")._repr_html_()
    assert "15 December 2023: 0 of 8 road crossings open" in text
    picture = ET.fromstring(b64decode(re.search(r"base64,([^\"]+)", text)[1]))
    assert "Vaalimaa" in "".join(picture.itertext())
    row = re.search(r"<td>Vaalimaa</td>(.*?)</tr>", text, re.DOTALL)[1]
    assert re.findall(r"<td>(.*?)</td>", row) == [
        *("road", "closed", "True", "2023-12-15 20:00:00+02:00", "")
    ]
    assert "<script" not in text
    assert "Record verified through" in text


def test_a_notebook_shows_a_timeline_as_a_table(ds):
    text = ds.timeline("salla")._repr_html_()
    rows = re.findall(r"<td>(.*?)</td>", text, re.DOTALL)
    assert rows.count("closed") == sum(s.status == "closed" for s in ds.timeline("salla").spans)
    assert "None" not in text
    assert html.unescape(text).count("</tr>") == len(ds.timeline("salla").spans) + 1


@pytest.mark.parametrize("at", ["2023-12-15", "2023-12-15T19:59", "2026-11-01"])
def test_the_same_slice_is_the_same_map(ds, at):
    first, second = (ds.slice(at, as_of="2023-12-14").explore().get_root().render() for _ in "12")
    assert first == second


def test_a_slice_equals_another_of_the_same_time(ds):
    assert ds.slice("2023-12-15") == borders.load().slice("2023-12-15")
    assert "Dataset" not in repr(ds.slice("2023-12-15"))


def test_the_map_of_a_page_is_what_folium_makes_today():
    kept = mapdata.static("folium.html"), mapdata.static("folium.js")
    assert kept == leaflet.page_map()
