"""Local time and instants: which texts are taken, and what the clocks' changes do to a day."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borders.errors import BordersError, WhenError
from borders.local_time import When, day, instant, iso, when

HELSINKI = ZoneInfo("Europe/Helsinki")
SANTIAGO = ZoneInfo("America/Santiago")
BEIRUT = ZoneInfo("Asia/Beirut")
HAVANA = ZoneInfo("America/Havana")
APIA = ZoneInfo("Pacific/Apia")
SECOND = timedelta(seconds=1)

zones = st.sampled_from(
    [
        HELSINKI,
        SANTIAGO,
        BEIRUT,
        HAVANA,
        *map(ZoneInfo, ("Europe/Moscow", "America/New_York", "Australia/Lord_Howe", "UTC")),
    ]
)

seconds = st.integers(
    int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()),
    int(datetime(2060, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp()),
)

instants = seconds.map(lambda stamp: datetime.fromtimestamp(stamp, UTC))
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2023-12-15T20:00", "2023-12-15T18:00"),
        ("2023-12-15 20:00", "2023-12-15T18:00"),
        ("2023-12-15T20:00:30", "2023-12-15T18:00:30"),
        ("2023-07-15T20:00", "2023-07-15T17:00"),
        ("2023-12-15T18:00Z", "2023-12-15T18:00"),
        ("2023-12-15T18:00:30Z", "2023-12-15T18:00:30"),
        ("2023-12-15T20:00+02:00", "2023-12-15T18:00"),
        ("2023-12-15T21:00+03:00", "2023-12-15T18:00"),
        ("2023-12-15T12:30-05:30", "2023-12-15T18:00"),
        ("2023-12-15 20:00:30+02:00", "2023-12-15T18:00:30"),
        ("2024-02-29T00:00", "2024-02-28T22:00"),
        ("2023-12-15 20:00:00+02", "2023-12-15T18:00"),  # SQL
        ("2023-12-15 18:00:00.000000 UTC", "2023-12-15T18:00"),
        ("2023-12-15 20:00:00.0000000 +02:00", "2023-12-15T18:00"),
        ("2023-12-15T18:00:00.000Z", "2023-12-15T18:00"),  # JavaScript
        ("2023-12-15T18:00:00.123456789Z", "2023-12-15T18:00:00.123456"),  # to the nanosecond
        ("2023-12-15T20:00:00,5+0200", "2023-12-15T18:00:00.5"),
        ("2023-12-15t18:00z", "2023-12-15T18:00"),
        ("2023-12-15T00:15:30+23:59:59", "2023-12-14T00:15:31"),
        ("15.12.2023 20:00", "2023-12-15T18:00"),
        ("5.1.2024 20:00:00", "2024-01-05T18:00"),
        (" 2023-12-15  20:00\n", "2023-12-15T18:00"),
    ],
)
def test_a_time_is_an_instant_in_utc(text, start):
    moment = when(text, HELSINKI)
    assert moment == When(utc(start), utc(start))
    assert moment.start.tzinfo is UTC


@pytest.mark.parametrize("text", ["2023-12-15", "15.12.2023", "\t2023-12-15 "])
def test_a_date_is_the_whole_local_day(text):
    assert when(text, HELSINKI) == When(
        utc("2023-12-14T22:00"), utc("2023-12-15T22:00"), date(2023, 12, 15)
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "now", "today", "soon", "2023", "2023-12"),
        *("20231215", "2023-W50-5", "2023-349", "2023-1-5", "+2023-12-15"),
        *("2023-12-15T", "2023-12-15T20", "2023-12-15T2000", "2023-12-15T20:0", "20:00"),
        *("2023-12-15T20.00", "15.12.2023T20:00", "15.12.2023 klo 20.00", "2023-12-15T20:00.5"),
        *("2023-12-15T20:00 EET", "2023-12-15T20:00[Europe/Helsinki]", "2023-12-15+02:00"),
        *(
            "2023-12-15\x00",
            "２０２３-１２-１５",
            "٢٠٢٣-١٢-١٥",
            b"2023-12-15",
            20231215,
            True,
            [],
            object,
        ),
    ],
)
def test_another_form_is_refused_with_the_forms_that_are_right(text):
    with pytest.raises(
        WhenError, match=r"write 2023-12-15, 2023-12-15T20:00 or 2023-12-15T20:00\+02:00"
    ):
        when(text, HELSINKI)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (
            "12/15/2023 5/6/2023 05/06/23",
            "day or the month first; write the year first: 2023-12-15",
        ),
        (
            "15.12.23 23-12-15 15.12. 5-6-23",
            "no year of four digits; write 2023-12-15 or 15.12.2023",
        ),
        (
            "2023-12-15T24:00 2023-12-15T25:00Z",
            "hours are 00 to 23, and a day ends at 00:00 of the",
        ),
        ("2023-02-29 29.2.2100 2023-02-30T12:00", "that month has days 01 to 28"),
        ("2023-04-31 2023-04-00", "that month has days 01 to 30"),
        ("2023-13-01 2023-00-10 1.13.2023", "months are 01 to 12"),
        ("2023-12-15T20:60 2016-12-31T23:59:60Z", "minutes and seconds are 00 to 59"),
        (
            "2023-12-15T20:00+24:00 2023-12-15T20:00-02:99 2023-12-15T20:00+0260",
            "offsets are of less",
        ),
        ("0000-01-01", "years are 0001 to 9999"),
    ],
)
def test_what_no_calendar_or_clock_shows_is_refused_in_words(texts, words):
    for text in texts.split():
        with pytest.raises(WhenError, match=words):
            when(text, HELSINKI)


@pytest.mark.parametrize("value", [None, float("nan")])
def test_what_is_missing_is_called_so(value):
    with pytest.raises(WhenError, match="the time is missing"):
        when(value, HELSINKI)


@pytest.mark.parametrize(
    "text", ["soon", "x" * 999, "2023-02-29", "2024-03-31T03:30", "9999-12-31"]
)
def test_a_refusal_is_one_line_and_wrong_usage(text):
    with pytest.raises(WhenError) as caught:
        when(text, HELSINKI)
    assert isinstance(caught.value, BordersError)
    assert isinstance(caught.value, ValueError)
    assert caught.value.exit_code == 2
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 200
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2024-03-30", 24),
        ("2024-03-31", 23),
        ("2024-04-01", 24),
        ("2023-10-28", 24),
        ("2023-10-29", 25),
        ("2023-10-30", 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_make_it(text, hours):
    whole_day = when(text, HELSINKI)
    assert whole_day.end - whole_day.start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2024-03-31T03:00", "2024-03-31T02:00+02:00", "2024-03-31T04:00+03:00"),
        ("31.3.2024 03:59:59", "2024-03-31T02:59:59+02:00", "2024-03-31T04:59:59+03:00"),
    ],
)
def test_a_local_time_that_the_clocks_skip_is_refused_with_its_neighbours(text, before, after):
    with pytest.raises(WhenError) as caught:
        when(text, HELSINKI)
    assert "does not exist in Europe/Helsinki" in str(caught.value)
    assert str(caught.value).endswith(f"write {before} or {after}")


@pytest.mark.parametrize("text", ["2023-10-29T03:00", "2023-10-29T03:30", "2023-10-29T03:59:59"])
def test_a_local_time_that_comes_twice_is_refused_with_both_offsets(text):
    with pytest.raises(WhenError) as caught:
        when(text, HELSINKI)
    assert f"write {text}+03:00 or {text}+02:00" in str(caught.value)


def test_what_a_refusal_proposes_is_accepted():
    with pytest.raises(WhenError) as caught:
        when("2023-10-29T03:30", HELSINKI)
    first, second = str(caught.value).partition("write ")[2].split(" or ")
    assert when(first, HELSINKI).start == utc("2023-10-29T00:30")
    assert when(second, HELSINKI).start == utc("2023-10-29T01:30")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2024-03-31T02:59", "2024-03-31T00:59"),
        ("2024-03-31T04:00", "2024-03-31T01:00"),
        ("2024-03-31T03:30+02:00", "2024-03-31T01:30"),
        ("2024-03-31T03:30+03:00", "2024-03-31T00:30"),
        ("2024-03-31T01:30Z", "2024-03-31T01:30"),
        ("2023-10-29T02:59", "2023-10-28T23:59"),
        ("2023-10-29T04:00", "2023-10-29T02:00"),
    ],
)
def test_next_to_a_clock_change_or_with_an_offset_a_time_is_accepted(text, start):
    assert when(text, HELSINKI).start == utc(start)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_naive_datetime_that_comes_twice_is_refused_whatever_its_fold(fold):
    with pytest.raises(WhenError, match="happens twice"):
        instant(datetime(2023, 10, 29, 3, 30, fold=fold), HELSINKI)  # noqa: DTZ001  # naive on purpose


def test_an_aware_datetime_keeps_the_fold_it_has():
    twice = datetime(2023, 10, 29, 3, 30, tzinfo=HELSINKI)
    assert instant(twice.replace(fold=0), HELSINKI).start == utc("2023-10-29T00:30")
    assert instant(twice.replace(fold=1), HELSINKI).start == utc("2023-10-29T01:30")


@pytest.mark.parametrize(
    ("zone", "text", "first"),
    [
        (SANTIAGO, "2023-09-03", "2023-09-03T01:00-03:00"),
        (BEIRUT, "2022-03-27", "2022-03-27T01:00+03:00"),
        (HAVANA, "2024-03-10", "2024-03-10T01:00-04:00"),
    ],
)
def test_a_day_whose_midnight_is_skipped_starts_at_the_first_instant_there_is(zone, text, first):
    whole_day = when(text, zone)
    assert iso(whole_day.start, zone) == first
    assert whole_day.end - whole_day.start == timedelta(hours=23)
    assert (whole_day.start - SECOND).astimezone(zone).date() == whole_day.day - timedelta(1)
    with pytest.raises(WhenError, match="does not exist"):
        when(f"{text}T00:30", zone)


def test_a_day_whose_midnight_comes_twice_starts_at_the_first():
    whole_day = when("2023-11-05", HAVANA)
    assert iso(whole_day.start, HAVANA) == "2023-11-05T00:00-04:00"
    assert whole_day.end - whole_day.start == timedelta(hours=25)


def test_a_day_that_the_calendar_skipped_is_refused():
    # Samoa went from 29 to 31 December 2011: no instant lies in the 30th.
    with pytest.raises(WhenError, match="does not exist"):
        when("2011-12-30", APIA)
    assert when("2011-12-29", APIA).end == when("2011-12-31", APIA).start


@given(days, zones)
def test_days_follow_on_one_another_and_hold_their_own_instants(value, zone):
    whole_day = day(value, zone)
    assert whole_day.end == day(value + timedelta(1), zone).start
    assert whole_day.start.astimezone(zone).date() == value
    assert (whole_day.end - SECOND).astimezone(zone).date() == value


def read_or_refused(text, zone):
    try:
        return when(text, zone)
    except WhenError as error:
        return str(error)


@pytest.mark.parametrize("name", ["Europe/Helsinki", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    "text",
    [
        *("9999-12-31", "9999-12-30", "0001-01-01", "0001-01-02"),
        *("9999-12-31T23:59", "9999-12-31T23:59:59Z", "9999-12-31T23:59-12:00"),
        *("0001-01-01T00:00", "0001-01-01T00:00Z", "0001-01-01T00:00+14:00"),
    ],
)
def test_the_ends_of_the_calendar_are_answered_or_refused(text, name):
    zone = ZoneInfo(name)
    moment = read_or_refused(text, zone)
    if isinstance(moment, When):
        assert moment.start <= moment.end
        assert moment.iso(zone)
        assert moment.last_day(zone)
    else:
        assert "outside the years that can be used" in moment


def test_the_last_day_there_is_cannot_be_used():
    with pytest.raises(WhenError, match="outside the years"):
        when(date.max, HELSINKI)


def test_the_first_instant_there_is_cannot_be_used_east_of_greenwich():
    with pytest.raises(WhenError, match="outside the years"):
        when("0001-01-01T00:00", HELSINKI)


def test_a_day_reaches_through_its_end():
    whole_day = when("2023-12-15", HELSINKI)
    assert whole_day.reaches(utc("2000-01-01"))
    assert whole_day.reaches(whole_day.start)
    assert whole_day.reaches(whole_day.end - timedelta(microseconds=1))
    assert not whole_day.reaches(whole_day.end)


def test_an_instant_reaches_itself_and_no_further():
    moment = when("2023-12-15T20:00", HELSINKI)
    assert moment.reaches(moment.start - timedelta(microseconds=1))
    assert moment.reaches(moment.start)
    assert not moment.reaches(moment.start + timedelta(microseconds=1))


@given(instants, zones)
def test_an_instant_comes_back_from_its_text(value, zone):
    moment = when(iso(value, zone), zone)
    assert moment == When(value, value)
    assert moment.iso(zone) == iso(value, zone)


def test_an_instant_before_standard_time_comes_back_from_its_text():
    moment = when("1250-10-29T03:30", HELSINKI)
    assert moment.iso(HELSINKI) == "1250-10-29T03:30+01:39:49"
    assert when(moment.iso(HELSINKI), HELSINKI) == moment


@given(days, zones)
def test_a_day_comes_back_from_its_text(value, zone):
    whole_day = day(value, zone)
    assert when(whole_day.iso(zone), zone) == whole_day
    assert whole_day.iso(zone) == value.isoformat()
    assert whole_day.last_day(zone) == value


@given(st.text())
def test_any_text_is_read_or_refused(text):
    moment = read_or_refused(text, HELSINKI)
    assert moment if isinstance(moment, str) else moment.start.tzinfo is UTC


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2023, 12, 15, 18, 0, tzinfo=UTC), "2023-12-15T20:00+02:00"),
        (datetime(2023, 7, 15, 17, 0, 5, tzinfo=UTC), "2023-07-15T20:00:05+03:00"),
        (datetime(2023, 12, 15, 18, 0, 0, 500, tzinfo=UTC), "2023-12-15T20:00:00.000500+02:00"),
        (datetime(2023, 10, 29, 0, 30, tzinfo=UTC), "2023-10-29T03:30+03:00"),
        (datetime(2023, 10, 29, 1, 30, tzinfo=UTC), "2023-10-29T03:30+02:00"),
    ],
)
def test_an_instant_is_shown_with_the_offset_of_its_zone(value, text):
    assert iso(value, HELSINKI) == text


def test_a_datetime_is_not_taken_for_a_day():
    moment = when(datetime(2023, 12, 15), HELSINKI)  # noqa: DTZ001  # naive on purpose
    assert moment.day is None
    assert moment.start == moment.end == utc("2023-12-14T22:00")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2023, 12, 15), "2023-12-15"),
        (datetime(2023, 12, 15, 20), "2023-12-15T20:00"),  # noqa: DTZ001  # naive on purpose
        (datetime(2023, 12, 15, 20, tzinfo=HELSINKI), "2023-12-15T20:00"),
        (datetime(2023, 12, 15, 13, tzinfo=timezone(-timedelta(hours=5))), "2023-12-15T20:00"),
    ],
)
def test_what_a_caller_hands_over_is_what_its_text_would_be(value, text):
    assert when(value, HELSINKI) == when(text, HELSINKI)


class NoOffset(tzinfo):
    def utcoffset(self, _):
        return None


def test_a_zone_that_has_no_offset_is_none():
    assert when(datetime(2023, 12, 15, 20, tzinfo=NoOffset()), HELSINKI).start == utc(
        "2023-12-15T18:00"
    )


def test_a_moment_that_was_read_is_left_as_it_is():
    moment = when("2023-12-15", HELSINKI)
    assert when(moment, SANTIAGO) is moment


def test_the_day_of_an_instant_is_the_local_one():
    late = when("2023-12-15T22:30Z", HELSINKI)
    assert late.last_day(HELSINKI) == date(2023, 12, 16)
    assert late.last_day(ZoneInfo("UTC")) == date(2023, 12, 15)
