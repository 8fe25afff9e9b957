"""Checks of texts: no invisible characters, none that turns the direction of text, no markup.

Pages and pictures escape whatever they show. These rules protect people who read the data by other
means, and editors, who would see something else than what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from borders.language import gettext
from borders.record.problems import Problem

# Strings, since few look-ups need the patterns compiled. Tabs and line feeds are allowed.
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]"
_DIRECTION = r"[\u202a-\u202e\u2066-\u2069]"
_MARKUP = r"<[A-Za-z/!?][^<>]{0,20}>?"

_HARMLESS = bytes({*b"\n", *range(0x20, 0x7F)} - {*b"<"})


def may_have_problems(text: str) -> bool:
    """A quick test of a whole file: false only if none of its texts has a problem."""
    remainder = text.encode().translate(None, _HARMLESS).decode()
    return "<" in remainder or not remainder.replace("\xa0", "").isprintable()


def text_problems(text: str, file: str, row: int | None, column: str | None) -> Iterator[Problem]:
    """The problems of one text, at most one of each kind."""
    if text.isalnum():  # true of most cells, and the fastest test
        return
    if match := re.search(_CONTROL, text):
        message = gettext("holds the control character {code}; take it out", code=_code(match))
        yield Problem("control", file, message, row, column)
    if match := re.search(_DIRECTION, text):
        message = gettext(
            "holds {code}, which turns the direction of text; take it out", code=_code(match)
        )
        yield Problem("direction", file, message, row, column)
    if match := re.search(_MARKUP, text):
        message = gettext(
            "holds {markup}: text is shown as it stands, so write it without markup",
            markup=repr(match[0]),
        )
        yield Problem("markup", file, message, row, column)


def _code(match: re.Match[str]) -> str:
    """The code point of a character as Unicode writes it, e.g. "U+202E"."""
    return f"U+{ord(match[0]):04X}"
