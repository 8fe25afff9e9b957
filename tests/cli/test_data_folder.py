"""The commands about a data folder: check for programs, init, compare."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import borders
from borders import atomic_files as files
from borders.cli import main
from borders.query.comparison import Fate, compare
from helpers import failing_disk as faulty
from helpers.data_faults import CLOSED, same_day, uncited
from helpers.editable_folder import Copy

ROOT = Path(__file__).parents[2]
KEYS = ["file", "row", "column", "code", "severity", "message"]


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


# check


def test_check_as_json_has_every_problem_and_its_severity(copy):
    row = copy.cells("closures.csv", CLOSED, status="shut")
    result = run("check", copy.path, "--format", "json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert list(found) == KEYS
    assert found["message"].startswith("'shut' is not one of open, unknown")
    assert list(found.values())[:5] == ["closures.csv", row, "status", "choice", "error"]


def test_check_as_json_of_data_with_warnings_alone_is_a_success(ds):
    result = run("check", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert len(found) == len(ds.problems())
    assert {entry["severity"] for entry in found} <= {"warning"}


def test_check_of_sound_data_is_an_empty_list(tmp_path):
    run("init", tmp_path / "new")
    result = run("check", tmp_path / "new", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert run("check", tmp_path / "new", "--format", "github").stdout == ""


def test_check_prints_warnings_and_counts_them(copy):
    copy.append("sources.csv", id="x", title="x", publisher="x", language="en", form="original")
    result = run("check", copy.path)
    assert result.exit_code == 0
    *lines, last = result.stdout.splitlines()
    assert re.search(rf": {len(lines)} warnings in 21 crossing points", last)
    assert f"sources.csv:{len(borders.load(copy.path).record.sources) + 1}: warning: undated" in (
        "\n".join(lines)
    )


def test_check_counts_errors_and_warnings_apart(copy):
    copy.cells("closures.csv", CLOSED, status="shut")
    copy.write("events.csv", copy.text("events.csv") + "\n")
    result = run("check", copy.path)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"Error: {copy.path}: 1 error, 1 warning"


def annotations(text):
    """What GitHub's runner reads from lines: command, properties and message, unescaped."""

    def plain(value, codes):
        for code, sign in codes:
            value = value.replace(code, sign)
        return value

    data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    for line in text.splitlines():
        command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = (pair.split("=", 1) for pair in properties.split(","))
        own = {key: plain(v, [("%3A", ":"), ("%2C", ","), *data]) for key, v in pairs}
        yield command, own, plain(message, data)


def test_check_for_github_names_file_and_line(copy, monkeypatch):
    row = copy.cells("closures.csv", CLOSED, status="shut")
    monkeypatch.chdir(copy.path.parent)
    result = run("check", copy.path, "--format", "github")
    assert result.exit_code == 1
    ((command, own, message),) = annotations(result.stdout)
    assert command == "error"
    assert own == {"file": "frontier/closures.csv", "line": str(row), "title": "choice"}
    assert message.startswith("[status] 'shut' is not one of")


def test_check_for_github_escapes_what_would_end_the_text(tmp_path, monkeypatch):
    odd = tmp_path / "50%,a:b"
    odd.mkdir()
    copy = Copy(odd)
    copy.cells("closures.csv", CLOSED, status="100%0A::error::x\n")
    monkeypatch.chdir(tmp_path)
    result = run("check", copy.path, "--format", "github")
    ((command, own, message),) = annotations(result.stdout)
    assert command == "error"
    assert own["file"] == "50%,a:b/frontier/closures.csv"
    assert r"'100%0A::error::x\n' is not one of" in message


def test_check_for_github_tells_of_warnings_and_of_a_missing_folder(copy, tmp_path):
    uncited(copy)
    found = list(annotations(run("check", copy.path, "--format", "github").stdout))
    assert {command for command, _, _ in found} == {"warning"}
    ((command, own, _),) = annotations(run("check", tmp_path / "x", "--format", "github").stdout)
    assert (command, own["file"]) == ("error", str(tmp_path / "x"))


