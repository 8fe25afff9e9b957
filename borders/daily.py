"""A slice in words: what its page, its picture and its map show.

Nothing is computed after this.
"""

from __future__ import annotations

from itertools import groupby

from borders import views, words
from borders.announcements import changes_by_decision
from borders.dataset import Dataset
from borders.model import Decision, Status
from borders.moments import When
from borders.slices import CrossingSlice, ServiceStatus, Slice
from borders.style import LOOKS, SERVICE_LABELS
from borders.views import View


def day(dataset: Dataset, at: Slice) -> View:
    """Everything the map and the page of a slice show, in words where a person reads it."""
    zone = dataset.package.zone
    changed = dataset.changes(at.at, at.at, at.as_of) if at.at.day else []
    return {
        "at": at.at.iso(zone),
        "as_of": at.as_of and at.as_of.iso(zone),
        "date": at.at.last_day(zone).isoformat(),
        "when": words.when(at.at, zone),
        "as_of_words": words.as_of(at.as_of, zone),
        "timezone": zone.key,
        "frontier": dataset.package.frontier_title,
        "headline": _headline_words(at),
        "counts": {str(status): count for status, count in at.counts.items()},
        "changes": changes_by_decision(dataset, changed),
        "stretches": _stretches(dataset, at),
        "crossings": (entries := [_entry(dataset, entry) for entry in at.crossings]),
        "decisions": _decisions_words(dataset, entries, at.as_of),
        "verified": at.verified,
        "verified_words": views.verified_words(dataset, verified=at.verified),
        "attribution": dataset.package.attribution,
    }


def _entry(dataset: Dataset, entry: CrossingSlice) -> View:
    crossing = entry.crossing
    lon, lat = crossing.position or (None, None)
    opposite = crossing.opposite_name
    return {
        "id": crossing.id,
        "name": crossing.name,
        "opposite": opposite if opposite != crossing.name else None,
        "way": crossing.way,
        "principal": crossing.principal,
        "lon": lon,
        "lat": lat,
        "position_note": crossing.position_note or None,
        "place": ", ".join(filter(None, (crossing.municipality, crossing.region))),
        "services": [_service_words(dataset, service) for service in entry.services],
    }


def _service_words(dataset: Dataset, answer: ServiceStatus) -> View:
    zone, measure = dataset.package.zone, answer.measure
    known = answer.status is not Status.UNKNOWN or measure is not None
    planned = measure.end if measure and measure.end != answer.until else None
    return {
        "service": str(answer.service),
        "service_label": SERVICE_LABELS[answer.service],
        "status": str(answer.status),
        "label": LOOKS[answer.status].label,
        "changed": answer.changed,
        "before": str(answer.before),
        "clock": words.clock(answer.since, zone) if answer.changed and answer.since else "",
        "since": words.since(answer.since, zone) if known else "nothing is known",
        "until": words.until(answer.until, zone) if known else "",
        "planned": f"then announced {words.until(planned, zone)}" if planned else "",
        "spans": _parts_words(dataset, answer) if answer.changed else [],
        "open_now": answer.open_now,
        "hours": (measure and measure.hours) or "",
        "sentence": _sentence(dataset, answer),
        "chain": _chain(dataset, answer),
        "decision": views.decided_words(dataset, measure),
        "confidence": views.confidence_words(measure),
        "note": measure.note if measure else "",
        "sources": views.source_words(views.documents(measure)),
    }


def _sentence(dataset: Dataset, answer: ServiceStatus) -> str:
    """Such as: Closed since 15 December 2023 · until further notice · decision of 16 April 2025."""
    zone, measure = dataset.package.zone, answer.measure
    if measure is None:
        return f"{LOOKS[answer.status].label}: no source says anything"
    count = len(views.documents(measure))
    return " · ".join(
        [
            f"{LOOKS[answer.status].label} {words.since(answer.since, zone)}",
            words.until(answer.until, zone),
            f"decision of {words.when(measure.decision.decided, zone)}",
            f"{count} {'source' if count == 1 else 'sources'}",
        ]
    )


