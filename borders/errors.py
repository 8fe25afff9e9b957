"""The exceptions of this package, with messages in the reader's language.

Each is a `BordersError` and a subclass of the builtin exception that it resembles.
`exit_code` is what the command line returns for it: 1 for an error of data or environment, 2 for
wrong usage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from borders.language import gettext, number


class BordersError(Exception):
    """Any error that this package raises on purpose; its message is meant for a reader."""

    exit_code: ClassVar[int] = 1

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the message; one, unless the error lists several things."""
        return (str(self),)


class WhenError(BordersError, ValueError):
    """A date or time that cannot be read, does not exist, or exists twice."""

    exit_code = 2


class CrossingError(BordersError, LookupError):
    """A crossing or service that the record does not have, or a name of several crossings."""

    exit_code = 2


class DecisionError(BordersError, LookupError):
    """A decision that the record does not have, or that is not what a command takes it for."""

    exit_code = 2


class FrameError(BordersError, ValueError):
    """A data frame that cannot be joined: a column is missing, or rows have no answer.

    `rows` are the first bad rows as (label in the index, reason); `count` is the number of all bad
    rows. The message lists the first `MAX_LISTED` of them.
    """

    MAX_LISTED: ClassVar[int] = 20

    def __init__(
        self, message: str, rows: Sequence[tuple[object, str]] = (), count: int = 0
    ) -> None:
        self.rows, self.count = tuple(rows), count
        lines = [
            gettext("row {label}: {reason}", label=repr(label), reason=reason)
            for label, reason in self.rows[: self.MAX_LISTED]
        ]
        if count > len(lines) > 0:
            lines.append(gettext("and {count} more", count=number(count - len(lines))))
        super().__init__("\n".join([message, *lines]))


class AddressError(BordersError, ValueError):
    """An address that a site cannot have: not http or https, or with a query."""

    exit_code = 2


class OutputError(BordersError, OSError):
    """A file or folder that cannot be written; nothing is left half-written."""


class BuildError(BordersError, RuntimeError):
    """A site whose verification failed, a bug of this package; an older site stays in place."""


def printable(text: str) -> str:
    r"""The text in one line: control, direction and other invisible characters as escapes.

    Those are what a terminal would act upon, and are written as in Python, e.g. `\x1b`, `\n`,
    `\u202e`. Spaces of every width stay.
    """
    return escape_invisible(text, lambda char: char.encode("unicode_escape").decode())


def escape_invisible(text: str, escape: Callable[[str], str]) -> str:
    """The text with `escape` applied to every character that is neither visible nor a space."""
    if text.isprintable():
        return text
    from unicodedata import category

    return "".join(
        char if char.isprintable() or category(char) == "Zs" else escape(char) for char in text
    )


def system_reason(error: Exception) -> str:
    """Why an operation failed, in the system's words without the path, e.g. "File exists"."""
    return str(getattr(error, "strerror", None) or error)
