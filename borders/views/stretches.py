"""The stretches of frontier between open crossing points, in words."""

from __future__ import annotations

from collections.abc import Iterable

from borders.language import gettext
from borders.model import Crossing
from borders.query.dataset import Dataset
from borders.query.statistics import Stretch
from borders.views import wording


def end_names(stretch: Stretch) -> tuple[str, str]:
    """The names of the points at the southern and the northern end of a stretch."""
    # Translators: after the word from
    start = wording.name(stretch.south) if stretch.south else gettext("the southern end")
    # Translators: after the word to
    end = wording.name(stretch.north) if stretch.north else gettext("the northern end")
    return start, end


def stretches_words(dataset: Dataset, open_points: Iterable[Crossing]) -> str:
    """How long the frontier between neighbouring open points is: the longest stretch, then all.

    Empty where none is open: that is the whole frontier, as the headline says.
    """
    points = list(open_points)
    if not points:
        return ""
    stretches = dataset.stretches(points)
    longest = max(stretches, key=lambda stretch: stretch.length_m)
    text = gettext(
        "Longest stretch of frontier without an open crossing: {stretch}.", stretch=_words(longest)
    )
    if len(stretches) > 1:
        each = "; ".join(map(_words, stretches))
        text += " " + gettext("Between open crossings: {stretches}.", stretches=each)
    return text


def _words(stretch: Stretch) -> str:
    start, end = end_names(stretch)
    # Translators: {start} and {end} are crossing points, or the ends of the frontier
    return gettext(
        "{km} km, from {start} to {end}", km=wording.km(stretch.length_m), start=start, end=end
    )
