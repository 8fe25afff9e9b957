"""What is installed, and under which licences what is handed on stands."""

import json
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from borders.record.reading import default_folder
from helpers.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "scripts" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = dict(re.fullmatch(r"([\w.-]+)==(\S+)", line).groups() for line in LINES[1:])


def test_the_lock_is_versions_and_nothing_else():
    assert LINES[0].startswith("# Made by ./scripts/lock.")
    assert "//" not in LINES[0]
    assert len(PINS) == len(LINES) - 1 > 50


def test_every_dependency_is_locked_at_a_version_that_is_allowed():
    pins = {canonicalize_name(name): version for name, version in PINS.items()}
    optional = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *optional["parquet"], *optional["test"]]
    for requirement in map(Requirement, wanted):
        if requirement.name != "borders":
            version = pins[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("name", ["folium", "shapely", "icalendar", "hypothesis"])
def test_what_these_need_in_turn_is_locked_too(name):
    pins = {canonicalize_name(pin) for pin in PINS}
    requirements = map(Requirement, distribution(name).requires)
    needed = [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]
    assert needed
    assert [r for r in needed if canonicalize_name(r.name) not in pins] == []


def test_every_file_of_the_data_says_its_licence_and_the_wheel_names_them_all():
    folder = Path(default_folder())
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    licences = {
        resource["path"]: [licence["name"] for licence in resource["licenses"]]
        for resource in package["resources"]
    }
    assert licences.keys() == {path.name for path in folder.iterdir()} - {"datapackage.json"}
    assert all(licences.values())
    used = {name for names in licences.values() for name in names}
    assert used == {licence["name"] for licence in package["licenses"]}
    assert set(PROJECT["license"].split(" AND ")) == {"MIT", *used}  # SPDX, as PEP 639 has it
