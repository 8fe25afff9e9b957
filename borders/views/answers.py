"""What any page, picture, feed or command shows: plain values, ready for JSON.

Nothing is computed after this. Instants are ISO 8601 with the offset of the package's zone, bounds
are half-open, and `None` is without bound. Keys are only ever added.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from borders import local_time as moments
from borders.local_time import When
from borders.model import Crossing, Decision, Service, Source, Status
from borders.query.dataset import Dataset
from borders.query.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.timeline.rules import held_until
from borders.timeline.spans import Span
from borders.views import wording as words
from borders.views.sources import documents

View = dict[str, Any]

_RANKS = {service: rank for rank, service in enumerate(Service)}


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


def status(dataset: Dataset, answer: ServiceStatus) -> View:
    """The answer of `borders status`; its keys are the interface that others rely on."""
    zone, measure = dataset.package.zone, answer.measure
    return {
        "crossing": answer.crossing.id,
        "name": words.name(answer.crossing),
        "service": str(answer.service),
        "at": answer.at.iso(zone),
        "as_of": answer.as_of and answer.as_of.iso(zone),
        "status": str(answer.status),
        "changed": answer.changed,
        "since": iso(dataset, answer.since),
        "until": iso(dataset, answer.until),
        "announced_until": iso(dataset, measure.end if measure else None),
        "open_now": answer.open_now,
        "hours": (measure and measure.hours) or None,
        "spans": [_span(dataset, span) for span in answer.spans],
        "decision": measure and decision_facts(dataset, measure.decision),
        "sources": [source_facts(source) for source in documents(measure)],
        "confidence": measure and str(measure.confidence),
        "confidence_note": (measure and dataset.translated(measure.confidence_note)) or None,
        "note": (measure and dataset.translated(measure.note)) or None,
        "verified": answer.verified,
        "verified_through": dataset.package.verified_through.isoformat(),
    }


def crossings(dataset: Dataset, at: Slice) -> list[View]:
    """Every crossing point, from south to north, with its main service's status."""
    return [
        _crossing(dataset, entry.crossing) | _headline(dataset, entry) for entry in at.crossings
    ]


def frontier(dataset: Dataset) -> View:
    """The line: its geodesic length and that of its parts, in metres."""
    return {
        "title": dataset.translated(dataset.package.frontier_title),
        "length_m": round(dataset.frontier.length_m, 1),
        "parts": {name: round(m, 1) for name, m in dataset.frontier.part_lengths_m.items()},
    }


def history(
    dataset: Dataset, crossing: Crossing, service: Service, as_of: When | None = None
) -> View:
    """The spans of one service in order, each with the decision that governs it and its fate."""
    zone, ends = dataset.package.zone, dataset.replacements(as_of)
    timeline = dataset.timeline(crossing.id, service, as_of)
    spans = []
    for span in timeline.spans:
        measure = span.measure
        view = _span(dataset, span)
        view["decision"] = measure and decision_facts(dataset, measure.decision)
        view["announced_until"] = iso(dataset, measure.end if measure else None)
        view["held_until"] = iso(dataset, held_until(measure, ends) if measure else None)
        view["replaced_by"] = None
        if measure and measure.decision.id in ends:
            effective, successor = ends[measure.decision.id]
            if held_until(measure, ends) == effective != measure.end:
                view["replaced_by"] = decision_facts(dataset, successor)
        view["confidence"] = measure and str(measure.confidence)
        view["note"] = (measure and dataset.translated(measure.note)) or None
        view["sources"] = [source_facts(source) for source in documents(measure)]
        spans.append(view)
    return {
        "crossing": crossing.id,
        "name": words.name(crossing),
        "service": str(service),
        "as_of": as_of and as_of.iso(zone),
        "spans": spans,
        "verified_through": dataset.package.verified_through.isoformat(),
    }


def changes(dataset: Dataset, found: Iterable[Change]) -> list[View]:
    """What changed, one entry per instant, service, new status and decision."""
    return [
        {
            "at": iso(dataset, change.at),
            "service": str(change.service),
            "from": str(change.before),
            "to": str(change.after),
            "crossings": [crossing.id for crossing in change.crossings],
            "names": [words.name(crossing) for crossing in change.crossings],
            "decision": change.decision and decision_facts(dataset, change.decision),
            "sources": [source_facts(source) for source in change.sources],
        }
        for change in change_groups(found)
    ]


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