def _chain(dataset: Dataset, answer: ServiceStatus) -> list[str]:
    """The ids of the decisions behind the unbroken run of this status, the governing one first."""
    timeline = dataset.timeline(answer.crossing.id, answer.service, answer.as_of)
    start = answer.since
    last = answer.at.end if answer.at.day else answer.at.start
    run = [
        span.measure.decision.id
        for span in timeline.spans
        if span.measure
        and span.start
        and (start is None or span.start >= start)
        and (span.start < last or (not answer.at.day and span.start <= last))
    ]
    return list(dict.fromkeys(reversed(run)))


def _parts_words(dataset: Dataset, answer: ServiceStatus) -> list[str]:
    """The parts of a day that saw a change, such as: open until 20:00."""
    zone = dataset.package.zone
    runs: list[str] = []
    for _, group in groupby(answer.spans, key=lambda span: span.status):
        spans = list(group)
        text = words.status(spans[0].status)
        start, end = spans[0].start, spans[-1].end
        if (start and start > answer.at.start) or (not runs and answer.since == start):
            text += f" from {words.clock(start, zone)}" if start else ""
        if end and end < answer.at.end:
            text += f" until {words.clock(end, zone)}"
        runs.append(text)
    return runs


def _headline_words(at: Slice) -> str:
    """Such as: 0 of 8 road crossings open, 8 restricted."""
    counts = at.counts
    ways = {entry.crossing.way for entry in at.crossings if entry.crossing.principal}
    kind = f"{ways.pop()} crossings" if len(ways) == 1 else "crossings"
    others = [
        f", {counts[status]} {words.status(status)}"
        for status in (Status.RESTRICTED, Status.UNKNOWN)
        if counts[status]
    ]
    return f"{counts[Status.OPEN]} of {sum(counts.values())} {kind} open{''.join(others)}"


def _decisions_words(dataset: Dataset, entries: list[View], as_of: When | None) -> list[View]:
    """The decisions that the entries name, the latest first: what each meant, and its fate."""
    named = {id_ for entry in entries for service in entry["services"] for id_ in service["chain"]}
    found = [dataset.record.decisions[id_] for id_ in named]
    found.sort(key=lambda decision: (decision.decided.start, decision.id), reverse=True)
    return [decision_words(dataset, decision, as_of) for decision in found]


def decision_words(dataset: Dataset, decision: Decision, as_of: When | None = None) -> View:
    """A decision in words: who and when, from when, how long it was meant to hold, its fate."""
    zone, ends = dataset.package.zone, dataset.ends(as_of)
    planned = {m.end for m in dataset.record.measures if m.decision is decision}
    meant = " or ".join(sorted(words.until(end, zone) for end in planned))
    fate = ""
    if decision.id in ends:
        effective, successor = ends[decision.id]
        early = any(end is None or effective < end for end in planned)
        fate = f"{'replaced' if early else 'followed'} {words.start(effective, zone)}"
        fate += f" by the decision of {words.when(successor.decided, zone)}"
    effect = f"in effect from {words.start(decision.effective, zone)}" if decision.effective else ""
    return {
        "id": decision.id,
        "title": decision.title,
        "decided": words.when(decision.decided, zone),
        "authority": decision.authority,
        "effect": effect,
        "meant": meant,
        "fate": fate,
        "text": "; ".join(filter(None, (effect, f"meant {meant}" if meant else "", fate))),
        "note": decision.note,
        "sources": views.source_words(decision.sources),
    }


def _stretches(dataset: Dataset, at: Slice) -> View:
    """The stretches of frontier between neighbouring open headline points, in km of chainage."""
    open_points = [
        entry.crossing
        for entry in at.crossings
        if entry.crossing.principal and entry.main.status is Status.OPEN
    ]
    found = [views.stretch(one) for one in dataset.stretches(open_points)]
    longest = max(found, key=lambda stretch: float(stretch["km"]))
    said = f"Longest stretch of frontier without an open crossing: {_stretch_words(longest)}."
    if len(found) > 1:
        said += f" Between open crossings: {'; '.join(map(_stretch_words, found))}."
    return {"all": found, "longest": longest, "words": said}


def _stretch_words(stretch: View) -> str:
    return f"{stretch['km']:,.1f} km, from {stretch['from']} to {stretch['to']}"
