"""What a page hands over: pictures, data, code to embed it, a citation."""

import re

import pytest

from borders.record.package_json import FILE
from borders.site.build import build
from helpers.html import Page
from helpers.sites import BASE_URL, FIRST, date_page


def text_of(page, id_):
    """The words of an element with an id, as far as its end."""
    return re.sub(
        r"<[^>]*>", "", re.search(rf'id="{id_}"[^>]*>(.*?)</(?:p|code)>', page, re.DOTALL)[1]
    )


def test_a_page_hands_over_its_picture_and_its_data(december_site):
    page = december_site / "dates" / "2023-12-17" / "index.html"
    links = Page(page.read_text(encoding="utf-8")).values_of("href")
    for name in ("status.csv", "index.json", "../../pictures/2023-12-16.svg"):
        assert name in links
        assert (page.parent / name).is_file()


def test_a_crossing_hands_over_its_timeline_and_its_history(december_site):
    page = december_site / "crossings" / "vaalimaa" / "index.html"
    assert {"picture.svg", "../../crossings/vaalimaa/history.csv"} <= set(
        Page(page.read_text(encoding="utf-8")).values_of("href")
    )
    picture = (page.parent / "picture.svg").read_text(encoding="utf-8")
    assert "Status of Vaalimaa over time" in picture


@pytest.mark.parametrize(
    ("day", "run"),
    [("2023-12-12", "12 December 2023 – 13 December 2023"), ("2023-12-15", "15 December 2023")],
)
def test_a_picture_is_titled_with_the_days_for_which_it_is_right(december_site, day, run):
    picture = (december_site / "pictures" / f"{day}.svg").read_text(encoding="utf-8")
    title = re.search("<title[^>]*>(.*?)</title>", picture)[1].replace("\N{NO-BREAK SPACE}", " ")
    assert title.startswith(f"Finland–Russia frontier, {run}: ")


@pytest.mark.parametrize("base", [None, BASE_URL])
def test_the_code_to_embed_a_day_has_a_whole_address_or_waits_for_it(
    december_site, published_site, base
):
    page = date_page(published_site if base else december_site, "2023-12-15")
    code = text_of(page, "snippet")
    assert f"{base or '../../'}embed/index.html#2023-12-15" in code
    assert "15 December 2023: All eight are closed" in code
    assert "style=&#34;border:0&#34; loading=&#34;lazy&#34;" in code
    assert ("<pre hidden>" in page) == (base is None)
    assert ("needs-address" in page) == (base is None)
    assert "https://…" not in page


def test_a_page_is_cited_with_who_keeps_the_record(published_site, data_folder, tmp_path):
    cited = text_of(date_page(published_site, "2023-12-15"), "citation")
    assert cited == (
        "The borders repository. Crossing points of the Finland–Russia frontier: dated status "
        "record, status on 15 December 2023. Verified through 2 July 2026. "
        f"{BASE_URL}dates/2023-12-15/"
    )
    about = (published_site / "about" / "index.html").read_text(encoding="utf-8")
    assert "The record is kept by: The borders repository. Corrections go there." in about
    data_folder.set_package("contributors", [])
    site = tmp_path / "site"
    build(data_folder.load(), site, FIRST, FIRST, every_day=True, languages=("en",))
    assert text_of(date_page(site, FIRST), "citation").startswith("Crossing points of")
    about = (site / "about" / "index.html").read_text(encoding="utf-8")
    assert "The record does not say who keeps it." in about


def test_who_keeps_a_record_may_have_an_address(data_folder, tmp_path):
    keeper = {"title": "Border desk", "path": "https://example.org/", "email": "desk@example.org"}
    data_folder.set_package("contributors", [keeper])
    site = tmp_path / "site"
    build(data_folder.load(), site, FIRST, FIRST, every_day=True, languages=("en",))
    links = Page((site / "about" / "index.html").read_text(encoding="utf-8")).values_of("href")
    assert {"https://example.org/", "mailto:desk@example.org"} <= set(links)
    assert '"contributors"' in (site / "downloads" / FILE).read_text(encoding="utf-8")
