"""The decision behind a measure in a line, and how well the measure is supported."""

from __future__ import annotations

from borders import language
from borders.language import gettext
from borders.model import Measure
from borders.query.dataset import Dataset
from borders.views import wording as words


def decided_words(dataset: Dataset, measure: Measure | None) -> str:
    """The decision behind a measure, with who made it and when."""
    if measure is None:
        return ""
    return decision_words(
        dataset.translated(measure.decision.title),
        dataset.translated(measure.decision.authority),
        words.when(measure.decision.decided, dataset.package.zone),
    )


def decision_words(title: str, authority: str, day: str) -> str:
    """Which decision it is, such as: Decision 1 (Government of Finland, 16 November 2023)."""
    # Translators: a decision, who made it, and when
    return gettext("{title} ({authority}, {day})", title=title, authority=authority, day=day)


def confidence_words(dataset: Dataset, measure: Measure | None) -> str:
    """How well a measure is supported, and what of it better or worse."""
    if measure is None:
        return ""
    note = dataset.translated(measure.confidence_note)
    return language.joined("; ", (words.confidence(measure.confidence), note))
