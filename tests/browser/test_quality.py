"""What a built site must keep: usable by everyone, well formed, whole, reproducible, light."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.test_pages import until
from export.test_api_files import kind, validator
from export.test_feeds import check_calendar, check_json_feed

import borders
from borders.export import feeds
from borders.site import build as site
from borders.site.build import MANIFEST
from borders.site.pages import single_file
from helpers.editable_folder import Copy

FIRST, LAST = date(2023, 12, 12), date(2023, 12, 17)
BASE = "https://example.org/borders/"
HERE = Path(__file__).parents[1]
KINDS = {
    "index": "index.html",
    "date": "dates/2023-12-15/index.html",
    "crossings": "crossings/index.html",
    "crossing": "crossings/vaalimaa/index.html",
    "decisions": "decisions/index.html",
    "claims": "claims/index.html",
    "arrivals": "arrivals/index.html",
    "about": "about/index.html",
    "downloads": "downloads/index.html",
    "missing": "404.html",
    "embed": "embed/index.html",
    "single": "single.html",
}
SCREENS = {"desktop": (1280, 900), "phone": (390, 844)}
KIB = 1024


def build(ds, folder, base_url=None):
    site.build(ds, folder, FIRST, LAST, every_day=True, base_url=base_url)


@pytest.fixture(scope="module")
def built(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("quality") / "out"
    build(ds, folder)
    return folder


@pytest.fixture(scope="module")
def published(ds, tmp_path_factory):
    """The same for a known address."""
    folder = tmp_path_factory.mktemp("quality") / "published"
    build(ds, folder, BASE)
    return folder


@pytest.fixture(scope="module")
def single(ds, tmp_path_factory):
    path = tmp_path_factory.mktemp("quality") / "single.html"
    path.write_text(single_file.single_page(ds, ds.slice("2023-12-15")), encoding="utf-8")
    return path


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def zipped(content):
    return len(gzip.compress(content, 9))


# usable by everyone


def faults(page):
    """What axe finds, in words."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"]}).response
    assert found["passes"]
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.fixture
def open_page(browser, built, single):
    contexts = []

    def opened(kind, screen, fragment=""):
        width, height = SCREENS[screen]
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
        contexts.append(context)
        page = context.new_page()
        path = single if kind == "single" else built / KINDS[kind]
        page.goto(path.as_uri() + fragment)
        if page.locator(".folium-map").count():
            until(page, "borders.day !== null")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page, kind, screen):
    assert faults(open_page(kind, screen)) == []


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", ["index", "embed"])
def test_axe_finds_nothing_on_a_day_with_a_change_nor_in_a_popup(open_page, kind, screen):
    page = open_page(kind, screen, "#2023-12-15")
    assert page.evaluate("borders.day") == "2023-12-15"
    assert faults(page) == []
    page.evaluate("borders.choose('vaalimaa')")
    page.wait_for_selector(".leaflet-popup-content h2")
    until(page, "getComputedStyle(document.querySelector('.leaflet-popup')).opacity === '1'")
    page.locator(".leaflet-popup-content summary").first.evaluate("one => one.click()")
    assert faults(page) == []


