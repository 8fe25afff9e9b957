"""The chart of arrivals: which published numbers stand in which row, over which days.

Numbers of single days and short periods are drawn over the days of the closures, a row for each
place. All others, of longer periods or of other days, are listed below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from borders.language import gettext, pgettext, pmessage
from borders.model import Qualifier
from borders.query.dataset import Dataset
from borders.query.statistics import FrontierTally
from borders.timeline.spans import Span, runs
from borders.views import wording
from borders.views.about import verified_words
from borders.views.arrivals import SIGNS, PublishedNumber, place_words, published_numbers

_SHORT = timedelta(days=14)  # a shorter period is drawn among single days
_APART = timedelta(days=21)  # at most, between two numbers in one group of closure days
_SIGN_NAMES = {
    # Translators: what a sign before a number means
    Qualifier.ABOUT: pmessage("sign", "about"),
    Qualifier.NEARLY: pmessage("sign", "nearly"),
    Qualifier.OVER: pmessage("sign", "over"),
}

K = TypeVar("K")


class NumbersRow(NamedTuple):
    """The numbers of a place, or of a place and a group of people, in order of time.

    `runs` are the place's runs of equal status over the days that are drawn, if it is a crossing.
    """

    title: str
    numbers: list[PublishedNumber]
    runs: tuple[Span, ...] = ()


class ClosureDays(NamedTuple):
    """The days `first` to `last` around which most numbers lie, and the numbers of these.

    Places of several points come first, then the crossings from north to south, as on a map.
    """

    first: date
    last: date
    frontier: FrontierTally
    rows: list[NumbersRow]


class ArrivalsChart(NamedTuple):
    """The content of the chart of arrivals: the days of the closures, then all other numbers.

    `signs` explains the signs before numbers, e.g. "≈ about"; `source` names the record.
    """

    zone: ZoneInfo
    title: str
    subtitle: str
    days: ClosureDays | None
    periods: list[NumbersRow]
    signs: str
    source: str


def chart_view(dataset: Dataset) -> ArrivalsChart:
    """The chart of all the numbers of the record."""
    frontier = dataset.translated(dataset.package.frontier_title)
    numbers = published_numbers(dataset)
    days = _closure_days(dataset, numbers)
    drawn = {number.id for row in days.rows for number in row.numbers} if days else set()
    others = _grouped(
        (number for number in numbers if number.id not in drawn),
        lambda number: (number.arrivals.counted, place_words(dataset, number.arrivals)),
    )
    return ArrivalsChart(
        zone=dataset.package.zone,
        title=str(gettext("{frontier}: asylum arrivals over the closures", frontier=frontier)),
        subtitle=gettext("Each number as published; no bar where none was found."),
        days=days,
        periods=[
            NumbersRow(f"{wording.capital(dataset.translated(counted))}, {place}", group)
            for (counted, place), group in others.items()
        ],
        signs=", ".join(f"{SIGNS[sign]} {pgettext(*name)}" for sign, name in _SIGN_NAMES.items()),
        source=gettext(
            "{record}, which names the publisher of each number. {verified}",
            record=dataset.translated(dataset.package.title),
            verified=verified_words(dataset, verified=True),
        ),
    )


def _closure_days(dataset: Dataset, numbers: Sequence[PublishedNumber]) -> ClosureDays | None:
    short = [number for number in numbers if number.last - number.first < _SHORT]
    if not short:
        return None
    group = max(_clusters(short), key=len)
    first = group[0].first
    last = max(number.last for number in group) + timedelta(days=1)
    inside = [number for number in short if first <= number.first and number.last <= last]
    (frontier,) = dataset.frontier_stats(first, last)
    areas = _grouped((n for n in inside if not n.arrivals.crossing), lambda number: number.where)
    rows = [NumbersRow(place, group) for place, group in areas.items()]
    rows += _rows_of_crossings(dataset, inside, first, last)
    return ClosureDays(first, last, frontier, rows)


def _clusters(numbers: Sequence[PublishedNumber]) -> list[list[PublishedNumber]]:
    """Numbers, in order of time, cut where more than `_APART` lies between them."""
    clusters: list[list[PublishedNumber]] = []
    last = date.min
    for number in numbers:
        if clusters and number.first - last <= _APART:
            clusters[-1].append(number)
            last = max(last, number.last)
        else:
            clusters.append([number])
            last = number.last
    return clusters


def _rows_of_crossings(
    dataset: Dataset, numbers: Sequence[PublishedNumber], first: date, last: date
) -> Iterator[NumbersRow]:
    """A row for each crossing that has numbers, from north to south."""
    groups = _grouped(numbers, lambda number: number.arrivals.crossing)
    start, end = dataset.when(first).start, dataset.when(last).end
    for crossing in reversed(list(dataset.record.crossings.values())):
        if crossing.id in groups:
            spans = dataset.timeline(crossing.id).between(start, end)
            yield NumbersRow(wording.name(crossing), groups[crossing.id], tuple(runs(spans)))


def _grouped(
    numbers: Iterable[PublishedNumber], key: Callable[[PublishedNumber], K]
) -> dict[K, list[PublishedNumber]]:
    """The numbers that share a key, in the order in which the keys first come."""
    groups: dict[K, list[PublishedNumber]] = defaultdict(list)
    for number in numbers:
        groups[key(number)].append(number)
    return groups
