"""Views of what a page tells whole: a crossing, the decisions, the contested claims, the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from borders import arrivals as published
from borders import daily, stats, views, words
from borders.dataset import Dataset
from borders.model import Crossing, Event, Service
from borders.style import LOOKS, SERVICE_LABELS
from borders.views import View

_LANGUAGES = {"fi": "Finnish", "sv": "Swedish", "en": "English", "ru": "Russian"}


def crossings(dataset: Dataset, day: date) -> list[View]:
    """Every crossing point in a line: both names, place, chainage, its status on a day."""
    return [
        {
            "id": entry.crossing.id,
            "name": entry.crossing.name,
            "opposite": entry.crossing.opposite_name,
            "way": entry.crossing.way,
            "km": _km(dataset, entry.crossing),
            "place": entry.crossing.municipality,
            "status": str(entry.main.status),
            "label": LOOKS[entry.main.status].label,
        }
        for entry in dataset.slice(day).crossings
    ]


def crossing(dataset: Dataset, found: Crossing, last: date) -> View:
    """A crossing: where it is, its names, its whole history, and its days by year up to `last`."""
    services = [_service(dataset, found, service) for service in found.services]
    return {
        "id": found.id,
        "heading": found.name + (f" – {found.opposite_name}" if found.opposite_name else ""),
        "facts": [(term, text) for term, text in _facts(dataset, found) if text],
        "services": services,
        "service_label": SERVICE_LABELS[found.services[0]],
        "years": list(_years(dataset, found, found.services[0], last)),
    }


def decisions(dataset: Dataset) -> list[View]:
    """Every decision, the latest first: what it closed and opened, and how long it held."""
    found = sorted(
        dataset.record.decisions.values(), key=lambda d: (d.decided.start, d.id), reverse=True
    )
    caused: dict[str, list[View]] = {}
    for change in views.changes(dataset, dataset.changes()):
        if change["decision"]:
            caused.setdefault(change["decision"]["id"], []).append(change)
    zone, entries = dataset.package.zone, []
    for decision in found:
        view = daily.decision_words(dataset, decision)
        replaced = [dataset.record.decisions[id_].title for id_ in decision.replaces]
        facts = [
            ("Decided", view["decided"]),
            ("Announced", decision.announced and words.when(decision.announced, zone)),
            ("For", words.listed([dataset.package.sides[side] for side in decision.sides])),
            ("In effect", view["effect"].removeprefix("in effect ")),
            ("Replaces", "; ".join(replaced)),
            ("Meant to hold", view["meant"]),
            ("What became of it", view["fate"]),
            *(("Changed", line) for line in _change_lines(dataset, caused.get(decision.id, []))),
        ]
        entries.append(
            view
            | {
                "law": decision.legal_basis,
                "facts": [(term, text) for term, text in facts if text],
            }
        )
    return entries


def claims(dataset: Dataset) -> list[View]:
    """The ledger: who stated what, what the record says instead, and why."""
    return [
        {
            "id": claim.id,
            "claim": claim.claim,
            "verdict": str(claim.verdict),
            "record": claim.record,
            "reason": claim.reason,
            "sources": views.source_words(claim.sources),
            "evidence": views.source_words(claim.evidence),
        }
        for claim in dataset.record.claims
    ]


def events(dataset: Dataset, day: date) -> list[View]:
    """The dated context of a day: what happened on it, or was going on."""
    return [
        {
            "when": words.partial(event.at)
            + (f" – {words.partial(event.until)}" if event.until else ""),
            "title": event.title,
            "confidence": str(event.confidence),
            "sources": views.source_words(event.sources),
        }
        for event in dataset.record.events
        if _on(event, day.isoformat())
    ]


def arrivals(dataset: Dataset, day: date) -> list[View]:
    """The numbers published for a day alone: how many, of whom, where, and who says so."""
    return [
        published.number(dataset, found)
        for found in dataset.record.arrivals
        if found.date == day.isoformat() and not found.until
    ]


def about(dataset: Dataset, folder: View) -> View:
    """The record itself: what it holds, how far it was checked, its licences.

    `folder` is the content of the data folder's `datapackage.json`.
    """
    package, record = dataset.package, dataset.record
    return {
        "what": folder.get("description", package.title),
        "counts": {
            "crossing points": len(record.crossings),
            "measures": len(record.measures),
            "decisions": len(record.decisions),
            "documents": len(record.sources),
            "contested claims": len(record.claims),
            "dated events": len(record.events),
            "published numbers of arrivals": len(record.arrivals),
        },
        "arrivals": bool(record.arrivals),
        "copies": sum(1 for source in record.sources.values() if source.form != "original"),
        "verified": words.day(package.verified_through),
        "attribution": package.attribution,
        "licences": [
            {"text": licence.get("title", licence.get("name", "")), "href": licence["path"]}
            for licence in folder.get("licenses", [])
            if str(licence.get("path", "")).startswith("https://")
        ],
    }


def _facts(dataset: Dataset, found: Crossing) -> Iterator[tuple[str, str]]:
    place = dataset.places.get(found.id)
    names = [f"{name} ({_LANGUAGES.get(code, code)})" for code, name in found.names.items()]
    opposite = [f"{name} ({_LANGUAGES.get(code, code)})" for code, name in found.opposite.items()]
    yield "Names", ", ".join(names)
    yield "Also known as", ", ".join(found.also_known_as)
    yield "On the other side", ", ".join(opposite)
    yield "Way", f"{found.way}{f', road {found.road}' if found.road else ''}; {found.category}"
    yield "Municipality", ", ".join(filter(None, (found.municipality, found.region)))
    yield "Region on the other side", found.opposite_region
    if found.position:
        lon, lat = found.position
        yield "Position", f"{lat:.6f}° N, {lon:.6f}° E (WGS 84; {found.position_confidence})"
    else:
        yield "Position", f"not established ({found.position_confidence})"
    yield "About the position", found.position_note
    if place:
        yield "Chainage", f"{place.chainage_m / 1000:,.1f} km from the southern end of the frontier"
    yield "UN/LOCODE", found.unlocode
    yield "Note", found.note


def _service(dataset: Dataset, found: Crossing, service: Service) -> View:
    zone, ends = dataset.package.zone, dataset.ends()
    spans = []
    for span in reversed(dataset.timeline(found.id, service).spans):
        measure = span.measure
        if measure is None and span.start is None:
            continue
        planned = ""
        if measure and measure.end and measure.decision.id in ends and measure.end != span.end:
            planned = f"Meant to hold {words.until(measure.end, zone)}."
        spans.append(
            {
                "status": str(span.status),
                "label": LOOKS[span.status].label,
                "since": words.since(span.start, zone),
                "until": words.until(span.end, zone),
                "planned": planned,
                "note": measure.note if measure else "",
                "decision": views.decided_words(dataset, measure),
                "decision_id": measure.decision.id if measure else "",
                "confidence": views.confidence_words(measure),
                "sources": views.source_words(views.documents(measure)),
            }
        )
    return {"service": str(service), "label": SERVICE_LABELS[service], "spans": spans}


def _years(dataset: Dataset, found: Crossing, service: Service, last: date) -> Iterator[View]:
    """Days of 24 hours by status and year, from the first known status to the end of `last`."""
    known = dataset.timeline(found.id, service).known_from
    if known is None or known >= dataset.when(last).end:
        return
    years = dataset.stats(known, last, services=[(found, service)], by="year")
    for tally in reversed(years):
        yield {"year": tally.period.label} | {
            str(status): f"{stats.days(tally.times[status]):.1f}" for status in LOOKS
        }


def _change_lines(dataset: Dataset, changes: list[View]) -> Iterator[str]:
    zone = dataset.package.zone
    for change in changes:
        at = words.start(datetime.fromisoformat(change["at"]).astimezone(UTC), zone)
        service = SERVICE_LABELS[Service(change["service"])]
        names = words.listed(change["names"])
        yield f"{names} ({service}): {change['from']} → {change['to']}, {at}"


def _on(event: Event, day: str) -> bool:
    if len(event.at) < len(day):
        return False
    return event.at[:10] <= day <= (event.until or event.at)[:10]


def _km(dataset: Dataset, found: Crossing) -> str:
    place = dataset.places.get(found.id)
    return f"{place.chainage_m / 1000:.1f}" if place else "–"


def others_in_words(view: View) -> str:
    """The main services of the points that are not in the headline, in a few sentences."""
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in view["crossings"]:
        main = entry["services"][0]
        if not entry["principal"]:
            groups.setdefault((main["service_label"], main["status"]), []).append(entry["name"])
    order = {str(status): rank for rank, status in enumerate(LOOKS)}
    sentences: dict[str, list[str]] = {}
    for (service, status), names in sorted(groups.items(), key=lambda item: order[item[0][1]]):
        sentences.setdefault(service, []).append(f"{status} at {words.listed(names)}")
    kinds: Any = {"road": "temporary road points"}
    return " ".join(
        f"{_capital(kinds.get(service, service))}: {'; '.join(parts)}."
        for service, parts in sorted(sentences.items())
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
