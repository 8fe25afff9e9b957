"""The commands `crossings`, `history`, `changes`, `diff`, `nearest` and `claims`."""

import pytest

from helpers.commands import answer, printed, refused, run

FINLAND = ("--data", "finland-russia")  # whatever frontiers come along
BEGINS = "The record begins on 1 January 2015; before that every status is unknown."


def test_crossings_lists_every_point_and_the_length_of_the_line(ds):
    text = printed("crossings", "--at", "2023-11-27")
    for crossing in ds.record.crossings.values():
        assert crossing.name in text
    assert "geodesic length 1,339.2 km (sea 53.9 km, land 1,285.3 km)" in text
    placed, unplaced = text.split("Not on the map")
    assert "Santio" not in placed
    assert "Santio" in unplaced


def test_crossings_as_json():
    view = answer("crossings", "--at", "2023-11-27")
    assert view["frontier"]["length_m"] == pytest.approx(1_339_200, rel=0.0005)
    by_id = {entry["crossing"]: entry for entry in view["crossings"]}
    assert by_id["raja-jooseppi"]["status"] == "open"
    assert by_id["salla"]["status"] == "closed"
    assert by_id["santio"]["lon"] is None
    assert by_id["vaalimaa"]["names"]["ru"] == "Ваалимаа"
    assert by_id["vaalimaa"]["opposite"]["ru"] == "Торфяновка"


def test_history_shows_planned_ends_that_never_came():
    text = printed("history", "vaalimaa", "--service", "road")
    lines = text.partition("CLOSED since 18 November 2023\n")[2].splitlines()
    assert [line.split(":")[0].strip() for line in lines[:4]] == [
        "decision   Decision 1",
        "planned    until the end of 18 February 2024",
        "governed   until the end of 23 November 2023",
        "successor  Decision 2",
    ]
    spans = answer("history", "vaalimaa")["spans"]
    fates = {
        span["decision"]["id"]: span["replaced_by"] and span["replaced_by"]["id"]
        for span in spans
        if span["decision"]
    }
    assert fates["fi-1"] == "fi-2"
    assert fates["fi-4"] == "fi-5"
    assert fates["fi-8"] == "fi-9"
    assert fates["fi-3"] is None  # ran to term
    assert fates["fi-9"] is None


def test_changes_between_two_dates():
    entries = answer("changes", "--from", "2023-12-14", "--to", "2023-12-15", "--service", "road")
    assert [(entry["at"], entry["from"], entry["to"], entry["crossings"]) for entry in entries] == [
        ("2023-12-14T00:00+02:00", "closed", "open", ["vaalimaa", "niirala"]),
        ("2023-12-15T20:00+02:00", "open", "closed", ["vaalimaa", "niirala"]),
    ]
    assert [entry["decision"]["id"] for entry in entries] == ["fi-4", "fi-5"]
    assert (
        run("changes", "--from", "2025-01-01", "--to", "2025-01-02").output == "Nothing changed.\n"
    )


def test_changes_as_they_were_known():
    entries = answer(
        "changes", "--from", "2024-02-01", "--as-of", "2023-11-17", "--service", "road"
    )
    assert {entry["at"] for entry in entries} == {"2024-02-19T00:00+02:00"}
    assert {entry["to"] for entry in entries} == {"open"}


def test_claims_are_the_ledger(ds):
    claims = answer("claims")
    assert [claim["id"] for claim in claims] == [claim.id for claim in ds.record.claims]
    first = claims[0]
    assert first["sources"][0]["publisher"] == "visahq.com"
    assert {"claim", "verdict", "record", "reason", "crossings", "decisions", "evidence"} <= set(
        first
    )
    text = printed("claims")
    for claim in ds.record.claims:
        assert f"{claim.id}: {claim.claim}" in text
        assert claim.reason in text


def test_claims_of_a_crossing_name_it_or_one_of_its_decisions_alone(ds):
    claims = {claim["id"]: claim for claim in answer("claims", "imatra")}
    assert "imatra-27-january-2021" in claims
    assert "jurist-one-year" in claims
    assert "kainuunsanomat-thursday-24" not in claims
    assert all("imatra" in claim["crossings"] or claim["decisions"] for claim in claims.values())


@pytest.mark.parametrize(
    "arguments",
    [
        ("crossings", "--at", "2014-12-31"),
        ("changes", "--to", "2014-12-31"),
        ("diff", "2014-12-31", "2015-01-01"),
        ("nearest", "60", "25", "--at", "2014-12-31T23:59", *FINLAND),
    ],
)
def test_every_command_says_when_the_record_begins(arguments):
    assert printed(*arguments).endswith(f"\n\n{BEGINS}\n")
    later = [word.replace("2014-12-31", "2015-01-01") for word in arguments]
    assert BEGINS not in printed(*later)


@pytest.mark.parametrize(
    ("arguments", "then", "now"),
    [
        (("status", "vaalimaa", "--at", "2024-01-20"), "CLOSED", "CLOSED"),
        (("crossings", "--at", "2024-03-01"), "road  open ", "road  closed "),
        (("history", "vaalimaa"), "OPEN since 19 February 2024", "CLOSED since 15 December 2023"),
        (("changes", "--from", "2024-02-01", "--to", "2024-03-01"), "closed → open", "Nothing"),
        (("diff", "2023-11-20", "2024-03-01"), "closed → open  Vaalimaa, Nuijamaa", "Salla"),
        (("nearest", "60.6", "27.9", "--at", "2024-03-01", *FINLAND), "Vaalimaa", "No crossing"),
    ],
)
def test_as_of_is_answered_by_each_command(arguments, then, now):
    assert then in printed(*arguments, "--as-of", "2023-11-17")
    assert now in printed(*arguments)


def test_a_reversed_range_is_one_line_and_exit_2():
    error = refused("changes", "--from", "2024-01-02", "--to", "2024-01-01")
    assert error == "Error: the last, 2024-01-01, is before the first, 2024-01-02\n"


def test_nearest_is_of_roads_unless_another_service_is_named(ds):
    roads = answer("nearest", "60.17", "24.94", "--at", "2023-11-01", *FINLAND)
    assert {near["service"] for near in roads} == {"road"}
    rail = answer(
        "nearest", "60.17", "24.94", "--at", "2023-11-01", "--service", "rail-freight", *FINLAND
    )
    assert {near["service"] for near in rail} == {"rail-freight"}
    every = ds.nearest(60.17, 24.94, "2023-11-01", service=None)
    assert {"road", "boat", "rail-freight"} <= {near.status.service for near in every}


def test_nearest_says_that_it_is_a_straight_line():
    text = printed("nearest", "60.17", "24.94", "--at", "2023-11-27", *FINLAND)
    assert "Raja-Jooseppi" in text
    assert "straight lines on the ellipsoid, not roads" in text


@pytest.mark.parametrize("place", [("91", "25"), ("60", "181"), ("nan", "25"), ("sixty", "25")])
def test_a_place_that_is_not_on_earth_is_wrong_usage(place):
    refused("nearest", *place)


def test_a_southern_latitude_is_answered():
    printed("nearest", "-33.9", "18.4", "--at", "2023-11-27")
