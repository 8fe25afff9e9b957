"""The settings of a data folder, read from its `datapackage.json`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from borders.language import gettext, message
from borders.model import Licence, Package
from borders.record.data_folder import DataFolder

FILE = "datapackage.json"

_LICENCES = message("a list of licences, each with a name or a path")
_FOCUS = message("two dates [YYYY-MM-DD, YYYY-MM-DD], the earlier first")
_ZONE = message("a time zone such as Europe/Helsinki")
_COUNTRY = message("a country code of two capital letters, such as FI")
_COUNTRIES = message("an object of side codes and country codes of two capital letters")
_PROJECTION = message("the pictures' projection, such as EPSG:3067")


def read_package(files: DataFolder) -> Package | None:
    """The settings of a data folder; `None` if any is wrong, each of which is a problem."""
    descriptor = files.descriptor()
    if descriptor is None:
        return None
    settings = descriptor.get("borders")
    if not isinstance(settings, dict):
        needs = gettext("needs an object `borders` with timezone, sides, …")
        files.add_problem("package", FILE, needs)
        return None
    problems_before = len(files.problems)

    def value(
        key: str, parse: Callable[[Any], Any], right: str, values: Mapping[str, Any] = settings
    ) -> Any:
        """The value of a key as `parse` returns it; `right` is what it must be, if it raises."""
        try:
            return parse(values[key])
        except (KeyError, TypeError, ValueError, OSError, ZoneInfoNotFoundError):
            # Translators: {right} is such as: a date YYYY-MM-DD
            must_be = gettext("must be {right}", right=gettext(right))
            files.add_problem("package", FILE, must_be, column=key)
            return None

    with_focus = {"focus": None, **settings}
    with_defaults = {"description": "", "licenses": [], **descriptor}
    resources = descriptor.get("resources", [])
    if not isinstance(resources, list) or not all(isinstance(entry, dict) for entry in resources):
        must_be = gettext("must be {right}", right=gettext("a list of objects"))
        files.add_problem("package", FILE, must_be, column="resources")
    sides = value("sides", _names_by_code, message("an object of side codes and names"))
    optional = {"country": None, "countries": {}, **settings}
    country = value("country", _country_or_none, _COUNTRY, optional)
    by_side = partial(_countries, sides, country)
    package = Package(
        # Translators: what a value must be, from here on
        name=value("name", _text, message("a short name"), descriptor),
        title=value("title", _text, message("a title"), descriptor),
        description=value("description", _text_or_empty, message("text"), with_defaults),
        licences=value("licenses", _licences, _LICENCES, with_defaults),
        frontier_title=value("frontier", _text, message("the frontier's name")),
        zone=value("timezone", _zone, _ZONE),
        sides=sides,
        countries=value("countries", by_side, _COUNTRIES, optional) if sides else {},
        verified_through=value("verified_through", _date, message("a date YYYY-MM-DD")),
        site_from=value("site_from", _date, message("a date YYYY-MM-DD")),
        focus=value("focus", _two_dates_if_any, _FOCUS, with_focus),
        projection=value("projection", _text, _PROJECTION),
        attribution=value("attribution", _text, message("whom to name on the map")),
    )
    return package if len(files.problems) == problems_before else None


# Parsers of values: each raises TypeError, ValueError or KeyError for what is not right.


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    value.encode()  # raises ValueError for half a surrogate pair
    return value


def _text_or_empty(value: Any) -> str:
    return "" if value == "" else _text(value)


def _licences(value: Any) -> tuple[Licence, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(
        Licence(
            title=_text(entry.get("title") or entry.get("name") or entry["path"]),
            path=_text_or_empty(entry.get("path", "")),
        )
        for entry in map(dict, value)
    )


def _zone(value: Any) -> ZoneInfo:
    zone = ZoneInfo(value)
    if value in ("localtime", "posixrules", "Factory"):  # no place's, or whatever the machine has
        raise ValueError
    return zone


def _date(value: Any) -> date:
    day = date.fromisoformat(value)
    if day.isoformat() != value:  # Python reads more forms than YYYY-MM-DD
        raise ValueError
    return day


def _two_dates_if_any(value: Any) -> tuple[date, date] | None:
    if value is None:
        return None
    first, last = map(_date, value)
    if last <= first:
        raise ValueError
    return first, last


def _names_by_code(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise TypeError
    return {_text(key): _text(name) for key, name in value.items()}


def _country(value: Any) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError
    return _text(value)


def _country_or_none(value: Any) -> str | None:
    return None if value is None else _country(value)


def _countries(sides: Mapping[str, str], default: str | None, value: Any) -> dict[str, str]:
    """The country of each side: its own in `value`, else the default, if there is one."""
    if not isinstance(value, dict) or not value.keys() <= sides.keys():
        raise TypeError
    own = {side: _country(code) for side, code in value.items()}
    return {side: code for side in sides if (code := own.get(side, default))}
