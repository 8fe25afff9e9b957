"""The maps of all frontiers that come along, whatever their shape."""

import pytest

import borders
from borders.model import PlaceKind
from borders.site.pages.single_file import single_page
from borders.views.places import places_to_name
from helpers.map_page import faults, holds, map_content
from helpers.pages import DESKTOP, PHONE

ATLAS = borders.load_all()
DAY = "2025-09-20"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
@pytest.mark.parametrize("name", [*ATLAS][1:])
def test_a_map_shows_every_crossing_and_both_countries(visit, tmp_path, name, size):
    dataset = ATLAS[name]
    file = tmp_path / "map.html"
    file.write_text(single_page(dataset, dataset.slice(DAY)), encoding="utf-8")
    page = visit(file, size)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    content = map_content(page)
    placed = [c for c in dataset.record.crossings.values() if c.position]
    assert len(content["markers"]) == len(placed)
    for marker in content["markers"]:
        assert holds(content["frame"], marker["x"], marker["y"]), marker["text"]
    countries = [p.text for p in places_to_name(dataset) if p.kind is PlaceKind.COUNTRY][:2]
    assert {*countries} <= {name["text"] for name in content["names"]}
    assert faults(content, at_opening=True) == []
