"""A static site: an index with a slider, a page for every date, and the pages of the record."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from html import escape
from pathlib import Path, PurePath
from typing import Any

from borders import atomic_files as files
from borders import language
from borders.errors import WhenError
from borders.export import api_files as api
from borders.export import data_package as downloads
from borders.export import feeds
from borders.export import site_paths as addresses
from borders.export.text_with_blanks import TextWithBlanks, blank
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.site import assets, sitemap
from borders.site import verify as inspection
from borders.site.pages import ARRIVALS_CHART, INDEX, Pages
from borders.views import wording as words
from borders.views.answers import View
from borders.views.page_days import Days, PageDay

File = tuple[str, str | bytes]
"""A path from the site's root, and what the file holds."""

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
    languages: Sequence[str] = tuple(language.LANGUAGES),
    progress: Callable[[str], None] | None = None,
) -> int:
    """Write the site of the days from `first` to `last`, both included; how many they are.

    Its pages are in each of the `languages`, English first.

    The folder appears whole and inspected, or stays as it was; a file that did not change keeps
    its time. `base_url` is the address at which the site will be, if it is known; `progress` is
    called with the path of every file.
    Raises `OutputError`, `BuildError`, `AddressError`, and `WhenError` if `last` is before `first`.
    """
    if last < first:
        raise WhenError(
            gettext("the last date, {last}, is before the first, {first}", last=last, first=first)
        )
    base_url = addresses.base(base_url) if base_url is not None else None
    changed = [day for day in dataset.change_days() if first <= day <= last]
    days = (
        [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if every_day
        else sorted({first, *changed, last})
    )
    with files.new_folder(folder, "site") as aside:
        manifest = {}
        for path, content in contents(dataset, days, changed, base_url, languages):
            data = content.encode() if isinstance(content, str) else content
            digest = sha256(data).hexdigest()
            manifest[path] = f'{{"bytes": {len(data)}, "sha256": "{digest}"}}'
            files.write_in_new_folder(aside, path, data)
            if progress:
                progress(path)
        listed = ",\n".join(
            f"{json.dumps(path)}: {entry}" for path, entry in sorted(manifest.items())
        )
        files.write_in_new_folder(aside, MANIFEST, f"{{\n{listed}\n}}\n")
        inspection.require_whole(aside, MANIFEST, base_url)
    return len(days)


def contents(
    dataset: Dataset,
    days: Sequence[date],
    changed: Sequence[date],
    base_url: str | None,
    languages: Sequence[str] = (language.SOURCE,),
) -> Iterator[File]:
    """Every file of the site: its path from the root, and what it holds."""
    shown = Days(dataset, days, days[-1])
    # Made before they are handed on: a generator's language would leak to whoever asks for items.
    with language.use(language.SOURCE):
        common = list(_common(shown, base_url, languages))
    yield from common
    offered = [(path, len(text)) for path, text in common if path.startswith(downloads.FOLDER)]
    for code in languages:
        with language.use(code):
            pages = Pages(shown, linked=True, base_url=base_url, languages=languages)
            own = [*_pages(pages, changed, offered)]
        yield from ((addresses.tree(code) + path, text) for path, text in own)


def _common(shown: Days, base_url: str | None, languages: Sequence[str]) -> Iterator[File]:
    """What is there once, whatever the languages."""
    dataset, days = shown.dataset, shown.pages
    for asset in (*assets.static(), *assets.of_data(dataset)):
        yield f"assets/{asset.name}", asset.text or ""
    yield from sitemap.files(dataset, base_url, days, languages)
    yield from api.files(shown)
    yield from downloads.files(dataset, days)
    yield from api.date_files(shown)


def _pages(
    pages: Pages, changed: Sequence[date], offered: Sequence[tuple[str, int]]
) -> Iterator[File]:
    """The pages in one language, and what is drawn or told in it: paths from their root."""
    dataset, last = pages.dataset, pages.last
    yield from pages.shared()
    yield from pages.cards()
    yield from feeds.files(dataset, pages.home, pages.days.pages)
    slider = _slider(pages, changed)
    head: View = {"alternates": _alternates()}
    yield INDEX, pages.slice_page(last, slider=slider, head=head)
    embed = f"embed/{INDEX}"
    yield embed, pages.slice_page(last, embed, slider=slider, embedded=True)
    yield from _dates(pages, changed)
    yield f"crossings/{INDEX}", pages.crossings_page()
    for id_ in dataset.record.crossings:
        yield f"crossings/{id_}/{INDEX}", pages.crossing_page(id_)
    yield f"decisions/{INDEX}", pages.decisions_page()
    yield f"claims/{INDEX}", pages.claims_page()
    if dataset.record.arrivals:
        yield f"arrivals/{INDEX}", pages.arrivals_page()
        yield f"arrivals/{ARRIVALS_CHART}", pages.arrivals_chart()
    yield f"about/{INDEX}", pages.about_page()
    yield f"{downloads.FOLDER}/{INDEX}", pages.downloads_page(offered)
    yield "404.html", pages.missing_page()


def _alternates() -> list[View]:
    titles = {
        feeds.ATOM: gettext("Changes ({format})", format="Atom"),
        feeds.JSON_FEED: gettext("Changes ({format})", format="JSON Feed"),
    }
    return [
        {"type": feeds.MEDIA_TYPES[path], "href": path, "title": title}
        for path, title in titles.items()
    ]


def _slider(pages: Pages, changed: Sequence[date]) -> View:
    title = escape(pages.dataset.translated(pages.dataset.package.frontier_title))
    address = f"{pages.home or f'https://…/{pages.tree}'}embed/{INDEX}"
    return {
        "first": pages.record["first"],
        "last": pages.last.isoformat(),
        "changes": [_link(day, "dates/") for day in reversed(changed)],
        "embed": f'<iframe src="{address}#{pages.last}" title="{title}" width="100%" '
        'height="640" loading="lazy"></iframe>',
    }


def _dates(pages: Pages, changed: Sequence[date]) -> Iterator[tuple[str, str]]:
    """The page of every date; days that tell the same are rendered once."""
    first, last = pages.days.pages[0], pages.days.pages[-1]
    path = addresses.date_page(blank("date"))
    head = {"citation": _citation(pages), "twin": _twin(pages)}
    for steps in pages.days.groups:
        dates = _steps(changed, steps[0]) | {"first": first, "last": last}
        shown = steps[0].day
        form = TextWithBlanks(pages.slice_page(shown, path, dates=dates, head=head, blank=True))
        for day, before, after in steps:
            own = pages.of_the_day(day) | {"before": str(before), "after": str(after)}
            yield addresses.date_page(day), form.filled(**own)


def _twin(pages: Pages) -> str:
    """The way from a date's page to what programs read of it, which is there once."""
    path = addresses.date_json(blank("date"))
    return f"../../../{path}" if pages.tree else PurePath(path).name


def _citation(pages: Pages) -> str:
    package = pages.dataset.package
    # Translators: how to cite a page, such as: Crossing points …, status on 15 December 2023.
    return gettext(
        "{record}, status on {when}. Verified through {day}. {address}",
        record=pages.dataset.translated(package.title),
        when=blank("when"),
        day=words.day(package.verified_through),
        address=f"{pages.home or pages.tree}dates/{blank('date')}/",
    )


def _steps(changed: Sequence[date], step: PageDay) -> dict[str, Any]:
    """The links of a page to the changes and the days around it; the latter are left open."""
    day, before, after = step
    place, following = bisect_left(changed, day), bisect_right(changed, day)
    earlier = changed[place - 1] if place else None
    later = changed[following] if following < len(changed) else None
    steps = [
        (gettext("← Change before"), earlier, None),
        (gettext("‹ Day before"), before and blank("before"), "prev"),
        (gettext("Day after ›"), after and blank("after"), "next"),
        (gettext("Change after →"), later, None),
    ]
    return {
        "links": [
            {"href": f"../{target}/{INDEX}", "text": text, "rel": rel}
            for text, target, rel in steps
            if target
        ]
    }


def _link(day: date, folder: str) -> dict[str, str]:
    return {"href": f"{folder}{day.isoformat()}/{INDEX}", "text": words.day(day)}
