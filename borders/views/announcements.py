"""Changes and planned ends as announcements: what a feed, a calendar or a day's page lists.

There is one announcement for each instant and decision, in words, with an id that never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from borders import language
from borders.language import gettext, joined
from borders.local_time import When
from borders.model import Crossing, Decision, Measure, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import Change, is_verified
from borders.views import wording
from borders.views.about import verified_words
from borders.views.backing import SourceView, decided_words, documents, source_views
from borders.views.changes import joint_changes, service_rank, turned_words

_IDS = UUID("5f0c2a0e-6d1b-4b7e-9a53-3f8f3c1f7f4d")  # readers know entries by it: never change it

_NEWEST = 1000  # entries of a feed; its readers ask for all of it again and again


class Announcement(NamedTuple):
    """An announcement of a change or a planned end: an instant and a decision, in words.

    `id` is a UUID made of the package's name, the kind of announcement, the instant and the
    decision alone, and of the scope of its feed if that is not everything. `title` begins with the
    moment; `summary` goes without, for a calendar. `day` and `clock` are the local date and time of
    `at`, and `clocks` that time on each side, where the two differ. `lines` say what happens to
    which crossings. `decision` is the title of the decision that governs from then on, `None` where
    none does; `decided` also says who made it and when. `known` is when it could first be known:
    when the last of the decisions that bring it about was made, or made public where that is
    recorded. Instants are in UTC.
    """

    id: str
    at: datetime
    day: date
    clock: str
    clocks: str
    title: str
    summary: str
    lines: list[str]
    decision: str | None
    decided: str
    sources: list[SourceView]
    known: datetime
    verified: bool
    verified_words: str

    @property
    def caption(self) -> str:
        """What stands above its lines: the title of the decision, and the hour on each side."""
        return joined(", ", filter(None, (self.decision, self.clocks)))


class Scope(NamedTuple):
    """What a feed is about: one crossing, one service, or if both are `None` everything."""

    crossing: Crossing | None = None
    service: Service | None = None

    def covers(self, crossing: Crossing, service: Service) -> bool:
        """Whether a service of a crossing is in it."""
        return self.crossing in (None, crossing) and (
            self.service is None or service in crossing.answering(self.service)
        )

    @property
    def key(self) -> str:
        """What distinguishes the ids of its feed and entries from those of everything."""
        return str(self.crossing.id if self.crossing else self.service or "")


EVERYTHING = Scope()


class Feed(NamedTuple):
    """The content of the feeds and the calendar: changes, the newest first, and planned ends.

    `updated` is the start of the day to which the record was verified, or the newest `known` of a
    change if that is later.
    """

    id: str
    title: str
    description: str
    rights: str
    updated: datetime
    zone: ZoneInfo
    changes: list[Announcement]
    planned_ends: list[Announcement]


class _PlannedEnd(NamedTuple):
    """A measure whose planned end is still to come."""

    crossing: Crossing
    service: Service
    measure: Measure


def announce_changes(
    dataset: Dataset,
    changes: Iterable[Change],
    newest: int | None = None,
    scope: Scope = EVERYTHING,
) -> list[Announcement]:
    """Changes as one announcement for each instant and decision, in order of time, road first.

    With `newest`, only the last so many of them.
    """
    groups: dict[tuple[datetime, str | None], list[Change]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (change.at, service_rank(change.service))):
        measure = change.after.measure
        groups[change.at, measure.decision.id if measure else None].append(change)
    entries = list(groups.items())[-newest if newest else 0 :]
    return [_announce_change(dataset, at, group, scope) for (at, _), group in entries]


def announce_planned_ends(dataset: Dataset, scope: Scope = EVERYTHING) -> list[Announcement]:
    """The planned ends still to come, as one announcement for each instant and decision.

    To come is what lies past the day to which the record was verified, so no clock is read.
    """
    groups: dict[tuple[datetime, str], list[_PlannedEnd]] = defaultdict(list)
    for crossing, service in dataset.services():
        if not scope.covers(crossing, service):
            continue
        for span in dataset.timeline(crossing.id, service).spans:
            measure, end = span.measure, span.end
            if measure and end and end == measure.end and not _is_verified(dataset, end):
                planned = _PlannedEnd(crossing, service, measure)
                groups[end, measure.decision.id].append(planned)
    return [
        _announce_planned_end(dataset, end, groups[end, id_], scope) for end, id_ in sorted(groups)
    ]


def feed(dataset: Dataset, scope: Scope = EVERYTHING) -> Feed:
    """The record's feed in the reader's language, or the part of it about a crossing or service."""
    package = dataset.package
    covered = [c for c in dataset.changes() if scope.covers(c.crossing, c.service)]
    changes = announce_changes(dataset, covered, _NEWEST, scope)
    # A feed in another language is another feed; its entries keep their ids.
    code = "" if language.active() == language.SOURCE else f"\n{language.active()}"
    checked = dataset.when(package.verified_through).start
    description = dataset.translated(package.description)
    verified = verified_words(dataset, verified=True)
    return Feed(
        id=str(uuid5(_IDS, "\n".join(filter(None, (package.name, scope.key))) + code)),
        title=_feed_title(dataset, scope),
        description=" ".join(filter(None, (description, verified))),
        rights="; ".join(dataset.translated(licence.title) for licence in package.licences),
        updated=max([checked, *(change.known for change in changes)]),
        zone=package.zone,
        changes=sorted(changes, key=lambda change: change.at, reverse=True),
        planned_ends=announce_planned_ends(dataset, scope),
    )


def _feed_title(dataset: Dataset, scope: Scope) -> str:
    frontier = dataset.translated(dataset.package.frontier_title)
    if scope.crossing:
        return gettext(
            "{about} · {frontier}", about=wording.name(scope.crossing), frontier=frontier
        )
    if scope.service:
        about = wording.capital(wording.service(scope.service))
        # Translators: the title of a feed, such as: Rail freight · Finland–Russia frontier
        return gettext("{about} · {frontier}", about=about, frontier=frontier)
    return dataset.translated(dataset.package.title)


def _announce_change(
    dataset: Dataset, at: datetime, changes: Sequence[Change], scope: Scope
) -> Announcement:
    gist = _gist([(c.service, c.after.status, c.crossing) for c in changes])
    moment = wording.start(at, dataset.package.zone)
    if _is_verified(dataset, at):
        # Translators: {gist} is such as: Vaalimaa and Niirala closed (road)
        title, summary = gettext("{moment}: {gist}", moment=moment, gist=gist), gist
    else:
        title = gettext("Planned for {moment}: {gist}", moment=moment, gist=gist)
        # Translators: an event of a calendar, such as: Planned: Vaalimaa open (road)
        summary = gettext("Planned: {gist}", gist=gist)
    decision = next((c.after.measure.decision for c in changes if c.after.measure), None)
    measures = [m for c in changes if (m := c.after.measure or c.before.measure)]
    decided = "; ".join(dict.fromkeys(decided_words(dataset, measure) for measure in measures))
    if decision is None:
        decided = gettext("Nothing is known from then on. Until then: {decision}", decision=decided)
    return _announcement(
        dataset,
        at,
        kind="change",
        scope=scope,
        title=title,
        summary=summary,
        lines=[
            f"{wording.names(change.crossings)}, {wording.service(change.service)}: "
            f"{wording.status_change(change.before, change.after)}"
            for change in joint_changes(changes)
        ],
        decision=decision,
        decided=decided,
        measures=measures,
        causes=[cause for change in changes for cause in _causes(dataset, change)],
    )


def _announce_planned_end(
    dataset: Dataset, at: datetime, planned: Iterable[_PlannedEnd], scope: Scope
) -> Announcement:
    ends = sorted(planned, key=lambda end: service_rank(end.service))
    until = wording.until(at, dataset.package.zone)
    decision = ends[0].measure.decision
    gist = _gist([(end.service, end.measure.status, end.crossing) for end in ends])
    return _announcement(
        dataset,
        at,
        kind="planned end",
        scope=scope,
        # Translators: {until} is such as: until the end of 14 January 2024
        title=gettext("Planned {until}: {gist}", until=until, gist=gist),
        # Translators: an event of a calendar, such as: Planned end: Vaalimaa closed (road)
        summary=gettext("Planned end: {gist}", gist=gist),
        lines=[
            f"{wording.name(end.crossing)}, {wording.service(end.service)}: "
            f"{wording.status(end.measure.status)} {until}"
            for end in ends
        ],
        decision=decision,
        decided=decided_words(dataset, ends[0].measure),
        measures=[end.measure for end in ends],
        causes=[decision],
    )


def _announcement(
    dataset: Dataset,
    at: datetime,
    *,
    kind: Literal["change", "planned end"],
    scope: Scope,
    title: str,
    summary: str,
    lines: list[str],
    decision: Decision | None,
    decided: str,
    measures: Iterable[Measure],
    causes: Iterable[Decision],
) -> Announcement:
    """The announcement of what the `causes` bring about; it cites the documents of `measures`."""
    local = at.astimezone(dataset.package.zone)
    verified = _is_verified(dataset, at)
    instant = at.astimezone(UTC).isoformat()
    identity = [dataset.package.name, kind, instant, decision and decision.id]
    identity += [scope.key] if scope.key else []
    known = (when for cause in causes for when in (cause.decided, cause.announced) if when)
    return Announcement(
        id=str(uuid5(_IDS, "\n".join(map(str, identity)))),
        at=at,
        day=local.date(),
        clock=language.clock(local),
        clocks=wording.clocks(at, dataset.package),
        title=title,
        summary=summary,
        lines=lines,
        decision=decision and dataset.translated(decision.title),
        decided=decided,
        sources=source_views(documents(*measures)),
        known=max(when.start for when in known),
        verified=verified,
        verified_words=verified_words(dataset, verified=verified),
    )


def _causes(dataset: Dataset, change: Change) -> Iterator[Decision]:
    """The decisions that bring a change about: what begins, what ends, and what ended that."""
    if change.after.measure:
        yield change.after.measure.decision
    if change.before.measure:
        ended = change.before.measure.decision
        yield ended
        effective, successor = dataset.replacements().get(ended.id, (None, None))
        if successor and effective == change.at:
            yield successor


def _gist(changes: Sequence[tuple[Service, Status, Crossing]]) -> str:
    """Changes in a line, e.g. "Vaalimaa and Niirala closed (road); also asylum applications".

    Crossings are named for the first service alone.
    """
    first, *others = dict.fromkeys(service for service, *_ in changes)
    own = [(status, crossing) for service, status, crossing in changes if service is first]
    values = {"gist": turned_words(own), "service": wording.service(first)}
    if others:
        also = wording.listed([wording.service(service) for service in others])
        return gettext("{gist} ({service}); also {services}", **values, services=also)
    return gettext("{gist} ({service})", **values)


def _is_verified(dataset: Dataset, at: datetime) -> bool:
    return is_verified(When(at, at), dataset.package)
