"""The commands about a data folder itself."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from borders.cli import options, streams
from borders.cli.help_texts import command
from borders.errors import printable
from borders.export import json_data_folder
from borders.language import gettext, ngettext
from borders.query.dataset import Dataset
from borders.record.problems import DataError, Problem, Severity, count_in_words
from borders.record.shipped_folders import default_folder, folder_of


@command(summary="Every problem in a data folder.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@options.form(
    "github",
    help_text="How to print the problems; github is for its workflows, which show them at the "
    "line.",
)
@click.pass_context
def check(ctx: click.Context, folder: Path | None, form: str) -> None:
    """Every problem in a data FOLDER, each with file, row, column and a code.

    An error keeps a record from being published, and the command then exits with 1. A warning is
    something to look at, and stops nothing.

    \b
    borders check my-frontier/
    borders check my-frontier/ --format json
    """
    path = Path(folder_of(folder) if folder else default_folder())
    dataset, problems = None, []
    try:
        dataset = Dataset.load(path)
        problems = dataset.problems()
    except DataError as error:
        problems = list(error.problems)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    if failed and form == "text":
        raise DataError(str(path), problems)

    def as_text() -> str:
        assert dataset is not None  # what cannot be loaded has an error
        return "\n".join([*map(str, problems), _summary(dataset, problems)])

    if form == "github":
        for problem in problems:
            streams.print_exactly(printable(_annotation(problem, path)) + "\n")
    else:
        options.show(
            form,
            as_text=as_text,
            as_json=lambda: [json_data_folder.problem(problem) for problem in problems],
        )
    if failed:
        ctx.exit(DataError.exit_code)


@command(summary="A new data folder to start from.")
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """A new data FOLDER to start from: made-up data, which says so, to be replaced.

    It passes `borders check` and makes a map and a site from the first moment. Its README tells
    what to replace.

    \b
    borders init my-frontier/
    borders check my-frontier/
    """
    from borders import atomic_files

    start = Path(__file__).parents[1] / "start"
    with atomic_files.new_folder(folder, None) as new:
        for path in sorted(start.iterdir()):
            atomic_files.write_in_new_folder(new, path.name, path.read_bytes())
    text = gettext(
        "wrote {folder}; {file} tells what to replace", folder=folder, file=folder / "README.md"
    )
    streams.print_message(text)


@command(summary="The rows that a decision needs when it replaces another.")
@click.argument("old")
@click.argument("new")
@click.option("--write", is_flag=True, help="Append them to closures.csv instead.")
@options.data
def carry(old: str, new: str, write: bool, data: str | None) -> None:
    """The rows that the decision NEW needs so that nothing of OLD, which it replaces, comes back.

    They are copied from OLD's rows, for an editor to go through: what NEW decided otherwise is to
    be changed, and what nobody knows is to become unknown. They are printed as CSV, in the columns
    of closures.csv.

    \b
    borders carry fi-8 fi-9 --data my-copy/
    borders carry fi-8 fi-9 --data my-copy/ --write
    """
    from borders.export.serialise import csv_text
    from borders.query.carried_rows import carried_rows

    dataset = Dataset.load(data)
    header, rows = carried_rows(dataset, old, new)
    if write and rows:
        from borders import atomic_files

        file = dataset.folder / "closures.csv"
        text = dataset.text(file.name)
        added = csv_text(rows[0], rows[1:])
        atomic_files.write_file(file, text + ("" if text.endswith("\n") else "\n") + added)
        options.report_written(str(file))
    elif rows:
        streams.print_exactly(csv_text(header, rows))
    streams.print_message(
        ngettext("{count} row to go through", "{count} rows to go through", len(rows))
    )


@command(summary="What one data folder says otherwise than another.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", required=False, type=click.Path(path_type=Path))
@options.form()
def compare(old: Path, new: Path | None, form: str) -> None:
    """What the data folder NEW says otherwise than the folder OLD, to be read before publishing.

    Tells of every service what its status was and is, from when and until when and by which
    decision, and what was added, removed and altered. Without NEW, the Finland–Russia frontier.
    `borders diff` is for two dates of one record.

    \b
    borders compare geodata/finland-russia my-copy/
    borders compare published/ my-copy/ --format json
    """
    from borders.cli import comparison_text
    from borders.query import comparison

    newer = Dataset.load(new)
    answer = comparison.compare(Dataset.load(old), newer)
    options.show(
        form,
        as_text=lambda: comparison_text.comparison(answer, newer),
        as_json=lambda: json_data_folder.comparison(answer, newer.package.zone),
    )


def _summary(dataset: Dataset, problems: Iterable[Problem]) -> str:
    """How many problems there are in how much of everything."""
    from borders.views.about import confidence_shares, counts, standing_and_reason

    # Translators: such as: Crossing points …: no problems in 25 crossing points, 300 measures
    summary = gettext(
        "{record}: {problems} in {counts}",
        record=dataset.translated(dataset.package.title),
        problems=count_in_words(problems),
        counts=", ".join(counts(dataset.record)),
    )
    shares = gettext(
        "Measures by their confidence: {shares}.", shares=confidence_shares(dataset.record)
    )
    return "\n".join(filter(None, (shares, standing_and_reason(dataset), summary)))


def _annotation(problem: Problem, folder: Path) -> str:
    """A problem as GitHub's workflows show it at its line.

    Source: https://docs.github.com/actions, workflow commands.
    """
    path = folder if problem.code == "no-folder" else folder / problem.file
    if path.is_absolute():
        with suppress(OSError, ValueError):  # where the current folder is gone, or is not above
            path = path.relative_to(Path.cwd())  # as the repository has it
    place = {"file": path.as_posix(), "line": problem.row, "title": problem.code}
    fields = ",".join(
        f"{key}={_escaped(str(v), ':,')}" for key, v in place.items() if v is not None
    )
    message = f"[{problem.column}] {problem.message}" if problem.column else problem.message
    return f"::{problem.severity} {fields}::{_escaped(message)}"


def _escaped(text: str, separators: str = "") -> str:
    """The text with line ends, % and the `separators` written as %XX, as GitHub reads them."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{separators}" else c for c in text)
