"""A built site: which pages there are, when it is written, and that its bytes are reproducible."""

import gzip
import json
import os
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from hashlib import sha256

import pytest

import borders
from borders.errors import BuildError, OutputError, WhenError
from borders.export import feeds
from borders.own_files import marker
from borders.pictures import arrivals_chart
from borders.pictures.svg import at_night
from borders.site.build import MANIFEST, build
from borders.site.build import contents as site_contents
from borders.site.edition import Edition
from borders.site.pages import date as date_pages
from borders.views.arrivals import published_numbers
from borders.views.arrivals_chart import chart_view
from borders.views.page_days import Days, PageDay
from helpers.commands import printed, python
from helpers.feeds import check_calendar, check_json_feed
from helpers.folders import contents, files_below
from helpers.json_schemas import type_of, validator
from helpers.sites import BASE_URL, FIRST, LAST, date_page

KIB = 1024

DAY = date(2023, 12, 14)


def build_one_day(dataset, folder):
    build(dataset, folder, DAY, DAY, every_day=True, languages=("en", "fi"))


def test_there_is_an_index_and_a_page_for_every_date(december_site):
    assert sorted(path.name for path in (december_site / "dates").iterdir()) == [
        f"2023-12-{day}" for day in range(12, 18)
    ]
    assert (december_site / "index.html").is_file()


def test_a_page_that_was_filled_in_is_the_one_that_would_have_been_rendered(ds):
    """Days that differ in the date alone share a page whose date is left open."""
    days = [date(2023, 11, 14) + timedelta(days=n) for n in range(60)]
    rendered = dict(site_contents(ds, days, [], BASE_URL))
    edition = Edition(Days(ds, days, days[-1]), ["en"], BASE_URL)
    for page_day in map(PageDay, days, [None, *days], [*days[1:], None]):
        texts = date_pages.date_texts(edition, page_day)
        assert not any("\ufdd0" in text for text in texts)
        alone = date_pages.date_page(edition, [], page_day, texts)
        assert rendered[f"dates/{page_day.day}/index.html"] == alone
        cited = alone.partition('id="citation">')[2].partition("</p>")[0]
        assert f"{page_day.day.day} {page_day.day:%B} {page_day.day.year}" in cited
        assert f"{BASE_URL}dates/{page_day.day}/<" in cited


def test_only_days_with_a_change_when_asked(ds, tmp_path):
    count = build(ds, tmp_path / "out", FIRST, LAST, every_day=False, languages=("en",))
    days = sorted(path.name for path in (tmp_path / "out" / "dates").iterdir())
    assert days == ["2023-12-12", "2023-12-14", "2023-12-15", "2023-12-17"]
    assert count == len(days)


def test_pages_share_their_assets_and_ask_no_other_host(december_site):
    names = {path.name for path in (december_site / "assets").iterdir()}
    for name, content in contents(december_site).items():
        if not re.fullmatch(r"dates/.*\.html", name):
            continue
        text = content.decode()
        used = re.findall(r'<(?:script|link rel="stylesheet")[^>]+(?:src|href)="([^"]+)"', text)
        assert used
        for address in used:
            assert "//" not in address
            assert address.rpartition("/")[2] in names
        assert "<script>" not in text


def test_the_facts_stand_in_the_page_without_a_script(december_site):
    text = re.sub(
        r"<script.*?</script>", "", date_page(december_site, "2023-12-15"), flags=re.DOTALL
    )
    assert "<title>Finland–Russia frontier, 15 December 2023: All eight are closed, the" in text
    assert "Vaalimaa and Niirala, road: open → closed" in text
    assert "Closed since 15 December 2023, 20:00" in text
    assert "<mark>open until 20:00, closed from 20:00</mark>" in text
    assert "14 December 2023, 18:15)</a>, planned until the end of 14 January 2024" in text
    assert "It lasted until further notice, by later decisions." in text
    assert "Decision 5: Vaalimaa and Niirala closed again" in text
    assert "Record verified through 2 July 2026." in text


def test_a_date_page_has_the_timeline_with_its_date_marked(december_site):
    text = date_page(december_site, "2023-12-15")
    strip = re.search(r'<div class="strip".*?</div>', text, re.DOTALL)[0]
    assert '<img src="../../assets/timeline.svg"' in strip
    assert (december_site / "assets" / "timeline.svg").is_file()
    day_after = re.search(
        r'<div class="strip".*?</div>', date_page(december_site, "2023-12-16"), re.DOTALL
    )[0]
    assert strip != day_after  # the mark has moved


def test_a_page_past_the_verified_date_says_so(site_of):
    site = site_of(date(2026, 7, 2), date(2026, 7, 3), languages=("en",))
    assert "Record verified through 2 July 2026." in date_page(site, "2026-07-02")
    assert "Not verified" not in date_page(site, "2026-07-02")
    assert date_page(site, "2026-07-03").count("Not verified") == 1


