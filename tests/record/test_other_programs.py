"""Files that spreadsheets, GIS programs and databases wrote: read with one warning each."""

import csv
import io
import json
import re
import shutil
import subprocess

import pytest

from borders.record.columns import TABLES
from borders.record.problems import Severity

DATES = {"moment", "end", "partial-date"}


def assert_the_same(folder, ds, files):
    """The record is the same, and of each of these files there is one warning of its form."""
    changed = folder.load()
    problems = [p for p in changed.problems() if p not in ds.problems()]
    assert sorted((p.code, p.file) for p in problems) == [("format", f) for f in sorted(files)]
    assert changed.record.crossings == ds.record.crossings
    assert changed.frontier == ds.frontier
    for name in TABLES:
        assert [*map(cells, changed.rows(name))] == [*map(cells, ds.rows(name))]
    return "; ".join(problem.message for problem in problems)


def cells(row):
    """The cells of a row, numbers with as few digits as they need."""
    return [re.sub(r"(?<=\d)(\.\d*?)0+$", r"\1", cell).removesuffix(".") for cell in row]


def finnish(kind, cell):
    """A cell as Excel writes it in Finnish."""
    if kind == "number":
        return cell.replace(".", ",")
    if kind in DATES and (date := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(T(\d\d):(\d\d))?", cell)):
        year, month, day, time, hour, minute = date.groups()
        return f"{int(day)}.{int(month)}.{year}" + (f" {int(hour)}:{minute}" if time else "")
    return cell


def table(text, separator=",", *, write=lambda _, cell: cell, rows_after=0, columns_after=0):
    """A table with another separator, with cells that are written otherwise, and empty ones."""
    header, *rows = csv.reader(io.StringIO(text))
    columns = next(columns for columns in TABLES.values() if [c.name for c in columns] == header)
    kinds = [column.kind for column in columns]
    written = [header, *([*map(write, kinds, row)] for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerows([*row, *[""] * columns_after] for row in written)
    writer.writerows([[""] * len(header)] * rows_after)
    return out.getvalue()


SPREADSHEETS = {
    "Excel": (
        lambda text: table(text, ";", write=finnish).replace("\n", "\r\n").encode("utf-8-sig"),
        "a byte order mark, carriage returns, semicolons between the cells",
    ),
    "Excel as Unicode text": (
        lambda text: table(text, "\t", write=finnish).encode("utf-16"),
        "UTF-16, tabs between the cells",
    ),
    "rows at the end": (lambda text: table(text, rows_after=3).encode(), "empty lines"),
    "columns at the end": (lambda text: table(text, columns_after=2).encode(), "empty columns"),
}


@pytest.mark.parametrize("name", SPREADSHEETS)
def test_a_table_of_a_spreadsheet_is_read_with_one_warning(data_folder, ds, name):
    write, words = SPREADSHEETS[name]
    for file in TABLES:
        path = data_folder.path / f"{file}.csv"
        path.write_bytes(write(data_folder.text(path.name)))
    assert words in assert_the_same(data_folder, ds, [f"{file}.csv" for file in TABLES])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12/15/2023", "moment"),
        ("15.13.2023", "moment"),
        ("joulu.23", "moment"),
        ("45275", "moment"),
    ],
)
def test_a_date_that_is_not_plain_is_refused(data_folder, cell, code):
    row = data_folder.set_cells("closures.csv", {"decision": "fi-5"}, valid_from=cell)
    path = data_folder.path / "closures.csv"
    path.write_bytes(table(data_folder.text("closures.csv"), ";").encode())
    assert (code, row) in [(p.code, p.row) for p in data_folder.problems()]


def test_a_code_page_is_refused_in_the_right_words(data_folder):
    path = data_folder.path / "events.csv"
    path.write_bytes(data_folder.text("events.csv").encode("cp1252", "replace"))
    (problem,) = data_folder.problems()
    assert problem.code == "encoding"
    assert "CSV UTF-8" in problem.message


# GIS programs


def as_qgis_writes(folder):
    """Lists as text, null for what is missing, heights, row numbers, Multi- geometries."""
    points = folder.json("crossings.geojson")
    keys = {key: None for feature in points["features"] for key in feature["properties"]}
    for number, feature in enumerate(points["features"]):
        own = keys | feature["properties"] | {"fid": number}
        for key, value in own.items():
            if isinstance(value, list):
                own[key] = json.dumps(value)
            elif isinstance(value, float | int) and key == "within_m":
                own[key] = str(value)
        feature["properties"] = own | {"principal": int(own["principal"] or 0)}
        if feature["geometry"]:
            feature["geometry"] = {
                "type": "MultiPoint",
                "coordinates": [[*feature["geometry"]["coordinates"], 0.0]],
            }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    folder.write_json("crossings.geojson", {"crs": crs, **points})
    lines = folder.json("frontier.geojson")
    for feature in lines["features"]:
        line = [[*position, 0.0] for position in feature["geometry"]["coordinates"]]
        pieces = [line[5:9], line[:6][::-1], line[8:]]
        feature["geometry"] = {"type": "MultiLineString", "coordinates": pieces}
    folder.write_json("frontier.geojson", lines)


def test_geojson_of_qgis_is_read_with_one_warning(data_folder, ds):
    as_qgis_writes(data_folder)
    words = assert_the_same(data_folder, ds, ["crossings.geojson", "frontier.geojson"])
    for way in ("lists and numbers as text", "null", "heights", "row numbers", "MultiLineString"):
        assert way in words


def test_what_gdal_reads_and_writes_is_the_same(data_folder, ds):
    from pyogrio import read_arrow, write_arrow

    for path in data_folder.path.glob("*.geojson"):
        about, table_of = read_arrow(path)
        path.unlink()
        kept = {key: about[key] for key in ("geometry_type", "crs")}
        name = about["geometry_name"] or "wkb_geometry"
        write_arrow(table_of, path, driver="GeoJSON", geometry_name=name, **kept)
    assert_the_same(data_folder, ds, ["crossings.geojson"])
    assert data_folder.load().basemap == ds.basemap


# databases


@pytest.mark.parametrize("through", ["csv", "parquet"])
def test_what_duckdb_reads_and_writes_is_the_same(data_folder, ds, through, tmp_path):
    import duckdb

    for name in TABLES:
        path, between = data_folder.path / f"{name}.csv", tmp_path / f"{name}.{through}"
        source = f"read_csv('{path}', all_varchar=true, allow_quoted_nulls=false, nullstr='-')"
        duckdb.sql(f"COPY (SELECT * FROM {source}) TO '{between}'")
        target = f"'{between}'" if through == "parquet" else source.replace(str(path), str(between))
        duckdb.sql(f"COPY (SELECT * FROM {target}) TO '{path}' (HEADER, FORMAT csv)")
    assert_the_same(data_folder, ds, [])


# LibreOffice

CALC = shutil.which("soffice") or shutil.which("libreoffice")
UTF_8, NUMBERS_AS_THEY_ARE = "76", "1,,0,false,false"


@pytest.mark.libreoffice
@pytest.mark.skipif(not CALC, reason="LibreOffice (libreoffice-calc) is not installed")
def test_what_libreoffice_reads_and_writes_is_the_same(data_folder, ds, tmp_path):
    """Through its own format, and then separated by semicolons."""

    def convert(kind, files, to, *options):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [CALC, profile, "--headless", "--convert-to", kind, *options, "--outdir", to]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)

    tables = sorted(data_folder.path.glob("*.csv"))
    reading = f"--infilter=Text - txt - csv (StarCalc):44,34,{UTF_8},{NUMBERS_AS_THEY_ARE}"
    convert("ods", tables, tmp_path / "ods", reading)
    convert(
        f"csv:Text - txt - csv (StarCalc):59,34,{UTF_8}",
        sorted((tmp_path / "ods").iterdir()),
        data_folder.path,
    )
    assert all(";" in path.read_text().splitlines()[0] for path in tables)
    errors = [p for p in data_folder.problems() if p.severity is Severity.ERROR]
    assert errors == []
    assert_the_same(data_folder, ds, [path.name for path in tables])
