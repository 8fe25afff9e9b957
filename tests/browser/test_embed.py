"""The embedded page in real Chromium: an address may limit its slider to a range of days."""

from datetime import date

import pytest
from playwright.sync_api import expect

from borders.site.pages.hand_over import HEIGHT

FRAMES = [(320, 480), (600, 500)]
FIRST, LAST = "2023-11-16", "2023-12-20"
RANGE = f"#{FIRST}..{LAST}"
END = "2024-05-01"


@pytest.fixture(params=FRAMES, ids=lambda size: f"{size[0]}×{size[1]}")
def open_page(visit, site_of, request):
    """Opens the embedded page, or another, at the end of an address, in a frame of some size."""
    site = site_of(date(2023, 12, 14), date.fromisoformat(END), every_day=False)
    return lambda hash_, path="embed/index.html": visit(
        (site / path).as_uri() + hash_, request.param
    )


def day(page):
    return page.evaluate("() => borders.day")


def hash_of(page):
    return page.evaluate("() => location.hash")


def go_to(page, hash_):
    page.evaluate("(hash) => { location.hash = hash; }", hash_)


def bounds(page):
    field = page.locator("#date")
    return field.get_attribute("min"), field.get_attribute("max")


def track(page):
    """The only slider of a range, and its day as a share of it."""
    (input_,) = [one for one in page.locator(".track input").all() if one.is_visible()]
    least, most = (float(input_.get_attribute(end)) for end in ("min", "max"))
    return input_, (float(input_.input_value()) - least) / (most - least)


@pytest.mark.parametrize(
    ("hash_", "opened"),
    [
        (RANGE, LAST),
        (f"{RANGE}/2023-12-01", "2023-12-01"),
        (f"{RANGE}/2024-01-01", LAST),
        (f"{RANGE}/2023-01-01", FIRST),
        (f"{RANGE}/soon", LAST),
    ],
)
def test_a_range_opens_on_its_last_day_or_on_the_day_given(open_page, hash_, opened):
    page = open_page(hash_)
    assert day(page) == opened
    assert bounds(page) == (FIRST, LAST)
    assert page.locator("#date").input_value() == opened
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".folium-map").is_visible()


def test_an_address_with_a_day_opens_on_it(open_page):
    page = open_page("#2023-12-15")
    assert day(page) == "2023-12-15"
    assert bounds(page) == ("2015-01-01", END)


def test_a_bad_address_is_ignored(open_page):
    page = open_page("#2023-12-20..2023-11-16")
    assert day(page) == END
    for bad in (
        "",
        "#2023-12-20..2023-11-16/2023-12-01",
        "#2023-11-16..2023-11-16",
        "#2023-02-30..2023-12-20",
        "#2023-11-16..",
        "#2023-11-16..2023-12-01..2023-12-20",
        "#1990-01-01..1991-01-01",
        "#2023-02-30",
        "#<b>",
    ):
        go_to(page, RANGE)
        expect(page.locator("h1")).to_contain_text("20 December 2023")
        go_to(page, bad)
        expect(page.locator("h1")).to_contain_text("1 May 2024")
        assert bounds(page) == ("2015-01-01", END)


def test_a_range_beyond_the_record_ends_with_it(open_page):
    page = open_page("#2023-11-16..2099-01-01")
    assert day(page) == END
    assert bounds(page) == (FIRST, END)


def test_steps_and_keys_stay_within_the_range(open_page):
    page = open_page(f"{RANGE}/2023-12-15")
    track(page)[0].focus()
    for key, expected in (
        ("PageUp", LAST),
        ("ArrowRight", LAST),
        ("Home", FIRST),
        ("ArrowLeft", FIRST),
        ("PageDown", FIRST),
        ("PageUp", "2023-11-18"),
        ("End", LAST),
        ("ArrowLeft", "2023-12-19"),
    ):
        page.keyboard.press(key)
        assert (key, day(page)) == (key, expected)
        assert hash_of(page) == f"{RANGE}/{expected}"
    page.locator("#day-after").click()
    assert day(page) == LAST
    assert page.locator("#day-after").is_disabled()
    assert page.locator("#change-after").is_disabled()
    page.locator("#change-before").click()
    assert day(page) == "2023-12-15"
    page.locator("#date").fill("2023-11-01")  # not offered
    assert day(page) == "2023-12-15"
    page.locator("#date").fill("2023-11-20")
    assert day(page) == "2023-11-20"


def test_the_track_is_that_of_the_range(open_page):
    page = open_page(RANGE)
    slider, share = track(page)
    assert share == pytest.approx(34.5 / 35)  # the middle of the last of 35 days
    slider.focus()
    page.keyboard.press("Home")
    assert track(page)[1] == pytest.approx(0.5 / 35)
    page.locator("#date").fill("2023-12-03")
    assert track(page)[1] == pytest.approx(0.5)
    box = page.locator(".rows:visible").bounding_box()
    strip = slider.locator("xpath=..").bounding_box()
    for share, chosen in ((0.001, FIRST), (0.5, "2023-12-03"), (0.999, LAST)):
        page.mouse.click(strip["x"] + strip["width"] * share, box["y"] + box["height"] / 2)
        assert day(page) == chosen


