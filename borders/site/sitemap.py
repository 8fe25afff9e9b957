"""A site's `sitemap.xml` and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from borders.export import site_paths as addresses
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
    base = addresses.base(base_url)
    pages = {day.isoformat(): addresses.date_page(day) for day in days}
    verified = dataset.package.verified_through
    yield _SITEMAP, _sitemap(verified, pages, base, languages)
    yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {base}{_SITEMAP}\n"


def _sitemap(
    verified_through: date, pages: Mapping[str, str], base: str, languages: Sequence[str]
) -> str:
    top = ET.Element(
        "urlset",
        {
            "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
            "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
        },
    )
    newest = sorted(pages, reverse=True)[: _SITEMAP_LIMIT // len(languages) - 1]
    for path in (addresses.HOME, *(pages[day] for day in newest)):
        for code in languages:
            url = ET.SubElement(top, "url")
            element(url, "loc", base + addresses.tree(code) + path)
            element(url, "lastmod", verified_through.isoformat())
            for other in languages if len(languages) > 1 else ():
                address = base + addresses.tree(other) + path
                element(url, "xhtml:link", rel="alternate", hreflang=other, href=address)
    return document(top)
