"""Whatever `borders check` passes, every command can do: folders at the edge of what it allows."""

import json

import pytest

from borders.pictures.map_frames import CARD, PORTRAIT, STILL
from borders.pictures.map_layout import lay_out
from borders.site.build import build
from helpers.commands import printed
from helpers.editable_folder import EditableFolder
from helpers.folders_at_the_edge import FOLDERS, UNREAD, package
from helpers.paths import START
from helpers.promise import LOOK_UPS, PAGES, outcome, tried
from helpers.random_folders import recipe


@pytest.fixture
def start_folder(tmp_path):
    return EditableFolder(tmp_path, START)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_check_passes_can_be_asked_drawn_and_published(start_folder, tmp_path, name):
    FOLDERS[name](start_folder)
    result = outcome(start_folder.path, tmp_path / "out", (*LOOK_UPS, *PAGES), "en")
    assert (result.passed, result.faults) == (True, [])


@pytest.mark.parametrize("batch", range(10))
@pytest.mark.parametrize(("target", "count"), [("folder", 40), ("pages", 4)])
def test_any_folder_is_refused_in_lines_or_can_be_asked_drawn_and_published(target, count, batch):
    for number in range(batch * count, (batch + 1) * count):
        name = f"{target}-0-{number}"
        assert tried(target, name, recipe(name)).faults == [], name


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
