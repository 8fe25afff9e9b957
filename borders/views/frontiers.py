"""Several frontiers at a glance: how many points each has, how many are open, how far to trust."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from borders.local_time import When
from borders.model import RecordStanding, Status
from borders.query.dataset import Dataset, Moment
from borders.query.slices import is_verified


class FrontierView(NamedTuple):
    """A frontier at a time.

    - `frontier`: the name of its data folder; `title` is for readers, in their language
    - `crossings`: how many there are; `counts` are the statuses of the principal ones
    - `verified`: whether the time is verified; if not, what is open is what was last seen so
    - `standing`: how far the record can be trusted, if it says so
    """

    frontier: str
    title: str
    timezone: str
    at: When
    crossings: int
    counts: dict[Status, int]
    verified: bool
    verified_through: date
    standing: RecordStanding | None

    @property
    def points(self) -> int:
        """The number of principal points."""
        return sum(self.counts.values())


def frontier_view(dataset: Dataset, moment: Moment) -> FrontierView:
    """A frontier at a moment, by its own clock."""
    package, at = dataset.package, dataset.when(moment)
    counts = dict.fromkeys(Status, 0)
    for crossing in dataset.record.crossings.values():
        if crossing.principal:
            counts[dataset.status(crossing.id, at).status] += 1
    return FrontierView(
        frontier=dataset.name,
        title=dataset.translated(package.frontier_title),
        timezone=package.zone.key,
        at=at,
        crossings=len(dataset.record.crossings),
        counts=counts,
        verified=is_verified(at, package),
        verified_through=package.verified_through,
        standing=package.standing,
    )
