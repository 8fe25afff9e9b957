"""Changes and planned ends as they are announced: what a feed, a calendar or a day's page tells.

One entry for each instant and decision, in words, with an id that never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5

from borders import language
from borders.language import gettext, ngettext
from borders.model import Crossing, Decision, Measure, Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import Change, is_verified
from borders.views import answers as views
from borders.views import wording as words
from borders.views.answers import View
from borders.views.coverage import verified_words
from borders.views.decided import decided_words
from borders.views.sources import documents

_IDS = UUID("5f0c2a0e-6d1b-4b7e-9a53-3f8f3c1f7f4d")  # readers know entries by it: never change it

_NEWEST = 1000  # entries of a feed; its readers ask for all of it again and again


def changes_by_decision(
    dataset: Dataset, found: Iterable[Change], newest: int | None = None
) -> list[View]:
    """What changed, in words: one entry per instant and decision, in order of time, road first.

    Only the `newest` entries, if that is given.
    """
    groups: dict[tuple[datetime, str | None], list[Change]] = defaultdict(list)
    for change in sorted(found, key=lambda change: (change.at, views.rank(change.service))):
        measure = change.after.measure
        groups[change.at, measure.decision.id if measure else None].append(change)
    entries = list(groups.items())[-newest if newest else 0 :]
    return [_change_words(dataset, at, group) for (at, _), group in entries]


def planned_ends(dataset: Dataset) -> list[View]:
    """The planned ends still to come, in the same form: one entry per instant and decision.

    To come is what lies past the day to which the record was verified, so no clock is asked.
    """
    groups: dict[tuple[datetime, str], list[tuple[Crossing, Service, Measure]]] = defaultdict(list)
    for crossing, service in dataset.services():
        for span in dataset.timeline(crossing.id, service).spans:
            measure, end = span.measure, span.end
            if measure and end and end == measure.end and not _is_verified(dataset, end):
                groups[end, measure.decision.id].append((crossing, service, measure))
    return [_planned_end_words(dataset, end, groups[end, id_]) for end, id_ in sorted(groups)]


def feed(dataset: Dataset) -> View:
    """What the feeds and the calendar show: changes, the newest first, and planned ends.

    `updated` is the day to which the record was verified, or the newest `known` if that is later.
    """
    package = dataset.package
    entries = changes_by_decision(dataset, dataset.changes(), _NEWEST)
    known = [datetime.fromisoformat(entry["known"]) for entry in entries]
    return {
        "id": str(uuid5(_IDS, package.name + _of_language())),
        "title": dataset.translated(package.title),
        "description": " ".join(
            filter(
                None,
                (
                    dataset.translated(package.description),
                    verified_words(dataset, verified=True),
                ),
            )
        ),
        "rights": "; ".join(dataset.translated(licence.title) for licence in package.licences),
        "updated": views.iso(dataset, max(dataset.when(package.verified_through).start, *known)),
        "timezone": package.zone.key,
        "changes": sorted(
            entries, key=lambda entry: datetime.fromisoformat(entry["at"]), reverse=True
        ),
        "planned_ends": planned_ends(dataset),
    }


def _change_words(dataset: Dataset, at: datetime, group: Sequence[Change]) -> View:
    gist = _gist([(c.service, c.after.status, c.crossing) for c in group])
    told = {"moment": words.start(at, dataset.package.zone), "gist": gist}
    if _is_verified(dataset, at):
        # Translators: {gist} is such as: Vaalimaa and Niirala closed (road)
        title = gettext("{moment}: {gist}", **told)
    else:
        title = gettext("Planned for {moment}: {gist}", **told)
    decision = next((c.after.measure.decision for c in group if c.after.measure), None)
    governing = [m for c in group if (m := c.after.measure or c.before.measure)]
    decided = "; ".join(dict.fromkeys(decided_words(dataset, measure) for measure in governing))
    return _announcement(
        dataset,
        at,
        kind="change",
        title=title,
        lines=[
            f"{words.listed([words.name(crossing) for crossing in change.crossings])}, "
            f"{words.service(change.service)}: "
            f"{words.status(change.before)} → {words.status(change.after)}"
            for change in views.change_groups(group)
        ],
        decision=decision,
        decided=decided
        if decision
        else gettext("Nothing is known from then on. Until then: {decision}", decision=decided),
        measures=governing,
        known_by=[maker for change in group for maker in _makers(dataset, change)],
    )


def _planned_end_words(
    dataset: Dataset, at: datetime, group: Iterable[tuple[Crossing, Service, Measure]]
) -> View:
    group = sorted(group, key=lambda found: views.rank(found[1]))
    until = words.until(at, dataset.package.zone)
    measures = [measure for *_, measure in group]
    return _announcement(
        dataset,
        at,
        kind="planned end",
        # Translators: {until} is such as: until the end of 14 January 2024
        title=gettext(
            "Planned {until}: {gist}",
            until=until,
            gist=_gist([(s, m.status, c) for c, s, m in group]),
        ),
        lines=[
            f"{words.name(crossing)}, {words.service(service)}: "
            f"{words.status(measure.status)} {until}"
            for crossing, service, measure in group
        ],
        decision=measures[0].decision,
        decided=decided_words(dataset, measures[0]),
        measures=measures,
        known_by=[measures[0].decision],
    )


def _announcement(
    dataset: Dataset,
    at: datetime,
    *,
    kind: str,
    title: str,
    lines: list[str],
    decision: Decision | None,
    decided: str,
    measures: Iterable[Measure],
    known_by: Iterable[Decision],
) -> View:
    """What happens at an instant under one decision; `id` is of that alone, and never changes.

    `known` is when it could first be known: when the last of the decisions that bring it about
    was made, or made public where that is recorded.
    """
    zone = dataset.package.zone
    verified = _is_verified(dataset, at)
    cited = {source.id: source for measure in measures for source in documents(measure)}
    about = (dataset.package.name, kind, at.astimezone(UTC).isoformat(), decision and decision.id)
    told = [when.start for made in known_by for when in (made.decided, made.announced) if when]
    return {
        "id": str(uuid5(_IDS, "\n".join(map(str, about)))),
        "at": views.iso(dataset, at),
        "date": at.astimezone(zone).date().isoformat(),
        "clock": words.clock(at, zone),
        "title": title,
        "lines": lines,
        "decision": decision and dataset.translated(decision.title),
        "decided": decided,
        "sources": [
            {"text": words.source(source), "url": source.url or None} for source in cited.values()
        ],
        "known": views.iso(dataset, max(told)),
        "verified": verified,
        "verified_words": verified_words(dataset, verified=verified),
    }


def _makers(dataset: Dataset, change: Change) -> Iterator[Decision]:
    """The decisions that bring a change about: what begins, what ends, and what ended that."""
    if change.after.measure:
        yield change.after.measure.decision
    if change.before.measure:
        ended = change.before.measure.decision
        yield ended
        effective, successor = dataset.replacements().get(ended.id, (None, None))
        if successor and effective == change.at:
            yield successor


def _gist(found: Sequence[tuple[Service, Status, Crossing]]) -> str:
    """Such as: Vaalimaa and Niirala closed (road); also asylum applications."""
    first, *others = dict.fromkeys(service for service, *_ in found)
    names: dict[Status, list[str]] = defaultdict(list)
    for service, status, crossing in found:
        if service is first:
            names[status].append(words.name(crossing))
    # Translators: such as: Vaalimaa and Niirala closed; one crossing or several
    text = ", ".join(
        ngettext(
            "{names} {status}",
            "{names} {status}",
            len(who),
            names=words.listed(who),
            status=words.status(what),
        )
        for what, who in names.items()
    )
    also = words.listed([words.service(service) for service in others])
    if also:
        return gettext(
            "{gist} ({service}); also {services}",
            gist=text,
            service=words.service(first),
            services=also,
        )
    return gettext("{gist} ({service})", gist=text, service=words.service(first))


def _of_language() -> str:
    """A feed in another language is another feed; its entries are the same."""
    return "" if language.active() == language.SOURCE else f"\n{language.active()}"


def _is_verified(dataset: Dataset, at: datetime) -> bool:
    return is_verified(dataset.when(at), dataset.package)
