"""The commands `check`, `init` and `compare`."""

import json
import re

import pytest
import yaml

import borders
from borders import atomic_files
from borders.record.problems import DataError
from helpers.commands import answer, printed, refused, run
from helpers.data_faults.fault import CLOSURE
from helpers.data_faults.meaning import adds_an_uncited_source
from helpers.editable_folder import EditableFolder
from helpers.edits import breaks_much, reopens_vaalimaa
from helpers.failing_disk import at_operation, disk_full
from helpers.folders import file_names
from helpers.paths import ROOT
from helpers.sites import BASE_URL

KEYS = ["file", "row", "column", "code", "severity", "message"]


# check


def test_check_as_json_has_every_problem_and_its_severity(data_folder):
    row = CLOSURE.set(data_folder, status="shut")
    result = run("check", data_folder.path, "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert list(problem) == KEYS
    assert problem["message"].startswith("'shut' is not one of open, unknown")
    assert list(problem.values())[:5] == ["closures.csv", row, "status", "choice", "error"]


def test_check_as_json_of_data_with_warnings_alone_is_a_success(ds):
    problems = answer("check")
    assert len(problems) == len(ds.problems())
    assert {entry["severity"] for entry in problems} <= {"warning"}


def test_check_of_sound_data_is_an_empty_list(tmp_path):
    run("init", tmp_path / "new")
    result = run("check", tmp_path / "new", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert run("check", tmp_path / "new", "--format", "github").stdout == ""


def test_check_prints_warnings_and_counts_them(data_folder):
    data_folder.append_row(
        "sources.csv", id="x", title="x", publisher="x", language="en", form="original"
    )
    text = printed("check", data_folder.path)
    *lines, _, _, last = text.splitlines()  # the shares of confidence, and the standing
    assert re.search(rf": {len(lines)} warnings in 21 crossing points", last)
    assert f"sources.csv:{len(data_folder.load().record.sources) + 1}: warning: undated" in (
        "\n".join(lines)
    )


def test_check_counts_errors_and_warnings_apart(data_folder):
    CLOSURE.set(data_folder, status="shut")
    data_folder.write("events.csv", data_folder.text("events.csv") + "\n")
    error = refused("check", data_folder.path, exit_code=1)
    assert error.splitlines()[0] == f"Error: {data_folder.path}: 1 error, 1 warning"


def test_check_says_what_it_looked_at(ds):
    text = printed("check")
    assert f"in {len(ds.record.crossings)} crossing points" in text.splitlines()[-1]


def test_check_prints_every_problem_on_a_line_of_stderr_and_exits_1(data_folder):
    expected = breaks_much(data_folder)
    result = run("check", data_folder.path)
    problems = data_folder.problems()
    assert result.exit_code == 1
    assert result.stdout == ""
    heading, *lines = result.stderr.splitlines()
    assert heading == f"Error: {data_folder.path}: {len(expected)} errors"
    assert lines == [str(problem) for problem in problems]
    assert lines[1].startswith(f"closures.csv:{expected[1][2]} [status]: choice: 'shut' is not one")


def test_check_finds_what_only_the_deep_rules_see(data_folder):
    row = CLOSURE.set(data_folder, hours="8-20")
    error = refused("check", data_folder.path, exit_code=1)
    assert f"closures.csv:{row} [hours]: hours: " in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.unlink(missing_ok=True), "no-folder"),
        (lambda path: path.write_text("x"), "no-folder"),
        (lambda path: path.mkdir(), "no-file"),
    ],
    ids=["missing", "a file", "empty"],
)
def test_a_folder_that_is_none_is_one_error(tmp_path, make, code):
    folder = tmp_path / "data"
    make(folder)
    with pytest.raises(DataError) as caught:
        borders.load(folder)
    assert {problem.code for problem in caught.value.problems} == {code}
    error = refused("check", folder, exit_code=1)
    assert error.startswith(f"Error: {folder}: ")
    assert "Traceback" not in error


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


def test_check_for_github_names_file_and_line(data_folder, monkeypatch):
    row = CLOSURE.set(data_folder, status="shut")
    monkeypatch.chdir(data_folder.path.parent)
    result = run("check", data_folder.path, "--format", "github")
    assert result.exit_code == 1
    ((command, own, message),) = annotations(result.stdout)
    assert command == "error"
    assert own == {"file": "finland-russia/closures.csv", "line": str(row), "title": "choice"}
    assert message.startswith("[status] 'shut' is not one of")


def test_check_for_github_escapes_what_would_end_the_text(tmp_path, monkeypatch):
    odd = tmp_path / "50%,a:b"
    odd.mkdir()
    data_folder = EditableFolder(odd)
    CLOSURE.set(data_folder, status="100%0A::error::x\n")
    monkeypatch.chdir(tmp_path)
    result = run("check", data_folder.path, "--format", "github")
    ((command, own, message),) = annotations(result.stdout)
    assert command == "error"
    assert own["file"] == "50%,a:b/finland-russia/closures.csv"
    assert r"'100%0A::error::x\n' is not one of" in message


