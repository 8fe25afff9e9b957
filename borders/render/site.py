"""A static site: an index with a date control and a page for every date, sharing their assets."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from borders import files, words
from borders.dataset import Dataset
from borders.errors import WhenError
from borders.render.page import Pages

_PAGE = "index.html"  # written out in links, because a folder opened from disk has no index


def build(dataset: Dataset, folder: Path, first: date, last: date, *, every_day: bool) -> int:
    """Write the site of the days from `first` to `last`, both included; how many pages they are.

    The folder appears whole, or stays as it was. Raises `OutputError`, and `WhenError` if `last`
    is before `first`.
    """
    if last < first:
        raise WhenError(f"the last date, {last}, is before the first, {first}")
    changed = _days_with_a_change(dataset, first, last)
    days = (
        [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if every_day
        else sorted({first, *changed, last})
    )
    pages = Pages(dataset, last, linked=True)
    with files.new_folder(folder) as aside:
        (aside / "assets").mkdir()
        shared = {asset.name: asset.text for asset in pages.assets} | pages.pictures()
        for name, text in shared.items():
            files.write_file(aside / "assets" / name, text)
        for index, day in enumerate(days):
            place = aside / "dates" / day.isoformat()
            place.mkdir(parents=True)
            dates = _dates(days, changed, index, "../")
            text = pages.page(dataset.slice(day), root="../../", dates=dates)
            files.write_file(place / _PAGE, text)
        dates = _dates(days, changed, len(days) - 1, "dates/")
        dates["changes"] = [_link(day, "dates/") for day in reversed(changed)]
        files.write_file(aside / _PAGE, pages.page(dataset.slice(last), dates=dates))
    return len(days)


def _days_with_a_change(dataset: Dataset, first: date, last: date) -> list[date]:
    """The days on which the main service of any crossing changed."""
    zone = dataset.package.zone
    found = {
        change.at.astimezone(zone).date()
        for change in dataset.changes(first, last)
        if change.service is change.crossing.services[0]
    }
    return sorted(found)


def _dates(days: list[date], changed: list[date], index: int, folder: str) -> dict[str, object]:
    """The date control of a page: neighbouring days and changes, and the bounds of the field."""
    day = days[index]
    steps = [
        ("← Change before", max((d for d in changed if d < day), default=None), None),
        ("‹ Day before", days[index - 1] if index else None, "prev"),
        ("Day after ›", days[index + 1] if index + 1 < len(days) else None, "next"),
        ("Change after →", min((d for d in changed if d > day), default=None), None),
    ]
    return {
        "links": [
            {**_link(target, folder), "text": text, "rel": rel}
            for text, target, rel in steps
            if target
        ],
        "first": days[0].isoformat(),
        "last": days[-1].isoformat(),
        "folder": folder,
        "changes": [],
    }


def _link(day: date, folder: str) -> dict[str, str]:
    return {"href": f"{folder}{day.isoformat()}/{_PAGE}", "text": words.day(day)}
