"""Statistics of a period: each is recomputed by a second way, from the files by hand."""

import csv
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
from borders.record.reading import default_folder

ZONE = ZoneInfo("Europe/Helsinki")
SEVERITY = ["open", "unknown", "restricted", "closed"]
RECORD = borders.load()
VERIFIED_UNTIL = RECORD.when(RECORD.package.verified_through).end
MINUTES = 12 * 366 * 24 * 60
BEGIN = datetime(2014, 12, 1, tzinfo=UTC)
ROADS = [c.id for c in RECORD.record.crossings.values() if c.principal]


def table(name):
    with (Path(default_folder()) / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def local(text, *, end=False):
    """A cell as an instant: a date is its start, or as an end the start of the next day."""
    if text in {"", "unknown"}:
        return None
    value = datetime.fromisoformat(text)
    if end and "T" not in text:
        value += timedelta(days=1)
    return value.replace(tzinfo=ZONE).astimezone(UTC)


DECISIONS = {row["id"]: row for row in table("decisions")}
CLOSURES = table("closures")


def moments_of(rows):
    """Every instant at which a row may begin or stop to hold."""
    moments = set()
    for row in rows:
        moments |= {local(row["valid_from"]), local(row["valid_until"], end=True)}
        moments |= {local(d["effective_from"]) for d in DECISIONS.values() if d["effective_from"]}
    return moments - {None}


def status_by_hand(rows, at):
    """The status at an instant, straight from rows of the closure table."""
    statuses = []
    for side in ("fi", "ru"):
        has_spoken, holding = False, []
        for row in rows:
            decision = DECISIONS[row["decision"]]
            if side not in decision["sides"].split(";"):
                continue
            start, end = local(row["valid_from"]), local(row["valid_until"], end=True)
            for replacing in DECISIONS.values():
                if (
                    row["decision"] in replacing["replaces"].split(";")
                    and replacing["effective_from"]
                ):
                    effective = local(replacing["effective_from"])
                    end = effective if end is None else min(end, effective)
            if end is not None and end <= start:
                continue
            has_spoken |= start <= at
            if start <= at and (end is None or at < end):
                holding.append((local(decision["decided_at"]), row["status"]))
        if holding:
            statuses.append(max(holding)[1])
        elif has_spoken:
            statuses.append("unknown")
    return max(statuses, key=SEVERITY.index, default="unknown")


def by_hand(crossing, service, start, end):
    """Seconds by status, times it became closed, and the longest closure, of `[start, end)`."""
    if start >= end:
        return Counter(), 0, 0.0
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
    lambda pair: (BEGIN + timedelta(minutes=pair[0]), BEGIN + timedelta(minutes=pair[0] + pair[1]))
)


@settings(max_examples=60)
@given(st.sampled_from([(c.id, s) for c, s in RECORD.services()]), periods)
def test_every_figure_is_that_of_the_closure_table(offered, period):
    id_, service = offered
    crossing = RECORD.record.crossings[id_]
    (tally,) = RECORD.stats(*period, services=[(crossing, service)])
    start, end = period
    verified_end = min(max(start, VERIFIED_UNTIL), end)
    seconds, closures, longest = by_hand(id_, service, start, verified_end)
    carried, _, _ = by_hand(id_, service, verified_end, end)
    for status in Status:
        assert tally.times[status].total_seconds() == seconds[status]
        assert tally.carried[status].total_seconds() == carried[status]
    assert tally.closures == closures
    closure = tally.longest_closure
    lasted = (closure.end - closure.start).total_seconds() if closure else 0
    assert lasted == longest


@settings(max_examples=25)
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


