"""Texts with blanks to fill in, so that pages that differ in little are rendered once."""

from __future__ import annotations

_MARK = "\ufdd0"  # a noncharacter: Unicode keeps it for use within a program


def blank(name: str) -> str:
    """The mark to write into a text where the value of that name is to be filled in."""
    return f"{_MARK}{name}{_MARK}"


class TextWithBlanks:
    """A text that was rendered once, to be filled in often."""

    def __init__(self, text: str) -> None:
        self._parts = text.split(_MARK)

    def filled(self, **values: str) -> str:
        """The text with its blanks filled in, as they stand: values must be escaped already."""
        parts = self._parts.copy()
        parts[1::2] = [values[name] for name in parts[1::2]]
        return "".join(parts)
