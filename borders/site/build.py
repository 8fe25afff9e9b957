"""A static site, from its first file to the last: what is written, and in which order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date, timedelta
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from borders import atomic_files, language, local_time
from borders.errors import WhenError
from borders.export import api_files, data_package, feeds, site_paths, status_files
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.site import assets, sitemap, verify
from borders.site.edition import Edition
from borders.site.pages import date as date_pages
from borders.site.pages import downloads, front, missing, overview, record
from borders.site.pages.crossing import crossing_pages
from borders.site.pages.follow import follow_page
from borders.views.page_days import Days

File = tuple[str, str | bytes]
"""A file's path, from the site's root or from that of the pages in a language, and its content."""

Progress = Callable[[int, int], None]
"""A function that is called with how many date pages have been made, and of how many."""

MANIFEST = "manifest.json"
"""The file with the size and the hash of every other file of the site."""


def build(
    dataset: Dataset,
    folder: Path,
    first: date | None,
    last: date,
    *,
    every_day: bool,
    base_url: str | None = None,
    languages: Sequence[str] = tuple(language.LANGUAGES),
    others: Sequence[Dataset] = (),
    force: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the site of the days from `first` to `last`, both included, and count its date pages.

    With `every_day` each day has a page, else only the first, the last and those with a change;
    each page is in all of the `languages`, English first. Without `first` a site begins as its
    record says. The sites of `others` stand below `frontiers/`, beside a page of all frontiers;
    each is made by a process of its own. The folder appears whole and verified, or stays as it was;
    a file that did not change keeps its time. A folder with files of others is replaced only with
    `force`. `base_url` is the address at which the site will be, if it is known. Raises
    `OutputError`, `BuildError`, `AddressError`, and `WhenError` if `last` is before `first`.
    """
    base_url = site_paths.base(base_url) if base_url is not None else None
    every = [dataset, *others]
    days = [_days(each, first, last, every_day=every_day) for each in every]
    total = sum(len(pages) for pages, _ in days)
    with (
        atomic_files.new_folder(
            folder, "site", force=force, inputs=[each.folder for each in every]
        ) as new,
        # started anew, as Windows and macOS do it: none inherits what is open here
        ProcessPoolExecutor(mp_context=get_context("spawn")) if others else nullcontext() as pool,
    ):
        jobs = [
            pool.submit(_write_other, other, new, *its_days, base_url, languages)
            for other, its_days in zip(others, days[1:], strict=True)
            if pool
        ]
        files = contents(
            dataset,
            *days[0],
            base_url,
            languages,
            progress and (lambda made, _: progress(made, total * len(languages))),
            others=others,
        )
        hashes = _write(new, files)
        for job in jobs:
            hashes |= job.result()
        if progress and others:
            progress(total * len(languages), total * len(languages))
        _write(new, [(MANIFEST, _manifest(hashes))])
        verify.require_whole(new, MANIFEST, base_url)
    return total