def test_the_hook_for_pre_commit_runs_the_check():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == (
        "borders-check",
        "python",
        False,
    )
    touched = re.compile(hook["files"])
    for path in (ROOT / "geodata" / "finland-russia").iterdir():
        assert touched.search(str(path)), path
    command, *arguments = hook["entry"].split()
    assert command == "borders"
    assert run(*arguments).exit_code == 0


# init


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    folder = tmp_path_factory.mktemp("init") / "frontier"
    result = run("init", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    return folder


def test_a_new_folder_has_no_problems_not_even_warnings(started):
    assert borders.load(started).problems() == []


def test_a_new_folder_says_everywhere_that_its_data_is_made_up(started):
    record = borders.load(started).record
    (crossing,) = record.crossings.values()
    texts = [
        record.package.title,
        record.package.attribution,
        crossing.position_note,
        *(entry.note for entry in (*record.sources.values(), *record.decisions.values())),
        *(measure.note for measure in record.measures),
    ]
    assert len(texts) == 6
    assert [text for text in texts if "Example data" not in text] == []
    assert crossing.name == "Example point"
    assert crossing.position == (0, 0)  # in the open sea


def test_a_new_folder_is_its_editors_and_no_site_takes_its_place(started):
    before = sorted(path.name for path in started.iterdir())
    assert not [name for name in before if name.startswith(".")]
    result = run("site", "-o", started, "--data", started, "--to", "2026-01-02")
    assert result.exit_code == 1
    assert "choose another folder" in result.stderr
    assert sorted(path.name for path in started.iterdir()) == before


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_a_map_is_made_from_a_new_folder(started, tmp_path, suffix):
    result = run("map", "2026-01-15", "--data", started, "-o", tmp_path / f"map.{suffix}")
    assert result.exit_code == 0, result.output
    if suffix != "png":
        assert "Example point" in (tmp_path / f"map.{suffix}").read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_map_of_a_new_folder_opens_and_names_its_point(started, tmp_path, browser):
    assert run("map", "2026-01-15", "--data", started, "-o", tmp_path / "map.html").exit_code == 0
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: said.type == "error" and faults.append(said.text))
    page.goto((tmp_path / "map.html").as_uri())
    page.wait_for_selector(".leaflet-marker-icon")
    assert page.locator(".leaflet-marker-icon").count() == 1
    assert "Example point" in page.inner_text("body")
    assert faults == []
    page.close()


def test_a_site_an_export_and_every_answer_are_made_from_a_new_folder(started, tmp_path):
    for command in (
        [
            "site",
            "-o",
            tmp_path / "site",
            "--to",
            "2026-02-05",
            "--base-url",
            "https://example.org/",
        ],
        ["export", "-o", tmp_path / "export"],
        ["status", "example-point", "--at", "2026-01-15"],
        ["history", "example-point"],
        ["history", "--all", "-o", tmp_path / "timeline.svg"],
        ["crossings", "--at", "2026-01-15"],
        ["changes"],
        ["diff", "2025-12-31", "2026-01-01"],
        ["nearest", "0", "1", "--at", "2026-01-15"],
    ):
        result = run(*command, "--data", started)
        assert result.exit_code == 0, (command, result.output, result.exception)
    page = (tmp_path / "site" / "dates" / "2026-01-15" / "index.html").read_text(encoding="utf-8")
    assert "1 of 1 road crossings open" in page


@pytest.mark.parametrize("name", [".hidden", "notes.txt", ".borders-site"])
def test_init_leaves_a_folder_that_is_not_empty_alone(tmp_path, name):
    (tmp_path / name).write_text("mine")
    result = run("init", tmp_path)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "is not empty" in result.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_init_fills_an_empty_folder_and_makes_its_parents(tmp_path):
    assert run("init", tmp_path).exit_code == 0
    assert run("check", tmp_path).exit_code == 0
    assert run("init", tmp_path / "a" / "b").exit_code == 0
    assert run("check", tmp_path / "a" / "b").exit_code == 0


