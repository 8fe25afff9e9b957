"""The numbers of arrivals: each as the research notes have it, on the page of its day alone."""

import json
import re
from datetime import date, timedelta

from borders.export import api_files, data_package
from borders.views import context
from borders.views.page_days import Days
from helpers.sites import date_page

# Typed from the tables of the research notes, not from the data: (day, crossing, cut-off) → count.
AT_A_CROSSING = {
    ("2023-11-15", "vartius", ""): 0,
    ("2023-11-16", "vartius", ""): 18,
    ("2023-11-16", "kuusamo", ""): 0,
    ("2023-11-17", "vaalimaa", "by 06:00"): 26,
    ("2023-11-17", "nuijamaa", "by 06:00"): 8,
    ("2023-11-17", "nuijamaa", "later in the day"): 60,
    ("2023-11-17", "vartius", ""): 5,
    ("2023-11-18", "nuijamaa", ""): 4,
    ("2023-11-18", "vartius", ""): 67,
    ("2023-11-19", "vartius", ""): 16,
    ("2023-11-20", "vartius", "in the afternoon"): 12,
    ("2023-11-20", "salla", ""): 35,
    ("2023-11-21", "salla", ""): 41,
    ("2023-11-22", "vartius", ""): 24,
    ("2023-11-22", "salla", ""): 51,
    ("2023-11-23", "salla", ""): 58,
    ("2023-11-23", "raja-jooseppi", ""): 0,
    ("2023-11-24", "raja-jooseppi", ""): 3,
    ("2023-11-25", "raja-jooseppi", ""): 55,
    ("2023-11-26", "raja-jooseppi", ""): 3,
    ("2023-11-27", "raja-jooseppi", "by noon"): 2,
    ("2023-11-27", "raja-jooseppi", ""): 3,
    ("2023-11-28", "raja-jooseppi", ""): 0,
    ("2023-12-14", "vaalimaa", ""): 62,
    ("2023-12-14", "niirala", ""): 93,
    ("2023-12-15", "vaalimaa", "by 20:00"): 124,
    ("2023-12-15", "niirala", "by 20:00"): 84,
}

SOUTHEAST = "Vaalimaa, Nuijamaa and Imatra together"

TOGETHER = {
    ("2023-11-13", SOUTHEAST, ""): 39,
    ("2023-11-15", SOUTHEAST, "by 18:00"): 74,
    ("2023-11-15", SOUTHEAST, "by 22:00"): 75,
    ("2023-11-16", "crossing points in Southeast Finland", "during the night"): 5,
    ("2023-11-16", SOUTHEAST, ""): 26,
    ("2023-11-17", "crossing points in Southeast Finland", "by 06:00"): 34,
    ("2023-11-17", SOUTHEAST, ""): 163,
    ("2023-11-17", "whole eastern border", ""): 220,
    ("2023-11-18", "the green border at Rautjärvi", ""): 2,
    ("2023-11-18", "whole eastern border", ""): 73,
    ("2023-11-22", "Salla and Vartius together", ""): 75,
    ("2023-11-23", "whole eastern border", ""): 92,
    ("2023-12-14", "whole eastern border", ""): 155,
    ("2023-12-15", "whole eastern border", "by 20:00"): 208,
    ("2024-01-11", "the green border at Lappeenranta", ""): 11,
    ("2024-01-25", "the green border north of Imatra", ""): 18,
}

PERIODS = {
    ("2015", "2016-02"): [1757],
    ("2023-01-01", "2023-11-15"): [247],
    ("2023-01-01", "2023-11-16"): [335],
    ("2023-01-01", "2023-11-17"): [408],
    ("2023-07-31", "2023-11-22"): [716],
    ("2023-07-31", "2023-11-27"): [958],
    ("2023-08-01", "2023-11-12"): [91],
    ("2023-08-01", "2023-11-13"): [110],
    ("2023-08-01", "2023-11-14"): [130],
    ("2023-08-01", "2023-11-15"): [233],
    ("2023-08-01", "2023-11-22"): [803],
    ("2023-08-01", "2023-11-24"): [911],
    ("2023-11-06", "2023-11-12"): [32],
    ("2023-11-13", "2023-11-19"): [527],
    ("2023-11-16", "2023-11-19"): [106],
    ("2023-11-20", "2023-11-22"): [101],
    ("2023-11-30", "2023-12-13"): [0],
    ("2023", ""): [14, 20, 1282, 1300, 1323],
    ("2023-11", ""): [200, 238, 900],
    ("2023-11", "2024-01"): [1300],
    ("2023-01", "2023-06"): [20],
    ("2024", ""): [39],
    ("2024-01", "2024-06"): [39],
    ("2024-02", "2024-12"): [8],
    ("2025-01", "2025-06"): [2],
}

HEADING = "Arrivals reported for this day"


def of_days(ds):
    return [number for number in ds.record.arrivals if len(number.date) == 10 and not number.until]


