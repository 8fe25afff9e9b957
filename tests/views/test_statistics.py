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
    assert [year.label for year in page.years] == [e["period"] for e in reversed(entries)]
    assert page.year_columns == ["Open", "Restricted", "Closed", "Unknown"]
    for year, entry in zip(page.years, reversed(entries), strict=True):
        for status, days in zip(LOOKS, year.days, strict=True):
            assert float(days) == pytest.approx(entry["days"][status], abs=0.051)
        drawn = sum(366 * share for _, share, _ in year.shares)
        assert drawn == pytest.approx(sum(entry["days"].values()), abs=0.21)
    (in_all,) = answer("stats", "vaalimaa")["crossings"]
    for status, days in zip(LOOKS, page.in_all, strict=True):
        assert float(days.replace(",", "")) == pytest.approx(in_all["days"][status], abs=0.051)
    assert page.closed_in_all == f"Days closed in all, through 2 July 2026: {page.in_all[2]}"


def test_the_page_of_a_crossing_counts_unverified_days_apart(ds):
    page = crossing_details(ds, ds.record.crossings["vaalimaa"], date(2027, 1, 31))
    assert page.year_columns[-2:] == ["Unknown", "Not verified"]
    assert page.years[0].days == ["0.0", "0.0", "0.0", "0.0", "31.0"]
    assert page.years[0].shares == [("closed", pytest.approx(31 / 366), False)]
    assert page.years[1].days == ["0.0", "0.0", "183.0", "0.0", "182.0"]
