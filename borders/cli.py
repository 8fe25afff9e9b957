"""The commands: the only user of click, and the only place that asks what time it is."""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

import borders
from borders import views
from borders.dataset import Dataset
from borders.errors import BordersError, DataError, WhenError
from borders.model import Service
from borders.moments import When
from borders.render import text

F = TypeVar("F", bound=Callable[..., Any])

WHEN_HELP = (
    "A date (2023-12-15), a local date-time (2023-12-15T20:00), one with an offset, "
    "or now, today, yesterday."
)


class _Group(click.Group):
    """Turns every error of the package into one clear message and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BordersError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


def _data(command: F) -> F:
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="A data folder. [default: the Finland–Russia frontier]",
    )(command)


def _format(command: F) -> F:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to print the facts.",
    )(command)


def _service(command: F) -> F:
    return click.option(
        "--service",
        type=click.Choice([str(service) for service in Service]),
        help="What the point offers. [default: its main service]",
    )(command)


def _as_of(command: F) -> F:
    return click.option("--as-of", metavar="WHEN", help="Answer with what was known then.")(command)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="borders")
def main() -> None:
    """Which crossing points of the Finland–Russia frontier were open at any instant, and why.

    \b
    borders status vaalimaa
    borders map 2023-12-15 -o map.html
    borders site -o build/site
    """


@main.command()
@click.argument("crossing")
@click.option("--at", default="now", metavar="WHEN", help=WHEN_HELP, show_default=True)
@_service
@_as_of
@_format
@_data
def status(
    crossing: str, at: str, service: str | None, as_of: str | None, form: str, data: Path | None
) -> None:
    """The status of a CROSSING, found by id or by name in any language on either side.

    \b
    borders status vaalimaa --at 2023-12-15T20:00
    borders status Торфяновка --at 2024-01-20 --as-of 2023-11-17T12:00
    """
    dataset = borders.load(data)
    known = None if as_of is None else _when(dataset, as_of)
    view = views.status(dataset, dataset.status(crossing, _when(dataset, at), service, known))
    if form == "json":
        _print_json(view)
    else:
        remark = views.verified_words(dataset, verified=view["verified"])
        click.echo(text.status(view, dataset.package.zone, remark))


@main.command()
@click.option("--at", default="now", metavar="WHEN", help=WHEN_HELP, show_default=True)
@_as_of
@_format
@_data
def crossings(at: str, as_of: str | None, form: str, data: Path | None) -> None:
    """The crossing points from south to north, their status, and the frontier's length.

    \b
    borders crossings --at 2023-11-27
    """
    dataset = borders.load(data)
    known = None if as_of is None else _when(dataset, as_of)
    found = views.crossings(dataset, dataset.slice(_when(dataset, at), known))
    line = views.frontier(dataset)
    if form == "json":
        _print_json({"frontier": line, "crossings": found})
    else:
        click.echo(text.crossings(found, line))


@main.command()
@click.argument("crossing", required=False)
@click.option("--all", "everything", is_flag=True, help="All road crossings, as a picture.")
@click.option("-o", "--output", metavar="FILE", help="With --all: the .svg or .png file to write.")
@_service
@_as_of
@_format
@_data
def history(
    crossing: str | None,
    everything: bool,
    output: str | None,
    service: str | None,
    as_of: str | None,
    form: str,
    data: Path | None,
) -> None:
    """Every status a CROSSING has had, the decisions behind it, and planned ends that never came.

    \b
    borders history salla
    borders history --all -o timeline.svg
    """
    dataset = borders.load(data)
    known = None if as_of is None else _when(dataset, as_of)
    if everything:
        _write_timeline(dataset, known, crossing, output)
        return
    if crossing is None or output is not None:
        raise click.UsageError("name a CROSSING, or write --all -o timeline.svg")
    found = dataset.crossing(crossing, service)
    offered = Service(service) if service else found.services[0]
    view = views.history(dataset, found, offered, known)
    if form == "json":
        _print_json(view)
    else:
        click.echo(text.history(view, dataset.package.zone))


@main.command()
@click.option("--from", "start", metavar="WHEN", help="The first day or instant.")
@click.option("--to", "end", metavar="WHEN", help="The last day or instant.")
@_service
@_as_of
@_format
@_data
def changes(
    start: str | None,
    end: str | None,
    service: str | None,
    as_of: str | None,
    form: str,
    data: Path | None,
) -> None:
    """What changed, when and by which decision; every service unless one is named.

    \b
    borders changes --from 2023-11-01 --to 2023-12-31 --service road
    """
    dataset = borders.load(data)
    first, last, known = (
        None if moment is None else _when(dataset, moment) for moment in (start, end, as_of)
    )
    found = [
        change
        for change in dataset.changes(first, last, known)
        if service is None or change.service == service
    ]
    view = views.changes(dataset, found)
    if form == "json":
        _print_json(view)
    else:
        click.echo(text.changes(view, dataset.package.zone))


@main.command()
@click.argument("first", metavar="WHEN1")
@click.argument("second", metavar="WHEN2")
@_service
@_as_of
@_format
@_data
def diff(
    first: str,
    second: str,
    service: str | None,
    as_of: str | None,
    form: str,
    data: Path | None,
) -> None:
    """What is not the same at two times, since when, and by which decision.

    \b
    borders diff 2023-11-17 2023-12-20 --service road
    """
    dataset = borders.load(data)
    known = None if as_of is None else _when(dataset, as_of)
    found = [
        pair
        for pair in dataset.diff(_when(dataset, first), _when(dataset, second), known)
        if service is None or pair.after.service == service
    ]
    view = views.differences(dataset, found)
    if form == "json":
        _print_json(view)
    else:
        click.echo(text.differences(view, dataset.package.zone))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--at", default="now", metavar="WHEN", help=WHEN_HELP, show_default=True)
@_service
@_as_of
@_format
@_data
def nearest(
    lat: float,
    lon: float,
    at: str,
    service: str | None,
    as_of: str | None,
    form: str,
    data: Path | None,
) -> None:
    """The open crossings nearest to LAT LON (degrees, WGS 84), in a straight line, not by road.

    \b
    borders nearest 60.17 24.94 --at 2023-11-20
    """
    dataset = borders.load(data)
    known = None if as_of is None else _when(dataset, as_of)
    try:
        found = dataset.nearest(lat, lon, _when(dataset, at), service, known)
    except BordersError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    view = views.nearest(dataset, found)
    if form == "json":
        _print_json(view)
    else:
        click.echo(text.nearest(view))


@main.command(name="map")
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
@_as_of
@_data
def map_(date: str, output: str, layout: str, as_of: str | None, data: Path | None) -> None:
    """The map of a DATE or an instant: a page that works offline, or a picture.

    \b
    borders map 2023-11-27 -o map.html
    borders map 2023-12-15 -o map.svg
    borders map 2023-12-15 -o card.png --layout card
    """
    from borders import files

    suffix = Path(output).suffix.lower()
    if output != "-" and suffix not in (".html", ".svg", ".png"):
        raise click.UsageError(f"{output} must end in .html, .svg or .png")
    dataset = borders.load(data)
    dataset.require_sound()
    known = None if as_of is None else _when(dataset, as_of)
    shown = dataset.slice(_when(dataset, date), known)
    if suffix in (".svg", ".png"):
        from borders.render import picture
        from borders.scene import LAYOUTS

        content: str | bytes = picture.svg(dataset, shown, LAYOUTS[layout])
        if suffix == ".png":
            content = picture.png(str(content))
    else:
        from borders.render import page

        content = page.single_page(dataset, shown)
    if output == "-":
        click.echo(content, nl=False)
    else:
        files.write_file(Path(output), content)
        click.echo(f"wrote {output}", err=True)


@main.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR")
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
@_data
def site(
    output: Path,
    start: str | None,
    end: str,
    every: str,
    base_url: str | None,
    today: str | None,
    data: Path | None,
) -> None:
    """A static site: a map with a slider, a page for every date and crossing, feeds and data.

    \b
    borders site -o build/site
    borders site -o build/site --from 2023-11-15 --to 2023-12-20
    borders site -o build/site --base-url https://example.org/borders/
    """
    from borders.render import site as renderer

    dataset = borders.load(data)
    dataset.require_sound()
    zone = dataset.package.zone
    last = dataset.when(today) if end == "today" and today else _when(dataset, end)
    first = _when(dataset, start) if start else dataset.when(dataset.package.site_from)
    count = renderer.build(
        dataset,
        output,
        first.last_day(zone),
        last.last_day(zone),
        every_day=every == "day",
        base_url=base_url,
        progress=_progress(),
    )
    click.echo(f"wrote {count} date pages; open {(output / 'index.html').resolve()}", err=True)


@main.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR")
@_data
def export(output: Path, data: Path | None) -> None:
    """The record as CSV, GeoJSON, GeoParquet and a Data Package, and all of it as one .zip.

    \b
    borders export -o build/export
    """
    from borders import files
    from borders.render import downloads

    dataset = borders.load(data)
    dataset.require_sound()
    through = dataset.package.verified_through
    days = sorted({*dataset.change_days(end=through), through})
    written = []
    with files.new_folder(output) as aside:
        for path, content in downloads.files(dataset, days):
            place = aside / Path(path).relative_to(downloads.FOLDER)
            place.parent.mkdir(parents=True, exist_ok=True)
            files.write_file(place, content)
            written.append(place.suffix)
    click.echo(f"wrote {len(written)} files into {output}", err=True)
    if ".parquet" not in written:
        click.echo("no GeoParquet: it needs pyarrow, pip install 'borders[parquet]'", err=True)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Every problem in a data FOLDER, each with file, row, column and a code.

    \b
    borders check my-frontier/
    """
    dataset = borders.load(folder)
    if problems := dataset.problems():
        raise DataError(str(folder or dataset.folder), problems)
    record = dataset.record
    click.echo(
        f"{record.package.title}: no problems in {len(record.crossings)} crossings, "
        f"{len(record.measures)} measures, {len(record.decisions)} decisions, "
        f"{len(record.sources)} sources, {len(record.claims)} claims, {len(record.events)} events, "
        f"{len(record.arrivals)} numbers of arrivals"
    )


