"""The map and the site of a data folder that `borders init` made, and of edits of it."""

import pytest

from helpers.commands import printed
from helpers.editable_folder import EditableFolder
from helpers.folders_at_the_edge import FOLDERS
from helpers.paths import START


def test_the_map_of_a_new_folder_opens_and_names_its_point(tmp_path, visit):
    printed("init", tmp_path / "data")
    printed("map", "2026-01-15", "--data", tmp_path / "data", "-o", tmp_path / "map.html")
    page = visit(tmp_path / "map.html")
    assert page.locator(".leaflet-marker-icon").count() == 1
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
