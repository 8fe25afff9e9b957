"""Plain text for a terminal: lines with a label on the left, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from borders import language
from borders.language import pgettext, pmessage

_LEAST = 11  # of the width of the labels on the left


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
        *(pmessage("label", "held"), pmessage("label", "why")),
        *(pmessage("label", "changed"), pmessage("label", "contested")),
        *(pmessage("label", "counted"), pmessage("label", "about")),
        *(pmessage("label", "decisions"), pmessage("label", "stated by")),
        pmessage("label", "evidence"),
    )
}


def _table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> list[str]:
    kept = [index for index, column in enumerate(zip(*rows, strict=True)) if any(column)]
    right = tuple(kept.index(index) for index in right if index in kept)
    rows = [tuple(row[index] for index in kept) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _line(label: str, text: str) -> str:
    width = _label_width(language.active())
    said = pgettext(*_LABELS[label]) if label in _LABELS else label
    return f"  {said:{width}}{text}"


@cache
def _label_width(_language: str) -> int:
    return max(_LEAST, *(len(pgettext(*one)) + 1 for one in _LABELS.values()))
