"""Axes of time: later is further to the right, and every date and instant has its pixel."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borders.pictures.svg import LETTER
from borders.pictures.svg import RIGHT as SHEET_RIGHT
from borders.pictures.time_axis import CalendarAxis, LinearAxis

ZONE = ZoneInfo("Europe/Helsinki")
LEFT, RIGHT = 116, 1184
DAYS = (date(2015, 1, 1), date(2026, 7, 2))
SPRING, AUTUMN = date(2024, 3, 31), date(2023, 10, 29)  # days of 23 and of 25 hours

instants = st.builds(
    datetime.combine, st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.times(), st.just(UTC)
)


def axes(zone):
    return [kind(*DAYS, zone, LEFT, RIGHT) for kind in (LinearAxis, CalendarAxis)]


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


@given(st.dates(DAYS[0], DAYS[1] - timedelta(days=1)))
def test_all_days_of_a_calendar_are_equally_wide(day):
    axis = CalendarAxis(*DAYS, ZONE, LEFT, RIGHT)
    width = axis.x(day + timedelta(days=1)) - axis.x(day)
    assert width == pytest.approx((RIGHT - LEFT) / (DAYS[1] - DAYS[0]).days)


PERIODS = {
    (date(2023, 12, 15), date(2023, 12, 16)): "15 Dec",
    (date(2023, 12, 12), date(2023, 12, 17)): "12 Dec",
    (date(2023, 11, 13), date(2023, 12, 17)): "13 Nov",
    (date(2023, 10, 1), date(2024, 4, 1)): "Oct 2023",
    DAYS: "2015",
    (date(1900, 6, 1), date(2026, 7, 3)): "1910",
    (date(2, 1, 1), date(9998, 12, 31)): "1000",
}


@pytest.mark.parametrize(("period", "first"), PERIODS.items())
def test_ticks_are_days_weeks_months_or_years(period, first):
    assert LinearAxis(*period, ZONE).ticks(15, beside=False)[0].words == first


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("pixels", [190, 500, 1092])
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("size", [12, 15])
def test_the_words_of_ticks_have_room_and_are_not_cut(period, pixels, beside, size):
    """Of every tick there are words: those of the last, too."""
    axis = CalendarAxis(*period, ZONE, 0, 100, "%")
    ticks = axis.ticks(size, beside=beside, pixels=pixels)
    assert ticks
    ends = []
    for tick in ticks:
        width = LETTER * size * len(tick.words)
        back = {"start": 0, "middle": width / 2, "end": width}[tick.anchor]
        start = tick.x / 100 * pixels + tick.dx - back
        ends += [start, start + width]
        assert start <= tick.x / 100 * pixels + 3 <= start + width + 6  # at its tick
    assert ends == sorted(ends)
    assert ends[-1] <= pixels + (0 if beside else SHEET_RIGHT)
