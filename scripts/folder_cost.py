#!/usr/bin/env python3
"""Measure what one data folder costs: seconds of each step, and memory, as JSON.

    python scripts/folder_cost.py FOLDER
    python scripts/folder_cost.py FOLDER --dates 5

Seconds are of CPU, so that other programs on the machine count little. The steps are `load`
(read the files), `resolve` (build every timeline) and `check` (look for problems); with `--dates`
also `site` (write the site in English, with pages for so many dates). `read` is the time in which
pandas reads the closure table alone, and `gigabytes` the most memory that the process ever held.
As in the command `borders`, the cyclic garbage collector is off.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import tempfile
from datetime import timedelta
from pathlib import Path
from time import process_time

import pandas as pd

import borders
from borders.language import SOURCE
from borders.site import build


def cost(folder: Path, dates: int) -> dict[str, float]:
    """The seconds of each step by its name, and the gigabytes."""
    borders.load().problems()  # what the first call imports is left out
    times = {}
    start = process_time()

    def lap(step: str) -> None:
        nonlocal start
        times[step] = process_time() - start
        start = process_time()

    pd.read_csv(folder / "closures.csv")
    lap("read")
    dataset = borders.load(folder)
    lap("load")
    for crossing, service in dataset.services():
        dataset.timeline(crossing.id, service)
    lap("resolve")
    dataset.problems()
    lap("check")
    if dates:
        changes = dataset.change_days()
        last = changes[len(changes) // 2]
        first = last - timedelta(dates - 1)
        with tempfile.TemporaryDirectory() as parent:
            start = process_time()
            site = Path(parent, "site")
            build.build(dataset, site, first, last, every_day=True, languages=[SOURCE])
            lap("site")
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # Linux: kilobytes
    return times | {"gigabytes": gigabytes}


def main() -> None:
    """Print the cost of the folder that the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dates", type=int, default=0)
    gc.disable()
    print(json.dumps(cost(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
