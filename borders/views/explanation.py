"""Why a status is what it is: the measures weighed, their documents, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from borders.language import gettext, ngettext
from borders.model import Claim, Measure, Status
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus
from borders.timeline.standing import SideStanding, Standing, WeighedMeasure
from borders.views import wording
from borders.views.changes import JointChange, joint_changes
from borders.views.claims import claims_about_measures


class ExplainedMeasure(NamedTuple):
    """A measure as it stood at an instant, with the `reason` in words.

    `planned` says that it was meant to hold then, whether it did or not.
    """

    weighed: WeighedMeasure
    planned: bool
    reason: str


class ExplainedSide(NamedTuple):
    """The measures of one side of the frontier, weighed at an instant; `name` is the side's."""

    standing: SideStanding
    name: str
    measures: tuple[ExplainedMeasure, ...]

    @property
    def status(self) -> Status:
        """The status of the measure that governs on this side; unknown where none does."""
        return _status(self.standing)


class Explanation(NamedTuple):
    """Why an answer is what it is.

    `at` is the instant explained; of a day it is the first instant after it, and the explanation
    is of the last before that. `decisive_side` is the side whose measure is the answer, or `None`.
    `reasons` are sentences. `changes` are those of the day, in groups.
    """

    at: datetime
    at_end_of_day: bool
    decisive_side: str | None
    reasons: tuple[str, ...]
    sides: tuple[ExplainedSide, ...]
    changes: tuple[JointChange, ...]
    claims: tuple[Claim, ...]


def explain(dataset: Dataset, answer: ServiceStatus) -> Explanation:
    """Explain an answer: every measure of the service as it stood then, on each side."""
    at = answer.at
    sides = dataset.explain(answer.crossing.id, at, answer.service, answer.as_of)
    bound = at.end if at.day else at.start
    instant = bound - timedelta.resolution if at.day else bound
    changes = (
        change
        for change in (dataset.changes(at, at, answer.as_of) if at.day else ())
        if (change.crossing, change.service) == (answer.crossing, answer.service)
    )
    measures = [span.measure for span in answer.spans if span.measure]
    measures += [side.governing for side in sides if side.governing]
    return Explanation(
        at=bound,
        at_end_of_day=at.day is not None,
        decisive_side=next(
            (s.side for s in sides if s.governing and s.governing is answer.measure), None
        ),
        reasons=tuple(_reasons(dataset, answer.measure, sides)),
        sides=tuple(_side(dataset, side, instant) for side in sides),
        changes=tuple(joint_changes(changes)),
        claims=tuple(claims_about_measures(dataset, answer.crossing, measures)),
    )


def _side(dataset: Dataset, side: SideStanding, instant: datetime) -> ExplainedSide:
    name = dataset.translated(dataset.package.sides[side.side])
    return ExplainedSide(side, name, tuple(_measure(dataset, w, instant) for w in side.weighed))


def _measure(dataset: Dataset, weighed: WeighedMeasure, instant: datetime) -> ExplainedMeasure:
    start, end = weighed.measure.start, weighed.measure.end
    planned = start <= instant and (end is None or instant < end)
    return ExplainedMeasure(weighed, planned, _standing_words(dataset, weighed))


def _reasons(
    dataset: Dataset, governing: Measure | None, sides: Sequence[SideStanding]
) -> Iterator[str]:
    """Sentences: on each side which measure governs, then which side counts."""
    names = {side: dataset.translated(name) for side, name in dataset.package.sides.items()}
    for side in sides:
        yield _side_words(dataset, names[side.side], side)
    spoken = [side for side in sides if side.spoke]
    if governing is None:
        if any(side.governing for side in spoken):
            silent = wording.listed([names[side.side] for side in spoken if not side.governing])
            yield gettext("Unknown counts before open: what {side} said has lapsed.", side=silent)
        yield gettext("Where nothing holds, the status is unknown.")
        return
    decisive = next(names[side.side] for side in spoken if side.governing is governing)
    if len(spoken) == 1:
        yield gettext("Only {side} counts: a side that is silent does not.", side=decisive)
    elif len(set(map(_status, spoken))) == 1:
        yield gettext("The sides agree; {side} is named.", side=decisive)
    else:
        status = wording.status(governing.status)
        yield gettext(
            "The more restrictive side counts: {side}, {status}.", side=decisive, status=status
        )


def _status(side: SideStanding) -> Status:
    return side.governing.status if side.governing else Status.UNKNOWN


def _side_words(dataset: Dataset, name: str, side: SideStanding) -> str:
    """A sentence on what a side says: its status, and by which decision of how many that hold."""
    if not side.spoke:
        return gettext("{side} has said nothing yet.", side=name)
    if side.governing is None:
        return gettext("{side}: nothing that was said holds any longer.", side=name)
    values = {
        "side": name,
        "status": wording.status(side.governing.status),
        "decision": dataset.translated(side.governing.decision.title),
    }
    overridden = sum(weighed.standing is Standing.OVERRIDDEN for weighed in side.weighed)
    if overridden:
        return ngettext(
            "{side}: {status}, by “{decision}”, decided last of the {count} that hold.",
            "{side}: {status}, by “{decision}”, decided last of the {count} that hold.",
            overridden + 1,
            **values,
        )
    return gettext("{side}: {status}, by “{decision}”, the only one that holds.", **values)


def _standing_words(dataset: Dataset, weighed: WeighedMeasure) -> str:
    """Why a measure governs, or does not, in words."""
    zone, measure = dataset.package.zone, weighed.measure
    by = ""
    if weighed.by:
        title, day = dataset.translated(weighed.by.title), wording.when(weighed.by.decided, zone)
        by = gettext("“{decision}” ({day})", decision=title, day=day)
    match weighed.standing:
        case Standing.GOVERNS:
            return gettext("decided last of those that hold")
        case Standing.OVERRIDDEN:
            return gettext("holds, but a later decision governs: {decision}", decision=by)
        case Standing.REPLACED:
            assert weighed.held_until is not None
            moment = wording.start(weighed.held_until, zone)
            return gettext("replaced {moment} by {decision}", moment=moment, decision=by)
        case Standing.ENDED:
            # Translators: {until} is such as: until the end of 14 January 2024
            return gettext("held {until}", until=wording.planned_until(measure, zone))
        case Standing.NOT_YET_VALID:
            return gettext("not valid before {moment}", moment=wording.start(measure.start, zone))
        case Standing.NOT_YET_DECIDED:
            decided = wording.when(measure.decision.decided, zone)
            return gettext("not decided before {moment}", moment=decided)
