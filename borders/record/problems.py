"""The problems of a data folder, each with a code and a place, and the error that lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from borders.errors import BordersError, printable
from borders.language import gettext, ngettext

_MAX_COMPARED = 5_000  # names; comparing with each takes time that grows with their number


class Severity(StrEnum):
    """How serious a problem is: an error stops every command that publishes, a warning none."""

    ERROR = "error"
    WARNING = "warning"


_WARNINGS = frozenset(
    {
        *("byte-order-mark", "line-ends", "blank-line"),  # how a file is written
        *("gap", "retroactive", "undated", "unused"),  # what the record leaves out
        "unknown-property",  # what is written there and never read
    }
)
_READABLE = frozenset({"control", "direction", "markup"})
"""Codes of errors in a text, with which a record can be loaded all the same."""


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
    def sort_key(self) -> tuple[str, int, str]:
        """File, row and code: the order in which problems are listed."""
        return self.file, self.row or 0, self.code

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f":{self.row}"
        if self.column is not None:
            place += f" [{self.column}]"
        if self.severity is Severity.WARNING:
            place += ": " + gettext("warning")
        return printable(f"{place}: {self.code}: {self.message}")


class ProblemCollector:
    """Collects problems, at most `MAX_PER_FILE` of each file, so that memory is bounded."""

    MAX_PER_FILE: ClassVar[int] = 100

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(self, problem: Problem) -> None:
        """Keep a problem, or a single "too-many" in place of all that exceed the maximum."""
        self._counts[problem.file] += 1
        if self._counts[problem.file] <= self.MAX_PER_FILE:
            self.problems.append(problem)
        elif self._counts[problem.file] == self.MAX_PER_FILE + 1:
            message = gettext(
                "more than {count} problems; the others are not listed", count=self.MAX_PER_FILE
            )
            self.problems.append(Problem("too-many", problem.file, message, problem.row))

    def is_full(self, file: str) -> bool:
        """Whether further problems of a file would not be kept."""
        return self._counts[file] > self.MAX_PER_FILE


def count_in_words(problems: Iterable[Problem]) -> str:
    """The number of errors and of warnings, e.g. "2 errors, 1 warning"."""
    counts = Counter(problem.severity for problem in problems)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    words = [
        *([ngettext("{count} error", "{count} errors", errors)] if errors else []),
        *([ngettext("{count} warning", "{count} warnings", warnings)] if warnings else []),
    ]
    return ", ".join(words) or gettext("no problems")


class DataError(BordersError, ValueError):
    """A data folder that cannot be used. `problems` are all of them, sorted, not only the first."""

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        head = f"{printable(folder)}: {count_in_words(self.problems)}"
        self._lines = (head, *map(str, self.problems))
        super().__init__("\n".join(self._lines))

    @property
    def lines(self) -> Sequence[str]:
        """A line that names the folder and counts the problems, and one for each of them."""
        return self._lines


def did_you_mean(written: str, names: Collection[str]) -> str:
    """The end of a message that suggests the most similar of `names`; empty if none is similar."""
    from difflib import get_close_matches

    if len(names) > _MAX_COMPARED:
        return ""
    similar = get_close_matches(written, sorted(names), 1)
    # Translators: at the end of what is wrong
    return gettext("; did you mean {choice}?", choice=similar[0]) if similar else ""
