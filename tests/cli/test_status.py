"""The command `borders status`, with and without `--explain`."""

import pytest

import borders
from helpers.commands import answer, printed

STATUS_KEYS = {
    *("crossing", "name", "service", "at", "as_of", "status", "changed", "since", "until"),
    *("announced_until", "announced_until_known", "open_now", "hours", "spans", "decision"),
    *("sources", "confidence", "verified"),
}


ADDED_KEYS = {
    *("confidence_note", "note", "verified_through", "decided_that_day", "others"),
    *("standing", "clocks", "frontier", "timezone"),
}


def measures_by_decision(status, side="fi"):
    """The measures of one side in the explanation of a status."""
    (explained,) = [entry for entry in status["explanation"]["sides"] if entry["side"] == side]
    return {measure["decision"]["id"]: measure for measure in explained["measures"]}


def test_status_has_the_keys_that_others_rely_on():
    status = answer("status", "vaalimaa", "--at", "2023-12-15")
    assert set(status) == STATUS_KEYS | ADDED_KEYS
    assert set(status["decision"]) >= {"id", "decided_at", "title"}
    assert set(status["sources"][0]) >= {"id", "title", "publisher", "url", "published"}
    assert [set(span) for span in status["spans"]] == [{"status", "from", "until", "decision"}] * 2


def test_status_of_the_evening_closure_as_json():
    status = answer("status", "Торфяновка", "--at", "2023-12-15")
    assert status["crossing"] == "vaalimaa"
    assert status["at"] == "2023-12-15"
    assert status["status"] == "closed"
    assert status["changed"] is True
    assert status["since"] == "2023-12-15T20:00+02:00"
    assert status["until"] is None
    assert status["announced_until"] == "2024-01-15T00:00+02:00"
    assert status["open_now"] is None
    assert status["spans"] == [
        {
            "status": "open",
            "from": "2023-12-15T00:00+02:00",
            "until": "2023-12-15T20:00+02:00",
            "decision": "fi-4",
        },
        {
            "status": "closed",
            "from": "2023-12-15T20:00+02:00",
            "until": "2023-12-16T00:00+02:00",
            "decision": "fi-5",
        },
    ]
    assert status["decision"]["decided_at"] == "2023-12-14T18:15+02:00"
    assert status["confidence"] == "primary"
    assert status["verified"] is True


def test_offsets_are_those_of_the_season():
    status = answer("status", "vaalimaa", "--at", "2024-07-01T12:00Z")
    assert status["at"] == "2024-07-01T15:00+03:00"


def test_without_a_time_the_answer_is_for_now():
    status = answer("status", "vaalimaa", SOURCE_DATE_EPOCH="1702663200")  # 15 Dec 2023, 18:00 UTC
    assert (status["at"], status["status"]) == ("2023-12-15T20:00+02:00", "closed")
    status = answer("status", "vaalimaa", SOURCE_DATE_EPOCH="1702663199")
    assert (status["at"], status["status"]) == ("2023-12-15T19:59:59+02:00", "open")


@pytest.mark.parametrize(
    ("word", "day"),
    [("yesterday", "2023-12-15"), ("today", "2023-12-16"), ("tomorrow", "2023-12-17")],
)
def test_today_is_the_day_at_the_frontier(word, day):
    # 15 December 22:30 UTC is already the 16th in Helsinki
    status = answer("status", "vaalimaa", "--at", word, SOURCE_DATE_EPOCH="1702679400")
    assert status["at"] == day


def test_an_answer_past_the_verified_day_says_so():
    text = printed("status", "vaalimaa", "--at", "2026-11-22")
    assert "not verified" in text.splitlines()[0]
    assert "the record was checked through 2 July 2026" in text


def test_status_says_what_was_announced_and_how_sure_it_is():
    text = printed("status", "nuijamaa", "--at", "2023-11-20")
    assert text.splitlines()[0] == "Nuijamaa, road, 20 November 2023: CLOSED"
    assert "announced  until the end of 18 February 2024" in text
    assert "confidence primary (clock time secondary)" in text
    assert "Decision 1: Vaalimaa, Nuijamaa, Imatra and Niirala closed" in text


def test_before_the_record_the_answer_says_from_when_it_knows():
    status = answer("status", "vaalimaa", "--at", "2010-01-01")
    assert (status["status"], status["known_from"]) == ("unknown", "2015-01-01T00:00+02:00")
    text = printed("status", "vaalimaa", "--at", "2010-01-01")
    assert "known      from 1 January 2015, not before" in text
    assert answer("status", "leminaho", "--at", "2010-01-01")["known_from"] is None


@pytest.mark.parametrize("at", ["2023-12-15", "2023-12-15T20:00", "2024-01-20"])
def test_a_status_as_json_says_the_values_of_the_record(ds, at):
    for crossing in ds.record.crossings:
        view = answer("status", crossing, "--at", at)
        status = ds.status(crossing, at)
        assert view["crossing"] == status.crossing.id
        assert borders.Status(view["status"]) is status.status
        assert ds.when(view["at"]) == status.at
        for key, instant in (("since", status.since), ("until", status.until)):
            assert (view[key] and ds.when(view[key]).start) == instant
        assert [span["status"] for span in view["spans"]] == [str(s.status) for s in status.spans]


