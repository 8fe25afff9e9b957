"""The folder's own Data Package describes its files, and says so when it no longer does."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import frictionless
import pytest

from borders.record.columns import PATTERNS, TABLES
from helpers.editable_folder import Copy

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_datapackage.py"


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def build(copy, *arguments):
    command = [sys.executable, str(SCRIPT), str(copy.path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def faults(copy):
    """What frictionless finds, read as its users do."""
    report = frictionless.validate(str(copy.path / "datapackage.json"))
    assert report.errors == []
    found = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert report.valid is not bool(found)
    return found


def package(copy):
    return {resource["name"]: resource for resource in copy.json("datapackage.json")["resources"]}


def test_the_package_is_valid_for_its_users(copy):
    assert faults(copy) == set()
    assert len(package(copy)) == len(list(copy.path.iterdir())) - 1


def test_every_column_is_described_as_the_schema_has_it(copy):
    found = package(copy)
    for name, columns in TABLES.items():
        fields = {field["name"]: field for field in found[name]["schema"]["fields"]}
        assert list(fields) == copy.header(f"{name}.csv")
        for column in columns:
            field = fields[column.name]
            assert field["description"] == column.meaning
            constraints = field.get("constraints", {})
            assert constraints.get("required", False) is column.required
            assert constraints.get("enum") == (
                [choice.value for choice in column.choices] if column.choices else None
            )
            assert ("pattern" in constraints) is (column.kind in PATTERNS)
    (key,) = found["closures"]["schema"]["foreignKeys"]
    assert key == {"fields": ["decision"], "reference": {"resource": "decisions", "fields": ["id"]}}


def test_every_file_is_measured(copy):
    for resource in package(copy).values():
        data = (copy.path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["licenses"]
        assert ("sources" in resource) is (resource["name"] != "sources")
        if resource["format"] == "csv":
            assert resource["rows"] == len(list(csv.reader(io.StringIO(data.decode())))) - 1


def test_what_is_covered_is_told(copy, ds):
    found = copy.json("datapackage.json")
    assert found["temporal"] == {"start": "2015-01-01", "end": str(ds.package.verified_through)}
    west, south, east, north = found["spatial"]["bbox"]
    for lon, lat in ds.frontier.positions:
        assert west - 1e-4 < lon < east + 1e-4
        assert south - 1e-4 < lat < north + 1e-4


def test_it_is_up_to_date(copy):
    assert build(copy, "--check").returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",closed,", ",shut,", "constraint-error"),
        (",fi-9,", ",fi-99,", "foreign-key"),
        ("2023-11-18", "18.11.2023", "constraint-error"),
        ("vaalimaa,road,open", "Vaalimaa,road,open", "constraint-error"),
    ],
)
def test_a_wrong_cell_fails_whatever_its_hash(copy, old, new, fault):
    copy.swap("closures.csv", old, new)
    found = copy.json("datapackage.json")
    for resource in found["resources"]:
        resource.pop("bytes")
        resource.pop("hash")
    copy.save_json("datapackage.json", found)
    assert faults(copy) == {("closures", fault)}


def test_a_row_that_was_added_is_noticed_and_described_by_the_script(copy):
    (source, *_) = csv.DictReader(io.StringIO(copy.text("sources.csv")))
    event = {"id": "new", "at": "2024-01-01", "title": "New", "sources": source["id"]}
    copy.append("events.csv", **event, confidence="weak")
    assert copy.problems() == []  # an editor is not held up
    assert {fault for _, fault in faults(copy)} == {"hash-count", "byte-count", "row-count"}
    checked = build(copy, "--check")
    assert checked.returncode == 1
    assert "run scripts/build_datapackage.py" in checked.stderr
    assert checked.stderr.count("\n") == 1
    before = package(copy)["events"]["rows"]
    assert build(copy).returncode == 0
    assert package(copy)["events"]["rows"] == before + 1
    assert build(copy, "--check").returncode == 0
    assert faults(copy) == set()


def test_what_a_person_wrote_stays(copy):
    found = copy.json("datapackage.json")
    found |= {"title": "Mine", "contributors": [{"title": "Me"}]}
    found["resources"][0] |= {"title": "My line", "note": "kept"}
    found["borders"]["verified_through"] = "2026-07-03"
    copy.save_json("datapackage.json", found)
    assert build(copy).returncode == 0
    new = copy.json("datapackage.json")
    found["version"] = found["temporal"]["end"] = "2026-07-03"
    assert new == found


def test_a_file_without_a_resource_or_the_reverse_is_told(copy):
    found = copy.json("datapackage.json")
    removed = found["resources"].pop()
    copy.save_json("datapackage.json", found)
    assert re.search(rf"does not list {removed['path']}", build(copy).stderr)
    found["resources"].append(removed | {"path": "gone.csv"})
    copy.save_json("datapackage.json", found)
    assert "gone.csv, which is not there" in build(copy).stderr


def test_a_folder_that_cannot_be_read_is_told_without_a_trace(copy):
    copy.swap("closures.csv", ",closed,", ",shut,")
    result = build(copy)
    assert result.returncode == 1
    assert "'shut' is not one of" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_without_hashes_is_sound(copy):
    found = copy.json("datapackage.json")
    kept = {key: found[key] for key in ("name", "title", "borders")}
    copy.write("datapackage.json", json.dumps(kept))
    # The texts that are gone leave their translations.
    assert {problem.code for problem in copy.problems()} == {"unused-translation"}
