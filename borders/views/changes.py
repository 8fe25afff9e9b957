"""Changes in groups: what one decision changes at one instant is said of all crossings at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from borders.language import ngettext
from borders.model import Crossing, Decision, Service, Source, Status
from borders.query.slices import Change
from borders.views import wording
from borders.views.backing import documents

_RANKS = {service: rank for rank, service in enumerate(Service)}


class JointChange(NamedTuple):
    """A change of status of a service at several crossings, at one instant and by one decision.

    `decision` governs from then on; it is `None` where no measure does. `sources` are the documents
    behind the measures that govern, each once.
    """

    at: datetime
    service: Service
    before: Status
    after: Status
    crossings: list[Crossing]
    decision: Decision | None
    sources: list[Source]


def service_rank(service: Service) -> int:
    """The place of a service in a list: road first."""
    return _RANKS[service]


def turned_words(turned: Iterable[tuple[Status, Crossing]]) -> str:
    """Who went to which status, e.g. "Vaalimaa and Niirala closed"."""
    names: dict[Status, list[str]] = {}
    for status, crossing in turned:
        names.setdefault(status, []).append(wording.name(crossing))
    # Translators: such as: Vaalimaa and Niirala closed; one crossing or several
    return ", ".join(
        ngettext(
            "{names} {status}",
            "{names} {status}",
            len(of_status),
            names=wording.listed(of_status),
            status=wording.status(status),
        )
        for status, of_status in names.items()
    )


def joint_changes(changes: Iterable[Change]) -> list[JointChange]:
    """The changes grouped by instant, service, both statuses and decision, in order of time."""

    def key(change: Change) -> tuple[datetime, int, Status, Status, str]:
        measure = change.after.measure
        decision = measure.decision.id if measure else ""
        before, after = change.before.status, change.after.status
        return change.at, service_rank(change.service), before, after, decision

    joint = []
    for _, group in groupby(sorted(changes, key=key), key=key):
        members = list(group)
        first, measure = members[0], members[0].after.measure
        joint.append(
            JointChange(
                at=first.at,
                service=first.service,
                before=first.before.status,
                after=first.after.status,
                crossings=[change.crossing for change in members],
                decision=measure and measure.decision,
                sources=documents(*(change.after.measure for change in members)),
            )
        )
    return joint
