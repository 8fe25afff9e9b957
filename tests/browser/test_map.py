"""The map of a page in real Chromium: markers, popups, and kilometres."""

import pytest
from playwright.sync_api import expect

from helpers.map_page import CHANGED, LATER, faults, map_content
from helpers.pages import DESKTOP, PHONE, until


@pytest.fixture(scope="module")
def single(single_map_of):
    """The file with the map of each of the two days."""
    return {day: single_map_of(day) for day in (CHANGED, LATER)}


def test_points_that_coincide_are_spread_while_one_of_them_is_pointed_at(ds, visit, single):
    page = visit(single[LATER])
    rest = map_content(page)["markers"]
    page.locator('.folium-map .crossing-icon[title^="Niirala, road"]').hover()
    spread = map_content(page)["markers"]
    moved = {b["text"]: (b["x"] - a["x"], b) for a, b in zip(rest, spread, strict=True) if a != b}
    assert [text.partition(",")[0] for text in moved] == ["Niirala (rail)"]
    ((away, rail),) = moved.values()
    assert away > 30
    assert rail["isHit"]
    # a leader joins it to a dot at its place
    leader = page.locator('.folium-map .crossing-icon[title^="Niirala (rail)"] .leader')
    dot = leader.locator("circle").bounding_box()
    assert [dot["x"] + 2, dot["y"] + 2] == pytest.approx(rail["at"], abs=1)
    line = leader.locator("path").bounding_box()
    assert line["x"] + line["width"] == pytest.approx(rail["x"], abs=2)
    page.mouse.click(rail["x"], rail["y"])
    heading = page.locator(".leaflet-popup-content h2").inner_text()
    assert "Niirala (rail)" in heading
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    expect(page.locator(".fanned")).to_have_count(0)
    assert map_content(page)["markers"] == rest


def test_every_mark_stands_at_its_place_and_leaders_end_there(visit, single):
    page = visit(single[CHANGED], PHONE)
    for mark in map_content(page)["markers"]:
        assert [mark["x"], mark["y"]] == pytest.approx(mark["at"], abs=1), mark["text"]
    leaders = page.locator(".folium-map .leader.led")
    assert leaders.count() > 0
    for leader in leaders.all():
        icon, dot = (one.bounding_box() for one in (leader.locator(".."), leader.locator("circle")))
        assert dot["x"] + 2 == pytest.approx(icon["x"] + icon["width"] / 2, abs=1)
        assert dot["y"] + 2 == pytest.approx(icon["y"] + icon["height"] / 2, abs=1)


def test_where_points_crowd_they_stand_apart_on_an_inset(visit, single):
    for size in (PHONE, DESKTOP):
        page = visit(single[CHANGED], size)
        inset = page.locator(".inset")
        assert inset.get_attribute("aria-hidden") == "true"
        assert inset.locator("[tabindex]").count() == 0
        labels = inset.locator(".crossing-label").all_inner_texts()
        assert {label.partition(" ")[0] for label in labels} == {"Vaalimaa", "Nuijamaa", "Imatra"}
        boxes = [one.bounding_box() for one in inset.locator(".status-symbol").all()]
        frame = inset.bounding_box()
        for box in boxes:
            assert frame["x"] < box["x"] < frame["x"] + frame["width"] - box["width"]
        inset.locator('.crossing-icon[title^="Nuijamaa, road"]').click()
        assert "Nuijamaa" in page.locator(".leaflet-popup-content h2").inner_text()


def test_the_arrow_keys_lead_from_south_to_north_and_a_popup_holds_the_focus(ds, visit, single):
    page = visit(single[LATER])
    marks = page.locator(".folium-map .crossing-button")
    names = [c.name for c in ds.record.crossings.values() if c.position]
    assert [name.partition(", ")[0] for name in map(label_of, marks.all())] == names
    page.locator(".folium-map").focus()
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert stops[0].startswith("Haapasaari")
    assert stops[1:3] == ["Zoom in", "Zoom out"]  # one stop for all of the marks
    marks.first.focus()
    for key, name in (("ArrowUp", "Vaalimaa"), ("End", names[-1]), ("ArrowLeft", "Salla")):
        page.keyboard.press(key)
        focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert focused.startswith(f"{name}, ")
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog", name="Salla")
    assert popup.evaluate("popup => popup === document.activeElement")
    page.keyboard.press("Tab")
    assert popup.evaluate("popup => popup.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert label_of(page.locator(":focus")).startswith("Salla, road")


def label_of(button):
    return button.get_attribute("aria-label")


def test_a_changed_marker_shows_both_statuses_and_the_hour(visit, single):
    page = visit(single[CHANGED])
    marker = page.locator('.folium-map .crossing-icon[title^="Vaalimaa, road"]')
    assert marker.get_attribute("title") == "Vaalimaa, road: Closed (open before 20:00)"
    letters = marker.locator("text").all_text_contents()
    assert letters == ["O", "C"]
    assert marker.locator(".way-road").count() == 1
    labels = page.locator(".folium-map .crossing-label").all_inner_texts()
    assert "Vaalimaa 20:00" in labels
    assert "Salla" in labels
    still = page.locator('.folium-map .crossing-icon[title^="Salla, road"]')
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
    ticks = page.locator(".name.tick")
    assert ticks.count() == 0
    page.get_by_label("Kilometres").check()
    expected = {"0", *(f"{km} km" for km in range(100, 1400, 100))}
    assert {*ticks.all_inner_texts()} == expected
    assert int(ds.frontier.length_m / 100_000) == 13
    assert faults(map_content(page), at_opening=True) == []  # nor do they cover a mark
    page.get_by_label("Kilometres").uncheck()
    assert ticks.count() == 0


def test_a_popup_has_the_status_and_the_decisions_behind_it(ds, visit, single):
    page = visit(single[LATER])
    page.locator('.folium-map .crossing-icon[title^="Vaalimaa, road"]').click()
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
