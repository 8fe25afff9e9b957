"""The reader's language, kept in a context variable: messages, dates, numbers and lists.

Messages come from the gettext catalogues under `locale/`; their source language is English. Dates,
numbers and lists are written as CLDR has it. `scripts/build_language.py` takes that from Babel, so
that nothing but the standard library is imported at run time: Babel would cost 16 ms.
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
from typing import Any, Self

SOURCE = "en"
"""The language in which messages and the record's own texts are written."""

LANGUAGES = {SOURCE: "English", "fi": "Suomi", "sv": "Svenska", "ru": "Русский"}
"""The readers' languages: code and own name."""

FOLDER = os.path.join(os.path.dirname(__file__), "locale")
"""The folder of the catalogues."""

DOMAIN = "borders"
"""The gettext domain, which is the name of the catalogues' files."""

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as in POSIX
_FIELD = re.compile(r"'([^']*)'|([yMLdHm])\2*")  # of a date pattern of CLDR: literal, or field

_active: ContextVar[str] = ContextVar("language", default=SOURCE)


class Text(str):
    """A text of which some parts are in another language than the reader's.

    `parts` are (text, language code), the code of the reader's language being "". HTML marks them
    with `lang`.
    """

    __slots__ = ("parts",)
    parts: tuple[tuple[str, str], ...]

    def __new__(cls, parts: Iterable[tuple[str, str]]) -> Self:
        """The concatenation of `parts`, without empty ones."""
        not_empty = tuple(part for part in parts if part[0])
        text = super().__new__(cls, "".join(part for part, _ in not_empty))
        text.parts = not_empty
        return text


def active() -> str:
    """The code of the reader's language."""
    return _active.get()


@contextmanager
def use(code: str) -> Iterator[None]:
    """Make `code`, one of `LANGUAGES`, the reader's language within a `with` block."""
    assert code in LANGUAGES
    token = _active.set(code)
    try:
        yield
    finally:
        _active.reset(token)


def of_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language code of the process's locale; English where that is none of `LANGUAGES`."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    code = re.split(r"[_.@-]", locale, maxsplit=1)[0].lower()
    return code if code in LANGUAGES else SOURCE


# messages


def gettext(text: str, /, **values: object) -> str:
    """A message in the reader's language, with `values` in place of the names in braces."""
    return _fill(_catalogue(_active.get()).gettext(text), values)


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """A message in the form for a `count`, which is the value of `{count}` in it."""
    template = _catalogue(_active.get()).ngettext(singular, plural, count)
    return _fill(template, {"count": number(count), **values})


def pgettext(context: str, text: str, /, **values: object) -> str:
    """A message whose English text has several meanings; `context` distinguishes them."""
    return _fill(_catalogue(_active.get()).pgettext(context, text), values)


def message(text: str) -> str:
    """Mark a message for translation; `gettext` translates it later (Django's `gettext_noop`)."""
    return text


def nmessage(singular: str, plural: str) -> tuple[str, str]:
    """Mark a message with a singular and a plural for translation; `ngettext` translates it."""
    return singular, plural


def pmessage(context: str, text: str) -> tuple[str, str]:
    """Mark a message with its context for translation; `pgettext` translates it later."""
    return context, text


def foreign(text: str, code: str) -> str:
    """A text in the language `code`, marked as such unless that is the reader's or empty."""
    return text if code in (_active.get(), "") or not text else Text([(text, code)])


def joined(separator: str, texts: Iterable[str]) -> str:
    """The texts that are not empty, with `separator` between; marked languages stay marked."""
    not_empty = [text for text in texts if text]
    if not any(isinstance(text, Text) for text in not_empty):
        return separator.join(not_empty)
    separated = [part for text in not_empty for part in ((separator, ""), *parts(text))]
    return Text(separated[1:])


