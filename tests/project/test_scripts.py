"""The scripts that no other test runs still work, on small inputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import borders

SCRIPTS = Path(__file__).parents[2] / "scripts"


def run(script, *arguments):
    command = [sys.executable, "-W", "error", str(SCRIPTS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("worlds") / "world"
    size = ("--crossings", 40, "--measures", 800, "--days", 100)
    assert run("world.py", path, *size).stderr == ""
    return path


def test_a_made_up_world_is_sound_and_of_about_the_size_that_was_named(folder):
    ds = borders.load(folder)
    assert ds.problems() == []
    assert len(ds.record.crossings) == 40
    assert len(ds.record.measures) == pytest.approx(800, rel=0.1)


def test_a_world_with_more_decisions_than_days_is_refused_in_a_line(tmp_path):
    done = run("world.py", tmp_path / "world", "--crossings", 1, "--measures", 100, "--days", 9)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_the_cost_of_a_folder_is_measured_step_by_step(folder):
    cost = json.loads(run("folder_cost.py", folder, "--dates", 1).stdout)
    assert list(cost) == ["read", "load", "resolve", "check", "site", "gigabytes"]
    assert all(value > 0 for value in cost.values())


def test_the_bench_names_its_parts():
    done = run("bench.py", "nothing")
    assert done.stderr.startswith("there is no nothing; choose of status, map, site")