def test_the_explanation_of_the_first_closure():
    status = answer("status", "vaalimaa", "--at", "2023-11-20", "--explain")
    measures = measures_by_decision(status)
    assert measures["fi-1"]["standing"] == "governs"
    assert measures["fi-1"]["confidence"] == "primary"
    assert "raja-2023-11-16" in [source["id"] for source in measures["fi-1"]["sources"]]
    assert measures["decree-723-2012"]["standing"] == "overridden"
    assert measures["decree-723-2012"]["by"]["id"] == "fi-1"
    assert measures["fi-2"]["standing"] == "not yet valid"
    assert measures["covid-2020"]["standing"] in ("ended", "replaced")
    assert status["explanation"]["side"] == "fi"
    claims = {claim["id"] for claim in status["explanation"]["claims"]}
    assert {"press-003-19-november", "italian-consulate-00-01", "jurist-one-year"} <= claims
    assert "press-001-reopen-13-december" not in claims  # of decisions that were not made yet
    assert "decision-2-start-25-november" not in claims  # of other crossings


def test_without_the_option_there_is_no_explanation():
    assert "explanation" not in answer("status", "vaalimaa", "--at", "2023-11-20")


def test_a_replaced_decision_says_by_which_and_when():
    measures = measures_by_decision(answer("status", "vaalimaa", "--at", "2023-12-20", "--explain"))
    assert (measures["fi-4"]["standing"], measures["fi-4"]["by"]["id"]) == ("replaced", "fi-5")
    assert measures["fi-4"]["held_until"] == "2023-12-15T20:00+02:00"
    assert measures["fi-4"]["announced_until"] == "2024-01-15T00:00+02:00"
    assert measures["fi-4"]["planned"] is True


def test_what_was_not_decided_yet_does_not_count():
    status = answer(
        "status", "vaalimaa", "--at", "2024-01-20", "--as-of", "2023-11-17T12:00", "--explain"
    )
    measures = measures_by_decision(status)
    assert measures["fi-1"]["standing"] == "governs"
    assert {measures[id_]["standing"] for id_ in ("fi-2", "fi-5", "fi-9")} == {"not yet decided"}


def test_the_more_restrictive_side_is_named():
    status = answer("status", "niirala-rail", "--at", "2026-07-02", "--explain")
    assert status["explanation"]["side"] == "ru"
    assert status["explanation"]["why"][-1] == "The more restrictive side counts: Russia, closed."
    assert measures_by_decision(status, "ru")["ru-rail-2026"]["standing"] == "governs"
    assert measures_by_decision(status)["fi-9"]["standing"] == "governs"


def test_a_date_is_explained_at_its_end_with_the_changes_of_the_day():
    explanation = answer("status", "vaalimaa", "--at", "2023-12-15", "--explain")["explanation"]
    assert (explanation["at"], explanation["at_end_of_day"]) == ("2023-12-16T00:00+02:00", True)
    assert [(c["at"], c["from"], c["to"], c["decision"]["id"]) for c in explanation["changes"]] == [
        ("2023-12-15T20:00+02:00", "open", "closed", "fi-5")
    ]
    before = answer("status", "vaalimaa", "--at", "2023-12-15T19:59", "--explain")
    assert measures_by_decision(before)["fi-4"]["standing"] == "governs"
    assert before["explanation"]["changes"] == []


def test_the_text_has_the_reasons_the_documents_and_the_claims():
    text = printed("status", "vaalimaa", "--at", "2023-11-20", "--explain")
    assert "decided last of the 3 that hold." in text
    assert "open, overridden: Decree: land crossing points are open" in text
    assert "Finlex, Ministry of Justice, 5 December 2012" in text
    assert "contested  press-003-19-november: Four crossing points are closed" in text
    assert "rejected: Closed from 18 November 2023 at 00:00." in text


def test_without_a_crossing_every_principal_point_has_a_line(ds):
    lines = printed("status", "--at", "2023-12-14").splitlines()
    assert lines[0] == "14 December 2023: Vaalimaa and Niirala are open; six are closed."
    assert lines[1].split("  ")[0::2][0] == "Vaalimaa"
    assert lines[1].endswith("Open since 14 December 2023")
    assert lines[-2:] == ["", "Record verified through 2 July 2026."]
    principal = [point.name for point in ds.record.crossings.values() if point.principal]
    assert [line.split("  ")[0] for line in lines[1:-2]] == principal
    assert "Not verified" in printed("status", "--at", "2026-08-01")


def test_without_a_crossing_json_is_a_list_of_what_it_is_with_one(ds):
    at = ("--at", "2023-12-15", "--as-of", "2023-12-15")
    every = answer("status", *at)
    assert every[0] == answer("status", "vaalimaa", *at)
    assert len(every) == sum(point.principal for point in ds.record.crossings.values())
    boats = answer("status", *at, "--service", "boat")
    assert {entry["service"] for entry in boats} == {"boat"}
    assert len(boats) > 1
