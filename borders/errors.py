"""What can go wrong, said in one line each.

Every error is a `BordersError` and also the builtin it resembles. `exit_code` is what the command
line returns for it: 1 for an error of data or environment, 2 for wrong usage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class BordersError(Exception):
    """Any error this package raises on purpose; its text is one line fit for a reader."""

    exit_code: ClassVar[int] = 1


class WhenError(BordersError, ValueError):
    """A date or time that cannot be read, does not exist, or exists twice."""

    exit_code = 2


class CrossingError(BordersError, LookupError):
    """A crossing or service that the record does not have, or a name that fits several."""

    exit_code = 2


class AddressError(BordersError, ValueError):
    """An address at which no site can stand: not http or https, or with a query."""

    exit_code = 2


class OutputError(BordersError, OSError):
    """A file or folder that cannot be written; nothing half-written is left."""


class BuildError(BordersError, RuntimeError):
    """A site that is not whole, a fault of this package; what stood in its place stays."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a data folder: a stable code, where it is, and what would be right.

    `row` is the line in the file, the header being line 1; `None` where the whole file is meant.
    """

    code: str
    file: str
    message: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f":{self.row}"
        if self.column is not None:
            place += f" [{self.column}]"
        return f"{place}: {self.code}: {self.message}"


class DataError(BordersError, ValueError):
    """A data folder that cannot be used; `problems` holds everything found, not only the first."""

    def __init__(self, folder: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"{folder}: {count}", *map(str, self.problems)]))