def test_init_over_a_file_is_one_line(tmp_path):
    (tmp_path / "x").write_text("mine")
    result = run("init", tmp_path / "x")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert (tmp_path / "x").read_text() == "mine"


def test_init_that_fails_leaves_nothing(tmp_path, monkeypatch):
    written, write = [], files.write_new

    def fail(folder, path, content):
        written.append(path)
        with faulty.at(int(len(written) == 3), faulty.full):
            write(folder, path, content)

    monkeypatch.setattr(files, "write_new", fail)
    result = run("init", tmp_path / "new")
    assert len(written) == 3
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "No space left" in result.stderr
    assert list(tmp_path.iterdir()) == []


# compare


def hours_of(ds, start, end):
    """Every other hour of some days, and the minute before."""
    at = ds.when(start).start
    while at < ds.when(end).end:
        yield from (at - timedelta(minutes=1), at)
        at += timedelta(hours=2)


def reopened(copy):
    row = {"decision": "fi-10", "confidence": "primary", "sources": "interfax-111008"}
    copy.append(
        "decisions.csv", id="fi-10", title="Reopening", authority="Government of Finland",
        sides="fi", decided_at="2025-05-02", effective_from="2025-05-05T06:00", replaces="fi-9",
        sources="interfax-111008",
    )  # fmt: skip
    copy.append(
        "closures.csv", crossing="vaalimaa", service="road", status="open",
        valid_from="2025-05-05T06:00", **row,
    )  # fmt: skip


