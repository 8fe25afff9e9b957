"""What is written is made in a folder of this user alone, which one run has at a time."""

import os
import stat
import subprocess
import sys
import time

import pytest

from borders.atomic_files import new_folder, write_file
from borders.errors import OutputError
from borders.workspace import workspace
from helpers.folders import contents, file_names, write_pages
from helpers.permissions import NOBODY

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has other users")


def test_nobody_else_can_enter_what_is_being_written(tmp_path):
    mask = os.umask(0)
    try:
        with new_folder(tmp_path / "site", "site") as new:
            assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o777  # as the umask has it


def test_a_workspace_that_was_open_to_others_is_closed_first(tmp_path):
    (tmp_path / ".site.borders-new").mkdir()
    (tmp_path / ".site.borders-new").chmod(0o777)
    with new_folder(tmp_path / "site", "site") as new:
        assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700


@as_root
@pytest.mark.parametrize("mode", [0o700, 0o777])
def test_what_another_user_put_there_first_is_not_used(tmp_path, mode):
    tmp_path.chmod(0o1777)
    for name in ("site", "map.html"):
        aside = tmp_path / f".{name}.borders-new"
        (aside / "new").mkdir(parents=True)
        (aside / "new" / "index.html").write_text("forged")
        aside.chmod(mode)
        os.chown(aside, NOBODY, NOBODY)
    before = contents(tmp_path)
    with pytest.raises(OutputError, match="in the way, and not a folder of this user"):
        write_pages(tmp_path / "site", ["mine"])
    with pytest.raises(OutputError, match="in the way, and not a folder of this user"):
        write_file(tmp_path / "map.html", "mine")
    assert contents(tmp_path) == before


def test_a_run_that_waits_comes_after_the_one_that_is_writing(tmp_path):
    program = (
        "import sys, pathlib; from borders import atomic_files\n"
        "print(flush=True); atomic_files.write_file(pathlib.Path(sys.argv[1]), 'second')"
    )
    path = tmp_path / "map.html"
    with workspace(path, wait=True) as aside:
        command = [sys.executable, "-c", program, path]
        second = subprocess.Popen(command, stdout=subprocess.PIPE)
        second.stdout.readline()
        time.sleep(0.2)  # so that it waits for the lock, most likely
        assert not path.exists()
        (aside / "file").write_text("left")
    assert second.wait() == 0
    second.stdout.close()
    assert path.read_text() == "second"
    assert file_names(tmp_path) == ["map.html"]


def left_by_a_killed_run(tmp_path, where):
    """A site with `.git` that a killed run left aside, after the new one came in its place."""
    write_pages(tmp_path / "site", ["new"])
    aside = tmp_path / ".site.borders-new" / where
    (aside / ".git").mkdir(parents=True)
    (aside / ".git" / "config").write_text("precious")
    return aside


@pytest.mark.parametrize("where", ["new", "old"])
def test_what_a_killed_run_had_not_carried_over_is(tmp_path, where):
    left_by_a_killed_run(tmp_path, where)
    write_pages(tmp_path / "site", ["new"])
    assert (tmp_path / "site" / ".git" / "config").read_text() == "precious"
    assert file_names(tmp_path) == ["site"]


@pytest.mark.parametrize("where", ["new", "old"])
def test_nor_is_it_lost_if_the_site_was_deleted_since(tmp_path, where):
    left_by_a_killed_run(tmp_path, where)
    for path in sorted((tmp_path / "site").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (tmp_path / "site").rmdir()
    write_pages(tmp_path / "site", ["newer"])
    assert (tmp_path / "site" / ".git" / "config").read_text() == "precious"
    assert file_names(tmp_path) == ["site"]


@pytest.mark.parametrize("where", ["new", "old"])
def test_of_two_that_would_be_kept_neither_is_deleted(tmp_path, where):
    aside = left_by_a_killed_run(tmp_path, where)
    (tmp_path / "site" / ".git").mkdir()
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=r"\.git exists, and so does an older one"):
        write_pages(tmp_path / "site", ["newer"])
    assert contents(tmp_path) == before
    assert (aside / ".git" / "config").is_file()
