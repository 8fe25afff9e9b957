"""Small closure tables, by hand or by Hypothesis; their times are whole hours after `ZERO`."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from borders.local_time import When
from borders.model import Confidence, Decision, Measure, Service, Status

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


def measure(decision, status, start, end=None, row=2):
    return Measure(
        crossing="x",
        service=Service.ROAD,
        status=status,
        start=hour(start),
        end=None if end is None else hour(end),
        end_known=True,
        hours="",
        decision=decision,
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
        made = decision(number, number, draw(HOURS), tuple(replaces), sides)
        decisions.append(made)
        start = draw(HOURS)
        end = draw(st.none() | st.integers(start + 1, 14))
        measures.append(measure(made, draw(st.sampled_from(Status)), start, end, number))
    return decisions, draw(st.permutations(measures))
