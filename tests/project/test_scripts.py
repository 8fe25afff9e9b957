"""The scripts that no other test runs still work, on small inputs."""

import json

import pytest

import borders
from helpers.commands import python
from helpers.folders import contents
from helpers.paths import SCRIPTS


def run_script(script, *arguments):
    return python("-W", "error", SCRIPTS / script, *arguments, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("worlds") / "world"
    size = ("--crossings", 40, "--measures", 800, "--days", 100)
    assert run_script("world.py", path, *size).stderr == ""
    return path


def test_a_made_up_world_is_sound_and_of_about_the_size_that_was_named(folder):
    ds = borders.load(folder)
    assert ds.problems() == []
    assert len(ds.record.crossings) == 40
    assert len(ds.record.measures) == pytest.approx(800, rel=0.1)


def test_made_up_frontiers_are_an_atlas_to_which_one_more_adds_only_itself(tmp_path):
    for count in (2, 3):
        size = ("--frontiers", count, "--crossings", 20 * count, "--measures", 400 * count)
        assert run_script("world.py", tmp_path / str(count), *size).stderr == ""
    atlas = borders.load_all(tmp_path / "3")
    assert [each.problems() for each in atlas.values()] == [[], [], []]
    assert {len(each.record.crossings) for each in atlas.values()} == {20}
    assert len({each.package.zone for each in atlas.values()}) == 3
    assert len(atlas.nearest(0, 0, "2010-06-01", count=None)) > 5
    more = contents(tmp_path / "3")
    assert contents(tmp_path / "2") == {path: more[path] for path in more if path[:4] != "f002"}


def test_a_world_with_more_decisions_than_days_is_refused_in_a_line(tmp_path):
    process = run_script(
        "world.py", tmp_path / "world", "--crossings", 1, "--measures", 100, "--days", 9
    )
    assert process.returncode == 1
    assert process.stderr.count("\n") == 1


def test_the_cost_of_a_folder_is_measured_step_by_step(folder):
    cost = json.loads(run_script("folder_cost.py", folder, "--dates", 1).stdout)
    assert list(cost) == ["read", "load", "resolve", "check", "site", "gigabytes"]
    assert all(value > 0 for value in cost.values())


def test_the_bench_names_its_parts():
    process = run_script("bench.py", "nothing")
    assert process.stderr.startswith("there is no nothing; choose of status, map, site")