def _progress() -> Callable[[str], None] | None:
    """Counts files on a terminal, in one line; elsewhere it is silent."""
    if not sys.stderr.isatty():
        return None
    counted = itertools.count(1)

    def tell(_path: str) -> None:
        click.echo(f"\r{next(counted)} files ", nl=False, err=True)

    return tell


def _write_timeline(
    dataset: Dataset, known: When | None, crossing: str | None, output: str | None
) -> None:
    from borders import files
    from borders.render import picture, strip

    if crossing is not None or output is None or not output.lower().endswith((".svg", ".png")):
        raise click.UsageError("--all goes without a CROSSING and with -o FILE.svg or FILE.png")
    dataset.require_sound()
    today = _when(dataset, "today").last_day(dataset.package.zone)
    content: str | bytes = strip.svg(views.timelines(dataset, today, known))
    if output.lower().endswith(".png"):
        content = picture.png(str(content))
    files.write_file(Path(output), content)
    click.echo(f"wrote {output}", err=True)


def _when(dataset: Dataset, moment: str) -> When:
    """A WHEN of the command line; now is the clock's, or SOURCE_DATE_EPOCH where that is set."""
    if moment not in ("now", "today", "yesterday"):
        return dataset.when(moment)
    now = _now()
    if moment == "now":
        return dataset.when(now)
    today = now.astimezone(dataset.package.zone).date()
    return dataset.when(today - timedelta(days=moment == "yesterday"))


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise WhenError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds") from None


def _print_json(view: Any) -> None:
    json.dump(view, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
