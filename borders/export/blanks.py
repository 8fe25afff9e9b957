"""Texts in which the day is left open, so that what tells the same on many days is made once."""

from __future__ import annotations

_MARK = "\ufdd0"  # a noncharacter: Unicode keeps it for use within a program


def blank(name: str) -> str:
    """What stands in a text where a value is to be filled in."""
    return f"{_MARK}{name}{_MARK}"


class Form:
    """A text with blanks."""

    def __init__(self, text: str) -> None:
        self._parts = text.split(_MARK)

    def filled(self, **values: str) -> str:
        """The text with its blanks filled in; the values must be safe where they come to stand."""
        parts = self._parts.copy()
        parts[1::2] = [values[name] for name in parts[1::2]]
        return "".join(parts)
