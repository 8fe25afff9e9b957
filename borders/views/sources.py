"""The documents behind a statement, as a reader is shown them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from borders.model import Measure, Source
from borders.views import wording as words

View = dict[str, Any]


def documents(measure: Measure | None) -> list[Source]:
    """The documents behind a measure, if there is one."""
    return measure.documents if measure else []


def source_words(sources: Iterable[Source]) -> list[View]:
    """Documents as a reader is shown them: in full, in short, and where they are."""
    return [
        {
            "text": words.source(source),
            "short": words.source_in_short(source),
            "url": source.url or None,
            "language": source.language,
        }
        for source in sources
    ]
