"""Statistics on pages and in charts are those of the command."""

from datetime import date

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
    assert page.year_columns == ["Open", "Restricted", "Closed", "Unknown"]
    for (_, of_year), entry in zip(page.years, reversed(entries), strict=True):
        for status, days in zip(LOOKS, of_year, strict=True):
            assert float(days) == pytest.approx(entry["days"][status], abs=0.051)


def test_the_page_of_a_crossing_counts_unverified_days_apart(ds):
    page = crossing_details(ds, ds.record.crossings["vaalimaa"], date(2027, 1, 31))
    assert page.year_columns[-2:] == ["Unknown", "Not verified"]
    assert page.years[0] == ("2027", ["0.0", "0.0", "0.0", "0.0", "31.0"])
    assert page.years[1] == ("2026", ["0.0", "0.0", "183.0", "0.0", "182.0"])