@settings(max_examples=25)
@given(periods)
def test_the_frontier_is_that_of_the_slices(period):
    (statistics,) = RECORD.frontier_stats(*period)
    assert statistics.runs[0].start == period[0]
    assert statistics.runs[-1].end == period[1]
    for number, run_ in enumerate(statistics.runs):
        if number:
            assert run_.start == statistics.runs[number - 1].end
            if run_.start != VERIFIED_UNTIL:
                assert run_.open != statistics.runs[number - 1].open
        for at in (run_.start, run_.start + (run_.end - run_.start) / 2):
            at_once = RECORD.slice(at)
            assert len(run_.open) == at_once.counts[Status.OPEN]
        assert run_.is_verified(statistics.period) == (run_.end <= VERIFIED_UNTIL)
        stops = sorted([0.0, *(RECORD.linear_positions[c.id].chainage_m for c in run_.open)])
        gaps = [b - a for a, b in pairwise([*stops, RECORD.frontier.length_m])]
        assert run_.stretch.length_m == max(gaps)
    verified = [run_ for run_ in statistics.runs if run_.end <= VERIFIED_UNTIL]
    summary = statistics.summary
    if not verified:
        assert summary is None
        return
    total = sum((len(r.open) * (r.end - r.start) for r in verified), timedelta())
    assert summary.mean == pytest.approx(total / (verified[-1].end - period[0]))
    assert summary.least == min(len(run_.open) for run_ in verified)
    assert summary.most == max(len(run_.open) for run_ in verified)
    when = summary.longest_times
    assert summary.longest_stretch.length_m == max(r.stretch.length_m for r in verified)
    assert all(start < end for start, end in when)
    assert all(a[1] < b[0] for a, b in pairwise(when))


@settings(max_examples=50)
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


@settings(max_examples=50)
@given(periods, st.sampled_from([None, "year", "month"]), st.integers(0, MINUTES))
def test_every_moment_of_a_period_counts_once(period, by, minutes):
    now = BEGIN + timedelta(minutes=minutes)
    salla = [(RECORD.record.crossings["salla"], Service.ROAD)]
    tallies = RECORD.stats(*period, services=salla, by=by, now=now)
    for tally in tallies:
        part = tally.period
        verified = sum(tally.times.values(), timedelta())
        assert verified + part.unverified + part.to_come == part.end - part.start
        assert sum(tally.carried.values(), timedelta()) == part.unverified + part.to_come
    passed = max(VERIFIED_UNTIL, now)
    to_come = max(timedelta(), period[1] - max(period[0], passed))
    assert sum((tally.period.to_come for tally in tallies), timedelta()) == to_come


@pytest.mark.parametrize(
    ("start", "end", "now", "days"),
    [
        ("2026-07-01", "2026-07-02", None, (2, 0, 0)),
        ("2026-07-01", "2026-07-10", None, (2, 8, 0)),  # without a present, nothing is to come
        ("2026-07-01", "2026-07-10", "2026-07-04", (2, 2, 6)),
        ("2026-07-01", "2026-07-10", "2026-07-10", (2, 8, 0)),
        ("2026-07-01", "2026-07-10", "2026-06-30", (2, 0, 8)),  # verified is verified
        ("2026-08-01", "2026-08-10", "2026-07-04", (0, 0, 10)),
        ("2026-08-01", "2026-08-10", "2027-01-01", (0, 10, 0)),
    ],
)
def test_days_past_the_verified_date_and_days_to_come_are_counted_apart(start, end, now, days):
    (tally, *_) = RECORD.stats(start, end, now=now)
    period = tally.period
    assert (sum(tally.times.values(), timedelta()), period.unverified, period.to_come) == tuple(
        timedelta(days=number) for number in days
    )


def test_a_closure_is_counted_as_far_as_it_was_verified():
    services = [(RECORD.record.crossings["salla"], Service.ROAD)]
    (tally,) = RECORD.stats("2026-01-01", "2027-12-31", services=services)
    assert tally.longest_closure.end == VERIFIED_UNTIL
    (later,) = RECORD.stats("2027-01-01", "2027-12-31", services=services)
    assert (later.closures, later.longest_closure) == (0, None)


def test_a_record_of_nothing_is_answered(data_folder):
    data_folder.write("closures.csv", data_folder.text("closures.csv").splitlines()[0] + "\n")
    (tally, *_) = data_folder.load().stats("2020-01-01", "2020-01-02")
    assert tally.times[Status.UNKNOWN] == timedelta(days=2)
    assert tally.longest_closure is None


def test_a_record_that_begins_after_it_was_verified_is_answered_for_that_day(data_folder):
    data_folder.set_package("verified_through", "2010-12-30")
    data_folder.set_package("site_from", "2010-12-30")
    record = data_folder.load()
    assert {sum(tally.times.values(), timedelta()) for tally in record.stats()} == {timedelta(1)}
    with pytest.raises(WhenError, match="is before the first"):
        record.stats(end="2010-12-29")


def test_an_empty_period_is_no_period(ds):
    with pytest.raises(WhenError, match="nothing lies between"):
        ds.stats("2023-01-01T10:00", "2023-01-01T10:00")
