"""Measures what this project costs beside the usual way of doing the same, in one run.

    python scripts/bench.py              all of it, about five minutes
    python scripts/bench.py status join  some of it

A time on a shared machine means little, so each is measured several times, in turns with its
reference. The median of each is told, and of the ratios of neighbours the median: that counts.
"""

from __future__ import annotations

import gc
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import world

import borders
from borders import dataframes as frames
from borders import language
from borders.record.reading import default_folder
from borders.site import assets
from borders.site import build as site
from borders.timeline.spans import SPAN_COLUMNS

FIRST, LAST = date(2023, 11, 1), date(2026, 11, 22)
DAYS = (LAST - FIRST).days + 1
ROWS = 5_000_000

LOOK_UP = """
import csv, sys, click
@click.command()
@click.argument("name")
def main(name):
    with open(sys.argv.pop(), encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["crossing"] == name]
    click.echo(rows[-1]["status"])
sys.argv[1:], path = sys.argv[1:2], sys.argv[2]
sys.argv.append(path)
main([sys.argv[1]])
"""
PLAIN_MAP = """
import json, sys, folium
def plain(folder):
    with open(folder + "/frontier.geojson", encoding="utf-8") as file: line = json.load(file)
    with open(folder + "/crossings.geojson", encoding="utf-8") as file: points = json.load(file)
    found = folium.Map(location=[64, 29], zoom_start=5)
    folium.GeoJson(line).add_to(found)
    for feature in points["features"]:
        if feature["geometry"] and feature["properties"].get("principal"):
            lon, lat = feature["geometry"]["coordinates"][:2]
            name = feature["properties"]["name_en"]
            folium.Marker([lat, lon], tooltip=name, popup=name + ": closed").add_to(found)
    return found.get_root().render()
"""


class Row:
    """One line of the table: ours, the reference, their ratio, and what is to be reached."""

    def __init__(self, what: str, ours: str, reference: str, ratio: float, reach: str) -> None:
        self.cells = (what, ours, reference, f"{ratio:,.2f}", reach)


def timed(act: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    gc.collect()
    start = perf_counter()
    act()
    return perf_counter() - start


class Compared(NamedTuple):
    """The median time of an act and of its reference, in seconds, and of their ratios."""

    ours: float
    reference: float
    ratio: float


def compared(pairs: Iterable[tuple[float, float]]) -> Compared:
    """Times that were taken in turns, so that both met the same load."""
    ours, reference = zip(*(measured := list(pairs)), strict=True)
    return Compared(median(ours), median(reference), median(a / b for a, b in measured))


def in_turns(runs: int, act: Callable[[], object], reference: Callable[[], object]) -> Compared:
    """An act beside its reference."""
    return compared((timed(act), timed(reference)) for _ in range(runs))


def each(act: Callable[[], object], count: int = 20_000) -> Callable[[], object]:
    """The act, so many times."""

    def acts() -> None:
        for _ in range(count):
            act()

    return acts


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    name = tempfile.mkdtemp()
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name)


def ms(seconds: float) -> str:
    """Such as: 12.3 ms."""
    return f"{seconds * 1e3:,.1f} ms" if seconds >= 1e-4 else f"{seconds * 1e6:,.2f} µs"


