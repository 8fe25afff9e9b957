"""Every form of a time is read alike by every question, in Python, in a frame and in the shell."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import borders
from helpers.commands import answer, printed, refused

HELSINKI = ZoneInfo("Europe/Helsinki")
CLOSED = "2023-12-15T20:00+02:00"  # when the two that were open closed

DAYS = ["2023-12-15", "15.12.2023"]
INSTANTS = [
    *("2023-12-15T20:00+02:00", "2023-12-15 20:00:00+02", "2023-12-15T20:00:00.000+0200"),
    *("2023-12-15T18:00:00.000Z", "2023-12-15t18:00z", "15.12.2023 18:00 UTC"),
]
LOCAL = ["2023-12-15T20:00", "2023-12-15 20:00:00.000", "15.12.2023 20:00"]
REFUSED = [
    *("12/15/2023", "2023-12-15T24:00", "15.12.23", "20231215", "2023-02-29", "soon"),
    *("2024-03-31T03:30", "2023-10-29T03:30"),
]

ARROW_DAY = pa.scalar(date(2023, 12, 15))
ARROW_INSTANT = pa.scalar(datetime(2023, 12, 15, 18, tzinfo=UTC), pa.timestamp("s", "UTC"))


@pytest.mark.parametrize(
    ("value", "as_read"),
    [
        *((value, "2023-12-15") for value in DAYS),
        *((value, CLOSED) for value in INSTANTS + LOCAL),
        (date(2023, 12, 15), "2023-12-15"),
        (np.datetime64("2023-12-15"), "2023-12-15"),
        (np.str_("2023-12-15"), "2023-12-15"),
        (ARROW_DAY, "2023-12-15"),
        (pa.scalar("15.12.2023"), "2023-12-15"),
        (datetime(2023, 12, 15, 20, tzinfo=HELSINKI), CLOSED),
        (datetime(2023, 12, 15, 20), CLOSED),  # noqa: DTZ001  # naive on purpose
        *((np.datetime64("2023-12-15T20", unit), CLOSED) for unit in ("h", "s", "us", "ns")),
        (pd.Timestamp("2023-12-15T20:00"), CLOSED),
        (pd.Timestamp("2023-12-15T18:00:00.000000999Z"), CLOSED),
        (pa.scalar(datetime(2023, 12, 15, 20), pa.timestamp("ms")), CLOSED),  # noqa: DTZ001
        (ARROW_INSTANT, CLOSED),
        (pa.scalar(1702663200000000001, pa.timestamp("ns", "UTC")), CLOSED),
    ],
    ids=repr,
)
def test_every_question_takes_every_form_of_a_time(ds, value, as_read):
    assert ds.when(value).iso(HELSINKI) == as_read
    assert ds.status("vaalimaa", value, as_of=value) == ds.status(
        "vaalimaa", as_read, as_of=as_read
    )
    assert ds.slice(value) == ds.slice(as_read)
    assert ds.changes(value, value) == ds.changes(as_read, as_read)
    assert ds.diff("2023-12-14", value) == ds.diff("2023-12-14", as_read)
    assert ds.stats(end=value) == ds.stats(end=as_read)


@pytest.mark.parametrize("at", DAYS + INSTANTS + LOCAL)
def test_every_command_takes_every_form_of_a_time(at):
    as_read = "2023-12-15" if at in DAYS else CLOSED
    status = answer("status", "vaalimaa", "--at", at, "--as-of", at)
    assert (status["at"], status["as_of"], status["status"]) == (as_read, as_read, "closed")
    for given in (["changes", "--from", "{}", "--to", "{}"], ["diff", "2023-12-14", "{}"]):
        assert printed(*(part.format(at) for part in given)) == printed(
            *(part.format(as_read) for part in given)
        )


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(DAYS + INSTANTS, dtype=object),
        pd.Series(DAYS + INSTANTS, dtype="str"),
        pd.Series(DAYS + INSTANTS, dtype="string[pyarrow]"),
        pd.Series(DAYS + INSTANTS, dtype="category"),
        pd.Series([date(2023, 12, 15), np.datetime64("2023-12-15"), ARROW_DAY, ARROW_INSTANT]),
        pd.Series([ARROW_DAY.as_py()], dtype="date32[pyarrow]"),
        pd.Series([datetime(2023, 12, 15, 20, tzinfo=HELSINKI)], dtype=object),
        *(
            pd.Series(pd.to_datetime(["2023-12-15T18:00Z"])).astype(dtype)
            for dtype in (
                *("datetime64[ns, UTC]", "datetime64[s, Europe/Helsinki]"),
                *("timestamp[ns, tz=UTC][pyarrow]", "timestamp[s, tz=America/New_York][pyarrow]"),
            )
        ),
    ],
    ids=lambda column: str(column.dtype),
)
def test_a_join_takes_every_form_of_a_time(ds, column):
    joined = ds.join(pd.DataFrame({"crossing": "vaalimaa", "at": column}))
    assert set(joined["status"]) == {"closed"}
    assert joined["changed"].all()  # during the day, and at the very instant
    assert set(joined["since"]) == {pd.Timestamp(CLOSED)}


@pytest.mark.parametrize("at", REFUSED)
def test_what_is_not_certain_is_refused_everywhere_in_the_same_words(ds, at):
    with pytest.raises(borders.WhenError) as caught:
        ds.status("vaalimaa", at)
    words = str(caught.value)
    assert refused("status", "vaalimaa", "--at", at) == f"Error: {words}\n"
    assert refused("map", at, "-o", "map.svg") == f"Error: {words}\n"
    with pytest.raises(borders.FrameError) as joined:
        ds.join(pd.DataFrame({"crossing": ["vaalimaa"], "at": [at]}))
    (reason,) = (reason for _, reason in joined.value.rows)
    assert reason == words or "has no zone" in reason


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((value, "the time is missing") for value in (None, float("nan"), pd.NaT, pd.NA)),
        *((value, "the time is missing") for value in (np.datetime64("NaT", "s"), pa.scalar(None))),
        *((value, "is not a date or time; write") for value in (5, True, b"2023-12-15", [])),
        *((value, "is not a date or time") for value in (pd.Period("2023-12"), pa.scalar(5))),
        *((np.datetime64(text), "is not a date or time") for text in ("2023", "2023-12")),
        (pd.DatetimeIndex(["2023-12-15"]), "is not a date or time"),
        (pd.Series(["2023-12-15"] * 99), "is not a date or time"),
        (np.datetime64(10**15, "s"), "is outside the years that can be used"),
        (pa.scalar(10**15, pa.timestamp("s", "UTC")), "is outside the years that can be used"),
    ],
    ids=repr,
)
def test_a_value_that_is_no_time_is_refused_in_one_line(ds, value, words):
    with pytest.raises(borders.WhenError, match=words) as caught:
        ds.status("vaalimaa", value)
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)


def test_a_naive_time_is_local_for_one_answer_and_an_error_in_a_frame(ds):
    for column in (
        pd.Series(LOCAL),
        pd.Series(pd.to_datetime(["2023-12-15T20:00"])),
        pd.Series(pd.to_datetime(["2023-12-15T20:00"])).astype("timestamp[us][pyarrow]"),
        pd.Series([np.datetime64("2023-12-15T20:00")], dtype=object),
    ):
        with pytest.raises(borders.FrameError, match="the time has no zone") as caught:
            ds.join(pd.DataFrame({"crossing": "vaalimaa", "at": column}))
        assert caught.value.count == len(column)
