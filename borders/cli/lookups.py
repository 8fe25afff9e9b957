"""The look-ups other than that of a status: crossings, histories, changes, claims and others."""

from __future__ import annotations

from collections.abc import Sequence

import click

from borders.cli import lookups_text, options
from borders.cli.help_texts import command
from borders.cli.text_layout import paragraphs
from borders.errors import BordersError
from borders.export import json_answers
from borders.export.serialise import Json
from borders.language import gettext
from borders.local_time import When
from borders.model import Claim, Service
from borders.query.atlas import Atlas
from borders.query.dataset import Dataset
from borders.query.slices import Nearby
from borders.views.about import begins_words, standing_words
from borders.views.changes import joint_changes
from borders.views.history import service_history


@command(summary="All crossing points from south to north, and their status.")
@options.at
@options.as_of
@options.form()
@options.data
def crossings(at: str, as_of: str | None, form: str, data: str | None) -> None:
    """The crossing points from south to north, their status, and the frontier's length.

    \b
    borders crossings --at 2023-11-27
    """
    dataset = Dataset.load(data)
    known, moment = options.known(dataset, as_of), options.when(dataset, at)
    answer = dataset.slice(moment, known)
    options.show(
        form,
        as_text=lambda: paragraphs(
            lookups_text.crossings(dataset, answer),
            begins_words(dataset, moment),
            standing_words(dataset),
        ),
        as_json=lambda: json_answers.crossings(dataset, answer),
    )


@command(summary="Every status a crossing has had, and the decisions behind it.")
@options.crossing(required=False)
@click.option("--all", "everything", is_flag=True, help="All road crossings, as a picture.")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    help="With --all: the .svg or .png file to write.",
)
@options.service
@options.as_of
@options.form()
@options.data
def history(
    crossing: str | None,
    everything: bool,
    output: str | None,
    service: str | None,
    as_of: str | None,
    form: str,
    data: str | None,
) -> None:
    """Every status a CROSSING has had, the decisions behind it, and planned ends that never came.

    \b
    borders history salla
    borders history --all -o timeline.svg
    """
    dataset = options.dataset_of(data, crossing, service)
    known = options.known(dataset, as_of)
    if everything:
        _write_timeline(dataset, known, crossing, output)
        return
    if crossing is None or output is not None:
        raise click.UsageError(gettext("name a CROSSING, or write --all -o timeline.svg"))
    point = dataset.crossing(crossing, service)
    chosen = point.answering(Service(service) if service else None)[0]
    answer = service_history(dataset, point, chosen, known)
    options.show(
        form,
        as_text=lambda: paragraphs(
            lookups_text.history(dataset, answer), options.frontier_words(dataset, data)
        ),
        as_json=lambda: json_answers.history(dataset, answer),
    )


@command(summary="What changed, when and by which decision.")
@options.when_option("--from", "start", help="The first day or instant.")
@options.when_option("--to", "end", help="The last day or instant.")
@options.service
@options.as_of
@options.every_frontier
@options.form()
@options.data
def changes(
    start: str | None,
    end: str | None,
    service: str | None,
    as_of: str | None,
    everywhere: bool,
    form: str,
    data: str | None,
) -> None:
    """What changed, when and by which decision; every service unless one is named.

    \b
    borders changes --from 2023-11-01 --to 2023-12-31 --service road
    borders changes --from 2023-11-01 --all
    """
    every = options.atlas(data, everywhere=everywhere)
    first, last, known = (options.moment(every, text) for text in (start, end, as_of))
    groups = [
        (dataset, group)
        for dataset in every.values()
        for group in joint_changes(
            change
            for change in dataset.changes(first, last, known)
            if options.is_asked(service, change.crossing, change.service)
        )
    ]
    groups.sort(key=lambda entry: entry[1].at)
    options.show(
        form,
        as_text=lambda: paragraphs(
            lookups_text.changes(every, groups),
            lookups_text.zones(every),
            lookups_text.begins(every, last),
            lookups_text.of_each({dataset.name: dataset for dataset, _ in groups}, standing_words),
        ),
        as_json=lambda: [
            {**json_answers.change(group, dataset.package.zone), **json_answers.home(dataset)}
            for dataset, group in groups
        ],
    )


