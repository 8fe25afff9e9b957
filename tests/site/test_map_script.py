"""The data of the map's script: read as the script reads it, it says what the views of days say."""

import json
import sys
from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise

import pytest

from borders import language
from borders.site import map_script
from borders.views import page_days
from borders.views.day import day_view

LAST = date(2026, 11, 22)
MOST_CALLS = 270  # for each measure


def plain(value):
    return json.loads(json.dumps(value))


def entry_of(entries, day):
    """The last entry whose day is not after `day`, as the script finds it."""
    return entries[bisect_right([entry[0] for entry in entries], day) - 1]


def shown(data, day):
    """Everything that the script shows of a day, with facts and sources in place."""
    services = {}
    for crossing in data["crossings"]:
        for service in crossing["services"]:
            _, place, *change = entry_of(service["entries"], day)
            fact = dict(data["facts"][place])
            fact["sources"] = [data["sources"][number] for number in fact.get("sources", [])]
            decisions = {id_: dict(data["decisions"])[id_] for id_ in fact.get("chain", [])}
            services[crossing["id"], service["service"]] = fact, change, decisions
    return services, entry_of(data["headlines"], day)[1:], data["changes"].get(day, [])


@pytest.fixture(scope="module")
def data(ds):
    return plain(map_script.record_data(ds, LAST))


def test_every_day_is_shown_as_its_own_view_says(ds, data):
    changes = page_days.states(ds, ds.first_day, LAST)
    days = {*changes, *(day + timedelta(days=days) for day in changes for days in (-1, 40))}
    for day in sorted(day for day in days if ds.first_day <= day <= LAST):
        alone = plain(map_script.slice_data(ds, day_view(ds, ds.slice(day))))
        assert shown(data, day.isoformat()) == shown(alone, day.isoformat()), day


def test_no_entry_repeats_the_one_before(data):
    lists = [service["entries"] for c in data["crossings"] for service in c["services"]]
    for entries in [*lists, data["headlines"]]:
        assert [entry[0] for entry in entries] == sorted({entry[0] for entry in entries})
        rests = [entry[1:] for entry in entries]
        assert all(before != after for before, after in pairwise(rests))


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_it_is_made_from_timelines_and_not_day_by_day(ds, code):
    """Counts calls of Python functions, which a slow machine does not make more.

    The record's files have been read by then, and its timelines built.
    """
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    with language.use(code):
        map_script.record_data(ds, LAST)
        sys.setprofile(count)
        try:
            map_script.record_data(ds, LAST)
        finally:
            sys.setprofile(None)
    assert calls <= MOST_CALLS * len(ds.record.measures) * (1 if code == "en" else 1.5)
