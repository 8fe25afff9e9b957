"""What goes wrong while a command runs: a clear line on standard error, and an exit code."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import click

from borders.cli import streams
from borders.errors import BordersError, printable
from borders.language import gettext

INTERRUPTED = 130
"""The exit code after Ctrl-C, by the custom of shells: 128 and the number of the signal."""


class Session(ExitStack):
    """What lasts until the program ends: the languages it switched to, and `--debug`."""

    def __init__(self) -> None:
        super().__init__()
        self.debug = bool(os.environ.get("BORDERS_DEBUG"))


def exit_code_of(program: Callable[[], Any], session: Session) -> int:
    """Run the program and tell what went wrong: 0, 1 for an error, 2 for wrong usage."""
    try:
        return program() or 0
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        streams.print_message(*_usage_lines(error))
        return error.exit_code
    except BordersError as error:
        first, *others = error.lines
        streams.print_message(gettext("Error: {message}", message=first), *others)
        return error.exit_code
    except MemoryError:
        words = gettext("there is not enough memory")
        streams.print_message(gettext("Error: {message}", message=words))
        return 1
    except BaseException as error:  # libraries in Rust panic with no Exception
        if session.debug or isinstance(error, (SystemExit, KeyboardInterrupt, GeneratorExit)):
            raise
        if not os.environ.get("_BORDERS_COMPLETE"):  # a shell would show it among what it completes
            streams.print_message(gettext("Error: {message}", message=_fault_words(error)))
        return 1


def _usage_lines(error: click.ClickException) -> list[str]:
    """Usage, the way to the help, and what is wrong; what the user typed stays in one line."""
    shown = io.StringIO()
    error.show(shown)
    text = shown.getvalue().removesuffix("\n")
    if not isinstance(error, click.exceptions.NoArgsIsHelpError):
        text = text.replace(error.format_message(), printable(error.format_message()))
    return text.split("\n")


def _fault_words(error: BaseException) -> str:
    """What to report of an error that nobody foresaw: its type, its text, and where it arose."""
    from pathlib import Path
    from traceback import extract_tb

    package = f"{Path(__file__).parents[1]}{os.sep}"
    frames = extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(package)] or frames
    return gettext(
        "{error} in {place}: a fault of borders itself; please report this line and the command "
        "(borders --debug shows more)",
        error=f"{type(error).__name__}: {error}".removesuffix(": "),
        place=f"{own[-1].filename.removeprefix(package)}:{own[-1].lineno}",
    )
