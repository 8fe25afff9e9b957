"""The ledger of contested claims: who stated what, what the record says instead, and why."""

from __future__ import annotations

from borders.query.dataset import Dataset
from borders.views import wording as words
from borders.views.answers import View
from borders.views.sources import source_words


def claims(dataset: Dataset) -> list[View]:
    """The ledger: who stated what, what the record says instead, and why."""
    return [
        {
            "id": claim.id,
            "claim": dataset.translated(claim.claim),
            "verdict": str(claim.verdict),
            "verdict_label": words.verdict(claim.verdict),
            "record": dataset.translated(claim.record),
            "reason": dataset.translated(claim.reason),
            "sources": source_words(claim.sources),
            "evidence": source_words(claim.evidence),
        }
        for claim in dataset.record.claims
    ]
