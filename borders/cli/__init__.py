"""The commands: the only user of click, and the only place that asks what time it is.

A command's module is imported when the command is called, so that a look-up starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from borders import language
from borders.errors import BordersError

_MODULES = {
    "facts": ("status", "crossings", "history", "changes", "diff", "nearest", "claims"),
    "figures": ("stats", "arrivals"),
    "publish": ("map", "site", "export"),
    "folder": ("check", "init", "compare"),
}
_MODULE_OF = {command: module for module, commands in _MODULES.items() for command in commands}


class _Group(click.Group):
    """Finds each command in its module; turns every error into one message and its exit code."""

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
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="borders")
@click.option(
    "--lang",
    type=click.Choice(list(language.LANGUAGES)),
    help="The language of the answer. [default: the locale's, or English]",
)
@click.pass_context
def main(ctx: click.Context, lang: str | None) -> None:
    """Which crossing points of the Finland–Russia frontier were open at any instant, and why.

    \b
    borders status vaalimaa
    borders map 2023-12-15 -o map.html
    borders site -o build/site
    borders --lang fi status vaalimaa
    """
    ctx.with_resource(language.use(lang or language.of_locale()))
