"""A copy of the real data folder that a test may break."""

from __future__ import annotations

import csv
import io
import json
import shutil
from functools import cache
from pathlib import Path

import borders
from borders.record.problems import DataError, Problem
from borders.record.reading import default_folder


class Copy:
    """Edits name what they change by content, so that new rows of the record move no test."""

    def __init__(self, parent: Path) -> None:
        self.path = parent / "frontier"
        shutil.copytree(default_folder(), self.path)

    def text(self, file: str) -> str:
        return (self.path / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, encoding="utf-8", newline="\n")

    def swap(self, file: str, old: str, new: str) -> int:
        """Replace the first `old`, which must be there; returns its line."""
        before, found, after = self.text(file).partition(old)
        assert found, f"{old!r} is not in {file}"
        self.write(file, before + new + after)
        return before.count("\n") + 1

    def header(self, file: str) -> list[str]:
        return next(csv.reader([self.text(file).splitlines()[0]]))

    def cells(self, file: str, where: dict[str, str], **new: str) -> int:
        """Set cells of the first row that has the cells `where`; returns the row's line."""
        columns = self.header(file)
        rows = list(csv.DictReader(io.StringIO(self.text(file))))
        fits = [row for row in rows if where.items() <= row.items()]
        assert fits, f"no row of {file} has {where}"
        assert new.keys() <= set(columns)
        fits[0].update(new)
        self._save(file, columns, rows)
        return rows.index(fits[0]) + 2

    def append(self, file: str, **cells: str) -> int:
        """Add a row, other cells empty; returns its line."""
        columns = self.header(file)
        rows = list(csv.DictReader(io.StringIO(self.text(file))))
        assert cells.keys() <= set(columns)
        rows.append(dict.fromkeys(columns, "") | cells)
        self._save(file, columns, rows)
        return len(rows) + 1

    def _save(self, file: str, columns: list[str], rows: list[dict[str, str]]) -> None:
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.write(file, out.getvalue())

    def json(self, file: str) -> dict:
        return json.loads(self.text(file))

    def save_json(self, file: str, value: object) -> None:
        self.write(file, json.dumps(value, ensure_ascii=False))

    def package(self, key: str, value: object) -> None:
        """Set a key of the package's own object, or take it out where `value` is None."""
        found = self.json("datapackage.json")
        where = found["borders"] if key in found["borders"] else found
        assert key in where
        where[key] = value
        if value is None:
            del where[key]
        self.save_json("datapackage.json", found)

    def move(self, crossing: str, position: object) -> None:
        """Put a crossing at another position."""
        found = self.json("crossings.geojson")
        feature = next(f for f in found["features"] if f["properties"]["id"] == crossing)
        feature["geometry"]["coordinates"] = position
        self.save_json("crossings.geojson", found)

    def position(self, crossing: str) -> list[float]:
        features = self.json("crossings.geojson")["features"]
        feature = next(f for f in features if f["properties"]["id"] == crossing)
        return feature["geometry"]["coordinates"]

    def add_crossing(
        self, *, without: str = "", geometry: object = None, **properties: object
    ) -> int:
        """Add a crossing that nothing refers to; returns the number of its feature."""
        found = self.json("crossings.geojson")
        sound = {"id": "new-point", "name_en": "New", "services": ["road"]}
        feature = {"type": "Feature", "properties": sound | properties, "geometry": geometry}
        feature["properties"].pop(without, None)
        feature.pop(without, None)
        found["features"].append(feature)
        self.save_json("crossings.geojson", found)
        return len(found["features"])

    def frontier(self, *parts: object, kind: str = "LineString") -> None:
        """Replace the frontier by parts with these coordinates, named part-1, part-2, …"""
        features = [
            {
                "type": "Feature",
                "properties": {"part": f"part-{number}"},
                "geometry": {"type": kind, "coordinates": coordinates},
            }
            for number, coordinates in enumerate(parts, start=1)
        ]
        self.save_json("frontier.geojson", {"type": "FeatureCollection", "features": features})

    def parts(self) -> list[list[list[float]]]:
        features = self.json("frontier.geojson")["features"]
        return [feature["geometry"]["coordinates"] for feature in features]

    def problems(self) -> list[Problem]:
        """Everything that `borders check` would find, but what the real data is told of too."""
        try:
            found = borders.load(self.path).problems()
        except DataError as error:
            found = error.problems
        return [p for p in found if (p.code, p.message) not in known_warnings()]


@cache
def known_warnings() -> set[tuple[str, str]]:
    """What `borders check` says of the real data: code and message, as edits move the rows."""
    return {(p.code, p.message) for p in borders.load().problems() if p.severity == "warning"}
