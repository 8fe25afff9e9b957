"""Measures to disjoint spans: the five rules by which decisions paint over one another.

For one crossing, service and side, at instant *t*, as known at *k*:

1. take the measures whose decision was made at or before *k*;
2. a measure ends at its own end, or when a decision that replaces its decision takes effect, if
   that too was decided at or before *k*, whichever is first;
3. of those that hold at *t*, the one decided last governs;
4. both sides count: a point is as open as its more restrictive side allows; a side that has not
   yet said anything about a service does not count;
5. where nothing holds, the status is unknown, and nothing is extrapolated backwards.

This module knows nothing of files, days or zones: its frames are in UTC.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from borders import dataframes as frames
from borders.local_time import When
from borders.model import Confidence, Decision, Measure, Service, Status

if TYPE_CHECKING:
    from pandas import DataFrame

SPAN: dict[str, Any] = {
    "from": frames.INSTANT,
    "until": frames.INSTANT,
    "status": Status,
    "decision": "text",
    "announced_until": frames.INSTANT,
    "confidence": Confidence,
    "sources": "text",
    "run_from": frames.INSTANT,
    "run_until": frames.INSTANT,
}
"""The columns of a span in a frame; see `Timeline.to_frame`."""


class Span(NamedTuple):
    """A stretch `[start, end)` in which one measure governs; `None` is without bound.

    `measure` is `None` where nothing holds, and the status is then unknown.
    """

    start: datetime | None
    end: datetime | None
    status: Status
    measure: Measure | None


class Timeline:
    """Disjoint, ordered spans that cover all of time."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self.spans = spans

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(self.spans)

    @property
    def known_from(self) -> datetime | None:
        """The first instant at which a measure governs; `None` if none ever does."""
        return next((span.start for span in self.spans if span.measure), None)

    def at(self, instant: datetime) -> Span:
        """The span that holds `instant`."""
        return self.spans[bisect_right(self._starts, instant)]

    def between(self, start: datetime, end: datetime) -> list[Span]:
        """The spans of `[start, end)`, cut to it."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        return [
            Span(
                max(span.start, start) if span.start else start,
                min(span.end, end) if span.end else end,
                span.status,
                span.measure,
            )
            for span in self.spans[first : last + 1]
        ]

    def before(self, instant: datetime) -> Span:
        """The span that holds just before `instant`."""
        return self.spans[bisect_left(self._starts, instant)]

    def run(self, instant: datetime) -> Span:
        """The unbroken run of equal status around `instant`, with its governing measure then."""
        return self._runs[bisect_right(self._starts, instant)]

    def run_before(self, instant: datetime) -> Span:
        """The unbroken run of equal status that holds just before `instant`."""
        return self._runs[bisect_left(self._starts, instant)]

    def rows(self) -> list[dict[str, Any]]:
        """Every span as plain values, with the bounds of the unbroken run of its status."""
        return [
            {
                "from": span.start,
                "until": span.end,
                "status": span.status,
                "decision": span.measure and span.measure.decision.id,
                "announced_until": span.measure and span.measure.end,
                "confidence": span.measure and span.measure.confidence,
                "sources": span.measure and ";".join(s.id for s in span.measure.documents),
                "run_from": run.start,
                "run_until": run.end,
            }
            for span, run in zip(self.spans, self._runs, strict=True)
        ]

    def to_frame(self) -> DataFrame:
        """One row per span: `from` it holds `until` before the next, both `NaT` without bound.

        `status` and `confidence` are categories, `decision` an id and `sources` ids with semicolons
        between, `None` where nothing holds. `announced_until` is the planned end in the decision;
        `run_from` and `run_until` bound the unbroken run of this status, over several decisions.
        All instants are `datetime64[us, UTC]`.
        """
        return frames.of(self.rows(), SPAN)

    def _repr_html_(self) -> str:
        return frames.html(self.to_frame())

    def changes(self, start: datetime, end: datetime) -> Iterator[tuple[Span, Span]]:
        """Neighbouring spans of unlike status whose border lies in `[start, end)`."""
        for before, after in pairwise(
            self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end) + 1]
        ):
            if before.status != after.status:
                yield before, after

    @cached_property
    def _starts(self) -> list[datetime]:
        """Where each span but the first begins."""
        return [span.start for span in self.spans[1:] if span.start]

    @cached_property
    def _runs(self) -> list[Span]:
        """For each span the unbroken run of its status, with the span's own measure."""
        return [
            Span(run[0].start, run[-1].end, span.status, span.measure)
            for run in _groups(self.spans)
            for span in run
        ]


