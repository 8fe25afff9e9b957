"""Whatever goes wrong while something is written, what was there before stays whole."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from borders import atomic_files as files
from borders.cli import main
from borders.errors import BuildError, OutputError
from borders.site import build as site
from borders.site import verify as inspection
from borders.site.pages import record as record_pages
from helpers.failing_disk import Rendered, at, full, tree

NOBODY = 65534


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def rendered(ds):
    return Rendered(ds)


@pytest.fixture(params=["in one step", "by two renames"])
def swap(request, monkeypatch):
    """Both ways by which a folder takes the place of another."""
    if request.param == "by two renames":
        monkeypatch.setattr(files, "_exchange", lambda *_: False)


def one_line(error):
    assert len(str(error).splitlines()) == 1
    return str(error)


# faults of the file system


def put(folder, words):
    with files.new_folder(folder, "site") as aside:
        for number, word in enumerate(words):
            files.write_in_new_folder(aside, f"pages/{number}.html", word.encode())


def test_a_fault_at_any_step_leaves_the_old_folder_or_the_new_one(tmp_path, swap):
    folder = tmp_path / "site"
    put(folder, ["old", "same"])
    old = tree(folder)
    stayed = came = 0
    for number in range(1, 200):
        with at(number, full) as faults:
            try:
                put(folder, ["new", "same"])
            except OutputError as error:
                assert "No space left" in one_line(error)  # noqa: PT017  # it may also come through
        assert folder.is_dir()
        if tree(folder) == old:
            stayed += 1
        else:
            assert (folder / "pages" / "0.html").read_bytes() == b"new"
            assert (folder / "pages" / "1.html").read_bytes() == b"same"
            came += 1
            put(folder, ["old", "same"])
        if faults.count < number:  # it was through before the fault
            break
    assert stayed > 10
    assert came > 3  # what is cleared afterwards is no longer needed
    put(folder, ["new"])
    assert names(tmp_path) == ["site"]  # and what could not be cleared then is now


def test_a_fault_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "map.html"
    path.write_text("old")
    for number in range(1, 50):
        with at(number, full) as faults:
            try:
                files.write_file(path, "new")
            except OutputError as error:
                one_line(error)
                assert path.read_text() == "old"
        if faults.count < number:
            break
    assert number > 2
    assert path.read_text() == "new"
    assert names(tmp_path) == ["map.html"]


def test_a_fault_in_a_build_leaves_the_old_site_whole(tmp_path, rendered, swap):
    folder = tmp_path / "site"
    rendered.write(folder, "old")
    old = tree(folder)
    with at(0, None) as seen:
        rendered.write(folder, "new")
    new = tree(folder)
    rendered.write(folder, "old")
    assert seen.count > 300
    for number in range(1, seen.count, 23):
        with at(number, full):
            try:
                rendered.write(folder, "new")
            except (OutputError, BuildError) as error:  # a folder that cannot be listed seems empty
                one_line(error)
        assert tree(folder) in (old, new), number
    rendered.write(folder, "new")
    assert tree(folder) == new
    assert names(tmp_path) == ["site"]


@contextmanager
def a_disk_of(size, place):
    """A file system of so many bytes; where none may be mounted, a limit for each file."""
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place],
            check=False,
            capture_output=True,
        ).returncode
    )
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 100, limits[1]))
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", place], check=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_disk_that_fills_up_leaves_the_old_site_whole(tmp_path, rendered, share):
    rendered.write(tmp_path / "measured", "new")
    size = sum(-(-len(content) // 4096) * 4096 for content in tree(tmp_path / "measured").values())
    place = tmp_path / "disk"
    place.mkdir()
    with a_disk_of(int(size * share) + 100_000, place):
        put(place / "site", ["x" * 10_000, "old"])
        old = tree(place / "site")
        with pytest.raises(OutputError, match=r"No space left|File too large") as caught:
            rendered.write(place / "site", "new")
        one_line(caught.value)
        assert tree(place / "site") == old
        assert names(place) == ["site"]


@contextmanager
def without_permission(folder):
    """A folder that its user may read and not change, for root too."""
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(os.getuid())
        folder.chmod(0o755)


def test_without_permission_nothing_is_changed():
    with tempfile.TemporaryDirectory() as place:  # that of the test is for root alone
        Path(place).chmod(0o755)
        put(Path(place) / "site", ["old"])
        (Path(place) / "map.html").write_text("old")
        before = tree(Path(place))
        with without_permission(Path(place)):
            with pytest.raises(OutputError, match="Permission denied") as caught:
                put(Path(place) / "site", ["new"])
            one_line(caught.value)
            with pytest.raises(OutputError, match="Permission denied") as caught:
                files.write_file(Path(place) / "map.html", "new")
            one_line(caught.value)
        assert tree(Path(place)) == before


# killed


@pytest.mark.parametrize(("exchange", "seed"), [("yes", "1"), ("no", "2")])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_clears_up(tmp_path, exchange, seed):
    program = Path(__file__).parents[1] / "helpers" / "failing_disk.py"
    (tmp_path / "place").mkdir()
    command = [sys.executable, program, tmp_path / "place", exchange, seed]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["killed"] > 30
    assert found["old"] > 10  # killed before the swap
    assert found["new"] > 3  # and after it


def test_what_a_killed_run_left_of_a_file_is_used_up_by_the_next(tmp_path):
    program = (
        "import os, signal, sys, pathlib; from borders import atomic_files as files\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "files.write_file(pathlib.Path(sys.argv[1]), 'long ' * 1000)"
    )
    path = tmp_path / "map.html"
    ran = subprocess.run([sys.executable, "-c", program, path], check=False)
    assert ran.returncode == -9
    assert len(names(tmp_path)) == 1
    assert not path.exists()
    files.write_file(path, "short")
    assert names(tmp_path) == ["map.html"]
    assert path.read_text() == "short"


# two at once

HOLDING = """
import sys, pathlib
from borders import atomic_files as files
with files.new_folder(pathlib.Path(sys.argv[1]), "site") as aside:
    files.write_in_new_folder(aside, "index.html", b"half")
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_is_refused_and_a_killed_one_is_no_hindrance(tmp_path):
    folder = tmp_path / "site"
    put(folder, ["old"])
    old = tree(folder)
    command = ["site", "-o", str(folder), "--from", "2023-12-14", "--to", "2023-12-14"]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout.readline() == "writing\n"
        second = CliRunner().invoke(main, command)
        assert second.exit_code == 1
        assert "another run is writing there" in one_line(second.stderr)
        assert tree(folder) == old
        first.kill()
        first.wait()
    assert len(names(tmp_path)) == 2  # what it left
    assert CliRunner().invoke(main, command).exit_code == 0
    assert names(tmp_path) == ["site"]
    assert (folder / "dates" / "2023-12-14" / "index.html").is_file()


