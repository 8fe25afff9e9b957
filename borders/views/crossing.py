"""A crossing point on its own page, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from borders import language
from borders.language import gettext, message
from borders.model import Crossing, Service, Status
from borders.query import statistics
from borders.query.dataset import Dataset
from borders.timeline.spans import Span
from borders.views import wording
from borders.views.backing import (
    SourceView,
    confidence_words,
    decided_words,
    documents,
    source_views,
)
from borders.views.duration import span_sentence
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


class CrossingRow(NamedTuple):
    """A crossing point in the list of all, with its main service's status at the end of a day.

    `km` is its chainage in kilometres, or "–" where its place is not established.
    """

    id: str
    name: str
    opposite: str
    way: str
    km: str
    place: str
    status: Status
    label: str


class HistorySpan(NamedTuple):
    """A span of a service's timeline in words; `held` is its planned end and its true one."""

    status: Status
    label: str
    since: str
    held: str
    note: str
    decision: str
    decision_id: str
    confidence: str
    sources: list[SourceView]


class ServiceHistory(NamedTuple):
    """A service and the spans of its timeline, the latest first."""

    service: Service
    label: str
    spans: list[HistorySpan]


class CrossingDetails(NamedTuple):
    """The content of a crossing's page.

    `heading` names both of its sides. `facts` are pairs of a term and its text. `years` are those
    of the main service, the latest first: each with its days of 24 hours under each of
    `year_columns`, which are the statuses and, if there are any, the days that are not verified.
    """

    heading: str
    facts: list[tuple[str, str]]
    services: list[ServiceHistory]
    main_service: str
    year_columns: list[str]
    years: list[tuple[str, list[str]]]


def crossing_rows(dataset: Dataset, day: date) -> list[CrossingRow]:
    """Every crossing point from south to north, with its status at the end of a day."""
    return [
        CrossingRow(
            id=entry.crossing.id,
            name=wording.name(entry.crossing),
            opposite=wording.opposite(entry.crossing) or "",
            way=wording.way(entry.crossing.way),
            km=_kilometre(dataset, entry.crossing),
            place=dataset.translated_name(entry.crossing.municipality),
            status=entry.main.status,
            label=LOOKS[entry.main.status].label,
        )
        for entry in dataset.slice(day).crossings
    ]


def crossing_details(dataset: Dataset, crossing: Crossing, last: date) -> CrossingDetails:
    """A crossing: where it is, its names, its whole history, and its days by year up to `last`."""
    tallies = _years(dataset, crossing, last)
    is_verified = all(tally.period.is_verified for tally in tallies)
    sides = filter(None, (wording.name(crossing), wording.opposite(crossing)))
    return CrossingDetails(
        heading=" – ".join(sides),
        facts=[(term, text) for term, text in _facts(dataset, crossing) if text],
        services=[_history(dataset, crossing, service) for service in crossing.services],
        main_service=wording.service(crossing.main_service),
        year_columns=[look.label for look in LOOKS.values()]
        + ([] if is_verified else [gettext("Not verified")]),
        years=[_year(tally, is_verified=is_verified) for tally in tallies],
    )


def _facts(dataset: Dataset, crossing: Crossing) -> Iterator[tuple[str, str]]:
    """Pairs of a term and its text, which is empty where there is nothing to say."""
    # Translators: what stands before the facts of a crossing point
    yield gettext("Names"), _names(crossing.names)
    yield gettext("Also known as"), ", ".join(crossing.also_known_as)
    yield gettext("On the other side"), _names(crossing.opposite)
    yield gettext("Way"), _way(dataset, crossing)
    yield gettext("Municipality"), wording.municipality(dataset, crossing)
    yield gettext("Region on the other side"), dataset.translated_name(crossing.opposite_region)
    yield gettext("Position"), _position(dataset, crossing)
    yield gettext("About the position"), dataset.translated(crossing.position_note)
    if place := dataset.linear_positions.get(crossing.id):
        km = wording.km(place.chainage_m)
        yield gettext("Chainage"), gettext("{km} km from the southern end of the frontier", km=km)
    yield "UN/LOCODE", crossing.unlocode
    yield gettext("Note"), dataset.translated(crossing.note)


def _names(names: Mapping[str, str]) -> str:
    """Names with their languages; a private tag, e.g. fi-x-old, counts as its language, fi."""
    described = []
    for tag, name in names.items():
        code = tag.partition("-")[0]
        of_language = gettext(_LANGUAGES[code]) if code in _LANGUAGES else tag
        described.append(
            # Translators: a name and its language
            gettext("{name} ({language})", name=language.foreign(name, code), language=of_language)
        )
    return language.joined(", ", described)


def _way(dataset: Dataset, crossing: Crossing) -> str:
    way = wording.way(crossing.way)
    if crossing.road:
        road = dataset.translated_name(crossing.road)
        # Translators: a way and the number of the road, such as: road, road vt 13
        way = gettext("{way}, road {number}", way=way, number=road)
    return language.joined("; ", (way, dataset.translated(crossing.category)))


def _position(dataset: Dataset, crossing: Crossing) -> str:
    confidence = dataset.translated(crossing.position_confidence)
    if crossing.position is None:
        return gettext("not established ({confidence})", confidence=confidence)
    lon, lat = crossing.position
    return gettext(
        "{lat}° N, {lon}° E (WGS 84; {confidence})",
        lat=language.number(lat, 6),
        lon=language.number(lon, 6),
        confidence=confidence,
    )


def _history(dataset: Dataset, crossing: Crossing, service: Service) -> ServiceHistory:
    spans = reversed(dataset.timeline(crossing.id, service).spans)
    return ServiceHistory(
        service=service,
        label=wording.service(service),
        spans=[_history_span(dataset, span) for span in spans if span.measure or span.start],
    )


def _history_span(dataset: Dataset, span: Span) -> HistorySpan:
    measure = span.measure
    return HistorySpan(
        status=span.status,
        label=LOOKS[span.status].label,
        since=wording.since(span.start, dataset.package.zone),
        held=span_sentence(span, dataset.package.zone),
        note=dataset.translated(measure.note) if measure else "",
        decision=decided_words(dataset, measure),
        decision_id=measure.decision.id if measure else "",
        confidence=confidence_words(dataset, measure),
        sources=source_views(documents(measure)),
    )


def _years(dataset: Dataset, crossing: Crossing, last: date) -> list[statistics.Tally]:
    """The main service's years, from its first known status to the end of `last`, latest first."""
    service = crossing.main_service
    known = dataset.timeline(crossing.id, service).known_from
    if known is None or known >= dataset.when(last).end:
        return []
    return dataset.stats(known, last, services=[(crossing, service)], by="year")[::-1]


def _year(tally: statistics.Tally, *, is_verified: bool) -> tuple[str, list[str]]:
    """A year and its days of each status, and unless all years are verified, those that are not."""
    times = [tally.times[status] for status in LOOKS]
    if not is_verified:
        times.append(tally.period.unverified)
    return tally.period.label, [language.number(statistics.days(time), 1) for time in times]


def _kilometre(dataset: Dataset, crossing: Crossing) -> str:
    place = dataset.linear_positions.get(crossing.id)
    return wording.km(place.chainage_m, grouped=False) if place else "–"
