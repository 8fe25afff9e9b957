"""A site's `sitemap.xml` and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from borders.export import site_paths
from borders.export.xml_text import document, element
from borders.query.dataset import Dataset

_SITEMAP = "sitemap.xml"
_SITEMAP_LIMIT = 50_000  # addresses in one sitemap, by its protocol


def files(
    dataset: Dataset, base_url: str | None, days: Sequence[date], languages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The sitemap of the pages in all `languages` and `robots.txt`; none without `base_url`.

    `robots.txt` is heeded only where the site is the root of its host. Raises `AddressError`.
    """
    if base_url is None:
        return
    base = site_paths.base(base_url)
    yield _SITEMAP, _sitemap(dataset.package.verified_through, days, base, languages)
    yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {base}{_SITEMAP}\n"


def _sitemap(
    verified_through: date, days: Sequence[date], base: str, languages: Sequence[str]
) -> str:
    top = ET.Element(
        "urlset",
        {
            "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
            "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
        },
    )
    newest = sorted(days, reverse=True)[: _SITEMAP_LIMIT // len(languages) - 1]
    for path in (site_paths.HOME, *map(site_paths.date_page, newest)):
        addresses = {code: base + site_paths.tree(code) + path for code in languages}
        for address in addresses.values():
            url = ET.SubElement(top, "url")
            element(url, "loc", address)
            element(url, "lastmod", verified_through.isoformat())
            for code, alternate in addresses.items() if len(addresses) > 1 else ():
                element(url, "xhtml:link", rel="alternate", hreflang=code, href=alternate)
    return document(top)
