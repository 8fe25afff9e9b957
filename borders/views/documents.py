"""Views of what a page tells whole: a crossing, the decisions, the contested claims, the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from borders import language
from borders.language import gettext, message, ngettext, pgettext
from borders.model import Arrivals, Crossing, Event, Service
from borders.query import statistics as stats
from borders.query.dataset import Dataset
from borders.record.record import Record
from borders.views import answers as views
from borders.views import arrivals as published
from borders.views import day as daily
from borders.views import wording as words
from borders.views.answers import View
from borders.views.style import LOOKS

_LANGUAGES = {
    "fi": message("Finnish"),
    "sv": message("Swedish"),
    "en": message("English"),
    "ru": message("Russian"),
    "se": message("Northern Sámi"),
    "smn": message("Inari Sámi"),
    "sms": message("Skolt Sámi"),
}
_PLURALS = {
    # Translators: a service with several crossing points, at the start of a sentence
    "road": message("Temporary road points"),
}


def crossings(dataset: Dataset, day: date) -> list[View]:
    """Every crossing point in a line: both names, place, chainage, its status on a day."""
    return [
        {
            "id": entry.crossing.id,
            "name": words.name(entry.crossing),
            "opposite": words.opposite(entry.crossing),
            "way": words.way(entry.crossing.way),
            "km": _km(dataset, entry.crossing),
            "place": dataset.translated_name(entry.crossing.municipality),
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
        "heading": " – ".join(filter(None, (words.name(found), words.opposite(found)))),
        "facts": [(term, text) for term, text in _facts(dataset, found) if text],
        "services": services,
        "service_label": words.service(found.main_service),
        "years": list(_years(dataset, found, found.main_service, last)),
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
        replaced = [
            dataset.translated(dataset.record.decisions[id_].title) for id_ in decision.replaces
        ]
        sides = [dataset.translated(dataset.package.sides[side]) for side in decision.sides]
        facts = [
            # Translators: what stands before the facts of a decision
            (gettext("Decided"), view["decided"]),
            (gettext("Announced"), decision.announced and words.when(decision.announced, zone)),
            # Translators: the sides of the frontier for which a decision was made
            (pgettext("decision", "For"), words.listed(sides)),
            # Translators: such as: In effect: from 18 November 2023
            (gettext("In effect"), view["effect"]),
            (gettext("Replaces"), language.joined("; ", replaced)),
            # Translators: such as: Meant to hold: until the end of 14 January 2024
            (gettext("Meant to hold"), view["meant"]),
            (gettext("What became of it"), view["fate"]),
            *(
                (gettext("Changed"), line)
                for line in _change_lines(dataset, caused.get(decision.id, []))
            ),
        ]
        entries.append(
            view
            | {
                "law": dataset.translated(decision.legal_basis),
                "facts": [(term, text) for term, text in facts if text],
            }
        )
    return entries


def claims(dataset: Dataset) -> list[View]:
    """The ledger: who stated what, what the record says instead, and why."""
    return [
        {
            "id": claim.id,
            "claim": dataset.translated(claim.claim),
            "verdict": str(claim.verdict),
            "verdict_label": words.verdict(claim.verdict),
            "record": dataset.translated(claim.record),
            "reason": dataset.translated(claim.reason),
            "sources": views.source_words(claim.sources),
            "evidence": views.source_words(claim.evidence),
        }
        for claim in dataset.record.claims
    ]


def events_on(dataset: Dataset, day: date) -> list[Event]:
    """The dated context of a day: what happened on it, or was going on."""
    written = day.isoformat()
    return [event for event in dataset.record.events if _on(event, written)]


def events(dataset: Dataset, day: date) -> list[View]:
    """The same in words."""
    return [
        {
            "when": words.partial(event.at)
            + (f" – {words.partial(event.until)}" if event.until else ""),
            "title": dataset.translated(event.title),
            "confidence": words.confidence(event.confidence),
            "sources": views.source_words(event.sources),
        }
        for event in events_on(dataset, day)
    ]


def arrivals_on(dataset: Dataset, day: date) -> list[Arrivals]:
    """The numbers published for a day alone."""
    written = day.isoformat()
    return [one for one in dataset.record.arrivals if one.date == written and not one.until]


def arrivals(dataset: Dataset, day: date) -> list[View]:
    """The same in words: how many, of whom, where, and who says so."""
    return [published.number(dataset, found) for found in arrivals_on(dataset, day)]


def about(dataset: Dataset, folder: View) -> View:
    """The record itself: what it holds, how far it was checked, its licences.

    `folder` is the content of the data folder's `datapackage.json`.
    """
    package, record = dataset.package, dataset.record
    return {
        "what": dataset.translated(folder.get("description", package.title)),
        "counts": words.listed(counts(record)),
        "arrivals": bool(record.arrivals),
        "copies": sum(1 for source in record.sources.values() if source.form != "original"),
        "verified": words.day(package.verified_through),
        "attribution": dataset.translated(package.attribution),
        "licences": [
            {
                "text": dataset.translated(licence.get("title", licence.get("name", ""))),
                "href": licence["path"],
            }
            for licence in folder.get("licenses", [])
            if str(licence.get("path", "")).startswith("https://")
        ],
    }


def counts(record: Record) -> list[str]:
    """How many a record has of everything, such as: 213 measures."""
    return [
        ngettext("{count} crossing point", "{count} crossing points", len(record.crossings)),
        ngettext("{count} measure", "{count} measures", len(record.measures)),
        ngettext("{count} decision", "{count} decisions", len(record.decisions)),
        ngettext("{count} document", "{count} documents", len(record.sources)),
        ngettext("{count} contested claim", "{count} contested claims", len(record.claims)),
        ngettext("{count} dated event", "{count} dated events", len(record.events)),
        ngettext(
            "{count} published number of arrivals",
            "{count} published numbers of arrivals",
            len(record.arrivals),
        ),
    ]


def _facts(dataset: Dataset, found: Crossing) -> Iterator[tuple[str, str]]:
    place, municipality = dataset.places.get(found.id), (found.municipality, found.region)
    # Translators: what stands before the facts of a crossing point
    yield gettext("Names"), _names(found.names)
    yield gettext("Also known as"), ", ".join(found.also_known_as)
    yield gettext("On the other side"), _names(found.opposite)
    way = words.way(found.way)
    if found.road:
        # Translators: a way and the number of the road, such as: road, road vt 13
        way = gettext("{way}, road {number}", way=way, number=dataset.translated_name(found.road))
    yield gettext("Way"), language.joined("; ", (way, dataset.translated(found.category)))
    yield (
        gettext("Municipality"),
        ", ".join(filter(None, map(dataset.translated_name, municipality))),
    )
    yield gettext("Region on the other side"), dataset.translated_name(found.opposite_region)
    confidence = dataset.translated(found.position_confidence)
    if found.position:
        lon, lat = found.position
        yield (
            gettext("Position"),
            gettext(
                "{lat}° N, {lon}° E (WGS 84; {confidence})",
                lat=language.number(lat, 6),
                lon=language.number(lon, 6),
                confidence=confidence,
            ),
        )
    else:
        yield gettext("Position"), gettext("not established ({confidence})", confidence=confidence)
    yield gettext("About the position"), dataset.translated(found.position_note)
    if place:
        km = words.km(place.chainage_m)
        yield gettext("Chainage"), gettext("{km} km from the southern end of the frontier", km=km)
    yield "UN/LOCODE", found.unlocode
    yield gettext("Note"), dataset.translated(found.note)


def _names(names: Mapping[str, str]) -> str:
    """Names with their languages; one of a private tag, such as fi-x-old, is of its language."""
    found = []
    for code, name in names.items():
        main = code.partition("-")[0]
        told = gettext(_LANGUAGES[main]) if main in _LANGUAGES else code
        found.append(
            # Translators: a name and its language
            gettext("{name} ({language})", name=language.foreign(name, main), language=told)
        )
    return language.joined(", ", found)


def _service(dataset: Dataset, found: Crossing, service: Service) -> View:
    zone, ends = dataset.package.zone, dataset.replacements()
    spans = []
    for span in reversed(dataset.timeline(found.id, service).spans):
        measure = span.measure
        if measure is None and span.start is None:
            continue
        planned = ""
        if measure and measure.end and measure.decision.id in ends and measure.end != span.end:
            # Translators: {until} is such as: until the end of 14 January 2024
            planned = gettext("Meant to hold {until}.", until=words.until(measure.end, zone))
        spans.append(
            {
                "status": str(span.status),
                "label": LOOKS[span.status].label,
                "since": words.since(span.start, zone),
                "until": words.until(span.end, zone),
                "planned": planned,
                "note": dataset.translated(measure.note) if measure else "",
                "decision": views.decided_words(dataset, measure),
                "decision_id": measure.decision.id if measure else "",
                "confidence": views.confidence_words(dataset, measure),
                "sources": views.source_words(views.documents(measure)),
            }
        )
    return {"service": str(service), "label": words.service(service), "spans": spans}


def _years(dataset: Dataset, found: Crossing, service: Service, last: date) -> Iterator[View]:
    """Days of 24 hours by status and year, from the first known status to the end of `last`."""
    known = dataset.timeline(found.id, service).known_from
    if known is None or known >= dataset.when(last).end:
        return
    years = dataset.stats(known, last, services=[(found, service)], by="year")
    for tally in reversed(years):
        yield {"year": tally.period.label} | {
            str(status): language.number(stats.days(tally.times[status]), 1) for status in LOOKS
        }


def _change_lines(dataset: Dataset, changes: list[View]) -> Iterator[str]:
    zone = dataset.package.zone
    for change in changes:
        at = words.start(datetime.fromisoformat(change["at"]).astimezone(UTC), zone)
        names, service = words.listed(change["names"]), words.service(change["service"])
        before, after = words.status(change["from"]), words.status(change["to"])
        yield f"{names} ({service}): {before} → {after}, {at}"


def _on(event: Event, day: str) -> bool:
    if len(event.at) < len(day):
        return False
    return event.at[:10] <= day <= (event.until or event.at)[:10]


def _km(dataset: Dataset, found: Crossing) -> str:
    place = dataset.places.get(found.id)
    return words.km(place.chainage_m, grouped=False) if place else "–"


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
