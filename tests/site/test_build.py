from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest

from borders.errors import OutputError, WhenError
from borders.site import build as site
from borders.site import pages
from borders.views.page_days import Days

FIRST, LAST = date(2023, 12, 12), date(2023, 12, 17)


@pytest.fixture(scope="module")
def built(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "out"
    site.build(ds, folder, FIRST, LAST, every_day=True)
    return folder


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def page(built, day):
    return (built / "dates" / day / "index.html").read_text(encoding="utf-8")


def test_there_is_an_index_and_a_page_for_every_date(built):
    assert sorted(path.name for path in (built / "dates").iterdir()) == [
        f"2023-12-{day}" for day in range(12, 18)
    ]
    assert (built / "index.html").is_file()


def test_a_page_that_was_filled_in_is_the_one_that_would_have_been_rendered(ds):
    """Days that tell the same share a page whose day is left open."""
    days = [date(2023, 11, 14) + timedelta(days=n) for n in range(60)]
    base = "https://example.org/"
    made = dict(site.contents(ds, days, [], base))
    whole = pages.Pages(Days(ds, days, days[-1]), linked=True, base_url=base)
    for before, day, after in zip(days, days[1:], days[2:], strict=False):
        links = [
            {"href": f"../{to}/index.html", "text": text, "rel": rel}
            for to, text, rel in ((before, "‹ Day before", "prev"), (after, "Day after ›", "next"))
        ]
        dates = {"links": links, "first": days[0], "last": days[-1]}
        cited = made[f"dates/{day}/index.html"].partition("<b>Cite:</b> ")[2].partition(" <a")[0]
        assert f"{day.day} {day:%B} {day.year}" in cited
        assert cited.endswith(f"{base}dates/{day}/")
        head = {"citation": cited, "twin": "index.json"}
        alone = whole.slice_page(ds.slice(day), f"dates/{day}/index.html", dates=dates, head=head)
        assert made[f"dates/{day}/index.html"] == alone


def test_only_days_with_a_change_when_asked(ds, tmp_path):
    count = site.build(ds, tmp_path / "out", FIRST, LAST, every_day=False)
    days = sorted(path.name for path in (tmp_path / "out" / "dates").iterdir())
    assert days == ["2023-12-12", "2023-12-14", "2023-12-15", "2023-12-17"]
    assert count == len(days)


def test_two_builds_are_the_same_bytes(ds, built, tmp_path):
    site.build(ds, tmp_path / "again", FIRST, LAST, every_day=True)
    assert contents(tmp_path / "again") == contents(built)


def test_two_maps_are_the_same_bytes(ds):
    day = ds.slice("2023-11-27")
    assert pages.single_page(ds, day) == pages.single_page(ds, day)


def test_pages_share_their_assets_and_ask_no_other_host(built):
    names = {path.name for path in (built / "assets").iterdir()}
    for name, content in contents(built).items():
        if not re.fullmatch(r"dates/.*\.html", name):
            continue
        text = content.decode()
        used = re.findall(r'<(?:script|link rel="stylesheet")[^>]+(?:src|href)="([^"]+)"', text)
        assert used
        for address in used:
            assert "//" not in address
            assert address.rpartition("/")[2] in names
        assert "<script>" not in text


def test_every_link_within_the_site_leads_somewhere(built):
    for path in built.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r'<a href="([^"#:]+)"', text):
            assert (path.parent / address).is_file(), (path, address)


def test_the_facts_stand_in_the_page_without_a_script(built):
    text = re.sub(r"<script.*?</script>", "", page(built, "2023-12-15"), flags=re.DOTALL)
    assert "<title>Finland–Russia frontier, 15 December 2023: 0 of 8 road crossings open" in text
    assert "Vaalimaa and Niirala, road: open → closed" in text
    assert "Closed since 15 December 2023, 20:00 · until further notice" in text
    assert "<mark>open until 20:00, closed from 20:00</mark>" in text
    assert "Decision 5: Vaalimaa and Niirala closed again" in text
    assert "decision of 14 December 2023, 18:15 · 4 sources" in text
    assert "Record verified through 2 July 2026." in text


def test_a_date_page_has_the_timeline_with_its_date_marked(built):
    text = page(built, "2023-12-15")
    strip = re.search(r'<div class="strip".*?</div>', text, re.DOTALL)[0]
    assert '<img src="../../assets/timeline.svg"' in strip
    assert (built / "assets" / "timeline.svg").is_file()
    other = re.search(r'<div class="strip".*?</div>', page(built, "2023-12-16"), re.DOTALL)[0]
    assert strip != other  # the mark has moved


def test_a_page_past_the_verified_date_says_so(ds, tmp_path):
    site.build(ds, tmp_path / "out", date(2026, 7, 2), date(2026, 7, 3), every_day=True)
    assert "Record verified through 2 July 2026." in page(tmp_path / "out", "2026-07-02")
    assert "Not verified" not in page(tmp_path / "out", "2026-07-02")
    assert page(tmp_path / "out", "2026-07-03").count("Not verified") == 1


def test_the_policy_allows_no_inline_code_but_its_own(built, ds):
    for text in (page(built, "2023-12-15"), pages.single_page(ds, ds.slice("2023-12-15"))):
        policy = unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        hosts = re.findall(r"https?://[^; ]+", policy)
        assert hosts == ["https://tile.openstreetmap.org"]  # images only, at the reader's wish
        assert re.search(r"img-src [^;]*https://tile.openstreetmap.org;", policy)


def test_pages_can_be_zoomed_and_have_a_language(built):
    text = page(built, "2023-12-15")
    assert '<html lang="en"' in text
    assert text.count('name="viewport"') == 1
    assert "user-scalable" not in text
    assert "maximum-scale" not in text


def test_text_of_the_data_stays_text(ds, tmp_path):
    """Markup and template code in a name or a note reach the page as characters."""
    attack = "<script>alert(1)</script>{{ 7*7 }}${7*7}`</style>"
    broken = tmp_path / "data"
    broken.mkdir()
    for path in ds.folder.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    crossings = json.loads((broken / "crossings.geojson").read_text(encoding="utf-8"))
    vaalimaa = next(f for f in crossings["features"] if f["id"] == "vaalimaa")
    vaalimaa["properties"]["name_en"] = attack
    text = json.dumps(crossings)
    (broken / "crossings.geojson").write_text(text, encoding="utf-8")
    from borders import load

    hostile = load(broken)
    html = pages.single_page(hostile, hostile.slice("2023-12-15"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in html
    assert "49" not in re.findall(r"<th scope.*?</th>", html, re.DOTALL)[0]


def test_a_folder_of_somebody_else_is_left_alone(ds, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="choose another folder"):
        site.build(ds, tmp_path, FIRST, FIRST, every_day=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_last_date_is_not_before_the_first(ds, tmp_path):
    with pytest.raises(WhenError):
        site.build(ds, tmp_path / "out", LAST, FIRST, every_day=True)
    assert list(tmp_path.iterdir()) == []
