"""The timelines of all services of a large record, painted at once with numpy.

What `timeline.build` makes of one service's measures after another, tests hold this to. Instants
are microseconds since 1970 in UTC here, measures their rows, and statuses their places in `Status`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borders.local_time import When
from borders.model import Measure, Service, Status
from borders.timeline.closure_table import Measures, Ruled, Timelines
from borders.timeline.rules import Span, Timeline, known_at

Numbers = NDArray[np.int64]

EVER = 2**63 - 1
NONE = -1  # the row of no measure
STATUSES = tuple(Status)
UNKNOWN = STATUSES.index(Status.UNKNOWN)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Resolved(Timelines):
    """All timelines in one sequence of spans: `_offsets` is where each service's begin.

    The first of a timeline has no start.
    """

    def __init__(self, measures: Any, record: Ruled, as_of: When | None) -> None:
        super().__init__(measures, record, as_of)
        self._many = measures
        of_service, starts, governing = self._painted(measures)
        self._keep(of_service, starts, governing)

    def statuses(self, services: Iterable[tuple[str, Service]], at: When) -> list[Status]:
        """The status of each of these services at an instant, or at the end of a day."""
        begun = self._starts < number(at.end) if at.day else self._starts <= number(at.start)
        spans = self._offsets[:-1] + np.add.reduceat(begun, self._offsets[:-1]) - 1
        found = [*self._statuses[spans].tolist(), UNKNOWN]  # the last where nothing is said
        numbers = self._many.numbers
        return [STATUSES[found[numbers.get(service, -1)]] for service in services]

    def with_gaps(self) -> Numbers:
        """The numbers of services of which nothing is known for a while, after something was."""
        silent = self._rows == NONE
        silent[self._offsets[:-1]] = False  # before anything is said
        return np.searchsorted(self._offsets, np.flatnonzero(silent), "right") - 1

    def _build(self, crossing: str, service: Service) -> Timeline:
        place = self._many.numbers.get((crossing, service))
        if place is None:
            return super()._build(crossing, service)
        part = slice(*self._offsets[place : place + 2].tolist())
        return _Part(self._many, self._starts[part], self._rows[part], self._statuses[part])

    def _painted(self, many: Any) -> tuple[Numbers, Numbers, Numbers]:
        """At every point of time at which a measure of a service begins or ends: which governs.

        In the order of the services and of time: the number of the service, when, the measure.
        """
        replaced = np.array(
            [
                number(self.ends[decision.id][0]) if decision.id in self.ends else EVER
                for decision in many.decisions
            ],
            "int64",
        )
        known = np.array([known_at(decision, self._as_of) for decision in many.decisions], bool)
        speaking = [known & many.speaking(side) for side in self._sides]
        # a moment by its place among all that there are: numbers that are small and in order too
        moments = different(np.concatenate([many.moments, replaced, [EVER]]))
        width = moments.size
        starts, ends = many.placed("valid_from", moments), many.placed("valid_until", moments)
        held_until = np.minimum(ends, np.searchsorted(moments, replaced)[many.decision])
        heard = np.any(speaking, axis=0)[many.decision] & (starts < held_until)
        rows = np.flatnonzero(heard)
        service = many.service[rows]
        begun, ended = service * width + starts[rows], service * width + held_until[rows]
        points = different(np.concatenate([begun, ended[held_until[rows] < width - 1]]))
        first, last = np.searchsorted(points, begun), np.searchsorted(points, ended)
        of_service = points // width

        precedence = many.precedence[rows]
        governing = np.full(points.size, NONE)
        most = np.full(points.size, -1)
        for speaks in speaking:
            on_side = speaks[many.decision[rows]]
            top = _highest(first[on_side], last[on_side], precedence[on_side], points.size)
            said = many.preceding(top)
            begins = np.full(len(many.numbers), points.size)
            np.minimum.at(begins, service[on_side], first[on_side])
            has_spoken = np.arange(points.size) >= begins[of_service]
            weight = np.where(has_spoken, many.weights[said], -1)
            heavier = weight > most
            governing[heavier], most[heavier] = said[heavier], weight[heavier]
        return of_service, moments[points % width], governing

    def _keep(self, of_service: Numbers, starts: Numbers, governing: Numbers) -> None:
        """Take as spans what changes something, after one for each service without a start."""
        before = np.append(NONE, governing[:-1])
        before[np.append(True, np.diff(of_service) > 0)[: before.size]] = NONE
        kept = governing != before[: governing.size]
        of_service, starts, governing = of_service[kept], starts[kept], governing[kept]
        counts = np.bincount(of_service, minlength=len(self._many.numbers)) + 1
        self._offsets = np.append(0, np.cumsum(counts))
        places = np.arange(of_service.size) + of_service + 1
        self._starts = np.full(self._offsets[-1], -EVER)
        self._starts[places] = starts
        self._rows = np.full(self._offsets[-1], NONE)
        self._rows[places] = governing
        self._statuses = self._many.statuses[self._rows]


class _Part(Timeline):
    """The timeline of one service among the resolved; a span is made when it is asked for."""

    def __init__(
        self, measures: Measures, starts: Numbers, rows: Numbers, statuses: Numbers
    ) -> None:
        self._measures, self._since = measures, starts
        self._rows, self._statuses = rows, statuses

    @cached_property
    def spans(self) -> tuple[Span, ...]:  # type: ignore[override]
        return tuple(self._span(place, place) for place in range(len(self._rows)))

    @cached_property
    def _starts(self) -> list[datetime]:
        return [_instant(start) for start in self._since.tolist()[1:]]

    def run(self, instant: datetime) -> Span:
        return self._run(bisect_right(self._starts, instant))

    def run_before(self, instant: datetime) -> Span:
        return self._run(bisect_left(self._starts, instant))

    def _run(self, place: int) -> Span:
        first = last = place
        while first > 0 and self._statuses[first - 1] == self._statuses[place]:
            first -= 1
        while last + 1 < len(self._rows) and self._statuses[last + 1] == self._statuses[place]:
            last += 1
        return self._span(first, last)._replace(measure=self._measure(place))

    def _span(self, first: int, last: int) -> Span:
        """From the start of one span to the end of another, with the first one's measure."""
        return Span(
            self._starts[first - 1] if first else None,
            self._starts[last] if last < len(self._starts) else None,
            STATUSES[self._statuses[first]],
            self._measure(first),
        )

    def _measure(self, place: int) -> Measure | None:
        row = int(self._rows[place])
        return None if row == NONE else self._measures[row]


