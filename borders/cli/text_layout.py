"""Plain text for a terminal: lines with a label on the left, tables, and a list of documents."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache

from borders import language
from borders.cli import streams
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
        *(pmessage("label", "evidence"), pmessage("label", "others")),
        pmessage("label", "clocks"),
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


def table(
    rows: Sequence[tuple[str, ...]],
    head: tuple[str, ...] | None = None,
    right: Container[int] = (),
) -> list[str]:
    """Lines with aligned columns, without columns that are empty in every row and in the `head`.

    `right` are the places of the columns that are aligned to the right. On a terminal that is too
    narrow, each row becomes a block with a line for each cell, after its label in the head.
    """
    if head:
        rows = [head, *rows]
    kept = [place for place, column in enumerate(zip(*rows, strict=True)) if any(column)]
    rows = [tuple(streams.visible(row[place]) for place in kept) for row in rows]
    widths = [max(map(streams.columns, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            _aligned(cell, width, right=place in right)
            for place, cell, width in zip(kept, row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    room = streams.terminal_width()
    if room is None or max(map(streams.columns, lines), default=0) <= room:
        return lines
    if head:
        return list(_blocks(rows[0], rows[1:]))
    return ["  ".join(filter(None, row)) for row in rows]


def _aligned(cell: str, width: int, *, right: bool) -> str:
    gap = " " * (width - streams.columns(cell))
    return gap + cell if right else cell + gap


def _blocks(labels: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    width = max(map(len, labels))
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from (
            f"{label:{width}}  {cell}" for label, cell in zip(labels, row, strict=True) if cell
        )


def source_lines(sources: Iterable[Source], label: str = "sources") -> Iterator[str]:
    """A line for each document, and one for its address if it has one; the first has the label."""
    for number, source in enumerate(sources):
        yield line("" if number else label, wording.source(source))
        if source.url:
            yield line("", source.url)


def status_change(before: Status, after: Status) -> str:
    """Two statuses, e.g. "open → closed"."""
    return f"{status(before)} → {status(after)}"


def status(value: Status) -> str:
    """A status within a sentence, e.g. "closed", in its colour where there are colours."""
    return streams.marked(wording.status(value), value)


@cache
def _label_width(_language: str) -> int:
    """The width of the widest label in the active language, which is the key of the cache."""
    return max(_LEAST_LABEL_WIDTH, *(len(pgettext(*label)) + 1 for label in _LABELS.values()))
