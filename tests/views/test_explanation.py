"""Why a status is what it is."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

import borders
from borders.views.explanation import explain

FIRST = date(2014, 12, 1)
RECORD = borders.load()
OFFERED = [(c.id, s) for c in RECORD.record.crossings.values() for s in c.services]


@settings(max_examples=150)
@given(
    st.sampled_from(OFFERED), st.integers(0, 4400), st.booleans(), st.none() | st.integers(0, 4400)
)
def test_the_measure_that_governs_is_that_of_the_status(offered, days, whole, known):
    at = FIRST + timedelta(days=days)
    as_of = None if known is None else FIRST + timedelta(days=known)
    status = RECORD.status(offered[0], at if whole else f"{at}T12:00", offered[1], as_of)
    explanation = explain(RECORD, status)
    governing = [
        (side.standing.side, entry.weighed.measure)
        for side in explanation.sides
        for entry in side.measures
        if entry.weighed.standing == "governs"
    ]
    assert len({side for side, _ in governing}) == len(governing)
    if status.measure is None:
        assert explanation.decisive_side is None
    else:
        assert (explanation.decisive_side, status.measure) in governing
        assert status.measure.status == status.status
    assert explanation.reasons
