#!/usr/bin/env python3
"""Write a made-up data folder of any size, to measure how cost grows.

    python scripts/world.py FOLDER --crossings 2000 --measures 100000 --days 400

It is built like a real one. The crossings lie along the line of the default frontier in regions of
`REGION`, with several services each. In every region, decisions of two sides follow normal
operation and replace one another, most with a planned end that never comes; each decision has a
document of its own. The line is real; everything on it is made up.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import borders
from borders.record.shipped_folders import default_folder

SEED = 1340
REGION = 20
"""The number of crossings on which a decision rules."""
FIRST = date(2010, 1, 1)
SERVICES = (["road", "asylum"], ["road", "bicycle", "asylum"], ["rail-freight"], ["boat", "asylum"])
STATUSES = ("open", "open", "closed", "closed", "closed", "restricted", "unknown")
"""The statuses that decisions give, as often as they stand here."""


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


def write_world(folder: Path, crossings: int, measures: int, days: int) -> None:
    """Write a new folder of about so many measures, decided within `days` days from 2010 on.

    Exits with a message if the decisions on a crossing would be more than the days.
    """
    random = Random(SEED)
    default = Path(default_folder())
    folder.mkdir(parents=True)
    shutil.copy(default / "frontier.geojson", folder)
    line = borders.load().frontier
    points = [
        Point(
            f"c{number}",
            random.choice(SERVICES),
            line.at(line.length_m * (number + 1) / crossings),
        )
        for number in range(crossings)
    ]
    rounds = max(2, round(measures / sum(len(point.services) for point in points)))
    if rounds > days:
        sys.exit(f"{rounds} decisions on each crossing need {rounds} days: two of a day would tie")
    tables = Tables([], [], [])
    for number, start in enumerate(range(0, crossings, REGION)):
        _add_region(tables, number, points[start : start + REGION], rounds, days, random)
    _write_json(folder / "crossings.geojson", _crossings_geojson(points))
    _write_json(folder / "datapackage.json", _package(FIRST + timedelta(days)))
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


def _package(through: date) -> object:
    own = {
        "frontier": "Made-up frontier",
        "timezone": "Europe/Helsinki",
        "sides": {"a": "A", "b": "B"},
        "verified_through": str(through),
        "site_from": str(FIRST),
        "focus": [str(FIRST + timedelta(30)), str(FIRST + timedelta(90))],
        "projection": "EPSG:3067",
        "attribution": "Line © OpenStreetMap contributors (ODbL); the rest is made up",
    }
    return {"name": "world", "title": "A made-up world", "borders": own}


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
    parser.add_argument("--crossings", type=int, default=1000)
    parser.add_argument("--measures", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=4000)
    write_world(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
