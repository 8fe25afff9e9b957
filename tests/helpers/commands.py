"""Commands as a person or a program gives them."""

from __future__ import annotations

import json

from click.testing import CliRunner

from borders.cli import main


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def answer(*arguments):
    """What a command prints as JSON."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
