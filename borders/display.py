"""How values show themselves: in one line where Python prints them, as a table in a notebook.

The values of a class that is `shown` have a method `cells`: short texts by their names, in the
order in which they are to be read, empty where there is nothing to say. No list is longer than a
screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from borders.errors import printable

T = TypeVar("T")

_LINES = 18  # of a list; with its head and the count of what is left out they fill a screen

Cells = Mapping[str, str]


def shown(kind: type[T]) -> type[T]:
    """Decorate a class so that its values show their cells, by default their id and title."""
    methods = {"cells": getattr(kind, "cells", _named), "__repr__": line, "_repr_html_": facts}
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind


def line(value: Any) -> str:
    """A value with cells in one line, e.g. "<Change at=2023-12-15T20:00+02:00, …>"."""
    cells = (f"{name}={cell}" for name, cell in value.cells().items() if cell)
    return printable(f"<{type(value).__name__} {', '.join(cells)}>")


def facts(value: Any) -> str:
    """A value with cells as an HTML table with a row for each cell that is not empty."""
    return _html([[name, cell] for name, cell in value.cells().items() if cell], head=())


def text(items: Sequence[Any]) -> str:
    """Cells, or values that have them, as aligned lines; those in the middle are left out."""
    shown, head = _excerpt(items)
    lines = [list(map(printable, cells)) for cells in (head, *shown)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, cells, widths)).rstrip() for cells in lines)


def table(items: Sequence[Any], most: int = _LINES) -> str:
    """Cells, or values that have them, as rows of HTML; those in the middle are left out."""
    return _html(*_excerpt(items, most))


class Answers(list[T]):
    """A list of values with cells, or of dates, that shows itself as a table of a screen."""

    def __repr__(self) -> str:
        return text(self) if self else "[]"

    def _repr_html_(self) -> str | None:
        return table(self) if self else None  # without a table Jupyter shows `[]`


def _named(entry: Any) -> Cells:
    return {"id": entry.id, "title": getattr(entry, "title", "") or getattr(entry, "name", "")}


def _cells(item: Any) -> Cells:
    if isinstance(item, Mapping):
        return item
    cells: Cells = item.cells() if hasattr(item, "cells") else {type(item).__name__: str(item)}
    return cells


def _excerpt(items: Sequence[Any], most: int = _LINES) -> tuple[list[list[str]], list[str]]:
    """The cells of the first and the last items, between them how many are not shown; the head."""
    half, left_out = most // 2, len(items) - most
    chosen = [*items[:half], *items[-half:]] if left_out > 1 else items
    rows = [_cells(item) for item in chosen]
    head = list(rows[0]) if rows else []
    shown = [list(row.values()) for row in rows]
    if left_out > 1:
        shown.insert(half, [f"… {left_out} more", *[""] * (len(head) - 1)])
    return shown, head


def _html(rows: Iterable[Sequence[str]], head: Sequence[str]) -> str:
    from html import escape

    def row(tag: str, cells: Sequence[str]) -> str:
        return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"

    heads = f"<thead>{row('th', head)}</thead>" if head else ""
    return f"<table>{heads}<tbody>{''.join(row('td', cells) for cells in rows)}</tbody></table>"
