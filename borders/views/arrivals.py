"""The published numbers of asylum arrivals in words, each as it was published.

Nothing is added up, subtracted or split. A number of several days stays one number of those days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from borders import language
from borders.model import Arrivals, Qualifier
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.backing import SourceView, source_views

SIGNS = {Qualifier.EXACT: "", Qualifier.ABOUT: "≈", Qualifier.NEARLY: "<", Qualifier.OVER: ">"}
"""The sign before a number, by how it was worded, where there is no room for words."""


class PublishedNumber(NamedTuple):
    """One published number in words: when, where, how many, of whom, and who says so.

    `first` and `last` are the first and the last day that it is of, and `when` these in words.
    `number` is worded as published, e.g. "about 1,300", or in `short` "≈1,300". `counted` says who
    was counted, and where counting ended early, until when.
    """

    arrivals: Arrivals
    first: date
    last: date
    when: str
    where: str
    number: str
    short: str
    counted: str
    confidence: str
    sources: list[SourceView]
    note: str

    @property
    def id(self) -> str:
        """The number's id in the record, its anchor on a page."""
        return self.arrivals.id

    @property
    def is_of_one_day(self) -> bool:
        """Whether it is of a single day."""
        return self.first == self.last


def published_numbers(dataset: Dataset) -> list[PublishedNumber]:
    """Every number of the record, in order of the days that they are of."""
    in_order = sorted(dataset.record.arrivals, key=lambda arrivals: (*days(arrivals), arrivals.row))
    return [published_number(dataset, arrivals) for arrivals in in_order]


def published_number(dataset: Dataset, arrivals: Arrivals) -> PublishedNumber:
    """A number of the record in words."""
    first, last = days(arrivals)
    return PublishedNumber(
        arrivals=arrivals,
        first=first,
        last=last,
        when=_when_words(arrivals),
        where=wording.capital(place_words(dataset, arrivals)),
        number=wording.count(arrivals.count, arrivals.qualifier),
        short=f"{SIGNS[arrivals.qualifier]}{language.number(arrivals.count)}",
        counted=language.joined(", ", map(dataset.translated, (arrivals.counted, arrivals.cutoff))),
        confidence=wording.confidence(arrivals.confidence),
        sources=source_views(arrivals.sources),
        note=dataset.translated(arrivals.note),
    )


def place_words(dataset: Dataset, arrivals: Arrivals) -> str:
    """The crossing, or the part of the frontier, at which people arrived."""
    if arrivals.scope:
        return dataset.translated(arrivals.scope)
    return wording.name(dataset.record.crossings[arrivals.crossing])


def days(arrivals: Arrivals) -> tuple[date, date]:
    """The first and the last day of a number's period, which is of whole months or years if so.

    A period of `2023-11` is 1 to 30 November 2023.
    """
    return _days(arrivals.date)[0], _days(arrivals.until or arrivals.date)[1]


def _days(known: str) -> tuple[date, date]:
    """The first and the last day of a year, a month, a day or a time, written as in the record."""
    year, month, day = (int(part) for part in f"{known[:10]}-0-0".split("-")[:3])
    if day:
        whole = date(year, month, day)
        return whole, whole
    first, last = (month, month) if month else (1, 12)
    following = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), following - timedelta(days=1)


def _when_words(arrivals: Arrivals) -> str:
    """The days in words, what both ends share once: "20–22 November 2023", "November 2023"."""
    last = wording.partial(arrivals.until or arrivals.date)
    if not arrivals.until:
        return last
    first = wording.partial(arrivals.date)
    for shared in range(len(first.split()) - 1, 0, -1):  # words that both end with
        end = first.split()[-shared:]
        if last.split()[-shared:] == end:
            start = " ".join(first.split()[:-shared])
            return f"{start}{' – ' if ' ' in start else '–'}{last}"
    return f"{first} – {last}"
