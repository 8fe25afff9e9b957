#!/usr/bin/env python3
"""Write a made-up data folder of any size, or many of them, to measure how cost grows.

    python scripts/world.py FOLDER --crossings 2000 --measures 100000 --days 400
    python scripts/world.py FOLDER --frontiers 300 --crossings 6000 --measures 120000

It is built like a real one. The crossings lie along the line of the default frontier in regions of
`REGION`, with several services each. In every region, decisions of two sides follow normal
operation and replace one another, most with a planned end that never comes; each decision has a
document of its own. The line is real; everything on it is made up.

With `--frontiers` the crossings and measures are shared among so many folders in FOLDER. Their
lines are the real one moved about the Earth, in time zones and projections of several places.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import borders
from borders.geo.frontier import from_features
from borders.record.shipped_folders import default_folder

SEED = 1340
REGION = 20
"""The number of crossings on which a decision rules."""
FIRST = date(2010, 1, 1)
SERVICES = (["road", "asylum"], ["road", "bicycle", "asylum"], ["rail-freight"], ["boat", "asylum"])
STATUSES = ("open", "open", "closed", "closed", "closed", "restricted", "unknown")
"""The statuses that decisions give, as often as they stand here."""
ZONES = (
    *("Europe/Oslo", "Europe/Warsaw", "Africa/Nairobi", "Asia/Tashkent", "Asia/Kolkata"),
    *("Asia/Shanghai", "America/Bogota", "America/Santiago", "America/Chicago", "Africa/Lagos"),
)
"""The time zones of made-up frontiers, in turns; clocks change in some of them."""


class Place(NamedTuple):
    """Where a made-up frontier lies: how the real line is moved there, in degrees, its zone."""

    east: float = 0.0
    north: float = 0.0
    timezone: str = "Europe/Helsinki"
    projection: str = "EPSG:3067"

    @classmethod
    def of(cls, number: int) -> Place:
        """One of many places all over the Earth; the first is that of the real line."""
        if number == 0:
            return cls()
        east, north = number * 37 % 280 - 165, -(number % 12) * 10
        utm = int((29.4 + east + 180) // 6) + 1 + (32600 if 64.6 + north > 0 else 32700)
        return cls(east, north, ZONES[number % len(ZONES)], f"EPSG:{utm}")

    def moved(self, position: Sequence[float]) -> tuple[float, float]:
        """A position of the real line at this place."""
        lon, lat = position
        return round(lon + self.east, 6), round(lat + self.north, 6)


class Point(NamedTuple):
    """A made-up crossing; the position is longitude and latitude."""

    id: str
    services: list[str]
    position: tuple[float, float]


class Tables(NamedTuple):
    """Rows of the tables, in the order of their columns."""

    decisions: list[list[object]]
    closures: list[list[object]]
    sources: list[list[object]]


def write_worlds(folder: Path, frontiers: int, crossings: int, measures: int, days: int) -> None:
    """Write a folder of so many data folders, which share the crossings and the measures.

    Each of them depends on its number alone. Exits with a message as `write_world` does.
    """
    for number in range(frontiers):
        own = (crossings // frontiers, measures // frontiers, days)
        write_world(folder / f"f{number:03}", *own, number)


def write_world(folder: Path, crossings: int, measures: int, days: int, number: int = 0) -> None:
    """Write a new folder of about so many measures, decided within `days` days from 2010 on.

    It is at the place of that `number`, where crossings have ids of their own if it is not the
    first. Exits with a message if the decisions on a crossing would be more than the days.
    """
    random = Random(SEED + number)
    place, prefix = Place.of(number), f"{folder.name}-" if number else ""
    folder.mkdir(parents=True)
    features = borders.load().features("frontier.geojson")
    for feature in features:
        line_string = feature["geometry"]
        line_string["coordinates"] = [*map(place.moved, line_string["coordinates"])]
    _write_json(folder / "frontier.geojson", {"type": "FeatureCollection", "features": features})
    line = from_features(features)
    points = [
        Point(
            f"{prefix}c{number}",
            random.choice(SERVICES),
            line.at(line.length_m * (number + 1) / crossings),
        )
        for number in range(crossings)
    ]
    rounds = max(2, round(measures / sum(len(point.services) for point in points)))
    if rounds > days:
        sys.exit(f"{rounds} decisions on each crossing need {rounds} days: two of a day would tie")
    tables = Tables([], [], [])
    for region, start in enumerate(range(0, crossings, REGION)):
        _add_region(tables, region, points[start : start + REGION], rounds, days, random)
    _write_json(folder / "crossings.geojson", _crossings_geojson(points))
    _write_json(folder / "datapackage.json", _package(folder.name, place, FIRST + timedelta(days)))
    for name, rows in tables._asdict().items():
        _write_table(folder, name, rows)
    for name in ("claims", "events"):
        _write_table(folder, name, [])


def _add_region(
    tables: Tables, number: int, points: list[Point], rounds: int, days: int, random: Random
) -> None:
    """Add the decisions on the crossings of one region; the first is normal operation."""
    last: dict[str, str] = {}  # the last decision of each side
    for turn in range(rounds):
        side = "a" if turn < 2 or random.random() < 0.8 else "b"
        day = FIRST + timedelta(days * turn // rounds + random.randrange(max(1, days // rounds)))
        decision = f"{side}-{number}-{turn}"
        source = f"s-{number}-{turn}"
        in_force = day + timedelta(random.randrange(1, 4))
        until_further_notice = turn == 0 or random.random() < 0.4
        end = "" if until_further_notice else in_force + timedelta(random.randrange(5, 90))
        tables.sources.append(
            [source, f"Document {source}", "A publisher", "2010", "en", "original"]
            + ["", "", "Made up."]
        )
        tables.decisions.append(
            [decision, f"Decision {turn} of region {number}", "A government"]
            + [side if turn else "a;b", day, "", in_force, last.get(side, ""), "", source, ""]
        )
        if turn:  # normal operation is never replaced
            last[side] = decision
        for point in points:
            for service in point.services:
                status = random.choice(STATUSES) if turn else "open"
                tables.closures.append(
                    [point.id, service, status, in_force, end, "", decision, "primary", "", source]
                    + [""]
                )


def _crossings_geojson(points: list[Point]) -> object:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "id": point.id,
                    "name_en": f"Point {point.id}",
                    "services": point.services,
                    "principal": number % 10 == 0,
                    "way": {"rail-freight": "rail", "boat": "boat"}.get(point.services[0], "road"),
                },
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(degrees, 5) for degrees in point.position],
                },
            }
            for number, point in enumerate(points)
        ],
    }


def _package(name: str, place: Place, through: date) -> object:
    own = {
        "frontier": "Made-up frontier",
        "timezone": place.timezone,
        "sides": {"a": "A", "b": "B"},
        "verified_through": str(through),
        "site_from": str(FIRST),
        "focus": [str(FIRST + timedelta(30)), str(FIRST + timedelta(90))],
        "projection": place.projection,
        "attribution": "Line © OpenStreetMap contributors (ODbL); the rest is made up",
    }
    return {"name": name, "title": "A made-up world", "borders": own}


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def _write_table(folder: Path, name: str, rows: Iterable[list[object]]) -> None:
    """Write a table with the columns that the default frontier's has."""
    header = Path(default_folder(), f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0]
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"{header}\n")
        csv.writer(file, lineterminator="\n").writerows(rows)


def main() -> None:
    """Write the folder that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--frontiers", type=int)
    parser.add_argument("--crossings", type=int, default=1000)
    parser.add_argument("--measures", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=4000)
    options = vars(parser.parse_args())
    if options["frontiers"] is None:
        del options["frontiers"]
        write_world(**options)
    else:
        write_worlds(**options)


if __name__ == "__main__":
    main()
