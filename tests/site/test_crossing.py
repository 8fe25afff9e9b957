"""The page of a crossing point."""

import re
from datetime import date

import pytest

from helpers.html import Page


@pytest.fixture(scope="module")
def page(december_site):
    """The HTML of Vaalimaa's page."""
    return (december_site / "crossings" / "vaalimaa" / "index.html").read_text(encoding="utf-8")


def test_the_status_comes_before_everything_else(page):
    words = " ".join(" ".join(Page(page.partition("<main")[2]).words).split())
    order = [
        words.index(text)
        for text in (
            "Vaalimaa – Torfyanovka",
            "Status on 17 December 2023.",
            "Road: Closed since 15 December 2023, 20:00",
            "Decision 5",
            "Days closed in all",
            "Copy link",
            "Timeline",
            "Days by year",
            "History",
            "UN/LOCODE",
        )
    ]
    assert order == sorted(order)


def test_its_pictures_are_beside_it(december_site, page):
    folder = december_site / "crossings" / "vaalimaa"
    pictures = Page(page.partition("<main")[2]).values_of("src")
    assert set(pictures) >= {"map.svg", "timeline.svg", "timeline-names.svg"}
    assert all((folder / name).is_file() for name in pictures if "/" not in name)
    unplaced = (december_site / "crossings" / "santio" / "index.html").read_text(encoding="utf-8")
    assert "map.svg" not in unplaced


def test_the_contents_lead_to_every_year_of_every_service(page):
    ids = set(Page(page).values_of("id"))
    contents = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    targets = re.findall('href="#([^"]+)"', contents)
    assert {"road", "road-2023", "asylum", "asylum-2023", "facts"} <= set(targets) <= ids


def test_changes_lead_to_the_days_that_have_a_page(page, site_of, ds):
    linked = set(re.findall(r"\.\./\.\./dates/([0-9-]+)/index\.html", page))
    assert linked == {"2023-12-14", "2023-12-15"}
    site = site_of(date(2024, 1, 1), date(2024, 1, 2), languages=("en",))
    other = (site / "crossings" / "vaalimaa" / "index.html").read_text(encoding="utf-8")
    assert "/dates/" not in other


def test_decisions_and_claims_lead_to_one_another(december_site):
    decisions = (december_site / "decisions" / "index.html").read_text(encoding="utf-8")
    assert {"#year-2023", "#fi-2"} <= set(Page(decisions).values_of("href"))
    claims = (december_site / "claims" / "index.html").read_text(encoding="utf-8")
    links = set(Page(claims).values_of("href"))
    assert {"../decisions/index.html#fi-2", "../crossings/imatra/index.html"} <= links


def test_nouns_on_the_decisions_and_in_notes_lead_to_their_pages(december_site):
    page = (december_site / "decisions" / "index.html").read_text(encoding="utf-8")
    entry = page.split('id="fi-4"')[1].split("</section>")[0]
    assert '<a href="../crossings/niirala/index.html">Niirala</a> (road): closed → open' in entry
    assert '<a href="../dates/2023-12-14/index.html">' in entry
    assert '<a href="#fi-5">replaced ' in entry
    arrivals = (december_site / "arrivals" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../claims/index.html#arrivals-season-total">' in arrivals


def test_claims_stand_by_the_year_in_which_they_were_stated(ds, december_site):
    page = (december_site / "claims" / "index.html").read_text(encoding="utf-8")
    years = re.findall(r'<p class="kicker" id="year-(\d*)">', page)
    assert years == sorted(set(years), reverse=True)
    assert re.findall(r'<a href="#year-(\d*)">', page) == years
    assert page.count("<section id=") == len(ds.record.claims)
