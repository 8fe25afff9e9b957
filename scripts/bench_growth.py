"""The bench's parts on growth: what ten times as many measures, crossings or dates cost."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import folder_cost
import world
from measuring import Row, seconds, temporary_folder, time_text

import borders
from borders.language import SOURCE
from borders.pictures import arrivals_chart
from borders.record.columns import TABLES
from borders.record.problems import DataError
from borders.site import build
from borders.site.edition import Edition
from borders.site.pages import record
from borders.views.arrivals_chart import chart_view
from borders.views.page_days import Days

START = Path(borders.__file__).parent / "start"

STEPS = ("load", "resolve", "check", "site")
FIRST, LAST = date(2023, 11, 1), date(2026, 11, 1)
GOAL = "≤ 1"
"""For ten times as much, at most ten times the time. What outgrows the processor's caches is
somewhat slower; a loop within a loop would be 10 times slower."""


def crossings() -> Iterator[Row]:
    """Made-up records of ten and a hundred times as many crossings, each with as many measures."""
    yield from _growth([(20, 1_000, 400), (200, 10_000, 400), (2_000, 100_000, 400)])


def measures() -> Iterator[Row]:
    """Made-up records of ten and a hundred times as many measures on the same 60 crossings."""
    yield from _growth([(60, 1_000, 4000), (60, 10_000, 4000), (60, 100_000, 4000)])


def dates() -> Iterator[Row]:
    """The site of the record, with the pages of ten and a hundred times as many dates."""
    dataset = borders.load()
    with temporary_folder() as folder:
        times = []
        for count in (1, 11, 110, 1_100):  # the first site imports what the others use
            last = FIRST + timedelta(count - 1)
            site = partial(build.build, dataset, folder / str(count), FIRST, last)
            times.append(seconds(partial(site, every_day=True, languages=[SOURCE]), process_time))
        yield _tenfold("site of 110 dates", times[2], times[1])
        yield _tenfold("site of 1,100 dates", times[3], times[2])


def oddities() -> Iterator[Row]:
    """What a record seldom has many of: repeated keys, wrong ids, arrivals, decisions."""
    gc.disable()  # as the command does
    with temporary_folder() as parent:
        for what, write, act, sizes in (
            ("keys, the last one twice", _repeat_a_key, _problems, (2_000, 20_000, 200_000)),
            ("references to no document", _break_references, _problems, (1_000, 10_000, 100_000)),
            ("numbers of arrivals, drawn", _add_arrivals, _draw_arrivals, (200, 2_000, 20_000)),
            ("decisions, their page", _add_decisions, _decisions_page, (100, 1_000, 10_000)),
            ("decisions, a site of a day", _add_decisions, _site_of_a_day, (100, 1_000, 10_000)),
        ):
            times = []
            for size in sizes:
                folder = parent / f"{act.__name__}-{size}"
                shutil.copytree(START, folder)
                write(folder, size)
                act(folder)  # imports what the others use
                times.append(min(seconds(partial(act, folder), process_time) for _ in range(5)))
            for size, less, more in zip(sizes[1:], times, times[1:], strict=False):
                yield _tenfold(f"{size:,} {what}", more, less)


def _repeat_a_key(folder: Path, count: int) -> None:
    keys = ", ".join(f'"key-{number}": 0' for number in [*range(count), count - 1])
    (folder / "crossings.geojson").write_text(f"{{{keys}}}", encoding="utf-8")


def _break_references(folder: Path, count: int) -> None:
    with (folder / "sources.csv").open("a", encoding="utf-8") as sources:
        sources.writelines(f"document-{n},A,B,,en,original,,,C\n" for n in range(count))
    with (folder / "events.csv").open("a", encoding="utf-8") as events:
        events.writelines(f"event-{n},2026,,,A,weak,dokument-{n},\n" for n in range(count))


def _add_arrivals(folder: Path, count: int) -> None:
    header = ",".join(column.name for column in TABLES["arrivals"])
    days = (date(1990, 1, 1) + timedelta(number) for number in range(count))
    rows = (
        f"n-{day},{day},,example-point,,{day.day},exact,people,,weak,example-document,"
        for day in days
    )
    (folder / "arrivals.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


def _add_decisions(folder: Path, count: int) -> None:
    """Decisions, each of which replaces the one of the day before and opens or closes the point."""
    days = [date(1990, 1, 1) + timedelta(number) for number in range(count)]
    with (folder / "decisions.csv").open("a", encoding="utf-8") as decisions:
        decisions.writelines(
            f"d-{n},A,B,a,{day},,{day},{f'd-{n - 1}' if n else ''},,example-document,\n"
            for n, day in enumerate(days)
        )
    with (folder / "closures.csv").open("a", encoding="utf-8") as closures:
        closures.writelines(
            f"example-point,road,{('open', 'closed')[n % 2]},{day},,,d-{n},weak,,"
            "example-document,\n"
            for n, day in enumerate(days)
        )


def _problems(folder: Path) -> None:
    """Collect the problems of a folder that cannot be loaded."""
    try:
        borders.load(folder)
    except DataError:
        return
    raise AssertionError(folder)


def _draw_arrivals(folder: Path) -> None:
    arrivals_chart.svg(chart_view(borders.load(folder)))


def _decisions_page(folder: Path) -> None:
    dataset = borders.load(folder)
    record.decisions_page(Edition(Days(dataset, [LAST], LAST)))


def _site_of_a_day(folder: Path) -> None:
    dataset = borders.load(folder)
    build.build(dataset, folder / "site", LAST, LAST, every_day=True, languages=[SOURCE])
    shutil.rmtree(folder / "site")


def million() -> Iterator[Row]:
    """A made-up record of a million measures; the reference only reads its closure table."""
    costs = _costs(20_000, 1_000_000, 4000, dates=0)
    whole = costs["load"] + costs["resolve"] + costs["check"]
    yield Row(
        f"20,000 crossings, 1 million measures: load, resolve, check ({costs['gigabytes']:.1f} GB)",
        time_text(whole),
        f"{time_text(costs['read'])}, `pandas.read_csv`",
        whole / costs["read"],
        "≤ 20, < 2 GB",
    )


def _growth(worlds: list[tuple[int, int, int]]) -> Iterator[Row]:
    """Rows for each step and each world but the first; each has ten times the measures of the last.

    A world is a number of crossings, of measures, and of days on which there are decisions.
    """
    costs = [_costs(*size, dates=5) for size in worlds]
    for step in STEPS:
        for (points, count, _), less, more in zip(worlds[1:], costs, costs[1:], strict=False):
            yield _tenfold(
                f"{step}: {count:,} measures of {points:,} crossings", more[step], less[step]
            )
    most = costs[-1]["gigabytes"]
    yield Row("memory at the last of these sizes", f"{most:.1f} GB", "2 GB", most / 2, "< 1")


def _tenfold(what: str, more: float, less: float) -> Row:
    """A row on an act and on the act a tenth of its size, whose time counts ten times."""
    return Row(what, time_text(more), f"10 × {time_text(less)}", more / less / 10, GOAL)


def _costs(crossings: int, measures: int, days: int, dates: int) -> dict[str, float]:
    """The costs of a made-up record: medians of three processes, or of one for a large site."""
    with temporary_folder() as parent:
        folder = parent / "world"
        world.write_world(folder, crossings, measures, days)
        command = [sys.executable, folder_cost.__file__, folder, "--dates"]
        runs = [
            json.loads(
                subprocess.run([*command, str(dates)], check=True, capture_output=True).stdout
            )
            for _ in range(1 if dates and measures > 10_000 else 3)
        ]
    return {step: median(run[step] for run in runs) for step in runs[0]}