def test_each_number_of_a_day_and_a_crossing_is_as_in_the_notes(ds):
    numbers = [((a.date, a.crossing, a.cutoff), a.count) for a in of_days(ds) if a.crossing]
    assert dict(numbers) == AT_A_CROSSING
    assert len(numbers) == len(AT_A_CROSSING)


def test_a_number_of_several_points_stays_one(ds):
    numbers = [((a.date, a.scope, a.cutoff), a.count) for a in of_days(ds) if a.scope]
    assert dict(numbers) == TOGETHER
    assert len(numbers) == len(TOGETHER)
    assert not [a for a in ds.record.arrivals if a.crossing == "imatra"]


def test_each_number_of_a_period_is_as_in_the_notes(ds):
    counts_of = {}
    for arrivals in ds.record.arrivals:
        if arrivals not in of_days(ds):
            counts_of.setdefault((arrivals.date, arrivals.until), []).append(arrivals.count)
    assert {period: sorted(counts) for period, counts in counts_of.items()} == PERIODS


def test_round_numbers_are_worded_as_they_were(ds):
    worded = [(a.qualifier, a.count) for a in ds.record.arrivals if a.qualifier != "exact"]
    assert sorted(worded) == [
        *(("about", 12), ("about", 60), ("about", 1300)),
        *(("nearly", 110), ("nearly", 1300), ("over", 900)),
    ]


def test_a_conflict_is_named_by_a_claim_that_is_there(ds):
    claims = {claim.id for claim in ds.record.claims}
    named = [id_ for a in ds.record.arrivals for id_ in re.findall(r"claim ([a-z0-9-]+)\.", a.note)]
    assert len(named) >= 10
    assert set(named) <= claims


def test_a_day_has_its_own_numbers_and_no_others(ds):
    days = {number.date for number in of_days(ds)}
    start = date(2023, 7, 1)
    for day in (start + timedelta(days=n) for n in range(400)):
        numbers = context.arrivals(ds, day)
        assert bool(numbers) == (day.isoformat() in days), day
    (rounded,) = context.arrivals(ds, date(2023, 11, 20))[:1]
    assert rounded.where == "Vartius"
    assert rounded.number == "about 12"
    assert rounded.counted == "asylum seekers, in the afternoon"


def section(site, day):
    """The words of the section on arrivals on the page of a day, None if it has none."""
    html = date_page(site, day)
    match = re.search(rf"<h2>{HEADING}</h2>(.*?)</section>", html, re.DOTALL)
    return match and re.sub(r"<[^>]+>", "", match[1])


def test_the_page_of_a_day_says_how_many_where_and_who_says_so(december_site):
    text = section(december_site, "2023-12-14")
    assert "Vaalimaa: 62 asylum seekers (secondary: pledgetimes.com, 15 December 2023" in text
    assert "Niirala: 93 asylum seekers" in text
    assert "Whole eastern border: 155 asylum seekers" in text
    assert "claim arrivals-14-december-2023" in text
    text = section(december_site, "2023-12-15")
    assert "Vaalimaa: 124 asylum seekers, by 20:00 (secondary: MTV" in text
    assert "Whole eastern border: 208 asylum seekers, by 20:00 (weak: izazap.com" in text


def test_the_page_of_a_day_without_a_number_has_no_section(december_site):
    assert HEADING not in date_page(december_site, "2023-12-13")
    assert HEADING not in (december_site / "index.html").read_text(encoding="utf-8")


def test_programs_read_the_same_numbers(ds):
    day = date(2023, 12, 15)
    files = dict(api_files.files(Days(ds, [day], day)))
    assert json.loads(files["api/v1/index.json"])["links"]["arrivals"] == "arrivals.json"
    entries = json.loads(files["api/v1/arrivals.json"])["arrivals"]
    assert len(entries) == len(ds.record.arrivals) == 74
    (entry,) = [entry for entry in entries if entry["id"] == "2023-11-17-southeast"]
    assert entry == {
        "id": "2023-11-17-southeast",
        "date": "2023-11-17",
        "until": None,
        "crossing": None,
        "scope": SOUTHEAST,
        "count": 163,
        "qualifier": "exact",
        "counted": "asylum seekers",
        "cutoff": None,
        "confidence": "secondary",
        "sources": ["verkkouutiset-arrivals-2023-11-18"],
        "note": "One number for the three points together, in the source and here.",
    }


def test_a_frontier_needs_no_arrivals(data_folder):
    data_folder.remove("arrivals.csv")
    codes = {problem.code for problem in data_folder.problems()}
    assert codes == {"unused", "unused-translation"}  # the documents stay, and the translations
    bare = data_folder.load()
    day = date(2023, 12, 15)
    assert context.arrivals(bare, day) == []
    assert (
        json.loads(dict(api_files.files(Days(bare, [day], day)))["api/v1/arrivals.json"])[
            "arrivals"
        ]
        == []
    )
    assert "downloads/arrivals.csv" not in dict(data_package.files(bare, [day]))
