"""The days of a site, and what is the same of them in every language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views import context


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


class Days:
    """The days from the first with a page to `last`; `pages` are those that have one, in order."""

    def __init__(self, dataset: Dataset, pages: Sequence[date], last: date) -> None:
        self.dataset, self.pages, self.last = dataset, pages, last
        self.first = pages[0] if pages else last
        self._slices: dict[date, Slice] = {}

    def slice(self, day: date) -> Slice:
        """The slice of a day, which several languages, pages and pictures show."""
        if day not in self._slices:
            self._slices[day] = self.dataset.slice(day)
        return self._slices[day]

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
            context.events_on(self.dataset, day),
            context.arrivals_on(self.dataset, day),
        )
