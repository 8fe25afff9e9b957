"""The interface for programs: static JSON, one file for each thing one may ask.

It stands under `api/v1/`, but for the status of a date, which is beside the page of that date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, zip_longest

from borders.export import api_schema as shapes
from borders.export import api_views as records
from borders.export import site_paths as addresses
from borders.export.blanks import Form, blank
from borders.export.serialise import json_text
from borders.views.page_days import Days

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
    for day, following in zip_longest(states, states[1:]):
        through = following and following - timedelta(days=1)
        yield addresses.state(day), json_text(records.state(dataset, days.slice(day), through))


def twins(days: Days) -> Iterator[tuple[str, str]]:
    """What programs read of every date, beside its page; days that tell the same are made once."""
    for state, group in groupby(days.pages, key=days.state):
        view = records.day(days, state, f"../../{addresses.state(state)}")
        twin = Form(json_text(view | {"date": blank("date")}))
        for day in group:
            yield addresses.date_twin(day), twin.filled(date=day.isoformat())
