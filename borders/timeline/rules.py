"""The five rules that make a timeline of measures.

For one crossing, service and side, at instant *t*, as known at *k*:

1. take the measures whose decision was made at or before *k*;
2. a measure ends at its own end, or when a decision that replaces its decision takes effect, if
   that too was decided at or before *k*, whichever is first;
3. of the measures that hold at *t*, the last decided governs;
4. both sides count: a point is as open as its more restrictive side allows; a side without any
   measure on a service up to *t* does not count;
5. where no measure holds, the status is unknown, and nothing is extrapolated backwards.

All instants are in UTC; there are no local days and no time zones here.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from borders.local_time import When
from borders.model import Decision, Measure, Service, Status
from borders.timeline.spans import Span, Timeline


class Replacement(NamedTuple):
    """The end of a decision: the instant, and the decision that takes effect then."""

    effective: datetime
    decision: Decision


Replacements = Mapping[str, Replacement]
"""The end of every replaced decision, by its id."""


class Step(NamedTuple):
    """From `start` on, `measure` governs on one side; `None` where nothing holds any longer."""

    start: datetime
    measure: Measure | None


class _Holding(NamedTuple):
    """A measure with the bounds `[start, end)` within which it holds.

    `order` is its place in the table: of measures decided at the same instant, the first governs.
    """

    start: datetime
    end: datetime | None
    order: int
    measure: Measure


def build_timeline(
    measures: Sequence[Measure],
    replacements: Replacements,
    sides: Iterable[str],
    as_of: When | None = None,
) -> Timeline:
    """The timeline of a service, as known at `as_of` (`None`: as known now).

    `measures` are all of the service; `replacements` are as known at that `as_of` too. Where two
    sides are equally restrictive, the measure of the first of `sides` governs.
    """
    steps_by_side = [side_steps(side, measures, replacements, as_of) for side in sides]
    return Timeline(tuple(_most_restrictive([steps for steps in steps_by_side if steps])))


def find_replacements(decisions: Iterable[Decision], as_of: When | None = None) -> Replacements:
    """When each replaced decision ends, and the decision that ends it (rule 2).

    Of several that replace it, the first to take effect does.
    """
    replacements: dict[str, Replacement] = {}
    for decision in decisions:
        if decision.effective is None or not is_known(decision, as_of):
            continue
        for replaced in decision.replaces:
            earliest = replacements.get(replaced)
            if earliest is None or decision.effective < earliest.effective:
                replacements[replaced] = Replacement(decision.effective, decision)
    return replacements


def held_until(measure: Measure, replacements: Replacements) -> datetime | None:
    """When a measure ceases to hold: at its own end or when replaced, whichever is first."""
    replacement = replacements.get(measure.decision.id)
    if replacement is None:
        return measure.end
    return replacement.effective if measure.end is None else min(measure.end, replacement.effective)


def is_known(decision: Decision, as_of: When | None) -> bool:
    """Whether a decision had been made at `as_of` (rule 1); `None` stands for now."""
    return as_of is None or as_of.reaches(decision.decided.start)


def side_steps(
    side: str, measures: Iterable[Measure], replacements: Replacements, as_of: When | None
) -> list[Step]:
    """The governing measures of one side, in order of time (rules 1 to 3).

    Empty where the side has no measure on the service.
    """
    holding = []
    for order, measure in enumerate(measures):
        if side in measure.decision.sides and is_known(measure.decision, as_of):
            end = held_until(measure, replacements)
            if end is None or measure.start < end:
                holding.append(_Holding(measure.start, end, order, measure))
    bounds = {held.start for held in holding} | {held.end for held in holding if held.end}
    holding.sort(key=lambda held: held.start, reverse=True)
    heap: list[tuple[float, int, _Holding]] = []  # with the last decided on top
    steps = []
    for instant in sorted(bounds):
        while holding and holding[-1].start == instant:
            starting = holding.pop()
            decided = starting.measure.decision.decided.start.timestamp()
            heapq.heappush(heap, (-decided, starting.order, starting))
        while heap and (end := heap[0][2].end) is not None and end <= instant:
            heapq.heappop(heap)
        steps.append(Step(instant, heap[0][2].measure if heap else None))
    return steps


def step_at(steps: Sequence[Step], instant: datetime) -> Step | None:
    """The step in which an instant lies; `None` before the first."""
    index = bisect_right(steps, instant, key=lambda step: step.start)
    return steps[index - 1] if index else None


def tied_measures(
    measures: Iterable[Measure], decisions: Iterable[Decision]
) -> Iterator[tuple[Measure, Measure]]:
    """Pairs of measures of a side that hold at once and were decided at one instant.

    Of such a pair rule 3 cannot tell which governs.
    """
    groups: dict[tuple[str, Service, str, datetime], list[Measure]] = {}
    for measure in measures:
        for side in measure.decision.sides:
            key = (measure.crossing, measure.service, side, measure.decision.decided.start)
            groups.setdefault(key, []).append(measure)
    several = {key: group for key, group in groups.items() if len(group) > 1}
    replacing = _replacing(decisions) if several else {}
    ties: dict[tuple[int, int], tuple[Measure, Measure]] = {}  # by rows: two sides may share one
    for (*_, decided), group in several.items():
        replacers = (by for measure in group for by in replacing.get(measure.decision.id, ()))
        replacements = find_replacements(replacers, When(decided, decided))
        longest: tuple[datetime | None, Measure] | None = None
        for later in sorted(group, key=lambda measure: measure.start):
            end = held_until(later, replacements)
            if end is not None and end <= later.start:
                continue  # replaced before it began
            if longest and (longest[0] is None or later.start < longest[0]):
                ties[longest[1].row, later.row] = longest[1], later
            if longest is None or _outlasts(end, longest[0]):
                longest = end, later
    yield from ties.values()


def _replacing(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """For each replaced decision, all decisions that replace it."""
    replacing: dict[str, list[Decision]] = {}
    for decision in decisions:
        for replaced in decision.replaces:
            replacing.setdefault(replaced, []).append(decision)
    return replacing


def _outlasts(end: datetime | None, reference: datetime | None) -> bool:
    return reference is not None and (end is None or end > reference)


def _most_restrictive(sides: Sequence[Sequence[Step]]) -> Iterator[Span]:
    """The most restrictive side at every instant, as spans without gaps (rules 4 and 5)."""
    start: datetime | None = None
    current: tuple[Status, Measure | None] = (Status.UNKNOWN, None)
    latest: list[Step | None] = [None] * len(sides)
    steps = [(step, side) for side, steps in enumerate(sides) for step in steps]
    steps.sort(key=lambda step_of_side: step_of_side[0].start)
    for instant, group in groupby(steps, key=lambda step_of_side: step_of_side[0].start):
        for step, side in group:
            latest[side] = step
        candidates = [step.measure for step in latest if step]
        # max() keeps the first of equals; a stated "unknown" comes before no measure
        governing = max(
            candidates, key=lambda measure: (_status(measure).severity, measure is not None)
        )
        following = (_status(governing), governing)
        if following != current:
            yield Span(start, instant, *current)
            start, current = instant, following
    yield Span(start, None, *current)


def _status(measure: Measure | None) -> Status:
    return measure.status if measure else Status.UNKNOWN
