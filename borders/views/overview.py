"""All frontiers on a day: how much of each could be crossed, where, and since when that is so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from borders.language import gettext, message, ngettext, pgettext, pmessage
from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.headline import principal_statuses
from borders.views.style import LOOKS

_NAMED = 2  # points that are named; of more the first is, and the others are counted


class Crossable(StrEnum):
    """How much of a frontier could be crossed, by the main services of its principal points."""

    ALL = "all"
    SOME = "some"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def status(self) -> Status:
        """The status in whose look it is drawn."""
        return _STATUSES.get(self) or Status(self)

    @property
    def label(self) -> str:
        """What a legend calls it."""
        return pgettext(*_LABELS[self])


_STATUSES = {Crossable.ALL: Status.OPEN, Crossable.SOME: Status.OPEN}
_LABELS = {
    # Translators: what a legend says of a frontier, by its crossing points
    Crossable.ALL: pmessage("frontier", "All points open"),
    Crossable.SOME: pmessage("frontier", "Some points open"),
    Crossable.RESTRICTED: pmessage("frontier", "At most restricted"),
    Crossable.CLOSED: pmessage("frontier", "All points closed"),
    Crossable.UNKNOWN: pmessage("frontier", "Not known"),
}


class FrontierOnDay(NamedTuple):
    """A frontier on a day: how much of it could be crossed, and which points, in words.

    `seen` says when that was last seen, where the day is past the last one that was checked.
    """

    name: str
    title: str
    crossable: Crossable
    words: str
    seen: str
    open: int
    total: int
    statuses: Mapping[str, Status]


def frontier_on_day(dataset: Dataset, day: date) -> FrontierOnDay:
    """A frontier at the end of a local day."""
    points = principal_statuses(dataset.slice(day))
    groups = {
        status: [point.crossing for point in points if point.status is status] for status in LOOKS
    }
    opened, total = len(groups[Status.OPEN]), len(points)
    best = next((status for status in LOOKS if groups[status]), Status.UNKNOWN)
    if groups[Status.UNKNOWN] and best is Status.CLOSED:
        best = Status.UNKNOWN
    crossable = Crossable.ALL if opened == total else Crossable.SOME
    if best is not Status.OPEN:
        crossable = Crossable(best)
    through = dataset.package.verified_through
    return FrontierOnDay(
        name=dataset.name,
        title=dataset.translated(dataset.package.frontier_title),
        crossable=crossable,
        words=_words(best, groups[best], total),
        seen=gettext("last seen on {day}", day=wording.day(through)) if day > through else "",
        open=opened,
        total=total,
        statuses={point.crossing.id: point.status for point in points},
    )


def _words(status: Status, points: Sequence[Crossing], total: int) -> str:
    """Which points have a status, e.g. "Terespol and 2 others restricted, of 6"."""
    if not points or status is Status.UNKNOWN:
        return gettext("status unknown")
    if status is Status.CLOSED:
        return ngettext("closed", "all {count} closed", total)
    names = [wording.name(point) for point in points]
    if len(names) > _NAMED:
        others = len(names) - 1
        names = [names[0], ngettext("{count} other", "{count} others", others)]
    said = ngettext(
        "{names} {status}",
        "{names} {status}",
        len(points),
        names=wording.listed(names),
        status=wording.status(status),
    )
    if len(points) == total:
        return said
    # Translators: {points} is such as: Terespol and 2 others open; {total} are all points
    return gettext("{points}, of {total}", points=said, total=total)


def turning_days(dataset: Dataset, first: date, last: date) -> list[date]:
    """The first day, and those to the last on which the view of a frontier is another."""
    days = {first, dataset.package.verified_through + timedelta(days=1), *dataset.change_days()}
    return sorted(day for day in days if first <= day <= last)


HEADLINE = message(
    "Open to road traffic: {open} of {total} crossing points, on {some} of {all} frontiers"
)


def sentence(views: Sequence[FrontierOnDay]) -> str:
    """All frontiers together, e.g. "Open to road traffic: 12 of 28 crossing points, …"."""
    return gettext(
        HEADLINE,
        open=sum(view.open for view in views),
        total=sum(view.total for view in views),
        some=sum(view.open > 0 for view in views),
        all=len(views),
    )


def service_runs(
    dataset: Dataset, crossing: Crossing, service: Service, first: date, last: date
) -> Iterator[tuple[date, Status]]:
    """The days from which a service has a status at their end, and that status."""
    timeline, zone = dataset.timeline(crossing.id, service), dataset.package.zone
    begun = {first} | {
        span.start.astimezone(zone).date() for span in timeline.spans if span.start is not None
    }
    before: Status | None = None
    for day in sorted(day for day in begun if first <= day <= last):
        status = dataset.status(crossing.id, day, service).status
        if status is not before:
            yield day, status
        before = status
