"""Every address within the site leads somewhere, and no id stands twice."""

import json
import re
import xml.etree.ElementTree as ET
from functools import partial
from itertools import product
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from borders.export import feeds
from helpers.folders import files_below
from helpers.html import Page
from helpers.sites import BASE_URL, FIRST


def of_page(text):
    page = Page(text)
    yield from page.values_of("href", "src")
    for value in page.linked_data:
        yield from (entry["contentUrl"] for entry in value["distribution"])
        yield value.get("url", "")


def of_xml(text):
    for element in ET.fromstring(text).iter():
        yield element.get("href", "")
        yield element.text if element.tag.endswith("}loc") else ""


def of_calendar(text):
    return re.findall(r"^URL[^:]*:(.*)$", text.replace("\r\n ", ""), re.MULTILINE)


def of_feed(text):
    value = json.loads(text)
    yield from (value.get(key, "") for key in ("home_page_url", "feed_url"))
    yield from (item.get("url", "") for item in value["items"])


def of_index(text):
    value = json.loads(text)
    for link, name in product(value["links"].values(), value["crossings"]):
        yield link.format(crossing=name, date=FIRST, state=value["states"][0])


ADDRESSES = {  # how the addresses in a file of the site are found, by the end of its path
    ".html": of_page,
    ".atom": of_xml,
    ".xml": of_xml,
    ".svg": of_xml,
    ".ics": of_calendar,
    feeds.JSON_FEED: of_feed,
    "api/v1/index.json": of_index,
    "robots.txt": partial(re.findall, "(?m)^Sitemap: (.*)$"),
}


def addresses_in(path, file):
    """The addresses that a file of the site holds."""
    for end, addresses in ADDRESSES.items():
        if path.endswith(end):
            yield from addresses(file.read_bytes().decode())


@pytest.mark.parametrize("base", [None, BASE_URL])
def test_every_address_within_the_site_leads_somewhere(december_site, published_site, base):
    folder = published_site if base else december_site
    files, astray, count = files_below(folder), [], 0
    ids = {
        path: Page(file.read_text(encoding="utf-8")).values_of("id")
        for path, file in files.items()
        if path.endswith((".html", ".svg"))
    }
    for path, file in files.items():
        for target in addresses_in(path, file):
            address_in_full = urljoin(f"{BASE_URL}{path}", target.strip()) if target else ""
            if not address_in_full.startswith(BASE_URL):
                continue
            count += 1
            parts = urlsplit(address_in_full)
            goal = unquote(parts.path).removeprefix(urlsplit(BASE_URL).path) or "index.html"
            goal += "index.html" if goal.endswith("/") else ""
            anchored = not parts.fragment or parts.fragment in ids.get(goal, ())
            # the address of the index names a day and a crossing, which are not elements
            days = re.fullmatch(r"\d{4}-\d\d-\d\d", parts.fragment) and goal == "index.html"
            if goal not in files or not (anchored or days):
                astray.append((path, target))
    assert astray == []
    assert count > 1000


def test_no_id_stands_twice(december_site, single_map_of):
    for path in [single_map_of("2023-12-15"), *december_site.rglob("*.html")]:
        ids = Page(path.read_text(encoding="utf-8")).values_of("id")
        assert len(ids) == len(set(ids)), path
