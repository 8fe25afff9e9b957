"""A crossing point and its services at a time, in words: what a map's popup says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from borders.language import gettext, pgettext
from borders.model import Crossing, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus
from borders.timeline.spans import runs
from borders.views import wording
from borders.views.backing import (
    SourceView,
    confidence_words,
    decided_words,
    documents,
    source_views,
)
from borders.views.duration import outcome_sentence, plan_words, since_words
from borders.views.style import LOOKS


class ChangeView(NamedTuple):
    """How the status of a service changed during a day, or at the very instant.

    `before` is the status until then, and `clock` the local time from which the new one holds.
    `parts` are those of the day, e.g. "open until 20:00" and "closed from 20:00".
    """

    before: Status
    clock: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The parts of the day, or that it changed where that was at its very start."""
        return ", ".join(self.parts) if len(self.parts) > 1 else pgettext("day", "changed")


class ServiceView(NamedTuple):
    """A service of a crossing at a time, in words; a text is empty where there is nothing to say.

    `since` is the status and since when it has held without a break, `plan` until when the
    governing decision planned it, and `outcome` how long it lasted, where that is something else.
    `chain` are the ids of the decisions behind the unbroken run of this status, the governing one
    first. All but `change` stays as it is while one span of the timeline holds.
    """

    service: Service
    status: Status
    label: str
    since: str
    plan: str
    outcome: str
    hours: str
    note: str
    decision: str
    confidence: str
    chain: tuple[str, ...]
    sources: tuple[SourceView, ...]
    change: ChangeView | None

    @property
    def level(self) -> str:
        """How well the status is supported, without what of it is better or worse."""
        return self.confidence.partition(";")[0]


class CrossingView(NamedTuple):
    """A crossing point at a time, in words.

    `opposite` is what the other side calls it, if that is another name. `position` is (lon, lat).
    The first of `services` is the main one.
    """

    id: str
    name: str
    opposite: str | None
    way: str
    principal: bool
    position: tuple[float, float] | None
    position_note: str | None
    place: str
    services: tuple[ServiceView, ...]

    @property
    def main(self) -> ServiceView:
        """The main service, whose status is the point's headline."""
        return self.services[0]


def crossing_view(
    dataset: Dataset, crossing: Crossing, services: Iterable[ServiceView]
) -> CrossingView:
    """A crossing in the reader's language, with its services."""
    name, opposite = wording.name(crossing), wording.opposite(crossing)
    return CrossingView(
        id=crossing.id,
        name=name,
        opposite=opposite if opposite != name else None,
        way=crossing.way,
        principal=crossing.principal,
        position=crossing.position,
        position_note=dataset.translated(crossing.position_note) or None,
        place=wording.municipality(dataset, crossing),
        services=tuple(services),
    )


def service_view(dataset: Dataset, answer: ServiceStatus) -> ServiceView:
    """The status of a service in the reader's language."""
    status, measure = answer.status, answer.measure
    return ServiceView(
        service=answer.service,
        status=status,
        label=LOOKS[status].label,
        since=since_words(answer),
        plan=plan_words(answer),
        outcome=outcome_sentence(answer),
        hours=measure.hours if measure else "",
        note=dataset.translated(measure.note) if measure else "",
        decision=decided_words(dataset, measure),
        confidence=confidence_words(dataset, measure),
        chain=_chain(answer),
        sources=tuple(source_views(documents(measure))),
        change=change_view(dataset, answer),
    )


def change_view(dataset: Dataset, answer: ServiceStatus) -> ChangeView | None:
    """The change during the day, or at the very instant, in words; `None` if there was none."""
    if not answer.changed:
        return None
    clock = wording.clock(answer.since, dataset.package.zone) if answer.since else ""
    return ChangeView(answer.before, clock, _parts(dataset, answer))


def _chain(answer: ServiceStatus) -> tuple[str, ...]:
    """The ids of the decisions behind the unbroken run of the status, the governing one first."""
    last = answer.at.end - timedelta.resolution if answer.at.day else answer.at.start
    measures = (span.measure for span in reversed(answer.timeline.run_through(last)))
    return tuple(dict.fromkeys(measure.decision.id for measure in measures if measure))


def _parts(dataset: Dataset, answer: ServiceStatus) -> tuple[str, ...]:
    """The parts of a day that saw a change, e.g. "open until 20:00"."""
    zone, at = dataset.package.zone, answer.at
    parts: list[str] = []
    for run in runs(answer.spans):
        status, start, end = wording.status(run.status), run.start, run.end
        begins = (start and start > at.start) or (not parts and answer.since == start)
        first = wording.clock(start, zone) if start and begins else ""
        last = wording.clock(end, zone) if end and end < at.end else ""
        if first and last:
            part = gettext(
                "{status} from {start} until {end}", status=status, start=first, end=last
            )
        elif first:
            # Translators: {start} is such as: 20:00
            part = pgettext("clock", "{status} from {start}", status=status, start=first)
        else:
            part = gettext("{status} until {end}", status=status, end=last) if last else status
        parts.append(part)
    return tuple(parts)
