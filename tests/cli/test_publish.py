"""The commands `map`, `site` and `export`."""

import csv
from pathlib import Path

import pytest

import borders
from borders.own_files import marker
from borders.record.columns import TABLES
from borders.record.problems import Severity
from helpers.commands import printed, refused, run
from helpers.data_faults.fault import CLOSURE
from helpers.errors import one_line
from helpers.folders import contents
from helpers.paths import SMALL_FOLDER


def test_a_map_goes_to_a_file_whole_or_not_at_all(tmp_path):
    target = tmp_path / "map.html"
    result = run("map", "2023-11-27", "-o", target)
    assert result.exit_code == 0
    assert result.stdout == ""  # talk goes to standard error
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    result = run("map", "2023-11-27", "-o", tmp_path / "no" / "map.html")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_map_can_go_to_standard_output(tmp_path):
    text = printed("map", "2023-11-27", "-o", "-")
    assert text.startswith("<!DOCTYPE html>")


def test_a_map_as_of_shows_what_was_known(tmp_path):
    target = tmp_path / "map.svg"
    printed("map", "2024-03-01", "--as-of", "2023-11-17", "-o", target)
    assert "All eight are open" in target.read_text(encoding="utf-8")
    printed("map", "2024-03-01", "-o", target)
    assert "All eight are closed" in target.read_text(encoding="utf-8")


def test_a_warning_stops_neither_a_question_nor_a_map(data_folder, tmp_path):
    data_folder.append_row(
        "sources.csv", id="x", title="x", publisher="x", language="en", form="original"
    )
    data_folder.write(
        "closures.csv", "\ufeff" + data_folder.text("closures.csv").replace("\n", "\r\n")
    )
    codes = {problem.code for problem in data_folder.problems()}
    assert codes == {"format", "undated", "unused"}
    assert {problem.severity for problem in data_folder.problems()} == {Severity.WARNING}
    assert data_folder.load().status("vaalimaa", "2024-01-01").status == "closed"
    printed("map", "2023-12-15", "-o", tmp_path / "m.svg", "--data", data_folder.path)


def test_an_error_of_a_text_stops_what_is_published_but_no_question(data_folder, tmp_path):
    CLOSURE.set(data_folder, note="<b>closed</b>")
    assert data_folder.load().status("vaalimaa", "2024-05-01").status == "closed"
    for command in (
        ["map", "2023-12-15", "-o", "m.svg"],
        ["site", "-o", "s"],
        ["export", "-o", "e"],
    ):
        command[-1] = str(tmp_path / command[-1])
        error = refused(*command, "--data", data_folder.path, exit_code=1)
        assert "markup" in error
        assert not Path(command[-1]).exists()


def test_export_replaces_its_own_folder_and_no_other(tmp_path):
    for _ in range(2):
        result = run("export", "-o", tmp_path / "out")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("wrote ")
    assert contents(tmp_path / "out").keys() >= {
        *("closures.csv", "spans.parquet", "slices/2023-12-15.geojson", marker("export"))
    }
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("precious")
    result = run("export", "-o", tmp_path / "mine")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert contents(tmp_path / "mine") == {"thesis.tex": b"precious"}
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["mine", "out"]


@pytest.mark.parametrize("command", ["site", "export"])
def test_what_others_put_into_a_folder_is_deleted_by_force_alone(tmp_path, command):
    arguments = [command, "-o", tmp_path / "out", "--data", SMALL_FOLDER]
    arguments += ["--from", "2023-12-15", "--to", "2023-12-15"] if command == "site" else []
    assert run(*arguments).exit_code == 0
    own = contents(tmp_path / "out")
    kept = {"CNAME": b"example.org", ".git/config": b"mine", ".well-known/x": b""}
    for path, content in {**kept, "notes.txt": b"precious"}.items():
        (tmp_path / "out" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "out" / path).write_bytes(content)
    error = one_line(refused(*arguments, exit_code=1))
    assert f"has what borders {command} did not write: notes.txt; choose another folder" in error
    assert "--force" in error
    assert contents(tmp_path / "out") == own | kept | {"notes.txt": b"precious"}
    assert run(*arguments, "--force").exit_code == 0
    assert contents(tmp_path / "out") == own | kept
    assert run(*arguments).exit_code == 0
    assert contents(tmp_path / "out") == own | kept


@pytest.mark.parametrize("command", ["site", "export"])
def test_neither_the_data_nor_the_current_folder_is_replaced(
    data_folder, tmp_path, monkeypatch, command
):
    (data_folder.path / marker(command)).touch()
    before = contents(data_folder.path)
    monkeypatch.chdir(data_folder.path)
    for output, data in (
        (data_folder.path, data_folder.path),
        (tmp_path, data_folder.path),
        (".", "."),
        ("..", "."),
        (".", SMALL_FOLDER),
    ):
        error = refused(command, "-o", output, "--data", data, "--force", exit_code=1)
        assert "holds, the " in one_line(error)
    monkeypatch.chdir(tmp_path)
    error = refused(command, "-o", data_folder.path, "--data", data_folder.path, exit_code=1)
    assert "the data folder" in one_line(error)
    assert contents(data_folder.path) == before
    assert run("export", "-o", data_folder.path / "out", "--data", data_folder.path).exit_code == 0
    assert before.items() <= contents(data_folder.path).items()


def test_init_does_not_fill_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "current folder" in one_line(refused("init", ".", exit_code=1))


def test_nothing_is_exported_from_an_unsound_record(data_folder, tmp_path):
    data_folder.edit_crossing("salla", position=[29.0, 66.0])
    error = refused("export", "-o", tmp_path / "out", "--data", data_folder.path, exit_code=1)
    assert "off-the-frontier" in error
    assert not (tmp_path / "out").exists()


def test_a_data_folder_made_of_an_export_is_the_same_record(ds, tmp_path):
    """The tables that are written are those of a data folder, with columns added."""
    out = tmp_path / "out"
    assert run("export", "-o", out).exit_code == 0
    for name in ("datapackage.json", "places.csv"):  # the one says more there; no download
        (out / name).write_bytes((ds.folder / name).read_bytes())
    columns = [column.name for column in TABLES["closures"]]
    with (out / "closures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (out / "closures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    again = borders.load(out)
    assert {problem.severity for problem in again.problems()} == {"warning"}
    assert again.record.measures == ds.record.measures
    assert again.record.decisions == ds.record.decisions
    assert again.record.claims == ds.record.claims
    for crossing in ds.record.crossings.values():
        for service in crossing.services:
            assert again.timeline(crossing.id, service) == ds.timeline(crossing.id, service)
