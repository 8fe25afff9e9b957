"""Statistics on pages and in charts are those of the command."""

import pytest

from borders.views.crossing import crossing_details
from borders.views.day import day_view
from borders.views.style import LOOKS
from helpers.commands import answer


def test_the_stretch_of_a_day_is_that_of_its_page(ds):
    page = day_view(ds, ds.slice("2023-11-27")).stretches
    (run_,) = answer("stats", "--from", "2023-11-27", "--to", "2023-11-27")["runs"]
    longest = run_["longest_stretch"]
    assert f": {longest['km']:,} km, from {longest['from']} to {longest['to']}." in page


def test_the_page_of_a_crossing_has_the_same_days(ds):
    page = crossing_details(ds, ds.record.crossings["vaalimaa"], ds.package.verified_through)
    entries = answer("stats", "vaalimaa", "--by", "year")["crossings"]
    assert [year for year, _ in page.years] == [e["period"] for e in reversed(entries)]
    for (_, of_year), entry in zip(page.years, reversed(entries), strict=True):
        for status, days in zip(LOOKS, of_year, strict=True):
            assert float(days) == pytest.approx(entry["days"][status], abs=0.051)
