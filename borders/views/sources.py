"""The documents behind a statement, in words for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borders.model import Measure, Source
from borders.views import wording


class SourceView(NamedTuple):
    """A document as a reader is shown it.

    `text` cites it in full and `short` by publisher and date alone. `language` is the code of the
    language in which it is written.
    """

    text: str
    short: str
    url: str | None
    language: str


def documents(measure: Measure | None) -> list[Source]:
    """The documents behind a measure, if there is one."""
    return measure.documents if measure else []


def source_views(sources: Iterable[Source]) -> list[SourceView]:
    """Documents as a reader is shown them, in the reader's language."""
    return [
        SourceView(
            text=wording.source(source),
            short=wording.source_in_short(source),
            url=source.url or None,
            language=source.language,
        )
        for source in sources
    ]
