"""How every measure of a service stands at an instant: why its status is what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from borders.local_time import When
from borders.model import Decision, Measure
from borders.timeline.rules import Replacements, held_until, is_known, side_steps, step_at


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


class WeighedMeasure(NamedTuple):
    """A measure and how it stands; `by` is the decision that governs instead or replaced its own.

    `held_until` is when it stops to hold, exclusive; `None` is without bound.
    """

    measure: Measure
    standing: Standing
    by: Decision | None
    held_until: datetime | None


class SideStanding(NamedTuple):
    """What one side says at an instant: the measure that governs there, if one does.

    `spoke` is false where the side has not said anything yet, and so does not count. `weighed` are
    all its measures: those that hold first, and of equal standing the last decided first.
    """

    side: str
    spoke: bool
    governing: Measure | None
    weighed: tuple[WeighedMeasure, ...]


def weigh_measures(
    measures: Sequence[Measure],
    replacements: Replacements,
    sides: Iterable[str],
    instant: datetime,
    as_of: When | None = None,
) -> list[SideStanding]:
    """How each of a service's measures stands at an instant, side by side.

    It explains the timeline that `build_timeline` makes of the same arguments.
    """
    standings = []
    for side in sides:
        step = step_at(side_steps(side, measures, replacements, as_of), instant)
        governing = step.measure if step else None
        weighed = [
            _weigh(measure, governing, replacements, instant, as_of)
            for measure in measures
            if side in measure.decision.sides
        ]
        weighed.sort(key=lambda one: (one.measure.decision.decided.start, one.measure.start))
        weighed.reverse()
        weighed.sort(key=lambda one: list(Standing).index(one.standing))
        standings.append(SideStanding(side, step is not None, governing, tuple(weighed)))
    return standings


def _weigh(
    measure: Measure,
    governing: Measure | None,
    replacements: Replacements,
    instant: datetime,
    as_of: When | None,
) -> WeighedMeasure:
    end = held_until(measure, replacements)
    if measure is governing:
        return WeighedMeasure(measure, Standing.GOVERNS, None, end)
    if not is_known(measure.decision, as_of):
        return WeighedMeasure(measure, Standing.NOT_YET_DECIDED, None, end)
    if end is not None and end <= max(instant, measure.start):
        if end == measure.end:
            return WeighedMeasure(measure, Standing.ENDED, None, end)
        replacement = replacements[measure.decision.id]
        return WeighedMeasure(measure, Standing.REPLACED, replacement.decision, end)
    if instant < measure.start:
        return WeighedMeasure(measure, Standing.NOT_YET_VALID, None, end)
    assert governing is not None  # where one holds, one governs
    return WeighedMeasure(measure, Standing.OVERRIDDEN, governing.decision, end)
