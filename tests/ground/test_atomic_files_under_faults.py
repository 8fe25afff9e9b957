"""Whatever goes wrong while something is written, what was there before stays whole."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from borders import atomic_files
from borders.errors import OutputError
from helpers.commands import python
from helpers.errors import one_line
from helpers.failing_disk import at_operation, disk_full
from helpers.folders import contents, file_names, write_pages
from helpers.permissions import without_permission

# faults of the file system


def test_a_fault_at_any_step_leaves_the_old_folder_or_the_new_one(tmp_path, exchange):
    folder = tmp_path / "site"
    write_pages(folder, ["old", "same"])
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("precious")
    old = contents(folder)
    stayed = came = moved_later = 0
    for number in range(1, 200):
        with at_operation(number, disk_full) as operations:
            try:
                write_pages(folder, ["new", "same"])
            except OutputError as error:
                assert "No space left" in one_line(error)  # noqa: PT017  # it may also come through
        assert folder.is_dir()
        if not (folder / ".git").exists():  # it could not be moved: the next run does
            (aside,) = tmp_path.glob(".site.borders-new/*/.git/config")
            assert aside.read_text() == "precious"
            moved_later += 1
        elif contents(folder) == old:
            stayed += 1
        else:
            assert (folder / "pages" / "0.html").read_bytes() == b"new"
            assert (folder / "pages" / "1.html").read_bytes() == b"same"
            came += 1
        if contents(folder) != old:
            write_pages(folder, ["old", "same"])
        assert contents(folder) == old
        if operations.count < number:  # it was through before the fault
            break
    assert stayed > 10
    assert came > 3  # what is cleared afterwards is no longer needed
    assert moved_later > 0
    write_pages(folder, ["new"])
    assert file_names(tmp_path) == ["site"]  # and what could not be cleared then is now


def test_a_fault_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "map.html"
    atomic_files.write_file(path, "old")  # which also imports all that writing needs
    for number in range(1, 50):
        path.write_text("old")
        with at_operation(number, disk_full) as operations:
            try:
                atomic_files.write_file(path, "new")
            except OutputError as error:
                one_line(error)
                assert path.read_text() == "old"
        if operations.count < number:
            break
    assert number > 2
    assert path.read_text() == "new"
    assert file_names(tmp_path) == ["map.html"]


def test_without_permission_nothing_is_changed():
    with tempfile.TemporaryDirectory() as place:  # that of the test is for root alone
        Path(place).chmod(0o755)
        write_pages(Path(place) / "site", ["old"])
        (Path(place) / "map.html").write_text("old")
        before = contents(Path(place))
        with without_permission(Path(place), 0o555):
            with pytest.raises(OutputError, match="Permission denied") as caught:
                write_pages(Path(place) / "site", ["new"])
            one_line(caught.value)
            with pytest.raises(OutputError, match="Permission denied") as caught:
                atomic_files.write_file(Path(place) / "map.html", "new")
            one_line(caught.value)
        assert contents(Path(place)) == before


def test_what_a_killed_run_left_of_a_file_is_used_up_by_the_next(tmp_path):
    program = (
        "import os, signal, sys, pathlib; from borders import atomic_files\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "atomic_files.write_file(pathlib.Path(sys.argv[1]), 'long ' * 1000)"
    )
    path = tmp_path / "map.html"
    assert python("-c", program, path, check=False).returncode == -9
    assert len(file_names(tmp_path)) == 1
    assert not path.exists()
    atomic_files.write_file(path, "short")
    assert file_names(tmp_path) == ["map.html"]
    assert path.read_text() == "short"


def test_a_build_that_ends_is_not_disturbed_by_one_that_was_refused(tmp_path):
    folder = tmp_path / "site"
    with atomic_files.new_folder(folder, "site") as aside:
        atomic_files.write_in_new_folder(aside, "index.html", b"first")
        with pytest.raises(OutputError, match="another run"):
            write_pages(folder, ["second"])
    assert (folder / "index.html").read_bytes() == b"first"
    assert file_names(tmp_path) == ["site"]


def test_two_runs_that_write_one_file_leave_one_of_the_two_whole(tmp_path):
    program = (
        "import sys, pathlib; from borders import atomic_files\n"
        "for _ in range(100):\n"
        "    atomic_files.write_file(pathlib.Path(sys.argv[1]), sys.argv[2] * 100_000)\n"
        "    text = pathlib.Path(sys.argv[1]).read_text()\n"
        "    assert len(text) == 100_000 and len(set(text)) == 1, set(text)\n"
    )
    path = tmp_path / "map.html"
    runs = [subprocess.Popen([sys.executable, "-c", program, path, word]) for word in "abc"]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert file_names(tmp_path) == ["map.html"]


def test_files_of_others_that_look_like_remains_are_left(tmp_path):
    work = tmp_path / ".site.borders-new"
    work.mkdir()
    (work / "thesis.tex").write_text("precious")
    write_pages(tmp_path / "site", ["new"])
    assert contents(work) == {"thesis.tex": b"precious"}


def test_a_link_in_the_place_of_remains_is_not_followed(tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / ".site.borders-new").symlink_to(tmp_path / "precious")
    (tmp_path / "file").write_text("precious")
    (tmp_path / ".map.html.borders-new").symlink_to(tmp_path / "file")
    with pytest.raises(OutputError, match="in the way"):
        write_pages(tmp_path / "site", ["new"])
    with pytest.raises(OutputError, match="in the way"):
        atomic_files.write_file(tmp_path / "map.html", "new")
    assert (tmp_path / "file").read_text() == "precious"
    assert file_names(tmp_path / "precious") == []
