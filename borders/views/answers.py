"""Answers that need more than one query: a service's history, and changes in groups.

Both are values. Text for terminals and pages and JSON for programs are made from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from borders import local_time
from borders.local_time import When
from borders.model import Crossing, Decision, Service, Source, Status
from borders.query.dataset import Dataset
from borders.query.slices import Change
from borders.timeline.rules import Replacements, held_until
from borders.timeline.spans import Span
from borders.views.sources import documents

_RANKS = {service: rank for rank, service in enumerate(Service)}


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


class ChangeGroup(NamedTuple):
    """The crossings at which a service went from one status to another at an instant.

    `decision` governs from then on; it is `None` where nothing does. `sources` are the documents
    behind it at all these crossings.
    """

    at: datetime
    service: Service
    before: Status
    after: Status
    crossings: tuple[Crossing, ...]
    decision: Decision | None
    sources: tuple[Source, ...]


def history(
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


def change_groups(changes: Iterable[Change]) -> list[ChangeGroup]:
    """Changes grouped by instant, service, both statuses and decision, in that order.

    Services are ordered as in `Service`, road first. The crossings of a group stay in the order of
    `changes`.
    """

    def key(change: Change) -> tuple[datetime, int, Status, Status, str]:
        decision = _decision(change)
        id_ = decision.id if decision else ""
        return change.at, rank(change.service), change.before.status, change.after.status, id_

    return [_change_group(list(group)) for _, group in groupby(sorted(changes, key=key), key=key)]


def _change_group(changes: list[Change]) -> ChangeGroup:
    first = changes[0]
    sources = {
        source.id: source for change in changes for source in documents(change.after.measure)
    }
    return ChangeGroup(
        first.at,
        first.service,
        first.before.status,
        first.after.status,
        tuple(change.crossing for change in changes),
        _decision(first),
        tuple(sources.values()),
    )


def _decision(change: Change) -> Decision | None:
    """The decision that governs after a change."""
    return change.after.measure.decision if change.after.measure else None


def rank(service: Service) -> int:
    """The place of a service in a list of several, from 0 for road."""
    return _RANKS[service]


# for views that still are dictionaries

View = dict[str, Any]


def iso(dataset: Dataset, instant: datetime | None) -> str | None:
    """An instant as ISO 8601 with the package's offset; `None` stays `None`."""
    return None if instant is None else local_time.iso(instant, dataset.package.zone)
