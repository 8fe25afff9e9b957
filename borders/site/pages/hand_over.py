"""What a page hands over: its link, a picture, its data, code to embed it, how to cite it."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from borders.export import site_paths
from borders.language import gettext
from borders.site.edition import Edition
from borders.views import wording
from borders.views.about import keepers

EMBED = f"embed/{site_paths.HOME}"
"""The path of the page to embed, from the root of the pages in a language."""

HEIGHT = 820  # pixels of a frame: a title, the map, what it enlarges, its legend and its source


class Snippet(NamedTuple):
    """HTML that shows the map in a page of another site.

    Where the site's address is not known, `relative` is the address in the HTML, which leads from
    the page at hand to what is shown; a script makes it whole. Else it is `None`.
    """

    html: str
    relative: str | None


class Citation(NamedTuple):
    """How to cite a page: text, then its address, `relative` to the page if it is not whole."""

    text: str
    address: str
    relative: str | None


class HandOver(NamedTuple):
    """What the page of a date or a crossing hands over; paths lead from the page.

    `picture` is an SVG to print, and `name` the name of files made of the page, without an ending.
    `feeds` are an Atom feed and a calendar.
    """

    name: str
    citation: Citation
    json: str
    csv: str | None = None
    picture: str | None = None
    snippet: Snippet | None = None
    feeds: tuple[str, str] | None = None


def snippet(edition: Edition, title: str, fragment: str, root: str) -> Snippet:
    """The code to embed the map at a fragment; `root` leads to the root of the pages."""
    relative = None if edition.home else f"{root}{EMBED}"
    address = f"{edition.home}{EMBED}" if edition.home else relative
    html = (
        f'<iframe src="{address}#{fragment}" title="{escape(title)}" width="100%" '
        f'height="{HEIGHT}" style="border:0" loading="lazy"></iframe>'
    )
    return Snippet(html, relative)


def citation(edition: Edition, what: str, folder: str) -> Citation:
    """How to cite what a page in a folder shows, e.g. "status on 15 December 2023"."""
    package = edition.dataset.package
    keeper, day = keepers(edition.dataset), wording.day(package.verified_through)
    # Translators: how to cite a page, such as: Crossing points …, status on 15 December 2023.
    text = gettext(
        "{record}, {what}. Verified through {day}.",
        record=edition.dataset.translated(package.title),
        what=what,
        day=day,
    )
    text = " ".join(filter(None, (keeper and wording.stopped(keeper), text)))
    home = edition.home
    return Citation(text, f"{home or edition.tree}{folder}", None if home else "./")
