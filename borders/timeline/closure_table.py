"""The closure table in memory, with the timelines that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import TypeVar, overload

from borders.local_time import When
from borders.model import Decision, Measure, Service
from borders.timeline.rules import Replacements, build_timeline, find_replacements
from borders.timeline.spans import Timeline

K = TypeVar("K", bound=Hashable)


class ClosureTable(Sequence[Measure]):
    """Every measure, in the order of the file; the table never changes.

    `decisions` are all of the record, and `sides` the codes of the frontier's sides. Timelines are
    built on first use and cached; they show themselves in the time of `zone`.
    """

    def __init__(
        self,
        measures: Iterable[Measure],
        decisions: Iterable[Decision],
        sides: Iterable[str],
        zone: tzinfo = UTC,
    ) -> None:
        self._measures = tuple(measures)
        self.decisions, self.sides, self._zone = tuple(decisions), tuple(sides), zone
        self._replacements: dict[When | None, Replacements] = {}
        self._timelines: dict[tuple[str, Service, When | None], Timeline] = {}

    def __len__(self) -> int:
        return len(self._measures)

    @overload
    def __getitem__(self, index: int) -> Measure: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Measure, ...]: ...
    def __getitem__(self, index: int | slice) -> Measure | tuple[Measure, ...]:
        return self._measures[index]

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._measures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClosureTable) and self._measures == other._measures

    def __hash__(self) -> int:
        return hash(len(self))

    @property
    def begins(self) -> datetime | None:
        """The start of the earliest measure; `None` if there is none."""
        return min((measure.start for measure in self), default=None)

    def of_service(self, crossing: str, service: Service) -> Sequence[Measure]:
        """The measures on a service of a crossing, which is named by its id."""
        return self._by_service.get((crossing, service), ())

    def of_decision(self, decision: Decision) -> Sequence[Measure]:
        """The measures under a decision."""
        return self._by_decision.get(decision.id, ())

    def services(self) -> Iterable[tuple[str, Service]]:
        """The services that have measures, each with its crossing's id, in the file's order."""
        return self._by_service

    def replacements(self, as_of: When | None = None) -> Replacements:
        """When each replaced decision ends, and by which, as known at `as_of` (`None`: now)."""
        if as_of not in self._replacements:
            self._replacements[as_of] = find_replacements(self.decisions, as_of)
        return self._replacements[as_of]

    def timeline(self, crossing: str, service: Service, as_of: When | None = None) -> Timeline:
        """The timeline of a service of a crossing, as known at `as_of` (`None`: now)."""
        key = crossing, service, as_of
        if key not in self._timelines:
            measures = self.of_service(crossing, service)
            spans = build_timeline(measures, self.replacements(as_of), self.sides, as_of).spans
            self._timelines[key] = Timeline(spans, self._zone)
        return self._timelines[key]

    @cached_property
    def _by_service(self) -> dict[tuple[str, Service], list[Measure]]:
        return _grouped(self, lambda measure: (measure.crossing, measure.service))

    @cached_property
    def _by_decision(self) -> dict[str, list[Measure]]:
        return _grouped(self, lambda measure: measure.decision.id)


def _grouped(measures: Iterable[Measure], key: Callable[[Measure], K]) -> dict[K, list[Measure]]:
    groups: dict[K, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(key(measure), []).append(measure)
    return groups
