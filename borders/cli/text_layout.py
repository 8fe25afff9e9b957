"""Plain text for a terminal: lines with a label on the left, tables, and a list of documents."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache

from borders import language
from borders.errors import printable
from borders.language import pgettext, pmessage
from borders.model import Source, Status
from borders.views import wording

_LEAST_LABEL_WIDTH = 11

_LABELS = {
    label: (context, label)
    for context, label in (
        # Translators: the words before the lines of an answer on the command line, from here on
        *(pmessage("label", "since"), pmessage("label", "announced")),
        *(pmessage("label", "as known"), pmessage("label", "hours")),
        *(pmessage("label", "decision"), pmessage("label", "note")),
        *(pmessage("label", "confidence"), pmessage("label", "sources")),
        *(pmessage("label", "known"), pmessage("label", "record")),
        *(pmessage("label", "planned"), pmessage("label", "successor")),
        *(pmessage("label", "held"), pmessage("label", "governed")),
        *(pmessage("label", "why"), pmessage("label", "outcome")),
        *(pmessage("label", "changed"), pmessage("label", "contested")),
        *(pmessage("label", "counted"), pmessage("label", "about")),
        *(pmessage("label", "decisions"), pmessage("label", "stated by")),
        pmessage("label", "evidence"),
    )
}


def line(label: str, text: str) -> str:
    """A line of an answer; a label of `_LABELS` is translated, any other stays as it is.

    Where the text has several lines, the further ones stand below its first.
    """
    translated = pgettext(*_LABELS[label]) if label in _LABELS else label
    width = _label_width(language.active())
    return f"  {translated:{width}}" + text.replace("\n", "\n" + " " * (width + 2))


def paragraphs(*texts: str) -> str:
    """The texts that are not empty, with an empty line between them."""
    return "\n\n".join(filter(None, texts))


def table(rows: Sequence[tuple[str, ...]], right: Container[int] = ()) -> list[str]:
    """Lines with aligned columns, without columns that are empty in every row.

    `right` are the places of the columns that are aligned to the right.
    """
    kept = [place for place, column in enumerate(zip(*rows, strict=True)) if any(column)]
    rows = [tuple(printable(row[place]) for place in kept) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, cell, width in zip(kept, row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def source_lines(sources: Iterable[Source], label: str = "sources") -> Iterator[str]:
    """A line for each document, and one for its address if it has one; the first has the label."""
    for number, source in enumerate(sources):
        yield line("" if number else label, wording.source(source))
        if source.url:
            yield line("", source.url)


def status_change(before: Status, after: Status) -> str:
    """Two statuses, e.g. "open → closed"."""
    return f"{wording.status(before)} → {wording.status(after)}"


@cache
def _label_width(_language: str) -> int:
    """The width of the widest label in the active language, which is the key of the cache."""
    return max(_LEAST_LABEL_WIDTH, *(len(pgettext(*label)) + 1 for label in _LABELS.values()))
