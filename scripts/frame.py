"""How long one frame takes: `borders.show(day)` in Chromium, its layout included.

Run by hand, because times are no test: `python scripts/frame.py`. The real record is measured, and
one whose crossings and measures are repeated along the line until there are ten thousand.
"""

from __future__ import annotations

import csv
import json
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

import borders
from borders.record.reading import default_folder
from borders.site.pages import Pages
from borders.views.page_days import Days

LAST = date(2026, 7, 1)
MANY = 10_000
KEPT = ("id", "way", "services", "principal")  # of a crossing: a file has 5 MB at most
# The frames for each of the days given, forth and back; a day of many changes takes several.
MEASURE = """(days) => [...days, ...days.slice().reverse()].flatMap((day) => {
  const times = [];
  for (let act = () => borders.show(day); act; act = borders.due.length ? borders.catchUp : null) {
    const start = performance.now();
    act();
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
})"""
WINTER = [(date(2023, 11, 1) + timedelta(days=n)).isoformat() for n in range(92)]


def repeated(folder: Path, count: int) -> None:
    """Give a copy of the data folder `count` crossings, spread along the line."""
    line = borders.load(folder).frontier
    path = folder / "crossings.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    features = collection["features"]
    closures = folder / "closures.csv"
    with closures.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    originals, measures = list(features), list(rows)
    for number in range(count - len(features)):
        original = originals[number % len(originals)]
        old, new = original["properties"]["id"], f"{original['properties']['id']}-{number}"
        feature = json.loads(json.dumps(original))
        feature["properties"]["id"] = new
        kept = {key: feature["properties"][key] for key in KEPT if key in feature["properties"]}
        feature["properties"] = kept | {"name_en": f"Point {number}"}
        if "id" in feature:
            feature["id"] = new
        place = line.at(line.length_m * (number + 1) / (count + 1))
        feature["geometry"] = {"type": "Point", "coordinates": [round(c, 5) for c in place]}
        features.append(feature)
        rows += [row | {"crossing": new} for row in measures if row["crossing"] == old]
    path.write_text(json.dumps(collection), encoding="utf-8")
    with closures.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def page_of(folder: Path) -> tuple[str, int]:
    """The index as one file with the whole record, and how many crossings it has."""
    dataset = borders.load(folder)
    pages = Pages(Days(dataset, [date(2023, 11, 1)], LAST), linked=False)
    slider = {"first": pages.record["first"], "last": str(LAST), "changes": [], "embed": ""}
    record = pages.record | {"pages": ["", ""]}
    text = pages.slice_page(LAST, record=record, slider=slider)
    return text, len(dataset.record.crossings)


def main() -> None:
    """Print the table."""
    program = shutil.which("chromium")
    if not program:
        sys.exit("chromium is needed")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        many = Path(name) / "many"
        shutil.copytree(default_folder(), many)
        repeated(many, MANY)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        print("crossings what             frames median ms  95 % ms worst ms")
        for folder in (default_folder(), many):
            text, count = page_of(folder)
            path = Path(name) / "page.html"
            path.write_text(text, encoding="utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(path.as_uri())
            page.wait_for_function("borders.day !== null")
            page.wait_for_timeout(1000)  # for the browser to say what is in view
            changes = sorted(page.evaluate("() => Object.keys(borders.record.changes)"))
            for what, days in (("sliding", WINTER), ("change to change", changes)):
                times = sorted(page.evaluate(MEASURE, days))
                print(
                    f"{count:>9} {what:<16} {len(times):>6} {median(times):>9.1f} "
                    f"{times[int(len(times) * 0.95)]:>7.1f} {times[-1]:>8.1f}"
                )
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
