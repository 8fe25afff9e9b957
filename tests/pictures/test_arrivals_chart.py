"""The chart of arrivals: every number once, a gap where there is none, no words on others."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from click.testing import CliRunner

import borders
from borders.cli import main
from borders.model import Status
from borders.pictures import arrivals_chart, svg
from borders.site import build as site
from borders.views.arrivals import days, published_numbers
from borders.views.arrivals_chart import chart_view
from borders.views.style import LOOKS, PAPER
from helpers.editable_folder import Copy

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def chart(ds):
    return chart_view(ds)


@pytest.fixture(scope="module")
def drawn(chart):
    return ET.fromstring(arrivals_chart.svg(chart))


def all_numbers(chart):
    return [number for row in (*chart.days.rows, *chart.periods) for number in row.numbers]


def numbers_of_one_day(chart):
    return [number for row in chart.days.rows for number in row.numbers if number.is_of_one_day]


def columns(drawn):
    """The bars of single days: left, width and height of each."""
    return [
        (float(rect.get("x")), float(rect.get("width")), float(rect.get("height")))
        for rect in drawn.iter(f"{SVG}rect")
        if rect.get("stroke") == PAPER["frontier"]
    ]


def test_every_number_is_drawn_once(ds, chart):
    assert sorted(n.id for n in all_numbers(chart)) == sorted(a.id for a in ds.record.arrivals)


def test_a_single_day_is_a_bar_and_a_period_a_bracket(chart, drawn):
    single = numbers_of_one_day(chart)
    assert len(columns(drawn)) == len(single)
    brackets = [
        path for path in drawn.iter(f"{SVG}path") if (path.get("d") or "").count("m0-5") == 3
    ]
    assert len(brackets) == len(all_numbers(chart)) - len(single)


def test_bars_are_as_tall_as_their_numbers(chart, drawn):
    counts = [number.arrivals.count for number in numbers_of_one_day(chart)]
    heights = [height for *_, height in columns(drawn)]
    for count, height in zip(counts, heights, strict=True):
        assert height == pytest.approx(84 * count / max(counts), abs=0.06)


def test_a_day_without_a_number_has_no_bar(chart, drawn):
    first, last = chart.days.first, chart.days.last
    wide = (svg.WIDTH - svg.RIGHT - svg.LEFT) / ((last - first).days + 1)
    covered = {int((x + width / 2 - svg.LEFT) // wide) for x, width, _ in columns(drawn)}
    assert covered == {(number.first - first).days for number in numbers_of_one_day(chart)}
    assert (date(2023, 11, 14) - first).days not in covered  # nothing was published for that day


def test_numbers_that_disagree_are_both_there(drawn):
    words = " ".join(drawn.itertext())
    for number in ("1,323", "1,282", "<1,300", "≈1,300", ">900", "74", "75"):
        assert f"{number} " in f"{words} "


def test_under_a_crossing_stands_its_status(ds, chart, drawn):
    rows = {row.title: row.runs for row in chart.days.rows}
    assert [run.status for run in rows["Vaalimaa"]] == ["open", "closed", "open", "closed"]
    assert rows["Vaalimaa"][2].start == ds.when("2023-12-14").start
    assert rows["Vaalimaa"][2].end == ds.when("2023-12-15T20:00").start
    assert rows["Whole eastern border"] == ()
    fills = {rect.get("fill") for rect in drawn.iter(f"{SVG}rect")}
    assert {LOOKS[Status.OPEN].fill, LOOKS[Status.CLOSED].fill} <= fills
    assert [len(run.open) for run in chart.days.frontier.runs] == [8, 4, 1, 0, 2, 0]


def test_points_stand_from_north_to_south(chart):
    single = [row.title for row in chart.days.rows if row.runs]
    order = ["Raja-Jooseppi", "Salla", "Kuusamo", "Vartius", "Niirala", "Nuijamaa", "Vaalimaa"]
    assert single == order


@pytest.mark.parametrize(
    ("id_", "when"),
    [
        ("week-46-2023", "13–19 November 2023"),
        ("memo-2023-11-28-total", "31 July – 27 November 2023"),
        ("november-2023-january-2024", "November 2023 – January 2024"),
        ("illegal-2023-first-half", "January–June 2023"),
        ("illegal-2024", "2024"),
        ("november-2023", "November 2023"),
    ],
)
def test_a_period_is_short_in_words(ds, id_, when):
    (number,) = [number for number in published_numbers(ds) if number.id == id_]
    assert number.when == when


def test_the_bounds_of_a_period_are_those_of_the_calendar(ds):
    found = {arrivals.id: days(arrivals) for arrivals in ds.record.arrivals}
    assert found["illegal-2024"] == (date(2024, 1, 1), date(2024, 12, 31))
    assert found["november-2023"] == (date(2023, 11, 1), date(2023, 11, 30))
    assert found["illegal-2024-february-december"] == (date(2024, 2, 1), date(2024, 12, 31))
    assert found["2023-11-17-all"] == (date(2023, 11, 17), date(2023, 11, 17))


def test_the_command_prints_every_number_with_who_says_so(ds):
    output = run("arrivals")
    for found in ds.record.arrivals:
        assert f"{found.count:,} (" in output
        assert found.sources[0].publisher in output
    assert "14 December 2023: 155 (Whole eastern border)" in output
    assert "Record verified through 2 July 2026." in output
    numbers = json.loads(run("arrivals", "--format", "json"))["numbers"]
    assert len(numbers) == len(ds.record.arrivals)
    assert {"when", "where", "count", "qualifier", "counted", "confidence", "sources"} <= set(
        numbers[0]
    )


def test_the_command_draws_the_chart(tmp_path, chart):
    run("arrivals", "-o", str(tmp_path / "arrivals.svg"))
    assert (tmp_path / "arrivals.svg").read_text(encoding="utf-8") == arrivals_chart.svg(chart)
    run("arrivals", "-o", str(tmp_path / "arrivals.png"))
    assert (tmp_path / "arrivals.png").read_bytes().startswith(b"\x89PNG")


def test_a_record_without_numbers_has_neither_chart_nor_page(tmp_path):
    copy = Copy(tmp_path)
    (copy.path / "arrivals.csv").unlink()
    bare = borders.load(copy.path)
    chart = chart_view(bare)
    assert (published_numbers(bare), chart.days, chart.periods) == ([], None, [])
    ET.fromstring(arrivals_chart.svg(chart))
    assert run("arrivals", "--data", str(copy.path)).startswith("No number is recorded.")
    built = dict(site.contents(bare, [date(2023, 12, 15)], [], None))
    assert not [path for path in built if path.startswith("arrivals/")]
    assert "arrivals/index.html" not in built["about/index.html"]


def test_text_of_the_data_stays_text(tmp_path):
    copy = Copy(tmp_path)
    hostile = "</text><script>alert(1)</script> & <b>"
    copy.cells("arrivals.csv", {"id": "2023-11-17-all"}, scope=hostile)
    copy.cells("arrivals.csv", {"id": "november-2023"}, counted=hostile)
    found = ET.fromstring(arrivals_chart.svg(chart_view(borders.load(copy.path))))
    assert not list(found.iter(f"{SVG}script"))
    assert "alert(1)" in " ".join(found.itertext())


@pytest.fixture(scope="module")
def built(ds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("arrivals") / "out"
    site.build(ds, folder, date(2023, 12, 14), date(2023, 12, 15), every_day=True)
    return folder


def test_the_page_has_the_same_numbers_in_a_table(ds, built, chart):
    html = (built / "arrivals" / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr id="([^"]+)">.*?<td class="number">([^<]+)</td>', html)
    assert rows == [(number.id, number.number) for number in published_numbers(ds)]
    assert '<img src="arrivals.svg"' in html
    drawn = (built / "arrivals" / "arrivals.svg").read_text(encoding="utf-8")
    assert drawn == arrivals_chart.svg(chart)
    width, height = arrivals_chart.size(chart)
    assert f'width="{width}" height="{height}"' in html
    assert f'viewBox="0 0 {width} {height}"' in drawn
    assert "../arrivals/index.html" in (built / "about" / "index.html").read_text(encoding="utf-8")


OVERLAPS = """
() => {
  const boxes = [...document.querySelectorAll("svg text")].map(
    (one) => [one.textContent, one.getBoundingClientRect()]);
  const edge = document.querySelector("svg").getBoundingClientRect();
  const found = boxes.filter(([, a]) => a.left < edge.left || a.right > edge.right)
    .map(([text]) => text);
  boxes.forEach(([text, a], index) => boxes.slice(index + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && tall > 5) found.push(`${text} / ${other}`);
  }));
  return found;
}
"""


@pytest.mark.browser
@pytest.mark.parametrize(
    "arguments",
    [
        ("arrivals",),
        ("stats",),
        ("stats", "--by", "year"),
        ("stats", "vaalimaa", "--from", "2023-11-01", "--to", "2023-12-31"),
        ("stats", "--from", "2023-11-10", "--to", "2023-12-20", "--service", "rail-freight"),
    ],
)
def test_no_words_stand_on_others(browser, tmp_path, arguments):
    target = tmp_path / "chart.svg"
    run(*arguments, "-o", str(target))
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.set_content(f'<body style="margin:20px">{target.read_text(encoding="utf-8")}')
    found = page.evaluate(OVERLAPS)
    page.close()
    assert found == []
