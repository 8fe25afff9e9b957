"""What any page, picture, feed or command shows: plain values, ready for JSON.

Nothing is computed after this. Instants are ISO 8601 with the offset of the package's zone, bounds
are half-open, and `None` is without bound. Keys are only ever added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from borders import moments, words
from borders.dataset import Dataset
from borders.model import Crossing, Decision, Measure, Service, Source, Status
from borders.moments import When
from borders.slices import Change, CrossingSlice, ServiceStatus, Slice, is_verified
from borders.style import LOOKS, SERVICE_LABELS
from borders.timeline import Span, held_until

View = dict[str, Any]

_IDS = UUID("5f0c2a0e-6d1b-4b7e-9a53-3f8f3c1f7f4d")  # readers know entries by it: never change it


def status(dataset: Dataset, answer: ServiceStatus) -> View:
    """The answer of `borders status`; its keys are the interface that others rely on."""
    zone, measure = dataset.package.zone, answer.measure
    return {
        "crossing": answer.crossing.id,
        "name": answer.crossing.name,
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
        "decision": measure and _decision(dataset, measure.decision),
        "sources": [_source(source) for source in documents(measure)],
        "confidence": measure and str(measure.confidence),
        "confidence_note": (measure and measure.confidence_note) or None,
        "note": (measure and measure.note) or None,
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
        "title": dataset.package.frontier_title,
        "length_m": round(dataset.frontier.length_m, 1),
        "parts": {name: round(m, 1) for name, m in dataset.frontier.part_lengths_m.items()},
    }


def history(
    dataset: Dataset, crossing: Crossing, service: Service, as_of: When | None = None
) -> View:
    """The spans of one service in order, each with the decision that governs it and its fate."""
    zone, ends = dataset.package.zone, dataset.ends(as_of)
    timeline = dataset.timeline(crossing.id, service, as_of)
    spans = []
    for span in timeline.spans:
        measure = span.measure
        view = _span(dataset, span)
        view["decision"] = measure and _decision(dataset, measure.decision)
        view["announced_until"] = iso(dataset, measure.end if measure else None)
        view["replaced_by"] = None
        if measure and measure.decision.id in ends:
            effective, successor = ends[measure.decision.id]
            if held_until(measure, ends) == effective != measure.end:
                view["replaced_by"] = _decision(dataset, successor)
        view["confidence"] = measure and str(measure.confidence)
        view["note"] = (measure and measure.note) or None
        view["sources"] = [_source(source) for source in documents(measure)]
        spans.append(view)
    return {
        "crossing": crossing.id,
        "name": crossing.name,
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
        return change.at, _rank(change.service), change.before.status, change.after.status, decision

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
                "names": [entry.crossing.name for entry in entries],
                "decision": measure and _decision(dataset, measure.decision),
                "sources": [_source(source) for source in cited.values()],
            }
        )
    return views


def changes_by_decision(dataset: Dataset, found: Iterable[Change]) -> list[View]:
    """What changed, in words: one entry per instant and decision, in order of time, road first."""
    groups: dict[tuple[datetime, str | None], list[Change]] = defaultdict(list)
    for change in sorted(found, key=lambda change: (change.at, _rank(change.service))):
        measure = change.after.measure
        groups[change.at, measure.decision.id if measure else None].append(change)
    return [_change_words(dataset, at, group) for (at, _), group in groups.items()]


def planned_ends(dataset: Dataset) -> list[View]:
    """The planned ends still to come, in the same form: one entry per instant and decision.

    To come is what lies past the day to which the record was verified, so no clock is asked.
    """
    groups: dict[tuple[datetime, str], list[tuple[Crossing, Service, Measure]]] = defaultdict(list)
    for crossing, service in dataset.services():
        for span in dataset.timeline(crossing.id, service).spans:
            measure, end = span.measure, span.end
            if measure and end and end == measure.end and not _is_verified(dataset, end):
                groups[end, measure.decision.id].append((crossing, service, measure))
    return [_planned_end_words(dataset, end, groups[end, id_]) for end, id_ in sorted(groups)]


def feed(dataset: Dataset) -> View:
    """What the feeds and the calendar show: every change, the newest first, and planned ends.

    `updated` is the day to which the record was verified, or the newest `known` if that is later.
    """
    package = dataset.package
    entries = changes_by_decision(dataset, dataset.changes())
    known = [datetime.fromisoformat(entry["known"]) for entry in entries]
    return {
        "id": str(uuid5(_IDS, package.name)),
        "title": package.title,
        "description": " ".join(
            filter(None, (package.description, verified_words(dataset, verified=True)))
        ),
        "rights": "; ".join(licence.title for licence in package.licences),
        "updated": iso(dataset, max(dataset.when(package.verified_through).start, *known)),
        "timezone": package.zone.key,
        "changes": sorted(
            entries, key=lambda entry: datetime.fromisoformat(entry["at"]), reverse=True
        ),
        "planned_ends": planned_ends(dataset),
    }


def day(dataset: Dataset, at: Slice) -> View:
    """Everything the map and the page of a slice show, in words where a person reads it."""
    zone = dataset.package.zone
    changed = dataset.changes(at.at, at.at, at.as_of) if at.at.day else []
    return {
        "at": at.at.iso(zone),
        "as_of": at.as_of and at.as_of.iso(zone),
        "date": at.at.last_day(zone).isoformat(),
        "when": words.when(at.at, zone),
        "as_of_words": _as_of_words(at.as_of, zone),
        "timezone": zone.key,
        "frontier": dataset.package.frontier_title,
        "headline": _headline_words(at),
        "counts": {str(status): count for status, count in at.counts.items()},
        "changes": changes_by_decision(dataset, changed),
        "stretches": _stretches(dataset, at),
        "crossings": (entries := [_entry(dataset, entry) for entry in at.crossings]),
        "decisions": _decisions_words(dataset, entries, at.as_of),
        "verified": at.verified,
        "verified_words": verified_words(dataset, verified=at.verified),
        "attribution": dataset.package.attribution,
    }


def timelines(dataset: Dataset, last: date, as_of: When | None = None) -> View:
    """The timeline of every headline point, for a strip from the record's beginning to `last`.

    `axis` are the days at which the strip's scale changes. `planned` are the parts of a measure's
    planned validity that never came, because another decision replaced its own.
    """
    package = dataset.package
    first = min(measure.start for measure in dataset.record.measures)
    last = max(last, package.focus[1] + timedelta(days=1))
    axis = [first.astimezone(package.zone).date(), *package.focus, last]
    return {
        "frontier": package.frontier_title,
        "axis": [day.isoformat() for day in axis],
        "rows": [
            _timeline_row(dataset, crossing, as_of)
            for crossing in reversed(list(dataset.record.crossings.values()))
            if crossing.principal
        ],
        "verified_through": package.verified_through.isoformat(),
        "legend": f"{', '.join(f'{look.letter} {look.label.lower()}' for look in LOOKS.values())}; "
        "a dashed line that ends in a cross is a planned end that never came.",
        "verified_words": f"Record verified through {words.day(package.verified_through)}.",
    }


def _timeline_row(dataset: Dataset, crossing: Crossing, as_of: When | None) -> View:
    service, ends = crossing.services[0], dataset.ends(as_of)
    timeline = dataset.timeline(crossing.id, service, as_of)
    runs = [list(group) for _, group in groupby(timeline.spans, key=lambda span: span.status)]
    governing = {span.measure.row: span.measure for span in timeline.spans if span.measure}
    planned = []
    for measure in governing.values():
        stop = held_until(measure, ends)
        if stop and stop != measure.end and measure.end and measure.start < stop:
            planned.append({"from": iso(dataset, stop), "until": iso(dataset, measure.end)})
    return {
        "crossing": crossing.id,
        "name": crossing.name,
        "spans": [
            {
                "status": str(run[0].status),
                "from": iso(dataset, run[0].start),
                "until": iso(dataset, run[-1].end),
            }
            for run in runs
        ],
        "planned": planned,
    }


def verified_words(dataset: Dataset, *, verified: bool) -> str:
    """To which date the record was checked, and what that means for the time shown."""
    through = words.day(dataset.package.verified_through)
    if verified:
        return f"Record verified through {through}."
    return f"Not verified: the record was checked through {through}; the last status is carried on."


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
        "name": crossing.name,
        "names": dict(crossing.names),
        "opposite": dict(crossing.opposite),
        "also_known_as": list(crossing.also_known_as),
        "way": crossing.way,
        "class": crossing.category,
        "services": [str(service) for service in crossing.services],
        "principal": crossing.principal,
        "lon": lon,
        "lat": lat,
        "position": crossing.position_confidence,
        "position_note": crossing.position_note or None,
        "chainage_m": place and round(place.chainage_m, 1),
        "offset_m": place and round(place.offset_m, 1),
        "municipality": crossing.municipality,
        "region": crossing.region,
        "opposite_region": crossing.opposite_region or None,
        "road": crossing.road or None,
        "unlocode": crossing.unlocode or None,
        "note": crossing.note or None,
    }


def _headline(dataset: Dataset, entry: CrossingSlice) -> View:
    main = entry.main
    return {
        "at": main.at.iso(dataset.package.zone),
        "status": str(main.status),
        "since": iso(dataset, main.since),
        "verified": main.verified,
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
        "decision": decided_words(dataset, measure),
        "confidence": confidence_words(measure),
        "note": measure.note if measure else "",
        "sources": source_words(documents(measure)),
    }


def _sentence(dataset: Dataset, answer: ServiceStatus) -> str:
    """Such as: Closed since 15 December 2023 · until further notice · decision of 16 April 2025."""
    zone, measure = dataset.package.zone, answer.measure
    if measure is None:
        return f"{LOOKS[answer.status].label}: no source says anything"
    count = len(documents(measure))
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


def decided_words(dataset: Dataset, measure: Measure | None) -> str:
    """The decision behind a measure, with who made it and when."""
    if measure is None:
        return ""
    decided = words.when(measure.decision.decided, dataset.package.zone)
    return f"{measure.decision.title} ({measure.decision.authority}, {decided})"


def confidence_words(measure: Measure | None) -> str:
    """How well a measure is supported, and what of it better or worse."""
    if measure is None:
        return ""
    return "; ".join(filter(None, (str(measure.confidence), measure.confidence_note)))


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


def _as_of_words(as_of: When | None, zone: ZoneInfo) -> str:
    if as_of is None:
        return ""
    return f"As it was known at {'the end of ' if as_of.day else ''}{words.when(as_of, zone)}"


def _change_words(dataset: Dataset, at: datetime, group: Sequence[Change]) -> View:
    gist = _gist([(c.service, c.after.status, c.crossing) for c in group])
    planned = "" if _is_verified(dataset, at) else "Planned for "
    decision = next((c.after.measure.decision for c in group if c.after.measure), None)
    governing = [m for c in group if (m := c.after.measure or c.before.measure)]
    decided = "; ".join(dict.fromkeys(decided_words(dataset, measure) for measure in governing))
    return _announcement(
        dataset,
        at,
        kind="change",
        title=f"{planned}{words.start(at, dataset.package.zone)}: {gist}",
        lines=[
            f"{words.listed(view['names'])}, {SERVICE_LABELS[Service(view['service'])]}: "
            f"{view['from']} → {view['to']}"
            for view in changes(dataset, group)
        ],
        decision=decision,
        decided=decided if decision else f"Nothing is known from then on. Until then: {decided}",
        measures=governing,
        known_by=[maker for change in group for maker in _makers(dataset, change)],
    )


def _planned_end_words(
    dataset: Dataset, at: datetime, group: Iterable[tuple[Crossing, Service, Measure]]
) -> View:
    group = sorted(group, key=lambda found: _rank(found[1]))
    until = words.until(at, dataset.package.zone)
    measures = [measure for *_, measure in group]
    return _announcement(
        dataset,
        at,
        kind="planned end",
        title=f"Planned {until}: {_gist([(s, m.status, c) for c, s, m in group])}",
        lines=[
            f"{crossing.name}, {SERVICE_LABELS[service]}: {words.status(measure.status)} {until}"
            for crossing, service, measure in group
        ],
        decision=measures[0].decision,
        decided=decided_words(dataset, measures[0]),
        measures=measures,
        known_by=[measures[0].decision],
    )


def _announcement(
    dataset: Dataset,
    at: datetime,
    *,
    kind: str,
    title: str,
    lines: list[str],
    decision: Decision | None,
    decided: str,
    measures: Iterable[Measure],
    known_by: Iterable[Decision],
) -> View:
    """What happens at an instant under one decision; `id` is of that alone, and never changes.

    `known` is when it could first be known: when the last of the decisions that bring it about
    was made, or made public where that is recorded.
    """
    zone = dataset.package.zone
    verified = _is_verified(dataset, at)
    cited = {source.id: source for measure in measures for source in documents(measure)}
    about = (dataset.package.name, kind, at.astimezone(UTC).isoformat(), decision and decision.id)
    told = [when.start for made in known_by for when in (made.decided, made.announced) if when]
    return {
        "id": str(uuid5(_IDS, "\n".join(map(str, about)))),
        "at": iso(dataset, at),
        "date": at.astimezone(zone).date().isoformat(),
        "clock": words.clock(at, zone),
        "title": title,
        "lines": lines,
        "decision": decision and decision.title,
        "decided": decided,
        "sources": [
            {"text": words.source(source), "url": source.url or None} for source in cited.values()
        ],
        "known": iso(dataset, max(told)),
        "verified": verified,
        "verified_words": verified_words(dataset, verified=verified),
    }


def _makers(dataset: Dataset, change: Change) -> Iterator[Decision]:
    """The decisions that bring a change about: what begins, what ends, and what ended that."""
    if change.after.measure:
        yield change.after.measure.decision
    if change.before.measure:
        ended = change.before.measure.decision
        yield ended
        effective, successor = dataset.ends().get(ended.id, (None, None))
        if successor and effective == change.at:
            yield successor


def _gist(found: Sequence[tuple[Service, Status, Crossing]]) -> str:
    """Such as: Vaalimaa and Niirala closed (road); also asylum applications."""
    first, *others = dict.fromkeys(service for service, *_ in found)
    names: dict[Status, list[str]] = defaultdict(list)
    for service, status, crossing in found:
        if service is first:
            names[status].append(crossing.name)
    text = ", ".join(f"{words.listed(who)} {words.status(what)}" for what, who in names.items())
    also = words.listed([SERVICE_LABELS[service] for service in others])
    return f"{text} ({SERVICE_LABELS[first]})" + (f"; also {also}" if also else "")


def _rank(service: Service) -> int:
    return list(Service).index(service)


def _is_verified(dataset: Dataset, at: datetime) -> bool:
    return is_verified(When(at, at), dataset.package)


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
        "sources": source_words(decision.sources),
    }


def _stretches(dataset: Dataset, at: Slice) -> View:
    """The stretches of frontier between neighbouring open headline points, in km of chainage."""
    stops = [(0.0, "the southern end")]
    for entry in at.crossings:
        if entry.crossing.principal and entry.main.status is Status.OPEN:
            place = dataset.places.get(entry.crossing.id)
            if place:
                stops.append((place.chainage_m, entry.crossing.name))
    stops.append((dataset.frontier.length_m, "the northern end"))
    stops.sort()
    found: list[View] = [
        {"from": start, "to": end, "km": round((end_m - start_m) / 1000, 1)}
        for (start_m, start), (end_m, end) in pairwise(stops)
    ]
    longest = max(found, key=lambda stretch: float(stretch["km"]))
    return {
        "all": found,
        "longest": longest,
        "words": f"Longest stretch of frontier without an open crossing: {longest['km']:,.1f} km, "
        f"from {longest['from']} to {longest['to']}.",
    }


def _span(dataset: Dataset, span: Span) -> View:
    return {
        "status": str(span.status),
        "from": iso(dataset, span.start),
        "until": iso(dataset, span.end),
        "decision": span.measure and span.measure.decision.id,
    }


def _decision(dataset: Dataset, decision: Decision) -> View:
    return {
        "id": decision.id,
        "decided_at": decision.decided.iso(dataset.package.zone),
        "title": decision.title,
        "authority": decision.authority,
        "sides": list(decision.sides),
    }


def _source(source: Source) -> View:
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
        }
        for source in sources
    ]


def iso(dataset: Dataset, instant: datetime | None) -> str | None:
    """An instant as ISO 8601 with the package's offset; `None` stays `None`."""
    return None if instant is None else moments.iso(instant, dataset.package.zone)
