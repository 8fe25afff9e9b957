"""The settings of a data folder, read from its `datapackage.json`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from borders import local_time
from borders.language import gettext, message, number
from borders.model import Contributor, Licence, Package, RecordStanding
from borders.record import limits
from borders.record.cell_values import check_id, check_text, check_year
from borders.record.data_folder import DataFolder

FILE = "datapackage.json"

# What a value must be. In braces are values of `_LIMITS`.
_NAME = message("a short name, in one line of at most {title} characters")
_TITLE = message("a title, in one line of at most {title} characters")
_TEXT = message("text, of at most {text} characters")
_LICENCES = message(
    "a list of licences, each with a name in one line of at most {title} characters or a path of "
    "at most {url}"
)
_CONTRIBUTORS = message(
    "a list of contributors, each with a title in one line of at most {title} characters"
)
_ZONE = message("a time zone such as Europe/Helsinki")
_SIDES = message(
    "an object of side codes, which are ids, and different names in one line of at most {name} "
    "characters"
)
_COUNTRY = message("a country code of ISO 3166-1, such as FI")
_COUNTRIES = message("an object of side codes and country codes of ISO 3166-1, such as FI")
_DATE = message("a date YYYY-MM-DD of the years {first} to {last}, which the zone's calendar has")
_ZONES = message("an object of side codes and time zones such as Europe/Helsinki")
_STANDING = message("reviewed or provisional")
_REASON = message("a sentence of at most {title} characters where standing is provisional")
_FOCUS = message(
    "two dates [YYYY-MM-DD, YYYY-MM-DD] of the years {first} to {last}, the earlier first"
)
_PROJECTION = message("the pictures' projection by authority and code, such as EPSG:3067")
_ATTRIBUTION = message("whom to name on the map, in one line of at most {title} characters")
_RESOURCES = message(
    "a list of objects, in each of which licenses and sources are lists of objects and title a text"
)
_LIMITS = {
    **{kind: number(most) for kind, most in limits.CHARACTERS.items()},
    "first": limits.FIRST_YEAR,
    "last": limits.LAST_YEAR,
}

_COUNTRY_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
"""All of ISO 3166-1 alpha-2. It leaves XA to XZ to users: XX is no country, for made-up data."""

_ZONE_NAME = r"(?!Factory)[A-Z][\w+-]*(/[A-Z][\w+-]*)*"
"""Names of zones that are the same everywhere; not `localtime` or `posixrules`, which differ."""


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
            must_be = gettext("must be {right}", right=gettext(right, **_LIMITS))
            files.add_problem("package", FILE, must_be, column=key)
            return None

    with_focus = {"focus": None, **settings}
    with_defaults = {
        "description": "",
        "licenses": [],
        "contributors": [],
        "resources": [],
        **descriptor,
    }
    zone = value("timezone", _zone, _ZONE)
    day = partial(_date, zone=zone)
    value("resources", _check_resources, _RESOURCES, with_defaults)
    sides = value("sides", _names_by_code, _SIDES)
    optional = {
        **dict.fromkeys(("country", "standing", "standing_reason", "hours_verified_through")),
        "countries": {},
        "projection": "",
        "timezones": {},
        **settings,
    }
    standing = value("standing", _standing, _STANDING, optional)
    country = value("country", _country_or_none, _COUNTRY, optional)
    by_side = partial(_countries, sides, country)
    package = Package(
        name=value("name", _title, _NAME, descriptor),
        title=value("title", _title, _TITLE, descriptor),
        description=value("description", _text_or_empty, _TEXT, with_defaults),
        licences=value("licenses", _licences, _LICENCES, with_defaults),
        contributors=value("contributors", _contributors, _CONTRIBUTORS, with_defaults),
        frontier_title=value("frontier", _title, _NAME),
        zone=zone,
        timezones=value("timezones", partial(_zones, sides), _ZONES, optional) if sides else {},
        sides=sides,
        countries=value("countries", by_side, _COUNTRIES, optional) if sides else {},
        verified_through=value("verified_through", day, _DATE),
        hours_verified_through=value(
            "hours_verified_through", lambda text: text and day(text), _DATE, optional
        ),
        standing=standing,
        standing_reason=value("standing_reason", partial(_reason, standing), _REASON, optional),
        site_from=value("site_from", day, _DATE),
        focus=value("focus", partial(_two_dates_if_any, zone=zone), _FOCUS, with_focus),
        projection=value("projection", _projection, _PROJECTION, optional),
        attribution=value("attribution", _title, _ATTRIBUTION),
    )
    return package if len(files.problems) == problems_before else None


# Parsers of values: each raises TypeError, ValueError or KeyError for what is not right.


def _text(value: Any, kind: str) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    check_text(value, kind)
    return value


def _title(value: Any) -> str:
    return _text(value, "title")


def _text_or_empty(value: Any) -> str:
    return "" if value == "" else _text(value, "text")


def _zone(value: Any) -> ZoneInfo:
    if not re.fullmatch(_ZONE_NAME, value, re.ASCII):
        raise ValueError
    return ZoneInfo(value)


def _zones(sides: Mapping[str, str], value: Any) -> dict[str, ZoneInfo]:
    """The time zones of sides."""
    if not isinstance(value, dict) or not value.keys() <= sides.keys():
        raise TypeError
    return {side: _zone(zone) for side, zone in value.items()}


def _projection(value: Any) -> str:
    if value != "" and not re.fullmatch(r"[A-Za-z0-9_]{1,20}:[A-Za-z0-9]{1,20}", value):
        raise ValueError
    return str(value)


def _check_resources(value: Any) -> None:
    """Only what is written once more by `borders export` is checked."""
    for resource in _objects(value):
        _objects(resource.get("licenses", []))
        _objects(resource.get("sources", []))
        _text(resource.get("title", "-"), "text")


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError
    return value


def _licences(value: Any) -> tuple[Licence, ...]:
    return tuple(
        Licence(
            title=_title(entry.get("title") or entry.get("name") or entry["path"]),
            path=_text(entry["path"], "url") if entry.get("path", "") != "" else "",
        )
        for entry in _objects(value)
    )


def _contributors(value: Any) -> tuple[Contributor, ...]:
    return tuple(
        Contributor(
            title=_title(entry["title"]),
            path=_text(entry["path"], "url") if entry.get("path", "") != "" else "",
            email=_title(entry["email"]) if entry.get("email", "") != "" else "",
            roles=tuple(map(_title, entry.get("roles", ()))),
        )
        for entry in _objects(value)
    )


def _date(value: Any, zone: ZoneInfo | None) -> date:
    day = date.fromisoformat(value)
    if day.isoformat() != value:  # Python reads more forms than YYYY-MM-DD
        raise ValueError
    check_year(value)
    if zone:
        local_time.day(day, zone)  # raises ValueError for one that the calendar skips
    return day


def _standing(value: Any) -> RecordStanding | None:
    return None if value is None else RecordStanding(value)


def _reason(standing: RecordStanding | None, value: Any) -> str:
    provisional = standing is RecordStanding.PROVISIONAL
    return _title(value) if provisional or value is not None else ""


def _two_dates_if_any(value: Any, zone: ZoneInfo | None) -> tuple[date, date] | None:
    if value is None:
        return None
    first, last = (_date(item, zone) for item in value)
    if last <= first:
        raise ValueError
    return first, last


def _names_by_code(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise TypeError
    for code in value:
        check_id(code)
    names = {code: _text(name, "name") for code, name in value.items()}
    if len({name.casefold() for name in names.values()}) < len(names):
        raise ValueError
    return names


def _country(value: Any) -> str:
    if value != "XX" and value not in _COUNTRY_CODES.split():
        raise ValueError
    return str(value)


def _country_or_none(value: Any) -> str | None:
    return None if value is None else _country(value)


def _countries(sides: Mapping[str, str], default: str | None, value: Any) -> dict[str, str]:
    """The country of each side: its own in `value`, else the default, if there is one."""
    if not isinstance(value, dict) or not value.keys() <= sides.keys():
        raise TypeError
    own = {side: _country(code) for side, code in value.items()}
    return {side: code for side in sides if (code := own.get(side, default))}
