"""The chart of arrivals: every number once, and a gap where there is none."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from borders.model import Status
from borders.pictures import arrivals_chart, svg
from borders.views.arrivals_chart import chart_view
from borders.views.style import LOOKS, PAPER
from helpers.svg import SVG


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


def test_text_of_the_data_stays_text(data_folder):
    hostile = "</text><script>alert(1)</script> & <b>"
    data_folder.set_cells("arrivals.csv", {"id": "2023-11-17-all"}, scope=hostile)
    data_folder.set_cells("arrivals.csv", {"id": "november-2023"}, counted=hostile)
    root = ET.fromstring(arrivals_chart.svg(chart_view(data_folder.load())))
    assert not list(root.iter(f"{SVG}script"))
    assert "alert(1)" in " ".join(root.itertext())
