"""The look-up of a status. It imports no more than it needs, so that it starts fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from borders.cli import options, status_text
from borders.cli.help_texts import command
from borders.cli.text_layout import paragraphs
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus

if TYPE_CHECKING:
    from borders.views.explanation import Explanation


@command(summary="Whether a crossing was open, since when and why.")
@options.crossing(required=False)
@options.at
@options.service
@options.as_of
@click.option("--explain", is_flag=True, help="Add what held, what governed and why, and claims.")
@options.form()
@options.data
def status(
    crossing: str | None,
    at: str,
    service: str | None,
    as_of: str | None,
    explain: bool,
    form: str,
    data: str | None,
) -> None:
    """The status of a CROSSING, found by id or by name in any language on either side.

    Without a CROSSING, a line for each principal point, or each that offers the --service.

    \b
    borders status vaalimaa --at 2023-12-15T20:00
    borders status Торфяновка --at 2024-01-20 --as-of 2023-11-17T12:00
    borders status vaalimaa --at 2023-11-20 --explain
    """
    dataset = options.dataset_of(data, crossing, service)
    known, moment = options.known(dataset, as_of), options.when(dataset, at)
    if crossing is None:
        if explain:
            raise click.UsageError(gettext("--explain goes with a CROSSING"))
        answers = [
            dataset.status(point.id, moment, service, known)
            for point in dataset.record.crossings.values()
            if (service in point.services if service else point.principal)
        ]
        options.show(
            form,
            as_text=lambda: status_text.statuses(dataset, moment, answers),
            as_json=lambda: [_json(dataset, answer, None) for answer in answers],
        )
        return
    answer = dataset.status(crossing, moment, service, known)
    explanation = _explanation(dataset, answer) if explain else None
    options.show(
        form,
        as_text=lambda: paragraphs(
            _text(dataset, answer, explanation), options.frontier_words(dataset, data)
        ),
        as_json=lambda: _json(dataset, answer, explanation),
    )


def _explanation(dataset: Dataset, answer: ServiceStatus) -> Explanation:
    from borders.views.explanation import explain

    return explain(dataset, answer)


def _text(dataset: Dataset, answer: ServiceStatus, explanation: Explanation | None) -> str:
    text = status_text.status(dataset, answer)
    if explanation is None:
        return text
    from borders.cli import explanation_text

    return paragraphs(text, explanation_text.explanation(dataset, explanation))


def _json(dataset: Dataset, answer: ServiceStatus, explanation: Explanation | None) -> object:
    from borders.export import json_answers

    return json_answers.explained_status(dataset, answer, explanation)
