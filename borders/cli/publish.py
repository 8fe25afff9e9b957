"""The commands that write: a map, a site, an export."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import click

from borders.cli import options
from borders.language import gettext, ngettext
from borders.pictures.svg import png
from borders.query.dataset import Dataset


@click.command(name="map")
@click.argument("date")
@click.option(
    "-o",
    "--output",
    required=True,
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
@options.data
def map_(date: str, output: str, layout: str, as_of: str | None, data: str | None) -> None:
    """The map of a DATE or an instant: a page that works offline, or a picture.

    \b
    borders map 2023-11-27 -o map.html
    borders map 2023-12-15 -o map.svg
    borders map 2023-12-15 -o card.png --layout card
    """
    from borders import atomic_files as files

    suffix = Path(output).suffix.lower()
    if output != "-" and suffix not in (".html", ".svg", ".png"):
        raise click.UsageError(gettext("{file} must end in .html, .svg or .png", file=output))
    dataset = Dataset.load(data)
    dataset.require_sound()
    known = options.known(dataset, as_of)
    shown = dataset.slice(options.when(dataset, date), known)
    if suffix in (".svg", ".png"):
        from borders.pictures import map_picture as picture
        from borders.pictures.map_layout import LAYOUTS

        content: str | bytes = picture.svg(dataset, shown, LAYOUTS[layout])
        if suffix == ".png":
            content = png(str(content))
    else:
        from borders.site.pages.single_file import single_page

        content = single_page(dataset, shown)
    if output == "-":
        click.echo(content, nl=False)
    else:
        files.write_file(Path(output), content)
        options.wrote(output)


def _output(command: options.F) -> options.F:
    return click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The folder to write; one that the same command wrote is replaced.",
    )(command)


@click.command()
@_output
@click.option("--from", "start", metavar="DATE", help="First date. [default: as the data says]")
@click.option("--to", "end", metavar="DATE", default="today", show_default=True, help="Last date.")
@click.option(
    "--every",
    type=click.Choice(["day", "change"]),
    default="day",
    show_default=True,
    help="A page for every day, or only for the days with a change and the first and last.",
)
@click.option("--base-url", metavar="URL", help="The address at which the site will be.")
@click.option("--today", metavar="DATE", help="What day it is. [default: the clock's]")
@options.data
def site(
    output: Path,
    start: str | None,
    end: str,
    every: str,
    base_url: str | None,
    today: str | None,
    data: str | None,
) -> None:
    """A static site: a map with a slider, a page for every date and crossing, feeds and data.

    \b
    borders site -o build/site
    borders site -o build/site --from 2023-11-15 --to 2023-12-20
    borders site -o build/site --base-url https://example.org/borders/
    """
    from borders.site import build as renderer

    dataset = Dataset.load(data)
    dataset.require_sound()
    zone = dataset.package.zone
    last = dataset.when(today) if end == "today" and today else options.when(dataset, end)
    first = options.when(dataset, start) if start else dataset.when(dataset.package.site_from)
    count = renderer.build(
        dataset,
        output,
        first.last_day(zone),
        last.last_day(zone),
        every_day=every == "day",
        base_url=base_url,
        progress=_progress(),
    )
    # Translators: {file} is the front page of the site
    said = ngettext(
        "wrote {count} date page; open {file}",
        "wrote {count} date pages; open {file}",
        count,
        file=(output / "index.html").resolve(),
    )
    click.echo(said, err=True)


@click.command()
@_output
@options.data
def export(output: Path, data: str | None) -> None:
    """The record as CSV, GeoJSON, GeoParquet and a Data Package, and all of it as one .zip.

    \b
    borders export -o build/export
    """
    from borders import atomic_files as files
    from borders.export import data_package as downloads

    dataset = Dataset.load(data)
    dataset.require_sound()
    through = dataset.package.verified_through
    days = sorted({*dataset.change_days(end=through), through})
    written = []
    with files.new_folder(output, "export") as aside:
        for path, content in downloads.files(dataset, days):
            files.write_new(aside, path.removeprefix(f"{downloads.FOLDER}/"), content)
            written.append(Path(path).suffix)
    said = ngettext(
        "wrote {count} file into {folder}",
        "wrote {count} files into {folder}",
        len(written),
        folder=output,
    )
    click.echo(said, err=True)
    if ".parquet" not in written:
        said = gettext("no GeoParquet: it needs pyarrow, pip install 'borders[parquet]'")
        click.echo(said, err=True)


def _progress() -> Callable[[str], None] | None:
    """Counts files on a terminal, in one line; elsewhere it is silent."""
    if not sys.stderr.isatty():
        return None
    counted = itertools.count(1)

    def tell(_path: str) -> None:
        said = ngettext("{count} file", "{count} files", next(counted))
        click.echo(f"\r{said} ", nl=False, err=True)

    return tell
