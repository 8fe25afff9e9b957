"""A static site: an index with a slider, a page for every date, and the pages of the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from html import escape
from pathlib import Path

from borders import addresses, files, words
from borders.dataset import Dataset
from borders.errors import WhenError
from borders.render import api, downloads, feeds, inspection
from borders.render.page import INDEX, Pages
from borders.views import View

MANIFEST = "manifest.json"
"""A hash for every other file of the site."""


def build(
    dataset: Dataset,
    folder: Path,
    first: date,
    last: date,
    *,
    every_day: bool,
    base_url: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> int:
    """Write the site of the days from `first` to `last`, both included; how many pages they are.

    The folder appears whole and inspected, or stays as it was; a file that did not change keeps
    its time. `base_url` is the address at which the site will be, if it is known; `progress` is
    told the path of every file. Raises `OutputError`, `BuildError`, `AddressError`, and
    `WhenError` if `last` is before `first`.
    """
    if last < first:
        raise WhenError(f"the last date, {last}, is before the first, {first}")
    base_url = addresses.base(base_url) if base_url is not None else None
    changed = [day for day in dataset.change_days() if first <= day <= last]
    days = (
        [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if every_day
        else sorted({first, *changed, last})
    )
    manifest = {}
    with files.new_folder(folder, "site") as aside:
        for path, text in contents(dataset, days, changed, base_url):
            content = text.encode() if isinstance(text, str) else text
            manifest[path] = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
            files.write_new(aside, path, content)
            if progress:
                progress(path)
        listed = "".join(
            f"{json.dumps(path)}: {json.dumps(entry)},\n"
            for path, entry in sorted(manifest.items())
        )
        files.write_new(aside, MANIFEST, f"{{\n{listed.rstrip().rstrip(',')}\n}}\n".encode())
        inspection.require_whole(aside, MANIFEST, base_url)
    return len(days)


def contents(
    dataset: Dataset, days: Sequence[date], changed: Sequence[date], base_url: str | None
) -> Iterator[tuple[str, str | bytes]]:
    """Every file of the site: its path from the root, and what it holds."""
    last = days[-1]
    pages = Pages(dataset, days, last, linked=True, base_url=base_url)
    yield from pages.shared()
    yield from pages.cards()
    yield from feeds.files(dataset, base_url, days)
    yield from api.files(dataset, days)
    offered = []
    for path, content in downloads.files(dataset, days):
        offered.append((path, len(content)))
        yield path, content
    yield f"{downloads.FOLDER}/{INDEX}", pages.downloads_page(offered)
    slider = _slider(pages, changed)
    head: View = {"alternates": _alternates()}
    yield INDEX, pages.slice_page(dataset.slice(last), slider=slider, head=head)
    yield (
        f"embed/{INDEX}",
        pages.slice_page(dataset.slice(last), root="../", slider=slider, embedded=True),
    )
    for index, day in enumerate(days):
        dates = _dates(days, changed, index)
        twin = f"../../{api.FOLDER}/dates/{day}.json"
        head = {"citation": _citation(pages, day), "twin": twin}
        text = pages.slice_page(dataset.slice(day), root="../../", dates=dates, head=head)
        yield addresses.date_page(day), text
    yield f"crossings/{INDEX}", pages.crossings_page()
    for id_ in dataset.record.crossings:
        yield f"crossings/{id_}/{INDEX}", pages.crossing_page(id_)
    yield f"decisions/{INDEX}", pages.decisions_page()
    yield f"claims/{INDEX}", pages.claims_page()
    yield f"about/{INDEX}", pages.about_page()
    yield "404.html", pages.missing_page()


def _alternates() -> list[View]:
    titles = {feeds.ATOM: "Changes (Atom)", feeds.JSON_FEED: "Changes (JSON Feed)"}
    return [
        {"type": feeds.MEDIA_TYPES[path], "href": path, "title": title}
        for path, title in titles.items()
    ]


def _slider(pages: Pages, changed: Sequence[date]) -> View:
    title = escape(pages.dataset.package.frontier_title)
    address = f"{pages.base_url or 'https://…/'}embed/{INDEX}"
    return {
        "first": pages.record["first"],
        "last": pages.last.isoformat(),
        "changes": [_link(day, "dates/") for day in reversed(changed)],
        "embed": f'<iframe src="{address}#{pages.last}" title="{title}" width="100%" '
        'height="640" loading="lazy"></iframe>',
    }


def _citation(pages: Pages, day: date) -> str:
    package = pages.dataset.package
    return (
        f"{package.title}, status on {words.day(day)}. "
        f"Verified through {words.day(package.verified_through)}. "
        f"{pages.base_url or ''}dates/{day}/"
    )


def _dates(days: Sequence[date], changed: Sequence[date], index: int) -> View:
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
            {**_link(target, "../"), "text": text, "rel": rel}
            for text, target, rel in steps
            if target
        ],
        "first": days[0].isoformat(),
        "last": days[-1].isoformat(),
    }


def _link(day: date, folder: str) -> dict[str, str]:
    return {"href": f"{folder}{day.isoformat()}/{INDEX}", "text": words.day(day)}