def test_a_range_is_captioned_and_its_words_are_not_cut(open_page):
    page = open_page(RANGE)
    (caption,) = [one for one in page.locator(".caption").all() if one.is_visible()]
    assert caption.inner_text() == "16 November 2023 – 20 December 2023"
    assert not page.locator(".guides").is_visible()
    box = page.locator(".track:visible").bounding_box()
    words = [one for one in page.locator(".rows:visible text").all() if one.is_visible()]
    assert [one.text_content() for one in words] == ["Dec 2023"]
    for one in words:
        place = one.bounding_box()
        assert box["x"] <= place["x"]
        assert place["x"] + place["width"] <= box["x"] + box["width"]


def test_bars_begin_where_the_first_day_of_their_status_does(open_page):
    page = open_page(RANGE)
    box = page.locator(".track:visible").bounding_box()
    edges = [
        (rect.bounding_box()["x"] - box["x"]) / box["width"]
        for rect in page.locator(".rows:visible rect").all()
    ]
    for changed in ("2023-11-18", "2023-11-24", "2023-11-30", "2023-12-14"):
        page.locator("#date").fill(changed)
        start = track(page)[1] - 0.5 / 35
        assert min(abs(edge - start) for edge in edges) < 0.002, changed


def test_play_goes_round_the_changes_of_the_range_alone(open_page):
    page = open_page(RANGE)
    page.locator("#play").click()
    assert day(page) == "2023-11-18"  # the first day on which something changes
    expect(page.locator("h1")).to_contain_text("24 November 2023")
    page.locator("#play").click()
    page.locator("#date").fill("2023-12-15")
    page.locator("#play").click()
    assert day(page) == LAST
    expect(page.locator("h1")).to_contain_text("18 November 2023")
    page.locator("#play").click()
    expect(page.locator("#play")).to_have_text("Play")


def test_an_address_without_a_range_gives_all_days_back(open_page):
    page = open_page(RANGE)
    go_to(page, "#2023-12-15")
    expect(page.locator("h1")).to_contain_text("15 December 2023")
    assert bounds(page) == ("2015-01-01", END)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("20 December 2023")
    assert bounds(page) == (FIRST, LAST)


def test_the_snippet_of_the_index_follows_the_day(open_page):
    page = open_page("", "index.html")
    snippet = page.locator("#snippet")
    assert f'embed/index.html#{END}" title=' in snippet.text_content()
    page.locator("#date").fill("2023-12-15")
    assert 'embed/index.html#2023-12-15" title=' in snippet.text_content()
    page = open_page(f"{RANGE}/2023-12-01", "index.html")
    assert f'embed/index.html{RANGE}/2023-12-01" title=' in page.locator("#snippet").text_content()


def test_one_still_day_has_a_title_a_source_and_no_chrome(open_page):
    page = open_page("#2023-12-01")
    assert page.locator("h1").inner_text() == (
        "Finland–Russia frontier, 1 December 2023: All eight are closed, the last since "
        "30 November 2023"
    )
    assert page.locator("#source").inner_text() == (
        "Source: Government of Finland, 28 November 2023, 15:30"
    )
    assert page.locator("nav").count() == 0
    assert page.locator(".time :is(button, input):visible").count() == 0
    own = page.locator("#own-page")
    assert own.get_attribute("href") == "../index.html#2023-12-01"  # which has no page
    assert (own.get_attribute("target"), own.get_attribute("rel")) == ("_blank", "noopener")
    go_to(page, "#2023-12-15")
    expect(own).to_have_attribute("href", "../dates/2023-12-15/index.html")


def test_controls_show_where_the_address_asks_for_them(open_page):
    page = open_page("?controls#2023-12-15")
    assert page.locator("#play").is_visible()
    assert bounds(page) == ("2015-01-01", END)


@pytest.mark.parametrize("width", [360, 700])
def test_it_fits_its_frame_and_tells_its_height(browser, serve, site_of, width):
    site = site_of(date(2023, 12, 14), date.fromisoformat(END), every_day=False)
    page = browser.new_page(viewport={"width": width, "height": 900})
    address = serve(site)
    page.evaluate(
        """([src, height]) => {
          window.told = [];
          addEventListener("message", ({data}) => told.push(data["borders-height"]));
          const frame = document.createElement("iframe");
          Object.assign(frame, {src, width: "100%", height});
          frame.style.border = 0;
          document.body.replaceChildren(frame);
        }""",
        [f"{address}/embed/index.html#2023-12-15", HEIGHT],
    )
    page.frame_locator("iframe").locator(".whole .crossing-icon svg").first.wait_for(
        state="attached"
    )
    page.wait_for_timeout(300)  # in which another height would be told
    assert page.evaluate("told.at(-1)") == HEIGHT
    page.close()
