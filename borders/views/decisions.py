"""The decisions: what each closed and opened, how long it was meant to hold, what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from borders import language
from borders.language import gettext, pgettext
from borders.local_time import When
from borders.model import Decision
from borders.query.dataset import Dataset
from borders.views import wording as words
from borders.views.answers import ChangeGroup, View, change_groups
from borders.views.sources import source_words


def decisions(dataset: Dataset) -> list[View]:
    """Every decision, the latest first: what it closed and opened, and how long it held."""
    found = sorted(
        dataset.record.decisions.values(), key=lambda d: (d.decided.start, d.id), reverse=True
    )
    caused: dict[str, list[ChangeGroup]] = {}
    for change in change_groups(dataset.changes()):
        if change.decision:
            caused.setdefault(change.decision.id, []).append(change)
    zone, entries = dataset.package.zone, []
    for decision in found:
        view = decision_words(dataset, decision)
        replaced = [
            dataset.translated(dataset.record.decisions[id_].title) for id_ in decision.replaces
        ]
        sides = [dataset.translated(dataset.package.sides[side]) for side in decision.sides]
        facts = [
            # Translators: what stands before the facts of a decision
            (gettext("Decided"), view["decided"]),
            (gettext("Announced"), decision.announced and words.when(decision.announced, zone)),
            # Translators: the sides of the frontier for which a decision was made
            (pgettext("decision", "For"), words.listed(sides)),
            # Translators: such as: In effect: from 18 November 2023
            (gettext("In effect"), view["effect"]),
            (gettext("Replaces"), language.joined("; ", replaced)),
            # Translators: such as: Meant to hold: until the end of 14 January 2024
            (gettext("Meant to hold"), view["meant"]),
            (gettext("What became of it"), view["fate"]),
            *(
                (gettext("Changed"), line)
                for line in _change_lines(dataset, caused.get(decision.id, []))
            ),
        ]
        entries.append(
            view
            | {
                "law": dataset.translated(decision.legal_basis),
                "facts": [(term, text) for term, text in facts if text],
            }
        )
    return entries


def _change_lines(dataset: Dataset, changes: list[ChangeGroup]) -> Iterator[str]:
    for change in changes:
        at = words.start(change.at, dataset.package.zone)
        names = words.listed([words.name(crossing) for crossing in change.crossings])
        service = words.service(change.service)
        before, after = words.status(change.before), words.status(change.after)
        yield f"{names} ({service}): {before} → {after}, {at}"


def decision_words(dataset: Dataset, decision: Decision, as_of: When | None = None) -> View:
    """A decision in words: who and when, from when, how long it was meant to hold, its fate."""
    zone, ends = dataset.package.zone, dataset.replacements(as_of)
    planned = {measure.end for measure in dataset.record.measures.of_decision(decision)}
    # Translators: between planned ends, such as: until 8 May 2022 or until further notice
    meant = gettext(" or ").join(sorted(words.until(end, zone) for end in planned))
    fate = ""
    if decision.id in ends:
        effective, successor = ends[decision.id]
        told = {
            "moment": words.start(effective, zone),
            "day": words.when(successor.decided, zone),
        }
        if any(end is None or effective < end for end in planned):
            fate = gettext("replaced {moment} by the decision of {day}", **told)
        else:
            fate = gettext("followed {moment} by the decision of {day}", **told)
    effective_words = words.start(decision.effective, zone) if decision.effective else ""
    return {
        "id": decision.id,
        "title": dataset.translated(decision.title),
        "decided": words.when(decision.decided, zone),
        "authority": dataset.translated(decision.authority),
        "effect": effective_words and gettext("from {moment}", moment=effective_words),
        "meant": meant,
        "fate": fate,
        "text": "; ".join(
            filter(
                None,
                (
                    effective_words and gettext("in effect from {moment}", moment=effective_words),
                    # Translators: {until} is such as: until the end of 14 January 2024
                    meant and gettext("meant {until}", until=meant),
                    fate,
                ),
            )
        ),
        "note": dataset.translated(decision.note),
        "sources": source_words(decision.sources),
    }
