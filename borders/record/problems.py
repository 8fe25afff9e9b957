"""Problems of a data folder, each with a code and a place, and the error that lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import ClassVar, NamedTuple

from borders.errors import BordersError
from borders.language import gettext, ngettext

_MOST_COMPARED = 5_000  # names: a proposal compares with each of them


class Severity(StrEnum):
    """How serious a problem is: an error stops whatever publishes, a warning stops nothing."""

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
"""Errors of a text that do not keep the record from being read and asked."""


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
        """The severity, which follows from the code alone."""
        return Severity.WARNING if self.code in _WARNINGS else Severity.ERROR

    @property
    def prevents_reading(self) -> bool:
        """Whether a data folder with this problem cannot be loaded: an error, but not of a text."""
        return self.severity is Severity.ERROR and self.code not in _READABLE

    @property
    def place(self) -> tuple[str, int, str]:
        """The sort key of problems: file, row and code."""
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
    """A list of problems with at most `MOST` of each file, so that memory is bounded."""

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


def count_in_words(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, e.g. "2 errors, 1 warning"."""
    counts = Counter(problem.severity for problem in problems)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    words = [
        *([ngettext("{count} error", "{count} errors", errors)] if errors else []),
        *([ngettext("{count} warning", "{count} warnings", warnings)] if warnings else []),
    ]
    return ", ".join(words) or gettext("no problems")


class DataError(BordersError, ValueError):
    """A data folder that cannot be used; `problems` holds every problem, not only the first."""

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__(
            "\n".join([f"{folder}: {count_in_words(self.problems)}", *map(str, self.problems)])
        )


def did_you_mean(wanted: str, known: Collection[str]) -> str:
    """The end of a message that proposes the most similar of the known names; empty if none is."""
    from difflib import get_close_matches

    if len(known) > _MOST_COMPARED:
        return ""
    similar = get_close_matches(wanted, sorted(known), 1)
    # Translators: at the end of what is wrong
    return gettext("; did you mean {choice}?", choice=similar[0]) if similar else ""
