#!/usr/bin/env python3
"""Bring each folder's datapackage.json up to date with the files that it describes.

What a person decides is kept: names, titles, descriptions, licences, sources and the object
`borders`. What follows from the files is written anew: columns, keys, numbers of rows, sizes,
hashes, the period and the area that are covered.

    python scripts/build_datapackage.py [--check] [FOLDER ...]

Without arguments it does so for all folders of `geodata/`. `--check` writes nothing and fails if
something would change.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import data_folders
from data_folders import PACKAGE

import borders
from borders.export import file_descriptions
from borders.record.columns import TABLES

WIDTH = 110


def package_description(folder: Path) -> dict[str, Any]:
    """The content of datapackage.json: what a person decided, and what follows from the files."""
    dataset = borders.load(folder)
    stated = dict(dataset.descriptor)
    resources = [file_description(folder, own) for own in stated.pop("resources", [])]
    listed = {own["path"] for own in resources}
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.geojson")]):
        if path.name not in listed:
            sys.exit(
                f"{PACKAGE} does not list {path.name}: add a resource with a title and licences"
            )
    return {
        **stated,
        "version": dataset.package.verified_through.isoformat(),
        **file_descriptions.coverage(dataset),
        "resources": resources,
    }


def file_description(folder: Path, stated: dict[str, Any]) -> dict[str, Any]:
    """The description of one file: what a person stated, then what follows from the file."""
    path = folder / stated["path"]
    if not path.is_file():
        sys.exit(f"{PACKAGE} lists {path.name}, which is not there")
    data = path.read_bytes()
    description = {**stated, **file_descriptions.measured(data)}
    if path.stem in TABLES and path.suffix == ".csv":
        header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
        columns = {column.name: column for column in TABLES[path.stem]}
        ids = [name for name in TABLES if any(column.name == "id" for column in TABLES[name])]
        description |= {
            "rows": len(rows),
            **file_descriptions.table([columns[n] for n in header], ids),
        }
    return description


def json_text(value: Any, indent: str = "") -> str:
    """JSON in which a value that fits into one line has one, so that a diff shows what changed."""
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + len(short) <= WIDTH:
        return short
    deeper = f"{indent} "
    if isinstance(value, list):
        members = [json_text(member, deeper) for member in value]
        return f"[\n{deeper}" + f",\n{deeper}".join(members) + f"\n{indent}]"
    members = [f"{json.dumps(key)}: {json_text(member, deeper)}" for key, member in value.items()]
    return f"{{\n{deeper}" + f",\n{deeper}".join(members) + f"\n{indent}}}"


def main() -> None:
    """Write the file, or with `--check` compare it."""
    for folder in data_folders.named() or data_folders.having(PACKAGE):
        try:
            new = json_text(package_description(folder)) + "\n"
        except borders.BordersError as error:
            sys.exit(str(error))
        data_folders.write_or_check(folder / PACKAGE, new)


if __name__ == "__main__":
    main()
