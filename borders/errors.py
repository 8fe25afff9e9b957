"""What can go wrong, said in one line each.

Every error is a `BordersError` and also the builtin it resembles. `exit_code` is what the command
line returns for it: 1 for an error of data or environment, 2 for wrong usage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple


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
    """A frame whose rows cannot be answered, or whose columns are not what was said.

    `rows` are the first of the bad ones, each its label in the index and what is wrong with it;
    `count` is how many there are.
    """

    shown: ClassVar[int] = 20

    def __init__(
        self, message: str, rows: Sequence[tuple[object, str]] = (), count: int = 0
    ) -> None:
        self.rows, self.count = tuple(rows), count
        lines = [f"row {label!r}: {reason}" for label, reason in self.rows[: self.shown]]
        if count > len(lines) > 0:
            lines.append(f"and {count - len(lines):,} more")
        super().__init__("\n".join([message, *lines]))


class AddressError(BordersError, ValueError):
    """An address at which no site can stand: not http or https, or with a query."""

    exit_code = 2


class OutputError(BordersError, OSError):
    """A file or folder that cannot be written; nothing half-written is left."""


class BuildError(BordersError, RuntimeError):
    """A site that is not whole, a fault of this package; what stood in its place stays."""


class Severity(StrEnum):
    """An error stops what would be published from the data; a warning stops nothing."""

    ERROR = "error"
    WARNING = "warning"


_WARNINGS = frozenset(
    {
        *("byte-order-mark", "line-ends", "blank-line"),  # how a file is written
        *("gap", "retroactive", "undated", "unused"),  # what the record leaves out
        "unknown-property",  # what it says and nothing reads
    }
)
_READABLE = frozenset({"control", "direction", "markup"})


class Problem(NamedTuple):
    """One thing wrong in a data folder: a stable code, where it is, and what would be right.

    `row` is the line in the file, the header being line 1; `None` where the whole file is meant.
    `column` is a column's name, or in JSON the place of the value.
    """

    code: str
    file: str
    message: str
    row: int | None = None
    column: str | None = None

    @property
    def severity(self) -> Severity:
        """What its code makes it; the same for every problem of that code."""
        return Severity.WARNING if self.code in _WARNINGS else Severity.ERROR

    @property
    def prevents_reading(self) -> bool:
        """Whether a folder that has it cannot even be asked: an error, but not one of a text."""
        return self.severity is Severity.ERROR and self.code not in _READABLE

    @property
    def place(self) -> tuple[str, int, str]:
        """What problems are put in order by: file, row and code."""
        return self.file, self.row or 0, self.code

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f":{self.row}"
        if self.column is not None:
            place += f" [{self.column}]"
        if self.severity is Severity.WARNING:
            place += f": {self.severity}"
        # one line, and no sign that a terminal would obey, whatever the data says
        text = f"{place}: {self.code}: {self.message}"
        return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


class Findings:
    """The problems found so far; of one file no more than `MOST`, so that memory is bounded."""

    MOST: ClassVar[int] = 100

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(self, problem: Problem) -> None:
        """Keep a problem, unless its file has too many already."""
        self._counts[problem.file] += 1
        if self._counts[problem.file] <= self.MOST:
            self.problems.append(problem)
        elif self._counts[problem.file] == self.MOST + 1:
            message = f"more than {self.MOST} problems; the others are not listed"
            self.problems.append(Problem("too-many", problem.file, message, problem.row))

    def full(self, file: str) -> bool:
        """Whether further problems of a file would not be kept."""
        return self._counts[file] > self.MOST


def counted(problems: Iterable[Problem]) -> str:
    """Such as: 2 errors, 1 warning."""
    counts = Counter(problem.severity for problem in problems)
    words = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(words) or "no problems"


class DataError(BordersError, ValueError):
    """A data folder that cannot be used; `problems` holds everything found, not only the first."""

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__(
            "\n".join([f"{folder}: {counted(self.problems)}", *map(str, self.problems)])
        )
