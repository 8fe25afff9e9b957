"""A timeline as a frame of fixed types."""

import json
from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd


def test_a_timeline_is_a_frame_with_its_types(ds):
    frame = ds.timeline("salla").to_frame()
    spans = ds.timeline("salla").spans
    assert [str(dtype) for dtype in frame.dtypes] == [
        *("datetime64[us, UTC]", "datetime64[us, UTC]", "category", "object"),
        *("datetime64[us, UTC]", "category", "object"),
        *("datetime64[us, UTC]", "datetime64[us, UTC]"),
    ]
    assert list(frame["status"]) == [str(span.status) for span in spans]
    assert frame.loc[0, "decision"] is None
    for row, span in zip(frame.to_dict("records"), spans, strict=True):
        assert pd.isna(row["from"]) if span.start is None else row["from"] == span.start
        assert pd.isna(row["until"]) if span.end is None else row["until"] == span.end
        run = ds.timeline("salla").run(span.start or datetime(2000, 1, 1, tzinfo=UTC))
        assert pd.isna(row["run_until"]) if run.end is None else row["run_until"] == run.end


def test_frames_are_written_as_the_readme_says(ds, tmp_path):
    frame = ds.timeline("vaalimaa").to_frame()
    instants = frame.select_dtypes("datetimetz")
    local = instants.apply(lambda c: c.dt.tz_convert(ds.package.zone).dt.tz_localize(None))
    for_excel = frame.assign(**local)
    assert len(for_excel.select_dtypes("datetimetz").columns) == 0
    assert pd.Timestamp("2023-12-15T20:00") in set(for_excel["from"])
    placed = ds.slice("2023-12-15").to_geodataframe()
    vaalimaa = json.loads(placed.to_json(default=str))["features"][1]["properties"]
    assert vaalimaa["since"] == "2023-12-15 18:00:00+00:00"
    for name in ("x.fgb", "x.gpkg"):
        placed.to_file(tmp_path / name)
        back = gpd.read_file(tmp_path / name).set_index("crossing")
        assert back.loc["vaalimaa", "since"] == pd.Timestamp("2023-12-15T18:00Z")


def test_a_slice_is_a_geodataframe(ds):
    frame = ds.slice("2023-12-15").to_geodataframe()
    placed = [point.id for point in ds.record.crossings.values() if point.position]
    assert list(frame["crossing"]) == placed
    by_id = frame.set_index("crossing")
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    assert by_id.loc["vaalimaa", "status"] == "closed"
    assert by_id.loc["vaalimaa", "since"].isoformat() == "2023-12-15T18:00:00+00:00"
    assert by_id.loc["vaalimaa", "geometry"].x == 27.873486
    assert str(frame["since"].dtype) == "datetime64[us, UTC]"
    assert len(placed) < len(ds.record.crossings)
    whole = ds.slice("2023-12-15").to_frame()
    assert list(whole["crossing"]) == list(ds.record.crossings)
    assert (
        whole[whole["crossing"].isin(placed)]
        .reset_index(drop=True)
        .equals(pd.DataFrame(frame.drop(columns="geometry")))
    )
