"""The commands over several frontiers: those of a folder, or all that come along."""

import json

import duckdb
import pandas as pd
import pytest

import borders
from borders.record import shipped_folders
from helpers.commands import answer, printed, refused
from helpers.folders import contents, file_names

NAMES = ["finland-russia", "north", "south"]


@pytest.fixture
def shipped(collection, monkeypatch):
    """The made-up frontiers come along instead of those that do."""
    monkeypatch.setattr(shipped_folders, "_geodata", lambda: str(collection))


def test_frontiers_that_come_along_are_listed():
    listed = answer("frontiers", "--at", "2023-12-14")
    assert [entry["frontier"] for entry in listed] == list(shipped_folders.shipped_folders())
    for entry in listed:
        dataset = borders.load(entry["frontier"])
        principal = [c for c in dataset.record.crossings.values() if c.principal]
        assert (entry["crossings"], entry["points"]) == (
            len(dataset.record.crossings),
            len(principal),
        )
        assert sum(entry["counts"].values()) == len(principal)
        assert entry["timezone"] == dataset.package.zone.key
    finland = listed[0]
    assert (finland["counts"]["open"], finland["counts"]["closed"]) == (2, 6)
    assert (finland["at"], finland["verified"]) == ("2023-12-14", True)


def test_what_is_open_past_the_verified_day_was_last_seen_so(shipped):
    rows = [line.split() for line in printed("frontiers", "--at", "2026-02-01").splitlines()[3:]]
    assert [row[0] for row in rows] == NAMES
    assert all("last seen" in " ".join(row) for row in rows[1:])
    assert "last seen" not in " ".join(rows[0])


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("status", "narva"), "Narva, road"),
        (("history", "narva"), "OPEN since 1 January 2026"),
        (("stats", "narva"), "Narva"),
        (("claims", "narva"), "No claim is recorded."),
    ],
)
def test_a_crossing_of_another_frontier_is_found_and_its_clock_is_told(shipped, command, words):
    text = printed(*command)
    assert words in text
    assert text.endswith("South frontier; times are local (Europe/Tallinn).\n")
    assert "times are local" not in printed(*command, "--data", "south")
    assert "times are local" not in printed(command[0], "vaalimaa")


def test_a_status_says_of_which_frontier_it_is(shipped):
    for name, frontier, zone in (
        ("vaalimaa", "finland-russia", "Europe/Helsinki"),
        ("storskog", "north", "Europe/Oslo"),
    ):
        for command in ("status", "history"):
            view = answer(command, name)
            assert (view["frontier"], view["timezone"]) == (frontier, zone)
    assert "twin-north (Twin, road; north)" in refused("status", "twin")
    assert "did you mean Narva (narva)" in refused("status", "narwa")
    assert "no crossing is called 'narva'" in refused("status", "narva", "--data", NAMES[0])


def test_the_nearest_are_of_all_frontiers_unless_one_is_named(shipped):
    place = ("nearest", "0", "29", "--at", "2026-01-20")
    assert [entry["frontier"] for entry in answer(*place)] == ["north", "south"]
    assert [entry["timezone"] for entry in answer(*place, "--count", "1")] == ["Europe/Oslo"]
    head, first, *_ = printed(*place).splitlines()
    assert head.split()[-1] == "frontier"
    assert first.split()[-1] == "north"
    assert answer(*place, "--data", NAMES[0]) == []
    assert printed(*place, "--data", "south").splitlines()[0].split()[-1] == "hours"


def test_a_moment_is_local_to_each_frontier_and_a_day_from_today_one_for_all(shipped):
    at = ("nearest", "0", "29", "--at")
    assert [entry["crossing"] for entry in answer(*at, "2025-12-31T22:30Z")] == ["narva"]
    assert len(answer(*at, "2026-01-01T00:00")) == 2
    late = "1767218400"  # in Helsinki 1 January 2026, 00:00
    assert len(answer(*at, "today", SOURCE_DATE_EPOCH=late)) == 2
    assert "south: The record begins" in printed(*at, "2025-12-31")


def test_the_changes_of_all_frontiers_are_in_order_of_time(shipped):
    options = ("changes", "--all", "--from", "2025-12-01", "--to", "2026-01-31")
    entries = answer(*options)
    assert [(entry["at"], entry["frontier"]) for entry in entries] == 2 * [
        ("2026-01-01T00:00+02:00", "south")
    ] + 2 * [("2026-01-01T00:00+01:00", "north")]
    text = printed(*options)
    assert "2026-01-01 00:00  south: unknown → open  road: Narva" in text
    assert "Europe/Tallinn: south" in text
    assert "Times are local" not in printed("changes")


def test_the_statistics_of_all_frontiers(shipped, ds):
    options = ("stats", "--from", "2026-01-01", "--to", "2026-01-31")
    views = answer(*options, "--all")
    assert [view["frontier"] for view in views] == NAMES
    assert views[0]["statistics"] == answer(*options)
    rows = pd.read_csv(pd.io.common.StringIO(printed(*options, "--all", "--format", "csv")))
    assert list(rows.columns[:4]) == ["frontier", "timezone", "standing", "crossing"]
    assert rows.set_index("crossing").loc["narva", "days_open"] == 31
    text = printed(*options, "--all")
    assert text.index(ds.package.frontier_title) < text.index("North frontier")
    for wrong in (("vaalimaa",), ("-o", "chart.svg")):
        assert "--all goes without" in refused(*options, "--all", *wrong)


def test_all_frontiers_are_exported_with_one_table_of_spans(shipped, tmp_path):
    out = tmp_path / "out"
    printed("export", "--all", "-o", out)
    assert file_names(out) == [".borders-export", *NAMES, "spans"]
    printed("export", "--data", "south", "-o", tmp_path / "south")
    alone = contents(tmp_path / "south")
    del alone[".borders-export"]
    assert contents(out / "south") == alone
    spans = duckdb.sql(
        f"SELECT frontier, zone, crossing, status FROM read_parquet('{out}/spans/*/*.parquet',"
        " hive_partitioning = true) WHERE \"from\" <= TIMESTAMPTZ '2026-01-15 12:00Z'"
        " AND (until IS NULL OR until > TIMESTAMPTZ '2026-01-15 12:00Z') AND main"
    ).df()
    atlas = borders.load_all().slice("2026-01-15T12:00Z")
    expected = atlas.to_frame()
    known = expected[expected["decision"].notna()][["frontier", "zone", "crossing", "status"]]
    assert sorted(spans.to_records(index=False).tolist()) == sorted(
        known.astype(str).to_records(index=False).tolist()
    )
    frame = pd.read_parquet(out / "spans")
    assert set(frame["frontier"]) == set(NAMES)


def test_a_folder_of_frontiers_is_taken_for_data(collection):
    listed = json.loads(printed("frontiers", "--data", collection, "--format", "json"))
    assert [entry["frontier"] for entry in listed] == NAMES
    near = answer("nearest", "0", "29", "--at", "2026-01-20", "--data", collection)
    assert [entry["crossing"] for entry in near] == ["storskog", "narva"]
    error = refused("frontiers", "--data", collection / "nowhere", exit_code=1)
    assert "there is no such data folder" in error