def parts(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a text as (text, language code); see `Text`."""
    return text.parts if isinstance(text, Text) else ((text, ""),)


def _fill(template: str, values: Mapping[str, object]) -> str:
    """A template with its values; a `Text` if one of the values is."""
    if not values:
        return template
    if Text not in map(type, values.values()):
        return template.format_map(values)
    from string import Formatter

    filled: list[tuple[str, str]] = []
    for literal, name, *_ in Formatter().parse(template):
        filled.append((literal, ""))
        if name is not None:
            value = values[name]
            filled += parts(value if isinstance(value, str) else str(value))
    return Text(filled)


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    if code == SOURCE:
        return catalogues.NullTranslations()
    return catalogues.translation(DOMAIN, FOLDER, [code])


# dates, numbers, lists


def day(value: date) -> str:
    """A day, e.g. "15 December 2023"."""
    return _day(active(), value.year, value.month, value.day)


def month(value: date) -> str:
    """The month of a day, with its year, e.g. "December 2023"."""
    return _formatted("month", value)


def short_day(value: date) -> str:
    """A day without its year, e.g. "15 Dec"."""
    return _formatted("short_day", value)


def short_month(value: date, *, year: bool = True) -> str:
    """The month of a day, abbreviated, e.g. "Dec 2023"; without the year, "Dec"."""
    return _formatted("short_month_year" if year else "short_month", value)


def clock(value: datetime) -> str:
    """The time of day of a local time, e.g. "20:00"."""
    return _formatted("clock", value)


def end_of_day() -> str:
    """The time of day of the midnight at a day's end, e.g. "24:00"."""

    def field(match: re.Match[str]) -> str:
        return match[1] if match[1] is not None else "24" if match[2] == "H" else "00"

    return _FIELD.sub(field, _conventions()["patterns"]["clock"])


def day_pattern() -> tuple[str, list[str]]:
    """A pattern for scripts to write a day, with {day}, {month} and {year}, and the months."""
    names = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    pattern = _FIELD.sub(
        lambda match: match[1] if match[1] is not None else names[match[0]],
        _conventions()["patterns"]["day"],
    )
    return pattern, list(_conventions()["months"]["MMMM"])


def number(value: float, decimals: int = 0, *, grouped: bool = True) -> str:
    """A number with `decimals` decimal places; if `grouped`, with its thousands separated."""
    separators = str.maketrans({",": _conventions()["group"], ".": _conventions()["decimal"]})
    return f"{value:{',' if grouped else ''}.{decimals}f}".translate(separators)


_FRONTIERS = {
    message("Norway–Russia frontier"),
    message("Finland–Russia frontier"),
    message("Estonia–Russia frontier"),
    message("Latvia–Russia frontier"),
    message("Latvia–Belarus frontier"),
    message("Lithuania–Belarus frontier"),
    message("Lithuania–Russia (Kaliningrad) frontier"),
    message("Poland–Belarus frontier"),
    message("Poland–Russia (Kaliningrad) frontier"),
}
"""The titles of the frontiers of Europe's east."""


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence, e.g. "Vaalimaa, Nuijamaa and Imatra"."""
    patterns = _conventions()["list"]
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:  # noqa: PLR2004  # CLDR has a pattern for two
        return str(patterns["2"].format(*names))
    text = patterns["end"].format(names[-2], names[-1])
    for index in range(len(names) - 3, -1, -1):
        text = patterns["middle" if index else "start"].format(names[index], text)
    return str(text)


def geographic_name(name: str) -> str | None:
    """A frontier that comes along, or a country or city that one needs, by its English name.

    `None` if it is not known.
    """
    if name in _FRONTIERS:
        return gettext(name)
    known: str | None = _conventions()["names"].get(name)
    return known


def city(zone: str) -> str:
    """The city after which a time zone is named, e.g. "Moscow" for Europe/Moscow."""
    name = zone.rpartition("/")[2].replace("_", " ")
    return geographic_name(name) or name


@lru_cache(maxsize=4096)  # pages name few days many times
def _day(_code: str, year: int, month: int, day: int) -> str:
    return _formatted("day", date(year, month, day))


def _formatted(pattern: str, value: date) -> str:
    """A day or local time as the pattern of this name has it."""
    conventions = _conventions()
    return _FIELD.sub(
        lambda match: match[1] if match[1] is not None else _field(match[0], value, conventions),
        conventions["patterns"][pattern],
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
    """How the reader's language writes dates, numbers and lists, as `cldr.json` has it."""
    return _all_conventions()[active()]


@cache
def _all_conventions() -> dict[str, dict[str, Any]]:
    with open(os.path.join(FOLDER, "cldr.json"), encoding="utf-8") as file:
        conventions: dict[str, dict[str, Any]] = json.load(file)
    return conventions
