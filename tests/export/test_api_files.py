from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from borders.cli import main
from borders.export import api_types, json_answers
from borders.export.api_types import FILES
from borders.site import build as site
from borders.views.history import service_history

DAYS = [date(2023, 11, 10) + timedelta(days=n) for n in range(45)] + [
    date(2014, 12, 31),
    date(2024, 4, 15),
    date(2026, 7, 1),
    date(2026, 11, 22),
]
DAYS.sort()


@pytest.fixture(scope="module")
def written(ds):
    changed = [day for day in ds.change_days() if DAYS[0] <= day <= DAYS[-1]]
    files = site.contents(ds, DAYS, changed, None)
    return {path: text for path, text in files if re.fullmatch(r"(api|dates)/.*\.json", path)}


@pytest.fixture(scope="module")
def read(written):
    return {path.removeprefix("api/v1/"): json.loads(text) for path, text in written.items()}


def kind(path):
    """The kind of a file, which says what its type is."""
    folder, _, file = path.rpartition("/")
    kinds = {"states": "state", "crossings": "crossing", "": file.removesuffix(".json")}
    return "date" if folder.startswith("dates/") else kinds[folder]


def validator(name):
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": api_types.schema()["$defs"]})


def expanded(entry, read):
    """An entry with the decision and the sources that it names, as the commands print them."""
    decisions = {decision["id"]: decision for decision in read["decisions.json"]["decisions"]}
    sources = {source["id"]: source for source in read["sources.json"]["sources"]}
    decision = decisions.get(entry["decision"])
    keys = ("id", "decided_at", "title", "authority", "sides")
    names = ("id", "title", "publisher", "url", "published", "language", "form", "original")
    return entry | {
        "decision": decision and {key: decision[key] for key in keys},
        "sources": [{name: sources[id_][name] for name in names} for id_ in entry["sources"]],
    }


# the files and their schema


def test_there_is_a_file_for_every_crossing_and_every_day(ds, read):
    assert {f"crossings/{id_}.json" for id_ in ds.record.crossings} <= set(read)
    assert {f"dates/{day}/index.json" for day in DAYS} <= set(read)
    one_of_many = {"crossing.json", "date.json", "state.json"}
    assert {f"{name}.json" for name in FILES} - one_of_many <= set(read)


def test_the_schema_is_one(read):
    Draft202012Validator.check_schema(read["schema.json"])
    assert read["schema.json"] == api_types.schema()


def test_every_file_is_as_the_schema_says(read):
    used = set()
    for path, content in read.items():
        if path != "schema.json":
            validator(kind(path)).validate(content)
            used.add(kind(path))
    assert used == set(FILES)


def test_the_schema_as_a_whole_fits_every_kind_of_file(read):
    whole = Draft202012Validator(api_types.schema())
    day = "dates/2023-12-15/index.json"
    for path in ("index.json", "decisions.json", "crossings/salla.json", day):
        assert whole.is_valid(read[path])
        assert not whole.is_valid(read[path] | {"surprise": 1})


def places(value):
    """An object, and the first entry of each list in it, and of each list in those."""
    yield value
    for key, entries in value.items():
        first = entries[0] if isinstance(entries, list) and entries else None
        if isinstance(first, dict) and key != "licenses":  # which are as the data folder has them
            yield from places(first)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_key_that_is_missing_or_new_is_an_error(read, name):
    path = next(path for path in read if kind(path) == name)
    text, found = json.dumps(read[path]), validator(name)
    assert found.is_valid(json.loads(text))
    keys = [sorted(place) for place in places(read[path])]
    assert len(keys) > 1 or name in ("index", "date")
    for number, own in enumerate(keys):
        for key in own:
            copy = json.loads(text)
            del list(places(copy))[number][key]
            assert not found.is_valid(copy), key
        copy = json.loads(text)
        list(places(copy))[number]["surprise"] = None
        assert not found.is_valid(copy)


