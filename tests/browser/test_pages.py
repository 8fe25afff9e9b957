"""The pages in real Chromium, opened from disk with the network cut."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from borders.views.day import day_view
from helpers.pages import DESKTOP, PHONE, until
from helpers.sites import LAST


@pytest.fixture(scope="module")
def single(single_map_of):
    """The file with the map of 27 November 2023."""
    return single_map_of("2023-11-27")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_frontier_and_the_markers_are_drawn(ds, visit, single, size):
    page = visit(single, size)
    placed = [entry for entry in ds.slice("2023-11-27").crossings if entry.crossing.position]
    assert page.locator(".folium-map .crossing-icon").count() == len(placed)
    frame = page.locator(".folium-map").bounding_box()
    for part in ("sea", "land"):
        line = page.locator(f".folium-map path.frontier-{part}").bounding_box()
        assert line["height"] > 10
        assert frame["y"] <= line["y"]
        assert line["y"] + line["height"] <= frame["y"] + frame["height"]
    for marker in page.locator(".folium-map .crossing-icon").all():
        box = marker.bounding_box()
        assert frame["x"] <= box["x"] <= frame["x"] + frame["width"] - box["width"]
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"] - box["height"]


def test_markers_show_the_status_of_the_day(ds, visit, single):
    page = visit(single)
    for entry in ds.slice("2023-11-27").crossings:
        if entry.crossing.position is None:
            continue
        title = f"{entry.crossing.name}, {entry.crossing.way}: "
        marker = page.locator(f'.folium-map .leaflet-marker-icon[title^="{title}"]')
        assert marker.get_attribute("title") == title + entry.main.status.capitalize()
        symbol = marker.locator(".status-symbol").get_attribute("data-status")
        assert symbol == entry.main.status


def test_a_click_opens_a_popup_with_the_facts(visit, single):
    page = visit(single)
    page.locator('.folium-map .leaflet-marker-icon[title^="Vaalimaa, road"]').click()
    words = page.locator(".leaflet-popup-content").inner_text()
    assert "Vaalimaa – Torfyanovka" in words
    assert "Closed" in words
    assert "Closed since 18 November 2023." in words
    assert "Planned until the end of 23 December 2023." in words
    assert "It lasted until the end of 13 December 2023: a later decision ended it." in words
    assert "Decision 2: Kuusamo, Salla and Vartius closed too" in words
    assert "Government of Finland, 22 November 2023" in words
    assert "Peterburgsky Dnevnik, 23 November 2023" in words
    links = page.locator(".leaflet-popup-content .sources a")
    hosts = [urlsplit(link.get_attribute("href")).hostname for link in links.all()]
    assert hosts[0] == "valtioneuvosto.fi"  # the authority's own text comes first
    assert "spbdnevnik.ru" in hosts


def test_a_popup_opens_by_keyboard(visit, single):
    page = visit(single)
    page.get_by_role("button", name="Raja-Jooseppi, road").focus()
    page.keyboard.press("Enter")
    words = page.locator(".leaflet-popup-content").inner_text()
    assert "Open" in words
    assert "10:00-14:00" in words


def test_the_page_of_the_evening_closure(visit, december_site):
    page = visit(december_site / "dates" / "2023-12-15" / "index.html")
    page.locator('.folium-map .leaflet-marker-icon[title^="Niirala, road"]').click()
    words = page.locator(".leaflet-popup-content").inner_text()
    assert "Closed since 15 December 2023, 20:00" in words
    assert "open until 20:00, closed from 20:00" in words
    assert page.locator(".folium-map .crossing-icon.changed").count() == 2


def test_the_date_control_leads_to_other_dates(visit, december_site):
    page = visit(december_site / "dates" / "2023-12-16" / "index.html")
    page.get_by_text("Day before").click()
    assert page.locator("h1").inner_text() == "15 December 2023"
    page.get_by_text("Change before").click()
    assert page.locator("h1").inner_text() == "14 December 2023"
    page.wait_for_load_state()  # the field works once the scripts have run
    page.locator("input[type=date]").fill("2023-12-13")
    page.wait_for_url("**/2023-12-13/index.html")
    assert page.locator("h1").inner_text() == "13 December 2023"


def state_of(page):
    """What an index page shows now."""
    return page.evaluate(
        """() => ({
          day: borders.day,
          title: document.title,
          headline: document.getElementById("headline").textContent,
          slider: document.getElementById("slider").getAttribute("aria-valuetext"),
          field: document.getElementById("date").value,
          hash: location.hash,
          changes: document.getElementById("changes").hidden
            ? "" : document.getElementById("changes").innerText,
          verified: document.getElementById("verified").textContent,
          rows: Object.fromEntries([...document.querySelectorAll("#now li:has(.badge)")].map(
            (row) => [row.id.slice(4), row.querySelector(".badge").className.split(" ")[1]])),
          markers: Object.fromEntries([
            ...document.querySelectorAll(".folium-map .crossing-icon")].map((icon) => [
              icon.title.split(": ")[0], icon.querySelector(".status-symbol").dataset.status])),
        })"""
    )


def test_every_day_of_the_slider_is_what_the_record_says(ds, visit, december_site):
    """The script makes a day of what it holds of all; each must be as the record has it."""
    page = visit(december_site / "index.html")
    changed = {change.at.astimezone(ds.package.zone).date() for change in ds.changes()}
    near = {day + timedelta(days=n) for day in changed for n in (-1, 0, 1)}
    for day in sorted(day for day in near if date(2015, 1, 1) <= day <= LAST):
        page.evaluate("(day) => borders.show(day)", day.isoformat())
        state, expected = state_of(page), ds.slice(day)
        principal = [entry for entry in expected.crossings if entry.crossing.principal]
        assert state["day"] == state["field"] == day.isoformat()
        assert state["rows"] == {e.crossing.id: e.main.status for e in principal}, day
        assert state["markers"] == {
            f"{e.crossing.name}, {e.crossing.way}": e.main.status
            for e in expected.crossings
            if e.crossing.position
        }, day
        view = day_view(ds, expected)
        assert state["headline"] == f"{view.headline}."
        assert state["slider"].endswith(f": {view.headline}")
        assert bool(state["changes"]) == any(
            service.changed for entry in expected.crossings for service in entry.services
        )


FACTS = (
    *("when", "headline", "last-change", "verified"),
    *("now", "then", "changes", "others", "stretch"),
)


@pytest.fixture(scope="module")
def changes_site(site_of):
    """The site with a page for every change from the end of the restrictions of 2022 on."""
    return site_of(date(2022, 6, 1), date(2026, 7, 10))


@pytest.mark.parametrize("code", ["en", "ru"])
def test_the_front_page_tells_of_a_day_what_its_own_page_tells(visit, changes_site, code):
    """One is written by a script, the other by a template."""

    root = changes_site if code == "en" else changes_site / code
    front = visit(root / "index.html")
    dates = sorted(path.name for path in (root / "dates").iterdir())
    assert len(dates) > 10
    for day in dates:
        told, written = front.evaluate(
            """([day, html, ids]) => {
              borders.show(day);
              const own = new DOMParser().parseFromString(html, "text/html");
              return [document, own].map((page) => ids.map((id) => {
                const part = page.getElementById(id), links = [...part.querySelectorAll("a")];
                const paths = links.map((link) => link.getAttribute("href").replace("../../", ""));
                return [id, part.textContent.replace(/\\s+/g, ""), paths];
              }));
            }""",
            [day, (root / "dates" / day / "index.html").read_text(encoding="utf-8"), FACTS],
        )
        assert told == written, day


def test_the_front_page_keeps_in_its_address_that_a_day_is_seen_as_it_was_known(
    visit, changes_site
):
    address = (changes_site / "index.html").as_uri()
    page = visit(f"{address}#2023-11-24")
    page.get_by_role("link", name="Known on this day").click()
    assert page.locator("#then").is_visible()
    assert page.url.endswith("#2023-11-24,then")
    page.locator("#date").fill("2023-12-14")
    assert "15 January 2024: all eight open" in page.locator("#then").inner_text()
    page.go_back()
    page.go_back()
    assert page.locator("#now").is_visible()
    assert not page.locator("#then").is_visible()
    again = visit(f"{address}#2023-11-24,then/salla")
    assert again.locator("#then").is_visible()
    assert again.locator(".leaflet-popup").is_visible()


def test_a_day_can_be_seen_as_it_was_known(visit, changes_site):
    page = visit(changes_site / "dates" / "2023-11-24" / "index.html")
    assert "It lasted until further notice" in page.locator("#now").inner_text()
    assert not page.locator("#then").is_visible()
    page.get_by_role("link", name="Known on this day").click()
    assert not page.locator("#now").is_visible()
    words = page.locator("#then").inner_text()
    assert "planned until the end of 23 December 2023" in words
    assert "lasted" not in words
    assert "24 December 2023: Vaalimaa, Nuijamaa, Imatra, Niirala, Vartius" in words
    assert page.url.endswith("#then")
    page.get_by_role("link", name="Known now").click()
    assert "30 November 2023: Raja-Jooseppi closed" in page.locator("#now").inner_text()


def test_keys_move_the_slider_and_the_address_follows(visit, december_site):
    page = visit(december_site / "index.html")
    page.locator("#slider").focus()
    for key, day in (
        ("PageDown", "2023-12-15"),
        ("ArrowLeft", "2023-12-14"),
        ("ArrowRight", "2023-12-15"),
        ("PageDown", "2023-12-14"),
        ("Home", "2015-01-01"),
        ("End", "2023-12-17"),
    ):
        page.keyboard.press(key)
        state = state_of(page)
        assert (state["day"], state["hash"]) == (day, f"#{day}")
    page.go_back()
    assert state_of(page)["day"] == "2015-01-01"
    page.go_back()
    assert state_of(page)["day"] == "2023-12-14"
    page.go_forward()
    assert state_of(page)["day"] == "2015-01-01"


def test_an_address_with_a_day_and_a_crossing_opens_both(visit, december_site):
    page = visit(december_site / "index.html")
    page.goto((december_site / "index.html").as_uri() + "#2023-12-14/niirala")
    until(page, "document.querySelector('.still').complete")
    page.reload()
    page.wait_for_selector(".leaflet-popup-content")
    assert "Niirala – Vyartsilya" in page.locator(".leaflet-popup-content").inner_text()
    assert state_of(page)["day"] == "2023-12-14"


def test_nothing_lies_over_an_opened_popup(visit, december_site):
    page = visit(december_site / "index.html")
    page.goto((december_site / "index.html").as_uri() + "#2023-12-14/niirala")
    page.reload()
    page.wait_for_selector(".leaflet-popup-content")
    until(page, "getComputedStyle(document.querySelector('.leaflet-popup')).opacity === '1'")
    popup = page.locator(".leaflet-popup-content")
    popup.scroll_into_view_if_needed()
    box = popup.bounding_box()
    for x in (box["x"] + 5, box["x"] + box["width"] - 5):
        for y in (box["y"] + 5, box["y"] + box["height"] - 5):
            assert page.evaluate(
                "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.leaflet-popup'))",
                [x, y],
            )


def test_an_embedded_page_fits_a_narrow_frame(visit, december_site):
    page = visit(december_site / "embed" / "index.html", (320, 480))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".folium-map").is_visible()
    assert not page.locator(".panel").is_visible()


def test_the_facts_are_there_without_scripts(visit, december_site):
    path = december_site / "dates" / "2023-12-14" / "index.html"
    page = visit(path, java_script_enabled=False)
    assert "Vaalimaa and Niirala are open; six are closed." in page.locator("header").inner_text()
    assert "Open since 14 December 2023" in page.locator("#row-vaalimaa").inner_text()
    assert page.locator(".still").is_visible()


@pytest.mark.parametrize("path", ["index.html", "dates/2023-12-14/index.html"])
def test_a_date_is_two_sheets_of_a4(visit, december_site, path):
    page = visit(december_site / path)
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))) <= 2
