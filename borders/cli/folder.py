"""The commands about a data folder itself."""

from __future__ import annotations

from pathlib import Path

import click

import borders
from borders.errors import DataError


@click.command()
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
