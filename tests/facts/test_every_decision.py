"""The day before, the day, and the day after every decision in the record.

The expected letters were written from the notes on the decisions, not from the program: O open,
R restricted, C closed, ? unknown; one letter a crossing, in the order named.
"""

from datetime import date, timedelta

import pytest

LETTERS = {"open": "O", "restricted": "R", "closed": "C", "unknown": "?"}
ROAD = "vaalimaa nuijamaa imatra niirala vartius kuusamo salla raja-jooseppi"
RAIL = "vainikkala imatra-rail niirala-rail vartius-rail"
BOAT = "haapasaari santio nuijamaa-port"
TEMPORARY = "inari-lieksa parikkala"

# The COVID-19 decisions that went on with the restrictions, and from when: road traffic stayed
# restricted at all eight points through each.
EXTENSIONS = {
    "covid-2020-04": "2020-04-14",
    "covid-2020-05": "2020-05-14",
    "covid-2020-06": "2020-06-15",
    "covid-2020-07-10": "2020-07-13",
    "covid-2020-07-23": "2020-07-27",
    "covid-2020-08": "2020-08-26",
    "covid-2020-11-05": "2020-11-09",
    "covid-2020-11-19": "2020-11-23",
    "covid-2020-12": "2020-12-14",
    "covid-2021-01-07": "2021-01-13",
    "imatra-2021": "2021-01-27",
    "nights-2021-02": "2021-02-19",
    "covid-2021-03-11": "2021-03-19",
    "covid-2021-03-31": "2021-04-01",
    "covid-2021-04": "2021-05-01",
    "covid-2021-05": "2021-05-24",
    "nights-2021": "2021-06-07",
    "covid-2021-06": "2021-06-28",
    "covid-2021-07": "2021-07-12",
    "covid-2021-07-15": "2021-07-26",
    "covid-2021-08": "2021-08-23",
    "covid-2021-09": "2021-09-20",
    "covid-2021-10": "2021-10-11",
    "rail-2021": "2021-10-18",
    "covid-2021-11-04": "2021-11-08",
    "covid-2021-11-25": "2021-11-29",
    "covid-2021-12-16": "2021-12-20",
    "covid-2021-12-28": "2021-12-28",
    "covid-2022-01": "2022-01-17",
    "covid-2022-02": "2022-02-01",
    "covid-2022-03": "2022-02-15",
    "covid-2022-04": "2022-04-11",
    "covid-2022-05": "2022-05-09",
    "covid-2022-06": "2022-06-06",
}

