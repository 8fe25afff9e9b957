"""Files of any size and kind: one clear line each, in bounded time and memory."""

import csv
import json
import os
import sys
import tempfile
from pathlib import Path

import pytest

import borders
from borders.record import limits
from borders.record.problems import DataError
from helpers.commands import python, refused
from helpers.editable_folder import EditableFolder
from helpers.permissions import without_permission

FILES = ["datapackage.json", "crossings.geojson", "frontier.geojson", "lakes.geojson", "claims.csv"]


def put_instead(data_folder, file, make):
    """Put what `make` makes in the place of a file."""
    path = data_folder.path / file
    path.unlink()
    make(path)


def check_one_problem(data_folder, file, code, message=""):
    """Check that the folder has one problem, on one line, and that the command prints it."""
    (problem,) = data_folder.problems()
    assert (problem.code, problem.file) == (code, file)
    assert message in problem.message
    error = refused("check", data_folder.path, exit_code=1)
    lines = [line for line in error.splitlines() if ": warning: " not in line]
    assert lines[0].startswith(f"Error: {data_folder.path}: 1 error")
    assert lines[1:] == [str(problem)]


@pytest.mark.parametrize("file", FILES)
def test_a_folder_where_a_file_should_be(data_folder, file):
    put_instead(data_folder, file, Path.mkdir)
    check_one_problem(data_folder, file, "unreadable", "must be a file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("file", FILES)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(data_folder, file):
    put_instead(data_folder, file, os.mkfifo)
    check_one_problem(data_folder, file, "unreadable", "must be a file")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_without_an_end_is_not_read(data_folder):
    put_instead(data_folder, "claims.csv", lambda path: path.symlink_to("/dev/zero"))
    check_one_problem(data_folder, "claims.csv", "outside", "leads out of the data folder")


@pytest.mark.parametrize("file", FILES)
def test_a_link_out_of_the_folder_is_not_followed(data_folder, file, tmp_path):
    (data_folder.path / file).rename(tmp_path / "secret")
    (data_folder.path / file).symlink_to(tmp_path / "secret")
    check_one_problem(data_folder, file, "outside", "put the file into it")


def test_a_folder_within_that_is_a_link_out_is_not_followed_either(data_folder, tmp_path):
    """The folder itself may be a link, and a link within it may lead to another of its files."""
    (data_folder.path / "all-claims.csv").symlink_to("claims.csv")
    put_instead(data_folder, "events.csv", lambda path: path.symlink_to("old-events.csv"))
    (data_folder.path / "old-events.csv").write_text(
        "id,at,until,crossings,title,confidence,sources,note\n"
    )
    (tmp_path / "link").symlink_to(data_folder.path)
    assert borders.load(tmp_path / "link").record.events == ()


@pytest.mark.parametrize("file", FILES)
def test_a_link_that_leads_nowhere_is_a_missing_file_even_where_none_is_needed(data_folder, file):
    put_instead(data_folder, file, lambda path: path.symlink_to("nothing"))
    check_one_problem(data_folder, file, "no-file", "missing")


def test_a_link_to_itself(data_folder):
    put_instead(data_folder, "claims.csv", lambda path: path.symlink_to("claims.csv"))
    check_one_problem(data_folder, "claims.csv", "unreadable", "itself")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are not those of POSIX")
@pytest.mark.parametrize("file", [*FILES, ""])
def test_what_may_not_be_read_is_reported(file):
    # pytest's own folders are closed to everyone else
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        data_folder = EditableFolder(Path(parent))
        assert data_folder.problems() == []
        with without_permission(data_folder.path / file, 0):
            problems = data_folder.problems()
    (problem,) = problems
    assert (problem.code, problem.file) == ("unreadable", file or "datapackage.json")
    assert "Permission denied" in problem.message


def test_a_folder_in_a_closed_folder_is_reported():
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        within = Path(parent) / "within"
        within.mkdir()
        with (
            without_permission(within, 0),
            pytest.raises(DataError, match="no-folder: cannot be read: Permission"),
        ):
            borders.load(within / "data")


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_200_mb_is_not_read(data_folder, file):
    with (data_folder.path / file).open("ab") as stream:
        stream.truncate(200_000_000)
    most = 150 if file.endswith(".csv") else 5
    check_one_problem(data_folder, file, "too-large", f"has 200.0 MB; at most {most} MB are read")


MAX_SIZE = limits.BYTES[".json"]  # tables may be larger, and are then measured by scripts/bench.py


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(data_folder, monkeypatch):
    monkeypatch.setitem(limits.BYTES, ".csv", MAX_SIZE)
    text = data_folder.text("claims.csv")
    padding = MAX_SIZE - len(text.encode())
    data_folder.write("claims.csv", text + "\n" * padding)
    assert [problem.code for problem in data_folder.problems()] == ["format"]
    data_folder.write("claims.csv", text + "\n" * (padding + 1))
    assert [problem.code for problem in data_folder.problems()] == ["too-large"]


def test_a_line_of_a_million_points_is_too_large(data_folder):
    data_folder.set_frontier([[27 + n / 1e6, 60.0] for n in range(1_000_000)])
    check_one_problem(data_folder, "frontier.geojson", "too-large")


def test_a_field_that_fills_the_file(data_folder):
    csv.field_size_limit(131_072)  # Python's own; a library that tests use has lifted it
    row = data_folder.set_cells("claims.csv", {}, reason="x" * (MAX_SIZE - 100_000))
    (problem,) = data_folder.problems()
    assert (problem.code, problem.row) == ("csv", row)
    assert "field larger than field limit" in problem.message


FILLED = {
    "commas": ("claims.csv", ",,,,,,,,\n"),
    "short rows": ("claims.csv", "x\n"),
    "wrong references": ("claims.csv", "c{n},nowhere,x,rejected,x,x,,,\n"),
    "objects": ("crossings.geojson", "{},"),
    "numbers": ("crossings.geojson", "1,"),
    "lakes": ("lakes.geojson", "{},"),
    "sound rows": ("claims.csv", "c{n},hs-reprint-of-nine,x,rejected,x,x,,,\n"),
    "short lines": (
        "lakes.geojson",
        '{"geometry":{"type":"LineString","coordinates":[[1,2],[1,3]]}},',
    ),
}

MEASURED = """
import resource, sys
import borders
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # seconds; it is killed past that
try:
    found = borders.load(sys.argv[1]).problems()
except borders.DataError as error:
    found = error.problems
with open("/proc/self/status") as file:  # getrusage would count what the parent had at the fork
    (most,) = [line.split()[1] for line in file if line.startswith("VmHWM:")]
print(most, len(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in another unit")
@pytest.mark.parametrize("kind", FILLED)
def test_the_largest_file_needs_bounded_memory_and_has_bounded_problems(data_folder, kind):
    file, piece = FILLED[kind]
    start = (
        data_folder.text(file) if file.endswith(".csv") else data_folder.text(file).splitlines()[0]
    )
    longest = len(piece.replace("{n}", "1234567"))
    count = (MAX_SIZE - len(start.encode()) - 100) // longest
    text = start + "".join(piece.replace("{n}", str(n)) for n in range(count))
    data_folder.write(file, text if file.endswith(".csv") else text.rstrip(",") + "]}")
    done = python("-c", MEASURED, data_folder.path)
    kilobytes, problems = map(int, done.stdout.split())
    assert kilobytes < 500_000
    assert problems < 220


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"a":' * 800_000,
        '{"type": "FeatureCollection", "features": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "9" * 1_000_000,
        '{"type": "FeatureCollection", "features": [1e999]}',
    ],
    ids=["lists", "objects", "nested features", "digits", "infinite"],
)
@pytest.mark.parametrize("file", ["datapackage.json", "lakes.geojson"])
def test_deep_and_huge_json_is_one_problem(data_folder, file, text):
    data_folder.write(file, text)
    check_one_problem(data_folder, file, "json", "not valid JSON")


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 400])
def test_a_geometry_of_another_depth_is_one_problem(data_folder, depth):
    lakes = data_folder.json("lakes.geojson")
    coordinates: object = [1, 2]
    for _ in range(depth):
        coordinates = [coordinates]
    lakes["features"][0]["geometry"] = {"type": "MultiPolygon", "coordinates": coordinates}
    data_folder.write("lakes.geojson", json.dumps(lakes))
    check_one_problem(data_folder, "lakes.geojson", "geojson", "feature 1: ")
