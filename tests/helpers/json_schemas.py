"""Files for programs, and the JSON Schemas of their types."""

from datetime import date, timedelta

from jsonschema import Draft202012Validator

from borders.export.api_types import schema

API_DAYS = [
    date(2014, 12, 31),
    *(date(2023, 11, 10) + timedelta(days=n) for n in range(45)),
    *(date(2024, 4, 15), date(2026, 7, 1), date(2026, 11, 22)),
]
"""The days whose files are tested."""


def type_of(path):
    """The name of a file's type, by the file's path from `api/v1`, or from the site's `dates`."""
    folder, _, file = path.rpartition("/")
    types = {"states": "state", "crossings": "crossing", "": file.removesuffix(".json")}
    return "date" if folder.startswith("dates/") else types[folder]


def validator(name):
    """Validates values of one type of the schema."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema()["$defs"]})
