"""Other programs than pandas open the GeoParquet, and answer from it as the record does."""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
import shapely

from borders.render import downloads

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(ds, tmp_path_factory):
    """A folder in which `borders export -o build/export` was run."""
    path = tmp_path_factory.mktemp("work")
    export = path / "build" / "export"
    export.mkdir(parents=True)
    for name, content in downloads.files(ds, [date(2024, 1, 1)]):
        if name.endswith(".parquet"):
            (export / Path(name).name).write_bytes(content)
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


@pytest.mark.parametrize("service", [None, "asylum"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_sql_of_the_readme_is_the_join(ds, duck, service, kind):
    offering = [
        crossing.id
        for crossing in ds.record.crossings.values()
        if service is None or service in crossing.services
    ]
    changes = pd.DataFrame(
        [(change.crossing.id, change.at) for change in ds.changes()], columns=["crossing", "at"]
    )
    changes = changes[changes["crossing"].isin(offering)]
    events = pd.concat([frame_of(offering), changes], ignore_index=True)
    events["row"] = range(len(events))
    if kind == "csv":
        events.assign(at=[at.isoformat() for at in events["at"]]).to_csv("events.csv", index=False)
    else:
        events.to_parquet("events.parquet", index=False)

    (sql,) = re.findall(r"^```sql\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    sql = sql.replace("events.csv", f"events.{kind}")
    if service:
        assert "AND s.main" in sql
        sql = sql.replace("AND s.main", f"AND s.service = '{service}'")
    found = duck.sql(sql).to_arrow_table().to_pandas().sort_values("row", ignore_index=True)

    joined = ds.join(events, service=service)
    assert list(found.columns) == [name for name in joined.columns if name != "verified"]
    assert joined["changed"].sum() > 10
    for name in found.columns:
        told, known = found[name], joined[name]
        if isinstance(known.dtype, pd.DatetimeTZDtype):
            told = told.dt.tz_convert("UTC").astype(known.dtype)
        elif isinstance(known.dtype, pd.CategoricalDtype):
            told = told.astype(known.dtype)
        pd.testing.assert_series_equal(told, known, check_dtype=name != "crossing")


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


@pytest.mark.parametrize("name", ["spans.parquet", "crossings.parquet"])
def test_geopandas_reads_place_and_zone(ds, folder, name):
    frame = gpd.read_parquet(folder / "build" / "export" / name)
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert frame.geometry.notna().sum() > 8
    for column in frame.select_dtypes(include=["datetimetz"]):
        assert str(frame[column].dtype) == "datetime64[us, UTC]"
