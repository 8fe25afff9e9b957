"""Files and folders are written whole or not at all."""

import os
import stat
from contextlib import contextmanager

import pytest

from borders.atomic_files import marker, new_folder, write_file, write_in_new_folder
from borders.errors import BordersError, OutputError
from helpers.failing_disk import files_of_at_most
from helpers.folders import file_names

MARKER = marker("site")


def everything_below(folder):
    """Every path below a folder, with the content of the files, None for a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def site(tmp_path):
    """A folder that this package wrote."""
    path = tmp_path / "site"
    with new_folder(path, "site") as aside:
        (aside / "index.html").write_text("old")
        (aside / "assets").mkdir()
        (aside / "assets" / "map.js").write_text("old")
    return path


# one file


def test_a_file_holds_the_whole_text_as_utf_8_with_lf(tmp_path):
    path = tmp_path / "map.html"
    write_file(path, "Raja-Jooseppi\nТорфяновка ʹ 💥\n")
    assert path.read_bytes() == "Raja-Jooseppi\nТорфяновка ʹ 💥\n".encode()
    assert file_names(tmp_path) == ["map.html"]


@pytest.mark.parametrize("content", ["", "no newline at its end", "a\r\nb\rc\n", "x" * 2_000_000])
def test_a_file_is_what_was_given_byte_for_byte(tmp_path, content):
    path = tmp_path / "map.html"
    write_file(path, content)
    assert path.read_bytes() == content.encode()


def test_an_older_longer_file_is_replaced_whole(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old " * 1_000)
    write_file(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert file_names(tmp_path) == ["map.html"]


def test_a_reader_of_the_older_file_keeps_it_whole(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    with path.open() as reader:
        write_file(path, "new")
        assert reader.read() == "old"


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_file_may_be_read_by_whom_the_umask_allows(tmp_path, mask, mode):
    with umask(mask):
        write_file(tmp_path / "map.html", "new")
        assert os.umask(mask) == mask  # it is put back
    assert stat.S_IMODE((tmp_path / "map.html").stat().st_mode) == mode


def check_refusal(error, path):
    """Check that an error is one line that begins with the path."""
    assert isinstance(error, BordersError)
    assert isinstance(error, OSError)
    assert error.exit_code == 1
    assert str(error).startswith(f"{path} ")
    assert len(str(error).splitlines()) == 1


def refused_file(path, content="new", match=None):
    """Check that a file is refused in one line that begins with its path."""
    with pytest.raises(OutputError, match=match) as caught:
        write_file(path, content)
    check_refusal(caught.value, path)


def refused_folder(path, kind="site", match=None):
    """Check that a folder is refused before anything is put into it, in one line."""
    with pytest.raises(OutputError, match=match) as caught, new_folder(path, kind):
        pytest.fail("the body must not run")
    check_refusal(caught.value, path)


def test_a_file_in_a_folder_that_is_missing_is_refused(tmp_path):
    path = tmp_path / "missing" / "map.html"
    refused_file(path, match="No such file or directory")
    assert file_names(tmp_path) == []


def test_a_file_below_a_file_is_refused(tmp_path):
    parent = tmp_path / "file"
    parent.write_text("old")
    refused_file(parent / "map.html", match="Not a directory")
    assert everything_below(tmp_path) == {"file": b"old"}


def test_a_file_is_not_written_over_a_folder(tmp_path):
    (tmp_path / "map.html").mkdir()
    (tmp_path / "map.html" / "x").write_text("old")
    refused_file(tmp_path / "map.html")
    assert everything_below(tmp_path) == {"map.html": None, "map.html/x": b"old"}


def test_a_name_that_is_too_long_is_refused(tmp_path):
    path = tmp_path / ("x" * 300)
    refused_file(path)
    assert file_names(tmp_path) == []


def test_a_disk_that_fills_up_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    with pytest.raises(OutputError, match="File too large") as caught, files_of_at_most(100_000):
        write_file(path, "new" * 100_000)
    check_refusal(caught.value, path)
    assert everything_below(tmp_path) == {"map.html": b"old"}


def test_text_that_no_file_can_hold_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    refused_file(path, "half a pair: \ud800")
    assert everything_below(tmp_path) == {"map.html": b"old"}


def test_what_is_no_regular_file_is_not_replaced_by_one(tmp_path):
    # As root, `-o /dev/null` would otherwise turn the device into a file for everyone.
    path = tmp_path / "pipe"
    os.mkfifo(path)
    refused_file(path)
    assert path.is_fifo()
    assert file_names(tmp_path) == ["pipe"]


# a folder


def test_a_new_folder_holds_what_was_put_there_and_the_marker(tmp_path):
    with new_folder(tmp_path / "a" / "site", "site") as aside:
        (aside / "index.html").write_text("new")
        assert not (tmp_path / "a" / "site").exists()
    assert everything_below(tmp_path / "a") == {
        "site": None,
        f"site/{MARKER}": b"",
        "site/index.html": b"new",
    }


def test_a_new_folder_may_be_read_by_whom_the_umask_allows(tmp_path):
    with umask(0o022), new_folder(tmp_path / "site", "site"):
        pass
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755


@pytest.mark.parametrize("path", ["../thesis.tex", "a/../../thesis.tex", "/etc/motd", "a/.."])
def test_no_file_of_a_folder_leads_out_of_it(tmp_path, path):
    (tmp_path / "site").mkdir()
    with pytest.raises(OutputError, match="leads out of the folder"):
        write_in_new_folder(tmp_path / "site", path, b"attack")
    assert everything_below(tmp_path) == {"site": None}


def test_a_folder_of_another_kind_is_refused_and_untouched(tmp_path, site):
    before = everything_below(tmp_path)
    refused_folder(site, "export", match="was not written by borders export")
    assert everything_below(tmp_path) == before


def test_a_folder_with_the_marker_is_replaced_whole(tmp_path, site):
    with new_folder(site, "site") as aside:
        (aside / "index.html").write_text("new")
        assert (site / "index.html").read_text() == "old"
    assert everything_below(tmp_path) == {
        "site": None,
        f"site/{MARKER}": b"",
        "site/index.html": b"new",
    }


def test_an_empty_folder_is_accepted(tmp_path):
    (tmp_path / "site").mkdir()
    with new_folder(tmp_path / "site", "site") as aside:
        (aside / "index.html").write_text("new")
    assert file_names(tmp_path) == ["site"]
    assert file_names(tmp_path / "site") == [MARKER, "index.html"]


@pytest.mark.parametrize("foreign", ["thesis.tex", ".git", f"{MARKER}.old"])
def test_a_folder_with_files_of_others_is_refused_and_untouched(tmp_path, foreign):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / foreign).write_text("precious")
    before = everything_below(tmp_path)
    refused_folder(tmp_path / "site", match="choose another folder")
    assert everything_below(tmp_path) == before


def test_a_folder_that_only_looks_marked_is_refused(tmp_path):
    (tmp_path / "site" / MARKER).mkdir(parents=True)
    refused_folder(tmp_path / "site", match="choose another folder")
    assert file_names(tmp_path / "site") == [MARKER]


@pytest.mark.parametrize("make", [lambda path: path.write_text("precious"), os.mkfifo])
def test_what_is_no_folder_is_refused_and_untouched(tmp_path, make):
    path = tmp_path / "site"
    make(path)
    before = path.stat()
    refused_folder(path)
    assert path.stat().st_ino == before.st_ino
    assert file_names(tmp_path) == ["site"]


def test_a_folder_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("old")
    refused_folder(tmp_path / "file" / "site")
    assert everything_below(tmp_path) == {"file": b"old"}


def test_a_folder_whose_name_is_too_long_is_refused(tmp_path):
    path = tmp_path / ("x" * 300)
    refused_folder(path)
    assert file_names(tmp_path) == []


def fill(path, error):
    """Start on a new folder and fail."""
    with new_folder(path, "site") as aside:
        (aside / "index.html").write_text("new")
        raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OutputError, OSError])
def test_a_body_that_fails_leaves_the_old_folder_as_it_was(tmp_path, site, error):
    before = everything_below(tmp_path)
    expected = OutputError if issubclass(error, OSError) else error
    with pytest.raises(expected, match="stop"):
        fill(site, error("stop"))
    assert everything_below(tmp_path) == before


def test_a_body_that_fails_leaves_no_new_folder(tmp_path):
    with pytest.raises(RuntimeError, match="stop"):
        fill(tmp_path / "site", RuntimeError("stop"))
    assert file_names(tmp_path) == []


def test_a_disk_that_fills_up_leaves_the_old_folder_as_it_was(tmp_path, site):
    before = everything_below(tmp_path)
    with pytest.raises(OutputError), files_of_at_most(100_000), new_folder(site, "site") as aside:
        write_file(aside / "index.html", "new" * 100_000)
    assert everything_below(tmp_path) == before


def test_a_link_to_a_site_leads_to_the_new_one_and_nothing_is_left_aside(tmp_path, site):
    link = tmp_path / "current"
    link.symlink_to(site, target_is_directory=True)
    with new_folder(link, "site") as aside:
        (aside / "index.html").write_text("new")
    assert (link / "index.html").read_text() == "new"
    assert file_names(tmp_path) == ["current", "site"]
