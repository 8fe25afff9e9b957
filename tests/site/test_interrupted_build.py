"""A build that fails, is killed or meets a second build leaves the old site or the new, whole."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager, nullcontext

import pytest

import borders
from borders import atomic_files, language
from borders.errors import BuildError, OutputError
from borders.site.build import build
from borders.site.pages import record
from helpers.commands import python, refused, run
from helpers.errors import one_line
from helpers.failing_disk import RenderedSites, at_operation, disk_full, files_of_at_most
from helpers.folders import contents, file_names, write_pages
from helpers.paths import ROOT, SMALL_FOLDER

SITE = ["site", "--data", SMALL_FOLDER, "--from", "2023-12-14"]


@pytest.fixture(scope="module")
def rendered():
    """Two sites, rendered so that they can be written often."""
    return RenderedSites(borders.load(SMALL_FOLDER))


def test_a_fault_in_a_build_leaves_the_old_site_whole(tmp_path, rendered, exchange):
    folder = tmp_path / "site"
    rendered.write(folder, "old")
    old = contents(folder)
    with at_operation(0, None) as operations:
        rendered.write(folder, "new")
    new = contents(folder)
    rendered.write(folder, "old")
    assert operations.count > 300
    for number in range(1, operations.count, 23):
        with at_operation(number, disk_full):
            try:
                rendered.write(folder, "new")
            except (OutputError, BuildError) as error:  # a folder that cannot be listed seems empty
                one_line(error)
        assert contents(folder) in (old, new), number
    rendered.write(folder, "new")
    assert contents(folder) == new
    assert file_names(tmp_path) == ["site"]


@contextmanager
def disk_of(size, place):
    """A file system of so many bytes; where none may be mounted, a limit for each file."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place]
    mounted = shutil.which("mount") and not subprocess.run(command, check=False).returncode
    with nullcontext() if mounted else files_of_at_most(size // 100):
        try:
            yield
        finally:
            if mounted:
                subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_disk_that_fills_up_leaves_the_old_site_whole(tmp_path, rendered, share):
    rendered.write(tmp_path / "measured", "new")
    size = sum(
        -(-len(content) // 4096) * 4096 for content in contents(tmp_path / "measured").values()
    )
    place = tmp_path / "disk"
    place.mkdir()
    with disk_of(int(size * share) + 40_000, place):
        write_pages(place / "site", ["x" * 10_000, "old"])
        old = contents(place / "site")
        with pytest.raises(OutputError, match=r"No space left|File too large") as caught:
            rendered.write(place / "site", "new")
        one_line(caught.value)
        assert contents(place / "site") == old
        assert file_names(place) == ["site"]


@pytest.mark.parametrize(("exchange", "seed"), [("yes", "1"), ("no", "2")])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_clears_up(tmp_path, exchange, seed):
    (tmp_path / "place").mkdir()
    command = ["-m", "helpers.failing_disk", tmp_path / "place", exchange, seed]
    outcome = json.loads(python(*command, cwd=ROOT / "tests").stdout)
    assert outcome["killed"] > 30
    assert outcome["old"] > 10  # killed before the swap
    assert outcome["new"] > 3  # and after it
    assert outcome["carried"] > 0  # and between the swap and the move of what is carried over


HOLDING = """
import sys, pathlib
import borders
from borders import atomic_files
with atomic_files.new_folder(pathlib.Path(sys.argv[1]), "site") as aside:
    atomic_files.write_in_new_folder(aside, "index.html", b"half")
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_is_refused_and_a_killed_one_is_no_hindrance(tmp_path):
    folder = tmp_path / "site"
    write_pages(folder, ["old"])
    old = contents(folder)
    command = [*SITE, "-o", folder, "--to", "2023-12-14"]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout.readline() == "writing\n"
        second = run(*command)
        assert second.exit_code == 1
        assert "another run is writing there" in one_line(second.stderr)
        assert contents(folder) == old
        first.kill()
        first.wait()
    assert len(file_names(tmp_path)) == 2  # what it left
    assert run(*command).exit_code == 0
    assert file_names(tmp_path) == ["site"]
    assert (folder / "dates" / "2023-12-14" / "index.html").is_file()


def test_a_renderer_that_fails_its_links_leaves_the_old_site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    command = [*SITE, "-o", folder, "--to", "2023-12-14"]
    assert run(*command).exit_code == 0
    before = contents(folder)
    page = "claims/index.html", '<a href="../nowhere/">x</a>'
    monkeypatch.setattr(record, "claims_page", lambda _: page)
    error = refused(*command[:-1], "2023-12-15", exit_code=1)
    assert "claims/index.html leads to ../nowhere/" in one_line(error)
    assert contents(folder) == before
    assert file_names(tmp_path) == ["site"]


def test_a_site_that_cannot_be_written_says_so_in_the_language_of_who_builds_it(
    ds, tmp_path, monkeypatch
):
    write = atomic_files.write_in_new_folder

    def missing_in_russian(folder, path, content):
        if path.startswith("ru/"):
            monkeypatch.setattr(atomic_files, "write_in_new_folder", write)
            raise OutputError(language.gettext("{path} is missing", path=path))
        write(folder, path, content)

    monkeypatch.setattr(atomic_files, "write_in_new_folder", missing_in_russian)
    day = ds.when("2023-12-15").day
    with language.use("fi"):
        with pytest.raises(OutputError, match=r"ru/\S+ puuttuu"):
            build(ds, tmp_path / "site", day, day, every_day=True, languages=("en", "ru"))
        assert language.active() == "fi"
    assert language.active() == "en"
