"""The base map of all frontiers that come along, and the lines of which there is no record yet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, NamedTuple

from borders.geo.positions import Position
from borders.model import Place, PlaceKind
from borders.record.shipped_folders import overview_folder

_LAYERS = ("land", "lakes", "neighbours")


class OverviewMap(NamedTuple):
    """GeoJSON geometries by layer, the names on them, and unrecorded lines by their titles."""

    layers: dict[str, list[dict[str, Any]]]
    places: list[Place]
    unrecorded: dict[str, list[Position]]


NOWHERE = OverviewMap({layer: [] for layer in _LAYERS}, [], {})
"""The map of frontiers that do not come along: there is none."""


def shipped_overview() -> OverviewMap:
    """The map that comes with the package; its files are generated and checked with it."""
    folder = Path(overview_folder())

    def features(name: str) -> list[dict[str, Any]]:
        text = (folder / f"{name}.geojson").read_text("utf-8")
        found: list[dict[str, Any]] = json.loads(text)["features"]
        return found

    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        places = [_place(row) for row in csv.DictReader(file)]
    lines = {
        feature["properties"]["name"]: [
            (lon, lat) for lon, lat in feature["geometry"]["coordinates"]
        ]
        for feature in features("unrecorded")
    }
    layers = {name: [feature["geometry"] for feature in features(name)] for name in _LAYERS}
    return OverviewMap(layers, places, lines)


def _place(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        names={key[5:]: name for key, name in row.items() if key.startswith("name_") and name},
        country=row["country"],
        kind=PlaceKind(row["kind"]),
        position=(float(row["lon"]), float(row["lat"])),
        rank=int(row["rank"]),
    )
