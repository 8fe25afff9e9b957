"""The answers of the commands as JSON objects, and what the interface for programs shares of them.

This is where the keys are written, which others rely on: they are only ever added. Instants are ISO
8601 with the offset of the package's zone, bounds are half-open `[from, until)`, and `None` is
without bound. Texts are as the record has them, in English, but for the sentences of an
explanation, which are in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from borders.export.serialise import Json, iso
from borders.model import Claim, Decision, Package, Source
from borders.query.dataset import Dataset
from borders.query.slices import CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.timeline.spans import Span
from borders.views.backing import documents
from borders.views.changes import JointChange
from borders.views.explanation import ExplainedMeasure, ExplainedSide, Explanation
from borders.views.history import History, HistorySpan

_SOURCE_KEYS = ("id", "title", "publisher", "url", "published", "language", "form", "original")

References = Literal["full", "id"]
"""Whether a decision or a source is written as an object in full, or as its id."""


def standing(package: Package) -> Json:
    """How far the record can be trusted, which every answer says; null where it does not say."""
    return {"standing": package.standing and str(package.standing)}


def status(dataset: Dataset, answer: ServiceStatus, references: References = "full") -> Json:
    """The status of a service at an instant or on a day."""
    zone, measure = dataset.package.zone, answer.measure
    return {
        "crossing": answer.crossing.id,
        "name": answer.crossing.name,
        "service": str(answer.service),
        "at": answer.at.iso(zone),
        "as_of": answer.as_of and answer.as_of.iso(zone),
        "status": str(answer.status),
        "changed": answer.changed,
        "since": iso(answer.since, zone),
        "until": iso(answer.until, zone),
        "announced_until": iso(measure and measure.end, zone),
        "announced_until_known": measure and measure.end_known,
        "open_now": answer.open_now,
        "hours": (measure and measure.hours) or None,
        "spans": [span(part, zone) for part in answer.spans],
        "decision": measure and decision(measure.decision, zone, references),
        "sources": sources(documents(measure), references),
        "confidence": measure and str(measure.confidence),
        "confidence_note": (measure and measure.confidence_note) or None,
        "note": (measure and measure.note) or None,
        "verified": answer.verified,
        "verified_through": dataset.package.verified_through.isoformat(),
    }


def status_in_brief(answer: ServiceStatus, zone: ZoneInfo) -> Json:
    """The part of a status that differs from day to day."""
    return {
        "crossing": answer.crossing.id,
        "service": str(answer.service),
        "status": str(answer.status),
        "changed": answer.changed,
        "since": iso(answer.since, zone),
    }


def explained_status(
    dataset: Dataset, answer: ServiceStatus, explanation: Explanation | None = None
) -> Json:
    """The answer of `borders status`, with its explanation if there is one.

    `decided_that_day` is true as of an instant of the day of the governing decision, if its hour is
    not known. `others` are other services by road, or on foot. `clocks` has the instant that was
    asked, or on a day that of its change, in the zone of each side if they differ. Where nothing is
    known, `known_from` is the first instant at which something is.
    """
    package, zone, view = dataset.package, dataset.package.zone, status(dataset, answer)
    view["decided_that_day"] = answer.decided_that_day
    view |= home(dataset)
    told = answer.told_instant
    view["clocks"] = {each.key: iso(told, each) for each in (package.clocks(told) if told else ())}
    view["others"] = [status_in_brief(each, zone) for each in dataset.beside(answer)]
    if answer.measure is None:
        view["known_from"] = iso(answer.timeline.known_from, zone)
    if explanation:
        view["explanation"] = _explanation(explanation, zone)
    return view


def home(dataset: Dataset) -> Json:
    """Which frontier an answer is of, whose local time its instants are in, how it stands."""
    package = dataset.package
    return {"frontier": dataset.name, "timezone": package.zone.key, **standing(package)}


def crossings(dataset: Dataset, at: Slice) -> Json:
    """Every crossing point from south to north, and the frontier, as `borders crossings` prints."""
    line = dataset.frontier
    return {
        "frontier": {
            "title": dataset.package.frontier_title,
            "length_m": round(line.length_m, 1),
            "parts": {name: round(m, 1) for name, m in line.part_lengths_m.items()},
        },
        "crossings": [crossing(dataset, entry) for entry in at.crossings],
        "known_from": iso(dataset.begins, dataset.package.zone),
        **standing(dataset.package),
    }


def crossing(dataset: Dataset, entry: CrossingSlice) -> Json:
    """The facts of a crossing point, its place, and the status of its main service."""
    point, main, zone = entry.crossing, entry.main, dataset.package.zone
    lon, lat = point.position or (None, None)
    return {
        "crossing": point.id,
        "name": point.name,
        "names": dict(point.names),
        "opposite": dict(point.opposite),
        "also_known_as": list(point.also_known_as),
        "way": point.way,
        "class": point.category,
        "services": [str(service) for service in point.services],
        "principal": point.principal,
        "lon": lon,
        "lat": lat,
        "position": point.position_confidence,
        "position_note": point.position_note or None,
        **linear_position(dataset, point.id),
        "municipality": point.municipality,
        "region": point.region,
        "opposite_region": point.opposite_region or None,
        "road": point.road or None,
        "unlocode": point.unlocode or None,
        "note": point.note or None,
        "at": main.at.iso(zone),
        "status": str(main.status),
        "since": iso(main.since, zone),
        "verified": main.verified,
    }


def linear_position(dataset: Dataset, crossing: str) -> Json:
    """Where a crossing, given by its id, lies along the frontier and how far from it, in metres."""
    place = dataset.linear_positions.get(crossing)
    return {
        "chainage_m": place and round(place.chainage_m, 1),
        "offset_m": place and round(place.offset_m, 1),
    }


def history(dataset: Dataset, answer: History) -> Json:
    """Every span of a service, as `borders history` prints."""
    zone = dataset.package.zone
    return {
        "crossing": answer.crossing.id,
        "name": answer.crossing.name,
        "service": str(answer.service),
        "as_of": answer.as_of and answer.as_of.iso(zone),
        "spans": [history_span(entry, zone) for entry in answer.spans],
        "verified_through": dataset.package.verified_through.isoformat(),
        **home(dataset),
    }


def history_span(entry: HistorySpan, zone: ZoneInfo, references: References = "full") -> Json:
    """A span with the decision that governs it and what became of that."""
    measure, successor = entry.span.measure, entry.replaced_by
    return {
        **span(entry.span, zone),
        "decision": measure and decision(measure.decision, zone, references),
        "announced_until": iso(measure and measure.end, zone),
        "announced_until_known": measure and measure.end_known,
        "held_until": iso(entry.held_until, zone),
        "replaced_by": successor and decision(successor, zone, references),
        "confidence": measure and str(measure.confidence),
        "note": (measure and measure.note) or None,
        "sources": sources(documents(measure), references),
    }


def span(part: Span, zone: ZoneInfo) -> Json:
    """A span of a timeline: its status, its bounds and the id of the decision that governs."""
    return {
        "status": str(part.status),
        "from": iso(part.start, zone),
        "until": iso(part.end, zone),
        "decision": part.measure and part.measure.decision.id,
    }


def change(group: JointChange, zone: ZoneInfo, references: References = "full") -> Json:
    """The crossings at which a service changed at an instant, and by which decision."""
    return {
        **change_in_brief(group, zone),
        "names": [point.name for point in group.crossings],
        "decision": group.decision and decision(group.decision, zone, references),
        "sources": sources(group.sources, references),
    }


def change_in_brief(group: JointChange, zone: ZoneInfo) -> Json:
    """A change without the names of the crossings, the decision and the documents."""
    return {
        "at": iso(group.at, zone),
        "service": str(group.service),
        "from": str(group.before),
        "to": str(group.after),
        "crossings": [point.id for point in group.crossings],
    }


def difference(pair: Difference, zone: ZoneInfo) -> Json:
    """A service whose status differs at two times, as `borders diff` prints."""
    before, after = pair
    measure = after.measure
    return {
        "crossing": after.crossing.id,
        "name": after.crossing.name,
        "service": str(after.service),
        "from": str(before.status),
        "to": str(after.status),
        "since": iso(after.since, zone),
        "decision": measure and decision(measure.decision, zone),
        "sources": sources(documents(measure)),
    }


def nearby(near: Nearby, zone: ZoneInfo) -> Json:
    """An open crossing near a position, as `borders nearest` prints."""
    answer = near.status
    return {
        "crossing": answer.crossing.id,
        "name": answer.crossing.name,
        "service": str(answer.service),
        "distance_m": round(near.distance_m),
        "bearing_deg": round(near.bearing_deg, 1),
        "along_frontier_m": round(near.along_m),
        "open_now": answer.open_now,
        "since": iso(answer.since, zone),
        "verified": answer.verified,
    }


def claim(entry: Claim) -> Json:
    """A contested claim, as `borders claims` prints."""
    return {
        "id": entry.id,
        "claim": entry.claim,
        "verdict": str(entry.verdict),
        "record": entry.record,
        "reason": entry.reason,
        "crossings": list(entry.crossings),
        "decisions": list(entry.decisions),
        "sources": sources(entry.sources),
        "evidence": sources(entry.evidence),
    }


def decision(entry: Decision, zone: ZoneInfo, references: References = "full") -> Json | str:
    """Which decision it is, who made it and when; or its id."""
    if references == "id":
        return entry.id
    return {
        "id": entry.id,
        "decided_at": entry.decided.iso(zone),
        "title": entry.title,
        "authority": entry.authority,
        "sides": list(entry.sides),
    }


def sources(entries: Iterable[Source], references: References = "full") -> Sequence[Json | str]:
    """Which documents they are, where, and of whose text one is a copy; or their ids."""
    if references == "id":
        return [entry.id for entry in entries]
    return [{key: getattr(entry, key) or None for key in _SOURCE_KEYS} for entry in entries]


def _explanation(explanation: Explanation, zone: ZoneInfo) -> Json:
    return {
        "at": iso(explanation.at, zone),
        "at_end_of_day": explanation.at_end_of_day,
        "side": explanation.decisive_side,
        "why": list(explanation.reasons),
        "sides": [_explained_side(side, zone) for side in explanation.sides],
        "changes": [change(group, zone) for group in explanation.changes],
        "claims": [claim(entry) for entry in explanation.claims],
    }


def _explained_side(side: ExplainedSide, zone: ZoneInfo) -> Json:
    return {
        "side": side.standing.side,
        "name": side.name,
        "status": str(side.status),
        "spoke": side.standing.spoke,
        "measures": [_explained_measure(entry, zone) for entry in side.measures],
    }


def _explained_measure(entry: ExplainedMeasure, zone: ZoneInfo) -> Json:
    weighed, measure = entry.weighed, entry.weighed.measure
    return {
        "standing": str(weighed.standing),
        "holds": weighed.standing.holds,
        "planned": entry.planned,
        "reason": entry.reason,
        "by": weighed.by and decision(weighed.by, zone),
        "status": str(measure.status),
        "from": iso(measure.start, zone),
        "announced_until": iso(measure.end, zone),
        "announced_until_known": measure.end_known,
        "held_until": iso(weighed.held_until, zone),
        "decision": decision(measure.decision, zone),
        "confidence": str(measure.confidence),
        "confidence_note": measure.confidence_note or None,
        "note": measure.note or None,
        "sources": sources(measure.documents),
    }
