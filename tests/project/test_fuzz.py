"""Any input ends in an answer or a `BordersError`: what the fuzzer found once, and chance."""

import csv
import importlib.util
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borders
from borders.cli import lookups_text
from borders.record.columns import TABLES
from borders.record.shipped_folders import default_folder
from helpers.commands import python
from helpers.folders import contents
from helpers.paths import SCRIPTS, START


def script(name):
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzz, fuzz_folders = script("fuzz"), script("fuzz_folders")
TARGETS = fuzz.targets()
STORED = sorted(path for name in TARGETS for path in (fuzz.CORPUS / name).iterdir())
FILES = sorted(path.name for path in fuzz.SOUND.iterdir())


@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_stored_input_is_answered_or_refused(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_the_stored_inputs_are_small_and_there_are_some_for_every_target():
    assert {path.parent.name for path in STORED} == set(TARGETS)
    assert sum(path.stat().st_size for path in STORED) < 60_000


def test_the_folder_that_the_fuzzer_starts_from_is_sound():
    assert {problem.code for problem in borders.load(fuzz.SOUND).problems()} == {"gap"}


def test_the_fuzzer_notices_an_error_of_another_kind(monkeypatch):
    monkeypatch.setattr(borders.Dataset, "problems", lambda _: next(iter(())))
    with pytest.raises(StopIteration):
        TARGETS["load"](b"closures.csv\n" + (fuzz.SOUND / "closures.csv").read_bytes())


@settings(max_examples=300)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_time_a_name_or_neither(data):
    TARGETS["when"](data)
    TARGETS["name"](data)


def test_the_fuzzer_of_folders_keeps_what_fails_with_few_edits(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(fuzz_folders, "KEPT", tmp_path)
    arguments = ["-seed=3", "-runs=4"]
    assert python(SCRIPTS / "fuzz.py", "folder", *arguments).stdout.startswith("4 folders, ")
    monkeypatch.setattr(lookups_text, "crossings", lambda *_: next(iter(())))
    with pytest.raises(SystemExit, match="True"):
        fuzz_folders.main("folder", arguments)
    assert "0 failures" not in capsys.readouterr().out
    kept, *_ = (path for path in tmp_path.iterdir() if path.is_dir())
    bases = START, fuzz.SOUND, Path(default_folder())
    assert contents(kept) in map(contents, bases)
    assert "StopIteration" in kept.with_suffix(".txt").read_text(encoding="utf-8")


cells = st.text(max_size=12) | st.sampled_from(
    ["vaalimaa", "fi-4;fi-5", "2023-12-15", "2023-12-15T20:00", "closed", "road", "s", '"', "1"]
)


@settings(max_examples=300)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_any_cells_are_rows_or_problems(name, data):
    columns = [column.name for column in TABLES[name]]
    rows = data.draw(st.lists(st.lists(cells, max_size=len(columns) + 1), max_size=4))
    header = data.draw(st.permutations(columns) | st.lists(cells, max_size=3))
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    TARGETS["table"](f"{name}\n{out.getvalue()}".encode())
    TARGETS["table"](f"{name}\n{','.join(header)}\n{data.draw(st.text())}".encode())


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@st.composite
def broken_json(draw):
    """A JSON file of the folder with any value in any place of it."""
    file = draw(st.sampled_from([name for name in FILES if name.endswith("json")]))
    whole = [json.loads((fuzz.SOUND / file).read_text(encoding="utf-8"))]
    place, key = whole, 0
    for _ in range(draw(st.integers(0, 8))):
        inner = place[key]
        if not (isinstance(inner, dict | list) and inner):
            break
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        place, key = inner, draw(st.sampled_from(keys))
    if isinstance(place, dict) and draw(st.booleans()):
        del place[key]
    else:
        place[key] = draw(values)
    return f"{file}\n{json.dumps(whole[0] if whole else None)}".encode()


@settings(max_examples=600)
@given(broken_json())
def test_a_folder_with_any_value_in_its_json_is_read_or_refused(data):
    TARGETS["load"](data)
