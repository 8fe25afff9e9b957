"""What happened around a day: dated events, and the arrivals published for it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from borders.model import Arrivals, Event
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.arrivals import PublishedNumber, published_number
from borders.views.backing import SourceView, source_views


class EventView(NamedTuple):
    """A dated event in words."""

    when: str
    title: str
    confidence: str
    sources: list[SourceView]


def events_on(dataset: Dataset, day: date) -> list[Event]:
    """The events of the record that happened on a day, or went on during it.

    An event that is dated to a month or a year alone is on no day.
    """
    written, (single, longer) = day.isoformat(), _events_by_day(dataset)
    going_on = (item for item in longer if item[1].at[:10] <= written <= item[1].until[:10])
    in_order = sorted([*single.get(written, ()), *going_on], key=lambda item: item[0])
    return [event for _, event in in_order]


@lru_cache(maxsize=2)
def _events_by_day(
    dataset: Dataset,
) -> tuple[dict[str, list[tuple[int, Event]]], list[tuple[int, Event]]]:
    """The events, each after its place in the record: of a day, by YYYY-MM-DD, and of several."""
    single: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    longer = []
    for place, event in enumerate(dataset.record.events):
        first, last = event.at[:10], (event.until or event.at)[:10]
        if len(first) < len("2023-12-15"):
            continue
        if first == last:
            single[first].append((place, event))
        else:
            longer.append((place, event))
    return single, longer


def events(dataset: Dataset, day: date) -> list[EventView]:
    """The events of a day in words."""
    return [
        EventView(
            when=" – ".join(wording.partial(at) for at in (event.at, event.until) if at),
            title=dataset.translated(event.title),
            confidence=wording.confidence(event.confidence),
            sources=source_views(event.sources),
        )
        for event in events_on(dataset, day)
    ]


def arrivals_on(dataset: Dataset, day: date) -> list[Arrivals]:
    """The numbers of arrivals that were published for a day alone."""
    return _arrivals_by_day(dataset).get(day.isoformat(), [])


@lru_cache(maxsize=2)
def _arrivals_by_day(dataset: Dataset) -> dict[str, list[Arrivals]]:
    by_day: dict[str, list[Arrivals]] = defaultdict(list)
    for arrivals in dataset.record.arrivals:
        if not arrivals.until:
            by_day[arrivals.date].append(arrivals)
    return by_day


def arrivals(dataset: Dataset, day: date) -> list[PublishedNumber]:
    """The numbers of a day in words: how many, of whom, where, and who says so."""
    return [published_number(dataset, number) for number in arrivals_on(dataset, day)]
