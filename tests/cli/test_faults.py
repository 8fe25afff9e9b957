"""Errors that nobody foresaw, interruptions, and clocks at the ends of time."""

import subprocess
import sys

import pytest

from borders.cli import status_text
from helpers.commands import refused, run

STATUS = ["status", "vaalimaa", "--at", "2023-12-15"]


@pytest.fixture
def faulty(monkeypatch):
    """`borders status` with a bug."""

    def bug(*_arguments):
        raise KeyError("borders\x1b")

    monkeypatch.setattr(status_text, "status", bug)


@pytest.mark.parametrize("code", ["en", "fi", "sv", "ru"])
def test_an_error_that_nobody_foresaw_is_one_line_to_report(faulty, code):
    error = refused(*STATUS, lang=code, exit_code=1, BORDERS_DEBUG="")
    assert error.count("\n") == 1
    assert r"KeyError: 'borders\x1b'" in error
    assert "--debug" in error


def test_a_lack_of_memory_is_one_line(monkeypatch):
    def fail(*_arguments):
        raise MemoryError

    monkeypatch.setattr(status_text, "status", fail)
    assert refused(*STATUS, exit_code=1) == "Error: there is not enough memory\n"


def test_debug_shows_its_traceback(faulty):
    assert isinstance(run("--debug", *STATUS, BORDERS_DEBUG="").exception, KeyError)
    assert isinstance(run(*STATUS, BORDERS_DEBUG="1").exception, KeyError)


@pytest.mark.parametrize(
    "place", ["borders.language", "borders.cli", "borders.query.dataset", "click"]
)
def test_an_interruption_while_modules_are_imported_is_quiet(place):
    program = (
        "import os, runpy, signal, sys\n"
        "class Interruption:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {place!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interruption())\n"
        f"sys.argv[1:] = {STATUS!r}\n"
        "runpy.run_module('borders', run_name='__main__')\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (process.returncode, process.stdout, process.stderr.strip()) == (130, "", "")


@pytest.mark.parametrize("epoch", [-62135596801, -62135596800, 253402300799, 253402300800])
@pytest.mark.parametrize("moment", ["yesterday", "today", "tomorrow", "now"])
def test_a_clock_at_the_ends_of_time_is_one_line_at_most(epoch, moment):
    for command in ("status vaalimaa --at", "crossings --at", "changes --to", "stats salla --to"):
        result = run(*command.split(), moment, SOURCE_DATE_EPOCH=str(epoch))
        assert result.exit_code in (0, 2)
        assert result.stderr.count("\n") == (result.exit_code == 2)
