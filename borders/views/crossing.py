"""A crossing point on its own page, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from borders import language
from borders.language import gettext, message
from borders.model import Crossing, Status
from borders.query import statistics
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.about import verified_words
from borders.views.crossing_services import (
    ServiceHistory,
    ServiceNow,
    service_histories,
    services_now,
)
from borders.views.style import LOOKS

_LONGEST_YEAR = timedelta(days=366)

_LANGUAGES = {
    "fi": message("Finnish"),
    "sv": message("Swedish"),
    "en": message("English"),
    "ru": message("Russian"),
    "nb": message("Norwegian"),
    "no": message("Norwegian"),
    "et": message("Estonian"),
    "lv": message("Latvian"),
    "lt": message("Lithuanian"),
    "pl": message("Polish"),
    "be": message("Belarusian"),
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


class YearRow(NamedTuple):
    """How long the main service had each status in a year, or in all of them.

    `days` are days of 24 hours in words, one for each of `CrossingDetails.year_columns`. `shares`
    are the same statuses with their share of a year of 366 days, those that were not verified last
    and marked so.
    """

    label: str
    days: list[str]
    shares: list[tuple[Status, float, bool]]


class CrossingDetails(NamedTuple):
    """The content of a crossing's page.

    `heading` names both of its sides. `facts` are pairs of a term and its text. `years` are those
    of the main service, the latest first, under each of `year_columns`, which are the statuses and,
    if there are any, the days that are not verified; `in_all` are their sums. `closed_in_all` says
    how long the service was closed in all, and is empty where it never was.
    """

    heading: str
    facts: list[tuple[str, str]]
    now: list[ServiceNow]
    verified: bool
    verified_words: str
    histories: list[ServiceHistory]
    main_service: str
    year_columns: list[str]
    years: list[YearRow]
    in_all: list[str]
    closed_in_all: str


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
    verified = dataset.slice(last).verified
    return CrossingDetails(
        heading=" – ".join(sides),
        facts=[(term, text) for term, text in _facts(dataset, crossing) if text],
        now=services_now(dataset, crossing, last),
        verified=verified,
        verified_words=verified_words(dataset, verified=verified, on=last),
        histories=service_histories(dataset, crossing),
        main_service=wording.service(crossing.main_service),
        year_columns=[look.label for look in LOOKS.values()]
        + ([] if is_verified else [gettext("Not verified")]),
        years=[_year(tally, is_verified=is_verified) for tally in tallies],
        in_all=_days_in_words(tallies, is_verified=is_verified),
        closed_in_all=_closed_in_all(dataset, tallies, last),
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


def _years(dataset: Dataset, crossing: Crossing, last: date) -> list[statistics.Tally]:
    """The main service's years, from its first known status to the end of `last`, latest first."""
    service = crossing.main_service
    known = dataset.timeline(crossing.id, service).known_from
    if known is None or known >= dataset.when(last).end:
        return []
    return dataset.stats(known, last, services=[(crossing, service)], by="year")[::-1]


def _year(tally: statistics.Tally, *, is_verified: bool) -> YearRow:
    shares = [
        (status, time / _LONGEST_YEAR, verified)
        for times, verified in ((tally.times, True), (tally.carried, False))
        for status, time in times.items()
        if time
    ]
    return YearRow(tally.period.label, _days_in_words([tally], is_verified=is_verified), shares)


def _days_in_words(tallies: Sequence[statistics.Tally], *, is_verified: bool) -> list[str]:
    """The days of each status, and unless all are verified, the days that are not."""
    times = [_sum(tally.times[status] for tally in tallies) for status in LOOKS]
    if not is_verified:
        times.append(_sum(tally.period.unverified for tally in tallies))
    return [language.number(statistics.days(time), 1) for time in times]


def _closed_in_all(dataset: Dataset, tallies: Sequence[statistics.Tally], last: date) -> str:
    time = _sum(tally.times[Status.CLOSED] for tally in tallies)
    if not time:
        return ""
    # Translators: a number of days, with a decimal, of all that were verified through a day
    return gettext(
        "Days closed in all, through {day}: {days}",
        days=language.number(statistics.days(time), 1),
        day=wording.day(min(last, dataset.package.verified_through)),
    )


def _sum(times: Iterable[timedelta]) -> timedelta:
    return sum(times, timedelta())


def _kilometre(dataset: Dataset, crossing: Crossing) -> str:
    place = dataset.linear_positions.get(crossing.id)
    return wording.km(place.chainage_m, grouped=False) if place else "–"
