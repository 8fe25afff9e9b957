"""Help and usage errors in the reader's language, translated only when they are shown.

A command's help is its docstring and the help of its options, in English. Translators are given it
paragraph by paragraph; the worked examples stay as they are. The messages of click itself come from
Python's gettext, which takes the language from the environment.
"""

from __future__ import annotations

import gettext as catalogues
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from inspect import cleandoc
from typing import Any, TypeVar

import click

from borders import language
from borders.cli import streams
from borders.language import gettext, pgettext

C = TypeVar("C", bound=click.Command)
P = TypeVar("P", bound=click.Parameter)

_PLACEHOLDER = re.compile(r"[A-Z]+")  # e.g. CROSSING, which stands for what a user writes
_METAVAR = "metavar"  # click's word for a placeholder, and the context of its translations
_VERBATIM = "\b\n"  # click's sign before a paragraph whose lines stay as they are


class Command(click.Command):
    """A command that shows its help, its usage and its faulty arguments in the reader's language.

    A look-up shows none of them, so it does not pay for a translation.
    """

    def get_help(self, ctx: click.Context) -> str:
        """The help of `--help`."""
        return super(Command, translated(self, ctx)).get_help(ctx)

    def get_usage(self, ctx: click.Context) -> str:
        """The line of usage that stands above an error."""
        return super(Command, translated(self, ctx)).get_usage(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002  # they all fit
        """The line of this command in a list of commands."""
        return gettext(self.short_help) if self.short_help else ""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, which click makes once, in the language that is active then."""
        option = super().get_help_option(ctx)
        if option:
            option.help = gettext("Show this message and exit.")
            option.callback = _print_help
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; an error names the placeholder of the faulty one."""
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as error:
            if error.param:
                error.param = _translated_param(error.param, ctx)
            raise


def command(
    name: str | None = None, *, summary: str, **settings: Any
) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command with translated help; otherwise as `click.command` does.

    `summary` stands beside its name in a list of commands, where 62 characters have room.
    """
    return click.command(name, Command, short_help=summary, **settings)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Switch to a language of `LANGUAGES`, and click's own messages with it."""
    domain, before = catalogues.textdomain(), os.environ.get("LANGUAGE")
    catalogues.bindtextdomain(language.DOMAIN, str(language.FOLDER))
    catalogues.textdomain(language.DOMAIN)
    os.environ["LANGUAGE"] = code
    try:
        with language.use(code):
            yield
    finally:
        catalogues.textdomain(domain)
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before


def switch_language(ctx: click.Context, code: str) -> None:
    """Switch to a language until the program ends, not only until a command does.

    The object of the root context is the stack of contexts that the program leaves at its end.
    """
    ctx.find_root().obj.enter_context(use_language(code))


def translated(command: C, ctx: click.Context) -> C:
    """A copy of a command with its help and placeholders in the reader's language."""
    shown = copy(command)
    shown.help = _translated_help(command)
    shown.options_metavar = _translated_metavar(command.options_metavar)
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = _translated_metavar(shown.subcommand_metavar) or ""
    shown.params = [_translated_param(param, ctx) for param in command.params]
    return shown


def messages(command: click.Command, ctx: click.Context) -> Iterator[tuple[str | None, str]]:
    """Every message of a command that `translated` translates, each after its context."""
    for text in (*_paragraphs(command), command.short_help or ""):
        if text and not text.startswith(_VERBATIM):
            yield None, text
    metavars = [command.options_metavar, getattr(command, "subcommand_metavar", None)]
    for param in command.params:
        if isinstance(param, click.Option):
            if param.help:
                yield None, param.help
            metavars.append(param.metavar)
        else:
            metavars.append(param.make_metavar(ctx))
    for metavar in metavars:
        yield from ((_METAVAR, word) for word in _PLACEHOLDER.findall(metavar or ""))


def _print_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        streams.print_text(ctx.get_help())
        ctx.exit()


def _translated_help(command: click.Command) -> str:
    return "\n\n".join(
        text if text.startswith(_VERBATIM) else gettext(text) for text in _paragraphs(command)
    )


def _translated_param(param: P, ctx: click.Context) -> P:
    shown = copy(param)
    if isinstance(shown, click.Option):
        shown.help = shown.help and gettext(shown.help)
        shown.metavar = _translated_metavar(shown.metavar)
    else:
        shown.metavar = _translated_metavar(shown.make_metavar(ctx))
    return shown


def _translated_metavar(text: str | None) -> str | None:
    return text and _PLACEHOLDER.sub(lambda word: pgettext(_METAVAR, word[0]), text)


def _paragraphs(command: click.Command) -> list[str]:
    """The paragraphs of a command's help, each on one line but for those that are verbatim."""
    return [
        text if text.startswith(_VERBATIM) else " ".join(text.split())
        for text in cleandoc(command.help or "").split("\n\n")
    ]
