"""The commands that print or draw figures."""

from __future__ import annotations

from collections.abc import Iterator

import click

from borders.cli import options, statistics_text
from borders.cli.help_texts import command
from borders.language import gettext
from borders.model import Crossing, Service
from borders.query.dataset import Dataset
from borders.query.statistics import By

_ALL = "all"


def _output(command: options.F) -> options.F:
    return click.option(
        "-o", "--output", metavar="FILE", help="Draw a chart instead: the .svg or .png to write."
    )(command)


@command()
@click.argument("crossing", nargs=-1)
@click.option("--from", "start", metavar="WHEN", help="The first day. [default: the record's]")
@click.option("--to", "end", metavar="WHEN", help="The last day. [default: the last verified]")
@click.option("--by", type=click.Choice(["year", "month"]), help="A row for each.")
@click.option(
    "--service",
    type=click.Choice([*options.SERVICES.choices, _ALL]),
    help="What the points offer, or all of it. [default: each one's main service]",
)
@options.as_of
@click.option("--frontier", is_flag=True, help="Only how many were open, and the gaps between.")
@options.form("csv")
@_output
@options.data
def stats(
    crossing: tuple[str, ...],
    start: str | None,
    end: str | None,
    by: By | None,
    service: str | None,
    as_of: str | None,
    frontier: bool,
    form: str,
    output: str | None,
    data: str | None,
) -> None:
    """Days open, restricted, closed and unknown, closures, and the frontier between open points.

    Of every CROSSING that is named; of all and of the frontier if none is. The period is that from
    the record's beginning through the day to which it was verified, unless it is given. As CSV it
    is a table of the crossings, or with --frontier of the frontier.

    \b
    borders stats vaalimaa --from 2023-11-01 --to 2024-04-30 --by month
    borders stats --frontier --by year --format csv
    borders stats --from 2023-10-01 --to 2024-05-31 -o chart.svg
    """
    from borders.views import statistics

    if crossing and frontier:
        raise click.UsageError(gettext("--frontier goes without a CROSSING"))
    dataset = Dataset.load(data)
    known = options.known(dataset, as_of)
    first, last = (
        None if moment is None else options.when(dataset, moment) for moment in (start, end)
    )
    asked = statistics.Asked(
        services=[] if frontier and output is None else list(_services(dataset, crossing, service)),
        frontier=not crossing,
        start=first,
        end=last,
        by=by,
        service=None if service == _ALL else service,
        as_of=known,
    )
    if output is not None:
        from borders.pictures import statistics_chart

        options.draw(
            dataset, output, lambda: statistics_chart.stats(statistics.chart(dataset, asked))
        )
        return
    view = statistics.figures(dataset, asked)
    options.show(
        form,
        as_text=lambda: statistics_text.figures(view),
        as_json=lambda: view,
        as_rows=lambda: statistics.frontier_rows(view) if frontier else statistics.rows(view),
    )


@command()
@options.form()
@_output
@options.data
def arrivals(form: str, output: str | None, data: str | None) -> None:
    """The published numbers of asylum arrivals: when, where, how many, of whom, who says so.

    \b
    borders arrivals --format json
    borders arrivals -o arrivals.svg
    """
    from borders.views import arrivals as arrivals_view

    dataset = Dataset.load(data)
    view = arrivals_view.arrivals(dataset)
    if output is not None:
        from borders.pictures import arrivals_chart

        options.draw(dataset, output, lambda: arrivals_chart.svg(view))
        return
    keys = ("numbers", "verified_through")
    options.show(
        form,
        as_text=lambda: statistics_text.arrivals(view),
        as_json=lambda: {key: view[key] for key in keys},
    )


def _services(
    dataset: Dataset, names: tuple[str, ...], service: str | None
) -> Iterator[tuple[Crossing, Service]]:
    """The services that are asked for: of the crossings named, or of all."""
    one = None if service in (None, _ALL) else Service(service)
    named = {crossing.id: crossing for name in names for crossing in [dataset.crossing(name, one)]}
    for crossing in (named or dataset.record.crossings).values():
        if service == _ALL:
            yield from ((crossing, offered) for offered in crossing.services)
        elif one is None or one in crossing.services:
            yield crossing, one or crossing.main_service
