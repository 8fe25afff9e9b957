"""The map of a data folder that `borders init` made."""

from helpers.commands import printed


def test_the_map_of_a_new_folder_opens_and_names_its_point(tmp_path, visit):
    printed("init", tmp_path / "data")
    printed("map", "2026-01-15", "--data", tmp_path / "data", "-o", tmp_path / "map.html")
    page = visit(tmp_path / "map.html")
    assert page.locator(".leaflet-marker-icon").count() == 1
    assert "Example point" in page.inner_text("body")
