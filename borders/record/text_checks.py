"""Text that a record may hold: nothing invisible, nothing that turns its direction, no markup.

Whatever a page or a picture shows is safe without this; these rules are for those who read the
data by other means, and for editors, to whom such text looks like what it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from borders.language import gettext
from borders.record.problems import Problem

# Compiled when they are needed, which they seldom are. A tab or a line end is no control character.
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]"
_DIRECTION = r"[\u202a-\u202e\u2066-\u2069]"
_PLAIN = bytes({*b"\n", *range(0x20, 0x7F)} - {*b"<"})
_MARKUP = r"<[A-Za-z/!?][^<>]{0,20}>?"


def suspicious(text: str) -> bool:
    """Whether any part of a text could have one of the faults, told quickly."""
    other = text.encode().translate(None, _PLAIN).decode()
    return "<" in other or not other.replace("\xa0", "").isprintable()


def faults(text: str, file: str, row: int | None, column: str | None) -> Iterator[Problem]:
    """What may not stand in a text of the data, one of each kind."""
    if text.isalnum():  # most cells, and the fastest question that settles them
        return
    if found := re.search(_CONTROL, text):
        message = gettext("holds the control character {code}; take it out", code=_code(found))
        yield Problem("control", file, message, row, column)
    if found := re.search(_DIRECTION, text):
        message = gettext(
            "holds {code}, which turns the direction of text; take it out", code=_code(found)
        )
        yield Problem("direction", file, message, row, column)
    if found := re.search(_MARKUP, text):
        message = gettext(
            "holds {markup}: text is shown as it stands, so write it without markup",
            markup=repr(found[0]),
        )
        yield Problem("markup", file, message, row, column)


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"
