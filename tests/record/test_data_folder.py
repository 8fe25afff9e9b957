"""Files of any size and shape: one clear line each, in bounded time and memory."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

import borders
from borders.cli import main
from borders.record.data_folder import MAX_BYTES
from borders.record.problems import DataError
from helpers.editable_folder import Copy

FILES = ["datapackage.json", "crossings.geojson", "frontier.geojson", "lakes.geojson", "claims.csv"]
_NOBODY = 65_534


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def replace(copy, file, make):
    path = copy.path / file
    path.unlink()
    make(path)


@contextmanager
def without_privileges():
    """As a user who owns nothing, should this one be allowed everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def told(copy, file, code, says=""):
    """The folder's one problem, on one line, as the command prints it too."""
    (problem,) = copy.problems()
    assert (problem.code, problem.file) == (code, file)
    assert says in problem.message
    result = CliRunner().invoke(main, ["check", str(copy.path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = [line for line in result.stderr.splitlines() if ": warning: " not in line]
    assert lines[0].startswith(f"Error: {copy.path}: 1 error")
    assert lines[1:] == [str(problem)]


@pytest.mark.parametrize("file", FILES)
def test_a_folder_where_a_file_should_be(copy, file):
    replace(copy, file, Path.mkdir)
    told(copy, file, "unreadable", "must be a file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("file", FILES)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(copy, file):
    replace(copy, file, os.mkfifo)
    told(copy, file, "unreadable", "must be a file")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_without_an_end_is_not_read(copy):
    replace(copy, "claims.csv", lambda path: path.symlink_to("/dev/zero"))
    told(copy, "claims.csv", "outside", "leads out of the data folder")


@pytest.mark.parametrize("file", FILES)
def test_a_link_out_of_the_folder_is_not_followed(copy, file, tmp_path):
    (copy.path / file).rename(tmp_path / "secret")
    (copy.path / file).symlink_to(tmp_path / "secret")
    told(copy, file, "outside", "put the file into it")


def test_a_folder_within_that_is_a_link_out_is_not_followed_either(copy, tmp_path):
    """The folder itself may be a link, and a link within it may lead to another of its files."""
    (copy.path / "all-claims.csv").symlink_to("claims.csv")
    replace(copy, "events.csv", lambda path: path.symlink_to("old-events.csv"))
    (copy.path / "old-events.csv").write_text(
        "id,at,until,crossings,title,confidence,sources,note\n"
    )
    (tmp_path / "link").symlink_to(copy.path)
    assert borders.load(tmp_path / "link").record.events == ()


@pytest.mark.parametrize("file", FILES)
def test_a_link_that_leads_nowhere_is_a_missing_file_even_where_none_is_needed(copy, file):
    replace(copy, file, lambda path: path.symlink_to("nothing"))
    told(copy, file, "no-file", "missing")


def test_a_link_to_itself(copy):
    replace(copy, "claims.csv", lambda path: path.symlink_to("claims.csv"))
    told(copy, "claims.csv", "unreadable", "itself")


@contextmanager
def shut(path):
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        with without_privileges():
            yield
    finally:
        path.chmod(mode)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are not those of POSIX")
@pytest.mark.parametrize("file", [*FILES, ""])
def test_what_may_not_be_read_is_said(file):
    # pytest's own folders are closed to everyone else
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        copy = Copy(Path(parent))
        assert copy.problems() == []
        with shut(copy.path / file):
            found = copy.problems()
    (problem,) = found
    assert (problem.code, problem.file) == ("unreadable", file or "datapackage.json")
    assert "Permission denied" in problem.message


def test_a_folder_in_a_closed_folder_is_said():
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        within = Path(parent) / "within"
        within.mkdir()
        with shut(within), pytest.raises(DataError, match="no-folder: cannot be read: Permission"):
            borders.load(within / "data")


# size


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_200_mb_is_not_read(copy, file):
    with (copy.path / file).open("ab") as stream:
        stream.truncate(200_000_000)
    most = 150 if file.endswith(".csv") else 5
    told(copy, file, "too-large", f"has 200.0 MB; at most {most} MB are read")


MAX_SIZE = MAX_BYTES[".json"]  # tables may be larger, and are then measured by scripts/bench.py


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(copy, monkeypatch):
    monkeypatch.setitem(MAX_BYTES, ".csv", MAX_SIZE)
    text = copy.text("claims.csv")
    padding = MAX_SIZE - len(text.encode())
    copy.write("claims.csv", text + "\n" * padding)
    assert [problem.code for problem in copy.problems()] == ["blank-line"]
    copy.write("claims.csv", text + "\n" * (padding + 1))
    assert [problem.code for problem in copy.problems()] == ["too-large"]


def test_a_line_of_a_million_points_is_too_large(copy):
    copy.frontier([[27 + n / 1e6, 60.0] for n in range(1_000_000)])
    told(copy, "frontier.geojson", "too-large")


def test_a_field_that_fills_the_file(copy):
    csv.field_size_limit(131_072)  # Python's own; a library that tests use has lifted it
    row = copy.cells("claims.csv", {}, reason="x" * (MAX_SIZE - 100_000))
    (problem,) = copy.problems()
    assert (problem.code, problem.row) == ("csv", row)
    assert "field larger than field limit" in problem.message


_FILLED = {
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

_MEASURED = """
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
@pytest.mark.parametrize("kind", _FILLED)
def test_the_largest_file_needs_bounded_memory_and_has_bounded_problems(copy, kind):
    file, piece = _FILLED[kind]
    start = copy.text(file) if file.endswith(".csv") else copy.text(file).splitlines()[0]
    longest = len(piece.replace("{n}", "1234567"))
    count = (MAX_SIZE - len(start.encode()) - 100) // longest
    text = start + "".join(piece.replace("{n}", str(n)) for n in range(count))
    copy.write(file, text if file.endswith(".csv") else text.rstrip(",") + "]}")
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(copy.path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
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
def test_deep_and_huge_json_is_one_problem(copy, file, text):
    copy.write(file, text)
    told(copy, file, "json", "not valid JSON")


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 400])
def test_a_geometry_of_another_depth_is_one_problem(copy, depth):
    found = copy.json("lakes.geojson")
    coordinates: object = [1, 2]
    for _ in range(depth):
        coordinates = [coordinates]
    found["features"][0]["geometry"] = {"type": "MultiPolygon", "coordinates": coordinates}
    copy.write("lakes.geojson", json.dumps(found))
    told(copy, "lakes.geojson", "geojson", "feature 1: ")
