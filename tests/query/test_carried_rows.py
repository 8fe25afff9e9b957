"""The rows that a new decision needs, as `borders carry` writes them for an editor."""

from __future__ import annotations

import csv
import io

import pytest

import borders
from borders.errors import DecisionError
from borders.query.carried_rows import carried_rows
from helpers.commands import run
from helpers.editable_folder import EditableFolder
from helpers.hasty_decision import hasty_folder


@pytest.fixture
def hasty(tmp_path):
    return hasty_folder(tmp_path)


def test_rows_are_copied_to_hold_from_the_new_decision_on(hasty):
    ds = borders.load(hasty.path)
    header, rows = carried_rows(ds, "fi-9", "fi-10")
    table = [dict(zip(header, row, strict=True)) for row in rows]
    own = [row for row in ds.record.measures if row.decision.id == "fi-9"]
    assert len(table) == len(own) - 2
    assert {row["decision"] for row in table} == {"fi-10"}
    assert {row["valid_from"] for row in table} == {"2026-12-01"}
    assert {row["confidence"] for row in table} == {"inferred"}
    assert ("imatra", "road", "closed") in {
        (row["crossing"], row["service"], row["status"]) for row in table
    }


def test_with_the_rows_the_check_passes_and_only_two_points_are_open(hasty):
    result = run("carry", "fi-9", "fi-10", "--data", str(hasty.path), "--write")
    assert result.exit_code == 0, result.output
    assert run("check", str(hasty.path)).exit_code == 0
    ds = borders.load(hasty.path)
    on = ds.slice("2026-12-02")
    opened = {entry.crossing.id for entry in on.crossings if entry.main.status == "open"}
    before = {
        entry.crossing.id
        for entry in borders.load().slice("2026-12-02").crossings
        if entry.main.status == "open"
    }
    assert opened - before == {"vaalimaa", "nuijamaa"}


def test_rows_are_printed_as_csv_and_nothing_is_written(hasty):
    before = hasty.text("closures.csv")
    result = run("carry", "fi-9", "fi-10", "--data", str(hasty.path))
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) > 6
    assert f"{len(rows)} rows to go through" in result.stderr
    assert hasty.text("closures.csv") == before


def test_a_comparison_has_what_opens_first(hasty):
    result = run("compare", str(EditableFolder(hasty.path.parent / "old").path), str(hasty.path))
    statuses = [line.split("  ")[1] for line in result.stdout.splitlines() if line[:2] == "  "]
    opening = statuses.count("closed → open")
    assert opening > 1
    assert statuses[:opening] == ["closed → open"] * opening


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("fi-8", "fi-7", "fi-7 does not replace fi-8"),
        ("fi-9", "fi-99", "fi-99 is not in decisions; did you mean fi-9"),
    ],
)
def test_a_decision_that_replaces_nothing_of_the_kind_is_refused(ds, old, new, reason):
    with pytest.raises(DecisionError, match=reason):
        carried_rows(ds, old, new)
    result = run("carry", old, new)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {reason}")
