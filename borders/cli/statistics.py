"""The commands that print or draw statistics and arrivals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from borders.cli import options, statistics_text
from borders.cli.help_texts import command
from borders.cli.text_layout import paragraphs
from borders.language import gettext
from borders.model import Crossing, Service
from borders.query.dataset import Dataset
from borders.query.statistics import By

_ALL = "all"


def _output(command: options.F) -> options.F:
    return click.option(
        "-o",
        "--output",
        type=click.Path(),
        metavar="FILE",
        help="Draw a chart instead: the .svg or .png to write.",
    )(command)


@command(summary="Days open and closed, and the closures.")
@options.crossing(nargs=-1)
@options.when_option("--from", "start", help="The first day. [default: the record's]")
@options.when_option("--to", "end", help="The last day. [default: the last verified]")
@click.option("--by", type=click.Choice(["year", "month"]), help="A row for each.")
@click.option(
    "--service",
    type=click.Choice([*options.SERVICES.choices, _ALL]),
    help="What the points offer, or all of it. [default: each one's main service]",
)
@options.as_of
@click.option("--frontier", is_flag=True, help="Only how many were open, and the gaps between.")
@options.every_frontier
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
    everywhere: bool,
    form: str,
    output: str | None,
    data: str | None,
) -> None:
    """Days open, restricted, closed and unknown, closures, and the frontier between open points.

    Of every CROSSING that is named; of all and of the frontier if none is. The period is that from
    the record's beginning through the day to which it was verified, unless it is given; later days
    are counted apart. As CSV it is a table of the crossings, or with --frontier of the frontier.

    \b
    borders stats vaalimaa --from 2023-11-01 --to 2024-04-30 --by month
    borders stats --frontier --by year --format csv
    borders stats --all --from 2023-10-01 --to 2024-05-31
    borders stats --from 2023-10-01 --to 2024-05-31 -o chart.svg
    """
    from borders.export import json_statistics
    from borders.export.json_answers import home
    from borders.views.statistics import StatisticsQuery, statistics_view

    if crossing and frontier:
        raise click.UsageError(gettext("--frontier goes without a CROSSING"))
    if everywhere and (crossing or output is not None):
        raise click.UsageError(gettext("--all goes without a CROSSING and without -o"))
    single = None if service in (None, _ALL) else Service(service)
    datasets = (
        list(options.atlas(data, everywhere=True).values())
        if everywhere
        else [options.dataset_of(data, crossing[0] if crossing else None, single)]
    )

    def query(dataset: Dataset) -> StatisticsQuery:
        first, last, known = (
            None if moment is None else options.when(dataset, moment)
            for moment in (start, end, as_of)
        )
        services = [] if frontier and output is None else _services(dataset, crossing, service)
        return StatisticsQuery(
            services=list(services),
            frontier=not crossing,
            start=first,
            end=last,
            by=by,
            service=single,
            as_of=known,
            now=options.when(dataset, "today"),
        )

    if output is not None:
        from borders.pictures import statistics_chart
        from borders.views.statistics_chart import chart_view

        (dataset,) = datasets
        options.draw(
            dataset, output, lambda: statistics_chart.svg(chart_view(dataset, query(dataset)))
        )
        return
    views = [(dataset, statistics_view(dataset, query(dataset))) for dataset in datasets]
    rows = json_statistics.frontier_rows if frontier else json_statistics.service_rows

    def as_text() -> str:
        return "\n\n".join(
            paragraphs(
                dataset.translated(dataset.package.frontier_title) if everywhere else "",
                statistics_text.statistics(view),
                options.frontier_words(dataset, data) if not everywhere else "",
            )
            for dataset, view in views
        )

    def as_json() -> object:
        answers = [json_statistics.statistics(view) for _, view in views]
        if not everywhere:
            return answers[0]
        return [
            {**home(dataset), "statistics": answer}
            for (dataset, _), answer in zip(views, answers, strict=True)
        ]

    def as_rows() -> Iterator[Mapping[str, object]]:
        for dataset, view in views:
            of = home(dataset) if everywhere else {}
            yield from (of | row for row in rows(view))

    options.show(form, as_text=as_text, as_json=as_json, as_rows=as_rows)


@command(summary="The published numbers of asylum arrivals.")
@options.form()
@_output
@options.data
def arrivals(form: str, output: str | None, data: str | None) -> None:
    """The published numbers of asylum arrivals: when, where, how many, of whom, who says so.

    \b
    borders arrivals --format json
    borders arrivals -o arrivals.svg
    """
    from borders.export import json_statistics
    from borders.views.about import verified_words
    from borders.views.arrivals import published_numbers

    dataset = Dataset.load(data)
    if output is not None:
        from borders.pictures import arrivals_chart
        from borders.views.arrivals_chart import chart_view

        options.draw(dataset, output, lambda: arrivals_chart.svg(chart_view(dataset)))
        return
    numbers = published_numbers(dataset)
    words = verified_words(dataset, verified=True)
    options.show(
        form,
        as_text=lambda: statistics_text.arrivals(numbers, words),
        as_json=lambda: json_statistics.arrivals(numbers, dataset.package),
    )


def _services(
    dataset: Dataset, names: tuple[str, ...], service: str | None
) -> Iterator[tuple[Crossing, Service]]:
    """The services of the crossings with these `names`, or without a name of all crossings.

    Of each crossing what answers for a `service`, by default its main one, or all of them.
    """
    single = None if service in (None, _ALL) else Service(service)
    named = [dataset.crossing(name, single) for name in names]
    crossings = {crossing.id: crossing for crossing in named} or dataset.record.crossings
    for crossing in crossings.values():
        offered = crossing.services if service == _ALL else crossing.answering(single)
        yield from ((crossing, each) for each in offered)
