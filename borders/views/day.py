"""The whole frontier on a day or at an instant, in words: what its page, picture and map show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from borders import language
from borders.language import gettext, ngettext, nmessage
from borders.local_time import When
from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views import wording
from borders.views.about import verified_words
from borders.views.announcements import Announcement, announce_changes
from borders.views.crossing_status import CrossingView, crossing_view, service_view
from borders.views.decisions import DecisionView, decision_view, latest_first
from borders.views.stretches import stretches_words
from borders.views.style import LOOKS

_HEADLINES = {
    "road": nmessage(
        "{open} of {count} road crossings open", "{open} of {count} road crossings open"
    ),
    "rail": nmessage(
        "{open} of {count} rail crossings open", "{open} of {count} rail crossings open"
    ),
    "boat": nmessage(
        "{open} of {count} boat crossings open", "{open} of {count} boat crossings open"
    ),
}
"""The messages that count open crossings, for records whose principal crossings share a way."""

_HEADLINE = nmessage("{open} of {count} crossings open", "{open} of {count} crossings open")


class DayView(NamedTuple):
    """A slice in words.

    `day` is the local day, or that of the instant, and `when` names either. `known_as_of` says
    when what is shown was known, if that is not now. `headline` counts the principal points by
    status, `stretches` measures the frontier between those that are open. `changes` are those of
    the day. `decisions` are behind any status shown, the latest first.
    """

    day: date
    when: str
    known_as_of: str
    frontier: str
    headline: str
    stretches: str
    changes: list[Announcement]
    crossings: list[CrossingView]
    decisions: list[DecisionView]
    verified: bool
    verified_words: str
    attribution: str


def day_view(dataset: Dataset, at: Slice) -> DayView:
    """Everything the map and the page of a slice show, in the reader's language."""
    package, zone = dataset.package, dataset.package.zone
    changes = dataset.changes(at.at, at.at, at.as_of) if at.at.day else []
    principal = [
        (entry.crossing, entry.main.status) for entry in at.crossings if entry.crossing.principal
    ]
    crossings = [
        crossing_view(
            dataset, entry.crossing, (service_view(dataset, answer) for answer in entry.services)
        )
        for entry in at.crossings
    ]
    return DayView(
        day=at.at.last_day(zone),
        when=wording.when(at.at, zone),
        known_as_of=wording.as_of(at.as_of, zone),
        frontier=dataset.translated(package.frontier_title),
        headline=headline(principal),
        stretches=stretches_words(dataset, open_points(principal)),
        changes=announce_changes(dataset, changes),
        crossings=crossings,
        decisions=_decisions(dataset, crossings, at.as_of),
        verified=at.verified,
        verified_words=verified_words(dataset, verified=at.verified),
        attribution=dataset.translated(package.attribution),
    )


def headline(principal: Sequence[tuple[Crossing, Status]]) -> str:
    """How many of the principal points have which status.

    E.g. "0 of 8 road crossings open, 8 restricted".
    """
    counts = Counter(status for _, status in principal)
    ways = {crossing.way for crossing, _ in principal}
    messages = _HEADLINES.get(ways.pop(), _HEADLINE) if len(ways) == 1 else _HEADLINE
    text = ngettext(*messages, len(principal), open=language.number(counts[Status.OPEN]))
    restricted, unknown = counts[Status.RESTRICTED], counts[Status.UNKNOWN]
    if restricted:
        text += ", " + ngettext("{count} restricted", "{count} restricted", restricted)
    if unknown:
        text += ", " + ngettext("{count} unknown", "{count} unknown", unknown)
    return text


def open_points(principal: Iterable[tuple[Crossing, Status]]) -> list[Crossing]:
    """Those of the principal points that are open."""
    return [crossing for crossing, status in principal if status is Status.OPEN]


def title(view: DayView) -> str:
    """The title of a picture or a page of a slice: frontier, day and headline in a line."""
    values = {"frontier": view.frontier, "day": view.when, "headline": view.headline}
    # Translators: the title of a page, such as: Finland–Russia frontier, 15 December 2023: …
    return str(gettext("{frontier}, {day}: {headline}", **values))


def other_crossings(view: DayView) -> str:
    """The main services of the points that the headline does not count, in a few sentences."""
    names: dict[tuple[Service, Status], list[str]] = {}
    for crossing in view.crossings:
        if not crossing.principal:
            key = crossing.main.service, crossing.main.status
            names.setdefault(key, []).append(crossing.name)
    order = list(LOOKS)
    clauses: dict[Service, list[str]] = {}
    for service, status in sorted(names, key=lambda key: order.index(key[1])):
        listed = wording.listed(names[service, status])
        # Translators: such as: closed at Parikkala and Inari
        clause = gettext("{status} at {names}", status=wording.status(status), names=listed)
        clauses.setdefault(service, []).append(clause)
    return " ".join(
        f"{_service_points(service)}: {'; '.join(clauses[service])}."
        for service in sorted(clauses, key=wording.service)
    )


def _service_points(service: Service) -> str:
    """The name of the points with a service, at the start of a sentence."""
    if service is Service.ROAD:
        # Translators: a service with several crossing points, at the start of a sentence
        return gettext("Temporary road points")
    return wording.capital(wording.service(service))


def _decisions(
    dataset: Dataset, crossings: Iterable[CrossingView], as_of: When | None
) -> list[DecisionView]:
    ids = {id_ for entry in crossings for service in entry.services for id_ in service.chain}
    decisions = latest_first(dataset.record.decisions[id_] for id_ in ids)
    return [decision_view(dataset, decision, as_of) for decision in decisions]
