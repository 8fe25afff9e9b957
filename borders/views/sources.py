"""The documents behind a statement, as a reader is shown them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borders.model import Measure, Source
from borders.views import wording as words


class SourceWords(NamedTuple):
    """A document in words: in full (`text`), in `short`, and its address, or `None`.

    `language` is the two-letter code of the document's own language.
    """

    text: str
    short: str
    url: str | None
    language: str


def documents(measure: Measure | None) -> list[Source]:
    """The documents behind a measure; none where no measure governs."""
    return measure.documents if measure else []


def source_words(sources: Iterable[Source]) -> list[SourceWords]:
    """Documents in words, in the order given."""
    return [
        SourceWords(
            words.source(source),
            words.source_in_short(source),
            source.url or None,
            source.language,
        )
        for source in sources
    ]
