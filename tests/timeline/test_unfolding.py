"""Timelines made from one time to the next tell of each time on what those made anew tell."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from borders.model import Service, Status
from borders.timeline.closure_table import ClosureTable
from borders.timeline.spans import Timeline, runs
from borders.timeline.unfolding import unfolding
from helpers.closure_tables import SIDES, decision, instant, measure, records

X = ("x", Service.ROAD)
NOTHING = Timeline(())


def turns(timeline, after):
    """The changes after an instant: when, from what, whether that was stated, and to what."""
    return [
        (later.start, earlier.status, bool(earlier.measure), later.status, later.measure)
        for earlier, later in pairwise(runs(timeline.spans))
        if later.start >= after
    ]


@settings(max_examples=500)
@given(records(), st.sets(st.integers(-1, 14)))
def test_what_is_to_come_is_the_same_as_made_anew(record, hours):
    decisions, measures = record
    measures = [each._replace(row=row) for row, each in enumerate(measures)]
    table = ClosureTable(measures, decisions, SIDES)
    times = [instant(number) for number in sorted(hours)]
    for time, timelines in zip(times, unfolding(table, times), strict=True):
        anew = table.timeline(*X, time)
        assert turns(timelines.get(X, NOTHING), time.start) == turns(anew, time.start)


def test_what_has_passed_is_left_out():
    decisions = [decision(n, n, n, [f"d{n - 1}"] if n else []) for n in range(100)]
    measures = [measure(each, Status.CLOSED, n, row=n) for n, each in enumerate(decisions)]
    times = [instant(n) for n in range(100)]
    for timelines in unfolding(ClosureTable(measures, decisions, SIDES), times):
        assert len(timelines[X].spans) < 5
