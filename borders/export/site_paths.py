"""The address of a site, and the paths of its files from its root."""

from __future__ import annotations

import re
from datetime import date

from borders.errors import AddressError
from borders.language import SOURCE, gettext

HOME = "index.html"
"""The front page; written out in links, because a folder opened from disk has no index."""

_SITE = re.compile(
    r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:(?P<port>[0-9]{1,5}))?"
    r"(/(?!\.{1,2}(/|$))([A-Za-z0-9._~!$&'()*+,;=:@-]|%(?![01]|7F)[0-9A-Fa-f]{2})*)*",
)
_LAST_PORT = 65_535


def base(text: str) -> str:
    """The address of a site with a slash at its end, so that a path can follow.

    Raises `AddressError` unless it is http or https, in ASCII, without query and fragment.
    """
    match = _SITE.fullmatch(text)
    if not match or int(match["port"] or 0) > _LAST_PORT:
        raise AddressError(
            gettext(
                "{text} is not the address of a site; write https://example.org/borders/",
                text=f"{text!r:.80}",
            )
        )
    return text.rstrip("/") + "/"


def tree(language: str) -> str:
    """The folder of the pages in a language, empty for English, whose pages stand at the root."""
    return "" if language == SOURCE else f"{language}/"


def date_page(day: date | str) -> str:
    """The path of the page of a date, with its file, for sites that are read from disk."""
    return f"dates/{day}/{HOME}"


def date_json(day: date | str) -> str:
    """The path of the status of a date as JSON, which stands in the folder of its page."""
    return f"dates/{day}/index.json"


def date_csv(day: date | str) -> str:
    """The path of the status of a date as a CSV table, in the same folder."""
    return f"dates/{day}/status.csv"


def crossing_json(crossing: str) -> str:
    """The path of a crossing's JSON, by its id."""
    return f"api/v1/crossings/{crossing}.json"


def crossing_csv(crossing: str) -> str:
    """The path of a crossing's history as a CSV table, in the folder of its page."""
    return f"crossings/{crossing}/history.csv"


OVERVIEW = f"frontiers/{HOME}"
"""The path of the page of all frontiers, from the root of the pages in a language."""


def frontier_folder(name: str) -> str:
    """The folder of a frontier's site below that of all frontiers."""
    return f"frontiers/{name}/"


def overview(below: str, tree: str) -> str:
    """The way to the page of all frontiers from the root of a site's pages in a language.

    `below` is the site's folder, "" if that page is its own; `tree` is that of the pages in it.
    """
    return "../" * (below + tree).count("/") + tree + OVERVIEW if below else OVERVIEW


def state_json(day: date | str) -> str:
    """The path of the JSON that is in full about a day and those after it that equal it."""
    return f"api/v1/states/{day}.json"
