"""The whole frontier on a day or at an instant, in words: what its page, picture and map show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from borders.language import gettext
from borders.local_time import When
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views import wording
from borders.views.about import verified_words
from borders.views.announcements import Announcement, announce_changes
from borders.views.crossing_status import CrossingView, crossing_view, service_view
from borders.views.decisions import DecisionView, decision_view, latest_first
from borders.views.governing import GoverningGroup, governing_groups
from borders.views.headline import headline, open_points, other_points, principal_statuses
from borders.views.outlook import last_turn, next_turns, turns
from borders.views.stretches import stretches_words


class DayView(NamedTuple):
    """A slice in words.

    `day` is the local day, or that of the instant, and `when` names either. `known_as_of` says
    when what is shown was known, if that is not now. `headline` names the principal points by
    status, `last_change` says how they came to it, `ahead` what comes next, and `others` how the
    other points are; `stretches` measures the frontier between those that are open. `changes` are
    those of the day. `groups` are the principal points by decision. `decisions` are behind any
    status shown, the latest first.
    """

    day: date
    when: str
    known_as_of: str
    frontier: str
    headline: str
    last_change: str
    ahead: list[str]
    others: str
    stretches: str
    changes: list[Announcement]
    groups: list[GoverningGroup]
    crossings: list[CrossingView]
    decisions: list[DecisionView]
    verified: bool
    verified_words: str
    attribution: str


def day_view(dataset: Dataset, at: Slice) -> DayView:
    """Everything the map and the page of a slice show, in the reader's language."""
    package, zone = dataset.package, dataset.package.zone
    changes = dataset.changes(at.at, at.at, at.as_of) if at.at.day else []
    principal, turned = principal_statuses(at), turns(dataset, at.as_of)
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
        headline=headline(principal, package, at.at.last_day(zone)),
        last_change=last_turn(turned, at.at),
        ahead=next_turns(turned, at.at),
        others=other_points(
            [(e.crossing, e.main.status) for e in at.crossings if not e.crossing.principal]
        ),
        stretches=stretches_words(dataset, open_points(principal)),
        changes=announce_changes(dataset, changes),
        groups=governing_groups(dataset, crossings),
        crossings=crossings,
        decisions=_decisions(dataset, crossings, at.as_of),
        verified=at.verified,
        verified_words=verified_words(dataset, verified=at.verified, on=at.at.last_day(zone)),
        attribution=dataset.translated(package.attribution),
    )


def title(view: DayView) -> str:
    """The title of a picture or a page of a slice: frontier, day and headline in a line."""
    values = {"frontier": view.frontier, "day": view.when, "headline": view.headline}
    # Translators: the title of a page, such as: Finland–Russia frontier, 15 December 2023: …
    return str(gettext("{frontier}, {day}: {headline}", **values))


def _decisions(
    dataset: Dataset, crossings: Iterable[CrossingView], as_of: When | None
) -> list[DecisionView]:
    ids = {id_ for entry in crossings for service in entry.services for id_ in service.chain}
    decisions = latest_first(dataset.record.decisions[id_] for id_ in ids)
    return [decision_view(dataset, decision, as_of) for decision in decisions]
