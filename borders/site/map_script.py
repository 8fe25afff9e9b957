"""The data of the map's script, `record.js`, as JSON.

Between two changes nothing differs from day to day, so every fact stands there once, with the day
from which it holds. Days are ISO strings that compare as they stand; no script makes a clock of
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from borders import language
from borders.export.serialise import Json
from borders.language import gettext, pgettext
from borders.query.dataset import Dataset
from borders.site.map_days import CrossingDays, MapDays, days_of_record, days_of_slice
from borders.views import wording
from borders.views.about import age_words, verified_words
from borders.views.announcements import Announcement
from borders.views.backing import SourceView
from borders.views.crossing_status import CrossingView, ServiceView
from borders.views.day import DayView
from borders.views.decisions import DecisionView
from borders.views.style import WAYS, looks, ways_used

_PLURALS = {"one": 1, "few": 2, "many": 5, "other": 5}
"""A number of each category of plurals, as CLDR and JavaScript's `Intl.PluralRules` name them."""

_Entry = tuple[object, ...]
"""An entry of a list by day: the day from which it holds, then its values."""


_Pool = dict[tuple[tuple[str, object], ...], int]
"""The members of JSON objects that stand once in a list, and the place of each in it."""


def record_data(dataset: Dataset, last: date) -> Json:
    """The data of every day from the record's beginning to `last`.

    Text in it may have parts in another language, see `serialise.in_parts`.
    """
    return _data(dataset, days_of_record(dataset, last))


def slice_data(dataset: Dataset, view: DayView) -> Json:
    """The data of a slice alone."""
    return _data(dataset, days_of_slice(view))


def _data(dataset: Dataset, days: MapDays) -> Json:
    package = dataset.package
    ways = ways_used(crossing.way for crossing in dataset.record.crossings.values())
    return {
        "first": days.first.isoformat(),
        "last": days.last.isoformat(),
        "verified_through": package.verified_through.isoformat(),
        "verified_words": verified_words(dataset, verified=True),
        "age_words": {of: age_words(dataset, n, "{count}") for of, n in _PLURALS.items()},
        "looks": looks(),
        "ways": [(way, WAYS[way]) for way in ways],
        "way_words": [(way, wording.way(way)) for way in ways],
        **_messages(dataset),
        **_crossings(dataset, days.crossings),
        # in pairs, since the keys of an object in JavaScript are not free: "__proto__" is none
        "decisions": [(each.id, _decision(dataset, each)) for each in days.decisions],
        "headlines": _turns((day.isoformat(), *words) for day, *words in days.headlines),
        "others": _turns((day.isoformat(), words) for day, words in days.others),
        "changes": {
            day.isoformat(): [_change(change) for change in changes]
            for day, changes in groupby(days.changes, key=lambda change: change.day)
        },
    }


def _messages(dataset: Dataset) -> Json:
    """The script's own messages, with their named places left open, and how it writes a day."""
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
            "changed": pgettext("day", "changed"),
            # Translators: {turn} is such as: 15 December 2023, 20:00: Vaalimaa and Niirala closed
            "last_change": gettext("Last change: {turn}."),
            "ahead": gettext("What came next"),
            "announced": gettext("What was to come, as announced by then"),
            "as_of": gettext("As it was known at the end of {day}"),
            "no_source": gettext("No source says anything"),
            "outcome": gettext("{names}: {outcome}"),
            "source": gettext("Source: {source}"),
            "documents": gettext("documents: {count}"),
            "contested": gettext("Sources disagree:"),
            # Translators: a symbol on the map, such as: Vaalimaa, road: Closed
            "crossing": gettext("{crossing}, {way}: {status}"),
            "turned": gettext("{crossing}, {way}: {status} ({before} before {clock})"),
            "play": gettext("Play"),
            "pause": gettext("Pause"),
            "zoom_in": gettext("Zoom in"),
            "zoom_out": gettext("Zoom out"),
            "close": gettext("Close popup"),
            "kilometres": gettext("Kilometres"),
            "crossings": gettext("Crossing points"),
            "two_fingers": gettext("Move the map with two fingers"),
            # Translators: how to zoom the map with the wheel of a mouse; {key} is Ctrl or ⌘
            "wheel": gettext("Hold {key} to zoom the map with the wheel"),
            "km": gettext("{km} km"),
            # Translators: a length in metres, on the map
            "m": gettext("{m} m"),
            # Translators: whose map tiles they are
            "tiles": gettext("Tiles © {name} contributors."),
        },
    }


def _crossings(dataset: Dataset, crossings: Iterable[CrossingDays]) -> Json:
    """The crossings, and the facts and sources to which their entries refer by place.

    An entry of a service is a day, the place of the fact that holds from it on, and what changed
    on that day if anything did.
    """
    facts: _Pool = {}
    sources: _Pool = {}

    def source_place(source: SourceView) -> int:
        return _place(sources, text=str(source.text), short=source.short, url=source.url)

    def entry(day: date, view: ServiceView) -> _Entry:
        fact = {
            "status": view.status,
            "label": view.label,
            "since": view.since,
            "plan": view.plan,
            "outcome": view.outcome,
            "hours": view.hours,
            "note": view.note,
            "decision": view.decision,
            "confidence": view.confidence,
            "chain": view.chain,
            "sources": tuple(map(source_place, view.sources)),
        }
        place = _place(facts, **{key: value for key, value in fact.items() if value})
        if view.change is None:
            return day.isoformat(), place
        before, clock, parts = view.change
        return day.isoformat(), place, {"before": before, "clock": clock, "spans": parts}

    entries = [
        {
            **_crossing(dataset, crossing.view),
            "services": [
                {
                    "service": views[0][1].service,
                    "label": wording.service(views[0][1].service),
                    "entries": _turns(entry(day, view) for day, view in views),
                }
                for views in crossing.services
            ],
        }
        for crossing in crossings
    ]
    return {
        "crossings": entries,
        "facts": [dict(fact) for fact in facts],
        "sources": [dict(source) for source in sources],
    }


def _place(pool: _Pool, **members: object) -> int:
    """The place of an object, which is added if it is not there yet."""
    return pool.setdefault(tuple(members.items()), len(pool))


def _crossing(dataset: Dataset, crossing: CrossingView) -> Json:
    lon, lat = None, None
    if crossing.position:
        [(lon, lat)] = dataset.frontier.continued([crossing.position])
    return {
        "id": crossing.id,
        "name": crossing.name,
        "opposite": crossing.opposite,
        "way": crossing.way,
        "principal": crossing.principal,
        "lat": lat,
        "lon": lon,
        "place": crossing.place,
        "note": crossing.position_note,
    }


def _decision(dataset: Dataset, decision: DecisionView) -> Json:
    """The words on a decision; the rest is on the page of decisions, and of contested claims."""
    claims = [
        (claim.id, claim.crossings)
        for claim in dataset.record.claims
        if decision.id in claim.decisions
    ]
    return {
        "title": decision.title,
        "authority": decision.authority,
        "decided": decision.decided,
        "text": decision.text,
        "claims": claims,
    }


def _change(change: Announcement) -> Json:
    """The words on a change; the rest is in the feeds and in `changes.csv`."""
    return {"clock": change.clock, "lines": change.lines, "decision": change.caption}


def _turns(entries: Iterable[_Entry]) -> list[_Entry]:
    """The entries that differ from the one before in more than their day."""
    return [next(group) for _, group in groupby(entries, key=lambda entry: entry[1:])]
