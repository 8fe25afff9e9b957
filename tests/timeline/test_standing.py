"""The standing of every measure at an instant: which governs, and why the rest do not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from borders.model import Status
from borders.timeline.rules import build_timeline, find_replacements
from borders.timeline.standing import Standing, weigh_measures
from helpers.closure_tables import SIDES, hour, instant, records


def check_standing(weighed, governing, decisions, at, known):
    """Check a standing by its own definition, with nothing of the module under test."""
    measure, limit = weighed.measure, hour(1000 if known is None else known)
    decided = measure.decision.decided.start
    replacing = [
        d for d in decisions if measure.decision.id in d.replaces and d.decided.start <= limit
    ]
    match weighed.standing:
        case Standing.NOT_YET_DECIDED:
            assert decided > limit
        case Standing.NOT_YET_VALID:
            assert at < measure.start
        case Standing.ENDED:
            assert measure.end is not None
            assert measure.end <= at
        case Standing.REPLACED:
            assert weighed.by in replacing
            assert weighed.by.effective == min(d.effective for d in replacing) == weighed.held_until
            assert weighed.by.effective <= max(at, measure.start)
        case Standing.OVERRIDDEN:
            assert weighed.by is governing.decision
            assert governing.decision.decided.start > decided
    holds = (
        decided <= limit
        and measure.start <= at
        and (measure.end is None or at < measure.end)
        and all(d.effective > at for d in replacing)
    )
    assert weighed.standing.holds is holds


@settings(max_examples=500)
@given(records(), st.none() | st.integers(-1, 8), st.integers(-2, 15))
def test_the_explanation_is_that_of_the_timeline(record, known, number):
    decisions, measures = record
    as_of = None if known is None else instant(known)
    ends = find_replacements(decisions, as_of)
    span = build_timeline(measures, ends, SIDES, as_of).at(hour(number))
    sides = weigh_measures(measures, ends, SIDES, hour(number), as_of)
    governing = [side.governing for side in sides if side.spoke]
    severity = [
        measure.status.severity if measure else Status.UNKNOWN.severity for measure in governing
    ]
    if span.measure is None:
        assert None in governing or not governing
        assert max(severity, default=Status.UNKNOWN.severity) == Status.UNKNOWN.severity
    else:
        assert any(measure is span.measure for measure in governing)
        assert span.measure.status.severity == max(severity)
    for side in sides:
        own = [m for m in measures if side.side in m.decision.sides]
        assert len(side.weighed) == len(own)
        governs = [
            weighed.measure for weighed in side.weighed if weighed.standing is Standing.GOVERNS
        ]
        assert governs == ([side.governing] if side.governing else [])
        for weighed in side.weighed:
            check_standing(weighed, side.governing, decisions, hour(number), known)