def run(*command: str | Path) -> Callable[[], object]:
    """A whole process, with its modules compiled as an installation leaves them."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def act() -> None:
        subprocess.run(list(map(str, command)), check=True, capture_output=True, env=environment)

    act()
    return act


def status() -> Iterator[Row]:
    """The look-up as a process, and in process."""
    program = shutil.which("borders") or sys.exit("borders must be installed")
    table = Path(default_folder(), "closures.csv")
    ours, plain, ratio = in_turns(
        25,
        run(program, "status", "vaalimaa"),
        run(sys.executable, "-c", LOOK_UP, "vaalimaa", table),
    )
    yield Row("borders status, whole process", ms(ours), ms(plain), ratio, "≤ 1.3")
    ds, at = borders.load(), datetime(2024, 12, 15, 17, 30, tzinfo=UTC)
    spans = ds.timeline("vaalimaa").spans
    prepared = {"vaalimaa": ([span.start for span in spans[1:]], spans)}

    def look() -> object:
        starts, found = prepared["vaalimaa"]
        return found[bisect_right(starts, at)]

    ours, plain, ratio = in_turns(15, each(lambda: ds.status("vaalimaa", at).status), each(look))
    yield Row("ds.status", ms(ours / 20_000), ms(plain / 20_000), ratio, "≤ 15")


def map_() -> Iterator[Row]:
    """One map as a process."""
    program = shutil.which("borders") or sys.exit("borders must be installed")
    with folder() as made:
        script = f"{PLAIN_MAP}\nopen(sys.argv[2], 'w').write(plain(sys.argv[1]))"
        ours, plain, ratio = in_turns(
            11,
            run(program, "map", "2023-12-15", "-o", made / "ours.html"),
            run(sys.executable, "-c", script, default_folder(), made / "plain.html"),
        )
        yield Row("borders map, whole process", ms(ours), ms(plain), ratio, "≤ 1.0")


def sites() -> Iterator[Row]:
    """Every day since November 2023."""
    names: dict[str, Callable[[str], str]] = {}
    exec(PLAIN_MAP, names)  # noqa: S102
    ds = borders.load()
    with folder() as made:
        new = (made / str(number) for number in count())  # what is there would have to be removed

        def build(place: Path | None = None, *languages: str) -> None:
            spoken = languages or (language.SOURCE,)
            site.build(ds, place or next(new), FIRST, LAST, every_day=True, languages=spoken)

        pages: list[str] = []
        ours, plain, ratio = in_turns(
            3, build, lambda: pages.extend(names["plain"](default_folder()) for _ in range(20))
        )
        reference, size = plain / 20, len(pages[0].encode())
        yield Row("site, per date", ms(ours / DAYS), ms(reference), ratio / DAYS * 20, "≤ 1/150")
        out = made / "site"
        build(out)
        files = [path for path in out.rglob("*") if path.is_file()]
        sizes = {path.relative_to(out): path.stat().st_size for path in files}
        yield Row(
            "site, bytes of all dates",
            f"{sum(sizes.values()) / 1e6:,.1f} MB",
            f"{size * DAYS / 1e6:,.1f} MB",
            sum(sizes.values()) / (size * DAYS),
            "≤ 1/25",
        )

        def write() -> None:
            copy = next(new)
            for path, length in sizes.items():
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                (copy / path).write_bytes(bytes(length))

        ours, writing, ratio = in_turns(3, build, write)
        yield Row("site, to its last file", ms(ours), ms(writing), ratio, "≤ 12")
        again, first, ratio = in_turns(3, lambda: build(out), build)
        yield Row("site again, nothing changed", ms(again), ms(first), ratio, "≤ 0.3")
        four, one, ratio = in_turns(5, lambda: build(next(new), *language.LANGUAGES), build)
        yield Row("site in four languages", ms(four), ms(one), ratio, "≤ 2.5")


def join() -> Iterator[Row]:
    """Five million rows, as they may come, of the record and of a made-up world."""
    ds = borders.load()
    names = [crossing.id for crossing in ds.record.crossings.values() if crossing.principal]
    yield _joined("ds.join, 5 million rows", ds, names)
    yield _joined("the same, names as text", ds, names, dtype="str")
    yield _joined("the same, names as objects", ds, names, dtype="object")
    yield _joined("the same, in no order; the reference sorts", ds, names, ordered=False)
    with folder() as made:
        world.make(made / "world", 10_000, 100_000, 4000)
        ds = borders.load(made / "world")
        yield _joined("the same, 10,000 crossings, 100,000 measures", ds, list(ds.record.crossings))


def _joined(
    what: str,
    ds: borders.Dataset,
    names: list[str],
    dtype: str = "category",
    *,
    ordered: bool = True,
) -> Row:
    import numpy as np
    import pandas as pd

    chance = np.random.default_rng(1340)
    start = int(datetime(2022, 1, 1, tzinfo=UTC).timestamp())
    seconds = chance.integers(start, start + 4 * 365 * 86_400, ROWS)
    if ordered:
        seconds.sort()
    point = pd.Categorical.from_codes(chance.integers(0, len(names), ROWS), names)
    when = pd.to_datetime(seconds, unit="s", utc=True).as_unit("us")
    frame = pd.DataFrame({"point": pd.Series(point).astype(dtype), "when": when})
    rows = [{"point": name, **row} for name in names for row in ds.timeline(name).rows()]
    spans = (
        frames.data_frame(rows, {"point": "text", **SPAN_COLUMNS})
        .dropna(subset="from")
        .sort_values("from")
    )
    spans["point"] = spans["point"].astype(frame["point"].dtype)
    spans = spans[["point", "from", "status", "run_from", "run_until", "decision"]]

    def usual() -> object:
        rows = frame if ordered else frame.sort_values("when")
        return pd.merge_asof(rows, spans, left_on="when", right_on="from", by="point")

    ours, plain, ratio = in_turns(5, lambda: ds.join(frame, crossing="point", at="when"), usual)
    return Row(what, ms(ours), ms(plain), ratio, "≤ 1")


FIRST_DRAW = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
WORLD = """
import sys, time, borders, pandas
def timed(act):
    start = time.perf_counter()
    act()
    print(time.perf_counter() - start)