Ends = dict[str, tuple[datetime, Decision]]
"""For each replaced decision, when it ends and the decision that ends it first (rule 2)."""


class Standing(StrEnum):
    """How a measure stands at an instant, on one side."""

    GOVERNS = "governs"
    OVERRIDDEN = "overridden"  # it holds, and a later decision governs
    REPLACED = "replaced"  # by a decision that ended its own, maybe before it began
    ENDED = "ended"  # by its own end
    NOT_YET_VALID = "not yet valid"
    NOT_YET_DECIDED = "not yet decided"  # as known then

    @property
    def holds(self) -> bool:
        """Whether the measure is in force, governing or not."""
        return self in (Standing.GOVERNS, Standing.OVERRIDDEN)


class Weighed(NamedTuple):
    """A measure and how it stands; `by` is the decision that governs instead or replaced its own.

    `held_until` is when it stops to hold, `None` without bound.
    """

    measure: Measure
    standing: Standing
    by: Decision | None
    held_until: datetime | None


class Side(NamedTuple):
    """What one side says at an instant: the measure that governs there, if one does.

    `spoke` is false where it has not said anything yet, and so does not count. `weighed` are all
    its measures: what holds first, and among alike the decided last first.
    """

    side: str
    spoke: bool
    governing: Measure | None
    weighed: tuple[Weighed, ...]


