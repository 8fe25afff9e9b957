"""The map and the site of other data: of `borders init`, edits of it, and other frontiers."""

import pytest

from borders.site.pages.single_file import single_page
from helpers.commands import printed
from helpers.editable_folder import EditableFolder
from helpers.folders_at_the_edge import FOLDERS
from helpers.map_page import map_content
from helpers.paths import START

DAY = "2023-12-15"


def test_the_map_of_a_new_folder_opens_and_names_its_point(tmp_path, visit):
    printed("init", tmp_path / "data")
    printed("map", "2026-01-15", "--data", tmp_path / "data", "-o", tmp_path / "map.html")
    page = visit(tmp_path / "map.html")
    assert page.locator(".folium-map .crossing-icon").count() == 1
    assert "Example point" in page.inner_text("body")


def edited(parent, edit):
    """The path of the data folder that `borders init` copies, edited."""
    folder = EditableFolder(parent, START)
    edit(folder)
    return folder.path


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-01-01", "2026-01-15"), ("2026-01-01", "2026-01-01"), ("2010-01-01", "2010-01-02")],
    ids=["the record", "its first day", "before it"],
)
def test_the_slider_of_a_new_site_stands_between_its_ends(tmp_path, visit, first, last):
    site = tmp_path / "site"
    printed("site", "--data", START, "-o", site, "--from", first, "--to", last)
    page = visit(site / "index.html")
    for slider in page.locator("input[type=range]").all():
        low, value, high = (
            float(slider.evaluate(f"slider => slider.{end}")) for end in ("min", "value", "max")
        )
        assert low < high
        assert low <= value <= high
    assert "NaN" not in page.locator(".slider").inner_html()


def test_names_that_objects_and_pages_have_themselves_change_no_map(tmp_path, visit):
    for name in (
        "a way called as what objects have",
        "a part called as what objects have",
        "a decision called as a part of pages",
    ):
        folder = edited(tmp_path / name.replace(" ", "-"), FOLDERS[name])
        printed("map", "2026-01-15", "--data", folder, "-o", tmp_path / "map.html")
        page = visit(tmp_path / "map.html")
        assert page.locator(".leaflet-marker-icon").count() == 1
        assert page.locator("path.frontier-line").get_attribute("d").startswith("M")
        assert "function" not in page.content().split("<body")[1].split("<script")[0]


def test_a_frontier_over_the_antimeridian_is_short_on_the_map(tmp_path, visit):
    folder = edited(tmp_path, FOLDERS["over the antimeridian"])
    printed("map", "2026-01-15", "--data", folder, "-o", tmp_path / "map.html")
    page = visit(tmp_path / "map.html")
    bounds = page.evaluate("borders.leaflet.getBounds().toBBoxString()").split(",")
    assert float(bounds[2]) - float(bounds[0]) < 20
    line, point = (
        page.locator(place).bounding_box() for place in ("path.frontier-line", ".crossing-icon")
    )
    middle = point["x"] + point["width"] / 2
    assert line["x"] - 60 <= middle <= line["x"] + line["width"] + 60


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
