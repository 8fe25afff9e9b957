"""The days of a site, and what is the same of them in every language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from borders import chronicle, documents
from borders.dataset import Dataset
from borders.slices import Slice


class Step(NamedTuple):
    """A day that has a page, and the days with a page before and after it."""

    day: date
    before: date | None
    after: date | None


class Days:
    """The days from the first with a page to `last`; `pages` are those that have one, in order."""

    def __init__(self, dataset: Dataset, pages: Sequence[date], last: date) -> None:
        self.dataset, self.pages, self.last = dataset, pages, last
        self._slices: dict[date, Slice] = {}

    def slice(self, day: date) -> Slice:
        """The slice of a day, which several languages, pages and pictures show."""
        if day not in self._slices:
            self._slices[day] = self.dataset.slice(day)
        return self._slices[day]

    @cached_property
    def states(self) -> list[date]:
        """The days from which something differs, the first with a page among them."""
        first = self.pages[0] if self.pages else self.last
        return chronicle.states(self.dataset, first, self.last)

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