def resolve():
    global ds
    ds = borders.load(sys.argv[1])
    ds.require_no_errors()
    for crossing, service in ds.services(): ds.timeline(crossing.id, service)
pandas.read_csv(sys.argv[2])  # what the first reading imports is left out
timed(lambda: pandas.read_csv(sys.argv[2]))
timed(resolve)
timed(lambda: ds.slice("2015-01-03").counts)
"""


def large() -> Iterator[Row]:
    """Ten thousand crossings and a million measures; the statuses of a slice are counted."""
    with folder() as made:
        world.make(made / "world", 10_000, 1_000_000, 4000)
        times = []
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, "-c", WORLD, made / "world", made / "world" / "closures.csv"],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            times.append(tuple(map(float, done.stdout.split())))
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        ours, plain, ratio = compared((whole, read) for read, whole, _ in times)
        yield Row(
            f"10,000 crossings, 1 million measures: load, check, resolve ({most:.1f} GB)",
            f"{ours:,.1f} s", f"{plain:,.2f} s", ratio, "≤ 20, < 2 GB",
        )  # fmt: skip
        one = median(slice_ for *_, slice_ in times)
        yield Row("the same: a slice", ms(one), "50 ms", one / 0.05, "< 1")


def browser() -> Iterator[Row]:
    """From nothing to the first drawing of the map, offline."""
    from playwright.sync_api import sync_playwright

    leaflet = {asset.name: asset.text for asset in assets.static()}
    ds = borders.load()
    points = [crossing.position for crossing in ds.record.crossings.values() if crossing.position]
    markers = "".join(f"L.marker([{lat},{lon}],{{icon:i}}).addTo(m);" for lon, lat in points)
    plain = (
        f"<!DOCTYPE html><style>{leaflet['leaflet.css']}#m{{height:90vh}}"
        ".drawn{background:red}</style>"
        f"<div id=m></div><script>{leaflet['leaflet.js']}</script><script>const m=L.map('m')"
        f".setView([64,29],5),i=L.divIcon({{className:'drawn'}});{markers}</script>"
    )
    program = shutil.which("chromium") or sys.exit("chromium is needed")
    with folder() as made, sync_playwright() as playwright:
        site.build(ds, made / "site", LAST, LAST, every_day=True)
        (made / "plain.html").write_text(plain, encoding="utf-8")

        def first(path: Path) -> float:
            chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            opened = chromium.new_page()
            opened.goto(path.as_uri())
            opened.wait_for_timeout(500)
            seconds: float = opened.evaluate(FIRST_DRAW) / 1e3
            chromium.close()
            return seconds

        paths = made / "site" / "index.html", made / "plain.html"
        ours, reference, ratio = compared((first(paths[0]), first(paths[1])) for _ in range(15))
        yield Row("index in Chromium, cold, first draw", ms(ours), ms(reference), ratio, "≤ 1.3")


def dates() -> Iterator[Row]:
    """What a change date costs in the site of a world, and of one ten times as large."""

    def cost(crossings: int, place: Path) -> tuple[float, float, float]:
        """Seconds, bytes and changes of each of a hundred dates: its page, its JSON, its states.

        What is found once for all of them is asked for by the first of each kind, and left out.
        """
        world.make(place, crossings, 40_000, 4000)
        ds = borders.load(place)
        days = ds.change_days()
        days = days[len(days) // 2 :][:100]
        out, spent, last = place / "site", dict[str, list[float]](), perf_counter()

        def note(path: str) -> None:
            nonlocal last
            kind = re.sub(r"\d{4}-\d\d-\d\d", "DAY", path)
            spent.setdefault(kind, []).append(perf_counter() - last)
            last = perf_counter()

        site.build(ds, out, days[0], days[-1], every_day=False, languages=["en"], progress=note)
        kinds = ("dates/DAY/index.html", "dates/DAY/index.json", "api/v1/states/DAY.json")
        time = sum(sum(spent[kind][2:]) for kind in kinds)
        states = sorted((out / "api/v1/states").iterdir())[1:]
        size = sum(p.stat().st_size for p in [*(out / "dates").rglob("index.*"), *states])
        return time / 100, size / 100, len(ds.changes(days[0], days[-1])) / 100

    with folder() as made:
        one, ten = cost(1000, made / "few"), cost(10_000, made / "many")
        what = "a change date of a site, 10,000 crossings beside 1,000"
        yield Row(f"{what}: time", ms(ten[0]), ms(one[0]), ten[0] / one[0], "≤ 1.5")
        yield Row(f"{what}: bytes", f"{ten[1]:,.0f}", f"{one[1]:,.0f}", ten[1] / one[1], "≤ 1.5")
        yield Row(f"{what}: changes", f"{ten[2]:.1f}", f"{one[2]:.1f}", ten[2] / one[2], "1")


def growth() -> Iterator[Row]:
    """What ten and a hundred times as much costs, beside ten and a hundred times."""
    ds = borders.load()
    with folder() as made:

        def build(count: int) -> float:
            last = FIRST + timedelta(count - 1)
            place = made / f"s{count}"
            return timed(
                lambda: site.build(ds, place, FIRST, last, every_day=True, languages=["en"])
            )

        yield from _grown("dates of a site", [11, 110, 1100], build)

        def load(crossings: int, measures: int) -> float:
            path = made / "world"
            world.make(path, crossings, measures, 4000)
            time = timed(lambda: borders.load(path).require_no_errors())
            shutil.rmtree(path)
            return time

        yield from _grown("crossings", [60, 600, 6000], lambda count: load(count, count * 10))
        yield from _grown("measures of 60 crossings", [600, 6000, 60_000], lambda n: load(60, n))


def _grown(what: str, counts: list[int], cost: Callable[[int], float]) -> Iterator[Row]:
    times = [cost(count) for count in counts]
    for number, time in zip(counts[1:], times[1:], strict=True):
        factor = number / counts[0]
        ratio = time / times[0] / factor
        yield Row(
            f"{what}, {factor:.0f}×", ms(time), f"{factor:.0f} × {ms(times[0])}", ratio, "≤ 1"
        )


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "status": status,
    "map": map_,
    "site": sites,
    "join": join,
    "large": large,
    "browser": browser,
    "growth": growth,
    "dates": dates,
}


def main() -> None:
    """Print the table."""
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"there is no {', '.join(sorted(unknown))}; choose of {', '.join(PARTS)}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    print("| what | ours | reference | ratio | to reach |")
    print("|---|---|---|---|---|")
    for name in chosen:
        if len(chosen) == 1:
            for row in PARTS[name]():
                print(f"| {' | '.join(row.cells)} |", flush=True)
        else:  # in a process of its own, so that no part meets the memory of another
            done = subprocess.run(
                [sys.executable, __file__, name], check=True, capture_output=True, text=True
            )
            print("".join(done.stdout.splitlines(keepends=True)[4:]), end="", flush=True)


if __name__ == "__main__":
    main()
