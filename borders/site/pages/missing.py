"""The page that a server shows for an address that leads nowhere."""

from __future__ import annotations

from dataclasses import replace

from borders.language import gettext
from borders.site import templating
from borders.site.edition import Edition
from borders.site.pages.document import document_frame
from borders.views import wording

_PATH = "404.html"


def missing_page(edition: Edition) -> tuple[str, str]:
    """The path and the HTML of the page.

    It is shown at any depth of the site, so its links are whole addresses if the site's is known.
    """
    heading, home = gettext("Not found"), edition.home or ""
    frame = document_frame(edition, _PATH, heading)
    html = templating.render(
        "missing.html",
        frame=replace(frame, root=home, site=edition.base_url or frame.site, languages=()),
        heading=heading,
        lead=gettext(
            "There is no such page. Dates from {first} to {last} have one, by their day: {path}.",
            first=wording.day(edition.days.first),
            last=wording.day(edition.days.last),
            path=f"{edition.tree}dates/{edition.days.last}/",
        ),
    )
    return _PATH, html
