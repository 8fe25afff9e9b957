"""Axes of time: later is further to the right, and every date and instant has its pixel."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borders.pictures.time_axis import CalendarAxis, FocusAxis, LinearAxis

ZONE = ZoneInfo("Europe/Helsinki")
LEFT, RIGHT = 116, 1184
DAYS = (date(2015, 1, 1), date(2023, 11, 1), date(2024, 5, 1), date(2026, 7, 2))
SPRING, AUTUMN = date(2024, 3, 31), date(2023, 10, 29)  # days of 23 and of 25 hours

instants = st.builds(
    datetime.combine, st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.times(), st.just(UTC)
)


def axes(zone):
    start, end = DAYS[0], DAYS[-1]
    return [
        LinearAxis(start, end, zone, LEFT, RIGHT),
        CalendarAxis(start, end, zone, LEFT, RIGHT),
        FocusAxis(DAYS, zone, LEFT, RIGHT),
    ]


@pytest.mark.parametrize("axis", axes(ZoneInfo("UTC")), ids=lambda axis: type(axis).__name__)
@given(st.lists(instants, min_size=2, max_size=20))
def test_later_is_never_further_to_the_left(axis, moments):
    places = [axis.x(moment) for moment in sorted(moments)]
    assert places == sorted(places)
    assert all(LEFT <= x <= RIGHT + 1e-9 for x in places)


@pytest.mark.parametrize("axis", axes(ZONE)[1:], ids=lambda axis: type(axis).__name__)
@given(st.dates(DAYS[0], DAYS[-1] - timedelta(days=1)) | st.sampled_from([SPRING, AUTUMN]))
def test_every_day_of_a_calendar_has_the_same_room_before_and_after_noon(axis, day):
    midnight, noon = (datetime(day.year, day.month, day.day, hour, tzinfo=ZONE) for hour in (0, 12))
    start, middle, end = axis.x(day), axis.x(noon), axis.x(day + timedelta(days=1))
    assert start == axis.x(midnight.astimezone(UTC))
    assert start < middle < end
    assert middle - start == pytest.approx(end - middle)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2024, 1, 1), 24)])
def test_on_a_linear_axis_a_day_is_as_wide_as_its_hours(day, hours):
    axis = LinearAxis(date(2023, 10, 1), date(2024, 5, 1), ZONE)
    noon = datetime(2024, 1, 1, 12, tzinfo=ZONE)
    hour = axis.x(noon + timedelta(hours=1)) - axis.x(noon)
    assert axis.x(day + timedelta(days=1)) - axis.x(day) == pytest.approx(hours * hour)


def test_the_focus_is_wider_than_the_rest():
    axis = FocusAxis(DAYS, ZONE, LEFT, RIGHT)
    starts = [axis.x(day) for day in DAYS]
    assert starts == pytest.approx(axis.stops)
    scales = [
        (right - left) / (after - before).days
        for (left, right), (before, after) in zip(pairwise(starts), pairwise(DAYS), strict=True)
    ]
    assert scales[1] > 5 * max(scales[0], scales[2])


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [
        (date(2023, 11, 13), date(2023, 12, 17), "13 Nov"),
        (date(2023, 10, 1), date(2024, 4, 1), "Oct 2023"),
        (date(2015, 1, 1), date(2026, 7, 3), "2016"),
    ],
)
def test_ticks_are_weeks_months_or_years_with_room_for_their_words(start, end, first):
    ticks = LinearAxis(start, end, ZONE).ticks()
    assert ticks[0].words == first
    assert all(after.x - before.x >= 76 for before, after in pairwise(ticks))
