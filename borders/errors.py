"""The exceptions of this package; the text of each is one line in the reader's language.

Every error is a `BordersError` and also the builtin it resembles. `exit_code` is what the command
line returns for it: 1 for an error of data or environment, 2 for wrong usage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from borders.language import gettext, number


class BordersError(Exception):
    """Any error this package raises on purpose; its text is one line fit for a reader."""

    exit_code: ClassVar[int] = 1


class WhenError(BordersError, ValueError):
    """A date or time that cannot be read, does not exist, or exists twice."""

    exit_code = 2


class CrossingError(BordersError, LookupError):
    """A crossing or service that the record does not have, or a name that fits several."""

    exit_code = 2


class FrameError(BordersError, ValueError):
    """A data frame with rows that cannot be answered, or without the columns that were named.

    `rows` are the first of the bad rows, each its label in the index and what is wrong with it;
    `count` is how many bad rows there are.
    """

    shown: ClassVar[int] = 20

    def __init__(self, fault: str, rows: Sequence[tuple[object, str]] = (), count: int = 0) -> None:
        self.rows, self.count = tuple(rows), count
        lines = [
            gettext("row {label}: {reason}", label=repr(label), reason=why)
            for label, why in self.rows[: self.shown]
        ]
        if count > len(lines) > 0:
            lines.append(gettext("and {count} more", count=number(count - len(lines))))
        super().__init__("\n".join([fault, *lines]))


class AddressError(BordersError, ValueError):
    """An address at which no site can stand: not http or https, or with a query."""

    exit_code = 2


class OutputError(BordersError, OSError):
    """A file or folder that cannot be written; nothing half-written is left."""


class BuildError(BordersError, RuntimeError):
    """A site that is not whole, a fault of this package; an older site in its place stays."""


def system_reason(error: Exception) -> str:
    """Why an operation failed, in the system's words and without the path, e.g. "File exists"."""
    return str(getattr(error, "strerror", None) or error)
