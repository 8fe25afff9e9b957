"""All frontiers on a day, in words."""

from datetime import date

import pytest

import borders
from borders.model import Service
from borders.views.overview import Crossable, frontier_on_day, sentence, service_runs, turning_days

ATLAS = borders.load_all()
DAY = date(2025, 9, 20)


@pytest.mark.parametrize(
    ("name", "day", "crossable", "words"),
    [
        ("finland-russia", DAY, Crossable.CLOSED, "all 8 closed"),
        ("finland-russia", date(2023, 12, 14), Crossable.SOME, "Vaalimaa and Niirala open, of 8"),
        ("estonia-russia", date(2023, 12, 1), Crossable.ALL, "Luhamaa and 2 others open"),
        ("norway-russia", DAY, Crossable.ALL, "Storskog open"),
        (
            *("poland-kaliningrad", DAY, Crossable.RESTRICTED),
            "Bezledy and Grzechotki restricted, of 4",
        ),
        ("latvia-russia", date(1999, 1, 1), Crossable.UNKNOWN, "status unknown"),
    ],
)
def test_a_frontier_is_said_by_its_most_open_points(name, day, crossable, words):
    view = frontier_on_day(ATLAS[name], day)
    assert (view.crossable, view.words, view.seen) == (crossable, words, "")


def test_past_the_last_day_that_was_checked_it_is_as_last_seen():
    for dataset in ATLAS.values():
        after = turning_days(dataset, dataset.package.verified_through, date(2030, 1, 1))[1]
        assert frontier_on_day(dataset, after).seen.startswith("last seen on ")


def test_all_frontiers_are_counted_together():
    views = [frontier_on_day(dataset, DAY) for dataset in ATLAS.values()]
    counts = ATLAS.slice("2025-09-20").counts
    assert sentence(views) == (
        f"Open to road traffic: {counts['open']} of {sum(counts.values())} crossing points, "
        "on 4 of 7 frontiers"
    )


@pytest.mark.parametrize("name", ATLAS)
def test_between_turning_days_nothing_differs(name):
    dataset, last = ATLAS[name], date(2026, 11, 27)
    first = date(2025, 8, 1)
    days = {*turning_days(dataset, first, last)}
    for number in range(first.toordinal() + 1, last.toordinal() + 1, 3):
        day, before = date.fromordinal(number), date.fromordinal(number - 1)
        if day not in days:
            assert frontier_on_day(dataset, day) == frontier_on_day(dataset, before)


def test_the_runs_of_a_service_are_its_status_at_the_end_of_days():
    dataset = ATLAS["lithuania-belarus"]
    crossing = dataset.record.crossings["medininkai"]
    runs = [*service_runs(dataset, crossing, Service.ROAD, DAY, date(2025, 12, 1))]
    assert runs[0][0] == DAY
    for day, status in runs:
        assert dataset.status("medininkai", day).status is status
