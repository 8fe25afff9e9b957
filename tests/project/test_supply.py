"""What is installed, and under which licences what is handed on stands."""

import json
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from borders.record.shipped_folders import default_folder
from helpers.paths import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, BUILDING = PYPROJECT["project"], PYPROJECT["build-system"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "constraints.txt": [*PROJECT["dependencies"], *BUILDING["requires"]],
    "constraints-test.txt": [*PROJECT["dependencies"], *EXTRAS["parquet"], *EXTRAS["test"]],
}
LOCKED = re.compile(r"([\w.-]+)==([\w.]+)( ; [^\\]+?)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n")


def pins(name):
    """The version of each dependency in a lock, which must be versions with hashes alone."""
    header, rest = (ROOT / "scripts" / name).read_text(encoding="utf-8").split("\n", 1)
    assert header.startswith("# Made by ./scripts/lock.")
    assert "//" not in header
    assert LOCKED.sub("", rest) == ""
    return {canonicalize_name(pin): version for pin, version, _ in LOCKED.findall(rest)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_with_hashes_at_a_version_that_is_allowed(name):
    locked = pins(name)
    for requirement in map(Requirement, LOCKS[name]):
        if requirement.name != "borders":
            version = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), requirement
    assert locked.items() <= pins("constraints-test.txt").items()


@pytest.mark.parametrize("name", ["folium", "shapely", "icalendar", "hypothesis"])
def test_what_these_need_in_turn_is_locked_too(name):
    locked = pins("constraints-test.txt")
    requirements = map(Requirement, distribution(name).requires)
    needed = [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]
    assert needed
    assert [r for r in needed if canonicalize_name(r.name) not in locked] == []


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
