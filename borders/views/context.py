"""What happened around a day: dated events, and the arrivals published for it."""

from __future__ import annotations

from datetime import date

from borders.model import Arrivals, Event
from borders.query.dataset import Dataset
from borders.views import wording as words
from borders.views.answers import View
from borders.views.arrivals import PublishedNumber, published_number
from borders.views.sources import source_words


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
            "sources": source_words(event.sources),
        }
        for event in events_on(dataset, day)
    ]


def arrivals_on(dataset: Dataset, day: date) -> list[Arrivals]:
    """The numbers published for a day alone."""
    written = day.isoformat()
    return [one for one in dataset.record.arrivals if one.date == written and not one.until]


def arrivals(dataset: Dataset, day: date) -> list[PublishedNumber]:
    """The same in words: how many, of whom, where, and who says so."""
    return [published_number(dataset, arrivals) for arrivals in arrivals_on(dataset, day)]


def _on(event: Event, day: str) -> bool:
    if len(event.at) < len(day):
        return False
    return event.at[:10] <= day <= (event.until or event.at)[:10]
