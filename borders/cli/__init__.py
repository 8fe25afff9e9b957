"""What can be typed? The commands, which alone use click and alone read the clock.

A command's module is imported when the command is called, so that a look-up starts fast.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from borders import language
from borders.cli import faults, help_texts, streams
from borders.cli.faults import Session
from borders.language import gettext, ngettext

_MODULES = {
    "status": ("status",),
    "frontiers": ("frontiers",),
    "lookups": ("crossings", "history", "changes", "diff", "nearest", "claims"),
    "statistics": ("stats", "arrivals"),
    "publish": ("map", "site", "export"),
    "data_folder": ("check", "init", "carry", "compare"),
}
_MODULE_OF = {command: module for module, commands in _MODULES.items() for command in commands}


class _Group(help_texts.Command, click.Group):
    """The program: imports a command from its module, turns an error into a message and exit code.

    Everything is in the language of the locale, unless `--lang` names another.
    """

    def main(self, *args: Any, **extra: Any) -> Any:
        standalone = extra.pop("standalone_mode", True)
        run = partial(super().main, *args, **extra, standalone_mode=False)
        if os.environ.get("_BORDERS_COMPLETE"):
            run = partial(_completed, run)
        with Session() as session:
            session.enter_context(help_texts.use_language(language.of_locale()))
            if not standalone:
                return run(obj=session)
            sys.exit(faults.exit_code_of(lambda: run(obj=session), session))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if code := _language_option(args):
            help_texts.switch_language(ctx, code)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_MODULE_OF)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _MODULE_OF:
            return None
        module = import_module(f"borders.cli.{_MODULE_OF[name]}")
        command: click.Command = getattr(module, "map_" if name == "map" else name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _MODULE_OF and name[:1].isalpha() and not ctx.resilient_parsing:
            raise click.UsageError(_no_such_command(name), ctx)
        return super().resolve_command(ctx, args)


def _completed(run: Callable[..., Any], **settings: Any) -> Any:
    """Run click's completion, and print what a shell reads where that can be told if it fails."""
    with io.TextIOWrapper(io.BytesIO()) as words:
        try:
            with redirect_stdout(words):
                return run(**settings)
        finally:
            words.flush()
            streams.print_exactly(words.buffer.getvalue())


def _no_such_command(name: str) -> str:
    from difflib import get_close_matches

    # messages of click itself, which does not know the names of commands that are not yet imported
    message = gettext("No such command {name!r}.", name=name)
    if similar := get_close_matches(name.lower(), _MODULE_OF, 1):
        message += " " + ngettext(
            "Did you mean {possibility}?",
            "(Did you mean one of: {possibilities}?)",
            1,
            possibility=repr(similar[0]),
        )
    return message


def _language_option(args: list[str]) -> str | None:
    """The language of `--lang`, read before the other arguments, whose errors are in it.

    `None` where there is none, or where it is not a language of ours: click then says so.
    """
    for option, following in pairwise([*args, ""]):
        name, _, value = option.partition("=")
        if name == "--lang":
            code = value or following
            return code if code in language.LANGUAGES else None
        if not option.startswith("-"):
            break  # the command, whose options are its own
    return None


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the version of the program, and of which record through which day."""
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from borders.query.dataset import Dataset
    from borders.views.about import verified_words

    dataset = Dataset.load()
    title = dataset.translated(dataset.package.title)
    streams.print_text(
        f"borders {version('borders')}\n{title}\n{verified_words(dataset, verified=True)}"
    )
    ctx.exit()


def _show_faults(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.obj.debug = True


@click.group(
    cls=_Group,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and the record's date, and exit.",
)
@click.option(
    "--lang",
    type=click.Choice(list(language.LANGUAGES)),
    expose_value=False,
    help="The language of the answer. [default: the locale's, or English]",
)
@click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_show_faults,
    help="Show the traceback of a fault of the program itself.",
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Which crossing points of the Finland–Russia frontier and six others were open when, and why.

    \b
    borders status vaalimaa
    borders map 2023-12-15 -o map.html
    borders site -o build/site
    borders --lang fi status vaalimaa
    """
    if ctx.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)
