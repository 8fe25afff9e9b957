"""The commands about a data folder itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from borders.cli import options
from borders.language import gettext
from borders.query.dataset import Dataset
from borders.record.problems import DataError, Problem, Severity, count_in_words
from borders.record.reading import default_folder


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    callback=options.in_english,
    help="How to print the problems; github is for its workflows, which show them at the line.",
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
    path = folder or Path(default_folder())
    dataset, problems = None, []
    try:
        dataset = Dataset.load(path)
        problems = dataset.problems()
    except DataError as error:
        problems = list(error.problems)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    if form == "json":
        options.show([_view(problem) for problem in problems], form, str)
    elif form == "github":
        for problem in problems:
            click.echo(_annotation(problem, path))
    elif failed:
        raise DataError(str(path), problems)
    else:
        assert dataset is not None  # what cannot be loaded has an error
        for problem in problems:
            click.echo(problem)
        click.echo(_summary(dataset, problems))
    if failed:
        ctx.exit(DataError.exit_code)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """A new data FOLDER to start from: made-up data, which says so, to be replaced.

    It passes `borders check` and makes a map and a site from the first moment. Its README tells
    what to replace.

    \b
    borders init my-frontier/
    borders check my-frontier/
    """
    from borders import atomic_files as files

    start = Path(__file__).parents[1] / "start"
    with files.new_folder(folder, None) as aside:
        for path in sorted(start.iterdir()):
            files.write_in_new_folder(aside, path.name, path.read_bytes())
    said = gettext(
        "wrote {folder}; {file} tells what to replace", folder=folder, file=folder / "README.md"
    )
    click.echo(said, err=True)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", required=False, type=click.Path(path_type=Path))
@options.form
def compare(old: Path, new: Path | None, form: str) -> None:
    """What the data folder NEW says otherwise than the folder OLD, to be read before publishing.

    Tells of every service what its status was and is, from when and until when and by which
    decision, and what was added, removed and altered. Without NEW, the Finland–Russia frontier.
    `borders diff` is for two dates of one record.

    \b
    borders compare geodata/finland-russia my-copy/
    borders compare published/ my-copy/ --format json
    """
    from borders.cli import comparison_text as review
    from borders.query.comparison import compare as compared

    newer = Dataset.load(new)
    found = review.view(compared(Dataset.load(old), newer), newer.package.zone)
    options.show(found, form, lambda: review.text(found, newer))


def _summary(dataset: Dataset, problems: Iterable[Problem]) -> str:
    from borders.views.about import counts

    # Translators: such as: Crossing points …: no problems in 25 crossing points, 300 measures
    return gettext(
        "{record}: {problems} in {counts}",
        record=dataset.translated(dataset.package.title),
        problems=count_in_words(problems),
        counts=", ".join(counts(dataset.record)),
    )


def _view(problem: Problem) -> dict[str, object]:
    keys = ("file", "row", "column", "code")
    found = problem._asdict()
    return {
        **{key: found[key] for key in keys},
        "severity": str(problem.severity),
        "message": problem.message,
    }


def _annotation(problem: Problem, folder: Path) -> str:
    """A workflow command of GitHub's: https://docs.github.com/actions, workflow commands."""
    path = folder if problem.code == "no-folder" else folder / problem.file
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)  # as the repository has it
    place = {"file": path.as_posix(), "line": problem.row, "title": problem.code}
    given = ",".join(f"{key}={_escaped(str(v), ':,')}" for key, v in place.items() if v is not None)
    message = f"[{problem.column}] {problem.message}" if problem.column else problem.message
    return f"::{problem.severity} {given}::{_escaped(message)}"


def _escaped(text: str, also: str = "") -> str:
    """With what would end the text written as %XX, as GitHub reads it."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else c for c in text)
