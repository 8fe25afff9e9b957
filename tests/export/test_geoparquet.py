"""Other programs than pandas open the GeoParquet, and answer from it as the record does."""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyarrow import dataset

from borders.export import data_package as downloads

README = Path(downloads.__file__).with_name("README.md").read_text(encoding="utf-8")
WHOLE_AND_BY_YEAR = re.findall(r"^```sql\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
_, BY_YEAR = WHOLE_AND_BY_YEAR


@pytest.fixture(scope="module")
def folder(ds, tmp_path_factory):
    """A folder in which `borders export -o build/export` was run."""
    path = tmp_path_factory.mktemp("work")
    export = path / "build" / "export"
    export.mkdir(parents=True)
    for name, content in downloads.files(ds, [date(2024, 1, 1)]):
        if name.endswith(".parquet"):
            place = export / Path(name).relative_to(downloads.FOLDER)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return path


@pytest.fixture
def duck(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("SET TimeZone = 'Europe/Helsinki'")  # of the reader, not of the file
        yield connection


def frame_of(points, count=3000):
    """Ids and instants at random, the same ones every time, with every change among them."""
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


def assert_joined(told, joined):
    """What SQL found is what `ds.join` says, but for the column that SQL does not have."""
    assert list(told.columns) == [name for name in joined.columns if name != "verified"]
    for name in told.columns:
        column, known = told[name], joined[name]
        if isinstance(known.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_convert("UTC").astype(known.dtype)
        elif isinstance(known.dtype, pd.CategoricalDtype):
            column = column.astype(known.dtype)
        pd.testing.assert_series_equal(column, known, check_dtype=name != "crossing")


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
    found = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)
    joined = ds.join(events, service=service)
    assert joined["changed"].sum() > 10
    assert_joined(found, joined)


def test_a_year_s_folder_alone_answers_for_its_year_and_no_other(ds, duck):
    events = events_of(ds, None)
    events["row"] = range(len(events))
    events.to_parquet("events.parquet", index=False)
    sql = BY_YEAR.replace("events.csv", "events.parquet").replace("spans/*/", "spans/year=2023/")
    assert sql.count("year=2023") == 1
    found = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)
    own = events["at"].dt.year == 2023
    assert 50 < own.sum() < len(own)
    assert found.loc[~own, "status"].isna().all()
    assert_joined(found[own].reset_index(drop=True), ds.join(events[own].reset_index(drop=True)))


def test_a_join_that_states_the_year_reads_its_folder_alone(ds, duck):
    events = events_of(ds, None)
    events = events[events["at"].dt.year == 2023].reset_index(drop=True)
    events["row"] = range(len(events))
    events.to_parquet("events.parquet", index=False)
    more = "AND s.year = 2023"
    assert more in README
    sql = BY_YEAR.replace("events.csv", "events.parquet") + more
    ((_, plan),) = duck.sql(f"EXPLAIN ANALYZE {sql}").fetchall()
    assert "Scanning Files: 1/13" in plan
    found = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)
    assert_joined(found, ds.join(events))


def test_the_folder_of_years_is_one_table_to_arrow_and_geopandas(folder):
    place = folder / "build" / "export" / "spans"
    whole = gpd.read_parquet(place.with_suffix(".parquet"))
    years = gpd.read_parquet(place)
    assert years.crs == whole.crs
    assert sorted(set(years["year"].astype(int))) == list(range(2014, 2027))
    assert len(years.drop(columns="year").drop_duplicates()) == len(whole)
    one = dataset.dataset(place, partitioning="hive").to_table(filter=dataset.field("year") == 2023)
    expected = gpd.read_parquet(place / "year=2023")
    assert one["crossing"].to_pylist() == list(expected["crossing"])


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
    found = {crossing: (since, shapely.from_wkb(place)) for crossing, since, place in rows}
    assert found["vaalimaa"][0] == "2023-12-15 20:00:00+02"
    lon, lat = ds.record.crossings["vaalimaa"].position
    assert found["vaalimaa"][1].equals(shapely.Point(lon, lat))
    assert len(found) == 8


@pytest.mark.parametrize(
    "name", ["spans.parquet", "crossings.parquet", "spans/year=2023/spans-2023.parquet"]
)
def test_geopandas_reads_place_and_zone(ds, folder, name):
    frame = gpd.read_parquet(folder / "build" / "export" / name)
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert frame.geometry.notna().sum() > 8
    for column in frame.select_dtypes(include=["datetimetz"]):
        assert str(frame[column].dtype) == "datetime64[us, UTC]"
