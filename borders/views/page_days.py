"""The days of a site: which differ, which have a page, and which pages differ in the date alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders import local_time
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.timeline.spans import Timeline
from borders.views import context


def states(dataset: Dataset, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, from which something differs.

    They are `first`, the day of each change, the one after it, and the first that is not verified.
    """
    zone = dataset.package.zone
    days = {first, dataset.package.verified_through + timedelta(days=1)}
    for crossing, service in dataset.services():
        days |= turning_days(dataset.timeline(crossing.id, service), zone)
    return sorted(day for day in days if first <= day <= last and local_time.exists(day, zone))


def turning_days(timeline: Timeline, zone: ZoneInfo) -> set[date]:
    """The local day on which each span begins, and the day after, which does not see it begin."""
    begun = {span.start.astimezone(zone).date() for span in timeline.spans if span.start}
    return begun | {day + timedelta(days=1) for day in begun}


class PageDay(NamedTuple):
    """A day that has a page, and the days with a page before and after it."""

    day: date
    before: date | None
    after: date | None


class Days:
    """The days of a site: `pages` are those with a page, in order, and `last` is the last shown."""

    def __init__(self, dataset: Dataset, pages: Sequence[date], last: date) -> None:
        self.dataset, self.pages, self.last = dataset, pages, last
        self.first = pages[0] if pages else last
        self._slices: dict[date, Slice] = {}

    def slice(self, day: date) -> Slice:
        """The slice of a day, which is kept: several languages, pages and pictures show it."""
        if day not in self._slices:
            self._slices[day] = self.dataset.slice(day)
        return self._slices[day]

    @cached_property
    def states(self) -> list[date]:
        """The days from which something differs, the first with a page among them."""
        return states(self.dataset, self.first, self.last)

    @property
    def runs(self) -> list[tuple[date, date]]:
        """Each of the `states` with the last day, included, until which nothing differs."""
        ends = [state - timedelta(days=1) for state in self.states[1:]]
        return list(zip(self.states, [*ends, self.last], strict=True))

    def state(self, day: date) -> date:
        """The last of the `states` that is not after `day`, from which on nothing differs."""
        return self.states[bisect_right(self.states, day) - 1]

    @cached_property
    def _decided(self) -> list[date]:
        """The days on which decisions were made, from which on something else was to come."""
        zone, decisions = self.dataset.package.zone, self.dataset.record.decisions.values()
        return sorted(decision.decided.last_day(zone) for decision in decisions)

    @cached_property
    def groups(self) -> list[list[PageDay]]:
        """The days with a page, in groups of consecutive ones whose pages differ in the date alone.

        Each group is rendered once.
        """
        days = map(PageDay, self.pages, [None, *self.pages], [*self.pages[1:], None])
        return [list(group) for _, group in groupby(days, key=self._content)]

    def _content(self, page: PageDay) -> tuple[object, ...]:
        """A key of everything that a day's page shows besides its date; equal keys, equal pages."""
        return (
            self.state(page.day),
            bisect_right(self._decided, page.day),
            page.before is None,
            page.after is None,
            context.events_on(self.dataset, page.day),
            context.arrivals_on(self.dataset, page.day),
        )
