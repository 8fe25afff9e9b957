"""The interface for programs: static JSON under `api/v1/`, one file for each thing one may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from borders import records, shapes
from borders.dataset import Dataset
from borders.render.serial import json_text

FOLDER = "api/v1"


def files(dataset: Dataset, days: Sequence[date]) -> Iterator[tuple[str, str]]:
    """The path from the site's root and the text of every file.

    `days`, of which there is at least one, are those that get a file of their own, in order; the
    crossings have the status of the last.
    """
    points = records.crossings(dataset, dataset.slice(days[-1]))
    yield f"{FOLDER}/schema.json", json.dumps(shapes.schema(), indent=1) + "\n"
    for name, view in (
        ("index", records.index(dataset, days)),
        ("crossings", points),
        ("decisions", records.decisions(dataset)),
        ("sources", records.sources(dataset)),
        ("claims", records.claims(dataset)),
        ("events", records.events(dataset)),
        ("arrivals", records.arrivals(dataset)),
        ("changes", records.changes(dataset)),
        ("timelines", records.timelines(dataset)),
    ):
        yield f"{FOLDER}/{name}.json", json_text(view)
    for facts in points["crossings"]:
        path = f"{FOLDER}/crossings/{facts['crossing']}.json"
        yield path, json_text(records.crossing(dataset, facts))
    for day in days:
        yield (
            f"{FOLDER}/dates/{day.isoformat()}.json",
            json_text(records.day(dataset, dataset.slice(day))),
        )
