"""What the README shows is what the commands do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.editable_folder import Copy

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = "\n".join(re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", CONSOLE, re.MULTILINE)
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
ENVIRONMENT = os.environ | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
}


def test_the_readme_has_commands():
    assert len(COMMANDS) >= 5
    assert {"./scripts/site", "./scripts/test"} <= set(README[:1500].split())


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_a_command_prints_what_the_readme_shows(command, shown, tmp_path):
    result = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == shown.rstrip("\n") + ("\n" if shown.strip() else "")


def test_the_analysis_prints_what_the_readme_shows(tmp_path):
    _, code = PYTHON
    (shown,) = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(code.splitlines()) <= 20
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.stderr) == (shown, "")
    assert "Vaalimaa, road: Open" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_the_python_example_runs():
    code, _ = PYTHON
    names: dict[str, object] = {}
    exec(code, names)
    ds = names["ds"]
    for line in re.findall(r"^ds\..*", code, re.MULTILINE):
        value = eval(line.partition("#")[0], names)
        if "Status.CLOSED" in line:
            assert repr(value) == "<Status.CLOSED: 'closed'>"
    assert ds


def test_the_decision_added_in_the_data_s_readme_makes_the_difference_that_is_shown(tmp_path):
    text = (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")
    (added,) = re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (command, shown) = re.findall(
        r"^```console\n\$ (.*?)\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )[0]
    before = Copy(tmp_path)
    for row in added.splitlines():
        assert row[0] == "+"
        files = [
            file
            for file in ("decisions.csv", "closures.csv")
            if f"\n{row[1:]}\n" in before.text(file)
        ]
        assert len(files) == 1, f"{row} is not in the data"
        before.swap(files[0], f"\n{row[1:]}\n", "\n")
    before.path.rename(tmp_path / "before")
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == shown


def test_every_file_of_the_data_is_described():
    folder = Path(__file__).parents[2] / "geodata"
    described = (folder / "README.md").read_text(encoding="utf-8")
    for path in (folder / "finland-russia").iterdir():
        if path.name != "datapackage.json":
            assert f"`{path.name}`" in described
