"""Where a site stands, and where each of its pages stands in it."""

from __future__ import annotations

import re
from datetime import date

from borders.errors import AddressError
from borders.language import SOURCE, gettext

HOME = "index.html"
"""The front page; written out in links, because a folder opened from disk has no index."""

_SITE = re.compile(
    r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?"
    r"(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*"
)


def base(text: str) -> str:
    """A site's address with a slash at its end, so that a path can follow.

    Raises `AddressError` unless it is http or https, in ASCII, without query and fragment.
    """
    if not _SITE.fullmatch(text):
        raise AddressError(
            gettext(
                "{text} is not the address of a site; write https://example.org/borders/",
                text=f"{text!r:.80}",
            )
        )
    return text.rstrip("/") + "/"


def tree(language: str) -> str:
    """The folder of the pages in a language: those in English stand at the root."""
    return "" if language == SOURCE else f"{language}/"


def date_twin(day: date | str) -> str:
    """The path of a date's status as JSON, which stands beside its page."""
    return f"dates/{day}/index.json"


def state(day: date | str) -> str:
    """The path of what a program is told of a date and of those after it that tell the same."""
    return f"api/v1/states/{day}.json"


def date_page(day: date | str) -> str:
    """The path of a date's page from the site's root; its file too, for sites read from disk."""
    return f"dates/{day}/{HOME}"
