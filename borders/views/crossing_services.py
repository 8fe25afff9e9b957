"""The services of a crossing point on its page: how each is now, and its whole history."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import NamedTuple

from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus
from borders.timeline.spans import Span
from borders.views import wording
from borders.views.backing import (
    SourceView,
    confidence_words,
    decided_words,
    documents,
    source_views,
)
from borders.views.duration import outcome_sentence, span_sentence, status_sentence
from borders.views.governing import contested
from borders.views.style import LOOKS


class ServiceNow(NamedTuple):
    """A service at the end of the last day, in words; a text is empty if there is nothing to say.

    `sentence` is the status, since when, by which decision, and its planned end; `outcome` says how
    long it lasted where that was not as planned. `claims` are the ids of those that say otherwise.
    """

    service: Service
    name: str
    status: Status
    sentence: str
    clocks: str
    outcome: str
    note: str
    decision: str
    decision_id: str
    confidence: str
    sources: list[SourceView]
    claims: list[str]


class HistorySpan(NamedTuple):
    """A span of a service's timeline in words; `held` is its planned end and its true one.

    `day` is the local day on which it begins; `None` is without bound.
    """

    status: Status
    label: str
    day: date | None
    since: str
    held: str
    note: str
    decision: str
    decision_id: str
    confidence: str
    sources: list[SourceView]


class ServiceHistory(NamedTuple):
    """A service and the spans of its timeline by the year in which they begin, the latest first.

    The year of a span without a beginning is empty.
    """

    service: Service
    label: str
    years: list[tuple[str, list[HistorySpan]]]


def services_now(dataset: Dataset, crossing: Crossing, last: date) -> list[ServiceNow]:
    """Every service of a crossing at the end of the day `last`, the main one first."""
    return [
        _service_now(dataset, dataset.status(crossing.id, last, service))
        for service in crossing.services
    ]


def service_histories(dataset: Dataset, crossing: Crossing) -> list[ServiceHistory]:
    """The whole history of every service of a crossing, the main one first."""
    return [_history(dataset, crossing, service) for service in crossing.services]


def _service_now(dataset: Dataset, answer: ServiceStatus) -> ServiceNow:
    measure, claims = answer.measure, dataset.record.claims
    decision_id = measure.decision.id if measure else ""
    return ServiceNow(
        service=answer.service,
        name=wording.service(answer.service),
        status=answer.status,
        sentence=status_sentence(answer),
        clocks=_clocks(answer),
        outcome=outcome_sentence(answer),
        note=dataset.translated(measure.note) if measure else "",
        decision=decided_words(dataset, measure),
        decision_id=decision_id,
        confidence=confidence_words(dataset, measure),
        sources=source_views(documents(measure)),
        claims=contested(claims, decision_id, [answer.crossing.id]),
    )


def _clocks(answer: ServiceStatus) -> str:
    """The hour on each side at which a status began, where its sentence tells an hour."""
    zone, since = answer.package.zone, answer.since
    if since is None or wording.start(since, zone) == wording.day(since.astimezone(zone)):
        return ""
    return wording.clocks(since, answer.package)


def _history(dataset: Dataset, crossing: Crossing, service: Service) -> ServiceHistory:
    spans = [
        _history_span(dataset, span)
        for span in reversed(dataset.timeline(crossing.id, service).spans)
        if span.measure or span.start
    ]
    years = groupby(spans, key=lambda span: f"{span.day.year:04}" if span.day else "")
    return ServiceHistory(
        service, wording.service(service), [(year, list(group)) for year, group in years]
    )


def _history_span(dataset: Dataset, span: Span) -> HistorySpan:
    measure, zone = span.measure, dataset.package.zone
    return HistorySpan(
        status=span.status,
        label=LOOKS[span.status].label,
        day=span.start.astimezone(zone).date() if span.start else None,
        since=wording.since(span.start, zone),
        held=span_sentence(span, zone),
        note=dataset.translated(measure.note) if measure else "",
        decision=decided_words(dataset, measure),
        decision_id=measure.decision.id if measure else "",
        confidence=confidence_words(dataset, measure),
        sources=source_views(documents(measure)),
    )
