"""Fuzz whole data folders: whatever `borders check` passes, every command can do.

Part of fuzz.py. `folder` runs the look-ups on each folder, `pages` all that is drawn and published;
on a folder with errors some of them, chosen by its number. Folder N of a seed is always the same.
"""

from __future__ import annotations

import argparse
import faulthandler
import shutil
import sys
from collections import Counter
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from helpers.promise import COMMANDS, tried  # noqa: E402
from helpers.random_folders import recipe  # noqa: E402

TARGETS = tuple(COMMANDS)
KEPT = ROOT / "build" / "fuzz"
_OFTEN_S, _MOST_S = 60, 600
_COUNTED = ("folders", "without errors", "with errors", "commands", "failures")


def main(target: str, arguments: list[str]) -> None:
    """Try the folders of a seed; exits with 1 if any breaks the promise.

    Prints how many there were, at the end and now and then. A folder that fails is kept with as few
    edits as make it fail, beside a file that says what failed. One that takes ten minutes ends all.
    """
    parser = argparse.ArgumentParser(f"scripts/fuzz.py {target}", description=__doc__)
    parser.add_argument("-runs", type=int, default=1000, help="how many folders; default: 1000")
    parser.add_argument("-seed", type=int, default=1, help="default: 1")
    parser.add_argument("-first", type=int, default=0, help="number of the first; default: 0")
    chosen = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    began = told = monotonic()

    def tell() -> None:
        seconds = monotonic() - began
        figures = (f"{counts[name]:,} {name}" for name in _COUNTED)
        print(", ".join(figures), f"in {seconds:,.0f} s", flush=True)

    for number in range(chosen.first, chosen.first + chosen.runs):
        faulthandler.dump_traceback_later(_MOST_S, exit=True, file=sys.__stderr__)
        name = f"{target}-{chosen.seed}-{number}"
        outcome = tried(target, name, recipe(name))
        counts["folders"] += 1
        counts["without errors" if outcome.passed else "with errors"] += 1
        counts["commands"] += outcome.commands
        if outcome.faults:
            counts["failures"] += 1
            keep(target, name)
        if monotonic() - told > _OFTEN_S:
            told = monotonic()
            tell()
    faulthandler.cancel_dump_traceback_later()
    tell()
    sys.exit(bool(counts["failures"]))


def keep(target: str, name: str) -> None:
    """Save a folder that fails, with as few edits as make it fail, and print what failed."""
    smallest = recipe(name).smaller(lambda fewer: bool(tried(target, name, fewer).faults))
    folder = KEPT / name
    shutil.rmtree(folder, ignore_errors=True)
    smallest.write(folder)
    text = "".join(f"{fault}\n" for fault in tried(target, name, smallest).faults)
    folder.with_suffix(".txt").write_text(text, encoding="utf-8")
    print(f"{folder}: {text.splitlines()[0]}", flush=True)