def test_check_for_github_names_warnings_and_a_missing_folder(data_folder, tmp_path):
    adds_an_uncited_source(data_folder)
    listed = list(annotations(run("check", data_folder.path, "--format", "github").stdout))
    assert {command for command, _, _ in listed} == {"warning"}
    ((command, own, _),) = annotations(run("check", tmp_path / "x", "--format", "github").stdout)
    assert (command, own["file"]) == ("error", str(tmp_path / "x"))


def test_the_hook_for_pre_commit_runs_the_check():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"]) == ("borders-check", "python")
    assert hook["pass_filenames"] is False
    touched = re.compile(hook["files"])
    for path in (ROOT / "geodata" / "finland-russia").iterdir():
        assert touched.search(str(path)), path
    command, *arguments = hook["entry"].split()
    assert command == "borders"
    assert run(*arguments).exit_code == 0


# init


@pytest.fixture(scope="module")
def new_folder(tmp_path_factory):
    """A folder that `borders init` made."""
    folder = tmp_path_factory.mktemp("init") / "frontier"
    assert printed("init", folder) == ""
    return folder


def test_a_new_folder_has_no_problems_not_even_warnings(new_folder):
    assert borders.load(new_folder).problems() == []


def test_a_new_folder_says_everywhere_that_its_data_is_made_up(new_folder):
    record = borders.load(new_folder).record
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


def test_a_new_folder_is_its_editors_and_no_site_takes_its_place(new_folder):
    before = file_names(new_folder)
    assert not [name for name in before if name.startswith(".")]
    error = refused(
        "site", "-o", new_folder, "--data", new_folder, "--to", "2026-01-02", exit_code=1
    )
    assert "choose another folder" in error
    assert file_names(new_folder) == before


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_a_map_is_made_from_a_new_folder(new_folder, tmp_path, suffix):
    printed("map", "2026-01-15", "--data", new_folder, "-o", tmp_path / f"map.{suffix}")
    if suffix != "png":
        assert "Example point" in (tmp_path / f"map.{suffix}").read_text(encoding="utf-8")


def test_a_site_an_export_and_every_answer_are_made_from_a_new_folder(new_folder, tmp_path):
    for command in (
        ["site", "-o", tmp_path / "site", "--to", "2026-02-05", "--base-url", BASE_URL],
        ["export", "-o", tmp_path / "export"],
        ["status", "example-point", "--at", "2026-01-15"],
        ["history", "example-point"],
        ["history", "--all", "-o", tmp_path / "timeline.svg"],
        ["crossings", "--at", "2026-01-15"],
        ["changes"],
        ["diff", "2025-12-31", "2026-01-01"],
        ["nearest", "0", "1", "--at", "2026-01-15"],
    ):
        printed(*command, "--data", new_folder)
    page = (tmp_path / "site" / "dates" / "2026-01-15" / "index.html").read_text(encoding="utf-8")
    assert "is open, since " in page


@pytest.mark.parametrize("name", [".hidden", "notes.txt", ".borders-site"])
def test_init_leaves_a_folder_that_is_not_empty_alone(tmp_path, name):
    (tmp_path / name).write_text("mine")
    error = refused("init", tmp_path, exit_code=1)
    assert error.count("\n") == 1
    assert "is not empty" in error
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_init_fills_an_empty_folder_and_makes_its_parents(tmp_path):
    assert run("init", tmp_path).exit_code == 0
    assert run("check", tmp_path).exit_code == 0
    assert run("init", tmp_path / "a" / "b").exit_code == 0
    assert run("check", tmp_path / "a" / "b").exit_code == 0


def test_init_over_a_file_is_one_line(tmp_path):
    (tmp_path / "x").write_text("mine")
    error = refused("init", tmp_path / "x", exit_code=1)
    assert error.count("\n") == 1
    assert (tmp_path / "x").read_text() == "mine"


def test_init_that_fails_leaves_nothing(tmp_path, monkeypatch):
    written, write = [], atomic_files.write_in_new_folder

    def fail(folder, path, content):
        written.append(path)
        with at_operation(int(len(written) == 3), disk_full):
            write(folder, path, content)

    monkeypatch.setattr(atomic_files, "write_in_new_folder", fail)
    result = run("init", tmp_path / "new")
    assert len(written) == 3
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "No space left" in result.stderr
    assert list(tmp_path.iterdir()) == []


# compare


def test_compare_as_json(ds, data_folder):
    reopens_vaalimaa(data_folder)
    view = answer("compare", ds.folder, data_folder.path)
    assert list(view) == ["restated", "entries", "closures"]
    (road_change,) = [
        change
        for change in view["restated"]
        if (change["crossings"], change["service"]) == (["vaalimaa"], "road")
    ]
    assert road_change["from"] == "2025-05-05T06:00+03:00"
    assert road_change["until"] is None
    assert (road_change["old"]["status"], road_change["old"]["decision"]) == ("closed", "fi-9")
    assert (road_change["new"]["status"], road_change["new"]["decision"]) == ("open", "fi-10")
    (entry,) = view["entries"]
    assert entry == {
        "table": "decisions",
        "id": "fi-10",
        "title": "Reopening",
        "change": "added",
        "columns": [],
    }
    assert view["closures"] == {"added": 1, "removed": 0}


def test_compare_of_a_folder_that_is_none_is_one_error(tmp_path):
    error = refused("compare", tmp_path / "nowhere", exit_code=1)
    assert "no-folder" in error
