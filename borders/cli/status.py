"""The look-up of a status: alone, so that it starts fast."""

from __future__ import annotations

import click

from borders.cli import options, text
from borders.query.dataset import Dataset
from borders.views import answers as views
from borders.views.coverage import verified_words


@click.command()
@click.argument("crossing")
@options.at
@options.service
@options.as_of
@click.option("--explain", is_flag=True, help="Add what held, what governed and why, and claims.")
@options.form
@options.data
def status(
    crossing: str,
    at: str,
    service: str | None,
    as_of: str | None,
    explain: bool,
    form: str,
    data: str | None,
) -> None:
    """The status of a CROSSING, found by id or by name in any language on either side.

    \b
    borders status vaalimaa --at 2023-12-15T20:00
    borders status Торфяновка --at 2024-01-20 --as-of 2023-11-17T12:00
    borders status vaalimaa --at 2023-11-20 --explain
    """
    dataset = Dataset.load(data)
    known = options.known(dataset, as_of)
    answer = dataset.status(crossing, options.when(dataset, at), service, known)
    view = views.status(dataset, answer) | views.known_from(dataset, answer)
    if explain:
        from borders.views import explanation as evidence

        view["explanation"] = evidence.explanation(dataset, answer)
    remark = verified_words(dataset, verified=view["verified"])
    options.show(view, form, lambda: text.status(view, dataset.package.zone, remark))
