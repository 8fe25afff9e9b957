"""The ledger of contested claims: who stated what, what the record says instead, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borders.model import Claim, Crossing, Measure, Verdict
from borders.query.dataset import Dataset
from borders.views import wording
from borders.views.backing import SourceView, source_views


class ClaimView(NamedTuple):
    """A claim in words: what `sources` state, what the record says instead, on which evidence.

    `year` is that in which it was stated, empty if unknown. `crossings` and `decisions` are those
    concerned, each an id and a name.
    """

    id: str
    year: str
    claim: str
    verdict: Verdict
    verdict_label: str
    record: str
    reason: str
    sources: list[SourceView]
    evidence: list[SourceView]
    crossings: list[tuple[str, str]]
    decisions: list[tuple[str, str]]


def claims(dataset: Dataset) -> list[ClaimView]:
    """The whole ledger in words, what was stated last first."""
    return [
        ClaimView(
            claim.id,
            _stated(claim)[:4],
            dataset.translated(claim.claim),
            claim.verdict,
            wording.verdict(claim.verdict),
            dataset.translated(claim.record),
            dataset.translated(claim.reason),
            source_views(claim.sources),
            source_views(claim.evidence),
            [(id_, wording.name(dataset.record.crossings[id_])) for id_ in claim.crossings],
            [
                (id_, dataset.translated(dataset.record.decisions[id_].title))
                for id_ in claim.decisions
            ],
        )
        for claim in sorted(dataset.record.claims, key=_stated, reverse=True)
    ]


def _stated(claim: Claim) -> str:
    """When the first of a claim's sources was published, as far as known."""
    return claim.sources[0].published if claim.sources else ""


def claims_about(dataset: Dataset, crossing: Crossing) -> list[Claim]:
    """The claims that name a crossing, and those on decisions about it that name no crossing."""
    measures = [m for service in crossing.services for m in dataset.measures(crossing, service)]
    decided = _decision_ids(measures)
    return [
        claim
        for claim in dataset.record.claims
        if crossing.id in claim.crossings
        or (not claim.crossings and not decided.isdisjoint(claim.decisions))
    ]


def claims_about_measures(
    dataset: Dataset, crossing: Crossing, measures: Iterable[Measure]
) -> list[Claim]:
    """The claims about a crossing under the decisions of these of its measures.

    A claim that names no crossing is about all crossings under its decisions. One that names no
    decision is about its crossings at a time that the table does not give, so it is kept.
    """
    decided = _decision_ids(measures)

    def concerns(claim: Claim) -> bool:
        here = crossing.id in claim.crossings
        if not claim.decisions:
            return here
        return not decided.isdisjoint(claim.decisions) and (here or not claim.crossings)

    return [claim for claim in dataset.record.claims if concerns(claim)]


def _decision_ids(measures: Iterable[Measure]) -> set[str]:
    return {measure.decision.id for measure in measures}
