"""The downloads: tables, layers, and the Data Package that describes them."""

import hashlib
import io
import json
import re
import zipfile
from datetime import date

import frictionless
import geopandas as gpd
import pandas as pd
import pytest

from borders import language
from borders.atomic_files import as_bytes
from borders.export import data_package
from helpers.commands import run
from helpers.downloads import DOWNLOAD_DAYS
from helpers.languages import OTHERS
from helpers.questions import random_questions


def table(downloads_folder, name):
    return pd.read_csv(downloads_folder / name, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("code", OTHERS)
def test_the_files_do_not_know_the_language_of_the_reader(ds, downloads, code):
    with language.use(code):
        files = list(data_package.files(ds, DOWNLOAD_DAYS))
        assert language.active() == code
    prefix = f"{data_package.FOLDER}/"
    assert {path.removeprefix(prefix): as_bytes(content) for path, content in files} == {
        path: as_bytes(content) for path, content in downloads.items()
    }


# tables


@pytest.mark.parametrize("name", ["decisions", "sources", "claims", "events", "arrivals"])
def test_these_tables_are_those_of_the_data_folder(ds, downloads, name):
    assert downloads[f"{name}.csv"] == (ds.folder / f"{name}.csv").read_text(encoding="utf-8")


def test_the_closure_table_is_as_written_and_says_what_it_means(ds, downloads_folder):
    closures = table(downloads_folder, "closures.csv")
    original = pd.read_csv(ds.folder / "closures.csv", dtype=str, keep_default_na=False)
    assert list(closures.columns) == [*original.columns, "from", "announced_until", "held_until"]
    pd.testing.assert_frame_equal(closures[original.columns], original)
    row = closures.set_index(["decision", "crossing", "service"]).loc["fi-1", "vaalimaa", "road"]
    assert row["valid_until"] == "2024-02-18"
    assert row["from"] == "2023-11-18T00:00:00+02:00"
    assert row["announced_until"] == "2024-02-19T00:00:00+02:00"
    assert row["held_until"] == "2023-11-24T00:00:00+02:00"


def test_the_changes_answer_for_any_instant(ds, downloads_folder):
    changes = table(downloads_folder, "changes.csv")
    changes["at"] = pd.to_datetime(changes["at"], utc=True)
    for crossing, service, at in random_questions(ds):
        own = changes[
            (changes.crossing == crossing) & (changes.service == service) & (changes["at"] <= at)
        ]
        last = own.iloc[-1]["to"] if len(own) else "unknown"
        assert last == ds.status(crossing, at, service).status


def test_hostile_cells_of_a_folder_come_through(data_folder):
    data_folder.set_cells("closures.csv", {"crossing": "salla"}, note="=HYPERLINK(1)")
    data_folder.set_cells("events.csv", {}, title="@SUM(1)")
    content = dict(data_package.files(data_folder.load(), [date(2024, 1, 1)]))
    closures = pd.read_csv(io.StringIO(content["downloads/closures.csv"]))
    assert "=HYPERLINK(1)" in set(closures["note"])
    assert "@SUM(1)" in content["downloads/events.csv"]


# geography


def test_geojson_is_as_rfc_7946_has_it(downloads):
    layers = [path for path in downloads if path.endswith(".geojson")]
    assert len(layers) > 3
    for path in layers:
        content = json.loads(downloads[path])
        assert set(content) == {"type", "features"}
        assert content["features"]
        assert not re.search(r"\d\.\d{7}", downloads[path].partition('"features"')[2])
        for feature in content["features"]:
            assert feature["type"] == "Feature"
            if feature["geometry"] and feature["geometry"]["type"] == "Point":
                lon, lat = feature["geometry"]["coordinates"]
                assert 26 < lon < 32
                assert 60 < lat < 70


def test_only_days_with_a_change_and_the_last_have_a_slice(downloads):
    days = [path[7:17] for path in downloads if path.startswith("slices/")]
    assert days == [
        *("2023-11-18", "2023-11-24", "2023-11-30", "2023-12-14", "2023-12-15", "2023-12-19")
    ]


def test_a_slice_says_what_the_record_says(ds, downloads_folder):
    for path in sorted((downloads_folder / "slices").iterdir()):
        frame = gpd.read_file(path)
        assert list(frame["crossing"]) == list(ds.record.crossings)
        for row in frame.itertuples():
            status = ds.status(row.crossing, path.stem)
            assert (row.status, row.changed) == (status.status, status.changed)
            for value, expected in ((row.since, status.since), (row.until, status.until)):
                assert pd.isna(value) if expected is None else value == expected
            position = status.crossing.position
            assert (row.geometry and (row.geometry.x, row.geometry.y)) == position


def test_the_layers_are_whole(ds, downloads_folder):
    line = gpd.read_file(downloads_folder / "frontier.geojson")
    assert list(line["part"]) == ["sea", "land"]
    assert sum(len(part.coords) - 1 for part in line.geometry) == len(ds.frontier.positions) - 1
    points = gpd.read_file(downloads_folder / "crossings.geojson").set_index("id")
    assert list(points.index) == list(ds.record.crossings)
    assert points.loc["vaalimaa", "chainage_m"] == round(
        ds.linear_positions["vaalimaa"].chainage_m, 1
    )


# the package


def described(downloads_folder):
    """The package without its GeoParquet, where frictionless stumbles over a missing instant."""
    package = json.loads((downloads_folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = [r for r in package["resources"] if r["format"] != "parquet"]
    return package | {"resources": resources}


def test_the_package_is_valid_with_all_its_rows(downloads_folder):
    package = described(downloads_folder)
    assert list(frictionless.Package.metadata_validate(package)) == []
    report = frictionless.Package.from_descriptor(
        package, basepath=str(downloads_folder)
    ).validate()
    assert report.valid, report.flatten(["name", "title", "message"])
    assert len(report.tasks) == len(package["resources"])


@pytest.mark.parametrize(
    ("old", "new"), [(",closed,", ",shut,"), ("fi-9,", "fi-99,"), ("T00:00:00+02:00", "noon")]
)
def test_the_package_notices_a_wrong_cell(downloads_folder, old, new, tmp_path):
    package = described(downloads_folder)
    for resource in package["resources"]:
        source = downloads_folder / resource["path"]
        (tmp_path / resource["path"]).parent.mkdir(exist_ok=True)
        (tmp_path / resource["path"]).write_bytes(source.read_bytes())
        resource.pop("bytes")
        resource.pop("hash")
    path = tmp_path / "closures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert (
        not frictionless.Package.from_descriptor(package, basepath=str(tmp_path)).validate().valid
    )


def test_the_package_names_every_file_with_its_size_and_hash(downloads, downloads_folder):
    package = json.loads(downloads["datapackage.json"])
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(downloads) - set(resources) == {"datapackage.json", "borders-2026-07-02.zip"}
    for path, resource in resources.items():
        data = (downloads_folder / path).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["licenses"]
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)


def test_the_package_is_under_the_licences_of_what_it_holds(downloads):
    package = json.loads(downloads["datapackage.json"])
    assert {licence["name"] for licence in package["licenses"]} == {"CC-BY-4.0", "ODbL-1.0"}
    (line,) = (r for r in package["resources"] if r["name"] == "frontier")
    assert [licence["name"] for licence in line["licenses"]] == ["ODbL-1.0"]
    assert "OpenStreetMap" in line["sources"][0]["title"]


def test_the_archive_is_all_of_it_without_a_clock(downloads, downloads_folder):
    with zipfile.ZipFile(downloads_folder / "borders-2026-07-02.zip") as archive:
        assert archive.namelist() == sorted(set(downloads) - {"borders-2026-07-02.zip"})
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert archive.read(entry) == (downloads_folder / entry.filename).read_bytes()


def test_without_pyarrow_there_is_all_but_geoparquet(ds, downloads, monkeypatch, tmp_path):
    monkeypatch.setattr(data_package, "find_spec", {}.get)
    paths = {path.removeprefix("downloads/") for path, _ in data_package.files(ds, DOWNLOAD_DAYS)}
    assert set(downloads) - paths == {path for path in downloads if path.endswith(".parquet")}
    result = run("export", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "pip install 'borders[parquet]'" in result.stderr


def test_the_downloads_are_small(downloads):
    assert len(downloads["borders-2026-07-02.zip"]) < 250_000
    assert sum(map(len, downloads.values())) < 1_200_000


def test_a_folder_that_states_little_and_orders_its_columns_otherwise_is_exported(data_folder):
    stated = data_folder.json("datapackage.json")
    data_folder.write_json(
        "datapackage.json", {key: stated[key] for key in ("name", "title", "borders")}
    )
    for name in ("closures", "sources"):
        frame = pd.read_csv(data_folder.path / f"{name}.csv", dtype=str, keep_default_na=False)
        frame[frame.columns[::-1]].to_csv(data_folder.path / f"{name}.csv", index=False)
    content = dict(data_package.files(data_folder.load(), [date(2024, 1, 1)]))
    package = json.loads(content["downloads/datapackage.json"])
    assert "licenses" not in package
    (sources,) = (r for r in package["resources"] if r["name"] == "sources")
    assert sources["schema"]["primaryKey"] == ["id"]
    assert [field["name"] for field in sources["schema"]["fields"]][-1] == "id"
