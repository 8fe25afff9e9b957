"""All measures of a record, and the timelines of its services."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from borders.local_time import When
from borders.model import Crossing, Decision, Measure, Package, Service, Source, Status
from borders.timeline.rules import Ends, Timeline, build, ended_by

K = TypeVar("K", bound=Hashable)


class Ruled(Protocol):
    """What timelines follow from, besides the measures."""

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """Every decision by its id."""

    @property
    def crossings(self) -> Mapping[str, Crossing]:
        """Every crossing by its id."""

    @property
    def package(self) -> Package:
        """Which sides there are."""


class Measures(Sequence[Measure]):
    """All measures of a record in the order of the file; `bulk` has another for very many."""

    def __init__(self, measures: Iterable[Measure] = ()) -> None:
        self._all = tuple(measures)
        self._known: dict[When | None, Timelines] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, row: Any) -> Any:
        return self._all[row]

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Measures) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self))

    @property
    def begins(self) -> datetime | None:
        """The start of the earliest; `None` if there is none."""
        return min((measure.start for measure in self), default=None)

    def of(self, crossing: str, service: Service) -> Sequence[Measure]:
        """Those of one service of a crossing."""
        return self._by_service.get((crossing, service), [])

    def under(self, decision: Decision) -> Sequence[Measure]:
        """Those that a decision laid down."""
        return self._by_decision.get(decision.id, [])

    def timelines(self, record: Ruled, as_of: When | None = None) -> Timelines:
        """What they say of every service, as known at `as_of`; `record` is theirs."""
        if as_of not in self._known:
            self._known[as_of] = self._timelines(record, as_of)
        return self._known[as_of]

    def _timelines(self, record: Ruled, as_of: When | None) -> Timelines:
        return Timelines(self, record, as_of)

    def sources(self) -> Iterable[Source]:
        """Every document that they cite."""
        return (source for measure in self for source in measure.sources)

    def remarks(self) -> Iterable[str]:
        """Every text that they add."""
        return (text for one in self for text in (one.confidence_note, one.note))

    def suspects(self, record: Ruled) -> Sequence[Measure]:  # noqa: ARG002
        """Those about which a check of the record could have anything to say."""
        return self

    @cached_property
    def _by_service(self) -> dict[tuple[str, Service], list[Measure]]:
        return _grouped(self, lambda measure: (measure.crossing, measure.service))

    @cached_property
    def _by_decision(self) -> dict[str, list[Measure]]:
        return _grouped(self, lambda measure: measure.decision.id)


class Timelines:
    """The timelines of all services, as known at `as_of` (`None`: as known now)."""

    def __init__(self, measures: Measures, record: Ruled, as_of: When | None) -> None:
        self.ends: Ends = ended_by(record.decisions.values(), as_of)
        self._measures, self._as_of = measures, as_of
        self._sides = record.package.sides
        self._built: dict[tuple[str, Service], Timeline] = {}

    def of(self, crossing: str, service: Service) -> Timeline:
        """The timeline of one service of a crossing."""
        key = crossing, service
        if key not in self._built:
            self._built[key] = self._build(crossing, service)
        return self._built[key]

    def statuses(self, services: Iterable[tuple[str, Service]], at: When) -> list[Status]:
        """The status of each of these services at an instant, or at the end of a day."""
        timelines = (self.of(*service) for service in services)
        return [(line.before(at.end) if at.day else line.at(at.start)).status for line in timelines]

    def _build(self, crossing: str, service: Service) -> Timeline:
        measures = self._measures.of(crossing, service)
        return build(measures, self.ends, self._sides, self._as_of)


def _grouped(measures: Iterable[Measure], key: Callable[[Measure], K]) -> dict[K, list[Measure]]:
    found: dict[K, list[Measure]] = {}
    for measure in measures:
        found.setdefault(key(measure), []).append(measure)
    return found
