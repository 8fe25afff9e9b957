"""What search engines find: the sitemap and robots.txt."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from borders.site import sitemap
from helpers.sites import BASE_URL, FIRST

DAYS = [FIRST + timedelta(days=n) for n in range(6)]


@pytest.fixture(scope="module")
def files(ds):
    return dict(sitemap.files(ds, BASE_URL, DAYS, ["en"]))


def test_the_sitemap_has_the_front_page_and_every_date(files):
    top = ET.fromstring(files["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert top.tag == f"{space}urlset"
    assert [[child.tag for child in url] for url in top] == [[f"{space}loc", f"{space}lastmod"]] * 7
    addresses = [url.findtext(f"{space}loc") for url in top]
    dates = [f"{BASE_URL}dates/2023-12-{day}/index.html" for day in range(17, 11, -1)]
    assert addresses == [f"{BASE_URL}index.html", *dates]
    assert {url.findtext(f"{space}lastmod") for url in top} == {"2026-07-02"}


def test_a_sitemap_is_never_longer_than_its_protocol_allows(ds):
    days = [date(1850, 1, 1) + timedelta(days=n) for n in range(60_000)]
    text = dict(sitemap.files(ds, BASE_URL, days, ["en"]))["sitemap.xml"]
    assert text.count("<url>") == 50_000
    assert max(days).isoformat() in text
    assert min(days).isoformat() not in text


def test_robots_may_read_everything_and_find_the_sitemap(files):
    assert files["robots.txt"] == f"User-agent: *\nDisallow:\n\nSitemap: {BASE_URL}sitemap.xml\n"