def test_a_status_that_does_not_exist_is_an_error(read):
    content = json.loads(json.dumps(read["states/2023-12-15.json"]))
    content["crossings"][0]["status"] = "shut"
    assert not validator("state").is_valid(content)
    content = json.loads(json.dumps(read["dates/2023-12-15/index.json"]))
    content["status"]["vaalimaa"]["road"] = "shut"
    assert not validator("date").is_valid(content)


def test_the_index_names_every_file(read):
    index = read["index.json"]
    named = {"index.json"}
    for link in index["links"].values():
        named |= {
            link.removeprefix("../../").format(crossing=crossing, date=day, state=state)
            for crossing in index["crossings"]
            for day in index["dates"]
            for state in index["states"]
        }
    assert named == set(read)
    assert index["verified_through"] == "2026-07-02"
    assert {licence["name"] for licence in index["licenses"]} >= {"CC-BY-4.0", "ODbL-1.0"}


def test_every_id_leads_somewhere(ds, read):
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

    for path, content in read.items():
        if path not in ("schema.json", "index.json"):
            look(content)
    assert seen == set(tables)


# what they say


def test_a_date_says_what_the_record_says(ds, read):
    for day in DAYS:
        found, at = read[f"dates/{day}/index.json"], ds.slice(day)
        state = read[found["state"].removeprefix("../../api/v1/")]
        for file in (found, state):
            assert file["counts"] == {str(status): count for status, count in at.counts.items()}
            assert file["verified"] is at.verified
        assert found["date"] == str(day)
        assert found["status"] == {
            entry.crossing.id: {answer.service: answer.status for answer in entry.services}
            for entry in at.crossings
        }
        assert state["from"] <= str(day) <= (state["through"] or str(day))
        told = [expanded(entry, read) for entry in state["crossings"]]
        full = [json_answers.status(ds, entry.main) for entry in at.crossings]
        if state["from"] == str(day):
            assert told == full
        own = {"at", "spans"}  # the bounds of the day asked
        assert [{k: v for k, v in view.items() if k not in own} for view in told] == [
            {k: v for k, v in view.items() if k not in own} for view in full
        ]
        others = [json_answers.status(ds, a) for entry in at.crossings for a in entry.services[1:]]
        assert len(state["services"]) == len(others) > 0
        for brief, all_of_it in zip(state["services"], others, strict=True):
            assert brief == {key: all_of_it[key] for key in brief}


def test_states_follow_one_another_without_a_gap(read):
    states = [read[f"states/{day}.json"] for day in read["index.json"]["states"]]
    assert len(states) > 10
    for state, following in pairwise(states):
        assert date.fromisoformat(state["through"]) + timedelta(1) == date.fromisoformat(
            following["from"]
        )
    assert states[-1]["through"] is None


def test_an_entry_of_a_state_has_the_keys_of_the_command(read):
    printed = CliRunner().invoke(
        main, ["status", "vaalimaa", "--at", "2023-12-15", "--format", "json"]
    )
    entries = {entry["crossing"]: entry for entry in read["states/2023-12-15.json"]["crossings"]}
    assert json.loads(printed.stdout) == expanded(entries["vaalimaa"], read)
    assert list(json.loads(printed.stdout)) == list(entries["vaalimaa"])


def test_the_timelines_answer_for_any_instant(ds, read):
    chance = random.Random(7)
    spans = read["timelines.json"]["spans"]
    start = datetime(2014, 6, 1, tzinfo=UTC)
    for _ in range(300):
        crossing, service = chance.choice(list(ds.services()))
        at = start + timedelta(minutes=chance.randrange(13 * 365 * 24 * 60))
        fits = [
            span
            for span in spans
            if (span["crossing"], span["service"]) == (crossing.id, service)
            and (span["from"] is None or datetime.fromisoformat(span["from"]) <= at)
            and (span["until"] is None or at < datetime.fromisoformat(span["until"]))
        ]
        answer = ds.status(crossing.id, at, service)
        assert [span["status"] for span in fits] == [answer.status]
        assert fits[0]["decision"] == (answer.measure and answer.measure.decision.id)


