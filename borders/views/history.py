"""The history of a service: every span of its timeline, and what became of each decision."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from borders.local_time import When
from borders.model import Crossing, Decision, Service
from borders.query.dataset import Dataset
from borders.timeline.rules import Replacements, held_until
from borders.timeline.spans import Span


class HistorySpan(NamedTuple):
    """A span of a timeline, and what became of the measure that governs it.

    `held_until` is when that measure stopped to hold, exclusive; `None` is without bound. Then
    `replaced_by` is the decision that ended it before its planned end, if one did.
    """

    span: Span
    held_until: datetime | None
    replaced_by: Decision | None


class History(NamedTuple):
    """All spans of one service of a crossing, in order, as known at `as_of` (`None`: now)."""

    crossing: Crossing
    service: Service
    as_of: When | None
    spans: tuple[HistorySpan, ...]


def service_history(
    dataset: Dataset, crossing: Crossing, service: Service, as_of: When | None = None
) -> History:
    """The history of a service that the crossing offers."""
    replacements = dataset.replacements(as_of)
    spans = dataset.timeline(crossing.id, service, as_of).spans
    return History(
        crossing, service, as_of, tuple(_history_span(span, replacements) for span in spans)
    )


def _history_span(span: Span, replacements: Replacements) -> HistorySpan:
    measure = span.measure
    if measure is None:
        return HistorySpan(span, None, None)
    end = held_until(measure, replacements)
    replacement = replacements.get(measure.decision.id)
    cut_short = replacement is not None and end == replacement.effective != measure.end
    return HistorySpan(span, end, replacement.decision if replacement and cut_short else None)
