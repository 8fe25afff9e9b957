"""The headline of a time: a sentence that names what is open and what is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders import local_time
from borders.language import gettext, message, ngettext, nmessage
from borders.model import VEHICLES, Crossing, Package, Service, Status
from borders.query.slices import Slice
from borders.views import wording
from borders.views.style import LOOKS

_MOST_NAMES = 4  # a longer list is counted: a headline is read at a glance

_ALL = {
    # Translators: {count} is a number in words: All eight are closed
    Status.OPEN: message("All {count} are open"),
    Status.RESTRICTED: message("All {count} are restricted"),
    Status.CLOSED: message("All {count} are closed"),
    Status.UNKNOWN: message("Of all {count} the status is unknown"),
}
_NAMED = {
    # Translators: {names} are one crossing point or several: Vaalimaa and Niirala are open
    Status.OPEN: nmessage("{names} is open", "{names} are open"),
    Status.RESTRICTED: nmessage("{names} is restricted", "{names} are restricted"),
    Status.CLOSED: nmessage("{names} is closed", "{names} are closed"),
    Status.UNKNOWN: nmessage("{names} is unknown", "{names} are unknown"),
}
_COUNTED = {
    # Translators: {number} is a number of crossing points in words: six are closed
    Status.OPEN: nmessage("{number} is open", "{number} are open"),
    Status.RESTRICTED: nmessage("{number} is restricted", "{number} are restricted"),
    Status.CLOSED: nmessage("{number} is closed", "{number} are closed"),
    Status.UNKNOWN: nmessage("{number} is unknown", "{number} are unknown"),
}


class PointStatus(NamedTuple):
    """A crossing point with its status and since when that has held without a break."""

    crossing: Crossing
    status: Status
    since: datetime | None


def principal_statuses(at: Slice) -> list[PointStatus]:
    """The principal crossing points of a slice with the status of their main service."""
    return [
        PointStatus(entry.crossing, entry.main.status, entry.main.since)
        for entry in at.crossings
        if entry.crossing.principal
    ]


def headline(points: Sequence[PointStatus], package: Package, day: date) -> str:
    """A sentence on the principal points on a local day, without its full stop.

    E.g. "Vaalimaa and Niirala are open; six are closed", or "All eight are closed, the last since
    15 December 2023, 20:00". Past the last day that a provisional record was checked, it says so.
    """
    sentence, seen = _sentence(points, package.zone), package.last_seen(day)
    if seen is None:
        return sentence
    checked = local_time.day(seen, package.zone).end
    values = {"day": wording.day(seen), "headline": sentence}
    if any(point.since and point.since >= checked for point in points):
        # Translators: {headline} is such as: Vaalimaa and Niirala are open; six are closed
        return gettext("As seen or planned on {day}: {headline}", **values)
    return gettext("As last seen on {day}: {headline}", **values)


def _sentence(points: Sequence[PointStatus], zone: ZoneInfo) -> str:
    """The principal points by their status."""
    groups = {
        status: members
        for status in LOOKS
        if (members := [point for point in points if point.status is status])
    }
    if not groups:
        return gettext("No crossing points")
    if len(groups) == 1:
        status = points[0].status
        text = wording.capital(_clause(status, points))
        if len(points) > _MOST_NAMES:
            text = gettext(_ALL[status], count=wording.number_word(len(points)))
        return text if status is Status.UNKNOWN else f"{text}, {_since(points, zone)}"
    clauses = [_clause(status, members) for status, members in groups.items()]
    return wording.capital("; ".join(clauses))


def _since(points: Sequence[PointStatus], zone: ZoneInfo) -> str:
    """Since when all points have had their status."""
    starts = {point.since for point in points}
    last = max((start for start in starts if start), default=None)
    since = wording.since(last, zone)
    # Translators: {since} is such as: since 15 December 2023, 20:00
    return since if len(starts) == 1 else gettext("the last {since}", since=since)


def _clause(status: Status, points: Sequence[PointStatus]) -> str:
    """The points with a status: few are named, many are counted."""
    count = len(points)
    if count > _MOST_NAMES:
        return ngettext(*_COUNTED[status], count, number=wording.number_word(count))
    names = wording.names(point.crossing for point in points)
    return ngettext(*_NAMED[status], count, names=names)


def other_points(points: Iterable[tuple[Crossing, Status]]) -> str:
    """The main services of points that the headline does not count, in a few sentences."""
    names: dict[tuple[str, Status], list[str]] = {}
    for crossing, status in points:
        names.setdefault((_kind(crossing), status), []).append(wording.name(crossing))
    order = list(LOOKS)
    clauses: dict[str, list[str]] = {}
    for kind, status in sorted(names, key=lambda key: order.index(key[1])):
        listed = wording.listed(names[kind, status])
        # Translators: such as: closed at Parikkala and Inari
        clause = gettext("{status} at {names}", status=wording.status(status), names=listed)
        clauses.setdefault(kind, []).append(clause)
    return " ".join(f"{kind}: {'; '.join(clauses[kind])}." for kind in sorted(clauses))


def _kind(crossing: Crossing) -> str:
    """What kind of point a crossing is that the headline does not count, to begin a sentence."""
    if crossing.main_service not in (Service.ROAD, *VEHICLES):
        return wording.capital(wording.service(crossing.main_service))
    if crossing.category == "temporary":
        # Translators: crossing points of a kind, at the start of a sentence
        return gettext("Temporary road points")
    return gettext("Other road points")


def open_points(points: Iterable[PointStatus]) -> list[Crossing]:
    """Those of the points that are open."""
    return [point.crossing for point in points if point.status is Status.OPEN]