EDITS = {
    "nothing": Copy.problems,
    "a decision that reopens": reopened,
    "a correction": same_day(effective="2025-04-17", replaces="fi-9"),
    "an hour": lambda copy: copy.cells(
        "closures.csv", {"crossing": "niirala", "decision": "fi-5"}, valid_from="2023-12-15T16:00"
    ),
    "an end": lambda copy: copy.cells("closures.csv", CLOSED, valid_until="2024-06-30"),
    "a replacement taken back": lambda copy: copy.cells(
        "decisions.csv", {"id": "fi-4"}, replaces="", effective_from=""
    ),
    "a crossing more": lambda copy: copy.add_crossing(),
    "a service more": lambda copy: copy.swap(
        "crossings.geojson", '"services": ["road", "bicycle", "asylum"]', '"services": ["asylum", '
        '"road", "bicycle", "boat"]',
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
def test_a_comparison_is_what_asking_hour_by_hour_finds(copy, ds, edit, backwards):
    edit(copy)
    pair = (borders.load(copy.path), ds) if backwards else (ds, borders.load(copy.path))
    found = [one for one in compare(*pair).restated if "status" in one.changed]

    def answer(data, crossing, service, at):
        known = data.record.crossings.get(crossing)
        offered = known and service in known.services
        return data.timeline(crossing, service).at(at).status if offered else "unknown"

    days = [
        *(("2019-01-01", "2019-01-01"), ("2023-12-10", "2023-12-20"), ("2024-06-29", "2024-07-02")),
        *(("2025-04-14", "2025-04-20"), ("2025-05-01", "2025-05-01"), ("2025-05-04", "2025-05-06")),
    ]
    moments = [at for first, last in days for at in hours_of(ds, first, last)]
    services = {(c.id, s) for data in pair for c, s in data.services()}
    unlike = 0
    for (crossing, service), at in product(services, moments):
        before, after = (answer(data, crossing, service, at) for data in pair)
        told = [
            (one.before.status, one.after.status)
            for one in found
            if (one.crossing.id, one.service) == (crossing, service)
            and (one.start is None or one.start <= at)
            and (one.end is None or at < one.end)
        ]
        assert told == ([(before, after)] if before != after else [])
        unlike += before != after
    assert bool(unlike) == bool(found)


def test_stretches_end_where_the_difference_does(copy, ds):
    EDITS["an hour"](copy)
    (one,) = compare(ds, borders.load(copy.path)).restated
    assert (one.crossing.id, one.before.status, one.after.status) == ("niirala", "open", "closed")
    assert (one.before.decision, one.after.decision) == ("fi-4", "fi-5")
    assert one.start == datetime.fromisoformat("2023-12-15T16:00+02:00")
    assert one.end == datetime.fromisoformat("2023-12-15T20:00+02:00")


def test_a_record_does_not_differ_from_itself(ds, copy):
    found = compare(ds, borders.load(copy.path))
    assert (found.restated, found.entries, found.added, found.removed) == ((), (), 0, 0)
    assert run("compare", copy.path).stdout == "Nothing differs.\n"
    assert run("compare", copy.path, copy.path).stdout == "Nothing differs.\n"


def test_what_changes_no_status_is_told_too(ds, copy):
    copy.cells("closures.csv", CLOSED, confidence="weak", note="Another note.")
    copy.cells("sources.csv", {"id": "mfa-2016-04-08"}, title="Another title")
    copy.cells("events.csv", {}, note="Another note.")
    copy.package("verified_through", "2026-07-03")
    found = compare(ds, borders.load(copy.path))
    (one,) = found.restated
    assert one.changed == ("confidence", "note")
    assert [(e.table, e.fate, e.columns) for e in found.entries] == [
        ("package", Fate.ALTERED, ("verified_through",)),
        ("sources", Fate.ALTERED, ("title",)),
        ("events", Fate.ALTERED, ("note",)),
    ]
    assert (found.added, found.removed) == (1, 1)


def test_a_measure_that_governs_nowhere_is_counted(ds, copy):
    copy.cells("closures.csv", {"crossing": "vaalimaa", "decision": "fi-1"}, note="Another note.")
    copy.append(
        "closures.csv", crossing="vaalimaa", service="road", status="closed", decision="fi-1",
        confidence="weak", sources="interfax-111008", valid_from="2024-03-01",
    )  # fmt: skip
    found = compare(ds, borders.load(copy.path))
    assert (found.added, found.removed) == (2, 1)


def test_rows_in_another_order_are_no_difference(ds, copy):
    for file in ("closures.csv", "events.csv", "sources.csv"):
        header, *rows = copy.text(file).splitlines()
        copy.write(file, "\n".join([header, *rows[::-1]]) + "\n")
    found = compare(ds, borders.load(copy.path))
    assert (found.restated, found.entries, found.added, found.removed) == ((), (), 0, 0)


def test_the_frontier_is_compared(ds, copy):
    copy.swap("frontier.geojson", "[27.293044, 60.200203]", "[27.293044, 60.200204]")
    (entry,) = compare(ds, borders.load(copy.path)).entries
    assert (entry.table, entry.fate) == ("frontier", Fate.ALTERED)


def test_compare_as_json(ds, copy):
    reopened(copy)
    result = run("compare", ds.folder, copy.path, "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert list(found) == ["restated", "entries", "closures"]
    road = [one for one in found["restated"] if one["crossings"] == ["vaalimaa"]]
    one = next(one for one in road if one["service"] == "road")
    assert one["from"] == "2025-05-05T06:00+03:00"
    assert one["until"] is None
    assert (one["old"]["status"], one["old"]["decision"]) == ("closed", "fi-9")
    assert (one["new"]["status"], one["new"]["decision"]) == ("open", "fi-10")
    assert found["entries"] == [
        {
            "table": "decisions",
            "id": "fi-10",
            "title": "Reopening",
            "change": "added",
            "columns": [],
        }
    ]
    assert found["closures"] == {"added": 1, "removed": 0}


def test_compare_of_a_folder_that_is_none_is_one_error(tmp_path):
    result = run("compare", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "no-folder" in result.stderr
