"""The five rules against a slow, plain implementation, on generated tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from borders.local_time import When
from borders.model import Confidence, Decision, Measure, Service, Status
from borders.timeline.rules import build_timeline, find_replacements, tied_measures
from borders.timeline.standing import Standing, weigh_measures

ZERO = datetime(2023, 11, 1, tzinfo=UTC)
HOURS = st.integers(0, 12)
SIDES = ("fi", "ru")


def hour(number):
    return ZERO + timedelta(hours=number)


def instant(number):
    return When(hour(number), hour(number))


def decision(number, decided, effective=None, replaces=(), sides=("fi",)):
    return Decision(
        id=f"d{number}",
        title="",
        authority="",
        sides=sides,
        decided=instant(decided),
        announced=None,
        effective=None if effective is None else hour(effective),
        replaces=replaces,
        legal_basis="",
        sources=(),
        note="",
        row=number + 2,
    )


def measure(of, status, start, end=None, row=2):
    return Measure(
        crossing="x",
        service=Service.ROAD,
        status=status,
        start=hour(start),
        end=None if end is None else hour(end),
        hours="",
        decision=of,
        confidence=Confidence.PRIMARY,
        confidence_note="",
        sources=(),
        note="",
        row=row,
    )


@st.composite
def records(draw):
    """Decisions in any order of effect, decided one after another, some replacing earlier ones."""
    decisions, measures = [], []
    for number in range(draw(st.integers(0, 6))):
        earlier = [d.id for d in decisions]
        replaces = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        sides = draw(st.sampled_from([("fi",), ("ru",), SIDES]))
        of = decision(number, number, draw(HOURS), tuple(replaces), sides)
        decisions.append(of)
        start = draw(HOURS)
        end = draw(st.none() | st.integers(start + 1, 14))
        measures.append(measure(of, draw(st.sampled_from(Status)), start, end, number))
    return decisions, draw(st.permutations(measures))


def plain_status(decisions, measures, at, known):
    """The rules as they are written, for one instant, by looking at everything."""
    said = []
    for side in SIDES:
        mine = [
            m for m in measures if side in m.decision.sides and m.decision.decided.start <= known
        ]
        holding, has_spoken = [], False
        for m in mine:
            replacing = [d for d in decisions if m.decision.id in d.replaces]
            ends = [d.effective for d in replacing if d.decided.start <= known]
            end = min(ends + ([m.end] if m.end else []), default=None)
            if end is not None and end <= m.start:
                continue  # it never held
            has_spoken |= m.start <= at
            if m.start <= at and (end is None or at < end):
                holding.append(m)
        if holding:
            said.append(max(holding, key=lambda m: m.decision.decided.start).status)
        elif has_spoken:
            said.append(Status.UNKNOWN)
    order = [Status.OPEN, Status.UNKNOWN, Status.RESTRICTED, Status.CLOSED]
    return max(said, key=order.index, default=Status.UNKNOWN)


@settings(max_examples=1500, deadline=None)
@given(records(), st.none() | st.integers(-1, 8))
def test_the_timeline_is_the_rules_at_every_instant(record, known):
    decisions, measures = record
    as_of = None if known is None else instant(known)
    timeline = build_timeline(measures, find_replacements(decisions, as_of), SIDES, as_of)
    limit = hour(1000 if known is None else known)
    for number in range(-2, 16):
        for at in (hour(number), hour(number) + timedelta(minutes=30)):
            assert timeline.at(at).status == plain_status(decisions, measures, at, limit)


@settings(max_examples=500, deadline=None)
@given(records(), st.none() | st.integers(-1, 8), st.integers(-2, 15))
def test_the_explanation_is_that_of_the_timeline(record, known, number):
    decisions, measures = record
    as_of = None if known is None else instant(known)
    ends = find_replacements(decisions, as_of)
    span = build_timeline(measures, ends, SIDES, as_of).at(hour(number))
    sides = weigh_measures(measures, ends, SIDES, hour(number), as_of)
    said = [side.governing for side in sides if side.spoke]
    severity = [one.status.severity if one else Status.UNKNOWN.severity for one in said]
    if span.measure is None:
        assert None in said or not said
        assert max(severity, default=Status.UNKNOWN.severity) == Status.UNKNOWN.severity
    else:
        assert any(one is span.measure for one in said)
        assert span.measure.status.severity == max(severity)
    for side in sides:
        mine = [m for m in measures if side.side in m.decision.sides]
        assert len(side.weighed) == len(mine)
        governs = [one.measure for one in side.weighed if one.standing is Standing.GOVERNS]
        assert governs == ([side.governing] if side.governing else [])
        for one in side.weighed:
            _is_rightly_said(one, side.governing, decisions, hour(number), known)


def _is_rightly_said(one, governing, decisions, at, known):
    """Each standing by its own definition, with nothing of the module under test."""
    measure, limit = one.measure, hour(1000 if known is None else known)
    decided = measure.decision.decided.start
    replacing = [
        d for d in decisions if measure.decision.id in d.replaces and d.decided.start <= limit
    ]
    match one.standing:
        case Standing.NOT_YET_DECIDED:
            assert decided > limit
        case Standing.NOT_YET_VALID:
            assert at < measure.start
        case Standing.ENDED:
            assert measure.end is not None
            assert measure.end <= at
        case Standing.REPLACED:
            assert one.by in replacing
            assert one.by.effective == min(d.effective for d in replacing) == one.held_until
            assert one.by.effective <= max(at, measure.start)
        case Standing.OVERRIDDEN:
            assert one.by is governing.decision
            assert governing.decision.decided.start > decided
    holds = (
        decided <= limit
        and measure.start <= at
        and (measure.end is None or at < measure.end)
        and all(d.effective > at for d in replacing)
    )
    assert one.standing.holds is holds


@settings(max_examples=500, deadline=None)
@given(records())
def test_spans_cover_all_time_and_neighbours_differ(record):
    decisions, measures = record
    spans = build_timeline(measures, find_replacements(decisions), SIDES).spans
    assert spans[0].start is None
    assert spans[-1].end is None
    for before, after in pairwise(spans):
        assert before.end == after.start
        assert (before.status, before.measure) != (after.status, after.measure)


@settings(max_examples=500, deadline=None)
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
    borders = [hour(n) for n in range(first, first + length)]
    differing = [t for t in borders if timeline.before(t).status != timeline.at(t).status]
    assert [after.start for _, after in changes] == differing


@settings(max_examples=500, deadline=None)
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


def test_a_side_does_not_count_before_it_has_said_anything():
    here, there = decision(0, 0), decision(1, 1, sides=("ru",))
    measures = [measure(here, Status.OPEN, 0), measure(there, Status.CLOSED, 5, 8)]
    timeline = build_timeline(measures, {}, SIDES)
    found = [(span.start, span.status) for span in timeline.spans]
    assert found == [
        (None, "unknown"),
        (hour(0), "open"),
        (hour(5), "closed"),
        (hour(8), "unknown"),  # it spoke, and what it said has lapsed
    ]


def test_a_replaced_decision_does_not_come_back():
    first, second = decision(0, 0), decision(1, 1, effective=4, replaces=("d0",))
    measures = [measure(first, Status.CLOSED, 2, 12), measure(second, Status.OPEN, 4, 6)]
    timeline = build_timeline(measures, find_replacements([first, second]), SIDES)
    assert [span.status for span in timeline.spans] == ["unknown", "closed", "open", "unknown"]
    as_of = instant(0)
    timeline = build_timeline(measures, find_replacements([first, second], as_of), SIDES, as_of)
    assert [span.end for span in timeline.spans] == [hour(2), hour(12), None]


def test_two_measures_decided_at_once_tie_only_while_both_hold():
    a, b = decision(0, 0), decision(1, 0)
    assert list(
        tied_measures(
            [measure(a, Status.OPEN, 0, 5, 2), measure(b, Status.CLOSED, 4, 6, 3)], [a, b]
        )
    )
    assert not list(
        tied_measures(
            [measure(a, Status.OPEN, 0, 4, 2), measure(b, Status.CLOSED, 4, 6, 3)], [a, b]
        )
    )


def test_a_tie_across_a_short_measure_is_found():
    a, b, c = decision(0, 0), decision(1, 0), decision(2, 0)
    rows = [
        measure(a, Status.OPEN, 0, 10, 2),
        measure(b, Status.OPEN, 1, 2, 3),
        measure(c, Status.OPEN, 5, 6, 4),
    ]
    found = {(x.row, y.row) for x, y in tied_measures(rows, [a, b, c])}
    assert found == {(2, 3), (2, 4)}
