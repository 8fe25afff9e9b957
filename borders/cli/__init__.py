"""What can be typed? The commands, which alone use click and alone read the clock.

A command's module is imported when the command is called, so that a look-up starts fast.
"""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from borders import language
from borders.cli import help_texts
from borders.errors import BordersError
from borders.language import gettext

_MODULES = {
    "status": ("status",),
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
        with ExitStack() as languages:
            languages.enter_context(help_texts.use_language(language.of_locale()))
            return super().main(*args, obj=languages, **extra)

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

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BordersError as error:
            click.echo(gettext("Error: {message}", message=error), err=True)
            ctx.exit(error.exit_code)


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


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="borders",
    message="%(prog)s %(version)s",
    help="Show the version and exit.",
)
@click.option(
    "--lang",
    type=click.Choice(list(language.LANGUAGES)),
    expose_value=False,
    help="The language of the answer. [default: the locale's, or English]",
)
def main() -> None:
    """Which crossing points of the Finland–Russia frontier were open at any instant, and why.

    \b
    borders status vaalimaa
    borders map 2023-12-15 -o map.html
    borders site -o build/site
    borders --lang fi status vaalimaa
    """
