"""Why a status is what it is, what contradicts it, and from when the record knows anything."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import borders
from borders.cli import main
from borders.views.explanation import explain

FIRST = date(2014, 12, 1)
RECORD = borders.load()
ASKED = [(c.id, s) for c in RECORD.record.crossings.values() for s in c.services]


def run(*arguments):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def answer(*arguments):
    return json.loads(run(*arguments, "--format", "json"))


def standings(found, side="fi"):
    (told,) = [entry for entry in found["explanation"]["sides"] if entry["side"] == side]
    return {one["decision"]["id"]: one for one in told["measures"]}


def test_the_explanation_of_the_first_closure():
    found = answer("status", "vaalimaa", "--at", "2023-11-20", "--explain")
    told = standings(found)
    assert told["fi-1"]["standing"] == "governs"
    assert told["fi-1"]["confidence"] == "primary"
    assert "raja-2023-11-16" in [source["id"] for source in told["fi-1"]["sources"]]
    assert told["decree-723-2012"]["standing"] == "overridden"
    assert told["decree-723-2012"]["by"]["id"] == "fi-1"
    assert told["fi-2"]["standing"] == "not yet valid"
    assert told["covid-2020"]["standing"] in ("ended", "replaced")
    assert found["explanation"]["side"] == "fi"
    claims = {claim["id"] for claim in found["explanation"]["claims"]}
    assert {"press-003-19-november", "italian-consulate-00-01", "jurist-one-year"} <= claims
    assert "press-001-reopen-13-december" not in claims  # of decisions that were not made yet
    assert "decision-2-start-25-november" not in claims  # of other crossings


def test_without_the_option_there_is_no_explanation():
    assert "explanation" not in answer("status", "vaalimaa", "--at", "2023-11-20")


def test_a_replaced_decision_says_by_which_and_when():
    told = standings(answer("status", "vaalimaa", "--at", "2023-12-20", "--explain"))
    assert (told["fi-4"]["standing"], told["fi-4"]["by"]["id"]) == ("replaced", "fi-5")
    assert told["fi-4"]["held_until"] == "2023-12-15T20:00+02:00"
    assert told["fi-4"]["announced_until"] == "2024-01-15T00:00+02:00"
    assert told["fi-4"]["planned"] is True


def test_what_was_not_decided_yet_does_not_count():
    found = answer(
        "status", "vaalimaa", "--at", "2024-01-20", "--as-of", "2023-11-17T12:00", "--explain"
    )
    told = standings(found)
    assert told["fi-1"]["standing"] == "governs"
    assert {told[id_]["standing"] for id_ in ("fi-2", "fi-5", "fi-9")} == {"not yet decided"}


def test_the_more_restrictive_side_is_named():
    found = answer("status", "niirala-rail", "--at", "2026-07-02", "--explain")
    assert found["explanation"]["side"] == "ru"
    assert found["explanation"]["why"][-1] == "The more restrictive side counts: Russia, closed."
    assert standings(found, "ru")["ru-rail-2026"]["standing"] == "governs"
    assert standings(found)["fi-9"]["standing"] == "governs"


def test_a_date_is_explained_at_its_end_with_the_changes_of_the_day():
    found = answer("status", "vaalimaa", "--at", "2023-12-15", "--explain")["explanation"]
    assert (found["at"], found["at_end_of_day"]) == ("2023-12-16T00:00+02:00", True)
    assert [(c["at"], c["from"], c["to"], c["decision"]["id"]) for c in found["changes"]] == [
        ("2023-12-15T20:00+02:00", "open", "closed", "fi-5")
    ]
    before = answer("status", "vaalimaa", "--at", "2023-12-15T19:59", "--explain")
    assert standings(before)["fi-4"]["standing"] == "governs"
    assert before["explanation"]["changes"] == []


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ASKED), st.integers(0, 4400), st.booleans(), st.none() | st.integers(0, 4400)
)
def test_the_measure_that_governs_is_that_of_the_status(asked, days, whole, known):
    at = FIRST + timedelta(days=days)
    as_of = None if known is None else FIRST + timedelta(days=known)
    found = RECORD.status(asked[0], at if whole else f"{at}T12:00", asked[1], as_of)
    explanation = explain(RECORD, found)
    governing = [
        (side.standing.side, entry.weighed.measure)
        for side in explanation.sides
        for entry in side.measures
        if entry.weighed.standing == "governs"
    ]
    assert len({side for side, _ in governing}) == len(governing)
    if found.measure is None:
        assert explanation.decisive_side is None
    else:
        assert (explanation.decisive_side, found.measure) in governing
        assert found.measure.status == found.status
    assert explanation.reasons


def test_the_text_has_the_reasons_the_documents_and_the_claims():
    output = run("status", "vaalimaa", "--at", "2023-11-20", "--explain")
    assert "decided last of the 3 that hold." in output
    assert "open, overridden: Decree: land crossing points are open" in output
    assert "Finlex, Ministry of Justice, 5 December 2012" in output
    assert "contested  press-003-19-november: Four crossing points are closed" in output
    assert "rejected: Closed from 18 November 2023 at 00:00." in output


def test_claims_are_the_ledger(ds):
    found = answer("claims")
    assert [claim["id"] for claim in found] == [claim.id for claim in ds.record.claims]
    first = found[0]
    assert first["sources"][0]["publisher"] == "visahq.com"
    assert {"claim", "verdict", "record", "reason", "crossings", "decisions", "evidence"} <= set(
        first
    )
    output = run("claims")
    for claim in ds.record.claims:
        assert f"{claim.id}: {claim.claim}" in output
        assert claim.reason in output


def test_claims_of_a_crossing_name_it_or_one_of_its_decisions_alone(ds):
    found = {claim["id"]: claim for claim in answer("claims", "imatra")}
    assert "imatra-27-january-2021" in found
    assert "jurist-one-year" in found
    assert "kainuunsanomat-thursday-24" not in found
    assert all("imatra" in claim["crossings"] or claim["decisions"] for claim in found.values())


def test_before_the_record_the_answer_says_from_when_it_knows():
    found = answer("status", "vaalimaa", "--at", "2010-01-01")
    assert (found["status"], found["known_from"]) == ("unknown", "2015-01-01T00:00+02:00")
    told = run("status", "vaalimaa", "--at", "2010-01-01")
    assert "known      from 1 January 2015, not before" in told
    assert answer("status", "leminaho", "--at", "2010-01-01")["known_from"] is None


BEGINS = "The record begins on 1 January 2015; before that every status is unknown."


@pytest.mark.parametrize(
    "arguments",
    [
        ("crossings", "--at", "2014-12-31"),
        ("changes", "--to", "2014-12-31"),
        ("diff", "2014-12-31", "2015-01-01"),
        ("nearest", "60", "25", "--at", "2014-12-31T23:59"),
    ],
)
def test_every_command_says_when_the_record_begins(arguments):
    assert run(*arguments).endswith(f"\n\n{BEGINS}\n")
    later = [word.replace("2014-12-31", "2015-01-01") for word in arguments]
    assert BEGINS not in run(*later)


@pytest.mark.parametrize(
    ("arguments", "then", "now"),
    [
        (("status", "vaalimaa", "--at", "2024-01-20"), "CLOSED", "CLOSED"),
        (("crossings", "--at", "2024-03-01"), "road  open ", "road  closed "),
        (("history", "vaalimaa"), "OPEN since 19 February 2024", "CLOSED since 15 December 2023"),
        (("changes", "--from", "2024-02-01", "--to", "2024-03-01"), "closed → open", "Nothing"),
        (("diff", "2023-11-20", "2024-03-01"), "Vaalimaa, road: closed → open", "Salla, road"),
        (("nearest", "60.6", "27.9", "--at", "2024-03-01"), "Vaalimaa", "No crossing"),
    ],
)
def test_as_of_is_answered_by_each_command(arguments, then, now):
    assert then in run(*arguments, "--as-of", "2023-11-17")
    assert now in run(*arguments)


def test_a_map_as_of_shows_what_was_known(tmp_path):
    target = tmp_path / "map.svg"
    run("map", "2024-03-01", "--as-of", "2023-11-17", "-o", str(target))
    assert "8 of 8 road crossings open" in target.read_text(encoding="utf-8")
    run("map", "2024-03-01", "-o", str(target))
    assert "0 of 8 road crossings open" in target.read_text(encoding="utf-8")


def test_a_reversed_range_is_one_line_and_exit_2():
    result = CliRunner().invoke(main, ["changes", "--from", "2024-01-02", "--to", "2024-01-01"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: the last, 2024-01-01, is before the first, 2024-01-02\n"


def test_near_is_what_a_lorry_could_use_unless_another_service_is_named(ds):
    roads = answer("nearest", "60.17", "24.94", "--at", "2023-11-01")
    assert {near["service"] for near in roads} == {"road"}
    rail = answer("nearest", "60.17", "24.94", "--at", "2023-11-01", "--service", "rail-freight")
    assert {near["service"] for near in rail} == {"rail-freight"}
    every = ds.nearest(60.17, 24.94, "2023-11-01", service=None)
    assert {"road", "boat", "rail-freight"} <= {near.status.service for near in every}