def test_a_crossing_has_the_timeline_of_every_service(ds, read):
    found = read["crossings/vaalimaa.json"]
    (listed,) = (c for c in read["crossings.json"]["crossings"] if c["crossing"] == "vaalimaa")
    assert listed.items() <= found.items()
    for service in found["services"]:
        history = service_history(ds, ds.record.crossings["vaalimaa"], service)
        told = json_answers.history(ds, history)["spans"]
        own = [span for span in found["spans"] if span["service"] == service]
        assert [span["from"] for span in own] == [span["from"] for span in told]
        for one, full in zip(own, told, strict=True):
            full["replaced_by"] = full["replaced_by"] and full["replaced_by"]["id"]
            assert expanded(one, read) == full | {"service": service}


def test_crossings_are_those_of_the_command(read):
    printed = CliRunner().invoke(main, ["crossings", "--at", str(DAYS[-1]), "--format", "json"])
    expected = json.loads(printed.stdout)
    assert {key: read["crossings.json"][key] for key in expected} == expected


def test_changes_are_those_of_the_command(read):
    printed = CliRunner().invoke(main, ["changes", "--format", "json"])
    found = read["changes.json"]["changes"]
    assert [expanded(change, read) for change in found] == json.loads(printed.stdout)


def test_a_decision_says_what_it_caused_and_what_became_of_it(read):
    decisions = {decision["id"]: decision for decision in read["decisions.json"]["decisions"]}
    first = decisions["fi-1"]
    assert first["replaced_by"] == ["fi-2"]
    assert "fi-1" in decisions["fi-2"]["replaces"]
    closed = next(measure for measure in first["measures"] if measure["service"] == "road")
    assert closed == {
        "service": "road",
        "status": "closed",
        "from": "2023-11-18T00:00+02:00",
        "announced_until": "2024-02-19T00:00+02:00",
        "held_until": "2023-11-24T00:00+02:00",
        "crossings": ["vaalimaa", "nuijamaa", "imatra", "niirala"],
    }
    assert [
        (change["at"], change["from"], change["to"], change["crossings"])
        for change in decisions["fi-5"]["changes"]
        if change["service"] == "road"
    ] == [("2023-12-15T20:00+02:00", "open", "closed", ["vaalimaa", "niirala"])]
    assert decisions["fi-6"]["changes"] == []  # it prolonged what was


def test_every_change_and_every_measure_is_in_one_decision(ds, read):
    decisions = read["decisions.json"]["decisions"]
    changes = sum(len(decision["changes"]) for decision in decisions)
    undecided = [c for c in read["changes.json"]["changes"] if c["decision"] is None]
    assert changes + len(undecided) == len(read["changes.json"]["changes"])
    crossings = [c for d in decisions for measure in d["measures"] for c in measure["crossings"]]
    assert len(crossings) == len(ds.record.measures)


# the text


def test_files_are_plain_lines_of_utf_8(written):
    for path, text in written.items():
        assert text.endswith("\n"), path
        assert "\r" not in text
        assert not text.endswith("\n\n")
    assert "Торфяновка" in written["api/v1/crossings/vaalimaa.json"]
    lines = written["api/v1/states/2023-12-15.json"].splitlines()
    assert sum(line.startswith('{"crossing":"vaalimaa"') for line in lines) == 3  # one a service


def test_a_date_is_small(written):
    sizes = [len(text.encode()) for path, text in written.items() if path.startswith("dates/")]
    served = [len(gzip.compress(t.encode())) for p, t in written.items() if p.startswith("dates/")]
    assert max(sizes) < 1_500
    assert max(served) < 600


def test_two_runs_are_the_same_bytes():
    program = (
        "import borders, datetime, hashlib\n"
        "from borders.views.page_days import Days\n"
        "from borders.export import api_files as api\n"
        "days = [datetime.date(2023, 12, 15), datetime.date(2026, 7, 2)]\n"
        "files = list(api.files(Days(borders.load(), days, days[-1])))\n"
        "print(hashlib.sha256(repr(files).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1
