"""Python 3.14 reads times as this one does, and says the same of those it refuses.

It is CPython in WebAssembly, which npm brings: no registry has the interpreter for this machine.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tzdata

from helpers.paths import ROOT

TEXTS = [
    *("2023-12-15", "15.12.2023", "2023-12-15 20:00:00+02", "2023-12-15T18:00:00.000Z"),
    *("2023-12-15t18:00z", "15.12.2023 20:00", "2023-12-15T20:00:00,5+0200", "20231215"),
    *("2023-12-15T24:00", "2023-12-15T25:00", "2023-13-01", "2023-02-29", "0000-01-01"),
    *("2023-12-15T20:60", "2016-12-31T23:59:60Z", "2023-12-15T20:00+25:00", "12/15/2023"),
    *("15.12.23", "2023-W50-5", "2023-12-15T20", "2024-03-31T03:30", "2023-10-29T03:30"),
    *("9999-12-31", "0001-01-01T00:00", "1250-10-29T03:30", "２０２３-１２-１５"),
]
PROGRAM = """
import json, sys, zoneinfo
from borders import language, local_time
from borders.errors import WhenError

def answer(text):
    try:
        return local_time.when(text, zone).iso(zone)
    except WhenError as error:
        return str(error)

zone, answers = zoneinfo.ZoneInfo("Europe/Helsinki"), {}
for code in language.LANGUAGES:
    with language.use(code):
        answers[code] = [answer(text) for text in json.loads(texts)]
result = json.dumps([sys.version_info[:2], answers])
"""
NODE = """
const {loadPyodide} = await import(process.argv[1]);
const python = await loadPyodide(), [, , borders, packages, texts, program] = process.argv;
python.mountNodeFS("/borders", borders);
python.mountNodeFS("/packages", packages);
python.globals.set("texts", texts);
python.runPython(`import sys
sys.dont_write_bytecode = True
sys.path[:0] = ["/borders", "/packages"]`);
python.runPython(program);
console.log(python.globals.get("result"));
"""


@pytest.mark.html
def test_python_3_14_has_the_same_answers_and_words():
    pyodide = Path(sys.prefix) / "html" / "node_modules" / "pyodide" / "pyodide.mjs"
    assert pyodide.is_file(), "Pyodide is needed: run ./scripts/test"
    texts, packages = json.dumps(TEXTS), Path(tzdata.__file__).parents[1]
    node = Path(sys.executable).parent / "node"
    program = [node, "--input-type=module", "--eval", NODE]
    printed = subprocess.run(
        [*program, pyodide.as_uri(), ROOT, packages, texts, PROGRAM],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    there, answers = json.loads(printed)
    assert there == [3, 14]
    names = {"texts": texts}
    exec(PROGRAM, names)
    assert answers == json.loads(names["result"])[1]
    assert answers["en"][:2] == ["2023-12-15"] * 2