@command(summary="What is not the same at two times.")
@options.when_argument("first", metavar="WHEN1")
@options.when_argument("second", metavar="WHEN2")
@options.service
@options.as_of
@options.form()
@options.data
def diff(
    first: str,
    second: str,
    service: str | None,
    as_of: str | None,
    form: str,
    data: str | None,
) -> None:
    """What is not the same at two times, since when, and by which decision.

    \b
    borders diff 2023-11-17 2023-12-20 --service road
    """
    dataset = Dataset.load(data)
    known = options.known(dataset, as_of)
    before, after = options.when(dataset, first), options.when(dataset, second)
    zone, standing = dataset.package.zone, json_answers.standing(dataset.package)
    pairs = [
        pair
        for pair in dataset.diff(before, after, known)
        if options.is_asked(service, pair.after.crossing, pair.after.service)
    ]
    options.show(
        form,
        as_text=lambda: paragraphs(
            lookups_text.differences(dataset, pairs),
            begins_words(dataset, before) or begins_words(dataset, after),
            standing_words(dataset),
        ),
        as_json=lambda: [json_answers.difference(pair, zone) | standing for pair in pairs],
    )


@command(
    summary="The open crossings nearest to a place.",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@options.at
@click.option(
    "--service",
    type=options.SERVICES,
    default=str(Service.ROAD),
    show_default=True,
    help="What the point is to offer.",
)
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="At most so many.",
)
@options.as_of
@options.form()
@options.data_of_all
def nearest(
    lat: float,
    lon: float,
    at: str,
    service: str,
    count: int,
    as_of: str | None,
    form: str,
    data: str | None,
) -> None:
    """The open crossings nearest to LAT LON (degrees, WGS 84), in a straight line, not by road.

    Road crossings, unless another service is named; of all frontiers, unless one is named. A local
    time is that of each frontier.

    \b
    borders nearest 60.17 24.94 --at 2023-11-20
    borders nearest 60.17 24.94 --at 2023-11-20 --service rail-freight --data finland-russia
    """
    every = options.atlas(data, everywhere=data is None)
    known, moment = options.moment(every, as_of), options.moment(every, at)
    assert moment is not None  # it is now by default
    try:
        near = every.nearest(lat, lon, moment, service, known, count)
    except BordersError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    answered = {entry.status.crossing.frontier for entry in near}
    options.show(
        form,
        as_text=lambda: paragraphs(
            lookups_text.nearest(near, Service(service), several=len(every) > 1),
            lookups_text.begins(every, moment),
            lookups_text.of_each(
                {name: every[name] for name in every if name in answered}, standing_words
            ),
        ),
        as_json=lambda: [_nearby(every, entry) for entry in near],
    )


@command(summary="Contested claims, and what the record says.")
@options.crossing(required=False)
@options.form()
@options.data
def claims(crossing: str | None, form: str, data: str | None) -> None:
    """Contested claims, of all or of one CROSSING: who states what, and what the record says.

    \b
    borders claims vaalimaa
    """
    from borders.views.claims import claims_about

    dataset = options.dataset_of(data, crossing)
    about = dataset.crossing(crossing) if crossing else None
    standing = json_answers.standing(dataset.package)
    entries: Sequence[Claim] = claims_about(dataset, about) if about else dataset.record.claims
    options.show(
        form,
        as_text=lambda: paragraphs(
            lookups_text.claims(dataset, entries),
            standing_words(dataset),
            options.frontier_words(dataset, data),
        ),
        as_json=lambda: [json_answers.claim(entry) | standing for entry in entries],
    )


def _nearby(every: Atlas[Dataset], near: Nearby) -> Json:
    dataset = every[near.status.crossing.frontier]
    return {**json_answers.nearby(near, dataset.package.zone), **json_answers.home(dataset)}


def _write_timeline(
    dataset: Dataset, known: When | None, crossing: str | None, output: str | None
) -> None:
    """Draw the timelines of the headline points up to today into a file."""
    from borders.pictures import timeline_picture
    from borders.views.timelines import timelines

    if crossing is not None or output is None:
        raise click.UsageError(
            gettext("--all goes without a CROSSING and with -o FILE.svg or FILE.png")
        )
    today = options.when(dataset, "today").last_day(dataset.package.zone)
    options.draw(dataset, output, lambda: timeline_picture.svg(timelines(dataset, today, known)))
