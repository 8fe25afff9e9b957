"""The map that folium makes, at development time and in a notebook."""

import pytest

from borders.site import folium_map
from borders.site.static_files import static_text


@pytest.mark.parametrize("at", ["2023-12-15", "2023-12-15T19:59", "2026-11-01"])
def test_the_same_slice_is_the_same_map(ds, at):
    first, second = (ds.slice(at, as_of="2023-12-14").explore().get_root().render() for _ in "12")
    assert first == second


def test_the_map_of_a_page_is_what_folium_makes_today():
    kept = static_text("folium.html"), static_text("folium.js")
    assert kept == folium_map.page_map()
