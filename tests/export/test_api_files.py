"""The files for programs: one for every crossing, day and state, and their text."""

import gzip
from datetime import date, timedelta
from itertools import pairwise

from borders.export.api_types import FILES
from helpers.json_schemas import API_DAYS


def test_there_is_a_file_for_every_crossing_and_every_day(ds, api):
    assert {f"crossings/{id_}.json" for id_ in ds.record.crossings} <= set(api)
    assert {f"dates/{day}/index.json" for day in API_DAYS} <= set(api)
    one_of_many = {"crossing", "date", "state"}
    assert {f"{name}.json" for name in set(FILES) - one_of_many} <= set(api)


def test_the_index_names_every_file(api):
    index = api["index.json"]
    named = {"index.json"}
    for link in index["links"].values():
        named |= {
            link.removeprefix("../../").format(crossing=crossing, date=day, state=state)
            for crossing in index["crossings"]
            for day in index["dates"]
            for state in index["states"]
        }
    assert named == set(api)
    assert index["verified_through"] == "2026-07-02"
    assert {licence["name"] for licence in index["licenses"]} >= {"CC-BY-4.0", "ODbL-1.0"}


def test_every_id_leads_somewhere(ds, api):
    record = ds.record
    tables = {"crossing": record.crossings, "crossings": record.crossings}
    tables |= dict.fromkeys(("decision", "decisions", "replaces", "replaced_by"), record.decisions)
    tables |= dict.fromkeys(("source", "sources", "evidence"), record.sources)
    seen = set()

    def look(value):
        for item in value if isinstance(value, list) else value.values():
            if isinstance(item, dict | list):
                look(item)
        for key in value if isinstance(value, dict) else ():
            named = [value[key]] if isinstance(value[key], str) else value[key] or []
            if key in tables and all(isinstance(id_, str) for id_ in named):
                assert set(named) <= set(tables[key]), key
                seen.add(key)

    for path, content in api.items():
        if path not in ("schema.json", "index.json"):
            look(content)
    assert seen == set(tables)


def test_states_follow_one_another_without_a_gap(api):
    states = [api[f"states/{day}.json"] for day in api["index.json"]["states"]]
    assert len(states) > 10
    for state, following in pairwise(states):
        assert date.fromisoformat(state["through"]) + timedelta(1) == date.fromisoformat(
            following["from"]
        )
    assert states[-1]["through"] is None


def test_files_are_plain_lines_of_utf_8(api_texts):
    for path, text in api_texts.items():
        assert text.endswith("\n"), path
        assert "\r" not in text
        assert not text.endswith("\n\n")
    assert "Торфяновка" in api_texts["api/v1/crossings/vaalimaa.json"]
    lines = api_texts["api/v1/states/2023-12-15.json"].splitlines()
    assert sum(line.startswith('{"crossing":"vaalimaa"') for line in lines) == 3  # one a service


def test_a_date_is_small(api_texts):
    sizes = [len(text.encode()) for path, text in api_texts.items() if path.startswith("dates/")]
    served = [
        len(gzip.compress(t.encode())) for p, t in api_texts.items() if p.startswith("dates/")
    ]
    assert max(sizes) < 1_500
    assert max(served) < 600
