"""The JSON Schema of what programs read: every key of every file is required, and no other."""

import json

import pytest
from jsonschema import Draft202012Validator

from borders.export.api_types import FILES, schema
from helpers.json_schemas import type_of, validator


def test_the_schema_is_published_as_it_is(api):
    Draft202012Validator.check_schema(api["schema.json"])
    assert api["schema.json"] == schema()


def test_every_file_has_its_type(api):
    used = set()
    for path, value in api.items():
        if path != "schema.json":
            validator(type_of(path)).validate(value)
            used.add(type_of(path))
    assert used == set(FILES)


def test_the_schema_as_a_whole_fits_every_kind_of_file(api):
    whole = Draft202012Validator(schema())
    day = "dates/2023-12-15/index.json"
    for path in ("index.json", "decisions.json", "crossings/salla.json", day):
        assert whole.is_valid(api[path])
        assert not whole.is_valid(api[path] | {"surprise": 1})


def objects_of(value):
    """An object, and the first entry of each list in it, and of each list in those."""
    yield value
    for key, entries in value.items():
        first = entries[0] if isinstance(entries, list) and entries else None
        if isinstance(first, dict) and key != "licenses":  # which are as the data folder has them
            yield from objects_of(first)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_key_that_is_missing_or_new_is_an_error(api, name):
    path = next(path for path in api if type_of(path) == name)
    text, own_validator = json.dumps(api[path]), validator(name)
    assert own_validator.is_valid(json.loads(text))
    keys_of_objects = [sorted(part) for part in objects_of(api[path])]
    assert len(keys_of_objects) > 1 or name in ("index", "date")
    for number, keys in enumerate(keys_of_objects):
        for key in keys:
            copy = json.loads(text)
            del list(objects_of(copy))[number][key]
            assert not own_validator.is_valid(copy), key
        copy = json.loads(text)
        list(objects_of(copy))[number]["surprise"] = None
        assert not own_validator.is_valid(copy)


def test_a_status_that_does_not_exist_is_an_error(api):
    content = json.loads(json.dumps(api["states/2023-12-15.json"]))
    content["crossings"][0]["status"] = "shut"
    assert not validator("state").is_valid(content)
    content = json.loads(json.dumps(api["dates/2023-12-15/index.json"]))
    content["status"]["vaalimaa"]["road"] = "shut"
    assert not validator("date").is_valid(content)
