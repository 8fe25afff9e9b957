"""What changed last and what comes next, as one could know it then or knows it now."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Status
from borders.query.dataset import Dataset
from borders.timeline.spans import Timeline, runs
from borders.timeline.unfolding import unfolding
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
    principal = _principal(dataset)
    timelines = [dataset.timeline(crossing.id, as_of=as_of) for crossing in principal]
    return _turns(principal, timelines, dataset.package.zone)


def _principal(dataset: Dataset) -> list[Crossing]:
    return [each for each in dataset.record.crossings.values() if each.principal]


def _turns(
    principal: Sequence[Crossing], timelines: Sequence[Timeline | None], zone: ZoneInfo
) -> list[Turn]:
    """The turns of the principal points, whose main services have these timelines, if any."""
    turned: dict[datetime, list[tuple[Status, Crossing]]] = defaultdict(list)
    for crossing, timeline in zip(principal, timelines, strict=True):
        for before, after in pairwise(runs(timeline.spans if timeline else ())):
            if before.measure and after.start:
                turned[after.start].append((after.status, crossing))
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
    principal, followed = _principal(dataset), [*known[1:], last + timedelta(days=1)]
    unfolded = unfolding(dataset.record.measures, map(dataset.when, known))
    for day, following, timelines in zip(known, followed, unfolded, strict=True):
        of_points = [timelines.get((point.id, point.main_service)) for point in principal]
        announced = _turns(principal, of_points, zone)
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
