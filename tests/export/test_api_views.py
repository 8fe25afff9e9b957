"""What the files for programs say is what the record and the commands say."""

from datetime import datetime

from borders.export import json_answers
from borders.views.history import service_history
from helpers.commands import answer
from helpers.json_schemas import API_DAYS
from helpers.questions import random_questions


def expanded(entry, api):
    """An entry with the decision and the sources that it names, as the commands print them."""
    decisions = {decision["id"]: decision for decision in api["decisions.json"]["decisions"]}
    sources = {source["id"]: source for source in api["sources.json"]["sources"]}
    decision = decisions.get(entry["decision"])
    keys = ("id", "decided_at", "title", "authority", "sides")
    names = ("id", "title", "publisher", "url", "published", "language", "form", "original")
    return entry | {
        "decision": decision and {key: decision[key] for key in keys},
        "sources": [{name: sources[id_][name] for name in names} for id_ in entry["sources"]],
    }


HOME = ("finland-russia", "Europe/Helsinki")  # which the commands say: they answer for others too


def test_a_date_says_what_the_record_says(ds, api):
    for day in API_DAYS:
        file, at = api[f"dates/{day}/index.json"], ds.slice(day)
        state = api[file["state"].removeprefix("../../api/v1/")]
        for described in (file, state):
            assert described["counts"] == {
                str(status): count for status, count in at.counts.items()
            }
            assert described["verified"] is at.verified
        assert file["date"] == str(day)
        assert file["status"] == {
            entry.crossing.id: {answer.service: answer.status for answer in entry.services}
            for entry in at.crossings
        }
        assert state["from"] <= str(day) <= (state["through"] or str(day))
        entries = [expanded(entry, api) for entry in state["crossings"]]
        expected = [json_answers.status(ds, entry.main) for entry in at.crossings]
        if state["from"] == str(day):
            assert entries == expected
        of_the_day = {"at", "spans"}  # the bounds of the day asked
        assert [{k: v for k, v in view.items() if k not in of_the_day} for view in entries] == [
            {k: v for k, v in view.items() if k not in of_the_day} for view in expected
        ]
        further_services = [
            json_answers.status(ds, a) for entry in at.crossings for a in entry.services[1:]
        ]
        assert len(state["services"]) == len(further_services) > 0
        for view, whole in zip(state["services"], further_services, strict=True):
            assert view == {key: whole[key] for key in view}


def test_an_entry_of_a_state_has_the_keys_of_the_command(api):
    view = answer("status", "vaalimaa", "--at", "2023-12-15")
    entries = {entry["crossing"]: entry for entry in api["states/2023-12-15.json"]["crossings"]}
    assert view.pop("decided_that_day") is False  # which asks as of an instant, as no file does
    assert view.pop("clocks") == {
        "Europe/Helsinki": "2023-12-15T20:00+02:00",
        "Europe/Moscow": "2023-12-15T21:00+03:00",
    }
    assert (view.pop("frontier"), view.pop("timezone")) == HOME
    assert view.pop("others") == []  # which stand among the services of the file
    assert view.pop("standing") == api["states/2023-12-15.json"]["standing"]
    assert view == expanded(entries["vaalimaa"], api)
    assert list(view) == list(entries["vaalimaa"])


def test_the_timelines_answer_for_any_instant(ds, api):
    spans = api["timelines.json"]["spans"]
    for id_, service, at in random_questions(ds, count=300):
        fits = [
            span
            for span in spans
            if (span["crossing"], span["service"]) == (id_, service)
            and (span["from"] is None or datetime.fromisoformat(span["from"]) <= at)
            and (span["until"] is None or at < datetime.fromisoformat(span["until"]))
        ]
        status = ds.status(id_, at, service)
        assert [span["status"] for span in fits] == [status.status]
        assert fits[0]["decision"] == (status.measure and status.measure.decision.id)


def test_a_crossing_has_the_timeline_of_every_service(ds, api):
    file = api["crossings/vaalimaa.json"]
    (in_the_list,) = (c for c in api["crossings.json"]["crossings"] if c["crossing"] == "vaalimaa")
    assert in_the_list.items() <= file.items()
    for service in file["services"]:
        history = service_history(ds, ds.record.crossings["vaalimaa"], service)
        expected = json_answers.history(ds, history)["spans"]
        own = [span for span in file["spans"] if span["service"] == service]
        assert [span["from"] for span in own] == [span["from"] for span in expected]
        for span, whole in zip(own, expected, strict=True):
            whole["replaced_by"] = whole["replaced_by"] and whole["replaced_by"]["id"]
            assert expanded(span, api) == whole | {"service": service}


def test_crossings_are_those_of_the_command(api):
    expected = answer("crossings", "--at", API_DAYS[-1])
    assert {key: api["crossings.json"][key] for key in expected} == expected


def test_changes_are_those_of_the_command(api):
    entries = api["changes.json"]["changes"]
    standing = {"standing": api["changes.json"]["standing"]}
    of_the_command = answer("changes")
    assert {(each.pop("frontier"), each.pop("timezone")) for each in of_the_command} == {HOME}
    assert [expanded(change, api) | standing for change in entries] == of_the_command


def test_a_decision_says_what_it_caused_and_what_became_of_it(api):
    decisions = {decision["id"]: decision for decision in api["decisions.json"]["decisions"]}
    first = decisions["fi-1"]
    assert first["replaced_by"] == ["fi-2"]
    assert "fi-1" in decisions["fi-2"]["replaces"]
    closed = next(measure for measure in first["measures"] if measure["service"] == "road")
    assert closed == {
        "service": "road",
        "status": "closed",
        "from": "2023-11-18T00:00+02:00",
        "announced_until": "2024-02-19T00:00+02:00",
        "announced_until_known": True,
        "held_until": "2023-11-24T00:00+02:00",
        "crossings": ["vaalimaa", "nuijamaa", "imatra", "niirala"],
    }
    assert [
        (change["at"], change["from"], change["to"], change["crossings"])
        for change in decisions["fi-5"]["changes"]
        if change["service"] == "road"
    ] == [("2023-12-15T20:00+02:00", "open", "closed", ["vaalimaa", "niirala"])]
    assert decisions["fi-6"]["changes"] == []  # it prolonged what was


def test_every_change_and_every_measure_is_in_one_decision(ds, api):
    decisions = api["decisions.json"]["decisions"]
    changes = sum(len(decision["changes"]) for decision in decisions)
    undecided = [c for c in api["changes.json"]["changes"] if c["decision"] is None]
    assert changes + len(undecided) == len(api["changes.json"]["changes"])
    crossings = [c for d in decisions for measure in d["measures"] for c in measure["crossings"]]
    assert len(crossings) == len(ds.record.measures)
