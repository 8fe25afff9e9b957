"""The GeoParquet as pandas, DuckDB and Arrow read it: it answers as the record does."""

import json
import random
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import duckdb
import geopandas as gpd
import pandas as pd
import pyproj
import pytest
import shapely
from pyarrow import dataset

from helpers.paths import PACKAGE
from helpers.questions import random_questions

TEXT = (PACKAGE / "export" / "README.md").read_text(encoding="utf-8")
WHOLE_AND_BY_YEAR = re.findall(r"^```sql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
_, BY_YEAR = WHOLE_AND_BY_YEAR


def test_the_spans_as_geoparquet_answer_for_any_instant(ds, downloads_folder):
    frame = gpd.read_parquet(downloads_folder / "spans.parquet")
    assert str(frame["from"].dtype) == "datetime64[us, UTC]"
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    for crossing, service, at in random_questions(ds):
        (row,) = frame[
            (frame.crossing == crossing)
            & (frame.service == service)
            & (frame["from"].isna() | (frame["from"] <= at))
            & (frame["until"].isna() | (frame["until"] > at))
        ].to_dict("records")
        status = ds.status(crossing, at, service)
        assert row["status"] == status.status
        assert row["main"] == (status.crossing.main_service is service)
        if status.measure:
            assert row["decision"] == status.measure.decision.id
            assert row["sources"].split(";") == [s.id for s in status.measure.documents]


def test_the_crossings_as_geoparquet_have_every_property(ds, downloads_folder):
    frame = gpd.read_parquet(downloads_folder / "crossings.parquet").set_index("id")
    assert frame.loc["vaalimaa", "opposite_ru"] == "Торфяновка"
    assert frame.loc["vaalimaa", "services"] == "road;bicycle;asylum"
    assert frame.loc["haapasaari", "position"] == "island only"
    assert frame.loc["santio", "geometry"] is None
    assert frame.loc["vaalimaa", "geometry"].x == ds.record.crossings["vaalimaa"].position[0]


def test_a_year_has_the_spans_that_hold_at_some_time_of_it_in_utc(downloads_folder):
    whole = gpd.read_parquet(downloads_folder / "spans.parquet")
    paths = sorted((downloads_folder / "spans").glob("*/*"))
    years = [int(path.stem.removeprefix("spans-")) for path in paths]
    assert [path.parent.name for path in paths] == [f"year={year}" for year in years]
    # The record begins with the local year of 2015, which was still 2014 in UTC.
    assert years == list(range(2014, 2027))
    for year, path in zip(years, paths, strict=True):
        first, after = (pd.Timestamp(f"{number}-01-01", tz="UTC") for number in (year, year + 1))
        holding = [
            index
            for index, start, end in whole[["from", "until"]].itertuples()
            if (pd.isna(start) or start < after) and (pd.isna(end) or end > first)
        ]
        expected = whole.loc[holding].reset_index(drop=True)
        pd.testing.assert_frame_equal(gpd.read_parquet(path), expected)
        assert expected["crossing"].nunique() == 21


def test_geoparquet_says_what_the_specification_asks(downloads_folder):
    """GeoParquet 1.1.0: the version, WKB, the frame of reference, types, and where bounds are."""
    from pyarrow import parquet

    paths = [
        downloads_folder / "crossings.parquet",
        *downloads_folder.glob("spans*"),
        *downloads_folder.glob("spans/*/*"),
    ]
    files = [path for path in paths if path.is_file()]
    assert len(files) == 15
    for path in files:
        schema = parquet.read_schema(path)
        assert set(schema.metadata) == {b"geo"}
        stated = json.loads(schema.metadata[b"geo"])
        assert (stated["version"], stated["primary_column"]) == ("1.1.0", "geometry")
        (column,) = stated["columns"].values()
        assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
        assert pyproj.CRS.from_json_dict(column["crs"]).to_authority() == ("OGC", "CRS84")
        table = parquet.read_table(path)
        places = [shapely.from_wkb(place) for place in table["geometry"].to_pylist() if place]
        assert tuple(column["bbox"]) == shapely.MultiPoint(places).bounds
        assert column["covering"]["bbox"] == {
            bound: ["bbox", bound] for bound in ("xmin", "ymin", "xmax", "ymax")
        }
        covered = [tuple(bounds.values()) for bounds in table["bbox"].to_pylist() if bounds]
        assert [b for b in covered if None not in b] == [place.bounds for place in places]
        instants = {field.type for field in schema if str(field.type).startswith("timestamp")}
        assert {str(kind) for kind in instants} <= {"timestamp[us, tz=UTC]"}


@pytest.mark.parametrize(
    "name", ["spans.parquet", "crossings.parquet", "spans/year=2023/spans-2023.parquet"]
)
def test_geopandas_reads_place_and_zone(ds, downloads_folder, name):
    frame = gpd.read_parquet(downloads_folder / name)
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert frame.geometry.notna().sum() > 8
    for column in frame.select_dtypes(include=["datetimetz"]):
        assert str(frame[column].dtype) == "datetime64[us, UTC]"


@pytest.fixture
def duck(downloads_folder, monkeypatch):
    monkeypatch.chdir(downloads_folder.parents[1])
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("SET TimeZone = 'Europe/Helsinki'")  # of the reader, not of the file
        yield connection


def frame_of(points, count=3000):
    """Ids and instants at random, from a fixed seed."""
    chance = random.Random(7)
    times = [
        datetime(2014, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(13 * 525_600))
        for _ in range(count)
    ]
    return pd.DataFrame({"crossing": [chance.choice(points) for _ in times], "at": times})


def turns_of_years():
    """Instants around the turn of each year, in UTC and where the frontier is."""
    for year in range(2014, 2028):
        for zone in (UTC, ZoneInfo("Europe/Helsinki")):
            turn = datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
            yield from (turn - timedelta(microseconds=1), turn)


def events_of(ds, service):
    """Rows at random, those of every change, and those around every turn of a year."""
    offering = [
        crossing.id
        for crossing in ds.record.crossings.values()
        if service is None or service in crossing.services
    ]
    changes = ((change.crossing.id, change.at) for change in ds.changes())
    near = [*changes, *product(offering, turns_of_years())]
    events = pd.concat(
        [frame_of(offering), pd.DataFrame(near, columns=["crossing", "at"])], ignore_index=True
    )
    return events[events["crossing"].isin(offering)].reset_index(drop=True)


def assert_joined(answered, joined):
    """The answer of SQL is that of `ds.join`, but for the column that SQL does not have."""
    assert list(answered.columns) == [name for name in joined.columns if name != "verified"]
    for name in answered.columns:
        column, expected = answered[name], joined[name]
        if isinstance(expected.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_convert("UTC").astype(expected.dtype)
        elif isinstance(expected.dtype, pd.CategoricalDtype):
            column = column.astype(expected.dtype)
        pd.testing.assert_series_equal(column, expected, check_dtype=name != "crossing")


def sql_of(text, service):
    if service is None:
        return text
    assert "AND s.main" in text
    return text.replace("AND s.main", f"AND s.service = '{service}'")


@pytest.mark.parametrize("service", [None, "asylum"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("block", WHOLE_AND_BY_YEAR, ids=["whole", "by-year"])
def test_the_sql_of_the_readme_is_the_join(ds, duck, service, kind, block):
    events = events_of(ds, service)
    if block == BY_YEAR:  # of other years there is nothing to read
        events = events[events["at"].dt.year.between(2014, 2026)].reset_index(drop=True)
    events["row"] = range(len(events))
    if kind == "csv":
        events.assign(at=[at.isoformat() for at in events["at"]]).to_csv("events.csv", index=False)
    else:
        events.to_parquet("events.parquet", index=False)
    sql = sql_of(block, service).replace("events.csv", f"events.{kind}")
    answered = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)
    joined = ds.join(events, service=service)
    assert joined["changed"].sum() > 10
    assert_joined(answered, joined)


def test_a_year_s_folder_alone_answers_for_its_year_and_no_other(ds, duck):
    events = events_of(ds, None)
    events["row"] = range(len(events))
    events.to_parquet("events.parquet", index=False)
    sql = BY_YEAR.replace("events.csv", "events.parquet").replace("spans/*/", "spans/year=2023/")
    assert sql.count("year=2023") == 1
    answered = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)
    of_the_year = events["at"].dt.year == 2023
    assert 50 < of_the_year.sum() < len(of_the_year)
    assert answered.loc[~of_the_year, "status"].isna().all()
    assert_joined(
        answered[of_the_year].reset_index(drop=True),
        ds.join(events[of_the_year].reset_index(drop=True)),
    )


def test_a_join_that_states_the_year_reads_its_folder_alone(ds, duck):
    events = events_of(ds, None)
    events = events[events["at"].dt.year == 2023].reset_index(drop=True)
    events["row"] = range(len(events))
    events.to_parquet("events.parquet", index=False)
    condition = "AND s.year = 2023"
    assert condition in TEXT
    sql = BY_YEAR.replace("events.csv", "events.parquet") + condition
    ((_, plan),) = duck.sql(f"EXPLAIN ANALYZE {sql}").fetchall()
    assert "Scanning Files: 1/13" in plan
    answered = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)
    assert_joined(answered, ds.join(events))


def test_the_folder_of_years_is_one_table_to_arrow_and_geopandas(downloads_folder):
    place = downloads_folder / "spans"
    whole = gpd.read_parquet(place.with_suffix(".parquet"))
    years = gpd.read_parquet(place)
    assert years.crs == whole.crs
    assert sorted(set(years["year"].astype(int))) == list(range(2014, 2027))
    assert len(years.drop(columns="year").drop_duplicates()) == len(whole)
    table = dataset.dataset(place, partitioning="hive").to_table(
        filter=dataset.field("year") == 2023
    )
    expected = gpd.read_parquet(place / "year=2023")
    assert table["crossing"].to_pylist() == list(expected["crossing"])


def test_duckdb_reads_zone_and_place(ds, duck):
    columns = dict(
        duck.sql("DESCRIBE FROM 'build/export/spans.parquet'")
        .df()[["column_name", "column_type"]]
        .itertuples(index=False)
    )
    instants = ("from", "until", "announced_until", "run_from", "run_until")
    assert {columns[name] for name in instants} == {"TIMESTAMP WITH TIME ZONE"}
    assert columns["geometry"] == "GEOMETRY('OGC:CRS84')"
    rows = duck.sql(
        """SELECT crossing, "from"::VARCHAR, geometry FROM 'build/export/spans.parquet'
        WHERE service = 'road' AND decision = 'fi-5'"""
    ).fetchall()
    spans = {crossing: (since, shapely.from_wkb(place)) for crossing, since, place in rows}
    assert spans["vaalimaa"][0] == "2023-12-15 20:00:00+02"
    lon, lat = ds.record.crossings["vaalimaa"].position
    assert spans["vaalimaa"][1].equals(shapely.Point(lon, lat))
    assert len(spans) == 8
