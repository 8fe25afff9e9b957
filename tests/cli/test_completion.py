"""Completion for shells: what they offer, in the reader's language, and that it never disturbs."""

import shutil
import subprocess

import pytest

from borders.cli import main
from borders.model import Service
from helpers.commands import python

WHENS = ["now", "yesterday", "today", "tomorrow"]


def completed(line, shell="bash", **environment):
    """The words that a shell offers for the last word of a command line."""
    words = line.split(" ")
    given = {
        "_BORDERS_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    output = python("-m", "borders", **given, **environment).stdout.splitlines()
    if shell == "zsh":
        return output[1::3]
    return [line.split(",")[1].split("\t")[0] for line in output if line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell):
    assert completed("borders ", shell) == main.list_commands(None)
    assert completed("borders st", shell) == ["status", "stats"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("borders status vaal", ["Vaalimaa"]),
        ("borders --lang fi history Vai", ["Vainikkala"]),
        ("borders --lang ru status Ва", ["Ваалимаа", "Вайниккала", "Вартиус"]),
        ("borders --lang ru status varti", ["Вартиус", "vartius-rail"]),
        ("borders stats vaalimaa sal", ["Salla"]),
        ("borders claims raj", ["Raja-Jooseppi"]),
        ("borders status --data nowhere v", []),
        ("borders status --data finl", ["finland-russia"]),
        ("borders status --service ", [str(service) for service in Service]),
        ("borders --lang ", ["en", "fi", "sv", "ru"]),
        ("borders status --e", ["--explain"]),
        ("borders stats --by ", ["year", "month"]),
        *((f"borders {line} ", WHENS) for line in ("status --at", "stats --as-of", "site --to")),
        *((f"borders {line} to", WHENS[2:]) for line in ("map", "diff now", "changes --from")),
        ("borders map now -o ", [""]),  # which asks for files
    ],
)
def test_shells_complete_names_choices_and_options(line, words):
    assert completed(line) == words


def test_the_name_that_is_offered_is_found():
    for word in completed("borders --lang fi status "):
        python("-m", "borders", "status", word)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_one(shell):
    script = python("-m", "borders", _BORDERS_COMPLETE=f"{shell}_source").stdout
    assert "_BORDERS_COMPLETE" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize("instruction", ["bash_complete", "fish_complete", "tcsh_source", "x"])
def test_a_shell_that_asks_wrongly_is_told_nothing(instruction):
    process = python("-m", "borders", check=False, _BORDERS_COMPLETE=instruction, BORDERS_DEBUG="")
    assert (process.returncode, process.stderr) == (1, "")
