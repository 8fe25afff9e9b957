"""What can go wrong, said in one line each, in the reader's language where one is spoken.

Every error is a `BordersError` and also the builtin it resembles. `exit_code` is what the command
line returns for it: 1 for an error of data or environment, 2 for wrong usage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from borders.language import gettext, message, ngettext, number

_REASONS = frozenset(
    {
        # Translators: why a file cannot be read or written, in the system's words, from here on
        *(message("Permission denied"), message("Operation not permitted")),
        *(message("No such file or directory"), message("File exists")),
        *(message("Is a directory"), message("Not a directory"), message("File name too long")),
        *(message("No space left on device"), message("Read-only file system")),
        # Translators: why a date or time cannot be read, in Python's words, from here on
        *(message("month must be in 1..12"), message("day is out of range for month")),
        *(message("hour must be in 0..23"), message("minute must be in 0..59")),
        *(message("second must be in 0..59"), message("year 0 is out of range")),
    }
)


def reason(error: Exception) -> str:
    """Why, as the system or Python says it; in the reader's language where that is known."""
    said = str(getattr(error, "strerror", None) or error)
    return gettext(said) if said in _REASONS else said


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
            place += ": " + gettext("warning")
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
            more = gettext("more than {count} problems; the others are not listed", count=self.MOST)
            self.problems.append(Problem("too-many", problem.file, more, problem.row))

    def full(self, file: str) -> bool:
        """Whether further problems of a file would not be kept."""
        return self._counts[file] > self.MOST


def counted(problems: Iterable[Problem]) -> str:
    """Such as: 2 errors, 1 warning."""
    counts = Counter(problem.severity for problem in problems)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    words = [
        *([ngettext("{count} error", "{count} errors", errors)] if errors else []),
        *([ngettext("{count} warning", "{count} warnings", warnings)] if warnings else []),
    ]
    return ", ".join(words) or gettext("no problems")


class DataError(BordersError, ValueError):
    """A data folder that cannot be used; `problems` holds everything found, not only the first."""

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__(
            "\n".join([f"{folder}: {counted(self.problems)}", *map(str, self.problems)])
        )
