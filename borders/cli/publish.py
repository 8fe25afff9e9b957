"""The commands that write: a map, a site, an export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from borders.cli import options, streams
from borders.cli.help_texts import command
from borders.language import gettext, ngettext
from borders.pictures.svg import png
from borders.query.dataset import Dataset

if TYPE_CHECKING:
    from borders.query.atlas import Atlas
    from borders.site.build import Progress


@command("map", summary="The map of a date or an instant, as a page or a picture.")
@options.when_argument("date")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="FILE",
    help="What to write: an .html, .svg or .png file; - for HTML on standard output.",
)
@click.option(
    "--layout",
    type=click.Choice(["portrait", "card"]),
    default="portrait",
    show_default=True,
    help="Of a picture: a page to print, or 1200×630 for sharing.",
)
@options.as_of
@options.every_frontier
@options.data
def map_(
    date: str, output: str, layout: str, as_of: str | None, everywhere: bool, data: str | None
) -> None:
    """The map of a DATE or an instant: a page that works offline, or a picture.

    With --all it is one of all frontiers on a day: each line in the look of how much of it could be
    crossed.

    \b
    borders map 2023-11-27 -o map.html
    borders map 2023-12-15 -o map.svg
    borders map 2023-12-15 -o card.png --layout card
    borders map 2023-12-15 --all -o europe.svg
    """
    suffix = Path(output).suffix.lower()
    if output != "-" and suffix not in (".html", ".svg", ".png"):
        raise click.UsageError(gettext("{file} must end in .html, .svg or .png", file=output))
    if everywhere:
        if as_of is not None or layout != "portrait":
            raise click.UsageError(gettext("--all goes without --as-of and --layout"))
        every = options.atlas(data, everywhere=True)
        _write(output, _overview(every, date, suffix))
        return
    dataset = Dataset.load(data)
    dataset.require_no_errors()
    known = options.known(dataset, as_of)
    at = dataset.slice(options.when(dataset, date), known)
    if suffix in (".svg", ".png"):
        from borders.pictures import map_picture
        from borders.pictures.map_frames import LAYOUTS

        content: str | bytes = map_picture.svg(dataset, at, LAYOUTS[layout])
        if suffix == ".png":
            content = png(str(content))
    else:
        from borders.site.pages.single_file import single_page

        content = single_page(dataset, at)
    _write(output, content)


def _overview(every: Atlas[Dataset], date: str, suffix: str) -> str | bytes:
    """The map of all frontiers on a day, as a file with a suffix."""
    from borders.pictures import overview_picture

    for dataset in every.values():
        dataset.require_no_errors()
    first = next(iter(every.values()))
    when = options.when(first, date)
    if when.day is None:
        raise click.UsageError(gettext("the map of all frontiers is of a day, not of an instant"))
    if suffix in (".svg", ".png"):
        document = overview_picture.atlas_picture(every, when.day)
        return png(document) if suffix == ".png" else document
    from borders.site.pages.overview import single_overview

    return single_overview(every, when.day)


def _write(output: str, content: str | bytes) -> None:
    """Write a file, or print it if it is "-"."""
    from borders import atomic_files

    if output == "-":
        streams.print_exactly(content)
    else:
        atomic_files.write_file(Path(output), content)
        options.report_written(output)


def _output(command: options.F) -> options.F:
    """The options `--output` and `--force` of commands that write a folder."""
    output = click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The folder to write. One in which the same command wrote everything is replaced; "
        ".git, CNAME, .nojekyll, .well-known and the like are kept.",
    )
    force = click.option(
        "--force",
        is_flag=True,
        help="Replace the folder whatever is in it: delete what others put there, too.",
    )
    return output(force(command))


@command(summary="A static site: a map, a page for every date, feeds.")
@_output
@options.when_option(
    "--from", "start", metavar="DATE", help="First date. [default: as the data says]"
)
@options.when_option(
    "--to", "end", metavar="DATE", default="today", show_default=True, help="Last date."
)
@click.option(
    "--every",
    type=click.Choice(["day", "change"]),
    default="day",
    show_default=True,
    help="A page for every day, or only for the days with a change and the first and last.",
)
@click.option("--base-url", metavar="URL", help="The address at which the site will be.")
@click.option("--today", metavar="DATE", help="What day it is. [default: the clock's]")
@options.every_frontier
@options.data
def site(  # a parameter for each option
    output: Path,
    force: bool,
    start: str | None,
    end: str,
    every: str,
    base_url: str | None,
    today: str | None,
    everywhere: bool,
    data: str | None,
) -> None:
    """A static site: a map with a slider, a page for every date and crossing, feeds and data.

    With --all the sites of the other frontiers stand below it, beside a map of all with a slider.

    \b
    borders site -o build/site
    borders site -o build/site --from 2023-11-15 --to 2023-12-20
    borders site -o build/site --base-url https://example.org/borders/
    borders site --all -o build/site
    """
    from borders.site import build

    dataset, *others = options.atlas(data, everywhere=everywhere).values()
    for each in (dataset, *others):
        each.require_no_errors()
    zone = dataset.package.zone
    last = dataset.when(today) if end == "today" and today else options.when(dataset, end)
    with _progress_bar() as progress:
        count = build.build(
            dataset,
            output,
            options.when(dataset, start).last_day(zone) if start else None,
            last.last_day(zone),
            every_day=every == "day",
            base_url=base_url,
            others=others,
            force=force,
            progress=progress,
        )
    # Translators: {file} is the front page of the site
    message = ngettext(
        "wrote {count} date page; open {file}",
        "wrote {count} date pages; open {file}",
        count,
        file=(output / "index.html").resolve(),
    )
    streams.print_message(message)


@command(summary="The record as CSV, GeoJSON, GeoParquet and Data Package.")
@_output
@options.every_frontier
@options.data
def export(output: Path, force: bool, everywhere: bool, data: str | None) -> None:
    """The record as CSV, GeoJSON, GeoParquet and a Data Package, and all of it as one .zip.

    With --all there is a folder for each frontier, and the spans of all as one GeoParquet that is
    partitioned by a column `frontier`.

    \b
    borders export -o build/export
    borders export --all -o build/export
    """
    from borders import atomic_files
    from borders.export import atlas_files, data_package

    every = options.atlas(data, everywhere=everywhere)
    for dataset in every.values():
        dataset.require_no_errors()
    if len(every) == 1 and not everywhere:
        files = data_package.all_files(next(iter(every.values())))
    else:
        files = atlas_files.files(every)
    written = []
    inputs = [dataset.folder for dataset in every.values()]
    with atomic_files.new_folder(output, "export", force=force, inputs=inputs) as new:
        for path, content in files:
            atomic_files.write_in_new_folder(new, path, content)
            written.append(Path(path).suffix)
    message = ngettext(
        "wrote {count} file into {folder}",
        "wrote {count} files into {folder}",
        len(written),
        folder=output,
    )
    streams.print_message(message)
    if ".parquet" not in written:
        missing = gettext("no GeoParquet: it needs pyarrow, pip install 'borders[parquet]'")
        streams.print_message(missing)


@contextmanager
def _progress_bar() -> Iterator[Progress | None]:
    """A progress bar on standard error; `None` where that is not a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, file=sys.stderr) as bar:

        def show(made: int, total: int) -> None:
            bar.length = total
            bar.update(made - bar.pos)

        yield show
