"""Every file of a data folder is read once, and only those of which the record consists."""

import json
import os

import pytest

from borders.export import data_package
from borders.record.columns import TABLES
from borders.site import build
from helpers.commands import printed, refused, run
from helpers.errors import one_line


def exported(dataset):
    """Every file of the record's exported package."""
    return dict(data_package.files(dataset, [dataset.package.verified_through]))


def test_what_is_published_is_what_was_read(data_folder):
    before = exported(data_folder.load())
    dataset = data_folder.load()
    dataset.require_no_errors()
    site = dict(build.contents(dataset, [dataset.package.verified_through], [], None))
    for path in sorted(data_folder.path.iterdir()):
        path.write_text("saved while a build reads", encoding="utf-8")
    assert exported(dataset) == before
    assert dict(build.contents(dataset, [dataset.package.verified_through], [], None)) == site
    assert {path: site[path] for path in before} == before


def test_a_row_that_comes_while_a_build_reads_is_in_the_next_one(data_folder):
    dataset = data_folder.load()
    data_folder.set_cells("decisions.csv", {"id": "fi-1"}, note="Saved meanwhile.")
    data_folder.write("closures.csv", data_folder.text("closures.csv").rpartition("\n")[0])
    assert "Saved meanwhile." not in exported(dataset)["downloads/decisions.csv"]
    assert "Saved meanwhile." in exported(data_folder.load())["downloads/decisions.csv"]


def test_what_else_lies_in_the_folder_is_not_read(data_folder):
    before = exported(data_folder.load())
    with (data_folder.path / "video.mp4").open("wb") as video:
        video.truncate(60_000_000_000)
    with open(os.fsencode(data_folder.path) + b"/caf\xe9.txt", "wb"):  # noqa: PTH123
        pass
    (data_folder.path / ".git").mkdir()
    os.mkfifo(data_folder.path / "pipe.csv")
    (data_folder.path / "loop.json").symlink_to("loop.json")
    assert exported(data_folder.load()) == before
    printed("check", data_folder.path)


def test_empty_lines_are_passed_over_when_writing_as_when_reading(data_folder):
    before = exported(data_folder.load())
    for table in TABLES:
        if (data_folder.path / f"{table}.csv").exists():
            first, _, rest = data_folder.text(f"{table}.csv").partition("\n")
            data_folder.write(f"{table}.csv", f"{first}\n\n{rest}\n\n")
    assert {problem.code for problem in data_folder.problems()} == {"format"}
    assert exported(data_folder.load()) == before
    rows = data_folder.load().rows("decisions")
    assert rows == [row for row in rows if row]


@pytest.mark.parametrize("value", [[1, 2], [[1]], {}, {"a": None}, 10**30, 0.5, "text", None, True])
def test_what_nobody_reads_is_not_written(data_folder, value):
    before = exported(data_folder.load())
    for file in ("crossings.geojson", "frontier.geojson"):
        collection = data_folder.json(file)
        for feature in collection["features"][::2]:
            feature |= {"bbox": value, "id": value}
            feature["properties"] |= {"bbox": value, "lanes": value}
        data_folder.write_json(file, collection)
    after = exported(data_folder.load())
    assert after == before
    assert json.loads(after["downloads/crossings.geojson"])["features"][0]["id"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "."],
        ["compare", "."],
        ["status", "vaalimaa", "--data", "."],
        ["site", "--data", ".", "-o", "/nowhere"],
    ],
)
def test_a_folder_that_is_gone_is_one_line(tmp_path, monkeypatch, arguments):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    error = refused(*arguments, exit_code=1)
    assert "no-folder: there is no such data folder" in error
    assert error.count("\n") == 2  # how many problems, and the one
    result = run("check", ".", "--format", "github")
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert "there is no such data folder" in one_line(result.stdout)
