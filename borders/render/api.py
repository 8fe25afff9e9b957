"""The interface for programs: static JSON, one file for each thing one may ask.

It stands under `api/v1/`, but for the status of a date, which is beside the page of that date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from borders import addresses, records, shapes
from borders.dataset import Dataset
from borders.render.forms import blank
from borders.render.serial import json_text
from borders.slices import Slice

FOLDER = "api/v1"


def files(
    dataset: Dataset, days: Sequence[date], states: Sequence[date]
) -> Iterator[tuple[str, str]]:
    """The path from the site's root and the text of every file but those of `days`.

    `days`, of which there is at least one, are those that have a `twin`, in order; the crossings
    have the status of the last. `states` are the days from which something differs.
    """
    points = records.crossings(dataset, dataset.slice(days[-1]))
    yield f"{FOLDER}/schema.json", json.dumps(shapes.schema(), indent=1) + "\n"
    for name, view in (
        ("index", records.index(dataset, days, states)),
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
    for day, following in zip_longest(states, states[1:]):
        through = following and following - timedelta(days=1)
        yield addresses.state(day), json_text(records.state(dataset, dataset.slice(day), through))


def twin(dataset: Dataset, at: Slice, state: str) -> str:
    """The status of a date, which is left open, as it stands beside the date's page.

    `state` is the path to what else is said of it.
    """
    return json_text(records.day(dataset, at, state) | {"date": blank("date")})
