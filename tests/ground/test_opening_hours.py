"""Opening hours are evaluated with what they need to know, or said to be unknown."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from borders.opening_hours import Place, is_open, problem

HELSINKI = ZoneInfo("Europe/Helsinki")
SOUTH = Place(HELSINKI, "FI", (27.87, 60.6))
LAPLAND = Place(HELSINKI, "FI", (28.47, 68.48))
KIRIBATI = Place(ZoneInfo("Pacific/Kiritimati"), None, (-157.4, 1.9))
NOWHERE = Place(HELSINKI, None, None)


@pytest.mark.parametrize(
    ("hours", "place", "at", "expected"),
    [
        # Independence Day, and the day after
        ("10:00-18:00; PH off", LAPLAND, "2023-12-06T12:00", False),
        ("10:00-18:00; PH off", LAPLAND, "2023-12-07T12:00", True),
        ("PH -1 day 10:00-18:00", LAPLAND, "2023-12-05T12:00", True),
        ("10:00-18:00; PH off", LAPLAND, "1999-12-07T12:00", None),  # holidays not known
        ("10:00-18:00; PH off", LAPLAND, "2077-12-07T12:00", None),
        ("10:00-18:00; PH off", NOWHERE, "2023-12-07T12:00", None),
        ("10:00-18:00; SH off", LAPLAND, "2023-12-07T12:00", None),
        # the sun rises there at 06:53 on 10 March, and sets at 17:42
        ("sunrise-sunset", LAPLAND, "2023-03-10T06:40", False),
        ("sunrise-sunset", LAPLAND, "2023-03-10T07:00", True),
        ("(sunrise+00:30)-sunset", LAPLAND, "2023-03-10T07:00", False),
        ("10:00-(sunset-01:30)", LAPLAND, "2023-03-10T17:00", False),
        ("sunset-06:00", LAPLAND, "2023-03-10T05:00", True),
        ("sunrise-sunset", NOWHERE, "2023-03-10T12:00", None),
        ("sunrise-sunset", KIRIBATI, "2023-03-10T12:00", True),  # noon: 22:00 UTC the day before
        # polar night, with a dawn; midnight sun; twilight all night; dusk after midnight
        ("sunrise-sunset", LAPLAND, "2023-12-15T12:00", None),
        ("dawn-dusk", LAPLAND, "2023-12-15T12:00", True),
        ("08:00-sunset", LAPLAND, "2023-06-21T12:00", None),
        ("dawn-dusk", LAPLAND, "2023-07-25T12:00", None),
        ("00:00-dusk", SOUTH, "2023-06-21T12:00", None),
        ("(sunrise-06:00)-12:00", SOUTH, "2023-06-21T10:00", None),  # begins the day before
        ("(sunrise-03:00)-12:00", SOUTH, "2023-06-21T10:00", True),
        # the hours themselves say that they are unknown, or not
        ("Mo-Fr 08:00-16:00 unknown", NOWHERE, "2023-12-07T12:00", None),
        ("Mo-Fr 08:00-16:00 unknown", NOWHERE, "2023-12-09T12:00", False),
        ("off", NOWHERE, "2023-12-07T12:00", False),
        ('"by appointment"', NOWHERE, "2023-12-07T12:00", None),
        ('08:00-16:00 "by appointment"', NOWHERE, "2023-12-07T12:00", None),
        ('08:00-16:00 open "PH, SH and sunset too"', NOWHERE, "2023-12-07T12:00", True),
        ("unknown, 08:00-16:00", NOWHERE, "2023-12-07T17:00", None),
        # the library says closed, or fails
        ("08:00-16:00", NOWHERE, "1899-12-31T12:00", None),
        ("08:00-16:00", NOWHERE, "1900-01-01T12:00", True),
        ("sunrise-sunset", SOUTH, "9999-12-31T12:00", None),
        ("08:00-16:00 || unknown", NOWHERE, "2023-12-07T17:00", None),
        ("08:00-16:00+", NOWHERE, "2023-12-07T17:00", None),
        ("daily", NOWHERE, "2023-12-07T12:00", None),
    ],
)
def test_whether_hours_are_open(hours, place, at, expected):
    instant = datetime.fromisoformat(at).replace(tzinfo=place.zone)
    assert is_open(hours, instant, place) is expected


@pytest.mark.parametrize(
    ("hours", "place", "message"),
    [
        ("Mo-Fr 08:00-16:00; PH off", NOWHERE, "datapackage.json must give one country"),
        ("PH off", SOUTH._replace(country="XX"), "not all those of XX are known"),
        ("PH off", SOUTH._replace(country="DE"), "not all those of DE are known"),  # regional ones
        ("PH off", SOUTH._replace(country="RU"), "not all those of RU are known"),
        ("PH,SH off", SOUTH, "school holidays (SH)"),
        ("Sunrise-12:00", NOWHERE, "the crossing has no position"),
        ("Jan(dusk-01:00)-24:00", NOWHERE, "the crossing has no position"),
        ("08:00+", SOUTH, "an open end (+)"),
        ("08:00-sunset+", SOUTH, "an open end (+)"),
        ("10:00-12:00/00:30", SOUTH, "repeats a time (/30)"),
        ("sunrise-sunset/30", SOUTH, "repeats a time (/30)"),
        ("08:00-12:00 || 14:00-16:00", SOUTH, "a fallback (||)"),
        ("Jun 31 off", SOUTH, "a day that does not exist: Jun 31"),
        ("Feb 01-30", SOUTH, "a day that does not exist: Feb 30"),
        ("8-20", SOUTH, "not in opening_hours syntax"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_in_a_line(hours, place, message):
    refusal = problem(hours, place)
    assert refusal.startswith(repr(hours))
    assert message in refusal
    assert "\n" not in refusal


@pytest.mark.parametrize(
    "hours",
    [
        *("24/7", "off", '"SH, PH || sunset+"', "Feb 03", "Feb 29", "2024+", "Jan 05+ 08:00-16:00"),
        *("2024-2030/2 08:00-16:00", "week 02-10/2", "easter +1 day off", "Dec 25 +2 days off"),
    ],
)
def test_what_needs_no_more_than_the_clock_is_not_refused(hours):
    assert problem(hours, NOWHERE) is None


@pytest.mark.parametrize("hours", ["PH -1 day off", "(sunrise+01:00)-(sunset-01:00)"])
def test_what_has_what_it_needs_is_not_refused(hours):
    assert problem(hours, SOUTH) is None
