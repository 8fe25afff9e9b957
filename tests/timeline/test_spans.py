"""Spans of a timeline: they cover all time, and what is cut out of them adds up."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from borders.timeline.rules import build_timeline, find_replacements
from helpers.closure_tables import HOURS, SIDES, hour, records


@settings(max_examples=500)
@given(records())
def test_spans_cover_all_time_and_neighbours_differ(record):
    decisions, measures = record
    spans = build_timeline(measures, find_replacements(decisions), SIDES).spans
    assert spans[0].start is None
    assert spans[-1].end is None
    for before, after in pairwise(spans):
        assert before.end == after.start
        assert (before.status, before.measure) != (after.status, after.measure)


@settings(max_examples=500)
@given(records(), HOURS, st.integers(1, 5))
def test_what_is_cut_out_of_a_timeline_adds_up(record, first, length):
    decisions, measures = record
    timeline = build_timeline(measures, find_replacements(decisions), SIDES)
    start, end = hour(first), hour(first + length)
    spans = timeline.between(start, end)
    assert spans[0].start == start
    assert spans[-1].end == end
    assert sum((s.end - s.start for s in spans), timedelta()) == end - start
    changes = list(timeline.changes(start, end))
    for before, after in changes:
        assert before.status != after.status
        assert start <= after.start < end
    # every place where the status differs is a change, and there are no others
    instants = [hour(n) for n in range(first, first + length)]
    differing = [t for t in instants if timeline.before(t).status != timeline.at(t).status]
    assert [after.start for _, after in changes] == differing


@settings(max_examples=500)
@given(records(), st.integers(-2, 15))
def test_a_run_is_unbroken_and_bounded_by_other_status(record, number):
    decisions, measures = record
    timeline = build_timeline(measures, find_replacements(decisions), SIDES)
    run = timeline.run(hour(number))
    assert run.status == timeline.at(hour(number)).status
    if run.start:
        assert timeline.before(run.start).status != run.status
        assert timeline.run_before(run.start).end == run.start
    if run.end:
        assert timeline.at(run.end).status != run.status
        assert timeline.run_before(run.end).status == run.status
