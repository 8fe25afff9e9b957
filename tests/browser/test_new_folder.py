"""The map of other data: a folder that `borders init` made, and frontiers unlike this one."""

import pytest

from borders.site.pages.single_file import single_page
from helpers.commands import printed
from helpers.map_page import map_content

DAY = "2023-12-15"


def test_the_map_of_a_new_folder_opens_and_names_its_point(tmp_path, visit):
    printed("init", tmp_path / "data")
    printed("map", "2026-01-15", "--data", tmp_path / "data", "-o", tmp_path / "map.html")
    page = visit(tmp_path / "map.html")
    assert page.locator(".folium-map .crossing-icon").count() == 1
    assert "Example point" in page.inner_text("body")


@pytest.fixture
def marks_of(tmp_path, visit):
    """The marks on the map of a data folder, and the frame that holds them."""

    def marks(folder):
        dataset = folder.load()
        path = tmp_path / "map.html"
        path.write_text(single_page(dataset, dataset.slice(DAY)), encoding="utf-8")
        content = map_content(visit(path))
        return {mark["text"]: (mark["x"], mark["y"]) for mark in content["markers"]}, content

    return marks


def test_a_frontier_across_180_degrees_is_drawn_as_anywhere_else(data_folder, marks_of):
    there, _ = marks_of(data_folder)
    data_folder.move_east(180 - 29.5)
    data_folder.set_package("projection", "EPSG:3832")
    data_folder.write("places.csv", data_folder.text("places.csv").partition("\n")[0] + "\n")
    here, content = marks_of(data_folder)
    left, top, right, bottom = content["frame"]
    for x, y in here.values():
        assert left < x < right
        assert top < y < bottom
    assert here.keys() == there.keys()
    heights = [[y for _, y in marks.values()] for marks in (here, there)]
    assert max(heights[0]) - min(heights[0]) == pytest.approx(
        max(heights[1]) - min(heights[1]), rel=0.1
    )


def test_a_frontier_from_west_to_east_is_framed(data_folder, marks_of):
    """Its ends and all of its names are in view, beside one another."""
    data_folder.set_frontier([[20.0, 64.0], [38.0, 64.001]])
    crossings = data_folder.json("crossings.geojson")
    for number, feature in enumerate(crossings["features"]):
        feature["geometry"] = {"type": "Point", "coordinates": [20.5 + 0.8 * number, 64.0]}
    data_folder.write_json("crossings.geojson", crossings)
    _, content = marks_of(data_folder)
    left, top, right, bottom = content["frame"]
    for item in content["labels"]:
        box = item["box"]
        assert left <= box[0] < box[2] <= right
        assert top <= box[1] < box[3] <= bottom
    xs = [mark["x"] for mark in content["markers"]]
    assert max(xs) - min(xs) > 0.5 * (right - left)


def test_words_of_the_data_that_javascript_has_too_are_words(data_folder, marks_of):
    data_folder.edit_crossing("salla", way="constructor")
    marks, _ = marks_of(data_folder)
    assert "Salla, constructor: Closed" in marks
