"""The reader's language: which it is, its messages, and how it writes dates, numbers and lists.

Messages come from the gettext catalogues under `locale/`, English being the source. How dates,
numbers and lists are written is CLDR's, as far as it is needed here: `scripts/build_language.py`
takes it from Babel, so that nothing but the standard library is imported at run time.
"""

from __future__ import annotations

import gettext as catalogues
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Self, TypeVar

SOURCE = "en"
"""The language in which messages and the record's own texts are written."""

LANGUAGES = {SOURCE: "English", "fi": "Suomi", "sv": "Svenska", "ru": "Русский"}
"""The languages of the readers, each by its own name."""

FOLDER = os.path.join(os.path.dirname(__file__), "locale")
DOMAIN = "borders"
"""Where the catalogues are, and what they are called, as gettext has it."""

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as POSIX has it
_FIELD = re.compile(r"'([^']*)'|([yMLdHm])\2*")

T = TypeVar("T")

_active: ContextVar[str] = ContextVar("language", default=SOURCE)


class Text(str):
    """Text with parts in other languages than the reader's: (text, its language or "")."""

    __slots__ = ("parts",)
    parts: tuple[tuple[str, str], ...]

    def __new__(cls, parts: Iterable[tuple[str, str]]) -> Self:
        """The parts in order, as one text."""
        kept = tuple(part for part in parts if part[0])
        text = super().__new__(cls, "".join(part for part, _ in kept))
        text.parts = kept
        return text


def active() -> str:
    """The code of the reader's language."""
    return _active.get()


@contextmanager
def use(code: str) -> Iterator[None]:
    """Speak a language of `LANGUAGES` from here on."""
    assert code in LANGUAGES
    token = _active.set(code)
    try:
        yield
    finally:
        _active.reset(token)


def of_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the locale, or English where it is none of ours."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    code = re.split(r"[_.@-]", locale, maxsplit=1)[0].lower()
    return code if code in LANGUAGES else SOURCE


# messages


def gettext(text: str, /, **values: object) -> str:
    """A message in the reader's language, its named places filled in."""
    return _filled(_catalogue(_active.get()).gettext(text), values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for a `count`, which may stand in it."""
    found = _catalogue(_active.get()).ngettext(one, many, count)
    return _filled(found, {"count": number(count), **values})


def pgettext(context: str, text: str, /, **values: object) -> str:
    """A message of which the context tells what it means."""
    return _filled(_catalogue(_active.get()).pgettext(context, text), values)


def message(text: str) -> str:
    """A message that is to be said later, by `gettext`."""
    return text


def nmessage(one: str, many: str) -> tuple[str, str]:
    """A message for one and for many that is to be said later, by `ngettext`."""
    return one, many


def pmessage(context: str, text: str) -> tuple[str, str]:
    """A message that is to be said later, by `pgettext`."""
    return context, text


def foreign(text: str, code: str) -> str:
    """A text in a language, which is marked unless it is the reader's."""
    return text if code in (_active.get(), "") or not text else Text([(text, code)])


def joined(separator: str, texts: Iterable[str]) -> str:
    """The texts that are not empty, separated; what is marked stays so."""
    found = [text for text in texts if text]
    if not any(isinstance(text, Text) for text in found):
        return separator.join(found)
    places = separator.join(f"{{part{place}}}" for place in range(len(found)))
    return _filled(places, {f"part{place}": text for place, text in enumerate(found)})


def parts(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a text with their languages, "" being the reader's."""
    return text.parts if isinstance(text, Text) else ((text, ""),)


def _filled(template: str, values: Mapping[str, object]) -> str:
    if not values:
        return template
    if Text not in map(type, values.values()):
        return template.format_map(values)
    found: list[tuple[str, str]] = []
    from string import Formatter

    for literal, name, *_ in Formatter().parse(template):
        found.append((literal, ""))
        if name is not None:
            value = values[name]
            found += parts(value if isinstance(value, str) else str(value))
    return Text(found)


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    if code == SOURCE:
        return catalogues.NullTranslations()
    return catalogues.translation(DOMAIN, FOLDER, [code])  # which keeps it for others who ask


# dates, numbers, lists


def day(value: date) -> str:
    """Such as: 15 December 2023."""
    return _day(_active.get(), value.year, value.month, value.day)


def month(value: date) -> str:
    """Such as: December 2023."""
    return _written("month", value)


def short_day(value: date) -> str:
    """Such as: 15 Dec."""
    return _written("short_day", value)


def short_month(value: date, *, year: bool = True) -> str:
    """Such as: Dec 2023; or without the year: Dec."""
    return _written("short_month_year" if year else "short_month", value)


def clock(value: datetime) -> str:
    """Such as: 20:00."""
    return _written("clock", value)


def end_of_day() -> str:
    """The midnight at a day's end, such as: 24:00."""

    def ended(found: re.Match[str]) -> str:
        return found[1] if found[1] is not None else "24" if found[2] == "H" else "00"

    return _FIELD.sub(ended, _conventions()["patterns"]["clock"])


def day_pattern() -> tuple[str, list[str]]:
    """How a script writes a day: a text with {day}, {month} and {year}, and the months."""
    names = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    pattern = _FIELD.sub(
        lambda found: found[1] if found[1] is not None else names[found[0]],
        _conventions()["patterns"]["day"],
    )
    return pattern, list(_conventions()["months"]["MMMM"])


def number(value: float, decimals: int = 0, *, grouped: bool = True) -> str:
    """A number with that many decimals, its thousands set apart if it is `grouped`."""
    signs = str.maketrans({",": _conventions()["group"], ".": _conventions()["decimal"]})
    return f"{value:{',' if grouped else ''}.{decimals}f}".translate(signs)


def listed(names: Sequence[str]) -> str:
    """Such as: Vaalimaa, Nuijamaa and Imatra."""
    patterns = _conventions()["list"]
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:  # noqa: PLR2004  # which has a pattern of its own
        return str(patterns["2"].format(*names))
    found = patterns["end"].format(names[-2], names[-1])
    for place in range(len(names) - 3, -1, -1):
        found = patterns["middle" if place else "start"].format(names[place], found)
    return str(found)


@lru_cache(maxsize=4096)
def _day(_code: str, year: int, month: int, day: int) -> str:
    return _written("day", date(year, month, day))


def _written(kind: str, value: date) -> str:
    conventions = _conventions()
    return _FIELD.sub(
        lambda found: found[1] if found[1] is not None else _field(found[0], value, conventions),
        conventions["patterns"][kind],
    )


def _field(field: str, value: date, conventions: Mapping[str, Any]) -> str:
    """A field of a date pattern, as in https://www.unicode.org/reports/tr35/tr35-dates.html."""
    if field in conventions["months"]:
        return str(conventions["months"][field][value.month - 1])
    numbers = {"y": value.year, "M": value.month, "L": value.month, "d": value.day}
    if isinstance(value, datetime):
        numbers |= {"H": value.hour, "m": value.minute}
    return f"{numbers[field[0]]:0{len(field)}d}"


def _conventions() -> Mapping[str, Any]:
    return _all_conventions()[_active.get()]


@cache
def _all_conventions() -> dict[str, dict[str, Any]]:
    with open(os.path.join(FOLDER, "cldr.json"), encoding="utf-8") as file:
        found: dict[str, dict[str, Any]] = json.load(file)
    return found
