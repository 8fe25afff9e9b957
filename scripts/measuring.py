"""Measurement of two acts in turns, and a row of the bench's table."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

Act = Callable[[], object]


class Row(NamedTuple):
    """One row of the table: what is measured, ours, the reference, their ratio, and the goal."""

    what: str
    ours: str
    reference: str
    ratio: float
    goal: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.ours} | {self.reference} | {self.ratio:,.2f} | {self.goal} |"


class Medians(NamedTuple):
    """The median seconds of an act and of its reference, and the median of their ratios."""

    ours: float
    reference: float
    ratio: float


def seconds(act: Act, clock: Callable[[], float] = perf_counter) -> float:
    """The seconds that one call takes by a clock; garbage is collected before it."""
    gc.collect()
    start = clock()
    act()
    return clock() - start


def medians(pairs: Iterable[tuple[float, float]]) -> Medians:
    """The medians of pairs of seconds: ours, and the reference measured right after it."""
    ours, reference = zip(*(measured := list(pairs)), strict=True)
    return Medians(median(ours), median(reference), median(a / b for a, b in measured))


def in_turns(runs: int, ours: Act, reference: Act) -> Medians:
    """Measure two acts in turns, so that both meet the same load of the machine."""
    return medians((seconds(ours), seconds(reference)) for _ in range(runs))


def repeated(act: Act, count: int) -> Act:
    """An act that is the given act, `count` times."""

    def acts() -> None:
        for _ in range(count):
            act()

    return acts


def process(*command: str | Path) -> Act:
    """An act that runs a command to its end; it is run once here, so that modules are compiled."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def act() -> None:
        subprocess.run(list(map(str, command)), check=True, capture_output=True, env=environment)

    act()
    return act


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is removed at the end of the `with` block."""
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def time_text(duration: float) -> str:
    """Seconds as text with a unit, e.g. "12.3 ms"."""
    if duration >= 1:
        return f"{duration:,.1f} s"
    return f"{duration * 1e3:,.1f} ms" if duration >= 1e-4 else f"{duration * 1e6:,.2f} µs"
