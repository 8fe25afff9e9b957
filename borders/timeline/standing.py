"""How every measure of a service stands at an instant, which explains the service's status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from borders import display
from borders.local_time import When
from borders.model import Decision, Measure
from borders.timeline.rules import Replacements, held_until, is_known, side_steps, step_at


class Standing(StrEnum):
    """How a measure stands at an instant, on one side."""

    GOVERNS = "governs"
    OVERRIDDEN = "overridden"  # holds, but a measure decided later governs
    REPLACED = "replaced"  # another decision has ended its own, maybe before the measure began
    ENDED = "ended"  # is past its own end
    NOT_YET_VALID = "not yet valid"
    NOT_YET_DECIDED = "not yet decided"  # as known at `as_of`

    @property
    def holds(self) -> bool:
        """Whether the measure is in force, governing or overridden."""
        return self in (Standing.GOVERNS, Standing.OVERRIDDEN)


@display.shown
class WeighedMeasure(NamedTuple):
    """A measure and how it stands.

    `by` is the decision that governs instead, or that replaced the measure's own. `held_until` is
    when the measure ceases to hold, exclusive; `None` is without bound.
    """

    measure: Measure
    standing: Standing
    by: Decision | None
    held_until: datetime | None

    def cells(self) -> display.Cells:
        """What to show of it."""
        return {
            "standing": str(self.standing),
            "status": str(self.measure.status),
            "decision": self.measure.decision.id,
            "by": self.by.id if self.by else "",
        }


@display.shown
class SideStanding(NamedTuple):
    """The measures of one side of the frontier at an instant, and which of them governs.

    `spoke` is false where the side has no measure up to then, and so does not count. `weighed` are
    all measures of the side: sorted by standing, and of equal standing the last decided first.
    """

    side: str
    spoke: bool
    governing: Measure | None
    weighed: tuple[WeighedMeasure, ...]

    def cells(self) -> display.Cells:
        """What to show of it: how many measures stand in which way, and which governs."""
        standings = Counter(entry.standing for entry in self.weighed)
        governing = self.governing
        return {
            "side": self.side,
            "status": str(governing.status) if governing else "",
            "decision": governing.decision.id if governing else "",
            **{str(standing): str(standings[standing] or "") for standing in Standing},
        }


def weigh_measures(
    measures: Sequence[Measure],
    replacements: Replacements,
    sides: Iterable[str],
    instant: datetime,
    as_of: When | None = None,
) -> list[SideStanding]:
    """How each measure of a service stands at an instant, for each of `sides`.

    Explains the timeline that `build_timeline` makes of these arguments.
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
        weighed.sort(key=lambda entry: (entry.measure.decision.decided.start, entry.measure.start))
        weighed.reverse()
        weighed.sort(key=lambda entry: list(Standing).index(entry.standing))
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
    assert governing is not None  # if a measure holds, some measure governs
    return WeighedMeasure(measure, Standing.OVERRIDDEN, governing.decision, end)
