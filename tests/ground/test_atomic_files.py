"""Files and folders are written whole or not at all."""

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path

import pytest

from borders.atomic_files import LONGEST_PATH, new_folder, write_file, write_in_new_folder
from borders.errors import BordersError, OutputError
from borders.own_files import KEPT, marker
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


def test_a_file_that_was_there_keeps_its_mode(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    path.chmod(0o604)
    write_file(path, "new")
    assert (stat.S_IMODE(path.stat().st_mode), path.read_text()) == (0o604, "new")


@pytest.mark.parametrize("old", ["old", None])
def test_a_link_is_written_through(tmp_path, old):
    link, target = tmp_path / "link.html", tmp_path / "elsewhere" / "map.html"
    target.parent.mkdir()
    if old:
        target.write_text(old)
    link.symlink_to(target)
    write_file(link, "new")
    assert (link.is_symlink(), target.read_text()) == (True, "new")
    assert file_names(tmp_path) == ["elsewhere", "link.html"]
    assert file_names(target.parent) == ["map.html"]


@pytest.mark.parametrize("name", ["x" * 255, "ä" * 127, "x" * 201, "x" * 200])
def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path, name):
    write_file(tmp_path / name, "old")
    write_file(tmp_path / name, "new")
    assert (tmp_path / name).read_text() == "new"
    (tmp_path / name).unlink()
    for _ in range(2):
        with new_folder(tmp_path / name, "site"):
            pass
    assert file_names(tmp_path) == [name]


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
        f"site/{MARKER}": b"index.html\n",
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


def test_a_path_that_is_too_long_for_some_systems_is_refused(tmp_path):
    write_in_new_folder(tmp_path, "a/" + "x" * (LONGEST_PATH - 2), b"")
    with pytest.raises(OutputError, match="has 181 characters; at most 180"):
        write_in_new_folder(tmp_path, "b/" + "x" * (LONGEST_PATH - 1), b"")
    assert file_names(tmp_path) == ["a"]


def test_a_folder_of_another_kind_is_refused_and_untouched(tmp_path, site):
    before = everything_below(tmp_path)
    refused_folder(
        site, "export", match="did not write: .borders-site, assets/, index.html; choose"
    )
    assert everything_below(tmp_path) == before


def test_a_folder_with_the_marker_is_replaced_whole(tmp_path, site):
    with new_folder(site, "site") as aside:
        (aside / "index.html").write_text("new")
        assert (site / "index.html").read_text() == "old"
    assert everything_below(tmp_path) == {
        "site": None,
        f"site/{MARKER}": b"index.html\n",
        "site/index.html": b"new",
    }


def test_an_empty_folder_is_accepted(tmp_path):
    (tmp_path / "site").mkdir()
    with new_folder(tmp_path / "site", "site") as aside:
        (aside / "index.html").write_text("new")
    assert file_names(tmp_path) == ["site"]
    assert file_names(tmp_path / "site") == [MARKER, "index.html"]


@pytest.mark.parametrize("foreign", ["thesis.tex", ".env", f"{MARKER}.old"])
def test_a_folder_with_files_of_others_is_refused_and_untouched(tmp_path, foreign):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / foreign).write_text("precious")
    before = everything_below(tmp_path)
    refused_folder(tmp_path / "site", match="choose another folder")
    assert everything_below(tmp_path) == before


def test_a_folder_that_only_looks_marked_is_refused(tmp_path):
    (tmp_path / "site" / MARKER).mkdir(parents=True)
    refused_folder(tmp_path / "site", match="did not write: .borders-site/; choose")
    assert file_names(tmp_path / "site") == [MARKER]


def test_a_folder_with_a_file_of_others_is_replaced_by_force_alone(site):
    for foreign in ("assets/mine.js", "drafts/a/b.txt", "index.\nhtml~", ".env"):
        (site / foreign).parent.mkdir(parents=True, exist_ok=True)
        (site / foreign).write_text("precious")
    (site / "z").symlink_to("index.html")
    before = everything_below(site)
    refused_folder(site, match=r"did not write: \.env, drafts/, index.\\nhtml~, …; choose another")
    assert everything_below(site) == before
    with new_folder(site, "site", force=True) as aside:
        (aside / "index.html").write_text("new")
    assert file_names(site) == [MARKER, "index.html"]


@pytest.mark.parametrize(
    "put",
    [
        lambda file: file.symlink_to("/etc/hostname"),
        os.mkfifo,
        lambda file: (file / "mine").mkdir(parents=True),
    ],
)
def test_what_took_the_place_of_a_file_is_not_deleted(site, put):
    (site / "index.html").unlink()
    put(site / "index.html")
    refused_folder(site, match="did not write: index.html")
    assert os.path.lexists(site / "index.html")


def test_what_hosts_and_version_control_keep_there_is_carried_over(site):
    for name in KEPT:
        (site / name).mkdir()
        (site / name / "file").write_text(name)
    (site / "CNAME" / "file").unlink()
    (site / "CNAME").rmdir()
    (site / "CNAME").symlink_to("nowhere")
    (site / "assets" / ".DS_Store").write_text("made by a file manager")
    inode = (site / ".git").stat().st_ino
    for force in (False, True):
        with new_folder(site, "site", force=force) as aside:
            (aside / "index.html").write_text("new")
    assert file_names(site) == sorted([*KEPT, MARKER, "index.html"])
    assert (site / ".git").stat().st_ino == inode  # moved, since it may be large
    assert (site / "CNAME").is_symlink()
    assert (site / ".well-known" / "file").read_text() == ".well-known"
    assert file_names(site.parent) == ["site"]


def test_a_clone_without_files_becomes_a_site(tmp_path):
    (tmp_path / "site" / ".git").mkdir(parents=True)
    with new_folder(tmp_path / "site", "site"):
        pass
    assert file_names(tmp_path / "site") == [MARKER, ".git"]


@pytest.mark.parametrize("here", ["site", "site/assets"])
def test_the_current_folder_is_not_replaced(tmp_path, site, monkeypatch, here):
    monkeypatch.chdir(tmp_path / here)
    before = everything_below(site)
    for path in (Path(os.path.relpath(site)), site):
        refused_folder(path, match="current folder")
    assert everything_below(site) == before
    with new_folder(tmp_path / "site" / "inner", "site"):  # beside the current folder, or below
        pass


def test_no_folder_is_replaced_that_holds_what_is_read(tmp_path, site):
    data = site / "data"
    data.mkdir()
    link = tmp_path / "link"
    link.symlink_to(data)
    for path, read in ((site, data), (site, link), (data, data), (data, link)):
        with (
            pytest.raises(OutputError, match="holds, the data folder") as caught,
            new_folder(path, "site", force=True, inputs=[read]),
        ):
            pytest.fail("the body must not run")
        check_refusal(caught.value, path)
    assert data.is_dir()


@pytest.mark.parametrize("write", [refused_file, refused_folder])
def test_links_that_lead_to_themselves_are_one_line(tmp_path, write):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    write(tmp_path / "a", match=os.strerror(errno.ELOOP))


@pytest.mark.parametrize("write", [refused_file, refused_folder])
def test_a_current_folder_that_is_gone_is_one_line(tmp_path, monkeypatch, write):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    write(Path("x"), match="No such file")


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
