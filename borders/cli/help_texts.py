"""Help, and click's own words, in the reader's language.

A command's help is its docstring and what its options say, in English. Translators are given it
paragraph by paragraph; the worked examples stay as they are. What click says by itself it asks of
Python's gettext, which asks the environment for the language.
"""

from __future__ import annotations

import gettext as catalogues
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from borders import language
from borders.language import gettext, pgettext

C = TypeVar("C", bound=click.Command)
P = TypeVar("P", bound=click.Parameter)

_STANDS_FOR = re.compile(r"[A-Z]+")  # such as CROSSING, which stands for what a user writes
_METAVAR = "metavar"
_AS_IT_IS = "\b\n"  # click's sign before a paragraph of which the lines stay


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language of `LANGUAGES` from here on, and have click speak it."""
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


def speak(ctx: click.Context, code: str) -> None:
    """Speak a language until the program ends, not only until a command does."""
    ctx.find_root().obj.enter_context(speaking(code))


def told(command: C, ctx: click.Context) -> C:
    """The command with its help in the reader's language."""
    found = copy(command)
    found.help = "\n\n".join(
        text if text.startswith(_AS_IT_IS) else gettext(text) for text in _paragraphs(command)
    )
    found.options_metavar = _metavar(command.options_metavar)
    if isinstance(found, click.Group):
        found.subcommand_metavar = _metavar(found.subcommand_metavar) or ""
    found.params = [_told(param, ctx) for param in command.params]
    return found


def messages(command: click.Command, ctx: click.Context) -> Iterator[tuple[str | None, str]]:
    """What `told` says, each with its context."""
    for text in _paragraphs(command):
        if not text.startswith(_AS_IT_IS):
            yield None, text
    named = [command.options_metavar, getattr(command, "subcommand_metavar", None)]
    for param in command.params:
        if isinstance(param, click.Option):
            if param.help:
                yield None, param.help
            named.append(param.metavar)
        else:
            named.append(param.make_metavar(ctx))
    for name in named:
        yield from ((_METAVAR, word) for word in _STANDS_FOR.findall(name or ""))


def _told(param: P, ctx: click.Context) -> P:
    found = copy(param)
    if isinstance(found, click.Option):
        found.help = found.help and gettext(found.help)
        found.metavar = _metavar(found.metavar)
    else:
        found.metavar = _metavar(found.make_metavar(ctx))
    return found


def _metavar(text: str | None) -> str | None:
    return text and _STANDS_FOR.sub(lambda found: pgettext(_METAVAR, found[0]), text)


def _paragraphs(command: click.Command) -> list[str]:
    return [
        text if text.startswith(_AS_IT_IS) else " ".join(text.split())
        for text in cleandoc(command.help or "").split("\n\n")
    ]
