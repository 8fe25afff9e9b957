"""The pages of the record: its crossings, decisions, claims and arrivals, and what it is.

Each function gives the path and the HTML of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from borders.export.site_paths import HOME
from borders.language import gettext
from borders.pictures import arrivals_chart
from borders.pictures.svg import at_night
from borders.site.edition import Edition
from borders.site.pages.document import document
from borders.views import wording
from borders.views.about import about
from borders.views.arrivals import published_numbers
from borders.views.arrivals_chart import chart_view
from borders.views.claims import claims
from borders.views.crossing import crossing_rows
from borders.views.decisions import decisions

_CHART = "arrivals.svg"


class Chart(NamedTuple):
    """A picture: its path, its title, and its size in pixels."""

    href: str
    title: str
    width: int
    height: int


def crossings_page(edition: Edition) -> tuple[str, str]:
    """The list of crossing points."""
    return document(
        edition,
        f"crossings/{HOME}",
        "crossings.html",
        heading=gettext("Crossing points"),
        rows=crossing_rows(edition.dataset, edition.days.last),
        when=wording.day(edition.days.last),
    )


def decisions_page(edition: Edition) -> tuple[str, str]:
    """All decisions."""
    return document(
        edition,
        f"decisions/{HOME}",
        "decisions.html",
        heading=gettext("Decisions"),
        decisions=decisions(edition.dataset),
        days=frozenset(edition.days.pages),
    )


def claims_page(edition: Edition) -> tuple[str, str]:
    """All contested claims."""
    return document(
        edition,
        f"claims/{HOME}",
        "claims.html",
        heading=gettext("Contested claims"),
        lead=gettext("What sources state and this record rejects or qualifies, and why."),
        claims=claims(edition.dataset),
    )


def arrivals_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """The published numbers of arrivals in a chart and a table; then the chart, as SVG."""
    chart = chart_view(edition.dataset)
    width, height = arrivals_chart.size(chart)
    yield document(
        edition,
        f"arrivals/{HOME}",
        "arrivals.html",
        heading=gettext("Arrivals"),
        lead=gettext(
            "The published numbers of asylum seekers, over the closures. Nothing is added up "
            "or split, and a day without a number is a gap."
        ),
        chart=Chart(_CHART, chart.title, width, height),
        numbers=published_numbers(edition.dataset),
    )
    yield f"arrivals/{_CHART}", at_night(arrivals_chart.svg(chart))


def about_page(edition: Edition) -> tuple[str, str]:
    """The page about the record: what it holds, how far it was checked, its licences."""
    return document(
        edition,
        f"about/{HOME}",
        "about.html",
        heading=gettext("About the record"),
        about=about(edition.dataset),
    )
