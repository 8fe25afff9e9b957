"""The chart of statistics: bars as tall as the days of their months."""

import xml.etree.ElementTree as ET
from datetime import timedelta

from borders.model import Service, Status
from borders.pictures import statistics_chart
from borders.views.statistics import StatisticsQuery
from borders.views.statistics_chart import chart_view
from borders.views.style import LOOKS
from helpers.svg import SVG


def test_the_bars_are_as_tall_as_the_days(ds):
    vaalimaa = [(ds.record.crossings["vaalimaa"], Service.ROAD)]
    query = StatisticsQuery(vaalimaa, frontier=False, start="2023-11-01", end="2023-12-31")
    chart = chart_view(ds, query)
    root = ET.fromstring(statistics_chart.svg(chart))
    heights = [
        float(rect.get("height"))
        for rect in root.iter(f"{SVG}rect")
        if rect.get("fill") == LOOKS[Status.CLOSED].fill and rect.get("height") != "16"
    ]
    days = [bar.times[Status.CLOSED] / timedelta(days=1) for bar in chart.panels[0].bars]
    assert [round(tall / 150 * 31, 1) for tall in heights] == [round(d, 1) for d in days]


def test_what_is_not_verified_stands_paled_on_what_is(ds):
    vaalimaa = [(ds.record.crossings["vaalimaa"], Service.ROAD)]
    query = StatisticsQuery(
        vaalimaa, frontier=False, start="2026-06-01", end="2026-08-31", now="2026-08-15"
    )
    drawn = statistics_chart.svg(chart_view(ds, query))
    heights = {True: [], False: []}
    for rect in ET.fromstring(drawn).iter(f"{SVG}rect"):
        if rect.get("fill") == LOOKS[Status.CLOSED].fill and rect.get("height") != "16":
            is_pale = rect.get("opacity") is not None
            heights[is_pale].append(round(float(rect.get("height")) / 150 * 31))
    assert heights == {False: [30, 2], True: [29, 31]}
    assert "2026-07-01 2.0 closed, 29.0 not verified" in drawn
    assert "2026-08-01 0.0 closed, 15.0 not verified, 16.0 to come" in drawn
    assert "Drawn pale" in drawn
