"""A copy of a data folder, by default that of Finland–Russia, that a test may edit."""

import csv
import io
import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import borders
from borders.record.problems import DataError, Problem
from borders.record.shipped_folders import default_folder


class EditableFolder:
    """Edits name what they change by content, so that new rows of the record move no test."""

    def __init__(self, parent: Path, source: str | Path | None = None) -> None:
        """A copy of the Finland–Russia data, or of the folder `source`, with its name."""
        source = Path(source or default_folder())
        self.path = parent / source.name
        shutil.copytree(source, self.path)

    def load(self) -> borders.Dataset:
        return borders.load(self.path)

    def problems(self) -> list[Problem]:
        """Every problem that `borders check` would list, without those of the unedited data."""
        try:
            problems = self.load().problems()
        except DataError as error:
            problems = error.problems
        return [p for p in problems if (p.code, p.message) not in _known_warnings()]

    def text(self, file: str) -> str:
        return (self.path / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, encoding="utf-8", newline="\n")

    def remove(self, *files: str) -> None:
        for file in files:
            (self.path / file).unlink()

    def replace(self, file: str, old: str, new: str) -> int:
        """Replace the first `old`, which must be there; returns its line."""
        before, match, after = self.text(file).partition(old)
        assert match, f"{old!r} is not in {file}"
        self.write(file, before + new + after)
        return before.count("\n") + 1

    # tables

    def header(self, file: str) -> list[str]:
        return next(csv.reader([self.text(file).splitlines()[0]]))

    def rows(self, file: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text(file))))

    def write_rows(self, file: str, columns: list[str], rows: list[dict[str, str]]) -> None:
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write(file, out.getvalue())

    def set_cells(self, file: str, where: dict[str, str], **new: str) -> int:
        """Set cells of the first row that has the cells `where`; returns the row's line."""
        columns, rows = self.header(file), self.rows(file)
        matching = [row for row in rows if where.items() <= row.items()]
        assert matching, f"no row of {file} has {where}"
        assert new.keys() <= set(columns)
        matching[0].update(new)
        self.write_rows(file, columns, rows)
        return rows.index(matching[0]) + 2

    def append_row(self, file: str, **cells: str) -> int:
        """Add a row, the cells that are not given empty; returns its line."""
        columns, rows = self.header(file), self.rows(file)
        assert cells.keys() <= set(columns)
        self.write_rows(file, columns, [*rows, dict.fromkeys(columns, "") | cells])
        return len(rows) + 2

    # JSON

    def json(self, file: str) -> dict:
        return json.loads(self.text(file))

    def write_json(self, file: str, value: object) -> None:
        self.write(file, json.dumps(value, ensure_ascii=False))

    def set_package(self, key: str, value: object) -> None:
        """Set a key of the package, or else of its `borders`; take it out where it is None."""
        package = self.json("datapackage.json")
        holder = package if key in package else package["borders"]
        holder[key] = value
        if value is None:
            del holder[key]
        self.write_json("datapackage.json", package)

    def edit_crossing(self, id_: str, *, position: object = None, **properties: object) -> None:
        """Set properties of a crossing, and its position where one is given."""
        collection = self.json("crossings.geojson")
        feature = next(f for f in collection["features"] if f["properties"]["id"] == id_)
        feature["properties"].update(properties)
        if position is not None:
            feature["geometry"]["coordinates"] = position
        self.write_json("crossings.geojson", collection)

    def position_of(self, crossing: str) -> list[float]:
        features = self.json("crossings.geojson")["features"]
        feature = next(f for f in features if f["properties"]["id"] == crossing)
        return feature["geometry"]["coordinates"]

    def add_crossing(
        self, *, without: str = "", geometry: object = None, **properties: object
    ) -> int:
        """Add a crossing that nothing refers to; returns the number of its feature."""
        collection = self.json("crossings.geojson")
        sound = {"id": "new-point", "name_en": "New", "services": ["road"]}
        feature = {"type": "Feature", "properties": sound | properties, "geometry": geometry}
        feature["properties"].pop(without, None)
        feature.pop(without, None)
        collection["features"].append(feature)
        self.write_json("crossings.geojson", collection)
        return len(collection["features"])

    def frontier_parts(self) -> list[list[list[float]]]:
        """The coordinates of each part of the frontier."""
        features = self.json("frontier.geojson")["features"]
        return [feature["geometry"]["coordinates"] for feature in features]

    def move_east(self, degrees: float) -> None:
        """Move the frontier, its crossings and the base map; none is beyond 180° afterwards."""

        def moved(value: Any) -> Any:
            if isinstance(value[0], list):
                return [*map(moved, value)]
            return [round((value[0] + degrees + 180) % 360 - 180, 6), value[1]]

        for file in sorted(self.path.glob("*.geojson")):
            collection = self.json(file.name)
            for feature in collection["features"]:
                if feature["geometry"]:
                    coordinates = feature["geometry"]["coordinates"]
                    feature["geometry"]["coordinates"] = moved(coordinates)
            self.write_json(file.name, collection)

    def set_frontier(self, *parts: object, kind: str = "LineString") -> None:
        """Replace the frontier by parts with these coordinates, named part-1, part-2, …"""
        features = [
            {
                "type": "Feature",
                "properties": {"part": f"part-{number}"},
                "geometry": {"type": kind, "coordinates": coordinates},
            }
            for number, coordinates in enumerate(parts, start=1)
        ]
        self.write_json("frontier.geojson", {"type": "FeatureCollection", "features": features})


@cache
def _known_warnings() -> set[tuple[str, str]]:
    """Code and message of each warning about the unedited data; their rows may move."""
    return {(p.code, p.message) for p in borders.load().problems() if p.severity == "warning"}
