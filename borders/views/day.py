"""A slice in words: what its page, its picture and its map show.

Nothing is computed after this.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby

from borders import language
from borders.language import gettext, message, ngettext, pgettext
from borders.local_time import When
from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import CrossingSlice, ServiceStatus, Slice
from borders.query.statistics import Stretch
from borders.views import wording as words
from borders.views.announcements import changes_by_decision
from borders.views.answers import View
from borders.views.coverage import verified_words
from borders.views.decided import confidence_words, decided_words
from borders.views.decisions import decision_words
from borders.views.sources import documents, source_words
from borders.views.statistics import stretch_ends
from borders.views.style import LOOKS

Said = dict[tuple[object, ...], View]
"""What was said in one language of services and decisions; most of it holds from day to day."""


def day(dataset: Dataset, at: Slice, said: Said | None = None) -> View:
    """Everything the map and the page of a slice show, in words where a person reads it.

    Slices of one record that share `said` are put into words faster.
    """
    said = {} if said is None else said
    zone = dataset.package.zone
    changed = dataset.changes(at.at, at.at, at.as_of) if at.at.day else []
    return {
        "at": at.at.iso(zone),
        "as_of": at.as_of and at.as_of.iso(zone),
        "date": at.at.last_day(zone).isoformat(),
        "when": words.when(at.at, zone),
        "as_of_words": words.as_of(at.as_of, zone),
        "timezone": zone.key,
        "frontier": dataset.translated(dataset.package.frontier_title),
        "headline": headline_words(
            at.counts, {entry.crossing.way for entry in at.crossings if entry.crossing.principal}
        ),
        "counts": {str(status): count for status, count in at.counts.items()},
        "changes": changes_by_decision(dataset, changed),
        "stretches": _stretches(dataset, at),
        "crossings": (entries := [_entry(dataset, entry, said) for entry in at.crossings]),
        "decisions": _decisions_words(dataset, entries, at.as_of, said),
        "verified": at.verified,
        "verified_words": verified_words(dataset, verified=at.verified),
        "attribution": dataset.translated(dataset.package.attribution),
    }


def _entry(dataset: Dataset, entry: CrossingSlice, said: Said) -> View:
    crossing = entry.crossing
    key = (crossing.id,)
    if key not in said:
        said[key] = crossing_words(dataset, crossing)
    services = [_service_said(dataset, service, said) for service in entry.services]
    return {**said[key], "services": services}


def main_words(dataset: Dataset, answer: ServiceStatus) -> View:
    """What is said of a crossing and of its main service alone."""
    return {
        **crossing_words(dataset, answer.crossing),
        "services": [_service_words(dataset, answer)],
    }


def crossing_words(dataset: Dataset, crossing: Crossing) -> View:
    """What is said of a crossing whatever the day."""
    lon, lat = crossing.position or (None, None)
    name, opposite = words.name(crossing), words.opposite(crossing)
    return {
        "id": crossing.id,
        "name": name,
        "opposite": opposite if opposite != name else None,
        "way": crossing.way,
        "principal": crossing.principal,
        "lon": lon,
        "lat": lat,
        "position_note": dataset.translated(crossing.position_note) or None,
        "place": ", ".join(filter(None, map(dataset.translated_name, _place(crossing)))),
    }


def _place(crossing: Crossing) -> tuple[str, str]:
    return crossing.municipality, crossing.region


def _service_said(dataset: Dataset, answer: ServiceStatus, said: Said) -> View:
    """The words of a service: on days of one span without a change they are the same."""
    if answer.changed or not answer.at.day:
        return _service_words(dataset, answer)
    timeline = dataset.timeline(answer.crossing.id, answer.service, answer.as_of)
    span = timeline.before(answer.at.end)
    key = (answer.crossing.id, answer.service, answer.as_of, span.start)
    if key not in said:
        said[key] = _service_words(dataset, answer)
    return said[key]


def _service_words(dataset: Dataset, answer: ServiceStatus) -> View:
    zone, measure = dataset.package.zone, answer.measure
    known = answer.status is not Status.UNKNOWN or measure is not None
    planned = measure.end if measure and measure.end != answer.until else None
    return {
        "service": str(answer.service),
        "service_label": words.service(answer.service),
        "status": str(answer.status),
        "label": LOOKS[answer.status].label,
        "changed": answer.changed,
        "before": str(answer.before),
        "clock": words.clock(answer.since, zone) if answer.changed and answer.since else "",
        "since": words.since(answer.since, zone) if known else gettext("nothing is known"),
        "until": words.until(answer.until, zone) if known else "",
        # Translators: {until} is such as: until the end of 14 January 2024
        "planned": gettext("then announced {until}", until=words.until(planned, zone))
        if planned
        else "",
        "spans": _parts_words(dataset, answer) if answer.changed else [],
        "open_now": answer.open_now,
        "hours": (measure and measure.hours) or "",
        "sentence": _sentence(dataset, answer),
        "chain": _chain(dataset, answer),
        "decision": decided_words(dataset, measure),
        "confidence": confidence_words(dataset, measure),
        "note": dataset.translated(measure.note) if measure else "",
        "sources": source_words(documents(measure)),
    }


def _sentence(dataset: Dataset, answer: ServiceStatus) -> str:
    """Such as: Closed since 15 December 2023 · until further notice · decision of 16 April 2025."""
    zone, measure = dataset.package.zone, answer.measure
    if measure is None:
        return gettext("{status}: no source says anything", status=LOOKS[answer.status].label)
    return " · ".join(
        [
            # Translators: such as: Closed since 15 December 2023, 20:00
            gettext(
                "{status} {since}",
                status=LOOKS[answer.status].label,
                since=words.since(answer.since, zone),
            ),
            words.until(answer.until, zone),
            gettext("decision of {day}", day=words.when(measure.decision.decided, zone)),
            ngettext("{count} source", "{count} sources", len(documents(measure))),
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
        status = words.status(spans[0].status)
        start, end = spans[0].start, spans[-1].end
        begins = (start and start > answer.at.start) or (not runs and answer.since == start)
        first = words.clock(start, zone) if start and begins else ""
        last = words.clock(end, zone) if end and end < answer.at.end else ""
        if first and last:
            said = gettext(
                "{status} from {start} until {end}", status=status, start=first, end=last
            )
        elif first:
            # Translators: {start} is such as: 20:00
            said = pgettext("clock", "{status} from {start}", status=status, start=first)
        else:
            said = gettext("{status} until {end}", status=status, end=last) if last else status
        runs.append(said)
    return runs


def headline_words(counts: Mapping[Status, int], ways: Collection[str]) -> str:
    """Such as: 0 of 8 road crossings open, 8 restricted; `ways` are those of the crossings."""
    count, whole = sum(counts.values()), {"open": language.number(counts[Status.OPEN])}
    match next(iter(ways)) if len(ways) == 1 else "":
        case "road":
            said = ngettext(
                "{open} of {count} road crossings open",
                "{open} of {count} road crossings open",
                count,
                **whole,
            )
        case "rail":
            said = ngettext(
                "{open} of {count} rail crossings open",
                "{open} of {count} rail crossings open",
                count,
                **whole,
            )
        case "boat":
            said = ngettext(
                "{open} of {count} boat crossings open",
                "{open} of {count} boat crossings open",
                count,
                **whole,
            )
        case _:
            said = ngettext(
                "{open} of {count} crossings open",
                "{open} of {count} crossings open",
                count,
                **whole,
            )
    restricted, unknown = counts[Status.RESTRICTED], counts[Status.UNKNOWN]
    others = [
        restricted and ngettext("{count} restricted", "{count} restricted", restricted),
        unknown and ngettext("{count} unknown", "{count} unknown", unknown),
    ]
    return ", ".join([said, *(other for other in others if other)])


def _decisions_words(
    dataset: Dataset, entries: list[View], as_of: When | None, said: Said
) -> list[View]:
    """The decisions that the entries name, the latest first: what each meant, and its fate."""
    named = {id_ for entry in entries for service in entry["services"] for id_ in service["chain"]}
    found = [dataset.record.decisions[id_] for id_ in named]
    found.sort(key=lambda decision: (decision.decided.start, decision.id), reverse=True)
    for decision in found:
        if (decision.id, as_of) not in said:
            said[decision.id, as_of] = decision_words(dataset, decision, as_of)
    return [said[decision.id, as_of] for decision in found]


def _stretches(dataset: Dataset, at: Slice) -> View:
    """The stretches of frontier between neighbouring open headline points, in km of chainage."""
    open_points = [
        entry.crossing
        for entry in at.crossings
        if entry.crossing.principal and entry.main.status is Status.OPEN
    ]
    stretches = dataset.stretches(open_points)
    longest = max(stretches, key=lambda stretch: stretch.length_m)
    said = gettext(
        "Longest stretch of frontier without an open crossing: {stretch}.",
        stretch=_stretch_words(longest),
    )
    if len(stretches) > 1:
        each = "; ".join(map(_stretch_words, stretches))
        said += " " + gettext("Between open crossings: {stretches}.", stretches=each)
    return {"all": stretches, "longest": longest, "words": said}


def _stretch_words(stretch: Stretch) -> str:
    south, north = stretch_ends(stretch)
    # Translators: {start} and {end} are crossing points, or the ends of the frontier
    return gettext(
        "{km} km, from {start} to {end}",
        km=words.km(stretch.length_m),
        start=south,
        end=north,
    )


_PLURALS = {
    # Translators: a service with several crossing points, at the start of a sentence
    "road": message("Temporary road points"),
}


def others_in_words(view: View) -> str:
    """The main services of the points that are not in the headline, in a few sentences."""
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in view["crossings"]:
        main = entry["services"][0]
        if not entry["principal"]:
            groups.setdefault((main["service"], main["status"]), []).append(entry["name"])
    order = {str(status): rank for rank, status in enumerate(LOOKS)}
    sentences: dict[str, list[str]] = {}
    for (service, status), names in sorted(groups.items(), key=lambda item: order[item[0][1]]):
        # Translators: such as: closed at Parikkala and Inari
        said = gettext(
            "{status} at {names}", status=words.status(status), names=words.listed(names)
        )
        sentences.setdefault(service, []).append(said)
    named = {str(service): words.service(service) for service in Service}
    return " ".join(
        f"{_kind(service)}: {'; '.join(parts)}."
        for service, parts in sorted(sentences.items(), key=lambda found: named[found[0]])
    )


def _kind(service: str) -> str:
    return (
        gettext(_PLURALS[service]) if service in _PLURALS else words.capital(words.service(service))
    )


def slice_title(view: View) -> str:
    """What a picture or a page of `daily.day` shows, in a line."""
    return str(
        # Translators: the title of a page, such as: Finland–Russia frontier, 15 December 2023: …
        gettext(
            "{frontier}, {day}: {headline}",
            frontier=view["frontier"],
            day=view["when"],
            headline=view["headline"],
        )
    )
