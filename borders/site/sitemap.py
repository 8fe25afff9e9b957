"""A site's `sitemap.xml` and `robots.txt`, from which search engines know its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from borders.export import site_paths
from borders.export.xml_text import document, element
from borders.query.dataset import Dataset

_SITEMAP = "sitemap.xml"
_MOST_ADDRESSES = 50_000  # in one sitemap, by its protocol
_NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


def files(
    dataset: Dataset, base_url: str | None, days: Iterable[date], languages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The path and the text of both files; none without `base_url`.

    The sitemap has the front page and the newest pages of `days` in all `languages`. `robots.txt`
    is heeded only where the site is the root of its host. Raises `AddressError`.
    """
    if base_url is None:
        return
    base = site_paths.base(base_url)
    newest = sorted(days, reverse=True)[: _MOST_ADDRESSES // len(languages) - 1]
    pages = [site_paths.HOME, *map(site_paths.date_page, newest)]
    yield _SITEMAP, _sitemap(pages, base, languages, dataset.package.verified_through)
    yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {base}{_SITEMAP}\n"


def _sitemap(pages: Iterable[str], base: str, languages: Sequence[str], changed: date) -> str:
    """A sitemap of pages, each in every language with links to its translations."""
    top = ET.Element("urlset", _NAMESPACES)
    for page in pages:
        addresses = {code: base + site_paths.tree(code) + page for code in languages}
        translations = addresses if len(addresses) > 1 else {}
        for address in addresses.values():
            url = ET.SubElement(top, "url")
            element(url, "loc", address)
            element(url, "lastmod", changed.isoformat())
            for code, translation in translations.items():
                element(url, "xhtml:link", rel="alternate", hreflang=code, href=translation)
    return document(top)