@pytest.mark.html
def test_the_html_conforms(built, published, single):
    program = Path(sys.prefix) / "html" / "node_modules" / ".bin" / "html-validate"
    assert program.is_file(), "html-validate is needed: run ./scripts/test"
    command = [program, "--config", HERE / "html" / "htmlvalidate.json", "--formatter", "json"]
    every = [path for folder in (built, published) for path in folder.rglob("*.html")]
    # its script asks for node by name, which stands beside Python
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    result = subprocess.run(
        [*command, single, *every],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    assert result.stdout, result.stderr
    assert json.loads(result.stdout) == []
    assert result.returncode == 0


# whole


class Reader(HTMLParser):
    """The addresses in a page, the ids they may name, and its linked data."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.ids, self.linked_data, self._script = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.addresses += [values[key] for key in ("href", "src") if values.get(key)]
        self.ids += [values["id"]] if "id" in values else []
        self._script = values.get("type") if tag == "script" else None

    def handle_endtag(self, _tag):
        self._script = None

    def handle_data(self, data):
        if self._script == "application/ld+json":
            self.linked_data.append(json.loads(data))


def of_page(text):
    page = Reader(text)
    yield from page.addresses
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


TELLING = {  # how the addresses in a file of the site are found, by the end of its path
    ".html": of_page,
    ".atom": of_xml,
    ".xml": of_xml,
    ".svg": of_xml,
    ".ics": of_calendar,
    feeds.JSON_FEED: of_feed,
    "api/v1/index.json": of_index,
    "robots.txt": partial(re.findall, "(?m)^Sitemap: (.*)$"),
}


def told(path, file):
    """The addresses that a file of the site holds."""
    for end, addresses in TELLING.items():
        if path.endswith(end):
            yield from addresses(file.read_bytes().decode())


@pytest.mark.parametrize("address", [None, BASE])
def test_every_address_within_the_site_leads_somewhere(built, published, address):
    folder = published if address else built
    found, astray, count = files(folder), [], 0
    ids = {
        path: Reader(file.read_text(encoding="utf-8")).ids
        for path, file in found.items()
        if path.endswith((".html", ".svg"))
    }
    for path, file in found.items():
        for target in told(path, file):
            whole = urljoin(f"{BASE}{path}", target.strip()) if target else ""
            if not whole.startswith(BASE):
                continue
            count += 1
            parts = urlsplit(whole)
            goal = unquote(parts.path).removeprefix(urlsplit(BASE).path) or "index.html"
            goal += "index.html" if goal.endswith("/") else ""
            anchored = not parts.fragment or parts.fragment in ids.get(goal, ())
            # the address of the index names a day and a crossing, which are not elements
            days = re.fullmatch(r"\d{4}-\d\d-\d\d", parts.fragment) and goal == "index.html"
            if goal not in found or not (anchored or days):
                astray.append((path, target))
    assert astray == []
    assert count > 1000


def test_no_id_stands_twice(built, single):
    for path in [single, *built.rglob("*.html")]:
        ids = Reader(path.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), path


def test_the_manifest_has_every_file_and_nothing_else(built, published):
    for folder in (built, published):
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = {path: file.read_bytes() for path, file in files(folder).items()}
        assert listed == {
            path: {"bytes": len(content), "sha256": sha256(content).hexdigest()}
            for path, content in found.items()
            if path not in (MANIFEST, ".borders-site")  # which says that the folder is ours
        }


def test_what_programs_read_keeps_to_its_form_as_written(built, published):
    for folder in (built, published):
        for path, file in files(folder / "api" / "v1").items():
            content = json.loads(file.read_text(encoding="utf-8"))
            if path != "schema.json":
                validator(kind(path)).validate(content)
        check_json_feed(json.loads((folder / feeds.JSON_FEED).read_text(encoding="utf-8")))
        check_calendar((folder / feeds.CALENDAR).read_bytes().decode())


# reproducible


def stamps(folder):
    return {
        path: (file.read_bytes(), file.stat().st_mtime_ns) for path, file in files(folder).items()
    }


def test_a_second_build_changes_nothing_and_one_fact_only_what_tells_it(tmp_path):
    copy, folder = Copy(tmp_path), tmp_path / "out"
    build(borders.load(copy.path), folder)
    for path in files(folder).values():
        os.utime(path, ns=(1, 1))  # long ago
    before = stamps(folder)
    build(borders.load(copy.path), folder)
    assert stamps(folder) == before

    note = "A word that stood nowhere before."
    copy.cells("decisions.csv", {"id": "fi-1"}, note=note)
    build(borders.load(copy.path), folder)
    after = stamps(folder)
    assert after.keys() == before.keys()
    changed = {path for path in after if after[path] != before[path]}
    telling = {path for path, (content, _) in after.items() if note.encode() in content}
    packed = {path for path in changed if path.endswith((".parquet", ".zip"))}
    hashes = {MANIFEST, "downloads/datapackage.json"}
    assert "decisions/index.html" in telling
    assert changed == telling | packed | hashes
    assert all(after[path][0] != before[path][0] for path in changed)


def test_a_site_that_somebody_touched_is_made_again(tmp_path, ds):
    folder = tmp_path / "out"
    build(ds, folder)
    before = {path: file.read_bytes() for path, file in files(folder).items()}
    (folder / "claims" / "index.html").write_text("nothing is contested", encoding="utf-8")
    (folder / "embed" / "index.html").unlink()
    (folder / "more.html").write_text("more", encoding="utf-8")
    build(ds, folder)
    assert {path: file.read_bytes() for path, file in files(folder).items()} == before


def test_the_clock_the_zone_and_the_hashes_change_no_byte(tmp_path):
    made = []
    for name, environment in (
        ("one", {"PYTHONHASHSEED": "1"}),
        ("two", {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"}),
    ):
        folder = tmp_path / name
        kept = {key: os.environ[key] for key in os.environ.keys() - {"SOURCE_DATE_EPOCH", "TZ"}}
        command = ["-m", "borders", "site", "-o", folder, "--from", str(FIRST)]
        subprocess.run(
            [sys.executable, *command, "--today", str(LAST)],
            check=True,
            capture_output=True,
            env=kept | environment,
        )
        made.append({path: file.read_bytes() for path, file in files(folder).items()})
    assert made[0]
    assert made[0].keys() == made[1].keys()
    assert [path for path in made[0] if made[0][path] != made[1][path]] == []


# light


def test_a_date_weighs_little(built):
    for day in sorted(path.name for path in (built / "dates").iterdir()):
        page = zipped((built / "dates" / day / "index.html").read_bytes())
        twin = zipped((built / "dates" / day / "index.json").read_bytes())
        print(f"{day}: page {page:,} bytes, with its JSON {page + twin:,}")
        assert page <= 14 * KIB
        assert page + twin <= 4 * KIB


@pytest.mark.browser
def test_the_first_view_weighs_little(browser, built, serve):
    """The still picture and the facts are drawn before any script; then Leaflet takes their place.

    So scripts are held back until the first view stands, and let go to see what the map needs.
    """
    address, held, asked, let = serve(built), [], [], []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("requestfinished", lambda request: asked.append(urlsplit(request.url).path[1:]))
    page.route("**/*.js", lambda route: route.continue_() if let else held.append(route))
    page.goto(f"{address}/index.html", wait_until="commit")
    until(page, "document.querySelector('.still')?.naturalWidth > 0")
    assert page.locator(".still").is_visible()
    assert page.locator("#row-vaalimaa").is_visible()
    first = [path for path in dict.fromkeys(asked) if path != "favicon.ico"]
    let.append(True)
    for route in held:
        route.continue_()
    page.wait_for_selector(".drawn .crossing-icon svg")
    page.wait_for_load_state("networkidle")
    context.close()
    later = [path for path in dict.fromkeys(asked) if path not in (*first, "favicon.ico")]
    size = {path: zipped((built / path).read_bytes()) for path in (*first, *later)}
    for part, paths in (("first view", first), ("the map over it", later)):
        for path in paths:
            print(f"{part}: {path} {size[path]:,}")
    leaflet = {"assets/leaflet.js", "assets/leaflet.css"}
    view = sum(size[path] for path in {*first, *leaflet})
    whole = sum(size.values()) - size["assets/basemap.js"]  # which comes by itself
    print(f"first view with Leaflet {view:,}; all of the map but its base {whole:,}")
    assert leaflet <= size.keys()
    assert view <= 60 * KIB
    assert whole <= 84 * KIB
