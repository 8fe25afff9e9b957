from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta

import frictionless
import geopandas as gpd
import pandas as pd
import pyproj
import pytest
import shapely
from click.testing import CliRunner

import borders
from borders.atomic_files import marker
from borders.cli import main
from borders.export import data_package as downloads
from borders.export.serialise import csv_text
from helpers.editable_folder import Copy

DAYS = [date(2023, 11, 15) + timedelta(days=n) for n in range(35)]
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '"; DROP', "a\nb", "'quoted'", "x,y"]


@pytest.fixture(scope="module")
def written(ds):
    return {p.removeprefix("downloads/"): c for p, c in downloads.files(ds, DAYS)}


@pytest.fixture(scope="module")
def folder(written, tmp_path_factory):
    path = tmp_path_factory.mktemp("downloads")
    for name, content in written.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(folder, name):
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def questions(ds, count=250):
    """Services and instants at random, the same ones every time."""
    chance = random.Random(11)
    for _ in range(count):
        crossing, service = chance.choice(list(ds.services()))
        minutes = chance.randrange(13 * 365 * 24 * 60)
        yield crossing.id, service, datetime(2014, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)


# tables


@pytest.mark.parametrize("name", ["decisions", "sources", "claims", "events", "arrivals"])
def test_these_tables_are_those_of_the_data_folder(ds, written, name):
    assert written[f"{name}.csv"] == (ds.folder / f"{name}.csv").read_text(encoding="utf-8")


def test_the_closure_table_is_as_written_and_says_what_it_means(ds, folder):
    found = table(folder, "closures.csv")
    original = pd.read_csv(ds.folder / "closures.csv", dtype=str, keep_default_na=False)
    assert list(found.columns) == [*original.columns, "from", "announced_until", "held_until"]
    pd.testing.assert_frame_equal(found[original.columns], original)
    row = found.set_index(["decision", "crossing", "service"]).loc["fi-1", "vaalimaa", "road"]
    assert row["valid_until"] == "2024-02-18"
    assert row["from"] == "2023-11-18T00:00:00+02:00"
    assert row["announced_until"] == "2024-02-19T00:00:00+02:00"
    assert row["held_until"] == "2023-11-24T00:00:00+02:00"


def test_the_changes_answer_for_any_instant(ds, folder):
    found = table(folder, "changes.csv")
    found["at"] = pd.to_datetime(found["at"], utc=True)
    for crossing, service, at in questions(ds):
        own = found[(found.crossing == crossing) & (found.service == service) & (found["at"] <= at)]
        last = own.iloc[-1]["to"] if len(own) else "unknown"
        assert last == ds.status(crossing, at, service).status


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_is_written_as_it_is(text):
    """A cell is the data, so a formula is not defused; see `csv_text`."""
    written = csv_text(["note"], [[text]])
    found = pd.read_csv(io.StringIO(written), dtype=str, keep_default_na=False)
    assert found["note"].tolist() == [text]


def test_hostile_cells_of_a_folder_come_through(tmp_path):
    copy = Copy(tmp_path)
    copy.cells("closures.csv", {"crossing": "salla"}, note="=HYPERLINK(1)")
    copy.cells("events.csv", {}, title="@SUM(1)")
    content = dict(downloads.files(borders.load(copy.path), [date(2024, 1, 1)]))
    closures = pd.read_csv(io.StringIO(content["downloads/closures.csv"]))
    assert "=HYPERLINK(1)" in set(closures["note"])
    assert "@SUM(1)" in content["downloads/events.csv"]


# geography


def test_geojson_is_as_rfc_7946_has_it(written):
    layers = [path for path in written if path.endswith(".geojson")]
    assert len(layers) > 3
    for path in layers:
        content = json.loads(written[path])
        assert set(content) == {"type", "features"}
        assert content["features"]
        assert not re.search(r"\d\.\d{7}", written[path].partition('"features"')[2])
        for feature in content["features"]:
            assert feature["type"] == "Feature"
            if feature["geometry"] and feature["geometry"]["type"] == "Point":
                lon, lat = feature["geometry"]["coordinates"]
                assert 26 < lon < 32
                assert 60 < lat < 70


def test_only_days_with_a_change_and_the_last_have_a_slice(written):
    days = [path[7:17] for path in written if path.startswith("slices/")]
    assert days == [
        *("2023-11-18", "2023-11-24", "2023-11-30", "2023-12-14", "2023-12-15", "2023-12-19")
    ]


