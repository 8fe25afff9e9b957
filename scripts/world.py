"""Makes a data folder of any size, to measure how cost grows: made up, the same each time.

    python scripts/world.py DIR --crossings 10000 --measures 1000000 --days 4000

It looks like a real one: crossings of several services lie along the line in regions; in each
region, decisions of two sides lie over normal operation and replace one another, most with a
planned end that never comes. The
line is the real one; everything on it is made up.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import borders
from borders.record.reading import default_folder

SEED = 1340
REGION = 20  # crossings that a decision speaks of
FIRST = date(2010, 1, 1)
SERVICES = (["road", "asylum"], ["road", "bicycle", "asylum"], ["rail-freight"], ["boat", "asylum"])
STATUSES = ("open", "open", "closed", "closed", "closed", "restricted", "unknown")


def make(folder: Path, crossings: int, measures: int, days: int) -> None:
    """Write a folder of about so many measures, whose decisions fall on `days` days from 2010."""
    chance = random.Random(SEED)
    default = Path(default_folder())
    folder.mkdir(parents=True)
    shutil.copy(default / "frontier.geojson", folder)
    line = borders.load().frontier
    points = [
        (f"c{number}", chance.choice(SERVICES), line.at(line.length_m * (number + 1) / crossings))
        for number in range(crossings)
    ]
    _write(folder / "crossings.geojson", _collection(points))
    services = sum(len(offered) for _, offered, _ in points)
    rounds = max(2, round(measures / services))
    _package(folder, FIRST + timedelta(days))
    decided, table = [], []
    for number, start in enumerate(range(0, crossings, REGION)):
        region = points[start : start + REGION]
        last: dict[str, str] = {}
        for turn in range(rounds):
            side = "a" if turn < 2 or chance.random() < 0.8 else "b"
            day = FIRST + timedelta(
                days * turn // rounds + chance.randrange(max(1, days // rounds))
            )
            id_ = f"{side}-{number}-{turn}"
            source = f"s{chance.randrange(1000)}"
            in_force = day + timedelta(chance.randrange(1, 4))
            decided.append(
                [
                    id_,
                    f"Decision {turn} of region {number}",
                    "A government",
                    side if turn else "a;b",
                    day,
                    "",
                    in_force,
                ]
                + [last.get(side, ""), "", source, ""]
            )
            if turn:  # the first is normal operation, which nothing ends
                last[side] = id_
            until_further = turn == 0 or chance.random() < 0.4
            end = "" if until_further else in_force + timedelta(chance.randrange(5, 90))
            for crossing, offered, _ in region:
                table += [
                    [crossing, service, chance.choice(STATUSES) if turn else "open"]
                    + [in_force, end, "", id_, "primary", "", source, ""]
                    for service in offered
                ]
    _table(folder, "decisions", decided)
    _table(folder, "closures", table)
    _table(
        folder,
        "sources",
        (
            [f"s{n}", f"Document {n}", "A publisher", "2010", "en", "original", "", "", "Made up."]
            for n in range(1000)
        ),
    )
    for name in ("claims", "events"):
        _table(folder, name, [])


def _collection(points: list[tuple[str, list[str], tuple[float, float]]]) -> object:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "id": id_,
                    "name_en": f"Point {id_}",
                    "services": services,
                    "principal": number % 10 == 0,
                    "way": {"rail-freight": "rail", "boat": "boat"}.get(services[0], "road"),
                },
                "geometry": {"type": "Point", "coordinates": [round(x, 5) for x in place]},
            }
            for number, (id_, services, place) in enumerate(points)
        ],
    }


def _package(folder: Path, through: date) -> None:
    focus = [str(FIRST + timedelta(30)), str(FIRST + timedelta(90))]
    own = {
        "frontier": "Made-up frontier",
        "timezone": "Europe/Helsinki",
        "sides": {"a": "A", "b": "B"},
        "verified_through": str(through),
        "site_from": str(FIRST),
        "focus": focus,
        "projection": "EPSG:3067",
        "attribution": "Line © OpenStreetMap contributors (ODbL); the rest is made up",
    }
    _write(
        folder / "datapackage.json", {"name": "world", "title": "A made-up world", "borders": own}
    )


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def _table(folder: Path, name: str, rows: Iterable[list[object]]) -> None:
    given = Path(default_folder(), f"{name}.csv")
    header = given.read_text(encoding="utf-8").partition("\n")[0]
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
    make(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
