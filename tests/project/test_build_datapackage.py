"""`scripts/build_datapackage.py` describes the files of a data folder, and notices a change."""

import csv
import hashlib
import io
import json
import re

import frictionless
import pytest

from borders.record import limits
from borders.record.columns import PATTERNS, TABLES
from helpers.commands import python
from helpers.paths import SCRIPTS


def build(folder, *arguments):
    return python(SCRIPTS / "build_datapackage.py", folder.path, *arguments, check=False)


def errors_of(data_folder):
    """The errors that frictionless reports, as (table, type)."""
    report = frictionless.validate(str(data_folder.path / "datapackage.json"))
    assert report.errors == []
    errors = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert report.valid is not bool(errors)
    return errors


def resources_of(data_folder):
    return {
        resource["name"]: resource for resource in data_folder.json("datapackage.json")["resources"]
    }


def test_the_package_is_valid_for_its_users(data_folder):
    assert errors_of(data_folder) == set()
    assert len(resources_of(data_folder)) == len(list(data_folder.path.iterdir())) - 1


def test_every_column_is_described_as_the_schema_has_it(data_folder):
    resources = resources_of(data_folder)
    for name, columns in TABLES.items():
        fields = {field["name"]: field for field in resources[name]["schema"]["fields"]}
        assert list(fields) == data_folder.header(f"{name}.csv")
        for column in columns:
            field = fields[column.name]
            assert field["description"] == column.meaning
            constraints = field.get("constraints", {})
            assert constraints.get("required", False) is column.required
            assert constraints.get("enum") == (
                [choice.value for choice in column.choices] if column.choices else None
            )
            longest = None if column.kind == "ids" else limits.CHARACTERS.get(column.kind)
            assert constraints.get("maxLength") == longest
            assert ("pattern" in constraints) is (column.kind in PATTERNS)
    (key,) = resources["closures"]["schema"]["foreignKeys"]
    assert key == {"fields": ["decision"], "reference": {"resource": "decisions", "fields": ["id"]}}


def test_every_file_is_measured(data_folder):
    for resource in resources_of(data_folder).values():
        data = (data_folder.path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["licenses"]
        assert ("sources" in resource) is (resource["name"] != "sources")
        if resource["format"] == "csv":
            assert resource["rows"] == len(list(csv.reader(io.StringIO(data.decode())))) - 1


def test_the_covered_time_and_area_are_stated(data_folder, ds):
    package = data_folder.json("datapackage.json")
    assert package["temporal"] == {"start": "2015-01-01", "end": str(ds.package.verified_through)}
    west, south, east, north = package["spatial"]["bbox"]
    for lon, lat in ds.frontier.positions:
        assert west - 1e-4 < lon < east + 1e-4
        assert south - 1e-4 < lat < north + 1e-4


def test_it_is_up_to_date(data_folder):
    assert build(data_folder, "--check").returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",closed,", ",shut,", "constraint-error"),
        (",fi-9,", ",fi-99,", "foreign-key"),
        ("2023-11-18", "18.11.2023", "constraint-error"),
        ("vaalimaa,road,open", "Vaalimaa,road,open", "constraint-error"),
    ],
)
def test_a_wrong_cell_fails_whatever_its_hash(data_folder, old, new, fault):
    data_folder.replace("closures.csv", old, new)
    package = data_folder.json("datapackage.json")
    for resource in package["resources"]:
        resource.pop("bytes")
        resource.pop("hash")
    data_folder.write_json("datapackage.json", package)
    assert errors_of(data_folder) == {("closures", fault)}


def test_a_row_that_was_added_is_noticed_and_described_by_the_script(data_folder):
    (source, *_) = data_folder.rows("sources.csv")
    event = {"id": "new", "at": "2024-01-01", "title": "New", "sources": source["id"]}
    data_folder.append_row("events.csv", **event, confidence="weak")
    assert data_folder.problems() == []  # an editor is not held up
    assert {fault for _, fault in errors_of(data_folder)} == {
        "hash-count",
        "byte-count",
        "row-count",
    }
    checked = build(data_folder, "--check")
    assert checked.returncode == 1
    assert "run scripts/build_datapackage.py" in checked.stderr
    assert checked.stderr.count("\n") == 1
    before = resources_of(data_folder)["events"]["rows"]
    assert build(data_folder).returncode == 0
    assert resources_of(data_folder)["events"]["rows"] == before + 1
    assert build(data_folder, "--check").returncode == 0
    assert errors_of(data_folder) == set()


def test_what_a_person_wrote_stays(data_folder):
    package = data_folder.json("datapackage.json")
    package |= {"title": "Mine", "contributors": [{"title": "Me"}]}
    package["resources"][0] |= {"title": "My line", "note": "kept"}
    package["borders"]["verified_through"] = "2026-07-03"
    data_folder.write_json("datapackage.json", package)
    assert build(data_folder).returncode == 0
    new = data_folder.json("datapackage.json")
    package["version"] = package["temporal"]["end"] = "2026-07-03"
    assert new == package


def test_a_file_without_a_resource_or_the_reverse_is_reported(data_folder):
    package = data_folder.json("datapackage.json")
    removed = package["resources"].pop()
    data_folder.write_json("datapackage.json", package)
    assert re.search(rf"does not list {removed['path']}", build(data_folder).stderr)
    package["resources"].append(removed | {"path": "gone.csv"})
    data_folder.write_json("datapackage.json", package)
    assert "gone.csv, which is not there" in build(data_folder).stderr


def test_a_folder_that_cannot_be_read_is_reported_without_a_trace(data_folder):
    data_folder.replace("closures.csv", ",closed,", ",shut,")
    result = build(data_folder)
    assert result.returncode == 1
    assert "'shut' is not one of" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_without_hashes_is_sound(data_folder):
    package = data_folder.json("datapackage.json")
    kept = {key: package[key] for key in ("name", "title", "borders")}
    data_folder.write("datapackage.json", json.dumps(kept))
    # The texts that are gone leave their translations.
    assert {problem.code for problem in data_folder.problems()} == {"unused-translation"}