def test_a_folder_of_somebody_else_is_left_alone(ds, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="choose another folder"):
        build(ds, tmp_path, FIRST, FIRST, every_day=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_last_date_is_not_before_the_first(ds, tmp_path):
    with pytest.raises(WhenError):
        build(ds, tmp_path / "out", LAST, FIRST, every_day=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("id_", ["../x", "../../../x", "/nowhere/x", "a/../../../../x"])
def test_an_id_that_got_in_leads_nowhere(ds, tmp_path, id_):
    crossings = dict(ds.record.crossings)
    crossings[id_] = crossings["vaalimaa"]._replace(id=id_)
    intruded = borders.Dataset(ds.record._replace(crossings=crossings), (), ds.folder)
    out = tmp_path / "a" / "b" / "site"
    with pytest.raises((OutputError, BuildError), match=r"leads out of the folder|not whole"):
        build(intruded, out, FIRST, FIRST, every_day=True, languages=("en",))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_page_of_arrivals_has_the_numbers_of_its_chart(december_site, ds):
    html = (december_site / "arrivals" / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr id="([^"]+)">.*?<td class="number">([^<]+)</td>', html)
    assert rows == [(number.id, number.number) for number in published_numbers(ds)]
    assert '<img src="arrivals.svg"' in html
    drawn = (december_site / "arrivals" / "arrivals.svg").read_text(encoding="utf-8")
    chart = chart_view(ds)
    assert drawn == at_night(arrivals_chart.svg(chart))
    width, height = arrivals_chart.size(chart)
    assert f'width="{width}" height="{height}"' in html
    assert f'viewBox="0 0 {width} {height}"' in drawn
    assert "../arrivals/index.html" in (december_site / "about" / "index.html").read_text(
        encoding="utf-8"
    )


def test_a_record_without_numbers_has_neither_chart_nor_page(data_folder):
    data_folder.remove("arrivals.csv")
    bare = data_folder.load()
    chart = chart_view(bare)
    assert (published_numbers(bare), chart.days, chart.periods) == ([], None, [])
    ET.fromstring(arrivals_chart.svg(chart))
    assert printed("arrivals", "--data", data_folder.path).startswith("No number is recorded.")
    built = dict(site_contents(bare, [date(2023, 12, 15)], [], None))
    assert not [path for path in built if path.startswith("arrivals/")]
    assert "arrivals/index.html" not in built["about/index.html"]


def test_the_manifest_has_every_file_and_nothing_else(december_site, published_site):
    for folder in (december_site, published_site):
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        content_of = contents(folder)
        assert listed == {
            path: {"bytes": len(content), "sha256": sha256(content).hexdigest()}
            for path, content in content_of.items()
            if path not in (MANIFEST, marker("site"))  # which says that the folder is ours
        }


def test_what_programs_read_keeps_to_its_form_as_written(december_site, published_site):
    for folder in (december_site, published_site):
        for path, file in files_below(folder / "api" / "v1").items():
            value = json.loads(file.read_text(encoding="utf-8"))
            if path != "schema.json":
                validator(type_of(path)).validate(value)
        check_json_feed(json.loads((folder / feeds.JSON_FEED).read_text(encoding="utf-8")))
        check_calendar((folder / feeds.CALENDAR).read_bytes().decode())


def stamps(folder):
    return {
        path: (file.read_bytes(), file.stat().st_mtime_ns)
        for path, file in files_below(folder).items()
    }


def test_a_second_build_changes_nothing_and_one_fact_only_what_names_it(data_folder, tmp_path):
    folder = tmp_path / "out"
    build_one_day(data_folder.load(), folder)
    for path in files_below(folder).values():
        os.utime(path, ns=(1, 1))  # long ago
    before = stamps(folder)
    build_one_day(data_folder.load(), folder)
    assert stamps(folder) == before

    note = "A word that stood nowhere before."
    data_folder.set_cells("decisions.csv", {"id": "fi-1"}, note=note)
    build_one_day(data_folder.load(), folder)
    after = stamps(folder)
    assert after.keys() == before.keys()
    changed = {path for path in after if after[path] != before[path]}
    naming_it = {path for path, (content, _) in after.items() if note.encode() in content}
    packed = {path for path in changed if path.endswith((".parquet", ".zip"))}
    hashes = {MANIFEST, "downloads/datapackage.json"}
    assert "decisions/index.html" in naming_it
    assert changed == naming_it | packed | hashes
    assert all(after[path][0] != before[path][0] for path in changed)


def test_a_site_that_somebody_touched_is_made_again(tmp_path, ds):
    folder = tmp_path / "out"
    build_one_day(ds, folder)
    before = contents(folder)
    (folder / "claims" / "index.html").write_text("nothing is contested", encoding="utf-8")
    (folder / "embed" / "index.html").unlink()
    build_one_day(ds, folder)
    assert contents(folder) == before


def test_the_clock_the_zone_and_the_hashes_change_no_byte(published_site, tmp_path):
    command = ["-m", "borders", "site", "-o", tmp_path / "site", "--base-url", BASE_URL]
    environment = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    python(*command, "--from", FIRST, "--today", LAST, **environment)
    built, expected = contents(tmp_path / "site"), contents(published_site)
    assert built.keys() == expected.keys()
    assert [path for path in built if built[path] != expected[path]] == []


def zipped(content):
    return len(gzip.compress(content, 9))


def test_a_date_weighs_little(december_site):
    for day in sorted(path.name for path in (december_site / "dates").iterdir()):
        page = zipped((december_site / "dates" / day / "index.html").read_bytes())
        twin = zipped((december_site / "dates" / day / "index.json").read_bytes())
        print(f"{day}: page {page:,} bytes, with its JSON {page + twin:,}")
        assert page <= 14 * KIB
        assert page + twin <= 5 * KIB
