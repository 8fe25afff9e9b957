"""The options that commands share, reading a WHEN, and printing an answer.

Nothing else in the package reads the clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from borders import language
from borders.cli import help_texts, streams
from borders.errors import BordersError, WhenError
from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing, Service
from borders.query.dataset import Dataset, Moment
from borders.record.shipped_folders import (
    DEFAULT,
    default_folder,
    folders_of,
    shipped_folders,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from click.shell_completion import CompletionItem

    from borders.query.atlas import Atlas

SERVICES = click.Choice([str(service) for service in Service])
F = TypeVar("F", bound=Callable[..., Any])

_WHEN_HELP = (
    "A date (2023-12-15 or 15.12.2023), a local date-time (2023-12-15T20:00), one with an "
    "offset, or now, yesterday, today, tomorrow."
)
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tomorrow": 1}
_KEYWORDS = ("now", *_DAYS_FROM_TODAY)


def _keywords(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The keywords of a WHEN that a shell offers for what was begun."""
    return [word for word in _KEYWORDS if word.startswith(begun)]


when_option = partial(click.option, metavar="WHEN", shell_complete=_keywords)
when_argument = partial(click.argument, shell_complete=_keywords)


def _data_folders(
    _ctx: click.Context, _option: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The names of frontiers that a shell offers for what was begun, or else folders."""
    from click.shell_completion import CompletionItem

    names = [CompletionItem(name) for name in shipped_folders() if name.startswith(begun)]
    return names or [CompletionItem(begun, type="dir")]


def _data(help_text: str) -> Callable[[F], F]:
    """The option `--data`: the folder of data to read, or the name of one that comes along."""
    return click.option("--data", metavar="DIR", shell_complete=_data_folders, help=help_text)


data = _data("A data folder, or a frontier of `borders frontiers`. [default: Finland–Russia]")
data_of_all = _data(
    "A data folder, a folder of them, or a frontier of `borders frontiers`. [default: all]"
)


def crossing(**settings: Any) -> Callable[[F], F]:
    """The argument CROSSING, which shells complete; `settings` are those of `click.argument`."""
    return click.argument("crossing", shell_complete=_crossing_names, **settings)


def _crossing_names(ctx: click.Context, _argument: click.Parameter, begun: str) -> list[str]:
    """The names that a shell offers for what was begun, in the reader's language, or ids.

    The id is offered in place of a name in which a shell would see several words.
    """
    try:
        crossings = Dataset.load(ctx.params.get("data")).record.crossings.values()
    except BordersError:  # the command will say what is wrong
        return []
    from borders.views import wording

    offered: dict[str, str] = {}  # each word, and the id of the point that it leads to
    for point in crossings:
        name = wording.name(point)
        is_word = name.replace("-", "").isalpha()
        offered[name if is_word and name not in offered else point.id] = point.id
    return [
        word
        for word, id_ in offered.items()
        if any(text.lower().startswith(begun.lower()) for text in (word, id_))
    ]


def every_frontier(command: F) -> F:
    """The flag `--all`: over all frontiers that come along."""
    return click.option(
        "--all", "everywhere", is_flag=True, help="Over all frontiers of `borders frontiers`."
    )(command)


def dataset_of(data: str | None, name: str | None, service: str | None = None) -> Dataset:
    """The record to look for a crossing in: that of `--data`, else Finland–Russia, else another.

    Another is read only where Finland–Russia does not know the name.
    """
    dataset = Dataset.load(data)
    if data is not None or name is None or dataset.knows(name):
        return dataset
    every = atlas(None, everywhere=True)
    return every[every.crossing(name, service).frontier]


def frontier_words(dataset: Dataset, data: str | None) -> str:
    """A sentence on frontier and time zone where `dataset_of` chose another than is usual."""
    if data is not None or dataset.name == DEFAULT:
        return ""
    return gettext(
        "{frontier}; times are local ({zone}).",
        frontier=dataset.translated(dataset.package.frontier_title),
        zone=dataset.package.zone.key,
    )


def atlas(data: str | None, *, everywhere: bool) -> Atlas[Dataset]:
    """The frontiers of `--data`, a data folder or a folder of them; else all, or Finland–Russia."""
    from borders.query.atlas import Atlas

    return Atlas(folders_of(data if data or everywhere else default_folder()), Dataset.load)


def moment(every: Atlas[Dataset], text: str | None) -> Moment | None:
    """A WHEN that each frontier takes by its own clock; a day from today is the first one's."""
    first = next(iter(every.values()))
    return None if text is None else without_keyword(text, first.package.zone)


def form(*further: str, help_text: str = "How to print the facts.") -> Callable[[F], F]:
    """The option `--format`: text, JSON, or one of the `further` forms that a command offers."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", *further]),
        default="text",
        show_default=True,
        callback=_in_english_for_programs,
        help=help_text,
    )


def _in_english_for_programs(ctx: click.Context, _option: click.Parameter, form: str) -> str:
    """Switch to English for every form but text: what programs read has no reader's language."""
    if form != "text":
        help_texts.switch_language(ctx, language.SOURCE)
    return form


def at(command: F) -> F:
    """The option `--at`: the time of the answer."""
    return when_option("--at", default="now", help=_WHEN_HELP, show_default=True)(command)


def service(command: F) -> F:
    """The option `--service`: one of the services that crossings offer."""
    return click.option(
        "--service",
        type=SERVICES,
        help="What the point offers. [default: its main service]",
    )(command)


def is_asked(asked: str | None, point: Crossing, service: Service) -> bool:
    """Whether a service of a point answers for the one of `--service`, if that is given."""
    return asked is None or service in point.answering(Service(asked))


def as_of(command: F) -> F:
    """The option `--as-of`: answer with what was known at that time."""
    return when_option("--as-of", help="Answer with what was known then.")(command)


def when(dataset: Dataset, moment: str) -> When:
    """Read a WHEN of the command line. Now is the clock's, or SOURCE_DATE_EPOCH if that is set."""
    return dataset.when(without_keyword(moment, dataset.package.zone))


def without_keyword(moment: str, zone: ZoneInfo) -> Moment:
    """A WHEN of the command line; where it is a keyword, what that means now in `zone`."""
    if moment not in _KEYWORDS:
        return moment
    now = _now()
    if moment == "now":
        return now
    try:
        today = now.astimezone(zone).date()
        return today + timedelta(days=_DAYS_FROM_TODAY[moment])
    except OverflowError:
        raise WhenError(
            gettext("{moment} is outside the years that can be used", moment=moment)
        ) from None


def _now() -> datetime:
    """The current second, in UTC. Raises `WhenError` if SOURCE_DATE_EPOCH is not a number."""
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
    """The WHEN of `--as-of`; `None` for what is known now."""
    return None if as_of is None else when(dataset, as_of)


def show(
    form: str,
    *,
    as_text: Callable[[], str],
    as_json: Callable[[], object],
    as_rows: Callable[[], Iterable[Mapping[str, object]]] | None = None,
) -> None:
    """Print an answer as JSON, as CSV, or else as text; only the form that is printed is made.

    The rows of the CSV all have the keys of the first, which are its header; its cells are exactly
    the data, whatever characters these hold.
    """
    if form == "json":
        from borders.export.serialise import readable_json

        streams.print_exactly(readable_json(as_json()))
    elif form == "csv" and as_rows:
        from borders.export.serialise import csv_text

        rows = list(as_rows())
        header = rows[0].keys() if rows else ()
        streams.print_exactly(csv_text(header, (row.values() for row in rows)))
    elif text := as_text():
        streams.print_text(text)


def draw(dataset: Dataset, output: str, svg: Callable[[], str]) -> None:
    """Write a picture of a record without errors, as SVG or PNG by the name of the file."""
    from pathlib import Path

    from borders import atomic_files
    from borders.pictures.svg import png

    path = Path(output)
    if path.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError(gettext("{file} must end in .svg or .png", file=output))
    dataset.require_no_errors()
    content = svg()
    atomic_files.write_file(path, png(content) if path.suffix.lower() == ".png" else content)
    report_written(output)


def report_written(output: str) -> None:
    """Print to standard error which file was written."""
    streams.print_message(gettext("wrote {file}", file=output))
