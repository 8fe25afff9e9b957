"""Hostile data runs nothing in the browser, and the policy stops what would get in."""

import re
import shutil

import pytest

from helpers.hostile_record import MARK, SHOWN, TIMES_SHOWN, squeezed
from helpers.pages import until
from helpers.sites import BASE_URL, FIRST


@pytest.fixture
def watch(browser, hostile_site):
    """Opens an address and notes all that it asks for, runs and complains of."""
    contexts = []

    def open_page(address, *, offline=True):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=offline)
        contexts.append(context)
        context.route(f"{BASE_URL}**", lambda route: _published(route, hostile_site))
        page = context.new_page()
        page.seen = {"requests": [], "console": [], "ran": []}
        page.on("request", lambda request: _asked(page, request.url))
        page.on("requestfailed", lambda request: _stopped(page, request))
        page.on("console", lambda message: page.seen["console"].append(message.text))
        page.on("pageerror", lambda error: page.seen["console"].append(str(error)))
        page.on("dialog", lambda dialog: (page.seen["ran"].append("dialog"), dialog.dismiss()))
        page.on("popup", lambda _: page.seen["ran"].append("popup"))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _asked(page, address):
    if not address.startswith(("file:", "data:", BASE_URL)):
        page.seen["requests"].append(address)


def _stopped(page, request):
    """The policy did not let it leave the browser."""
    if request.failure == "csp":
        page.seen["requests"].remove(request.url)


def _published(route, folder):
    route.fulfill(path=folder / route.request.url.removeprefix(BASE_URL))


def effects_of(page):
    """What an attack has brought about."""
    effects = page.evaluate(
        "(name) => ({set: typeof window[name], handlers: [...document.querySelectorAll('*')]"
        ".filter((one) => [...one.attributes].some((a) => a.name.startsWith('on'))).length,"
        " frames: frames.length, base: document.querySelectorAll('base').length})",
        MARK,
    )
    return [*page.seen["ran"], *page.seen["requests"]] + (
        [effects] if effects != {"set": "undefined", "handlers": 0, "frames": 0, "base": 0} else []
    )


@pytest.mark.parametrize("path", TIMES_SHOWN)
def test_in_the_browser_nothing_runs_and_the_words_are_shown(hostile_site, watch, path):
    # Where nothing is found, a server shows the page, whose addresses therefore are absolute.
    page = watch(BASE_URL + path if path == "404.html" else (hostile_site / path).as_uri())
    if page.locator(".folium-map").count():
        until(page, "borders.day !== null")
        until(page, "document.querySelectorAll('.crossing-icon').length > 5")
        marker = page.locator(".crossing-button").last
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
    assert effects_of(page) == []
    assert page.seen["console"] == []  # no policy had to stop anything: there was nothing to stop


@pytest.mark.parametrize("path", ["assets/timeline.svg", "stills/2023-12-15.svg"])
def test_a_picture_opened_by_itself_runs_nothing(hostile_site, watch, path):
    page = watch((hostile_site / path).as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("(name) => typeof window[name]", MARK) == "undefined"
    assert page.seen == {"requests": [], "console": [], "ran": []}


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

COUNT_OF_RUN = f"Object.keys(window).filter((name) => name.startsWith('{MARK}')).length"


def intruded(path, intruders, *, policy=True):
    """The address of a page with foreign markup in it."""
    text = path.read_text(encoding="utf-8")
    if not policy:
        text, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert count == 1
    assert text.count("<footer>") == 1
    markup = "".join(piece.format(ran=f"{MARK}_{place}") for place, piece in enumerate(intruders))
    intruded_page = path.with_name(f"intruded-{policy}.html")
    intruded_page.write_text(text.replace("<footer>", f"{markup}<footer>"), encoding="utf-8")
    return intruded_page.as_uri()


def click_all(page):
    for intruder in page.locator(".intruder").all():
        intruder.dispatch_event("click")


@pytest.fixture(scope="module")
def whole(site_of, single_map_of, tmp_path_factory):
    """A site and a single map of the real record, to break into."""
    folder = tmp_path_factory.mktemp("whole") / "site"
    shutil.copytree(site_of(FIRST, FIRST, languages=("en",)), folder)
    shutil.copy(single_map_of("2023-12-15"), folder / "single.html")
    return folder


@pytest.mark.parametrize("kind", ["index.html", "single.html", "decisions/index.html"])
def test_the_policy_stops_what_would_get_in(watch, whole, kind):
    address = intruded(whole / kind, RUNNING + ASKING)
    page = watch(address, offline=False)
    click_all(page)
    page.wait_for_timeout(300)
    assert page.evaluate(f"() => {COUNT_OF_RUN}") == 0
    assert page.seen["requests"] == []
    assert page.seen["ran"] == []
    assert page.locator("footer").is_visible()
    assert page.url == address
    assert len(page.seen["console"]) >= len(RUNNING + ASKING) - 2  # the policy says what it stops
    if kind != "decisions/index.html":
        until(page, "document.querySelectorAll('.crossing-icon').length > 5")  # its own still runs


def test_without_the_policy_all_of_it_would_run_or_ask(watch, whole):
    """Shows that the test above can fail."""
    page = watch(intruded(whole / "decisions/index.html", RUNNING, policy=False))
    click_all(page)
    until(page, f"{COUNT_OF_RUN} === {len(RUNNING)}")
    page = watch(intruded(whole / "decisions/index.html", ASKING, policy=False), offline=False)
    assert not page.locator("footer").is_visible()
    assert (
        len(page.seen["requests"]) >= len(ASKING) - 2
    )  # of the last two, none before it is clicked