def differences(dataset: Dataset, found: Iterable[Difference]) -> list[View]:
    """What is not the same at two times: from what to what, since when, by which decision."""
    return [
        {
            "crossing": pair.after.crossing.id,
            "name": words.name(pair.after.crossing),
            "service": str(pair.after.service),
            "from": str(pair.before.status),
            "to": str(pair.after.status),
            "since": iso(dataset, pair.after.since),
            "decision": pair.after.measure and decision_facts(dataset, pair.after.measure.decision),
            "sources": [source_facts(source) for source in documents(pair.after.measure)],
        }
        for pair in found
    ]


def nearest(dataset: Dataset, found: Iterable[Nearby]) -> list[View]:
    """Open crossings near a position: straight-line distance, bearing, way along the frontier."""
    return [
        {
            "crossing": near.status.crossing.id,
            "name": words.name(near.status.crossing),
            "service": str(near.status.service),
            "distance_m": round(near.distance_m),
            "bearing_deg": round(near.bearing_deg, 1),
            "along_frontier_m": round(near.along_m),
            "open_now": near.status.open_now,
            "since": iso(dataset, near.status.since),
            "verified": near.status.verified,
        }
        for near in found
    ]


def known_from(dataset: Dataset, answer: ServiceStatus) -> View:
    """What is added to an answer that nothing is known: from when on something is, if ever."""
    if answer.measure is not None:
        return {}
    timeline = dataset.timeline(answer.crossing.id, answer.service, answer.as_of)
    return {"known_from": iso(dataset, timeline.known_from)}


def _crossing(dataset: Dataset, crossing: Crossing) -> View:
    place = dataset.places.get(crossing.id)
    lon, lat = crossing.position or (None, None)
    return {
        "crossing": crossing.id,
        "name": words.name(crossing),
        "names": dict(crossing.names),
        "opposite": dict(crossing.opposite),
        "also_known_as": list(crossing.also_known_as),
        "way": crossing.way,
        "class": crossing.category,
        "services": [str(service) for service in crossing.services],
        "principal": crossing.principal,
        "lon": lon,
        "lat": lat,
        "position": dataset.translated(crossing.position_confidence),
        "position_note": dataset.translated(crossing.position_note) or None,
        "chainage_m": place and round(place.chainage_m, 1),
        "offset_m": place and round(place.offset_m, 1),
        "municipality": dataset.translated_name(crossing.municipality),
        "region": dataset.translated_name(crossing.region),
        "opposite_region": dataset.translated_name(crossing.opposite_region) or None,
        "road": crossing.road or None,
        "unlocode": crossing.unlocode or None,
        "note": dataset.translated(crossing.note) or None,
    }


def _headline(dataset: Dataset, entry: CrossingSlice) -> View:
    main = entry.main
    return {
        "at": main.at.iso(dataset.package.zone),
        "status": str(main.status),
        "since": iso(dataset, main.since),
        "verified": main.verified,
    }


def _span(dataset: Dataset, span: Span) -> View:
    return {
        "status": str(span.status),
        "from": iso(dataset, span.start),
        "until": iso(dataset, span.end),
        "decision": span.measure and span.measure.decision.id,
    }


def decision_facts(dataset: Dataset, decision: Decision) -> View:
    """Which decision it is: who made it and when."""
    return {
        "id": decision.id,
        "decided_at": decision.decided.iso(dataset.package.zone),
        "title": dataset.translated(decision.title),
        "authority": dataset.translated(decision.authority),
        "sides": list(decision.sides),
    }


def source_facts(source: Source) -> View:
    """Which document it is, where it is, and whether it is a copy."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url or None,
        "published": source.published or None,
        "language": source.language,
        "form": str(source.form),
        "original": source.original or None,
    }


def iso(dataset: Dataset, instant: datetime | None) -> str | None:
    """An instant as ISO 8601 with the package's offset; `None` stays `None`."""
    return None if instant is None else moments.iso(instant, dataset.package.zone)
