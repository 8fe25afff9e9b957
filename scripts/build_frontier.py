#!/usr/bin/env python3
"""Make each frontier.geojson from the time zone polygons of OpenStreetMap.

    python scripts/build_frontier.py [--check] [FOLDER ...]

The polygons of the package `timezonefinder-data` share their vertices where two zones meet. The
edges that both zones have form one line: the frontier. It is oriented south to north and cut into
parts. The folder's `datapackage.json` names the zones of the two sides in `timezone` and
`timezones`, and the parts in `line`: each but the last ends at the vertex nearest to its `until`.

Without arguments it makes those of all folders, and `geodata/overview/unrecorded.geojson`: the
frontiers of which there is no record yet. Running it again gives the same bytes; `--check` writes
nothing and fails if it would not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import data_folders
from timezonefinder import TimezoneFinder

from borders.geo.frontier import Frontier

Point = tuple[float, float]

UNRECORDED = {
    ("LV", "BY"): ("Latvia–Belarus frontier", "Europe/Riga", "Europe/Minsk"),
    ("LT", "RU"): (
        "Lithuania–Russia (Kaliningrad) frontier",
        "Europe/Vilnius",
        "Europe/Kaliningrad",
    ),
}
"""Frontiers without a folder, by the codes of their countries: title, zones of the two sides."""

UNRECORDED_TOLERANCE = 200.0
"""Metres by which the line of a frontier without a folder may leave the true one."""


@cache
def polygons(zone: str) -> list[list[list[Point]]]:
    """A zone's polygons, each as rings of (lon, lat). Exits with a message for no such zone."""
    with TimezoneFinder() as finder:
        if zone not in finder.timezone_names:
            sys.exit(f"timezonefinder-data has no zone {zone}")
        return finder.get_geometry(tz_name=zone, coords_as_pairs=True)


@cache
def edges(zone: str) -> set[frozenset[Point]]:
    """Every edge of a zone's polygons, without direction, rounded to the data's seven decimals."""
    undirected = set()
    for polygon in polygons(zone):
        for ring in polygon:
            points = [(round(float(lon), 7), round(float(lat), 7)) for lon, lat in ring]
            undirected.update(
                frozenset(edge)
                for edge in zip(points, points[1:] + points[:1], strict=True)
                if edge[0] != edge[1]
            )
    return undirected


def shared_line(first: str, second: str) -> list[Point]:
    """The boundary of two zones as one line from its southern to its northern end.

    Exits with a message if it is not one line.
    """
    neighbours: dict[Point, list[Point]] = {}
    for edge in edges(first) & edges(second):
        a, b = edge
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    ends = [point for point, adjacent in neighbours.items() if len(adjacent) == 1]
    if len(ends) != 2 or any(len(adjacent) > 2 for adjacent in neighbours.values()):
        sys.exit(f"the shared boundary of {first} and {second} is not one line: {len(ends)} ends")
    line = [min(ends, key=lambda point: point[1])]
    while len(line) == 1 or len(neighbours[line[-1]]) == 2:
        line.append(next(p for p in neighbours[line[-1]] if len(line) == 1 or p != line[-2]))
    if len(line) != len(neighbours):
        sys.exit(f"the shared boundary of {first} and {second} has loose pieces")
    return line


def nearest_vertex(line: Sequence[Point], point: Sequence[float]) -> int:
    """The index of the vertex nearest to a point; east to west counts half, as at 60° north."""
    return min(
        range(len(line)),
        key=lambda i: (line[i][0] - point[0]) ** 2 / 4 + (line[i][1] - point[1]) ** 2,
    )


def frontier_geojson(folder: Path) -> str:
    """The parts of a folder's frontier as RFC 7946 text, one position a line."""
    settings = data_folders.settings(folder)
    zones = dict.fromkeys(settings["sides"], settings["timezone"]) | settings["timezones"]
    line, start, features = shared_line(*zones.values()), 0, []
    for part in settings.get("line", [{"part": "land"}]):
        end = nearest_vertex(line, part["until"]) if "until" in part else len(line) - 1
        coordinates = ",\n".join(json.dumps(point) for point in line[start : end + 1])
        features.append(
            f'{{"type": "Feature", "id": "{part["part"]}", '
            f'"properties": {{"part": "{part["part"]}"}}, '
            f'"geometry": {{"type": "LineString", "coordinates": [\n{coordinates}\n]}}}}'
        )
        start = end
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def unrecorded_geojson() -> str:
    """The frontiers without a folder, simplified, as RFC 7946 text: one feature a line."""
    features = []
    for countries, (title, *zones) in UNRECORDED.items():
        whole = Frontier((("", tuple(shared_line(*zones))),))
        (line,) = whole.simplified(UNRECORDED_TOLERANCE).values()
        features.append(
            {
                "type": "Feature",
                "properties": {"name": title, "countries": sorted(countries)},
                "geometry": {"type": "LineString", "coordinates": line},
            }
        )
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def main() -> None:
    """Write the files, or with `--check` compare them."""
    for folder in data_folders.named() or data_folders.having(data_folders.PACKAGE):
        data_folders.write_or_check(folder / "frontier.geojson", frontier_geojson(folder))
    if not data_folders.named():
        data_folders.write_or_check(
            data_folders.OVERVIEW / "unrecorded.geojson", unrecorded_geojson()
        )


if __name__ == "__main__":
    main()
