"""A join answers as `ds.status` does, row by row, and refuses what it cannot answer."""

import itertools
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borders
from borders.dataframes import INSTANT
from borders.errors import FrameError
from borders.model import Service, Status
from borders.query import join, join_columns, span_lookup
from borders.query.join import ADDED
from borders.timeline.spans import Span, Timeline

DS = borders.load()
HELSINKI = ZoneInfo("Europe/Helsinki")
NAMES = [n for c in DS.record.crossings.values() for n in (c.id, *c.names.values())]
NAMES.remove("Инари")  # ambiguous
ASYLUM = [c.id for c in DS.record.crossings.values() if "asylum" in c.services]

BOUNDARIES = [
    *sorted({change.at for change in DS.changes()}),
    *(datetime(2023, 3, 26, 1, tzinfo=UTC), datetime(2023, 10, 29, 1, tzinfo=UTC)),
    datetime(2026, 7, 2, 21, tzinfo=UTC),  # the record was verified until then
]

MICROSECOND = timedelta(microseconds=1)

near = st.builds(
    lambda boundary, step: boundary + step,
    st.sampled_from(BOUNDARIES),
    st.sampled_from([-timedelta(1), -MICROSECOND, timedelta(0), MICROSECOND, timedelta(hours=1)]),
)

anywhere = st.datetimes(datetime(2014, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
instants = near | anywhere

days = st.dates(date(2014, 1, 1), date(2027, 1, 1)) | near.map(
    lambda at: at.astimezone(HELSINKI).date()
)

as_ofs = st.none() | st.sampled_from(["2023-11-17T12:00", "2023-12-13", "2024-02-08", "2010-01-01"])


def facts_of(answer):
    """What the join adds to a row that has this answer."""
    decision = answer.measure.decision.id if answer.measure else None
    return (
        str(answer.service),
        str(answer.status),
        answer.changed,
        answer.since,
        answer.until,
        decision,
        answer.verified,
    )


def assert_answers(joined, points, times, service=None, as_of=None):
    """Check that every row has the values of `ds.status`."""
    assert len(joined) == len(points)
    for row, point, at in zip(joined[list(ADDED)].to_dict("records"), points, times, strict=True):
        values = tuple(None if pd.isna(value) else value for value in row.values())
        assert values == facts_of(DS.status(point, at, service, as_of)), (point, at)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(NAMES), instants), min_size=1, max_size=60),
    as_ofs,
    st.sampled_from(["UTC", "Europe/Helsinki", "America/New_York", None]),
    st.booleans(),
)
def test_instants_are_answered_as_one_row_at_a_time(rows, as_of, zone, category):
    points, times = zip(*rows, strict=True)
    when = pd.Series(times).dt.tz_convert(zone) if zone else pd.Series(times, dtype=object)
    frame = pd.DataFrame({"point": points, "when": when})
    if category:
        frame = frame.astype({"point": "category"})
    assert_answers(DS.join(frame, "point", "when", as_of=as_of), points, times, as_of=as_of)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(ASYLUM), days | instants), min_size=1, max_size=40),
    as_ofs,
    st.booleans(),
)
def test_days_and_texts_are_answered_as_one_row_at_a_time(rows, as_of, texts):
    points, times = zip(*rows, strict=True)
    when = [time.isoformat() for time in times] if texts else list(times)
    frame = pd.DataFrame({"point": points, "when": pd.Series(when, dtype=object)})
    joined = DS.join(frame, "point", "when", "asylum", as_of)
    assert_answers(joined, points, times, "asylum", as_of)


def timeline_of(starts, statuses):
    """A timeline of spans with these starts, as no record has them: in bursts, or ages apart."""
    starts = sorted(starts)
    given = itertools.cycle(statuses)
    bounds = zip([None, *starts], [*starts, None], strict=True)
    return Timeline(tuple(Span(start, end, next(given), None) for start, end in bounds))


bursts = st.builds(
    lambda at, step: at + timedelta(microseconds=step),
    st.sampled_from([datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC) for year in (1, 1995, 2023)]),
    st.integers(0, 40),
)

timelines = st.builds(
    timeline_of, st.sets(bursts | anywhere, max_size=40), st.permutations(list(Status))
)


