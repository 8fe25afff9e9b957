"""Figures of a period: each is recomputed by a second way, from the files by hand."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borders
from borders.errors import WhenError
from borders.model import Service, Status
from borders.pictures import statistics_chart as chart
from borders.query.statistics import days
from borders.record.reading import default_folder
from borders.views import crossing as crossing_view
from borders.views.day import day_view
from borders.views.statistics import StatisticsQuery
from borders.views.statistics_chart import chart_view
from borders.views.style import LOOKS
from helpers.commands import answer, run
from helpers.editable_folder import Copy

ZONE = ZoneInfo("Europe/Helsinki")
SEVERITY = ["open", "unknown", "restricted", "closed"]
RECORD = borders.load()
MINUTES = 12 * 366 * 24 * 60
BEGIN = datetime(2014, 12, 1, tzinfo=UTC)
ROADS = [c.id for c in RECORD.record.crossings.values() if c.principal]


# the second way: the two files as they stand, and the five rules as they are written


def table(name):
    with (Path(default_folder()) / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def local(text, *, end=False):
    """A cell as an instant: a date is its start, or as an end the start of the next day."""
    if not text:
        return None
    value = datetime.fromisoformat(text)
    if end and "T" not in text:
        value += timedelta(days=1)
    return value.replace(tzinfo=ZONE).astimezone(UTC)


DECISIONS = {row["id"]: row for row in table("decisions")}
CLOSURES = table("closures")


def moments_of(rows):
    """Every instant at which a row may begin or stop to hold."""
    found = set()
    for row in rows:
        found |= {local(row["valid_from"]), local(row["valid_until"], end=True)}
        found |= {local(d["effective_from"]) for d in DECISIONS.values() if d["effective_from"]}
    return found - {None}


def status_by_hand(rows, at):
    """The status at an instant, straight from rows of the closure table."""
    said = []
    for side in ("fi", "ru"):
        spoke, holding = False, []
        for row in rows:
            decision = DECISIONS[row["decision"]]
            if side not in decision["sides"].split(";"):
                continue
            start, end = local(row["valid_from"]), local(row["valid_until"], end=True)
            for other in DECISIONS.values():
                if row["decision"] in other["replaces"].split(";") and other["effective_from"]:
                    effective = local(other["effective_from"])
                    end = effective if end is None else min(end, effective)
            if end is not None and end <= start:
                continue
            spoke |= start <= at
            if start <= at and (end is None or at < end):
                holding.append((local(decision["decided_at"]), row["status"]))
        if holding:
            said.append(max(holding)[1])
        elif spoke:
            said.append("unknown")
    return max(said, key=SEVERITY.index, default="unknown")


def by_hand(crossing, service, start, end):
    """Seconds by status, times it became closed, and the longest closure, of `[start, end)`."""
    rows = [r for r in CLOSURES if (r["crossing"], r["service"]) == (crossing, service)]
    inside = {moment for moment in moments_of(rows) if start < moment < end}
    seconds, closures, closed, longest = Counter(), 0, 0.0, 0.0
    before = status_by_hand(rows, start - timedelta(seconds=1))
    for here, there in pairwise(sorted({start, end} | inside)):
        status = status_by_hand(rows, here)
        length = (there - here).total_seconds()
        seconds[status] += length
        closures += status == "closed" != before
        closed = closed + length if status == "closed" else 0.0
        longest = max(longest, closed)
        before = status
    return seconds, closures, longest


periods = st.tuples(st.integers(0, MINUTES), st.integers(1, MINUTES)).map(
    lambda pair: (
        BEGIN + timedelta(minutes=pair[0]),
        BEGIN + timedelta(minutes=pair[0] + pair[1]),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([(c.id, s) for c, s in RECORD.services()]), periods)
def test_every_figure_is_that_of_the_closure_table(asked, period):
    id_, service = asked
    crossing = RECORD.record.crossings[id_]
    (tally,) = RECORD.stats(*period, services=[(crossing, service)])
    seconds, closures, longest = by_hand(id_, service, *period)
    for status in Status:
        assert tally.times[status].total_seconds() == seconds[status]
    assert tally.closures == closures
    closure = tally.longest_closure
    lasted = (closure.end - closure.start).total_seconds() if closure else 0
    assert lasted == longest


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ROADS), st.integers(0, 4000), st.integers(1, 60))
def test_hours_are_those_of_stepping_through_the_status(id_, day, length):
    start = BEGIN + timedelta(days=day)
    stepped = Counter(
        RECORD.status(id_, start + timedelta(minutes=30 * n)).status for n in range(48 * length)
    )
    crossing = RECORD.record.crossings[id_]
    (tally,) = RECORD.stats(
        start, start + timedelta(days=length), services=[(crossing, Service.ROAD)]
    )
    hours = {status: time / timedelta(hours=1) for status, time in tally.times.items()}
    assert hours == {status: stepped[status] / 2 for status in Status}


@settings(max_examples=25, deadline=None)
@given(periods)
def test_the_frontier_is_that_of_the_slices(period):
    (found,) = RECORD.frontier_stats(*period)
    assert found.runs[0].start == period[0]
    assert found.runs[-1].end == period[1]
    total = timedelta()
    for number, run_ in enumerate(found.runs):
        if number:
            assert run_.start == found.runs[number - 1].end
            assert run_.open != found.runs[number - 1].open
        for at in (run_.start, run_.start + (run_.end - run_.start) / 2):
            at_once = RECORD.slice(at)
            assert len(run_.open) == at_once.counts[Status.OPEN]
        total += len(run_.open) * (run_.end - run_.start)
        stops = sorted([0.0, *(RECORD.linear_positions[c.id].chainage_m for c in run_.open)])
        gaps = [b - a for a, b in pairwise([*stops, RECORD.frontier.length_m])]
        assert run_.stretch.length_m == max(gaps)
    assert found.mean == pytest.approx(total / (period[1] - period[0]))
    assert found.least == min(len(run_.open) for run_ in found.runs)
    assert found.most == max(len(run_.open) for run_ in found.runs)
    stretch, when = found.longest_stretch
    assert stretch.length_m == max(run_.stretch.length_m for run_ in found.runs)
    assert all(start < end for start, end in when)
    assert all(a[1] < b[0] for a, b in pairwise(when))


@settings(max_examples=50, deadline=None)
@given(periods, st.sampled_from(["year", "month"]))
def test_parts_add_up_to_the_whole_and_begin_with_the_calendar(period, by):
    vaalimaa = [(RECORD.record.crossings["vaalimaa"], Service.ROAD)]
    parts = RECORD.stats(*period, services=vaalimaa, by=by)
    (whole,) = RECORD.stats(*period, services=vaalimaa)
    for status in Status:
        assert sum((p.times[status] for p in parts), timedelta()) == whole.times[status]
    assert sum(part.closures for part in parts) == whole.closures
    assert (parts[0].period.start, parts[-1].period.end) == period
    for before, after in pairwise(parts):
        assert before.period.end == after.period.start
        begins = after.period.start.astimezone(ZONE)
        assert (begins.day, begins.hour, begins.minute) == (1, 0, 0)
        assert begins.strftime("%Y" if by == "year" else "%Y-%m") == after.period.label
        assert by == "month" or begins.month == 1


# what can be counted on one's fingers


def test_the_winter_at_vaalimaa():
    (found,) = answer("stats", "vaalimaa", "--from", "2023-11-01", "--to", "2023-12-31")[
        "crossings"
    ]
    # open 1–17 November, 14 December and 15 December until 20:00
    assert found["hours"] == {
        "open": 17 * 24 + 24 + 20,
        "restricted": 0,
        "closed": 26 * 24 + 4 + 16 * 24,
        "unknown": 0,
    }
    assert found["days"]["open"] == 18.833
    assert found["closures"] == 2
    assert found["longest_closure"] == {
        "from": "2023-11-18T00:00+02:00",
        "until": "2023-12-14T00:00+02:00",
        "hours": 624,
        "days": 26,
        "decision": "fi-1",
    }


@pytest.mark.parametrize(("day", "hours"), [("2024-03-31", 23), ("2023-10-29", 25)])
def test_a_day_on_which_the_clocks_change_has_its_own_hours(day, hours):
    (found,) = answer("stats", "vaalimaa", "--from", day, "--to", day)["crossings"]
    assert sum(found["hours"].values()) == hours


def test_the_frontier_of_that_winter():
    found = answer("stats", "--from", "2023-11-01", "--to", "2023-12-31", "--by", "month")
    november, december = found["frontier"]
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
        (run_["from"][:10], run_["open"], run_["longest_stretch"]["km"]) for run_ in found["runs"]
    ]
    assert runs == [
        ("2023-11-01", 8, 361.6),
        ("2023-11-18", 4, 672.1),
        ("2023-11-24", 1, 1248.7),
        ("2023-11-30", 0, 1339.2),
        ("2023-12-14", 2, 1028.6),
        ("2023-12-15", 0, 1339.2),
    ]


def test_the_stretch_of_a_day_is_that_of_its_page(ds):
    page = day_view(ds, ds.slice("2023-11-27")).stretches
    (run_,) = answer("stats", "--from", "2023-11-27", "--to", "2023-11-27")["runs"]
    longest = run_["longest_stretch"]
    assert f": {longest['km']:,} km, from {longest['from']} to {longest['to']}." in page


def test_the_page_of_a_crossing_has_the_same_days(ds):
    shown = crossing_view.crossing_details(
        ds, ds.record.crossings["vaalimaa"], ds.package.verified_through
    )
    found = answer("stats", "vaalimaa", "--by", "year")["crossings"]
    assert [year for year, _ in shown.years] == [e["period"] for e in reversed(found)]
    for (_, times), entry in zip(shown.years, reversed(found), strict=True):
        for status, written in zip(LOOKS, times, strict=True):
            assert float(written) == pytest.approx(entry["days"][status], abs=0.051)


# what is asked for


def test_the_period_is_the_whole_record_as_far_as_it_was_verified():
    found = answer("stats", "salla")
    assert (found["from"], found["until"]) == (
        "2015-01-01T00:00+02:00",
        "2026-07-03T00:00+03:00",
    )
    assert found["verified"] is True
    output = run("stats", "salla").output
    assert output.startswith("1 January 2015 to 2 July 2026 (4,201 days)\n")
    assert "Record verified through 2 July 2026." in output


def test_what_is_past_the_verified_day_says_so():
    assert answer("stats", "salla", "--to", "2026-08-01")["verified"] is False
    output = run("stats", "salla", "--to", "2026-08-01").output
    assert "Not verified: the record was checked through 2 July 2026" in output
    entries = answer("stats", "salla", "--by", "year", "--to", "2027-01-31")["crossings"]
    assert [entry["verified"] for entry in entries][-3:] == [True, False, False]


def test_before_the_record_all_is_unknown():
    found = answer("stats", "vaalimaa", "--from", "2010-01-01", "--to", "2010-12-31")
    (entry,) = found["crossings"]
    assert entry["hours"] == {"open": 0, "restricted": 0, "closed": 0, "unknown": 365 * 24}
    assert found["known_from"] == "2015-01-01T00:00+02:00"
    output = run("stats", "vaalimaa", "--from", "2010-01-01", "--to", "2010-12-31").output
    assert "The record begins on 1 January 2015; before that every status is unknown." in output


@pytest.mark.parametrize(
    ("arguments", "says"),
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
def test_wrong_usage_is_told_with_exit_2(arguments, says):
    result = run("stats", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_stats_as_they_were_known():
    asked = ("stats", "vaalimaa", "--from", "2024-02-01", "--to", "2024-02-29")
    (then,) = answer(*asked, "--as-of", "2023-11-17")["crossings"]
    assert then["days"] == {"open": 11, "restricted": 0, "closed": 18, "unknown": 0}
    (now,) = answer(*asked)["crossings"]
    assert now["days"]["closed"] == 29
    output = run(*asked, "--as-of", "2023-11-17").output
    assert "As it was known at the end of 17 November 2023" in output
    frontier = answer("stats", *asked[2:], "--as-of", "2023-11-17")["frontier"]
    assert frontier[0]["most"] == 8


def test_a_service_is_that_of_the_points_that_offer_it(ds):
    found = answer("stats", "--service", "rail-freight")
    assert {entry["service"] for entry in found["crossings"]} == {"rail-freight"}
    every = answer("stats", "--service", "all")["crossings"]
    assert len(every) == len(list(ds.services()))
    assert answer("stats", "--service", "asylum")["frontier"][0]["points"] == 8


def test_as_csv_each_figure_has_a_column():
    text = run("stats", "vaalimaa", "nuijamaa", "--by", "year", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    printed = answer("stats", "vaalimaa", "nuijamaa", "--by", "year")["crossings"]
    assert len(rows) == len(printed) == 24
    for row, entry in zip(rows, printed, strict=True):
        assert (row["crossing"], row["period"]) == (entry["crossing"], entry["period"])
        for status in Status:
            assert float(row[f"hours_{status}"]) == entry["hours"][status]
        longest = entry["longest_closure"]
        assert row["longest_closure_from"] == (longest["from"] if longest else "")


def test_the_frontier_as_csv_is_by_period_or_by_run():
    asked = ("stats", "--frontier", "--from", "2023-11-01", "--to", "2023-12-31")
    runs = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert [(row["open"], row["crossings"]) for row in runs][2:] == [
        ("1", "raja-jooseppi"),
        ("0", ""),
        ("2", "vaalimaa;niirala"),
        ("0", ""),
    ]
    months = run(*asked, "--by", "month", "--format", "csv").stdout
    assert months.splitlines()[0] == (
        "period,from,until,points,least,most,mean,stretch_km,stretch_from,stretch_to"
    )
    assert answer(*asked)["crossings"] == []


def test_a_record_of_nothing_is_answered(tmp_path):
    copy = Copy(tmp_path)
    copy.write("closures.csv", copy.text("closures.csv").splitlines()[0] + "\n")
    (tally, *_) = borders.load(copy.path).stats("2020-01-01", "2020-01-02")
    assert tally.times[Status.UNKNOWN] == timedelta(days=2)
    assert tally.longest_closure is None


def test_an_empty_period_is_no_period(ds):
    with pytest.raises(WhenError, match="nothing lies between"):
        ds.stats("2023-01-01T10:00", "2023-01-01T10:00")


# the chart


def test_the_chart_has_a_bar_for_each_month_and_says_how_far_it_was_verified(tmp_path):
    target = tmp_path / "chart.svg"
    result = run("stats", "--from", "2023-10-01", "--to", "2024-03-31", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    text = target.read_text(encoding="utf-8")
    words = " ".join(" ".join(ET.fromstring(text).itertext()).split())
    assert "Record verified through 2 July 2026." in words
    assert "2023-11-18" in words
    assert "Days by month, the 8 points together" in words
    for month in ("Oct 2023", "Mar 2024"):
        assert month in words
    again = tmp_path / "again.svg"
    run("stats", "--from", "2023-10-01", "--to", "2024-03-31", "-o", str(again))
    assert again.read_text(encoding="utf-8") == text


def test_the_bars_are_as_tall_as_the_days(ds):
    vaalimaa = [(ds.record.crossings["vaalimaa"], Service.ROAD)]
    query = StatisticsQuery(vaalimaa, frontier=False, start="2023-11-01", end="2023-12-31")
    view = chart_view(ds, query)
    found = ET.fromstring(chart.svg(view))
    heights = [
        float(rect.get("height"))
        for rect in found.iter("{http://www.w3.org/2000/svg}rect")
        if rect.get("fill") == LOOKS[Status.CLOSED].fill and rect.get("height") != "16"
    ]
    closed = [days(bar.times[Status.CLOSED]) for bar in view.panels[0].bars]
    assert [round(tall / 150 * 31, 1) for tall in heights] == [round(d, 1) for d in closed]


def test_a_chart_is_a_png_too(tmp_path):
    target = tmp_path / "chart.png"
    assert run("stats", "salla", "--by", "year", "-o", str(target)).exit_code == 0
    assert target.read_bytes().startswith(b"\x89PNG")