def test_a_build_that_ends_is_not_disturbed_by_one_that_was_refused(tmp_path):
    folder = tmp_path / "site"
    with files.new_folder(folder, "site") as aside:
        files.write_in_new_folder(aside, "index.html", b"first")
        with pytest.raises(OutputError, match="another run"):
            put(folder, ["second"])
    assert (folder / "index.html").read_bytes() == b"first"
    assert names(tmp_path) == ["site"]


def test_two_runs_that_write_one_file_leave_one_of_the_two_whole(tmp_path):
    program = (
        "import sys, pathlib; from borders import atomic_files as files\n"
        "for _ in range(100):\n"
        "    files.write_file(pathlib.Path(sys.argv[1]), sys.argv[2] * 100_000)\n"
        "    found = pathlib.Path(sys.argv[1]).read_text()\n"
        "    assert len(found) == 100_000 and len(set(found)) == 1, set(found)\n"
    )
    path = tmp_path / "map.html"
    runs = [subprocess.Popen([sys.executable, "-c", program, path, word]) for word in "abc"]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert names(tmp_path) == ["map.html"]


def test_files_of_others_that_look_like_remains_are_left(tmp_path):
    work = tmp_path / f".site{files._TEMPORARY}"
    work.mkdir()
    (work / "thesis.tex").write_text("precious")
    put(tmp_path / "site", ["new"])
    assert tree(work) == {"thesis.tex": b"precious"}


