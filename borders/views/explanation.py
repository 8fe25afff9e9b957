"""Why a status is what it is: the measures weighed, their documents, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from borders.language import gettext, ngettext
from borders.model import Claim, Crossing, Measure
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus
from borders.timeline.standing import SideStanding, Standing, WeighedMeasure
from borders.views import answers as views
from borders.views import wording as words
from borders.views.answers import View


def explanation(dataset: Dataset, answer: ServiceStatus) -> View:
    """Why an answer is what it is: every measure as it stood then, on each side, and the claims.

    Of a date it is how its last instant came about, with the `changes` of the day.
    """
    crossing, service, at, as_of = answer.crossing, answer.service, answer.at, answer.as_of
    sides = dataset.explain(crossing.id, at, service, as_of)
    bound = at.end if at.day else at.start
    instant = bound - timedelta.resolution if at.day else bound
    concerned = [span.measure for span in answer.spans if span.measure]
    concerned += [side.governing for side in sides if side.governing]
    return {
        "at": views.iso(dataset, bound),
        "at_end_of_day": at.day is not None,
        "side": next(
            (s.side for s in sides if s.governing and s.governing is answer.measure), None
        ),
        "why": _why(dataset, answer.measure, sides),
        "sides": [_side(dataset, side, instant) for side in sides],
        "changes": _changes(dataset, answer) if at.day else [],
        "claims": [
            _claim(dataset, found)
            for found in dataset.record.claims
            if _concerns(found, crossing, concerned)
        ],
    }


def claims(dataset: Dataset, crossing: Crossing | None = None) -> list[View]:
    """The ledger of what sources state and the record rejects or qualifies.

    Of a `crossing`, the claims that name it and those that name a decision it is under.
    """
    measures: list[Measure] = []
    if crossing:
        measures += (m for one in crossing.services for m in dataset.measures(crossing, one))
    return [
        _claim(dataset, found)
        for found in dataset.record.claims
        if crossing is None
        or crossing.id in found.crossings
        or (not found.crossings and {m.decision.id for m in measures} & set(found.decisions))
    ]


def _claim(dataset: Dataset, found: Claim) -> View:
    return {
        "id": found.id,
        "claim": dataset.translated(found.claim),
        "verdict": str(found.verdict),
        "record": dataset.translated(found.record),
        "reason": dataset.translated(found.reason),
        "crossings": list(found.crossings),
        "decisions": list(found.decisions),
        "sources": [views.source_facts(source) for source in found.sources],
        "evidence": [views.source_facts(source) for source in found.evidence],
    }


def _concerns(found: Claim, crossing: Crossing, measures: Iterable[Measure]) -> bool:
    """Whether a claim is about this crossing under one of these decisions.

    One that names no crossing is about all under its decisions. One that names no decision is
    about its crossings at a time that the table does not give, so it is not left out.
    """
    here = crossing.id in found.crossings
    if not found.decisions:
        return here
    under = {measure.decision.id for measure in measures} & set(found.decisions)
    return bool(under) and (here or not found.crossings)


def _why(dataset: Dataset, governing: Measure | None, sides: Sequence[SideStanding]) -> list[str]:
    """The reasons in sentences: on each side who governs, then which side counts."""
    names = {side: dataset.translated(name) for side, name in dataset.package.sides.items()}
    reasons = [_side_words(dataset, names[side.side], side) for side in sides]
    spoken = [side for side in sides if side.spoke]
    if governing is None:
        silent = words.listed([names[side.side] for side in spoken if not side.governing])
        if any(side.governing for side in spoken):
            reasons.append(
                gettext("Unknown counts before open: what {side} said has lapsed.", side=silent)
            )
        return [*reasons, gettext("Where nothing holds, the status is unknown.")]
    if len(spoken) == 1:
        only = names[spoken[0].side]
        return [
            *reasons,
            gettext("Only {side} counts: a side that is silent does not.", side=only),
        ]
    said = {str(side.governing.status) if side.governing else "unknown" for side in spoken}
    decisive = next(names[side.side] for side in spoken if side.governing is governing)
    if len(said) == 1:
        return [*reasons, gettext("The sides agree; {side} is named.", side=decisive)]
    status = words.status(governing.status)
    return [
        *reasons,
        gettext(
            "The more restrictive side counts: {side}, {status}.", side=decisive, status=status
        ),
    ]


def _side_words(dataset: Dataset, name: str, side: SideStanding) -> str:
    if not side.spoke:
        return gettext("{side} has said nothing yet.", side=name)
    if side.governing is None:
        return gettext("{side}: nothing that was said holds any longer.", side=name)
    told = {
        "side": name,
        "status": words.status(side.governing.status),
        "decision": dataset.translated(side.governing.decision.title),
    }
    others = sum(one.standing is Standing.OVERRIDDEN for one in side.weighed)
    if others:
        return ngettext(
            "{side}: {status}, by “{decision}”, decided last of the {count} that hold.",
            "{side}: {status}, by “{decision}”, decided last of the {count} that hold.",
            others + 1,
            **told,
        )
    return gettext("{side}: {status}, by “{decision}”, the only one that holds.", **told)


def _side(dataset: Dataset, side: SideStanding, instant: datetime) -> View:
    return {
        "side": side.side,
        "name": dataset.translated(dataset.package.sides[side.side]),
        "status": str(side.governing.status) if side.governing else "unknown",
        "spoke": side.spoke,
        "measures": [_weighed(dataset, one, instant) for one in side.weighed],
    }


def _weighed(dataset: Dataset, one: WeighedMeasure, instant: datetime) -> View:
    """`planned` says that the measure was meant to hold then, whether it did or not."""
    measure = one.measure
    planned = measure.start <= instant and (measure.end is None or instant < measure.end)
    return {
        "standing": str(one.standing),
        "holds": one.standing.holds,
        "planned": planned,
        "reason": _reason(dataset, one),
        "by": one.by and views.decision_facts(dataset, one.by),
        "status": str(measure.status),
        "from": views.iso(dataset, measure.start),
        "announced_until": views.iso(dataset, measure.end),
        "held_until": views.iso(dataset, one.held_until),
        "decision": views.decision_facts(dataset, measure.decision),
        "confidence": str(measure.confidence),
        "confidence_note": dataset.translated(measure.confidence_note) or None,
        "note": dataset.translated(measure.note) or None,
        "sources": [views.source_facts(source) for source in measure.documents],
    }


def _reason(dataset: Dataset, one: WeighedMeasure) -> str:
    zone, measure = dataset.package.zone, one.measure
    by = ""
    if one.by:
        title, day = dataset.translated(one.by.title), words.when(one.by.decided, zone)
        by = gettext("“{decision}” ({day})", decision=title, day=day)
    match one.standing:
        case Standing.GOVERNS:
            return gettext("decided last of those that hold")
        case Standing.OVERRIDDEN:
            return gettext("holds, but a later decision governs: {decision}", decision=by)
        case Standing.REPLACED:
            assert one.held_until is not None
            moment = words.start(one.held_until, zone)
            return gettext("replaced {moment} by {decision}", moment=moment, decision=by)
        case Standing.ENDED:
            # Translators: {until} is such as: until the end of 14 January 2024
            return gettext("held {until}", until=words.until(measure.end, zone))
        case Standing.NOT_YET_VALID:
            return gettext("not valid before {moment}", moment=words.start(measure.start, zone))
        case Standing.NOT_YET_DECIDED:
            decided = words.when(measure.decision.decided, zone)
            return gettext("not decided before {moment}", moment=decided)


def _changes(dataset: Dataset, answer: ServiceStatus) -> list[View]:
    """The changes of a day, one by one, as known at the answer's time."""
    found = dataset.changes(answer.at, answer.at, answer.as_of)
    mine = [c for c in found if (c.crossing, c.service) == (answer.crossing, answer.service)]
    return views.changes(dataset, mine)
