#!/usr/bin/env python3
"""Measure what this project costs against the usual way of doing the same, and how cost grows.

    python scripts/bench.py              all of it, about fifteen minutes
    python scripts/bench.py status join  some of it

A time on a shared machine means little, so each act is measured several times in turns with its
reference, and what counts is the ratio: the median of the ratios of neighbours.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import bench_growth
import numpy as np
import pandas as pd
import world
from measuring import Row, in_turns, medians, process, repeated, temporary_folder, time_text

import borders
from borders.language import LANGUAGES, SOURCE
from borders.record.shipped_folders import default_folder
from borders.site import assets, build

FIRST, LAST = date(2023, 11, 1), date(2026, 11, 22)
DAYS = (LAST - FIRST).days + 1
ROWS = 5_000_000
CALLS = 20_000

PLAIN_LOOK_UP = """
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
    plain_map = folium.Map(location=[64, 29], zoom_start=5)
    folium.GeoJson(line).add_to(plain_map)
    for feature in points["features"]:
        if feature["geometry"] and feature["properties"].get("principal"):
            lon, lat = feature["geometry"]["coordinates"][:2]
            name = feature["properties"]["name_en"]
            folium.Marker([lat, lon], tooltip=name, popup=name + ": closed").add_to(plain_map)
    return plain_map.get_root().render()
