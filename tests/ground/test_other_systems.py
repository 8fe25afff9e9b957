"""Everything runs on systems without what only Unix has, and in the text of a clone on Windows."""

import shutil
import subprocess
import sys

import pytest

from borders.cli import main
from borders.record import limits
from helpers.commands import printed, python, run
from helpers.editable_folder import EditableFolder
from helpers.errors import one_line
from helpers.folders import contents, file_names, files_below
from helpers.paths import ROOT, SMALL_FOLDER, START

DATA = ["--data", SMALL_FOLDER]


def elsewhere(*arguments, **options):
    """Run a command as if on a system that is not Unix."""
    return python("-m", "helpers.elsewhere", *arguments, cwd=ROOT / "tests", **options)


@pytest.mark.parametrize(
    "arguments",
    [
        ["site", "--from", "2023-12-15", "--to", "2023-12-15", "-o"],
        ["export", "-o"],
        ["map", "2023-12-15", "-o"],
    ],
)
def test_what_is_written_is_the_same_and_takes_the_place_of_the_old(tmp_path, arguments):
    name = "map.html" if arguments[0] == "map" else "out"
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    python("-m", "borders", *arguments, tmp_path / "here" / name, *DATA)
    for _ in range(2):
        elsewhere(*arguments, tmp_path / "there" / name, *DATA)
        assert contents(tmp_path / "there") == contents(tmp_path / "here")
        assert file_names(tmp_path / "there") == [name]
    if name == "out":
        for folder in ("here", "there"):
            (tmp_path / folder / name / ".git").mkdir()
            (tmp_path / folder / name / ".git" / "config").write_text("mine")
        elsewhere(*arguments, tmp_path / "there" / name, *DATA)
        assert contents(tmp_path / "there") == contents(tmp_path / "here")
        (tmp_path / "there" / name / "notes.txt").touch()
        refused = elsewhere(*arguments, tmp_path / "there" / name, *DATA, check=False)
        assert refused.returncode == 1
        assert "did not write: notes.txt" in one_line(refused.stderr)


DECEMBER = ["--from", "2023-12-01", "--to", "2023-12-31"]
ASKED = [
    ["status", "vaalimaa", "--at", "2023-12-15"],
    ["crossings", "--at", "2023-12-15"],
    ["history", "vaalimaa"],
    ["changes", *DECEMBER],
    ["diff", "2023-12-14", "2023-12-15"],
    ["nearest", "60.17", "24.94", "--at", "2023-12-15"],
    ["claims"],
    ["frontiers", "--at", "2023-12-15"],
    ["stats", *DECEMBER],
    ["arrivals"],
    ["check"],
    ["compare", SMALL_FOLDER, SMALL_FOLDER],
    ["carry", "fi-8", "fi-9"],
]


@pytest.mark.parametrize("arguments", ASKED, ids=lambda arguments: arguments[0])
def test_what_is_asked_is_answered_alike(arguments):
    answer = elsewhere(*arguments, check=False)
    assert (answer.stdout, answer.returncode) == (run(*arguments).stdout, 0)


def test_a_new_folder_is_made_and_every_command_was_tried(tmp_path):
    elsewhere("init", tmp_path / "new")
    assert contents(tmp_path / "new") == contents(START)
    tried = {"init", "site", "export", "map", *(command for command, *_ in ASKED)}
    assert tried == set(main.list_commands(None))


WRITING = """
import pathlib, sys
from helpers import elsewhere
from borders import atomic_files
with atomic_files.new_folder(pathlib.Path(sys.argv[1]), "export") as new:
    atomic_files.write_in_new_folder(new, "half.txt", b"half")
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_one_run_writes_at_a_time_and_a_killed_one_is_no_hindrance(tmp_path):
    folder = tmp_path / "out"
    command = [sys.executable, "-c", WRITING, folder]
    with subprocess.Popen(
        command, cwd=ROOT / "tests", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "writing\n"
        second = elsewhere("export", "-o", folder, *DATA, check=False)
        assert second.returncode == 1
        assert "another run is writing there" in one_line(second.stderr)
        first.kill()
        first.wait()
    assert elsewhere("export", "-o", folder, *DATA).returncode == 0
    assert file_names(tmp_path) == ["out"]


def test_the_paths_of_a_site_leave_room_on_windows(tmp_path):
    """Of the 260 characters that a path has there, with the longest ids that `check` passes."""
    folder, longest = EditableFolder(tmp_path, START), "x" * limits.CHARACTERS["id"]
    for file in ("crossings.geojson", "closures.csv", "decisions.csv"):
        text = folder.text(file).replace("example-point", longest)
        folder.write(file, text.replace("example-decision", longest))
    printed("site", "--data", folder.path, "-o", tmp_path / "site", "--to", "2026-01-02")
    paths = files_below(tmp_path / "site")
    assert any(longest in path for path in paths)
    assert max(map(len, paths)) <= 120


@pytest.mark.skipif(not shutil.which("git"), reason="git is missing")
def test_a_clone_on_windows_has_the_same_text(tmp_path):
    """Of what is committed, with `core.autocrlf` as Git for Windows sets it."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a clone")
    clone = ["git", "clone", "--quiet", "-c", "core.autocrlf=true", ROOT, tmp_path / "clone"]
    subprocess.run(clone, check=True)
    command = ["git", "ls-files", "-z", "--eol"]
    listed = subprocess.run(command, cwd=tmp_path / "clone", capture_output=True, check=True).stdout
    changed = []
    for line in listed.decode().split("\0")[:-1]:
        about, _, path = line.partition("\t")
        committed, checked_out, *_ = about.split()
        as_committed = checked_out.removeprefix("w/") == committed.removeprefix("i/")
        if not as_committed or ("crlf" in about and not path.startswith("tests/corpus/")):
            changed.append(path)
    assert changed == []
    assert "no problems" in printed("check", tmp_path / "clone/geodata/finland-russia")
