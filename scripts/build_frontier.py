#!/usr/bin/env python3
"""Make geodata/finland-russia/frontier.geojson from the time zone polygons of OpenStreetMap.

The Europe/Helsinki and Europe/Moscow polygons of the package `timezonefinder-data` share their
vertices where they meet. The edges that both have form one line: the frontier. It is oriented
south to north and cut at the landfall into the sea part and the land part. Running this again
gives the same bytes; `--check` writes nothing and fails if it would not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from timezonefinder import TimezoneFinder

OUTPUT = Path(__file__).parent.parent / "geodata" / "finland-russia" / "frontier.geojson"
ZONES = ("Europe/Helsinki", "Europe/Moscow")
# Where the line comes ashore near Virolahti, within 1 km along it; agrees with the official
# 54 km of sea frontier. The line is cut at the vertex nearest to this point.
LANDFALL = (27.795, 60.545)

Point = tuple[float, float]


def edges(finder: TimezoneFinder, zone: str) -> set[frozenset[Point]]:
    """Every edge of a zone's polygons, without direction, rounded to the data's seven decimals."""
    undirected = set()
    for polygon in finder.get_geometry(tz_name=zone, coords_as_pairs=True):
        for ring in polygon:
            points = [(round(float(lon), 7), round(float(lat), 7)) for lon, lat in ring]
            undirected.update(
                frozenset(edge)
                for edge in zip(points, points[1:] + points[:1], strict=True)
                if edge[0] != edge[1]
            )
    return undirected


def chain(shared: set[frozenset[Point]]) -> list[Point]:
    """The shared edges as one line from its southern to its northern end.

    Exits with a message if they are not one line.
    """
    neighbours: dict[Point, list[Point]] = {}
    for edge in shared:
        a, b = edge
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    ends = [point for point, adjacent in neighbours.items() if len(adjacent) == 1]
    if len(ends) != 2 or any(len(adjacent) > 2 for adjacent in neighbours.values()):
        sys.exit(f"the shared boundary of {' and '.join(ZONES)} is not one line: {len(ends)} ends")
    line = [min(ends, key=lambda point: point[1])]
    while len(line) == 1 or len(neighbours[line[-1]]) == 2:
        line.append(next(p for p in neighbours[line[-1]] if len(line) == 1 or p != line[-2]))
    if len(line) != len(neighbours):
        sys.exit(f"the shared boundary of {' and '.join(ZONES)} has loose pieces")
    return line


def geojson(line: list[Point]) -> str:
    """The sea part and the land part of the line as RFC 7946 text, one position a line."""
    landfall = min(
        range(len(line)),
        key=lambda i: (line[i][0] - LANDFALL[0]) ** 2 / 4 + (line[i][1] - LANDFALL[1]) ** 2,
    )
    features = []
    for part, points in (("sea", line[: landfall + 1]), ("land", line[landfall:])):
        coordinates = ",\n".join(json.dumps(point) for point in points)
        features.append(
            f'{{"type": "Feature", "id": "{part}", "properties": {{"part": "{part}"}}, '
            f'"geometry": {{"type": "LineString", "coordinates": [\n{coordinates}\n]}}}}'
        )
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def main() -> None:
    """Write the file, or with `--check` compare it."""
    with TimezoneFinder() as finder:
        first, second = (edges(finder, zone) for zone in ZONES)
    text = geojson(chain(first & second))
    if "--check" in sys.argv[1:]:
        if OUTPUT.read_text(encoding="utf-8") != text:
            sys.exit(f"{OUTPUT.name} is not what this script makes: run it and commit the result")
    else:
        OUTPUT.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
