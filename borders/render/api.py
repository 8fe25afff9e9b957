"""The interface for programs: static JSON, one file for each thing one may ask.

It stands under `api/v1/`, but for the status of a date, which is beside the page of that date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, zip_longest

from borders import addresses, records, shapes
from borders.days import Days
from borders.render.forms import Form, blank
from borders.render.serial import json_text

FOLDER = "api/v1"


def files(days: Days) -> Iterator[tuple[str, str]]:
    """The path from the site's root and the text of every file but the `twins`.

    The crossings have the status of the last day with a page, of which there is at least one.
    """
    dataset, states = days.dataset, days.states
    points = records.crossings(dataset, days.slice(days.pages[-1]))
    yield f"{FOLDER}/schema.json", json.dumps(shapes.schema(), indent=1) + "\n"
    for name, view in (
        ("index", records.index(dataset, days.pages, states)),
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
    for before, day, following in zip_longest([None, *states[:-1]], states, states[1:]):
        through = following and following - timedelta(days=1)
        if days.are_many:
            view = records.difference(days, day, before, through)
        else:
            view = records.state(dataset, days.slice(day), through)
        yield addresses.state(day), json_text(view)


def twins(days: Days) -> Iterator[tuple[str, str]]:
    """What programs read of every date, beside its page; days that tell the same are made once."""
    for state, group in groupby(days.pages, key=days.state):
        view = records.day(days, state, f"../../{addresses.state(state)}")
        twin = Form(json_text(view | {"date": blank("date")}))
        for day in group:
            yield addresses.date_twin(day), twin.filled(date=day.isoformat())
