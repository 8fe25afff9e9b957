from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from borders.cli import main

STATUS_KEYS = {
    *("crossing", "name", "service", "at", "as_of", "status", "changed", "since", "until"),
    *("announced_until", "open_now", "hours", "spans", "decision", "sources", "confidence"),
    "verified",
}
ADDED_KEYS = {"confidence_note", "note", "verified_through"}


def run(*arguments, **environment):
    return CliRunner().invoke(main, arguments, env=environment)


def answer(*arguments, **environment):
    result = run(*arguments, "--format", "json", **environment)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_status_has_the_keys_that_others_rely_on():
    found = answer("status", "vaalimaa", "--at", "2023-12-15")
    assert set(found) == STATUS_KEYS | ADDED_KEYS
    assert set(found["decision"]) >= {"id", "decided_at", "title"}
    assert set(found["sources"][0]) >= {"id", "title", "publisher", "url", "published"}
    assert [set(span) for span in found["spans"]] == [{"status", "from", "until", "decision"}] * 2


def test_status_of_the_evening_closure_as_json():
    found = answer("status", "Торфяновка", "--at", "2023-12-15")
    assert found["crossing"] == "vaalimaa"
    assert found["at"] == "2023-12-15"
    assert found["status"] == "closed"
    assert found["changed"] is True
    assert found["since"] == "2023-12-15T20:00+02:00"
    assert found["until"] is None
    assert found["announced_until"] == "2024-01-15T00:00+02:00"
    assert found["open_now"] is None
    assert found["spans"] == [
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
    assert found["decision"]["decided_at"] == "2023-12-14T18:15+02:00"
    assert found["confidence"] == "primary"
    assert found["verified"] is True


def test_offsets_are_those_of_the_season():
    found = answer("status", "vaalimaa", "--at", "2024-07-01T12:00Z")
    assert found["at"] == "2024-07-01T15:00+03:00"


def test_without_a_time_the_answer_is_for_now():
    found = answer("status", "vaalimaa", SOURCE_DATE_EPOCH="1702663200")  # 15 Dec 2023, 18:00 UTC
    assert (found["at"], found["status"]) == ("2023-12-15T20:00+02:00", "closed")
    found = answer("status", "vaalimaa", SOURCE_DATE_EPOCH="1702663199")
    assert (found["at"], found["status"]) == ("2023-12-15T19:59:59+02:00", "open")


@pytest.mark.parametrize(("word", "day"), [("today", "2023-12-16"), ("yesterday", "2023-12-15")])
def test_today_is_the_frontiers_own_day(word, day):
    # 15 December 22:30 UTC is already the 16th in Helsinki
    found = answer("status", "vaalimaa", "--at", word, SOURCE_DATE_EPOCH="1702679400")
    assert found["at"] == day


def test_unverified_is_said():
    result = run("status", "vaalimaa", "--at", "2026-11-22")
    assert "not verified" in result.output.splitlines()[0]
    assert "the record was checked through 2 July 2026" in result.output


def test_status_says_what_was_announced_and_how_sure_it_is():
    result = run("status", "nuijamaa", "--at", "2023-11-20")
    assert result.output.splitlines()[0] == "Nuijamaa, road, 20 November 2023: CLOSED"
    assert "announced  until the end of 18 February 2024" in result.output
    assert "confidence primary (clock time secondary)" in result.output
    assert "Decision 1: Vaalimaa, Nuijamaa, Imatra and Niirala closed" in result.output


def test_crossings_lists_every_point_and_the_length_of_the_line(ds):
    result = run("crossings", "--at", "2023-11-27")
    for crossing in ds.record.crossings.values():
        assert crossing.name in result.output
    assert "geodesic length 1,339.2 km (sea 53.9 km, land 1,285.3 km)" in result.output
    placed, unplaced = result.output.split("Not on the map")
    assert "Santio" not in placed
    assert "Santio" in unplaced


def test_crossings_as_json():
    found = answer("crossings", "--at", "2023-11-27")
    assert found["frontier"]["length_m"] == pytest.approx(1_339_200, rel=0.0005)
    by_id = {entry["crossing"]: entry for entry in found["crossings"]}
    assert by_id["raja-jooseppi"]["status"] == "open"
    assert by_id["salla"]["status"] == "closed"
    assert by_id["santio"]["lon"] is None
    assert by_id["vaalimaa"]["names"]["ru"] == "Ваалимаа"
    assert by_id["vaalimaa"]["opposite"]["ru"] == "Торфяновка"


def test_history_tells_planned_ends_that_never_came():
    result = run("history", "vaalimaa", "--service", "road")
    told = result.output.partition("CLOSED since 18 November 2023, ")[2].splitlines()
    assert [line.split(":")[0].strip() for line in told[:5]] == [
        "until the end of 23 November 2023",
        "decision   Decision 1",
        "planned    until the end of 18 February 2024",
        "successor  Decision 2",
        "held       until the end of 23 November 2023",
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
    found = answer("changes", "--from", "2023-12-14", "--to", "2023-12-15", "--service", "road")
    assert [(entry["at"], entry["from"], entry["to"], entry["crossings"]) for entry in found] == [
        ("2023-12-14T00:00+02:00", "closed", "open", ["vaalimaa", "niirala"]),
        ("2023-12-15T20:00+02:00", "open", "closed", ["vaalimaa", "niirala"]),
    ]
    assert [entry["decision"]["id"] for entry in found] == ["fi-4", "fi-5"]
    assert (
        run("changes", "--from", "2025-01-01", "--to", "2025-01-02").output == "Nothing changed.\n"
    )


def test_changes_as_they_were_known():
    found = answer("changes", "--from", "2024-02-01", "--as-of", "2023-11-17", "--service", "road")
    assert {entry["at"] for entry in found} == {"2024-02-19T00:00+02:00"}
    assert {entry["to"] for entry in found} == {"open"}


def test_check_says_what_it_looked_at(ds):
    result = run("check")
    assert result.exit_code == 0
    assert f"in {len(ds.record.crossings)} crossing points" in result.output.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("status", "valimaa"), "did you mean Vaalimaa (vaalimaa)"),
        (("status", "Svetogorsk"), "fits several crossings"),
        (("status", "vaalimaa", "--at", "2023-02-30"), "not a possible date"),
        (("status", "vaalimaa", "--at", "soon"), "write 2023-12-15"),
        (("status", "vaalimaa", "--at", "2023-10-29T03:30"), "happens twice"),
        (("status", "vaalimaa", "--at", "2024-03-31T03:30"), "does not exist"),
        (("status", "vaalimaa", "--service", "boat"), "offers road, bicycle, asylum, not boat"),
        (("map", "2023-13-01", "-o", "x.html"), "not a possible date"),
        (("site", "-o", "x", "--from", "2024-01-02", "--to", "2024-01-01"), "before the first"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(arguments, says):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert says in result.stderr


def test_a_clock_that_is_no_number_is_said():
    result = run("status", "vaalimaa", SOURCE_DATE_EPOCH="tomorrow")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    "command", ["status", "crossings", "history", "changes", "map", "site", "export"]
)
def test_a_missing_data_folder_is_an_error_of_the_environment(command, tmp_path):
    needed = {
        "status": ["salla"],
        "history": ["salla"],
        "map": ["2023-11-27", "-o", str(tmp_path / "map.html")],
        "site": ["-o", str(tmp_path / "site")],
        "export": ["-o", str(tmp_path / "export")],
    }
    result = run(command, *needed.get(command, []), "--data", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "no-folder" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted(main.list_commands(None)))
def test_every_command_has_help_with_an_example_on_a_line_of_its_own(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "\\b" not in result.output
    examples = result.output.split("Options:")[0].splitlines()[2:]
    assert any(line.startswith(f"  borders {name} ") for line in examples)


def test_a_map_goes_to_a_file_whole_or_not_at_all(tmp_path):
    target = tmp_path / "map.html"
    result = run("map", "2023-11-27", "-o", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""  # talk goes to standard error
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    result = run("map", "2023-11-27", "-o", str(tmp_path / "no" / "map.html"))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_map_can_go_to_standard_output(tmp_path):
    result = run("map", "2023-11-27", "-o", "-")
    assert result.stdout.startswith("<!DOCTYPE html>")
