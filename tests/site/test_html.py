"""The HTML conforms to the standard, by html-validate."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.paths import ROOT


@pytest.mark.html
def test_the_html_conforms(december_site, published_site, single_map_of):
    program = Path(sys.prefix) / "html" / "node_modules" / ".bin" / "html-validate"
    assert program.is_file(), "html-validate is needed: run ./scripts/test"
    command = [
        program,
        "--config",
        ROOT / "tests" / "html" / "htmlvalidate.json",
        "--formatter",
        "json",
    ]
    every = [path for folder in (december_site, published_site) for path in folder.rglob("*.html")]
    # its script asks for node by name, which lies in Python's folder
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    result = subprocess.run(
        [*command, single_map_of("2023-12-15"), *every],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    assert result.stdout, result.stderr
    assert json.loads(result.stdout) == []
    assert result.returncode == 0
