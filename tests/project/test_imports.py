"""Commands start fast: a look-up imports nothing heavy, a map nothing of the heaviest."""

import pytest

from helpers.commands import python

HEAVY = {
    *("geopandas", "pandas", "numpy", "shapely", "pyproj", "folium", "branca", "jinja2"),
    *("requests", "icalendar", "pyarrow", "msgspec", "borders.site.folium_map"),
    "borders.site.build",
    *(
        "borders.export.api_views",
        "borders.export.api_files",
        "borders.export.data_package",
    ),
}


def imported_by(*arguments):
    program = (
        "import sys; from borders.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    result = python("-c", program)
    return result.stdout, set(result.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "vaalimaa", "--at", "2023-12-15T20:00"),
        ("status", "niirala", "--at", "2023-12-14T07:00", "--format", "json"),
        ("history", "salla"),
        ("changes",),
    ],
)
def test_a_look_up_imports_nothing_heavy(arguments):
    output, modules = imported_by(*arguments)
    assert output
    assert "click" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_a_map_imports_neither_folium_nor_what_it_brings(tmp_path, suffix):
    path = tmp_path / f"map{suffix}"
    _, modules = imported_by("map", "2023-12-15", "-o", path.as_posix())
    assert path.stat().st_size > 50_000
    assert "shapely" in modules
    assert not modules & {"folium", "branca", "pandas", "geopandas", "requests", "xyzservices"}


def test_hours_are_read_only_where_they_are_needed():
    _, modules = imported_by("status", "vaalimaa", "--at", "2026-11-22T12:00")
    assert "opening_hours" not in modules
    _, modules = imported_by("status", "raja-jooseppi", "--at", "2023-11-29T15:00")
    assert "opening_hours" in modules


def test_importing_the_package_imports_no_click():
    python("-c", "import borders, sys; sys.exit('click' in sys.modules)")
