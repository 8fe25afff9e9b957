"""What backs a status, in words: the decision, its documents, how well they support it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from borders import language
from borders.language import gettext
from borders.model import Decision, Measure, Source
from borders.query.dataset import Dataset
from borders.views import wording


class SourceView(NamedTuple):
    """A document as a reader is shown it.

    `text` cites it in full and `short` by publisher and date alone. `language` is the code of the
    language in which it is written.
    """

    text: str
    short: str
    url: str | None
    language: str


def documents(*measures: Measure | None) -> list[Source]:
    """The documents behind measures, as far as there are any, each once."""
    cited = (source for measure in measures if measure for source in measure.documents)
    return list({source.id: source for source in cited}.values())


def source_views(sources: Iterable[Source]) -> list[SourceView]:
    """Documents as a reader is shown them, in the reader's language."""
    return [_source_view(source, language.active()) for source in sources]


@lru_cache(maxsize=4096)  # most documents are behind many statements
def _source_view(source: Source, _code: str) -> SourceView:
    text, short = wording.source(source), wording.source_in_short(source)
    return SourceView(text, short, source.url or None, source.language)


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
