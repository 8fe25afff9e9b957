"""From when to when a record can be trusted: where it begins, and to which day it was checked."""

from __future__ import annotations

from borders.language import gettext
from borders.local_time import When
from borders.query.dataset import Dataset
from borders.views import wording


def begins_words(dataset: Dataset, at: When) -> str:
    """A sentence on where the record begins if `at` is before that; else an empty text."""
    if dataset.begins is None or at.reaches(dataset.begins):
        return ""
    start = wording.start(dataset.begins, dataset.package.zone)
    return gettext("The record begins on {day}; before that every status is unknown.", day=start)


def verified_words(dataset: Dataset, *, verified: bool) -> str:
    """A sentence on the last day to which the record was checked.

    Where the answer lies after it, and so is not `verified`, the sentence says that too.
    """
    through = wording.day(dataset.package.verified_through)
    if verified:
        return gettext("Record verified through {day}.", day=through)
    return gettext(
        "Not verified: the record was checked through {day}; the last status is carried on.",
        day=through,
    )
