"""The frame of every page: its head, its navigation and its footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from borders import language
from borders.export import site_paths
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.site.assets import ICON, Asset, icon, policy
from borders.site.edition import Edition
from borders.views.about import verified_words


class LanguageLink(NamedTuple):
    """A page in a language of the site: its path from the page in hand, and its address.

    The address is a path, too, where that of the site is not known.
    """

    code: str
    name: str
    href: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The values of a page's template besides its content, in the reader's language.

    `path` is that of the page from the `root` of the pages in its language, to which that leads;
    `site` leads to the root of the site, `overview` from `root` to the page of all frontiers, if
    there is one. A page that is not of a site has none of them. `languages` are the page in every
    language. `meta` are pairs of a key and a content, and `json_ld` is JSON that may stand in a
    script element.
    """

    dataset: Dataset
    title: str
    description: str
    assets: Sequence[Asset]
    path: str = ""
    root: str | None = None
    site: str | None = None
    overview: str | None = None
    languages: Sequence[LanguageLink] = ()
    canonical: str | None = None
    meta: Sequence[tuple[str, str]] = ()
    json_ld: str | None = None

    @property
    def navigation(self) -> list[tuple[str, str]]:
        """The pages of the site that every page leads to: paths from the root, and texts."""
        pages = [
            (site_paths.HOME, gettext("Map")),
            (f"crossings/{site_paths.HOME}", gettext("Crossings")),
            (f"decisions/{site_paths.HOME}", gettext("Decisions")),
            (f"claims/{site_paths.HOME}", gettext("Contested claims")),
        ]
        if self.dataset.record.arrivals:
            pages.append((f"arrivals/{site_paths.HOME}", gettext("Arrivals")))
        return [
            *pages,
            (f"downloads/{site_paths.HOME}", gettext("Data")),
            (f"follow/{site_paths.HOME}", gettext("Follow")),
            (f"about/{site_paths.HOME}", gettext("About")),
            *([(self.overview, gettext("All frontiers"))] if self.overview else []),
        ]

    @property
    def language(self) -> str:
        """The code of the page's language."""
        return language.active()

    @property
    def policy(self) -> str:
        """The page's Content-Security-Policy."""
        return policy(self.assets)

    @property
    def icon(self) -> str:
        """The address of the site's icon; that of a page that stands alone holds the picture."""
        if self.site is None:
            return "data:image/svg+xml," + quote(icon(), safe=" /:='")
        return f"{self.site}{ICON}"

    @property
    def frontier(self) -> str:
        """The name of the frontier."""
        return self.dataset.translated(self.dataset.package.frontier_title)

    @property
    def claims(self) -> set[str]:
        """The ids of the contested claims."""
        return {claim.id for claim in self.dataset.record.claims}

    @property
    def verified_words(self) -> str:
        """To which day the record was checked."""
        return verified_words(self.dataset, verified=True)

    @property
    def times(self) -> str:
        """In which time zone times are."""
        return gettext("Times are local ({zone}).", zone=self.dataset.package.zone.key)

    @property
    def attribution(self) -> str:
        """Whom to name for the data."""
        return self.dataset.translated(self.dataset.package.attribution)


def site_frame(
    edition: Edition, path: str, *, title: str, description: str, assets: Sequence[Asset]
) -> Frame:
    """The frame of a page at a path of the site."""
    return Frame(
        dataset=edition.dataset,
        title=title,
        description=description,
        assets=assets,
        path=path,
        root=way_up(path),
        site=way_to_site(edition, path),
        overview=edition.overview,
        languages=_language_links(edition, path),
    )


def way_up(path: str) -> str:
    """The way from a page at a path to the root from which the path leads, e.g. "../../"."""
    return "../" * path.count("/")


def way_to_site(edition: Edition, path: str) -> str:
    """The way from a page at a path to the root of the site."""
    return way_up(edition.tree + path)


def _language_links(edition: Edition, path: str) -> list[LanguageLink]:
    site = way_to_site(edition, path)
    home, page = edition.base_url or site, path
    if edition.base_url:
        page = path.removesuffix(site_paths.HOME)
    return [
        LanguageLink(
            code=code,
            name=language.LANGUAGES[code],
            href=f"{site}{site_paths.tree(code)}{path}",
            address=f"{home}{site_paths.tree(code)}{page}",
        )
        for code in edition.languages
    ]
