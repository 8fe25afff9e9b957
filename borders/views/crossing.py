"""A crossing point on its own page, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from borders import language
from borders.language import gettext, message
from borders.model import Crossing, Service
from borders.query import statistics as stats
from borders.query.dataset import Dataset
from borders.views import wording as words
from borders.views.answers import View
from borders.views.decided import confidence_words, decided_words
from borders.views.sources import documents, source_words
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


def _facts(dataset: Dataset, found: Crossing) -> Iterator[tuple[str, str]]:
    place, municipality = dataset.linear_positions.get(found.id), (found.municipality, found.region)
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
                "decision": decided_words(dataset, measure),
                "decision_id": measure.decision.id if measure else "",
                "confidence": confidence_words(dataset, measure),
                "sources": source_words(documents(measure)),
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


def _km(dataset: Dataset, found: Crossing) -> str:
    place = dataset.linear_positions.get(found.id)
    return words.km(place.chainage_m, grouped=False) if place else "–"
