"""The interface for programs: static JSON, one file for each question a program may have.

It stands under `api/v1/`, but for the status of a date, which is next to the page of that date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, zip_longest

import msgspec

from borders.export import api_types, api_views, site_paths
from borders.export.serialise import json_text
from borders.export.text_with_blanks import TextWithBlanks, blank
from borders.views.page_days import Days

FOLDER = "api/v1"


def files(days: Days) -> Iterator[tuple[str, str]]:
    """The path from the site's root and the text of every file but those of dates.

    The crossings have the status of the last day with a page, of which there is at least one.
    """
    dataset, states = days.dataset, days.states
    last = days.slice(days.pages[-1])
    yield f"{FOLDER}/schema.json", json.dumps(api_types.schema(), indent=1) + "\n"
    for name, view in (
        ("index", api_views.index(dataset, days.pages, states)),
        ("crossings", api_views.crossings(dataset, last)),
        ("decisions", api_views.decisions(dataset)),
        *((name, api_views.table(dataset, name)) for name in api_types.TABLES_AS_FILES),
        ("changes", api_views.changes(dataset)),
        ("timelines", api_views.timelines(dataset)),
    ):
        yield f"{FOLDER}/{name}.json", _text(view)
    for entry in last.crossings:
        path = site_paths.crossing_json(entry.crossing.id)
        yield path, _text(api_views.crossing(dataset, entry))
    for day, following in zip_longest(states, states[1:]):
        through = following and following - timedelta(days=1)
        yield site_paths.state_json(day), _text(api_views.state(dataset, days.slice(day), through))


def date_files(days: Days) -> Iterator[tuple[str, str]]:
    """The path and the text of the file of every date.

    Days that differ in nothing but the date are rendered once.
    """
    for state, group in groupby(days.pages, key=days.state):
        path = f"../../{site_paths.state_json(state)}"
        view = api_views.day(days.dataset, days.slice(state), blank("date"), path)
        form = TextWithBlanks(_text(view))
        for day in group:
            yield site_paths.date_json(day), form.filled(date=day.isoformat())


def _text(view: msgspec.Struct) -> str:
    """The text of a file, its keys in the order in which the type has them."""
    return json_text(msgspec.to_builtins(view))
