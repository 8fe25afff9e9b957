"""The crossing points of a time by the decision that governs them, with what backs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from borders.language import gettext
from borders.model import Claim
from borders.query.dataset import Dataset
from borders.views.backing import SourceView
from borders.views.crossing_status import CrossingView


class GoverningGroup(NamedTuple):
    """Principal points under one decision and one planned end, from south to north.

    `decision` says what was decided, by whom and when, and is empty where no source says anything.
    `confidence` is that of most points; where it is another, the point says so. `documents` are
    behind any of them, each once, and `claims` are the ids of the claims that say otherwise.
    `outcomes` say how long the status lasted where that was not as planned, with the names of the
    points where it is not the same for all.
    """

    decision_id: str
    decision: str
    plan: str
    confidence: str
    documents: tuple[SourceView, ...]
    claims: tuple[str, ...]
    points: tuple[CrossingView, ...]
    outcomes: tuple[str, ...]

    @property
    def level(self) -> str:
        """How well most of the points are supported, without what of it is better or worse."""
        return self.confidence.partition(";")[0]


def governing_groups(dataset: Dataset, crossings: Iterable[CrossingView]) -> list[GoverningGroup]:
    """The principal points of a slice in groups, in the order of their southernmost points."""
    groups: dict[tuple[str, str], list[CrossingView]] = {}
    for crossing in crossings:
        if crossing.principal:
            main = crossing.main
            groups.setdefault((next(iter(main.chain), ""), main.plan), []).append(crossing)
    return [_group(dataset, id_, points) for (id_, _), points in groups.items()]


def contested(claims: Iterable[Claim], decision_id: str, crossing_ids: Sequence[str]) -> list[str]:
    """The ids of the claims about a decision that name no crossing point, or one of these."""
    return [
        claim.id
        for claim in claims
        if decision_id in claim.decisions
        and (not claim.crossings or not set(claim.crossings).isdisjoint(crossing_ids))
    ]


def _group(dataset: Dataset, decision_id: str, points: Sequence[CrossingView]) -> GoverningGroup:
    main = points[0].main
    documents = {each.text: each for point in points for each in point.main.sources}
    return GoverningGroup(
        decision_id=decision_id,
        decision=main.decision or gettext("No source says anything"),
        plan=main.plan,
        confidence=Counter(point.main.confidence for point in points).most_common(1)[0][0],
        documents=tuple(documents.values()),
        claims=tuple(contested(dataset.record.claims, decision_id, [p.id for p in points])),
        points=tuple(points),
        outcomes=tuple(_outcomes(points)),
    )


def _outcomes(points: Sequence[CrossingView]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for point in points:
        names.setdefault(point.main.outcome, []).append(point.name)
    for outcome, of in names.items():
        if outcome and len(names) > 1:
            # Translators: crossing points, and how long their status lasted
            yield gettext("{names}: {outcome}", names=", ".join(of), outcome=outcome)
        elif outcome:
            yield outcome
