"""The typed value of one cell of a CSV table, by the kind of its column."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from borders import local_time
from borders.language import gettext, number
from borders.local_time import When
from borders.record import limits
from borders.record.columns import PATTERNS, UNKNOWN_END, Column

_ID = re.compile(PATTERNS["id"])
_MOMENT = re.compile(PATTERNS["moment"], re.ASCII)
_PARTIAL_DATE = re.compile(PATTERNS["partial-date"], re.ASCII)
_COUNT = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def cell_value(column: Column, text: str, zone: ZoneInfo) -> Any:
    """The value that a cell's text stands for, local times being in `zone`.

    An empty cell is `None` as a time or a number, no ids, or the empty text. The text is no longer
    than `check_text` allows. Raises `ValueError` that states what would be right.
    """
    match column.kind:
        case "ids":
            return _ids(text)
        case "choice":
            return _choice(column, text)
        case "moment" | "end" if not (column.kind == "end" and text == UNKNOWN_END):
            return _moment(text, zone) if text else None
        case "number":
            return _number(text)
        case "count":
            return _count(text)
        case "id" if text:
            check_id(text)
        case "partial-date" if text:
            _check_partial_date(text)
        case "url" if text and not _ADDRESS.fullmatch(text):
            raise ValueError(gettext("{text} is not an http or https address", text=repr(text)))
    return text


def check_text(text: str, kind: str) -> None:
    """Raise `ValueError` if a text is longer than one of its kind may be, or must be one line."""
    most = limits.CHARACTERS.get(kind)
    if most is not None and len(text) > most:
        raise ValueError(
            gettext(
                "has {count} characters; at most {most} are read",
                count=number(len(text)),
                most=number(most),
            )
        )
    if kind in limits.ONE_LINE:
        check_one_line(text)


def check_one_line(text: str) -> None:
    """Raise `ValueError` if a text holds a line end or a tab.

    Other control characters are for no text: see `text_checks`.
    """
    if match := re.search(r"[\t\n\u2028\u2029]", text):
        code = f"U+{ord(match[0]):04X}"
        raise ValueError(gettext("holds {code}; write one line without tabs", code=code))


def check_year(text: str) -> None:
    """Raise `ValueError` if a text begins with a year outside those of which dates may be."""
    year = text[:4]
    if year.isdecimal() and not limits.FIRST_YEAR <= int(year) <= limits.LAST_YEAR:
        raise ValueError(
            gettext(
                "{text} is outside the years {first} to {last}",
                text=repr(text),
                first=limits.FIRST_YEAR,
                last=limits.LAST_YEAR,
            )
        )


def check_id(text: str) -> None:
    """Raise `ValueError` unless the text is an id."""
    check_text(text, "id")
    if text in limits.RESERVED_IDS:
        raise ValueError(gettext("{text} cannot name a file on Windows", text=repr(text)))
    if not _ID.fullmatch(text):
        raise ValueError(
            gettext(
                "{text} is not an id: lower-case letters, digits and single hyphens",
                text=repr(text),
            )
        )


def _moment(text: str, zone: ZoneInfo) -> When:
    """Of the forms of a time those that data folders hold, so that all are written alike."""
    check_year(text)
    if not _MOMENT.fullmatch(text):
        raise local_time.not_a_time(text)
    return local_time.when(text, zone)


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(text.split(";")) if text else ()
    for id_ in ids:
        check_id(id_)
    if len(set(ids)) < len(ids):
        repeated, _ = Counter(ids).most_common(1)[0]
        raise ValueError(gettext("{id} is there twice", id=repeated))
    return ids


def _number(text: str) -> float | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(gettext("{text} is not a number; write 60.5 or -3", text=repr(text)))
    return float(text)


def _count(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and _COUNT.fullmatch(text)):
        raise ValueError(gettext("{text} is not a whole number, 0 or more", text=repr(text)))
    return int(text)


def _choice(column: Column, text: str) -> Any:
    assert column.choices is not None
    try:
        return column.choices(text)
    except ValueError:
        choices = ", ".join(str(choice.value) for choice in column.choices)
        raise ValueError(
            gettext("{text} is not one of {choices}", text=repr(text), choices=choices)
        ) from None


def _check_partial_date(text: str) -> None:
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(
            gettext("{text} is not a date; write 2023, 2023-12 or 2023-12-15", text=repr(text))
        )
    check_year(text)
    try:
        local_time.date_time(*map(int, re.findall(r"\d+", text)))
    except ValueError as error:
        raise ValueError(
            gettext("{text} is not a possible date: {reason}", text=repr(text), reason=error)
        ) from None