def test_a_slice_says_what_the_record_says(ds, folder):
    for path in sorted((folder / "slices").iterdir()):
        frame = gpd.read_file(path)
        assert list(frame["crossing"]) == list(ds.record.crossings)
        for row in frame.itertuples():
            answer = ds.status(row.crossing, path.stem)
            assert (row.status, row.changed) == (answer.status, answer.changed)
            for read, known in ((row.since, answer.since), (row.until, answer.until)):
                assert pd.isna(read) if known is None else read == known
            position = answer.crossing.position
            assert (row.geometry and (row.geometry.x, row.geometry.y)) == position


def test_the_layers_are_whole(ds, folder):
    line = gpd.read_file(folder / "frontier.geojson")
    assert list(line["part"]) == ["sea", "land"]
    assert sum(len(part.coords) - 1 for part in line.geometry) == len(ds.frontier.positions) - 1
    points = gpd.read_file(folder / "crossings.geojson").set_index("id")
    assert list(points.index) == list(ds.record.crossings)
    assert points.loc["vaalimaa", "chainage_m"] == round(ds.places["vaalimaa"].chainage_m, 1)


def test_the_spans_as_geoparquet_answer_for_any_instant(ds, folder):
    frame = gpd.read_parquet(folder / "spans.parquet")
    assert str(frame["from"].dtype) == "datetime64[us, UTC]"
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    for crossing, service, at in questions(ds):
        (row,) = frame[
            (frame.crossing == crossing)
            & (frame.service == service)
            & (frame["from"].isna() | (frame["from"] <= at))
            & (frame["until"].isna() | (frame["until"] > at))
        ].to_dict("records")
        answer = ds.status(crossing, at, service)
        assert row["status"] == answer.status
        assert row["main"] == (answer.crossing.main_service is service)
        if answer.measure:
            assert row["decision"] == answer.measure.decision.id
            assert row["sources"].split(";") == [s.id for s in answer.measure.documents]


def test_the_crossings_as_geoparquet_have_every_property(ds, folder):
    frame = gpd.read_parquet(folder / "crossings.parquet").set_index("id")
    assert frame.loc["vaalimaa", "opposite_ru"] == "Торфяновка"
    assert frame.loc["vaalimaa", "services"] == "road;bicycle;asylum"
    assert frame.loc["haapasaari", "position"] == "island only"
    assert frame.loc["santio", "geometry"] is None
    assert frame.loc["vaalimaa", "geometry"].x == ds.record.crossings["vaalimaa"].position[0]


def test_a_year_has_the_spans_that_hold_at_some_time_of_it_in_utc(folder):
    whole = gpd.read_parquet(folder / "spans.parquet")
    paths = sorted((folder / "spans").glob("*/*"))
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


def test_geoparquet_says_what_the_specification_asks(folder):
    """GeoParquet 1.1.0: the version, WKB, the frame of reference, types, and where bounds are."""
    from pyarrow import parquet

    paths = [folder / "crossings.parquet", *folder.glob("spans*"), *folder.glob("spans/*/*")]
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


# the package


