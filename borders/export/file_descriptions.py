"""Files and their columns as a Data Package describes them: the folder's own, and the exported one.

Source: the Data Package and Table Schema specifications, version 2.0, https://datapackage.org. They
have no words for what the whole covers; `temporal` and `spatial` follow DCAT, as CKAN writes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from borders.query.dataset import Dataset
from borders.record import limits
from borders.record.columns import PATTERNS, Column

_TYPES: Mapping[str, dict[str, str]] = {  # what is not here is a string
    "ids": {"type": "list", "delimiter": ";"},
    "instant": {"type": "datetime"},
    "number": {"type": "number"},
    "count": {"type": "integer"},
    "url": {"type": "string", "format": "uri"},
}


def measured(data: bytes) -> dict[str, Any]:
    """The size of a file in bytes and its SHA-256, as keys of a resource."""
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def table(columns: Sequence[Column], tables: Collection[str]) -> dict[str, Any]:
    """A CSV file with these columns, as keys of a resource.

    `tables` are the tables of the package that have ids, to which foreign keys can refer.
    """
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns]}
    if any(column.name == "id" for column in columns):
        schema["primaryKey"] = ["id"]
    keys = [
        {"fields": [column.name], "reference": {"resource": column.refers, "fields": ["id"]}}
        for column in columns
        if column.kind == "id" and column.refers in tables
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {"type": "table", "encoding": "utf-8", "schema": schema}


def coverage(dataset: Dataset) -> dict[str, Any]:
    """The days from the record's first to the last one verified, and the frontier's extent."""
    package = dataset.package
    begins = {"start": dataset.first_day.isoformat()} if dataset.begins else {}
    return {
        "temporal": {**begins, "end": package.verified_through.isoformat()},
        "spatial": {
            "name": package.frontier_title,
            "bbox": [round(degrees, 4) for degrees in dataset.frontier.bbox],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    """A column as a field of a Table Schema."""
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = [choice.value for choice in column.choices]
    if column.kind in PATTERNS:
        constraints["pattern"] = f"({PATTERNS[column.kind]})"
    if column.kind in limits.CHARACTERS and column.kind != "ids":  # there: how many items
        constraints["maxLength"] = limits.CHARACTERS[column.kind]
    if column.kind == "count":
        constraints["minimum"] = 0
    field = {
        "name": column.name,
        **_TYPES.get(column.kind, {"type": "string"}),
        "description": column.meaning,
    }
    return {**field, "constraints": constraints} if constraints else field
