"""What commands share: their options, how a WHEN is read, how facts are printed.

Here alone is asked what time it is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import click

from borders import language
from borders.cli import help_texts as speech
from borders.errors import WhenError
from borders.language import gettext
from borders.local_time import When
from borders.model import Service
from borders.pictures.svg import png
from borders.query.dataset import Dataset

SERVICES = click.Choice([str(service) for service in Service])
F = TypeVar("F", bound=Callable[..., Any])

_WHEN_HELP = (
    "A date (2023-12-15), a local date-time (2023-12-15T20:00), one with an offset, "
    "or now, today, yesterday."
)


def data(command: F) -> F:
    """The folder of data to read."""
    return click.option(
        "--data",
        type=click.Path(),
        metavar="DIR",
        help="A data folder. [default: the Finland–Russia frontier]",
    )(command)


def form(command: F) -> F:
    """How facts are printed."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        callback=in_english,
        help="How to print the facts.",
    )(command)


def in_english(ctx: click.Context, _option: click.Parameter, form: str) -> str:
    """What programs read is the same whatever the reader's language."""
    if form != "text":
        speech.speak(ctx, language.SOURCE)
    return form


def at(command: F) -> F:
    """The time that is asked for."""
    return click.option("--at", default="now", metavar="WHEN", help=_WHEN_HELP, show_default=True)(
        command
    )


def service(command: F) -> F:
    """The service that is asked for."""
    return click.option(
        "--service",
        type=SERVICES,
        help="What the point offers. [default: its main service]",
    )(command)


def as_of(command: F) -> F:
    """The time as known at which the record answers."""
    return click.option("--as-of", metavar="WHEN", help="Answer with what was known then.")(command)


def when(dataset: Dataset, moment: str) -> When:
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
        raise WhenError(
            gettext(
                "{variable} is not a number of seconds", variable=f"SOURCE_DATE_EPOCH={epoch!r}"
            )
        ) from None


def known(dataset: Dataset, as_of: str | None) -> When | None:
    """The WHEN of `--as-of`; `None` is as known now."""
    return None if as_of is None else when(dataset, as_of)


def show(view: Any, form: str, as_text: Callable[[], str], remark: str = "") -> None:
    """Print facts in the form that was asked for; a `remark` is a last paragraph of the text."""
    if form == "text":
        click.echo("\n\n".join(filter(None, (as_text(), remark))))
        return
    json.dump(view, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def show_table(rows: Iterable[Mapping[str, object]]) -> None:
    """Print facts as CSV, a column for each key of the first row."""
    from borders.export.serialise import csv_text

    listed = list(rows)
    header = listed[0].keys() if listed else ()
    sys.stdout.write(csv_text(header, (row.values() for row in listed)))


def draw(dataset: Dataset, output: str, svg: Callable[[], str]) -> None:
    """Write a picture of sound data, as SVG or PNG by the file's name."""
    from pathlib import Path

    from borders import atomic_files as files

    path = Path(output)
    if path.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError(gettext("{file} must end in .svg or .png", file=output))
    dataset.require_no_errors()
    content = svg()
    files.write_file(path, png(content) if path.suffix.lower() == ".png" else content)
    wrote(output)


def wrote(output: str) -> None:
    """Say which file was written."""
    click.echo(gettext("wrote {file}", file=output), err=True)
