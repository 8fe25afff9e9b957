"""What any page, picture, feed or command shows: plain values, ready for JSON.

Nothing is computed after this. Instants are ISO 8601 with the offset of the package's zone, bounds
are half-open, and `None` is without bound. Keys are only ever added.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from borders import language
from borders import local_time as moments
from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Decision, Measure, Service, Source
from borders.query.dataset import Dataset
from borders.query.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.timeline.rules import held_until
from borders.timeline.spans import Span, runs
from borders.views import wording as words
from borders.views.style import LOOKS

if TYPE_CHECKING:
    from borders.query.statistics import FrontierTally, Stretch

View = dict[str, Any]

_RANKS = {service: rank for rank, service in enumerate(Service)}


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

    def alike(change: Change) -> tuple[Any, ...]:
        measure = change.after.measure
        decision = measure.decision.id if measure else ""
        return change.at, rank(change.service), change.before.status, change.after.status, decision

    views = []
    for (at, _, before, after, _), group in groupby(sorted(found, key=alike), key=alike):
        entries = list(group)
        measure = entries[0].after.measure
        cited = {s.id: s for entry in entries for s in documents(entry.after.measure)}
        views.append(
            {
                "at": iso(dataset, at),
                "service": str(entries[0].service),
                "from": str(before),
                "to": str(after),
                "crossings": [entry.crossing.id for entry in entries],
                "names": [words.name(entry.crossing) for entry in entries],
                "decision": measure and decision_facts(dataset, measure.decision),
                "sources": [source_facts(source) for source in cited.values()],
            }
        )
    return views


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


def stretch(found: Stretch) -> View:
    """A stretch of frontier: the names of its ends, and its length in km of chainage."""
    return {
        # Translators: after the word from
        "from": words.name(found.start) if found.start else gettext("the southern end"),
        # Translators: after the word to
        "to": words.name(found.end) if found.end else gettext("the northern end"),
        "km": round(found.length_m / 1000, 1),
    }


def steps(dataset: Dataset, found: FrontierTally) -> list[View]:
    """How many points were open, run by run."""
    return [
        {
            "from": iso(dataset, run.start),
            "until": iso(dataset, run.end),
            "value": len(run.open),
        }
        for run in found.runs
    ]


def timelines(dataset: Dataset, last: date, as_of: When | None = None) -> View:
    """The timeline of every headline point, for a strip from the record's beginning to `last`.

    `axis` are the days at which the strip's scale changes. `planned` are the parts of a measure's
    planned validity that never came, because another decision replaced its own.
    """
    package = dataset.package
    last = max(last, package.focus[1] + timedelta(days=1))
    axis = [dataset.first_day, *package.focus, last]
    return {
        "frontier": dataset.translated(package.frontier_title),
        "axis": [day.isoformat() for day in axis],
        "rows": [
            _timeline_row(dataset, crossing, as_of)
            for crossing in reversed(list(dataset.record.crossings.values()))
            if crossing.principal
        ],
        "verified_through": package.verified_through.isoformat(),
        # Translators: {letters} are such as: O open, R restricted
        "legend": gettext(
            "{letters}; a dashed line that ends in a cross is a planned end that never came.",
            letters=", ".join(f"{look.letter} {look.label.lower()}" for look in LOOKS.values()),
        ),
        "verified_words": verified_words(dataset, verified=True),
    }


def known_from(dataset: Dataset, answer: ServiceStatus) -> View:
    """What is added to an answer that nothing is known: from when on something is, if ever."""
    if answer.measure is not None:
        return {}
    timeline = dataset.timeline(answer.crossing.id, answer.service, answer.as_of)
    return {"known_from": iso(dataset, timeline.known_from)}


def begins_words(dataset: Dataset, at: When) -> str:
    """From when the record knows anything, if a moment is before that; else nothing."""
    if dataset.begins is None or at.reaches(dataset.begins):
        return ""
    start = words.start(dataset.begins, dataset.package.zone)
    return gettext("The record begins on {day}; before that every status is unknown.", day=start)


def _timeline_row(dataset: Dataset, crossing: Crossing, as_of: When | None) -> View:
    service, ends = crossing.main_service, dataset.replacements(as_of)
    timeline = dataset.timeline(crossing.id, service, as_of)
    governing = {span.measure.row: span.measure for span in timeline.spans if span.measure}
    planned = []
    for measure in governing.values():
        stop = held_until(measure, ends)
        if stop and stop != measure.end and measure.end and measure.start < stop:
            planned.append({"from": iso(dataset, stop), "until": iso(dataset, measure.end)})
    return {
        "crossing": crossing.id,
        "name": words.name(crossing),
        "spans": [
            {
                "status": str(run.status),
                "from": iso(dataset, run.start),
                "until": iso(dataset, run.end),
            }
            for run in runs(timeline.spans)
        ],
        "planned": planned,
    }


def verified_words(dataset: Dataset, *, verified: bool) -> str:
    """To which date the record was checked, and what that means for the time shown."""
    through = words.day(dataset.package.verified_through)
    if verified:
        return gettext("Record verified through {day}.", day=through)
    return gettext(
        "Not verified: the record was checked through {day}; the last status is carried on.",
        day=through,
    )


def looks() -> list[View]:
    """The legend: every status with its look."""
    return [
        {
            "status": str(status),
            "label": look.label,
            "letter": look.letter,
            "fill": look.fill,
            "ink": look.ink,
            "stroke": look.stroke,
            "shape": look.shape,
        }
        for status, look in LOOKS.items()
    ]


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


def rank(service: Service) -> int:
    """The place of a service in a list: road first."""
    return _RANKS[service]


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


def documents(measure: Measure | None) -> list[Source]:
    """The documents behind a measure, if there is one."""
    return measure.documents if measure else []


def source_words(sources: Iterable[Source]) -> list[View]:
    """Documents as a reader is shown them: in full, in short, and where they are."""
    return [
        {
            "text": words.source(source),
            "short": words.source_in_short(source),
            "url": source.url or None,
            "language": source.language,
        }
        for source in sources
    ]


def iso(dataset: Dataset, instant: datetime | None) -> str | None:
    """An instant as ISO 8601 with the package's offset; `None` stays `None`."""
    return None if instant is None else moments.iso(instant, dataset.package.zone)
