"""What happened around a day: dated events, and the arrivals published for it."""

from __future__ import annotations

from datetime import date
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
    written = day.isoformat()
    return [
        event
        for event in dataset.record.events
        if len(event.at) >= len(written)
        and event.at[:10] <= written <= (event.until or event.at)[:10]
    ]


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
    written = day.isoformat()
    return [
        arrivals
        for arrivals in dataset.record.arrivals
        if arrivals.date == written and not arrivals.until
    ]


def arrivals(dataset: Dataset, day: date) -> list[PublishedNumber]:
    """The numbers of a day in words: how many, of whom, where, and who says so."""
    return [published_number(dataset, number) for number in arrivals_on(dataset, day)]
