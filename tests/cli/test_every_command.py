"""Whatever `borders check` passes, every command can do: folders at the edge of what it allows."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borders.pictures.map_layout import CARD, PORTRAIT, STILL, lay_out
from borders.site.build import build
from helpers.commands import printed, run
from helpers.editable_folder import EditableFolder
from helpers.folders_at_the_edge import FOLDERS, UNREAD, line, package
from helpers.paths import START

DAY = "2026-01-05"


@pytest.fixture
def start_folder(tmp_path):
    return EditableFolder(tmp_path, START)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_check_passes_can_be_asked_drawn_and_published(start_folder, tmp_path, name):
    FOLDERS[name](start_folder)
    folder = start_folder.path
    printed("check", folder)
    for command in ("changes", "stats", "crossings", "arrivals", "claims"):
        printed(command, "--data", folder)
    for output, *options in (
        ("map.html",),
        ("before.html", "--as-of", "2010-01-01"),
        ("map.png",),
        ("card.svg", "--layout", "card"),
    ):
        printed("map", DAY, "--data", folder, "-o", tmp_path / output, *options)
        if output.endswith("svg"):
            text = (tmp_path / output).read_text(encoding="utf-8")
            assert not re.search(r"\bnan\b|\binf\b", text)
    printed("map", "2010-01-01", "--data", folder, "-o", tmp_path / "long-before.html")
    run("stats", "--data", folder, "-o", tmp_path / "stats.svg")
    # with all that `borders export` writes
    printed("site", "--data", folder, "-o", tmp_path / "site", "--to", DAY, "--every", "change")


@pytest.mark.parametrize("layout", [PORTRAIT, CARD, STILL], ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_crossing_lies_in_every_picture(start_folder, name, layout):
    FOLDERS[name](start_folder)
    scene = lay_out(start_folder.load(), layout)
    for stand in scene.crossings.values():
        for x, y in (stand.at, stand.symbol):
            assert layout.left <= x <= layout.right
            assert layout.top <= y <= layout.bottom
    for x, y in (point for points in scene.frontier.values() for point in points):
        assert layout.left <= x <= layout.right
        assert layout.top <= y <= layout.bottom


def test_a_site_of_days_before_the_record(start_folder, tmp_path):
    arguments = ("--from", "2010-01-01", "--to", "2010-01-02")
    printed("site", "--data", start_folder.path, "-o", tmp_path / "site", *arguments)
    assert (tmp_path / "site/dates/2010-01-01/index.html").exists()


def test_a_day_that_the_calendar_skips_has_no_page(start_folder, tmp_path):
    package(timezone="Pacific/Apia")(start_folder)
    ds, site = start_folder.load(), tmp_path / "site"
    first, last = (ds.when(day).day for day in ("2011-12-29", "2011-12-31"))
    assert build(ds, site, first, last, every_day=True) == 2
    assert not (site / "dates/2011-12-30").exists()


def test_what_nobody_reads_is_not_exported(start_folder, tmp_path):
    for name in ("properties that nobody reads", "an id and type of its own", "an empty line"):
        FOLDERS[name](start_folder)
    printed("export", "--data", start_folder.path, "-o", tmp_path / "export")
    text = (tmp_path / "export/crossings.geojson").read_text(encoding="utf-8")
    (feature,) = json.loads(text)["features"]
    assert (feature["type"], feature["id"]) == ("Feature", "example-point")
    assert not UNREAD.keys() & feature["properties"].keys()
    assert "\n\n" not in (tmp_path / "export/closures.csv").read_text(encoding="utf-8")


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
days = st.dates().map(str) | st.just("")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_folder_is_refused_in_lines_or_rendered(tmp_path_factory, data):
    """Settings, properties and positions at random, in the folder that `borders init` makes."""
    folder = EditableFolder(tmp_path_factory.mktemp("folder"), START)
    numbers = st.floats(-190, 190)
    positions = data.draw(st.lists(st.tuples(numbers, st.floats(-91, 91)), min_size=2, max_size=4))
    positions.sort(key=lambda position: position[1])
    if data.draw(st.booleans()):
        line(
            *positions,
            at=positions[0],
            projection=data.draw(st.sampled_from(["EPSG:3857", "EPSG:3413"])),
        )(folder)
    for key in data.draw(
        st.sets(
            st.sampled_from(["verified_through", "site_from", "focus", "projection", "timezone"])
        )
    ):
        folder.set_package(
            key,
            data.draw(
                days
                | st.tuples(days, days).map(list)
                | values.filter(lambda value: value is not None)
            ),
        )
    folder.edit_crossing(
        "example-point",
        **data.draw(st.dictionaries(st.text(max_size=5), values | st.lists(values), max_size=2)),
    )
    folder.set_cells("closures.csv", {}, valid_until=data.draw(days))
    out = folder.path.parent
    for command in (
        ["map", DAY, "-o", out / "m.html"],
        ["export", "-o", out / "x"],
        ["map", DAY, "-o", out / "m.svg"],
    ):
        result = run(*command, "--data", folder.path)
        checked = run("check", folder.path)
        assert result.exit_code == checked.exit_code, result.output
        assert isinstance(result.exception, SystemExit | None)
