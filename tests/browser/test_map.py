"""The map of a page in real Chromium: markers, popups, and kilometres."""

import pytest
from playwright.sync_api import expect

from helpers.map_page import CHANGED, LATER, map_content
from helpers.pages import PHONE, until


@pytest.fixture(scope="module")
def single(single_map_of):
    """The file with the map of each of the two days."""
    return {day: single_map_of(day) for day in (CHANGED, LATER)}


def test_a_road_and_its_railway_are_clicked_apart(visit, single):
    page = visit(single[LATER])
    for title in ("Niirala, road", "Niirala (rail), rail", "Imatra, road", "Imatra (rail), rail"):
        page.locator(f'.crossing-icon[title^="{title}"]').click()
        heading = page.locator(".leaflet-popup-content h2").inner_text().strip()
        assert heading.partition(" ")[2].startswith(title.partition(",")[0])
        assert ("Niirala (rail)" in heading) == title.startswith("Niirala (rail)")
        page.locator(".leaflet-popup-close-button").click()
        expect(page.locator(".leaflet-popup-content")).to_have_count(0)


def test_a_moved_marker_is_led_back_to_its_place(ds, visit, single):
    """The leader of the Niirala railway ends at its true position on the ground."""
    page = visit(single[LATER])
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


def test_a_changed_marker_shows_both_statuses_and_the_hour(visit, single):
    page = visit(single[CHANGED])
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


def test_a_map_that_was_tiny_for_a_moment_shows_everything_again(visit, single):
    """As when a frame is folded, or a page is photographed."""
    page = visit(single[CHANGED], PHONE)
    before = map_content(page)
    page.set_viewport_size({"width": 1, "height": 1})
    until(page, "map_frontier.getSize().x === 1")
    page.set_viewport_size({"width": 390, "height": 844})
    until(page, "map_frontier.getSize().x === 390")
    assert map_content(page) == before


def test_kilometres_only_when_asked_for(ds, visit, single):
    page = visit(single[LATER])
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


def test_a_popup_has_the_status_and_the_decisions_behind_it(ds, visit, single):
    page = visit(single[LATER])
    page.locator('.crossing-icon[title^="Vaalimaa, road"]').click()
    popup = page.locator(".leaflet-popup-content")
    sentence = popup.locator("> article > .sentence").inner_text()
    assert sentence == "Closed since 15 December 2023, 20:00."
    assert "Until further notice." in popup.inner_text()
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
