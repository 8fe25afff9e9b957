"""The decisions: what each closed and opened, how long it was meant to hold, what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.language import gettext, pgettext
from borders.local_time import When
from borders.model import Decision
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.backing import SourceView, source_views
from borders.views.changes import JointChange, joint_changes


class DecisionView(NamedTuple):
    """A decision in words.

    `effect` says from when, `meant` until when its measures were planned to hold, `fate` which
    decision replaced it; each may be empty. `text` is the three in a line.
    """

    id: str
    title: str
    decided: str
    authority: str
    effect: str
    meant: str
    fate: str
    text: str
    note: str
    sources: list[SourceView]


class CausedChange(NamedTuple):
    """A change that a decision made, of `crossings`, each an id and a name; `day` is its date."""

    crossings: list[tuple[str, str]]
    service: str
    change: str
    day: date
    at: str


class DecisionEntry(NamedTuple):
    """A decision on the page of decisions; `facts` are pairs of a term and its text.

    `year` is that in which it was made, and `replaces` those that it replaces, each an id and a
    title. `successor` is the id of the decision that replaced it, empty if none did.
    """

    year: str
    decision: DecisionView
    replaces: list[tuple[str, str]]
    successor: str
    law: str
    facts: list[tuple[str, str]]
    changes: list[CausedChange]


def decisions(dataset: Dataset) -> list[DecisionEntry]:
    """Every decision, the latest first, with what it changed."""
    caused: dict[str, list[JointChange]] = defaultdict(list)
    for change in joint_changes(dataset.changes()):
        if change.decision:
            caused[change.decision.id].append(change)
    return [
        _entry(dataset, decision, caused[decision.id])
        for decision in latest_first(dataset.record.decisions.values())
    ]


def latest_first(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions by when they were made, the latest first."""
    return sorted(decisions, key=lambda each: (each.decided.start, each.id), reverse=True)


def decision_view(dataset: Dataset, decision: Decision, as_of: When | None = None) -> DecisionView:
    """A decision in the reader's language, with what was known at `as_of` of its fate."""
    zone = dataset.package.zone
    effective = wording.start(decision.effective, zone) if decision.effective else ""
    measures = dataset.record.measures.of_decision(decision)
    planned = {wording.planned_until(measure, zone) for measure in measures}
    # Translators: between planned ends, such as: until 8 May 2022 or until further notice
    meant = gettext(" or ").join(sorted(planned))
    fate = ""
    replaced = dataset.replacements(as_of).get(decision.id)
    if replaced:
        effective_from, successor = replaced
        moment = wording.start(effective_from, zone)
        day = wording.when(successor.decided, zone)
        if any(m.end is None or effective_from < m.end for m in measures):
            fate = gettext("replaced {moment} by the decision of {day}", moment=moment, day=day)
        else:
            fate = gettext("followed {moment} by the decision of {day}", moment=moment, day=day)
    parts = (
        effective and gettext("in effect from {moment}", moment=effective),
        # Translators: {until} is such as: until the end of 14 January 2024
        meant and gettext("meant {until}", until=meant),
        fate,
    )
    return DecisionView(
        id=decision.id,
        title=dataset.translated(decision.title),
        decided=wording.when(decision.decided, zone),
        authority=dataset.translated(decision.authority),
        effect=effective and gettext("from {moment}", moment=effective),
        meant=meant,
        fate=fate,
        text="; ".join(filter(None, parts)),
        note=dataset.translated(decision.note),
        sources=source_views(decision.sources),
    )


def _entry(dataset: Dataset, decision: Decision, caused: Iterable[JointChange]) -> DecisionEntry:
    zone, titles = dataset.package.zone, dataset.record.decisions
    replaced = dataset.replacements().get(decision.id)
    view = decision_view(dataset, decision)
    return DecisionEntry(
        year=f"{decision.decided.start.astimezone(zone).year:04}",
        decision=view,
        replaces=[(id_, dataset.translated(titles[id_].title)) for id_ in decision.replaces],
        successor=replaced.decision.id if replaced else "",
        law=dataset.translated(decision.legal_basis),
        facts=[(term, text) for term, text in _facts(dataset, decision, view) if text],
        changes=[_caused(change, zone) for change in caused],
    )


def _facts(dataset: Dataset, decision: Decision, view: DecisionView) -> Iterator[tuple[str, str]]:
    """Pairs of a term and its text, which is empty where there is nothing to say."""
    package = dataset.package
    announced = decision.announced and wording.when(decision.announced, package.zone)
    sides = [dataset.translated(package.sides[side]) for side in decision.sides]
    # Translators: what stands before the facts of a decision
    yield gettext("Decided"), view.decided
    yield gettext("Announced"), announced or ""
    # Translators: the sides of the frontier for which a decision was made
    yield pgettext("decision", "For"), wording.listed(sides)
    # Translators: such as: In effect: from 18 November 2023
    yield gettext("In effect"), view.effect
    # Translators: such as: Meant to hold: until the end of 14 January 2024
    yield gettext("Meant to hold"), view.meant


def _caused(change: JointChange, zone: ZoneInfo) -> CausedChange:
    return CausedChange(
        crossings=[(crossing.id, wording.name(crossing)) for crossing in change.crossings],
        service=wording.service(change.service),
        change=wording.status_change(change.before, change.after),
        day=change.at.astimezone(zone).date(),
        at=wording.start(change.at, zone),
    )
