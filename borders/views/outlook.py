"""What changed last and what comes next, as one could know it then or knows it now."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Status
from borders.query.dataset import Dataset
from borders.timeline.spans import runs
from borders.views import wording
from borders.views.changes import turned_words

MOST_AHEAD = 3
"""How many of the next turns are told."""


class Turn(NamedTuple):
    """A change of the main service of principal points at one instant, in words.

    `text` is such as "15 December 2023, 20:00: Vaalimaa and Niirala closed".
    """

    at: datetime
    text: str


def turns(dataset: Dataset, as_of: When | None = None) -> list[Turn]:
    """All turns in order of time, as known at `as_of` (`None`: now).

    Where a status is first recorded nothing turned.
    """
    turned: dict[datetime, list[tuple[Status, Crossing]]] = defaultdict(list)
    principal = [each for each in dataset.record.crossings.values() if each.principal]
    for crossing in principal:
        for before, after in pairwise(runs(dataset.timeline(crossing.id, as_of=as_of).spans)):
            if before.measure and after.start:
                turned[after.start].append((after.status, crossing))
    zone = dataset.package.zone
    return [
        # Translators: a moment, and what changed then
        Turn(at, gettext("{moment}: {gist}", moment=wording.start(at, zone), gist=gist))
        for at, gist in ((at, _gist(turned[at], principal)) for at in sorted(turned))
    ]


def last_turn(turns: Sequence[Turn], at: When) -> str:
    """A sentence on the last turn through a time; empty where there was none."""
    before = _until(turns, at)
    return gettext("Last change: {turn}.", turn=turns[before - 1].text) if before else ""


def next_turns(turns: Sequence[Turn], at: When) -> list[str]:
    """The turns that come first after a time, in words."""
    before = _until(turns, at)
    return [turn.text for turn in turns[before : before + MOST_AHEAD]]


def known_turns(dataset: Dataset, first: date, last: date) -> Iterator[tuple[date, list[str]]]:
    """The days from which other turns were known to come, and those that came first then."""
    zone = dataset.package.zone
    decided = {d.decided.last_day(zone) for d in dataset.record.decisions.values()}
    known = sorted({first} | {day for day in decided if first < day <= last})
    for day, following in zip(known, [*known[1:], last + timedelta(days=1)], strict=True):
        announced = turns(dataset, dataset.when(day))
        passed = {turn.at.astimezone(zone).date() for turn in announced}
        for each in sorted({day} | {other for other in passed if day < other < following}):
            yield each, next_turns(announced, dataset.when(each))


def _gist(turned: Sequence[tuple[Status, Crossing]], principal: Sequence[Crossing]) -> str:
    """Who went to which status, in short where all principal points went the same way."""
    statuses = {status for status, _ in turned}
    if len(statuses) == 1 and len(turned) == len(principal) > 1:
        count, status = wording.number_word(len(turned)), wording.status(statuses.pop())
        # Translators: of crossing points: all eight closed
        return gettext("all {count} {status}", count=count, status=status)
    return turned_words(turned)


def _until(turns: Sequence[Turn], at: When) -> int:
    """How many turns there were through a day, or through an instant."""
    return bisect_left(turns, True, key=lambda turn: not at.reaches(turn.at))