def _highest(first: Numbers, last: Numbers, values: Numbers, count: int) -> Numbers:
    """Of each place from 0 the highest value whose `[first, last)` holds it; -1 where none does.

    A stretch is two runs of 2^k places that overlap, and gives its value to both. From the longest
    runs down to single places, each hands the highest that it was given to its two halves.
    """
    halvings = np.frexp(last - first)[1].astype("int64") - 1  # of its length, rounded down
    given = np.full(count, -1)
    for power in range(int(halvings.max(initial=0)), -1, -1):
        length = 1 << power
        halves = given.copy()
        np.maximum(halves[length:], given[:-length], out=halves[length:])
        given = halves
        chosen = halvings == power
        np.maximum.at(given, first[chosen], values[chosen])
        np.maximum.at(given, last[chosen] - length, values[chosen])
    return given


def different(values: Numbers) -> Numbers:
    """Each value once, in order; faster for very many numbers than `numpy.unique`, which hashes."""
    ordered: Numbers = np.sort(values)
    first = np.append(True, ordered[1:] != ordered[:-1])
    found: Numbers = ordered[first[: ordered.size]]
    return found


def number(instant: datetime) -> int:
    """An instant as microseconds since 1970."""
    return (instant - _EPOCH) // timedelta.resolution


def _instant(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)