CASES = [
    # decision, service, crossings, day it takes effect, before, at its end, the day after
    ("notes-2016", "road", ROAD, "2016-04-10", "OOOOOOOO", "OOOOOORR", "OOOOOORR"),
    ("bicycles-lapland-2015", "bicycle", ROAD, "2015-12-26", "??O???OO", "??O???CC", "??O???CC"),
    ("notes-2016", "bicycle", ROAD, "2016-10-07", "??O???CC", "??O?????", "??O?????"),
    ("its end", "road", ROAD, "2016-10-07", "OOOOOORR", "OOOOOOOO", "OOOOOOOO"),
    ("covid-2020", "road", ROAD, "2020-03-19", "OOOOOOOO", "RRRRRRRR", "RRRRRRRR"),
    ("covid-2020", "rail-passenger", "vainikkala", "2020-03-19", "O", "C", "C"),
    ("covid-2020", "boat", BOAT, "2020-03-19", "OOO", "??C", "??C"),
    ("ru-covid-2020", "road", ROAD, "2020-03-30", "RRRRRRRR", "RRRRRRRR", "RRRRRRRR"),
    ("ru-covid-2020", "rail-passenger", "vainikkala", "2020-03-30", "C", "C", "C"),
    *((id_, "road", ROAD, day, *["RRRRRRRR"] * 3) for id_, day in EXTENSIONS.items()),
    ("covid-2020-04", "rail-passenger", "vainikkala", "2020-04-14", "C", "C", "C"),
    ("covid-2020-04", "boat", BOAT, "2020-04-14", "??C", "??C", "??C"),
    ("covid-2020-12", "boat", BOAT, "2020-12-14", "??C", "???", "???"),
    ("imatra-2021", "road", "imatra", "2021-01-31", "R", "R", "R"),
    ("imatra-2021", "bicycle", "imatra", "2021-01-31", "R", "C", "C"),
    ("rail-2021", "rail-passenger", "vainikkala", "2021-10-18", "C", "R", "R"),
    ("inari-lieksa-stop-2021", "road", TEMPORARY, "2021-11-01", "?R", "CR", "CR"),
    ("allegro-2022", "rail-passenger", "vainikkala", "2022-03-28", "R", "C", "C"),
    ("parikkala-stop-2022", "road", TEMPORARY, "2022-04-19", "CR", "CC", "CC"),
    # Finland's end: Russia's restrictions of 2020 still counted
    ("covid-end-2022", "road", ROAD, "2022-07-01", "RRRRRRRR", "RRRRRRRR", "RRRRRRRR"),
    ("covid-end-2022", "bicycle", ROAD, "2022-07-01", "??C?????", "????????", "????????"),
    ("covid-end-2022", "bicycle", ROAD, "2022-09-15", "????????", "??O?????", "??O?????"),
    ("covid-end-2022", "boat", BOAT, "2022-07-01", "???", "OOO", "OOO"),
    ("ru-covid-end-2022", "road", ROAD, "2022-07-15", "RRRRRRRR", "OOOOOOOO", "OOOOOOOO"),
    ("ru-covid-end-2022", "rail-passenger", "vainikkala", "2022-07-15", "C", "C", "C"),
    ("niirala-hours-2023", "road", "niirala", "2023-03-01", "O", "O", "O"),
    ("niirala-hours-2023", "rail-freight", "niirala-rail", "2023-03-01", "O", "O", "O"),
    ("bicycles-se-2023", "bicycle", ROAD, "2023-11-09", "??O?????", "CCC?????", "CCC?????"),
    ("bicycles-all-2023", "bicycle", ROAD, "2023-11-15", "CCC?????", "CCCCCCCC", "CCCCCCCC"),
    ("fi-1", "road", ROAD, "2023-11-18", "OOOOOOOO", "CCCCOOOO", "CCCCOOOO"),
    ("fi-1", "asylum", ROAD, "2023-11-18", "????????", "CCCCOCOC", "CCCCOCOC"),
    ("fi-1", "rail-freight", RAIL, "2023-11-18", "OROO", "OCCO", "OCCO"),
    ("fi-2", "road", ROAD, "2023-11-24", "CCCCOOOO", "CCCCCCCO", "CCCCCCCO"),
    ("fi-2", "asylum", ROAD, "2023-11-24", "CCCCOCOC", "CCCCCCCO", "CCCCCCCO"),
    ("fi-2", "rail-freight", RAIL, "2023-11-24", "OCCO", "OC?C", "OC?C"),
    ("fi-3", "road", ROAD, "2023-11-30", "CCCCCCCO", "CCCCCCCC", "CCCCCCCC"),
    ("fi-3", "asylum", ROAD, "2023-11-30", "CCCCCCCO", "CCCCCCCC", "CCCCCCCC"),
    ("fi-3", "rail-freight", RAIL, "2023-11-30", "OC?C", "OC?C", "OC?C"),
    ("fi-4", "road", ROAD, "2023-12-14", "CCCCCCCC", "OCCOCCCC", "CCCCCCCC"),
    ("fi-4", "asylum", ROAD, "2023-12-14", "CCCCCCCC", "OCCOCCCC", "CCCCCCCC"),
    ("fi-4", "rail-freight", RAIL, "2023-12-14", "OC?C", "OC?C", "OC?C"),
    ("fi-5", "road", ROAD, "2023-12-15", "OCCOCCCC", "CCCCCCCC", "CCCCCCCC"),
    ("fi-5", "asylum", ROAD, "2023-12-15", "OCCOCCCC", "CCCCCCCC", "CCCCCCCC"),
    ("fi-6", "road", ROAD, "2024-01-15", "CCCCCCCC", "CCCCCCCC", "CCCCCCCC"),
    ("fi-7", "road", ROAD, "2024-02-12", "CCCCCCCC", "CCCCCCCC", "CCCCCCCC"),
    ("fi-8", "road", ROAD, "2024-04-15", "CCCCCCCC", "CCCCCCCC", "CCCCCCCC"),
    ("fi-8", "boat", BOAT, "2024-04-15", "OOO", "CCC", "CCC"),
    ("fi-8", "asylum", BOAT, "2024-04-15", "???", "CCC", "CCC"),
    ("fi-8", "rail-freight", RAIL, "2024-04-15", "OC?C", "OC?C", "OC?C"),
    ("abolition-2024", "road", TEMPORARY, "2024-10-24", "CC", "CC", "CC"),
    ("fi-9", "road", ROAD, "2025-04-17", "CCCCCCCC", "CCCCCCCC", "CCCCCCCC"),
    ("fi-9", "boat", BOAT, "2025-04-17", "CCC", "CCC", "CCC"),
    ("fi-9", "asylum", BOAT, "2025-04-17", "CCC", "???", "???"),
    ("fi-9", "rail-freight", RAIL, "2025-04-17", "OC?C", "OC?C", "OC?C"),
    ("ru-rail-2026", "rail-freight", RAIL, "2026-07-01", "OC?C", "?CCC", "?CCC"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_the_days_around_a_decision(ds, case):
    _, service, crossings, day, *expected = case
    middle = date.fromisoformat(day)
    days = [middle + timedelta(days=n) for n in (-1, 0, 1)]
    letters = [
        "".join(
            LETTERS[ds.status(name, at=when, service=service).status] for name in crossings.split()
        )
        for when in days
    ]
    assert letters == expected


def test_no_decision_is_left_out(ds):
    # normal operation has no day before it
    assert {case[0] for case in CASES} - {"its end"} == set(ds.record.decisions) - {
        "decree-723-2012"
    }


def test_the_night_before_each_decision_is_still_the_old_status(ds):
    for decision, service, crossings, day, before, at_end, _ in CASES:
        if decision == "fi-5":
            continue  # takes effect at 20:00
        start = ds.when(day).start
        for name, old, new in zip(crossings.split(), before, at_end, strict=True):
            timeline = ds.timeline(name, service)
            assert LETTERS[timeline.before(start).status] == old, (decision, name)
            assert LETTERS[timeline.at(start).status] == new, (decision, name)


def test_before_the_record_begins_everything_is_unknown(ds):
    for entry in ds.slice("2014-12-31").crossings:
        assert {service.status for service in entry.services} == {"unknown"}


def test_the_nine_decisions_are_linked(ds):
    for number in range(2, 10):
        assert ds.record.decisions[f"fi-{number}"].replaces == (f"fi-{number - 1}",)
    assert ds.record.decisions["fi-1"].replaces == ()


@pytest.mark.parametrize(
    ("day", "open_points"),
    [
        ("2023-11-17", 8),
        ("2023-11-18", 4),
        ("2023-11-24", 1),
        ("2023-11-27", 1),
        ("2023-11-30", 0),
        ("2023-12-14", 2),
        ("2023-12-15", 0),
        ("2026-11-22", 0),
    ],
)
def test_the_headline_counts_the_eight_road_points(ds, day, open_points):
    counts = ds.slice(day).counts
    assert counts["open"] == open_points
    assert sum(counts.values()) == 8
