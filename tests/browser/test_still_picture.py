"""The still picture stands where the map cannot be: without scripts, and on paper."""

import xml.etree.ElementTree as ET

import pytest

from helpers.map_page import NAMES, SCREENS
from helpers.pages import PHONE, until

DAY = "2023-12-15"


@pytest.mark.parametrize("screen", SCREENS)
def test_without_scripts_the_still_picture_is_there(visit, single_map_of, december_site, screen):
    for address in (single_map_of(DAY), december_site / "index.html"):
        page = visit(address, SCREENS[screen], java_script_enabled=False)
        still = page.locator(".still")
        assert still.is_visible()
        assert not page.locator(".folium-map").is_visible()
        assert still.bounding_box()["height"] > 250
        # the site's still is a picture of its own, which is read from its file
        if address.name == "index.html":
            for image in page.locator("img").all():  # nor does the timeline below wait for a script
                assert image.evaluate("image => image.naturalWidth") > 0
            assert page.locator("img").count() == 3
            picture = december_site / still.get_attribute("src")
            words = [text for _, text in ET.iterparse(picture)]
            words = ["".join(text.itertext()) for text in words if text.tag.endswith("}text")]
        else:
            words = still.locator("text").all_text_contents()
        names = {name for name in NAMES if any(text.startswith(name) for text in words)}
        assert names == NAMES
        assert not page.get_by_label("Kilometres").is_visible()


def test_pictures_below_come_when_a_reader_comes_near_them(visit, december_site):
    page = visit(december_site / "dates" / "2023-12-15" / "index.html", PHONE)
    timeline = page.locator(".strip img").last
    assert timeline.evaluate("image => image.loading") == "lazy"
    timeline.scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('.strip img')[1].naturalWidth > 0")
    whole, mark = timeline.bounding_box(), page.locator(".strip > svg").bounding_box()
    assert mark == pytest.approx(whole, abs=0.1)  # the mark of the day lies over all of it


def test_with_scripts_the_map_takes_its_place(visit, single_map_of, december_site):
    for address in (single_map_of(DAY), december_site / "index.html"):
        page = visit(address)
        assert page.locator(".folium-map").is_visible()
        assert not page.locator(".still").is_visible()
        assert page.locator(".crossing-icon").first.is_visible()


def test_on_paper_the_still_picture_is_there(visit, single_map_of):
    page = visit(single_map_of(DAY))
    page.emulate_media(media="print")
    assert page.locator(".still").is_visible()
    assert not page.locator(".folium-map").is_visible()
    assert not page.locator(".crossing-icon").first.is_visible()
