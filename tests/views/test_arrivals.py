"""Numbers of arrivals in words, and the periods that they are of."""

from datetime import date

import pytest

from borders.views.arrivals import days, published_numbers


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
    bounds_of = {arrivals.id: days(arrivals) for arrivals in ds.record.arrivals}
    assert bounds_of["illegal-2024"] == (date(2024, 1, 1), date(2024, 12, 31))
    assert bounds_of["november-2023"] == (date(2023, 11, 1), date(2023, 11, 30))
    assert bounds_of["illegal-2024-february-december"] == (date(2024, 2, 1), date(2024, 12, 31))
    assert bounds_of["2023-11-17-all"] == (date(2023, 11, 17), date(2023, 11, 17))


def test_a_number_with_an_hour_is_of_its_day(data_folder):
    data_folder.set_cells("arrivals.csv", {"id": "2023-11-17-all"}, date="2023-11-17T12:00")
    dataset = data_folder.load()
    (number,) = [each for each in published_numbers(dataset) if each.id == "2023-11-17-all"]
    assert (number.first, number.last) == (date(2023, 11, 17), date(2023, 11, 17))
    assert number.when == "17 November 2023, 12:00"
