"""The published numbers of asylum arrivals, each as it was: what a chart and a table of them show.

Nothing is added up, subtracted or split. A number of several days stays one number of those days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from borders import language
from borders.language import gettext, pgettext, pmessage
from borders.model import Arrivals, Qualifier
from borders.query.dataset import Dataset
from borders.timeline.spans import runs
from borders.views import answers as views
from borders.views import wording as words
from borders.views.answers import View
from borders.views.coverage import verified_words
from borders.views.sources import source_words
from borders.views.statistics import steps

_SHORT = 14  # days of a period that can be told from others where single days are drawn
_APART = 21  # days between two numbers that are drawn together
_SIGN_NAMES = {
    # Translators: what a sign before a number means
    Qualifier.ABOUT: pmessage("sign", "about"),
    Qualifier.NEARLY: pmessage("sign", "nearly"),
    Qualifier.OVER: pmessage("sign", "over"),
}
_SIGNS = {Qualifier.EXACT: "", Qualifier.ABOUT: "≈", Qualifier.NEARLY: "<", Qualifier.OVER: ">"}


def arrivals(dataset: Dataset) -> View:
    """Every number in order of time, and how a chart lays them out.

    `days` are the bounds of the part in which most numbers of single days or short periods lie;
    `rows` have these, a row for each place, and `periods` all other numbers, a group for each place
    and thing counted. Points stand from north to south, as on a map.
    """
    found = sorted(dataset.record.arrivals, key=lambda one: (*bounds(one), one.row))
    window = _window(found)
    drawn = [one for one in found if window and _inside(one, window)]
    others = [one for one in found if one not in drawn]
    package = dataset.package
    verified = verified_words(dataset, verified=True)
    return {
        "frontier": dataset.translated(package.frontier_title),
        "timezone": package.zone.key,
        "title": str(
            gettext(
                "{frontier}: asylum arrivals over the closures",
                frontier=dataset.translated(package.frontier_title),
            )
        ),
        "subtitle": gettext("Each number as published; no bar where none was found."),
        "verified_through": package.verified_through.isoformat(),
        "numbers": [number(dataset, one) for one in found],
        "days": [day.isoformat() for day in window] if window else [],
        "open": _open(dataset, window) if window else None,
        "rows": list(_rows(dataset, drawn, window)) if window else [],
        "periods": [
            {
                "title": f"{words.capital(dataset.translated(counted))}, {where}",
                "numbers": [_mark(one) for one in group],
            }
            for (counted, where), group in _grouped(
                others, lambda one: (one.counted, _where(dataset, one))
            )
        ],
        "signs": ", ".join(
            f"{_SIGNS[kind]} {pgettext(*named)}" for kind, named in _SIGN_NAMES.items()
        ),
        "source": gettext(
            "{record}, which names the publisher of each number. {verified}",
            record=dataset.translated(package.title),
            verified=verified,
        ),
    }


def number(dataset: Dataset, found: Arrivals) -> View:
    """One number in words: when, where, how many, of whom, and who says so."""
    return {
        "id": found.id,
        "date": found.date,
        "until": found.until or None,
        "when": _when_words(found),
        "crossing": found.crossing or None,
        "where": words.capital(_where(dataset, found)),
        "count": found.count,
        "qualifier": str(found.qualifier),
        "number": words.count(found.count, found.qualifier),
        "counted": language.joined(", ", map(dataset.translated, (found.counted, found.cutoff))),
        "confidence": words.confidence(found.confidence),
        "sources": [source._asdict() for source in source_words(found.sources)],
        "note": dataset.translated(found.note),
    }


def bounds(found: Arrivals) -> tuple[date, date]:
    """The first and the last day that a number is of, as far as they were published."""
    return _first(found.date), _last(found.until or found.date)


def _first(text: str) -> date:
    return date.fromisoformat(f"{text}-01-01"[:10])


def _last(text: str) -> date:
    if len(text) == len("YYYY-MM-DD"):
        return date.fromisoformat(text)
    start = _first(text)
    months = 1 if len(text) == len("YYYY-MM") else 12
    following = (start.year * 12 + start.month - 1) + months
    return date(following // 12, following % 12 + 1, 1) - timedelta(days=1)


def _window(found: Iterable[Arrivals]) -> tuple[date, date] | None:
    """The days among which most numbers of single days or short periods lie, and one more."""
    best: list[tuple[date, date]] = []
    group: list[tuple[date, date]] = []
    for first, last in map(bounds, found):
        if (last - first).days >= _SHORT:
            continue
        if group and (first - max(end for _, end in group)).days > _APART:
            group = []
        group.append((first, last))
        best = max(best, list(group), key=len)
    if not best:
        return None
    return best[0][0], max(last for _, last in best) + timedelta(days=1)


def _inside(found: Arrivals, window: tuple[date, date]) -> bool:
    first, last = bounds(found)
    return window[0] <= first and last <= window[1] and (last - first).days < _SHORT


def _rows(dataset: Dataset, drawn: Sequence[Arrivals], window: tuple[date, date]) -> Iterator[View]:
    """Several points together first, then the crossings from north to south."""
    order = list(dataset.record.crossings)
    together = [one for one in drawn if not one.crossing]
    single = sorted(
        (one for one in drawn if one.crossing), key=lambda one: -order.index(one.crossing)
    )
    for where, group in _grouped(together, lambda one: (_where(dataset, one),)):
        yield {
            "title": words.capital(where[0]),
            "spans": [],
            "numbers": [_mark(one) for one in group],
        }
    for key, group in _grouped(single, lambda one: (one.crossing,)):
        crossing = dataset.record.crossings[key[0]]
        start, end = (dataset.when(day) for day in window)
        spans = dataset.timeline(crossing.id).between(start.start, end.end)
        yield {
            "title": words.name(crossing),
            "spans": [
                {
                    "status": str(run.status),
                    "from": views.iso(dataset, run.start),
                    "until": views.iso(dataset, run.end),
                }
                for run in runs(spans)
            ],
            "numbers": [_mark(one) for one in group],
        }


def _open(dataset: Dataset, window: tuple[date, date]) -> View:
    """How many points were open over the days that are drawn."""
    (found,) = dataset.frontier_stats(*window)
    return {"top": found.runs[0].counted, "steps": steps(dataset, found)}


def _mark(found: Arrivals) -> View:
    """What a chart shows of a number: its days, its height, its words."""
    first, last = bounds(found)
    return {
        "id": found.id,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "when": _when_words(found),
        "count": found.count,
        "words": f"{_SIGNS[found.qualifier]}{language.number(found.count)}",
        "partial": bool(found.cutoff),
    }


def _grouped(
    found: Iterable[Arrivals], key: Callable[[Arrivals], tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], list[Arrivals]]]:
    """Those that share a key, in the order in which the keys first come."""
    groups: dict[tuple[str, ...], list[Arrivals]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    yield from groups.items()


def _when_words(found: Arrivals) -> str:
    """Such as: 15 November 2023; 20–22 November 2023; November 2023 – January 2024."""
    last = words.partial(found.until or found.date)
    if not found.until:
        return last
    first = words.partial(found.date)
    for shared in range(len(first.split()) - 1, 0, -1):  # words that both end with
        end = first.split()[-shared:]
        if last.split()[-shared:] == end:
            start = " ".join(first.split()[:-shared])
            return f"{start}{' – ' if ' ' in start else '–'}{last}"
    return f"{first} – {last}"


def _where(dataset: Dataset, found: Arrivals) -> str:
    if found.scope:
        return dataset.translated(found.scope)
    return words.name(dataset.record.crossings[found.crossing])