"""
FIRST_DRAWING = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def program(name: str) -> str:
    """The path of a program; exits with a message if it is not installed."""
    return shutil.which(name) or sys.exit(f"{name} must be installed")


def status() -> Iterator[Row]:
    """One status: as a process of its own, and as a call."""
    table = Path(default_folder(), "closures.csv")
    ours, plain, ratio = in_turns(
        25,
        process(program("borders"), "status", "vaalimaa"),
        process(sys.executable, "-c", PLAIN_LOOK_UP, "vaalimaa", table),
    )
    reference = f"{time_text(plain)}, ten lines of click and csv"
    yield Row("`borders status`, whole process", time_text(ours), reference, ratio, "≤ 1.4")
    ds, at = borders.load(), datetime(2024, 12, 15, 17, 30, tzinfo=UTC)
    spans = ds.timeline("vaalimaa").spans
    prepared = {"vaalimaa": ([span.start for span in spans[1:]], spans)}

    def bisect_once() -> object:
        starts, of_crossing = prepared["vaalimaa"]
        return of_crossing[bisect_right(starts, at)]

    ours, plain, ratio = in_turns(
        15,
        repeated(lambda: ds.status("vaalimaa", at).status, CALLS),
        repeated(bisect_once, CALLS),
    )
    reference = f"{time_text(plain / CALLS)}, one bisect on a prepared list"
    yield Row("`ds.status`", time_text(ours / CALLS), reference, ratio, "≤ 15")


def single_map() -> Iterator[Row]:
    """One map in a single file, as a process."""
    with temporary_folder() as folder:
        script = f"{PLAIN_MAP}\nopen(sys.argv[2], 'w').write(plain(sys.argv[1]))"
        ours, plain, ratio = in_turns(
            11,
            process(program("borders"), "map", "2023-12-15", "-o", folder / "ours.html"),
            process(sys.executable, "-c", script, default_folder(), folder / "plain.html"),
        )
        reference = f"{time_text(plain)}, a plain folium script"
        yield Row("`borders map`, whole process", time_text(ours), reference, ratio, "≤ 1.0")


def site() -> Iterator[Row]:
    """A site with a page for every day since November 2023."""
    names: dict[str, Callable[[str], str]] = {}
    exec(PLAIN_MAP, names)  # noqa: S102  # the reference that `single_map` runs as a process
    ds = borders.load()
    with temporary_folder() as parent:
        # A new folder each time: to replace one takes longer, as it has to be removed.
        folders = (parent / str(number) for number in count())

        def build_site(folder: Path | None = None, languages: list[str] | None = None) -> None:
            folder, languages = folder or next(folders), languages or [SOURCE]
            build.build(ds, folder, FIRST, LAST, every_day=True, languages=languages)

        pages: list[str] = []
        ours, plain, ratio = in_turns(
            3, build_site, lambda: pages.extend(names["plain"](default_folder()) for _ in range(20))
        )
        yield Row(
            f"site of {DAYS:,} dates in one language, per date",
            time_text(ours / DAYS),
            f"{time_text(plain / 20)}, a folium map each",
            ratio / DAYS * 20,
            "≤ 1/150",
        )
        written = next(folders)
        build_site(written)
        sizes = {
            path.relative_to(written): path.stat().st_size
            for path in written.rglob("*")
            if path.is_file()
        }
        total, plain_total = sum(sizes.values()), len(pages[0].encode()) * DAYS
        yield Row(
            "that site, bytes in all",
            f"{total / 1e6:,.1f} MB",
            f"{plain_total / 1e6:,.1f} MB",
            total / plain_total,
            "≤ 1/25",
        )

        def write_files() -> None:
            copy = next(folders)
            for path, length in sizes.items():
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                (copy / path).write_bytes(bytes(length))

        ours, plain, ratio = in_turns(3, build_site, write_files)
        reference = f"{time_text(plain)}, to write files of those sizes"
        yield Row("that site, time in all", time_text(ours), reference, ratio, "≤ 12")
        ours, plain, ratio = in_turns(5, lambda: build_site(languages=list(LANGUAGES)), build_site)
        reference = f"{time_text(plain)}, in one"
        yield Row("that site in four languages", time_text(ours), reference, ratio, "≤ 2.5")


def join() -> Iterator[Row]:
    """The statuses of five million rows: of the record in several forms, and of a made-up one."""
    ds = borders.load()
    names = [crossing.id for crossing in ds.record.crossings.values() if crossing.principal]
    yield _join_row("`ds.join`, 5 million rows", ds, names)
    yield _join_row("`ds.join`, names as text", ds, names, dtype="str")
    yield _join_row("`ds.join`, names as objects", ds, names, dtype="object")
    yield _join_row("`ds.join`, rows in no order; the reference sorts", ds, names, ordered=False)
    with temporary_folder() as folder:
        world.write_world(folder / "world", 10_000, 100_000, 4000)
        ds = borders.load(folder / "world")
        what = "`ds.join`, 10,000 crossings, 100,000 measures"
        yield _join_row(what, ds, list(ds.record.crossings))


def _join_row(
    what: str,
    ds: borders.Dataset,
    names: list[str],
    dtype: str = "category",
    *,
    ordered: bool = True,
) -> Row:
    random = np.random.default_rng(1340)
    start = int(datetime(2022, 1, 1, tzinfo=UTC).timestamp())
    seconds = random.integers(start, start + 4 * 365 * 86_400, ROWS)
    if ordered:
        seconds.sort()
    point = pd.Categorical.from_codes(random.integers(0, len(names), ROWS), names)
    when = pd.to_datetime(seconds, unit="s", utc=True).as_unit("us")
    frame = pd.DataFrame({"point": pd.Series(point).astype(dtype), "when": when})
    frames = [ds.timeline(name).to_frame().assign(point=name) for name in names]
    spans = pd.concat(frames).dropna(subset="from").sort_values("from")
    spans["point"] = spans["point"].astype(frame["point"].dtype)
    spans = spans[["point", "from", "status", "run_from", "run_until", "decision"]]

    def merge() -> object:
        rows = frame if ordered else frame.sort_values("when")
        return pd.merge_asof(rows, spans, left_on="when", right_on="from", by="point")

    ours, plain, ratio = in_turns(5, lambda: ds.join(frame, crossing="point", at="when"), merge)
    reference = f"{time_text(plain)}, `pandas.merge_asof`"
    return Row(what, time_text(ours), reference, ratio, "≤ 1")


def browser() -> Iterator[Row]:
    """The front page in Chromium, opened from disk: from nothing to the first drawing."""
    from playwright.sync_api import sync_playwright

    ds, chromium_path = borders.load(), program("chromium")
    with temporary_folder() as folder, sync_playwright() as playwright:
        build.build(ds, folder / "site", LAST, LAST, every_day=True)
        ours, plain = folder / "site" / "index.html", folder / "plain.html"
        plain.write_text(_plain_page(ds), encoding="utf-8")

        def first_drawing(path: Path) -> float:
            chromium = playwright.chromium.launch(
                executable_path=chromium_path, args=["--no-sandbox"]
            )
            page = chromium.new_page()
            page.goto(path.as_uri())
            page.wait_for_timeout(500)
            duration: float = page.evaluate(FIRST_DRAWING) / 1e3
            chromium.close()
            return duration

        result = medians((first_drawing(ours), first_drawing(plain)) for _ in range(15))
        reference = f"{time_text(result.reference)}, the points on an inlined Leaflet"
        what = "front page in Chromium, cold, first drawing"
        yield Row(what, time_text(result.ours), reference, result.ratio, "≤ 1.3")


def _plain_page(ds: borders.Dataset) -> str:
    """A page with the crossings as markers on an empty Leaflet map, all in one file."""
    leaflet = {asset.name: asset.text for asset in assets.static()}
    points = [crossing.position for crossing in ds.record.crossings.values() if crossing.position]
    markers = "".join(f"L.marker([{lat},{lon}],{{icon:i}}).addTo(m);" for lon, lat in points)
    return (
        f"<!DOCTYPE html><style>{leaflet['leaflet.css']}#m{{height:90vh}}"
        ".drawn{background:red}</style>"
        f"<div id=m></div><script>{leaflet['leaflet.js']}</script><script>const m=L.map('m')"
        f".setView([64,29],5),i=L.divIcon({{className:'drawn'}});{markers}</script>"
    )


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "status": status,
    "map": single_map,
    "site": site,
    "join": join,
    "browser": browser,
    "crossings": bench_growth.crossings,
    "measures": bench_growth.measures,
    "dates": bench_growth.dates,
    "frontiers": bench_growth.frontiers,
    "oddities": bench_growth.oddities,
    "million": bench_growth.million,
}


def main() -> None:
    """Print the table of the parts that the command line names, or of all."""
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"there is no {', '.join(sorted(unknown))}; choose of {', '.join(PARTS)}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    print("| what | ours | reference | ratio | goal |")
    print("|---|---|---|---|---|")
    for name in chosen:
        if len(chosen) == 1:
            for row in PARTS[name]():
                print(row, flush=True)
        else:  # each part has a process of its own, so that none meets the memory of another
            done = subprocess.run(
                [sys.executable, __file__, name], check=True, capture_output=True, text=True
            )
            print("".join(done.stdout.splitlines(keepends=True)[4:]), end="", flush=True)


if __name__ == "__main__":
    main()
