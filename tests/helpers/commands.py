"""Running a command, and Python in a new process."""

import json
import os
import subprocess
import sys

from click.testing import CliRunner

from borders.cli import main


def run(*arguments, lang="", **environment):
    """Run a command: the result's `exit_code`, `stdout`, `stderr` and `output`, which is both.

    With `lang` it answers in that language. `environment` is added to that of the tests.
    """
    options = ["--lang", lang] if lang else []
    return CliRunner().invoke(main, [*options, *map(str, arguments)], env=environment)


def printed(*arguments, **options):
    """Standard output of a command that must succeed; `options` are those of `run`."""
    result = run(*arguments, **options)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments, exit_code=2, **options):
    """Standard error of a command that must fail and print nothing; `options` as for `run`."""
    result = run(*arguments, **options)
    assert (result.exit_code, result.stdout) == (exit_code, ""), result.output
    return result.stderr


def answer(*arguments, **options):
    """The JSON that a command prints, which must succeed; `options` are those of `run`."""
    return json.loads(printed(*arguments, "--format", "json", **options))


def python(*arguments, check=True, cwd=None, **environment):
    """Run Python in a new process, e.g. `python("-m", "borders", "check", TZ="UTC")`.

    It must succeed unless `check` is false. `environment` is added to that of the tests.
    """
    process = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0 or not check, process.stderr
    return process
