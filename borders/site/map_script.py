"""Every day of the record as one view: what a page's script needs to show any of them.

Between two changes nothing differs from day to day, so a fact is said once, with the day from
which it holds. Days are ISO strings that compare as they stand; no script makes a clock of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from borders import language
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.views import day as daily
from borders.views import page_days
from borders.views import wording as words
from borders.views.answers import View
from borders.views.coverage import verified_words
from borders.views.style import WAYS, looks

# What of a service's words holds as long as its status does; the rest belongs to the day itself.
_LASTING = (
    *("status", "label", "sentence", "planned", "hours", "note"),
    *("decision", "confidence", "chain", "sources"),
)
_TOLD = ("title", "authority", "decided", "text")  # of a decision; the rest is on its own page
_OF_THE_DAY = ("before", "clock", "spans")


def chronicle(dataset: Dataset, last: date, view: Callable[[date], View] | None = None) -> View:
    """The view of every day from the record's beginning to `last`.

    `view` is that of a day, from `daily.day` unless a caller keeps them.
    """
    view = view or (lambda day: daily.day(dataset, dataset.slice(day)))
    return of_views(dataset, [view(day) for day in page_days.days(dataset, last)], last)


def of_views(dataset: Dataset, shown: Sequence[View], last: date) -> View:
    """The same of chosen views of `daily.day`, each holding from its own day to the next one's."""
    pool = _Pool()
    crossings: list[View] = []
    for number, crossing in enumerate(shown[0]["crossings"]):
        services = []
        for index, service in enumerate(crossing["services"]):
            entries = [
                (day, *_fact(pool, told))
                for day, told in _turns(
                    (view["date"], view["crossings"][number]["services"][index]) for view in shown
                )
            ]
            services.append(
                {
                    "service": service["service"],
                    "label": service["service_label"],
                    "entries": list(_unlike(entries)),
                }
            )
        known = ("id", "name", "opposite", "way", "principal", "lat", "lon", "place")
        crossings.append(
            {
                **{key: crossing[key] for key in known},
                "note": crossing["position_note"],
                "services": services,
            }
        )
    headlines = [(view["date"], view["headline"], view["stretches"]["words"]) for view in shown]
    return {
        **common(dataset, shown[0]["date"], last),
        "crossings": crossings,
        "facts": pool.values["facts"],
        "sources": pool.values["sources"],
        "decisions": {
            decision["id"]: {key: decision[key] for key in _TOLD}
            for view in shown
            for decision in view["decisions"]
        },
        "headlines": list(_unlike(headlines)),
        "changes": {view["date"]: view["changes"] for view in shown if view["changes"]},
    }


def common(dataset: Dataset, first: str, last: date) -> View:
    """What the scripts show and say of the days from `first` to `last`, whatever the crossings."""
    return {
        "frontier": dataset.translated(dataset.package.frontier_title),
        "first": first,
        "last": last.isoformat(),
        "verified_through": dataset.package.verified_through.isoformat(),
        "verified_words": [
            verified_words(dataset, verified=verified) for verified in (False, True)
        ],
        "looks": looks(),
        "ways": WAYS,
        **_said(dataset),
    }


def _said(dataset: Dataset) -> View:
    """What the scripts say, their named places left open, and how they write a day."""
    day, months = language.day_pattern()
    frontier = str(dataset.translated(dataset.package.frontier_title))
    return {
        "months": months,
        "words": {
            "day": day,
            "title": gettext("{frontier}, {day}: {headline}").replace("{frontier}", frontier),
            # Translators: a day and how many crossings were open on it
            "shown": gettext("{day}: {headline}"),
            "spans": gettext("That day: {spans}"),
            "hours": gettext("Hours: {hours}"),
            "changes": gettext("Changed on this day"),
            # Translators: a symbol on the map, such as: Vaalimaa, road: Closed
            "crossing": gettext("{crossing}, {way}: {status}"),
            "turned": gettext("{crossing}, {way}: {status} ({before} before {clock})"),
            "play": gettext("Play"),
            "pause": gettext("Pause"),
            "zoom_in": gettext("Zoom in"),
            "zoom_out": gettext("Zoom out"),
            "close": gettext("Close popup"),
            "kilometres": gettext("Kilometres"),
            "km": gettext("{km} km"),
            # Translators: a length in metres, on the map
            "m": gettext("{m} m"),
            # Translators: whose map tiles they are
            "tiles": gettext("Tiles © {name} contributors."),
        },
        "way_words": {way: words.way(way) for way in WAYS},
    }


def _turns(told: Iterable[tuple[str, View]]) -> Iterator[tuple[str, View]]:
    """The days whose view is another than the one before, which it often is itself."""
    last: View | None = None
    for day, view in told:
        if view is not last:
            last = view
            yield day, view


class _Pool:
    """Values kept once each, referred to by their place in a list."""

    def __init__(self) -> None:
        self.values: dict[str, list[Any]] = {}
        self._places: dict[tuple[str, str], int] = {}

    def place(self, name: str, value: Any) -> int:
        kept = self.values.setdefault(name, [])
        key = (name, json.dumps(value, sort_keys=True))
        if key not in self._places:
            self._places[key] = len(kept)
            kept.append(value)
        return self._places[key]


def _fact(pool: _Pool, told: View) -> tuple[Any, ...]:
    """The place of the lasting words, and what belongs to the day alone where it saw a change."""
    lasting = {key: told[key] for key in _LASTING if told[key]}
    if "sources" in lasting:
        lasting["sources"] = [
            pool.place(
                "sources", {"text": str(source.text), "short": source.short, "url": source.url}
            )
            for source in told["sources"]
        ]
    place = pool.place("facts", lasting)
    return (place, {key: told[key] for key in _OF_THE_DAY}) if told["changed"] else (place,)


def _unlike(entries: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """The entries that differ from the one before in more than their day."""
    last: tuple[Any, ...] | None = None
    for entry in entries:
        if entry[1:] != last:
            last = entry[1:]
            yield entry
