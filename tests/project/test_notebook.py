"""The example notebook runs from its first cell to its figure, and shows no more than a screen."""

import ast
import json
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest

from helpers.paths import ROOT

NOTEBOOK = json.loads((ROOT / "geodata/examples/closure.ipynb").read_text(encoding="utf-8"))


def run_cells():
    """Run the code cells one after the other; the value at the end of each that has one."""
    names = {}
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), names)
        if last:
            yield eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)


def test_the_notebook_runs_from_the_record_to_its_figure(tmp_path, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib", reason="the extra `plot`")
    matplotlib.use("Agg")
    monkeypatch.chdir(tmp_path)
    shown = list(run_cells())
    assert all(len(repr(value).splitlines()) <= 20 for value in shown)
    assert sum(hasattr(value, "_repr_html_") for value in shown) >= 5
    assert ET.parse(tmp_path / "closure.svg").getroot().tag.endswith("svg")
    for name in ("closure.fgb", "closure.geojson"):
        frame = gpd.read_file(tmp_path / name)
        assert set(frame[frame["way"] == "road"]["status"]) <= {"closed", "unknown"}
        assert frame.set_index("crossing").loc["vaalimaa", "since"] is not None


def test_the_notebook_is_committed_without_outputs():
    code = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
