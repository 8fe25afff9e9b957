"""Whether a crossing is inside its hours needs the country of the side that decided."""

import pytest


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        ({}, [False, True]),
        ({"countries": {"fi": "FI"}, "country": None}, [False, True]),
        ({"countries": {"fi": "SE"}}, [True, True]),
        ({"country": None}, [None, None]),
        ({"country": "XX"}, [None, None]),
    ],
)
def test_holidays_are_those_of_the_side_that_decided(data_folder, package, expected):
    road = {"crossing": "vaalimaa", "service": "road", "decision": "decree-723-2012"}
    data_folder.set_cells("closures.csv", road, hours="10:00-18:00; PH off")
    for key, value in package.items():
        data_folder.set_package(key, value)
    dataset = data_folder.load()
    instants = ("2018-12-06T12:00", "2018-12-07T12:00")  # Independence Day, and the day after
    assert [dataset.status("vaalimaa", at=at).open_now for at in instants] == expected