@settings(max_examples=80)
@given(
    st.lists(timelines, min_size=1, max_size=9),
    st.lists(st.tuples(st.integers(0, 8), bursts | anywhere), max_size=60),
    st.sampled_from(["category", "str", "object"]),
    st.sampled_from([1, 5, 1 << 16]),
)
def test_any_timelines_are_answered_as_one_row_at_a_time(some_timelines, places, dtype, cells):
    """Whatever the table of spans is like, and however the rows fall into parts."""
    rows = [(f"c{place % len(some_timelines)}", at) for place, at in places]
    names = pd.Series([name for name, _ in rows], dtype=dtype)
    times = pd.Series([at for _, at in rows], dtype=INSTANT)
    by_name = {f"c{place}": timeline for place, timeline in enumerate(some_timelines)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(span_lookup, "_LEAST_CELLS", cells)
        patch.setattr(join_columns, "_CHUNK", 7)
        joined = join.join(
            pd.DataFrame({"point": names, "when": times}),
            join.Columns("point", "when"),
            lambda name: (None, Service.ROAD, by_name[name]),
            DS.package,
            ["a"],
        )
    answered = joined[["status", "changed", "since", "until"]].to_dict("records")
    for row, (name, at) in zip(answered, rows, strict=True):
        run = by_name[name].run(at)
        assert row["status"] == run.status
        assert row["changed"] == (run.start == at)
        assert (None if pd.isna(row["since"]) else row["since"]) == run.start
        assert (None if pd.isna(row["until"]) else row["until"]) == run.end
    assert joined["decision"].isna().all()
    assert set(joined["service"]) <= {"road"}


def test_hardly_more_is_made_than_is_added():
    count = 400_000
    frame = pd.DataFrame(
        {
            "point": pd.Categorical.from_codes(np.arange(count) % 2, ["salla", "vaalimaa"]),
            "when": pd.date_range("2022-01-01", periods=count, freq="min", tz="UTC", unit="us"),
        }
    )
    DS.join(frame.head(), "point", "when")
    tracemalloc.start()
    try:
        joined = DS.join(frame, "point", "when")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    added = joined[list(ADDED)].memory_usage(index=False, deep=True).sum()
    assert added == pytest.approx(21 * count, rel=0.01)
    assert peak < 1.6 * added  # of which the parts and the table of spans are the smaller half


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_every_unit_of_time_is_exact(unit):
    times = pd.Series(BOUNDARIES).astype(f"datetime64[{unit}, UTC]")
    frame = pd.DataFrame({"point": "vaalimaa", "when": times})
    assert_answers(DS.join(frame, "point", "when"), frame["point"], BOUNDARIES)


def test_what_is_finer_than_a_microsecond_is_cut_off():
    closed = pd.Timestamp("2023-12-15T20:00", tz="Europe/Helsinki").as_unit("ns")
    times = [closed - pd.Timedelta(1, "ns"), closed, closed + pd.Timedelta(1, "ns")]
    for dtype in (None, object):
        when = pd.Series(times, dtype=dtype)
        joined = DS.join(pd.DataFrame({"crossing": "vaalimaa", "at": when}))
        assert list(joined["status"]) == ["open", "closed", "closed"]
        assert list(joined["changed"]) == [False, True, True]
        assert_answers(joined, ["vaalimaa"] * 3, times)


def test_an_hour_that_comes_twice_is_distinguished_by_its_offset():
    """Python calls two such instants of a zone equal, so neither may be a cache key for both."""
    first = datetime(2023, 10, 29, 3, 30, tzinfo=HELSINKI)
    second = first.replace(fold=1)
    assert first == second
    frame = pd.DataFrame({"crossing": "salla", "at": pd.Series([first, second], dtype=object)})
    joined = DS.join(frame, as_of=None)
    assert_answers(joined, ["salla"] * 2, [first, second])


def test_index_order_and_the_given_frame_stay():
    frame = pd.DataFrame(
        {"note": [1, 2, 3], "point": ["Salla", "Raja-Jooseppi", "Куусамо"], "when": "2023-11-24"},
        index=["b", "a", "b"],
    )
    before = frame.copy(deep=True)
    joined = DS.join(frame, "point", "when")
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(joined[list(frame.columns)], before)
    assert list(joined.columns) == [*frame.columns, *ADDED]
    assert list(joined["status"]) == ["closed", "open", "closed"]


def test_an_empty_frame_gets_the_same_columns():
    full = DS.join(pd.DataFrame({"crossing": ["salla"], "at": ["2023-11-24"]}))
    for dtype in (object, "str", INSTANT, "datetime64[us]", "category"):
        empty = DS.join(pd.DataFrame({"crossing": [], "at": pd.Series([], dtype=dtype)}))
        assert len(empty) == 0
        assert dict(empty.dtypes[list(ADDED)]) == dict(full.dtypes[list(ADDED)])
    assert str(full["since"].dtype) == str(full["until"].dtype) == "datetime64[us, UTC]"
    assert full["changed"].dtype == full["verified"].dtype == bool
    assert list(full["status"].cat.categories) == ["open", "unknown", "restricted", "closed"]
    assert list(full["decision"].cat.categories) == list(DS.record.decisions)


def test_a_geodataframe_stays_one():
    points = gpd.points_from_xy([28.0], [61.0], crs="EPSG:4326")
    frame = gpd.GeoDataFrame({"crossing": ["salla"], "at": ["2023-11-24"]}, geometry=points)
    joined = DS.join(frame)
    assert isinstance(joined, gpd.GeoDataFrame)
    assert joined.crs == frame.crs


def test_every_bad_row_is_named_with_every_reason():
    frame = pd.DataFrame(
        {
            "crossing": ["salla", "Sala", None, 7, "salla", ["salla"], "salla"],
            "at": [
                *("2023-11-24", "2023-11-24T20:00", None, "yesterday"),
                *(datetime(2023, 11, 24), 5, float("nan")),  # noqa: DTZ001
            ],
        },
        index=list("abcdefg"),
        dtype=object,
    )
    with pytest.raises(FrameError) as caught:
        DS.join(frame)
    assert caught.value.count == 6
    reasons = dict(caught.value.rows)
    assert list(reasons) == list("bcdefg")
    assert "did you mean Salla" in reasons["b"]
    assert "has no zone" in reasons["b"]
    assert reasons["c"] == "the crossing is missing; the time is missing"
    assert "7 is not the name" in reasons["d"]
    assert "'yesterday' is not a date or time" in reasons["d"]
    assert "has no zone" in reasons["e"]
    assert "5 is not a date" in reasons["f"]
    assert reasons["g"] == "the time is missing"
    assert "row 'b': no crossing is called 'Sala'" in str(caught.value)


@pytest.mark.parametrize("rows", [1, 20, 21, 3000])
def test_many_bad_rows_are_counted_and_the_first_are_listed(rows):
    frame = pd.DataFrame({"crossing": "salla", "at": pd.Timestamp("2023-11-24")}, range(rows))
    with pytest.raises(FrameError, match="has no zone") as caught:
        DS.join(frame)
    lines = str(caught.value).splitlines()
    assert caught.value.count == rows
    assert lines[0].startswith(f"{rows:,} row")
    assert len(lines) == 1 + min(rows, 20) + (rows > 20)
    assert rows <= 20 or lines[-1] == f"and {rows - 20:,} more"


def test_a_missing_time_among_others_is_named():
    when = pd.to_datetime(pd.Series(["2023-11-24T00:00Z", None]))
    with pytest.raises(FrameError, match="row 1: the time is missing"):
        DS.join(pd.DataFrame({"crossing": ["salla", "salla"], "at": when}))


def test_a_year_beyond_any_calendar_is_named():
    when = pd.Series(np.array([0, 10**15], "datetime64[s]")).dt.tz_localize("UTC")
    with pytest.raises(FrameError, match="row 1: the time is not in a year") as caught:
        DS.join(pd.DataFrame({"crossing": ["salla", "salla"], "at": when}))
    assert caught.value.count == 1


def test_a_category_that_no_row_has_is_no_fault():
    points = pd.Categorical(["salla"], categories=["nowhere", "salla"])
    days = pd.Categorical(["2023-11-24"], categories=["never", "2023-11-24"])
    joined = DS.join(pd.DataFrame({"crossing": points, "at": days}))
    assert list(joined["status"]) == ["closed"]


@pytest.mark.parametrize("dtype", ["category", "str", "object"])
def test_a_missing_and_an_unknown_name_are_reported_whatever_holds_them(dtype):
    names = pd.Series(["salla", None, "Sala"], dtype=dtype)
    at = pd.Series(["2023-11-24T00:00Z", "2023-11-24T00:00Z", None], dtype=INSTANT)
    with pytest.raises(FrameError) as caught:
        DS.join(pd.DataFrame({"crossing": names, "at": at}))
    missing, unknown = caught.value.rows
    assert missing == (1, "the crossing is missing")
    assert unknown[1].startswith("no crossing is called 'Sala'")
    assert unknown[1].endswith("; the time is missing")


def test_a_service_that_a_point_lacks_is_named_with_its_row():
    frame = pd.DataFrame({"crossing": ["salla", "vainikkala"], "at": "2023-11-24"})
    with pytest.raises(FrameError, match="row 1: Vainikkala offers"):
        DS.join(frame, service="bicycle")
    with pytest.raises(borders.CrossingError, match="'tunnel' is not a service"):
        DS.join(frame, service="tunnel")


def test_no_column_is_overwritten():
    frame = pd.DataFrame({"crossing": ["salla"], "at": ["2023-11-24"], "status": ["mine"]})
    with pytest.raises(FrameError, match="has status already"):
        DS.join(frame)
    joined = DS.join(frame, prefix="was_")
    assert joined.loc[0, ["status", "was_status"]].to_list() == ["mine", "closed"]
    assert list(joined.columns[3:]) == [f"was_{name}" for name in ADDED]


def test_a_column_that_is_not_there_is_reported():
    frame = pd.DataFrame([["salla", "salla", "2023-11-24"]], columns=["point", "point", "at"])
    with pytest.raises(FrameError, match="'crossing' is not there; there are: point, point, at"):
        DS.join(frame)
    with pytest.raises(FrameError, match="'point' is there 2 times"):
        DS.join(frame, "point")


def test_names_are_looked_up_as_for_one_status():
    names = ["Kuhmo", "Vaalimaan rajanylityspaikka", "Torfjanovka", "ENSO", "МАПП Торфяновка"]
    frame = pd.DataFrame({"crossing": names, "at": "2023-11-20"})
    by_id = frame.assign(crossing=["vartius", "vaalimaa", "vaalimaa", "imatra", "vaalimaa"])
    pd.testing.assert_frame_equal(DS.join(frame)[[*ADDED]], DS.join(by_id)[[*ADDED]])
    with pytest.raises(
        FrameError, match=r"'Inari' fits several crossings: inari-lieksa .*, raja-j"
    ):
        DS.join(frame.replace("Kuhmo", "Inari"))
