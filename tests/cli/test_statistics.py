"""The commands `stats` and `arrivals`."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from borders.model import Status
from borders.pictures import arrivals_chart
from borders.views.arrivals_chart import chart_view
from helpers.commands import answer, printed, refused, run


def test_the_winter_at_vaalimaa():
    (entry,) = answer("stats", "vaalimaa", "--from", "2023-11-01", "--to", "2023-12-31")[
        "crossings"
    ]
    # open 1–17 November, 14 December and 15 December until 20:00
    assert entry["hours"] == {
        "open": 17 * 24 + 24 + 20,
        "restricted": 0,
        "closed": 26 * 24 + 4 + 16 * 24,
        "unknown": 0,
        "unverified": 0,
        "to_come": 0,
    }
    assert entry["days"]["open"] == 18.833
    assert entry["closures"] == 2
    assert entry["longest_closure"] == {
        "from": "2023-11-18T00:00+02:00",
        "until": "2023-12-14T00:00+02:00",
        "hours": 624,
        "days": 26,
        "decision": "fi-1",
    }


@pytest.mark.parametrize(("day", "hours"), [("2024-03-31", 23), ("2023-10-29", 25)])
def test_a_day_on_which_the_clocks_change_has_its_own_hours(day, hours):
    (entry,) = answer("stats", "vaalimaa", "--from", day, "--to", day)["crossings"]
    assert sum(entry["hours"].values()) == hours


def test_the_frontier_of_that_winter():
    view = answer("stats", "--from", "2023-11-01", "--to", "2023-12-31", "--by", "month")
    november, december = view["frontier"]
    counts = [(entry["least"], entry["most"], entry["points"]) for entry in (november, december)]
    assert counts == [(0, 8, 8), (0, 2, 8)]
    assert november["mean"] == round((17 * 8 + 6 * 4 + 6 * 1) / 30, 3)
    assert december["mean"] == round(2 * 44 / (31 * 24), 3)
    assert december["longest_stretch"]["km"] == 1339.2
    assert [span["until"] for span in december["longest_stretch"]["when"]] == [
        "2023-12-14T00:00+02:00",
        "2024-01-01T00:00+02:00",
    ]
    runs = [
        (run_["from"][:10], run_["open"], run_["longest_stretch"]["km"]) for run_ in view["runs"]
    ]
    assert runs == [
        ("2023-11-01", 8, 361.6),
        ("2023-11-18", 4, 672.1),
        ("2023-11-24", 1, 1248.7),
        ("2023-11-30", 0, 1339.2),
        ("2023-12-14", 2, 1028.6),
        ("2023-12-15", 0, 1339.2),
    ]


def test_the_period_is_the_whole_record_as_far_as_it_was_verified():
    view = answer("stats", "salla")
    assert (view["from"], view["until"]) == ("2015-01-01T00:00+02:00", "2026-07-03T00:00+03:00")
    assert view["verified"] is True
    text = printed("stats", "salla")
    assert text.startswith("1 January 2015 to 2 July 2026 (4,201 days)\n")
    assert "Record verified through 2 July 2026." in text


def test_what_is_past_the_verified_day_says_so():
    assert answer("stats", "salla", "--to", "2026-08-01")["verified"] is False
    text = printed("stats", "salla", "--to", "2026-08-01")
    assert "Record verified through 2 July 2026. Later days count for no status" in text
    entries = answer("stats", "salla", "--by", "year", "--to", "2027-01-31")["crossings"]
    assert [entry["verified"] for entry in entries][-3:] == [True, False, False]


def test_days_that_nobody_verified_and_days_to_come_have_columns_of_their_own(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1786752000")  # 15 August 2026
    command = ("stats", "salla", "--from", "2026-01-01", "--to", "2027-01-31", "--by", "year")
    entries = answer(*command)["crossings"]
    assert [
        (e["days"]["closed"], e["days"]["unverified"], e["days"]["to_come"]) for e in entries
    ] == [
        (182.958, 44, 138.042),  # local days of 23 and 25 hours
        (0, 0, 31),
    ]
    (head, first, second) = [row.split() for row in printed(*command).splitlines()[3:6]]
    assert head[7:11] == ["not", "verified", "to", "come"]
    assert (first[3:9], second[3:9]) == (
        ["0.0", "0.0", "183.0", "0.0", "44.0", "138.0"],
        ["0.0", "0.0", "0.0", "0.0", "0.0", "31.0"],
    )
    rows = list(csv.DictReader(io.StringIO(printed(*command, "--format", "csv"))))
    assert [row["hours_to_come"] for row in rows] == ["3313", "744"]
    frontier = ("stats", "--frontier", *command[2:])
    this_year, next_year = answer(*frontier)["frontier"]
    assert this_year["days"] == {"verified": 182.958, "unverified": 44, "to_come": 138.042}
    assert (this_year["most"], next_year["most"], next_year["longest_stretch"]) == (0, None, None)
    assert [run_["verified"] for run_ in answer(*frontier)["runs"]] == [True, False]
    assert "2027           0.0     31.0       –     –     –        –" in printed(*frontier)
    assert "not verified" not in printed("stats", "salla")


def test_before_the_record_all_is_unknown():
    view = answer("stats", "vaalimaa", "--from", "2010-01-01", "--to", "2010-12-31")
    (entry,) = view["crossings"]
    assert {key: hours for key, hours in entry["hours"].items() if hours} == {"unknown": 365 * 24}
    assert view["known_from"] == "2015-01-01T00:00+02:00"
    text = printed("stats", "vaalimaa", "--from", "2010-01-01", "--to", "2010-12-31")
    assert "The record begins on 1 January 2015; before that every status is unknown." in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "2024-01-02", "--to", "2024-01-01"), "is before the first"),
        (("--from", "2024-01-02T10:00", "--to", "2024-01-02T10:00"), "nothing lies between"),
        (("--from", "2027-01-01"), "the last, 2026-07-02, is before the first, 2027-01-01"),
        (("vaalimaa", "--service", "boat"), "offers road, bicycle, asylum, not boat"),
        (("vaalima",), "did you mean"),
        (("-o", "chart.gif"), "must end in .svg or .png"),
        (("vaalimaa", "--frontier"), "--frontier goes without a CROSSING"),
    ],
)
def test_wrong_usage_has_exit_code_2(arguments, message):
    error = refused("stats", *arguments)
    assert message in error


def test_stats_as_they_were_known():
    command = ("stats", "vaalimaa", "--from", "2024-02-01", "--to", "2024-02-29")
    (then,) = answer(*command, "--as-of", "2023-11-17")["crossings"]
    assert {key: days for key, days in then["days"].items() if days} == {"open": 11, "closed": 18}
    (now,) = answer(*command)["crossings"]
    assert now["days"]["closed"] == 29
    text = printed(*command, "--as-of", "2023-11-17")
    assert "As it was known at the end of 17 November 2023" in text
    frontier = answer("stats", *command[2:], "--as-of", "2023-11-17")["frontier"]
    assert frontier[0]["most"] == 8


def test_a_service_is_that_of_the_points_that_offer_it(ds):
    view = answer("stats", "--service", "rail-freight")
    assert {entry["service"] for entry in view["crossings"]} == {"rail-freight"}
    every = answer("stats", "--service", "all")["crossings"]
    assert len(every) == len(list(ds.services()))
    assert answer("stats", "--service", "asylum")["frontier"][0]["points"] == 8


def test_as_csv_each_figure_has_a_column():
    text = printed("stats", "vaalimaa", "nuijamaa", "--by", "year", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    entries = answer("stats", "vaalimaa", "nuijamaa", "--by", "year")["crossings"]
    assert len(rows) == len(entries) == 24
    for row, entry in zip(rows, entries, strict=True):
        assert (row["crossing"], row["period"]) == (entry["crossing"], entry["period"])
        for status in Status:
            assert float(row[f"hours_{status}"]) == entry["hours"][status]
        longest = entry["longest_closure"]
        assert row["longest_closure_from"] == (longest["from"] if longest else "")


def test_the_frontier_as_csv_is_by_period_or_by_run():
    command = ("stats", "--frontier", "--from", "2023-11-01", "--to", "2023-12-31")
    runs = list(csv.DictReader(io.StringIO(printed(*command, "--format", "csv"))))
    assert [(row["open"], row["crossings"]) for row in runs][2:] == [
        ("1", "raja-jooseppi"),
        ("0", ""),
        ("2", "vaalimaa;niirala"),
        ("0", ""),
    ]
    months = printed(*command, "--by", "month", "--format", "csv")
    assert months.splitlines()[0] == (
        "period,from,until,points,least,most,mean,stretch_km,stretch_from,stretch_to,"
        "days_verified,days_unverified,days_to_come"
    )
    assert answer(*command)["crossings"] == []


def test_the_chart_has_a_bar_for_each_month_and_says_how_far_it_was_verified(tmp_path):
    target = tmp_path / "chart.svg"
    result = run("stats", "--from", "2023-10-01", "--to", "2024-03-31", "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    text = target.read_text(encoding="utf-8")
    words = " ".join(" ".join(ET.fromstring(text).itertext()).split())
    assert "Record verified through 2 July 2026." in words
    assert "2023-11-18" in words
    assert "Days by month, the 8 points together" in words
    for month in ("Oct 2023", "Mar 2024"):
        assert month in words
    again = tmp_path / "again.svg"
    run("stats", "--from", "2023-10-01", "--to", "2024-03-31", "-o", again)
    assert again.read_text(encoding="utf-8") == text


def test_a_chart_is_a_png_too(tmp_path):
    target = tmp_path / "chart.png"
    assert run("stats", "salla", "--by", "year", "-o", target).exit_code == 0
    assert target.read_bytes().startswith(b"\x89PNG")


def test_the_command_lists_every_number_with_who_says_so(ds):
    text = printed("arrivals")
    for number in ds.record.arrivals:
        assert f"{number.count:,} (" in text
        assert number.sources[0].publisher in text
    assert "14 December 2023: 155 (Whole eastern border)" in text
    assert "Record verified through 2 July 2026." in text
    numbers = answer("arrivals")["numbers"]
    assert len(numbers) == len(ds.record.arrivals)
    assert {"when", "where", "count", "qualifier", "counted", "confidence", "sources"} <= set(
        numbers[0]
    )


def test_the_command_draws_the_chart(ds, tmp_path):
    printed("arrivals", "-o", tmp_path / "arrivals.svg")
    assert (tmp_path / "arrivals.svg").read_text(encoding="utf-8") == arrivals_chart.svg(
        chart_view(ds)
    )
    printed("arrivals", "-o", tmp_path / "arrivals.png")
    assert (tmp_path / "arrivals.png").read_bytes().startswith(b"\x89PNG")
