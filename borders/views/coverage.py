"""From when to when a record can be trusted: where it begins, and to which day it was checked."""

from __future__ import annotations

from borders.language import gettext
from borders.local_time import When
from borders.query.dataset import Dataset
from borders.views import wording as words


def begins_words(dataset: Dataset, at: When) -> str:
    """From when the record knows anything, if a moment is before that; else nothing."""
    if dataset.begins is None or at.reaches(dataset.begins):
        return ""
    start = words.start(dataset.begins, dataset.package.zone)
    return gettext("The record begins on {day}; before that every status is unknown.", day=start)


def verified_words(dataset: Dataset, *, verified: bool) -> str:
    """To which date the record was checked, and what that means for the time shown."""
    through = words.day(dataset.package.verified_through)
    if verified:
        return gettext("Record verified through {day}.", day=through)
    return gettext(
        "Not verified: the record was checked through {day}; the last status is carried on.",
        day=through,
    )
