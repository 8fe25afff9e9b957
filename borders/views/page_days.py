"""The days of a site, and what is the same of them in every language."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import Change, Slice
from borders.views import documents

MANY = 300
"""Crossings beyond which a day is told by what changed, and not by the status of every one."""


def are_many(dataset: Dataset) -> bool:
    """Whether a record has more crossings than that."""
    return len(dataset.record.crossings) > MANY


def days(dataset: Dataset, last: date) -> list[date]:
    """The days from the record's beginning to `last` from which something differs."""
    return states(dataset, dataset.first_day, last)


def states(dataset: Dataset, first: date, last: date) -> list[date]:
    """The days from `first` to `last` from which something differs, `first` among them.

    They are the day of each change, the one after, and the first that is not verified.
    """
    zone = dataset.package.zone
    found = {first, dataset.package.verified_through + timedelta(days=1)}
    for crossing, service in dataset.services():
        for span in dataset.timeline(crossing.id, service).spans:
            if span.start is not None:
                day = span.start.astimezone(zone).date()
                found |= {day, day + timedelta(days=1)}
    return sorted(day for day in found if first <= day <= last)


class Step(NamedTuple):
    """A day that has a page, and the days with a page before and after it."""

    day: date
    before: date | None
    after: date | None


class Counts(NamedTuple):
    """How many crossings have each status of their main service, and of these the principal."""

    every: Mapping[Status, int]
    principal: Mapping[Status, int]


class Days:
    """The days from the first with a page to `last`; `pages` are those that have one, in order."""

    def __init__(self, dataset: Dataset, pages: Sequence[date], last: date) -> None:
        self.dataset, self.pages, self.last = dataset, pages, last
        self.first = pages[0] if pages else last
        self.eve = self.first - timedelta(days=1)
        self.are_many = are_many(dataset)
        self._slices: dict[date, Slice] = {}

    def slice(self, day: date) -> Slice:
        """The slice of a day, which several languages, pages and pictures show."""
        if day not in self._slices:
            self._slices[day] = self.dataset.slice(day)
        return self._slices[day]

    @cached_property
    def ways(self) -> frozenset[str]:
        """Of the principal crossings."""
        return frozenset(c.way for c in self.dataset.record.crossings.values() if c.principal)

    @cached_property
    def states(self) -> list[date]:
        """The days from which something differs, the first with a page among them."""
        return states(self.dataset, self.first, self.last)

    def state(self, day: date) -> date:
        """The first of the days that tell the same as `day`, which is not before them all."""
        return self.states[bisect_right(self.states, day) - 1]

    @cached_property
    def alike(self) -> list[list[Step]]:
        """The days with a page, those together that follow one another and tell the same."""
        steps = map(Step, self.pages, [None, *self.pages], [*self.pages[1:], None])
        return [list(group) for _, group in groupby(steps, key=self._told)]

    def _told(self, step: Step) -> tuple[object, ...]:
        day = step.day
        return (
            self.state(day),
            step.before is None,
            step.after is None,
            documents.events_on(self.dataset, day),
            documents.arrivals_on(self.dataset, day),
        )

    # what differs from day to day, found without asking every crossing on each of them

    @cached_property
    def changes(self) -> Mapping[date, list[Change]]:
        """What changed on each day that saw a change, in order of time."""
        zone, found = self.dataset.package.zone, defaultdict(list)
        for change in self.dataset.changes(self.first, self.last):
            found[change.at.astimezone(zone).date()].append(change)
        return dict(found)

    @cached_property
    def differing(self) -> Mapping[date, list[tuple[Crossing, Service]]]:
        """For each day after the first, the services of which it tells other than the day before.

        They are those that another measure governs, and those that changed the day before.
        """
        zone = self.dataset.package.zone
        found: dict[date, dict[tuple[str, Service], Crossing]] = defaultdict(dict)
        for crossing, service in self.dataset.services():
            for span in self.dataset.timeline(crossing.id, service).spans:
                if span.start is not None:
                    day = span.start.astimezone(zone).date()
                    for one in (day, day + timedelta(1)):
                        if self.first < one <= self.last:
                            found[one][crossing.id, service] = crossing
        return {
            day: [(crossing, service) for (_, service), crossing in services.items()]
            for day, services in found.items()
        }

    @cached_property
    def counts(self) -> Mapping[date, Counts]:
        """For each of the states, how many crossings had which status as its first day ended."""
        at = self.slice(self.eve)
        held = {entry.crossing.id: entry.main.status for entry in at.crossings}
        every = Counter(held.values())
        principal = Counter({status: count for status, count in at.counts.items() if count})
        found = {}
        for day in self.states:
            for change in self.changes.get(day, ()):
                crossing, status = change.crossing, change.after.status
                if change.service is not crossing.services[0]:
                    continue
                for counts in (every, principal) if crossing.principal else (every,):
                    counts[held[crossing.id]] -= 1
                    counts[status] += 1
                held[crossing.id] = status
            found[day] = Counts(*({s: counts[s] for s in Status} for counts in (every, principal)))
        return found