def _days(
    dataset: Dataset, first: date | None, last: date, *, every_day: bool
) -> tuple[list[date], list[date]]:
    """The days that have a page, and those of them with a change. Raises `WhenError`."""
    zone = dataset.package.zone
    first = first or dataset.when(dataset.package.site_from).last_day(zone)
    if last < first:
        raise WhenError(
            gettext("the last date, {last}, is before the first, {first}", last=last, first=first)
        )
    changed = [day for day in dataset.change_days() if first <= day <= last]
    wanted = (
        [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if every_day
        else sorted({first, *changed, last})
    )
    return [day for day in wanted if local_time.exists(day, zone)], changed


def _write_other(
    dataset: Dataset,
    new: Path,
    pages: Sequence[date],
    changed: Sequence[date],
    base_url: str | None,
    languages: Sequence[str],
) -> dict[str, str]:
    """Write the site of a frontier below another's, with a manifest of its own."""
    below = site_paths.frontier_folder(dataset.name)
    base_url = base_url and base_url + below
    files = contents(dataset, pages, changed, base_url, languages, below=below)
    hashes = _write(new / below, files)
    hashes |= _write(new / below, [(MANIFEST, _manifest(hashes))])
    return {below + path: entry for path, entry in hashes.items()}


def _write(new: Path, files: Iterable[File]) -> dict[str, str]:
    """Write files into a new folder; returns the JSON about each, for the manifest."""
    hashes = {}
    for path, content in files:
        data = content.encode() if isinstance(content, str) else content
        hashes[path] = f'{{"bytes": {len(data)}, "sha256": "{sha256(data).hexdigest()}"}}'
        atomic_files.write_in_new_folder(new, path, data)
    return hashes


def contents(
    dataset: Dataset,
    pages: Sequence[date],
    changed: Sequence[date],
    base_url: str | None,
    languages: Sequence[str] = (language.SOURCE,),
    progress: Progress | None = None,
    *,
    others: Sequence[Dataset] = (),
    below: str = "",
) -> Iterator[File]:
    """Every file of the site but its manifest; `pages` are the days that have one.

    With `others` it has a page of all frontiers; `below` is the folder of a site that stands below
    another with such a page. Files of one language are all made before the first is handed out: the
    language that a generator switches to would otherwise be that of its caller, too.
    """
    days = Days(dataset, pages, pages[-1])
    with language.use(language.SOURCE):
        common = list(_common_files(days, base_url, languages))
    yield from common
    if others:
        yield from ((f"assets/{file.name}", file.text or "") for file in assets.overview_static())
    folder = f"{data_package.FOLDER}/"
    offered = [(path, len(content)) for path, content in common if path.startswith(folder)]
    made = 0
    for code in languages:
        with language.use(code):
            edition = Edition(days, languages, base_url, below if others or below else None)
            files = []
            for file in _edition_files(edition, changed, offered):
                files.append(file)
                if progress and file[0].startswith("dates/"):
                    made += 1
                    progress(made, len(pages) * len(languages))
            if others:
                files += overview.site_overview(edition, [dataset, *others])
        yield from ((edition.tree + path, content) for path, content in files)


def _common_files(days: Days, base_url: str | None, languages: Sequence[str]) -> Iterator[File]:
    """The files that all languages share: scripts, styles, and those for programs."""
    dataset = days.dataset
    yield assets.ICON, assets.icon()
    for asset in (*assets.static(), *assets.of_data(dataset)):
        yield f"assets/{asset.name}", asset.text or ""
    yield from sitemap.files(dataset, base_url, days.pages, languages)
    yield from api_files.files(days)
    yield from data_package.files(dataset, days.pages)
    yield from api_files.date_files(days)
    yield from status_files.files(days)


def _edition_files(
    edition: Edition, changed: Sequence[date], offered: Sequence[tuple[str, int]]
) -> Iterator[File]:
    """The pages in one language, and the pictures, scripts and feeds that are in it."""
    dataset = edition.dataset
    yield from edition.shared_files()
    yield from edition.pictures()
    yield from edition.cards()
    yield from feeds.files(dataset, edition.home, edition.days.pages)
    yield front.front_page(edition)
    yield follow_page(edition, changed)
    yield front.embed_page(edition)
    yield from date_pages.date_pages(edition, changed)
    yield record.crossings_page(edition)
    for crossing in dataset.record.crossings.values():
        yield from crossing_pages(edition, crossing)
    yield record.decisions_page(edition)
    yield record.claims_page(edition)
    if dataset.record.arrivals:
        yield from record.arrivals_pages(edition)
    yield record.about_page(edition)
    yield downloads.downloads_page(edition, offered)
    yield missing.missing_page(edition)


def _manifest(entries: dict[str, str]) -> str:
    """The manifest, a line for each file, from the JSON about each."""
    lines = ",\n".join(f"{json.dumps(path)}: {entries[path]}" for path in sorted(entries))
    return f"{{\n{lines}\n}}\n"