def described(folder):
    """The package without its GeoParquet, where frictionless stumbles over a missing instant."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = [r for r in package["resources"] if r["format"] != "parquet"]
    return package | {"resources": resources}


def test_the_package_is_valid_with_all_its_rows(folder):
    package = described(folder)
    assert list(frictionless.Package.metadata_validate(package)) == []
    report = frictionless.Package.from_descriptor(package, basepath=str(folder)).validate()
    assert report.valid, report.flatten(["name", "title", "message"])
    assert len(report.tasks) == len(package["resources"])


@pytest.mark.parametrize(
    ("old", "new"), [(",closed,", ",shut,"), ("fi-9,", "fi-99,"), ("T00:00:00+02:00", "noon")]
)
def test_the_package_notices_a_wrong_cell(folder, old, new, tmp_path):
    package = described(folder)
    for resource in package["resources"]:
        source = folder / resource["path"]
        (tmp_path / resource["path"]).parent.mkdir(exist_ok=True)
        (tmp_path / resource["path"]).write_bytes(source.read_bytes())
        resource.pop("bytes")
        resource.pop("hash")
    path = tmp_path / "closures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert (
        not frictionless.Package.from_descriptor(package, basepath=str(tmp_path)).validate().valid
    )


def test_the_package_names_every_file_with_its_size_and_hash(written, folder):
    package = json.loads(written["datapackage.json"])
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(written) - set(resources) == {"datapackage.json", "borders-2026-07-02.zip"}
    for path, resource in resources.items():
        data = (folder / path).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["licenses"]
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)


def test_the_package_is_under_the_licences_of_what_it_holds(written):
    package = json.loads(written["datapackage.json"])
    assert {licence["name"] for licence in package["licenses"]} == {"CC-BY-4.0", "ODbL-1.0"}
    (line,) = (r for r in package["resources"] if r["name"] == "frontier")
    assert [licence["name"] for licence in line["licenses"]] == ["ODbL-1.0"]
    assert "OpenStreetMap" in line["sources"][0]["title"]


def test_the_archive_is_all_of_it_without_a_clock(written, folder):
    with zipfile.ZipFile(folder / "borders-2026-07-02.zip") as archive:
        assert archive.namelist() == sorted(set(written) - {"borders-2026-07-02.zip"})
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert archive.read(entry) == (folder / entry.filename).read_bytes()


def test_without_pyarrow_there_is_all_but_geoparquet(ds, written, monkeypatch, tmp_path):
    monkeypatch.setattr(downloads, "find_spec", {}.get)
    found = {path.removeprefix("downloads/") for path, _ in downloads.files(ds, DAYS)}
    assert set(written) - found == {path for path in written if path.endswith(".parquet")}
    result = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "pip install 'borders[parquet]'" in result.stderr


def test_the_downloads_are_small(written):
    assert len(written["borders-2026-07-02.zip"]) < 250_000
    assert sum(map(len, written.values())) < 1_200_000


@pytest.mark.parametrize("key", ["resources", "licenses"])
@pytest.mark.parametrize("value", [{"name": "closures"}, ["closures"], 5])
def test_a_folder_whose_package_cannot_be_passed_on_is_told(tmp_path, key, value):
    copy = Copy(tmp_path)
    copy.save_json("datapackage.json", copy.json("datapackage.json") | {key: value})
    assert [(problem.code, problem.column) for problem in copy.problems()] == [("package", key)]


def test_a_folder_that_states_little_and_orders_its_columns_otherwise_is_exported(tmp_path):
    copy = Copy(tmp_path)
    stated = copy.json("datapackage.json")
    copy.save_json("datapackage.json", {key: stated[key] for key in ("name", "title", "borders")})
    for name in ("closures", "sources"):
        frame = pd.read_csv(copy.path / f"{name}.csv", dtype=str, keep_default_na=False)
        frame[frame.columns[::-1]].to_csv(copy.path / f"{name}.csv", index=False)
    content = dict(downloads.files(borders.load(copy.path), [date(2024, 1, 1)]))
    package = json.loads(content["downloads/datapackage.json"])
    assert "licenses" not in package
    (found,) = (r for r in package["resources"] if r["name"] == "sources")
    assert found["schema"]["primaryKey"] == ["id"]
    assert [field["name"] for field in found["schema"]["fields"]][-1] == "id"


# the command


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_export_writes_the_same_bytes_every_time(tmp_path):
    for number, zone in enumerate(("UTC", "Asia/Tokyo")):
        program = "from borders.cli import main; main()"
        subprocess.run(
            [sys.executable, "-c", program, "export", "-o", str(tmp_path / str(number))],
            env=os.environ | {"PYTHONHASHSEED": str(number), "TZ": zone},
            check=True,
            capture_output=True,
        )
    first, second = tree(tmp_path / "0"), tree(tmp_path / "1")
    assert first == second
    assert {"closures.csv", "spans.parquet", "slices/2023-12-15.geojson", marker("export")} <= set(
        first
    )


def test_export_replaces_its_own_folder_and_no_other(tmp_path):
    for _ in range(2):
        result = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "out")])
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("wrote ")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("precious")
    result = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "mine")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert tree(tmp_path / "mine") == {"thesis.tex": b"precious"}
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["mine", "out"]


def test_nothing_is_exported_from_an_unsound_record(tmp_path):
    copy = Copy(tmp_path)
    copy.move("salla", [29.0, 66.0])
    result = CliRunner().invoke(
        main, ["export", "-o", str(tmp_path / "out"), "--data", str(copy.path)]
    )
    assert result.exit_code == 1
    assert "off-the-frontier" in result.stderr
    assert not (tmp_path / "out").exists()