def runs(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbouring spans of equal status as one, with the measure that governs at its start."""
    for held in _groups(spans):
        yield held[0]._replace(end=held[-1].end)


def _groups(spans: Iterable[Span]) -> Iterator[list[Span]]:
    return (list(group) for _, group in groupby(spans, key=lambda span: span.status))


def ended_by(decisions: Iterable[Decision], as_of: When | None = None) -> Ends:
    """For each replaced decision, when it ends and the decision that ends it first (rule 2)."""
    ends: Ends = {}
    for decision in decisions:
        if decision.effective is None or not known_at(decision, as_of):
            continue
        for replaced in decision.replaces:
            if replaced not in ends or decision.effective < ends[replaced][0]:
                ends[replaced] = (decision.effective, decision)
    return ends


def held_until(measure: Measure, ends: Ends) -> datetime | None:
    """When a measure stops to hold: its own end or its replacement's start, whichever is first."""
    replaced = ends.get(measure.decision.id)
    if replaced is None:
        return measure.end
    return replaced[0] if measure.end is None else min(measure.end, replaced[0])


def build(
    measures: Sequence[Measure],
    ends: Ends,
    sides: Iterable[str],
    as_of: When | None = None,
) -> Timeline:
    """The timeline of one crossing's service, as known at `as_of` (`None`: as known now).

    `measures` are all those of the service, `ends` comes from `ended_by` with the same `as_of`.
    Where two sides are equally restrictive, the first of `sides` is named as governing.
    """
    painted = [_paint(_said_by(side, measures, as_of), ends) for side in sides]
    return Timeline(tuple(_combine([steps for steps in painted if steps])))


def weigh(
    measures: Sequence[Measure],
    ends: Ends,
    sides: Iterable[str],
    instant: datetime,
    as_of: When | None = None,
) -> list[Side]:
    """Why the timeline that `build` makes of the same is what it is at an instant, side by side."""
    return [
        _weigh_side(
            side,
            [measure for measure in measures if side in measure.decision.sides],
            _step(_paint(_said_by(side, measures, as_of), ends), instant),
            ends,
            instant,
            as_of,
        )
        for side in sides
    ]


def _weigh_side(
    side: str,
    measures: Iterable[Measure],
    step: _Step | None,
    ends: Ends,
    instant: datetime,
    as_of: When | None,
) -> Side:
    governing = step[1] if step else None
    weighed = [_weighed(measure, governing, ends, instant, as_of) for measure in measures]
    weighed.sort(
        key=lambda one: (one.measure.decision.decided.start, one.measure.start), reverse=True
    )
    weighed.sort(key=lambda one: list(Standing).index(one.standing))
    return Side(side, step is not None, governing, tuple(weighed))


def _weighed(
    measure: Measure,
    governing: Measure | None,
    ends: Ends,
    instant: datetime,
    as_of: When | None,
) -> Weighed:
    end = held_until(measure, ends)
    if measure is governing:
        return Weighed(measure, Standing.GOVERNS, None, end)
    if not known_at(measure.decision, as_of):
        return Weighed(measure, Standing.NOT_YET_DECIDED, None, end)
    if end is not None and end <= max(instant, measure.start):
        if end == measure.end:
            return Weighed(measure, Standing.ENDED, None, end)
        return Weighed(measure, Standing.REPLACED, ends[measure.decision.id][1], end)
    if instant < measure.start:
        return Weighed(measure, Standing.NOT_YET_VALID, None, end)
    assert governing is not None  # where one holds, one governs
    return Weighed(measure, Standing.OVERRIDDEN, governing.decision, end)


def ties(
    measures: Iterable[Measure], decisions: Iterable[Decision]
) -> Iterator[tuple[Measure, Measure]]:
    """Pairs of measures decided at the same instant that hold at once, so that none governs."""
    alike: dict[tuple[str, Service, str, datetime], list[Measure]] = {}
    for measure in measures:
        for side in measure.decision.sides:
            key = (measure.crossing, measure.service, side, measure.decision.decided.start)
            alike.setdefault(key, []).append(measure)
    found: dict[tuple[int, int], tuple[Measure, Measure]] = {}
    several = {key: group for key, group in alike.items() if len(group) > 1}
    replacing = _replacing(decisions) if several else {}
    for (*_, decided), group in several.items():
        others = (other for one in group for other in replacing.get(one.decision.id, ()))
        ends = ended_by(others, When(decided, decided))
        longest: tuple[datetime | None, Measure] | None = None
        for later in sorted(group, key=lambda measure: measure.start):
            end = held_until(later, ends)
            if end is not None and end <= later.start:
                continue  # replaced before it began
            if longest and (longest[0] is None or later.start < longest[0]):
                found[longest[1].row, later.row] = longest[1], later
            if longest is None or _outlasts(end, longest[0]):
                longest = end, later
    yield from found.values()


def _replacing(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        for replaced in decision.replaces:
            found.setdefault(replaced, []).append(decision)
    return found


def _outlasts(end: datetime | None, other: datetime | None) -> bool:
    return other is not None and (end is None or end > other)


def known_at(decision: Decision, as_of: When | None) -> bool:
    """Rule 1: whether a decision had been made by then; `None` is by now."""
    return as_of is None or as_of.reaches(decision.decided.start)


def _said_by(side: str, measures: Iterable[Measure], as_of: When | None) -> list[Measure]:
    """Rule 1 for one side."""
    return [m for m in measures if side in m.decision.sides and known_at(m.decision, as_of)]


_Step = tuple[datetime, Measure | None]  # from this instant on, this measure governs


def _step(steps: list[_Step], instant: datetime) -> _Step | None:
    """The step in which an instant lies; `None` before the first."""
    index = bisect_right(steps, instant, key=lambda step: step[0])
    return steps[index - 1] if index else None


def _paint(measures: Sequence[Measure], ends: Ends) -> list[_Step]:
    """Rules 2 and 3 for one side: who governs from which instant on, in order."""
    holding = []
    for index, measure in enumerate(measures):
        end = held_until(measure, ends)
        if end is None or measure.start < end:
            holding.append((measure.start, index, measure, end))
    holding.sort(key=lambda item: item[0], reverse=True)
    borders = {start for start, *_ in holding} | {end for *_, end in holding if end}
    governing: list[tuple[float, int, Measure, datetime | None]] = []  # the last decided on top
    steps: list[_Step] = []
    for instant in sorted(borders):
        while holding and holding[-1][0] == instant:
            _, index, measure, end = holding.pop()
            decided = measure.decision.decided.start.timestamp()
            heapq.heappush(governing, (-decided, index, measure, end))
        while governing and governing[0][3] is not None and governing[0][3] <= instant:
            heapq.heappop(governing)
        steps.append((instant, governing[0][2] if governing else None))
    return steps


def _combine(sides: list[list[_Step]]) -> Iterator[Span]:
    """Rules 4 and 5: the most restrictive side at every instant, as spans without gaps."""
    start: datetime | None = None
    current: tuple[Status, Measure | None] = (Status.UNKNOWN, None)
    saying: list[_Step | None] = [None] * len(sides)
    steps = [(step, number) for number, side in enumerate(sides) for step in side]
    steps.sort(key=lambda numbered: numbered[0][0])
    for instant, group in groupby(steps, key=lambda numbered: numbered[0][0]):
        for step, number in group:
            saying[number] = step
        said = [step[1] for step in saying if step]
        # max() keeps the first of equals; a stated unknown says more than a gap
        governing = max(said, key=lambda measure: (_status(measure).severity, measure is not None))
        following = (_status(governing), governing)
        if following != current:
            yield Span(start, instant, *current)
            start, current = instant, following
    yield Span(start, None, *current)


def _status(measure: Measure | None) -> Status:
    return measure.status if measure else Status.UNKNOWN
