"""The decision behind a measure in a line, and how well the measure is supported."""

from __future__ import annotations

from borders import language
from borders.language import gettext
from borders.model import Decision, Measure
from borders.query.dataset import Dataset
from borders.views import wording


def decided_words(dataset: Dataset, measure: Measure | None) -> str:
    """The decision behind a measure in a line; empty where there is no measure."""
    return decision_line(dataset, measure.decision) if measure else ""


def decision_line(dataset: Dataset, decision: Decision) -> str:
    """A decision, who made it and when, e.g. "Decision 1 (Government, 16 November 2023)"."""
    # Translators: a decision, who made it, and when
    return gettext(
        "{title} ({authority}, {day})",
        title=dataset.translated(decision.title),
        authority=dataset.translated(decision.authority),
        day=wording.when(decision.decided, dataset.package.zone),
    )


def confidence_words(dataset: Dataset, measure: Measure | None) -> str:
    """How well a measure is supported, e.g. "primary; clock time secondary"; empty without one."""
    if measure is None:
        return ""
    note = dataset.translated(measure.confidence_note)
    return language.joined("; ", (wording.confidence(measure.confidence), note))
