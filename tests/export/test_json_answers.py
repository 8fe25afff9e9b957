"""Answers as JSON: references in full or by id, and no word of the reader's language."""

import json

import pytest

from borders import language
from borders.export import json_answers
from borders.views.changes import joint_changes
from borders.views.explanation import explain
from borders.views.history import service_history


def by_id(entry):
    """An entry with what it names in full replaced by ids."""
    named = {key: entry[key] for key in ("decision", "replaced_by") if entry.get(key)}
    return {
        **entry,
        **{key: value["id"] for key, value in named.items()},
        "sources": [source["id"] for source in entry["sources"]],
    }


def test_references_by_id_change_nothing_else(ds):
    zone = ds.package.zone
    for answer in (ds.status("vaalimaa", "2023-12-15"), ds.status("vaalimaa", "2010-01-01")):
        full = json_answers.status(ds, answer)
        assert json_answers.status(ds, answer, "id") == by_id(full)
    for span in service_history(ds, ds.record.crossings["vaalimaa"], "road").spans:
        full = json_answers.history_span(span, zone)
        assert json_answers.history_span(span, zone, "id") == by_id(full)
    for group in joint_changes(ds.changes()):
        assert json_answers.change(group, zone, "id") == by_id(json_answers.change(group, zone))


@pytest.mark.parametrize("code", ["fi", "ru"])
def test_facts_are_the_same_in_every_language(ds, code):
    def facts():
        answer = ds.status("vaalimaa", "2023-12-15T19:00")
        entries = [json_answers.crossings(ds, ds.slice("2023-12-15"))]
        entries += [json_answers.claim(claim) for claim in ds.record.claims]
        entries += [json_answers.status(ds, answer)]
        return json.dumps(entries)

    english = facts()
    with language.use(code):
        assert facts() == english


def test_only_an_unknown_status_says_from_when_something_is_known(ds):
    known = json_answers.explained_status(ds, ds.status("vaalimaa", "2023-12-15"))
    assert not {"known_from", "explanation"} & known.keys()
    unknown = json_answers.explained_status(ds, ds.status("vaalimaa", "2010-01-01"))
    assert unknown["known_from"] == "2015-01-01T00:00+02:00"


def test_an_explanation_is_the_last_key(ds):
    answer = ds.status("niirala-rail", "2026-07-02")
    view = json_answers.explained_status(ds, answer, explain(ds, answer))
    assert list(view)[-1] == "explanation"
    assert view["explanation"]["side"] == "ru"
    assert json.loads(json.dumps(view)) == view  # nothing but JSON's own values
