"""Timelines and sliders in real Chromium: linear, legible at any width, exact under the pointer."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from helpers.commands import printed
from helpers.pages import DESKTOP, until

WIDTHS = (320, 390, 641, 768, 1280, 1920)
LAST = date(2024, 6, 30)
FIRST = date(2015, 1, 1)
FOCUS = (date(2023, 11, 1), date(2024, 5, 1))

# Every visible text of SVG elements: its words, its height on the screen, and its box there.
WORDS = """(roots) => roots.flatMap((root) => [...root.querySelectorAll("text")])
  .filter((text) => text.getBoundingClientRect().width)
  .map((text) => {
    const {left, top, right, bottom} = text.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
    return {words: text.textContent, size, box: [left, top, right, bottom]};
  })"""


@pytest.fixture(scope="module")
def site(site_of):
    return site_of(date(2023, 12, 14), LAST, every_day=False, languages=("en", "fi", "ru"))


@pytest.fixture
def front(visit, site):
    """Opens the front page at the end of an address."""
    return lambda hash_="", size=DESKTOP, **options: visit(
        (site / "index.html").as_uri() + hash_, size, **options
    )


def day(page):
    return date.fromisoformat(page.evaluate("() => borders.day"))


def place(page, id_, share):
    """A point on the screen in the rows of a slider's track."""
    track = page.locator(f"#{id_}").locator("xpath=..")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 2


def legible(texts, width):
    """Asserts that no text is small, cut, or on another."""
    assert len(texts) >= 3
    assert [text for text in texts if text["size"] < 11] == []
    assert [t for t in texts if t["box"][0] < 0 or t["box"][2] > width] == []
    meet = [
        (a["words"], b["words"])
        for a, b in combinations(texts, 2)
        if a["box"][0] < b["box"][2]
        and b["box"][0] < a["box"][2]
        and a["box"][1] + 4 < b["box"][3]  # boxes of lines of text overlap a little
        and b["box"][1] + 4 < a["box"][3]
    ]
    assert meet == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tree", [".", "fi", "ru"])
def test_words_are_legible_at_any_width(browser, site, single_map_of, tree, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    pictures = [single_map_of("2023-12-15"), site / tree / "index.html"]
    for path, selector in zip(pictures, (".strip > svg", ".track > svg"), strict=True):
        page.goto(path.as_uri())
        legible(page.locator(selector).evaluate_all(WORDS), width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    strips, *_ = page.locator(".strip img:last-of-type").all()
    size = {key: round(strips.bounding_box()[key]) for key in ("width", "height")}
    page.set_viewport_size(size)  # the picture by itself, as large as it is on the page
    page.goto((site / tree / "assets" / "timeline.svg").as_uri())
    legible(page.locator("svg").first.evaluate_all(WORDS), size["width"])
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_thumb_stands_at_its_day_and_a_click_chooses_the_day_under_it(front, width):
    page = front("#2023-12-15", (width, 900))
    for id_, (first, end) in {
        "slider": (FIRST, LAST + timedelta(days=1)),
        "enlarged": FOCUS,
    }.items():
        days = (end - first).days
        for share in (0.001, 0.25, 0.5, 0.77, 0.999):
            page.mouse.click(*place(page, id_, share))
            there = share * days
            pixel = days / page.locator(f"#{id_}").bounding_box()["width"]
            assert abs((day(page) - first).days - int(there)) <= pixel / 2 + 1
        strip = page.locator(f"#{id_}").evaluate(
            "({min, max, value}) => [min, max, value].map(Number)"
        )
        zero = date(1970, 1, 1)
        assert strip == [(first - zero).days, (end - zero).days, (day(page) - zero).days + 0.5]


def test_the_enlarged_strip_shows_no_day_that_it_has_not(front):
    page = front("#2023-12-15")
    enlarged = page.locator("#enlarged")
    assert "elsewhere" not in (enlarged.get_attribute("class") or "")
    page.locator("#slider").focus()
    page.keyboard.press("End")
    assert enlarged.get_attribute("class") == "elsewhere"
    assert enlarged.get_attribute("aria-valuetext").startswith("30 June 2024: ")
    enlarged.focus()
    page.keyboard.press("End")
    assert day(page) == date(2024, 4, 30)
    page.keyboard.press("Home")
    assert day(page) == FOCUS[0]


def test_back_after_a_drag_leads_to_the_day_before_it(front):
    page = front("#2023-12-14")
    page.locator("#day-after").click()
    for id_ in ("enlarged", "slider"):
        page.mouse.move(*place(page, id_, 0.3))
        page.mouse.down()
        for share in (0.4, 0.5, 0.6, 0.7):
            page.mouse.move(*place(page, id_, share))
        page.mouse.up()
        dragged = day(page)
        assert dragged not in (date(2023, 12, 14), date(2023, 12, 15))
        page.go_back()
        assert day(page) == date(2023, 12, 15)
        page.go_forward()
        assert day(page) == dragged
        page.go_back()
    page.go_back()
    assert day(page) == date(2023, 12, 14)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_play_goes_from_one_visible_change_to_the_next_and_round(ds, front, motion):
    page = front(reduced_motion=motion)
    seen = sorted({
        change.at.astimezone(ds.package.zone).date()
        for change in ds.changes()
        if change.service == change.crossing.main_service
    })  # fmt: skip
    stops = [day for day in seen if FIRST <= day < LAST]
    page.locator("#play").click()
    assert day(page) == stops[0]
    until(page, f"borders.day === '{stops[1]}'")
    page.locator("#play").click()
    page.evaluate("(day) => borders.show(day)", stops[-1].isoformat())
    page.locator("#play").click()
    assert day(page) == LAST
    until(page, f"borders.day === '{stops[0]}'")


def test_without_scripts_there_are_no_controls(visit, site):
    for path in ("index.html", "embed/index.html", "dates/2023-12-14/index.html"):
        page = visit(site / path, java_script_enabled=False)
        controls = page.locator("button, input").all()
        assert controls
        assert [one for one in controls if one.is_visible()] == []
    page = visit(site / "index.html")
    assert page.locator(".controls :disabled:not(#day-after, #change-after)").count() == 0


def test_on_paper_the_timeline_is_whole(visit, single_map_of):
    page = visit(single_map_of("2023-12-15"), (718, 1000))  # A4 between its margins
    page.emulate_media(media="print")
    strip = page.locator(".strip").bounding_box()
    (end,) = page.locator(".strip rect").evaluate_all(
        "(all) => [Math.max(...all.map((one) => one.getBoundingClientRect().right))]"
    )
    assert strip["x"] + strip["width"] - 5 <= end <= 718


def test_a_new_folder_has_a_slider_that_works(tmp_path, visit):
    """Its focus begins with its record."""
    printed("init", tmp_path / "data")
    options = ("--from", "2026-01-01", "--to", "2026-01-31", "--every", "change")
    printed("site", "-o", tmp_path / "site", "--data", tmp_path / "data", *options)
    page = visit(tmp_path / "site" / "index.html")
    numbers = page.locator("input[type=range]").evaluate_all(
        "(all) => all.flatMap(({min, max, value}) => [min, max, value])"
    )
    assert all(float(number) == float(number) for number in numbers)
    page.mouse.click(*place(page, "slider", 0.999))
    assert day(page) == date(2026, 1, 31)
    page.mouse.click(*place(page, "slider", 0.5))
    assert day(page) < date(2026, 1, 31)