def test_a_link_in_the_place_of_remains_is_not_followed(tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / f".site{files._TEMPORARY}").symlink_to(tmp_path / "precious")
    (tmp_path / "file").write_text("precious")
    (tmp_path / f".map.html{files._TEMPORARY}").symlink_to(tmp_path / "file")
    with pytest.raises(OutputError):
        put(tmp_path / "site", ["new"])
    with pytest.raises(OutputError, match=os.strerror(errno.ELOOP)):
        files.write_file(tmp_path / "map.html", "new")
    assert (tmp_path / "file").read_text() == "precious"
    assert names(tmp_path / "precious") == []


# a site that is not whole


def test_a_renderer_that_fails_its_links_leaves_the_old_site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    command = ["site", "-o", str(folder), "--from", "2023-12-14", "--to", "2023-12-14"]
    assert CliRunner().invoke(main, command).exit_code == 0
    before = tree(folder)
    page = "claims/index.html", '<a href="../nowhere/">x</a>'
    monkeypatch.setattr(record_pages, "claims_page", lambda _: page)
    result = CliRunner().invoke(main, [*command[:-1], "2023-12-15"])
    assert result.exit_code == 1
    assert "claims/index.html leads to ../nowhere/" in one_line(result.stderr)
    assert tree(folder) == before
    assert names(tmp_path) == ["site"]


@pytest.fixture
def whole(ds, tmp_path):
    folder = tmp_path / "site"
    site.build(ds, folder, date(2023, 12, 14), date(2023, 12, 14), every_day=True)
    (folder / files.marker("site")).unlink()
    inspection.require_whole(folder, site.MANIFEST, None)
    return folder


def listed(folder, path, content):
    """Write a file and say so in the manifest."""
    from hashlib import sha256

    (folder / path).write_bytes(content)
    manifest = json.loads((folder / site.MANIFEST).read_text())
    manifest[path] = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    (folder / site.MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda f: (f / "assets" / "borders.js").unlink(), "assets/borders.js is missing"),
        (lambda f: (f / "more.txt").touch(), "more.txt is not in the manifest"),
        (lambda f: (f / "404.html").write_text(""), "404.html is not what the manifest says"),
        (lambda f: listed(f, "api/v1/index.json", b"{"), "api/v1/index.json cannot be read"),
        (lambda f: listed(f, "feeds/changes.atom", b"<a>"), "feeds/changes.atom cannot be read"),
        (lambda f: listed(f, "404.html", b'<img src="x.png">'), "404.html leads to x.png"),
        (lambda f: listed(f, "404.html", b'<a href="../">'), r"404.html leads to \.\./"),
        (lambda f: listed(f, "404.html", b'<a href="dates">'), "404.html leads to dates,"),
        (lambda f: listed(f, "404.html", b'<a href="/index.html">'), "404.html leads to /index"),
    ],
)
def test_what_is_not_whole_is_told_in_one_line(whole, fault, told):
    fault(whole)
    with pytest.raises(BuildError, match=told) as caught:
        inspection.require_whole(whole, site.MANIFEST, None)
    one_line(caught.value)


@pytest.mark.parametrize(
    "target", ["crossings/", "./", "", "index.html#x", "dates/%32%3023-12-14/"]
)
def test_addresses_of_folders_and_parts_lead_somewhere(whole, target):
    listed(whole, "404.html", f'<a href="{target}"><a href="https://a.example/">'.encode())
    inspection.require_whole(whole, site.MANIFEST, None)


def test_addresses_below_that_of_the_site_are_looked_up_too(whole):
    listed(whole, "404.html", b'<a href="https://example.org/b/nowhere.html">')
    inspection.require_whole(whole, site.MANIFEST, None)
    with pytest.raises(BuildError, match="where there is no file"):
        inspection.require_whole(whole, site.MANIFEST, "https://example.org/b/")
