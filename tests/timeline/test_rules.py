"""The five rules against a slow, plain implementation, on generated tables."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from borders.model import Status
from borders.timeline.rules import build_timeline, find_replacements, tied_measures
from helpers.closure_tables import SIDES, decision, hour, instant, measure, records


def plain_status(decisions, measures, at, known):
    """The status by the rules as they are written, from all measures, at a single instant."""
    statuses = []
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
            statuses.append(max(holding, key=lambda m: m.decision.decided.start).status)
        elif has_spoken:
            statuses.append(Status.UNKNOWN)
    order = [Status.OPEN, Status.UNKNOWN, Status.RESTRICTED, Status.CLOSED]
    return max(statuses, key=order.index, default=Status.UNKNOWN)


@settings(max_examples=1500)
@given(records(), st.none() | st.integers(-1, 8))
def test_the_timeline_is_the_rules_at_every_instant(record, known):
    decisions, measures = record
    as_of = None if known is None else instant(known)
    timeline = build_timeline(measures, find_replacements(decisions, as_of), SIDES, as_of)
    limit = hour(1000 if known is None else known)
    for number in range(-2, 16):
        for at in (hour(number), hour(number) + timedelta(minutes=30)):
            assert timeline.at(at).status == plain_status(decisions, measures, at, limit)


def test_a_side_does_not_count_before_it_has_said_anything():
    here, there = decision(0, 0), decision(1, 1, sides=("ru",))
    measures = [measure(here, Status.OPEN, 0), measure(there, Status.CLOSED, 5, 8)]
    timeline = build_timeline(measures, {}, SIDES)
    spans = [(span.start, span.status) for span in timeline.spans]
    assert spans == [
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
    tied = {(x.row, y.row) for x, y in tied_measures(rows, [a, b, c])}
    assert tied == {(2, 3), (2, 4)}
