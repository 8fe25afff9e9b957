"""The problems of a data folder, each with a code and a place, and the error that lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from borders.errors import BordersError, printable
from borders.language import gettext, ngettext
from borders.record import limits

_MAX_COMPARED = 500  # names; comparing with each takes time that grows with their number
_MAX_MESSAGE = 500  # characters; what is quoted in a message may be as long as a file


class Severity(StrEnum):
    """How serious a problem is: an error stops every command that publishes, a warning none."""

    ERROR = "error"
    WARNING = "warning"


_WARNINGS = frozenset(
    {
        "format",  # how a file is written
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
    """Collects problems, at most `limits.PROBLEMS` of one code in a file: memory is bounded."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems: list[Problem] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._ways: dict[str, tuple[int, list[str]]] = {}
        for problem in problems:
            self.add(problem)

    def add(self, problem: Problem) -> None:
        """Keep a problem, or in place of all that exceed the maximum a single one of that code."""
        kind = problem.file, problem.code
        self._counts[kind] += 1
        if self._counts[kind] <= limits.PROBLEMS:
            if len(problem.message) > _MAX_MESSAGE:
                problem = problem._replace(message=f"{problem.message[:_MAX_MESSAGE]}…")
            self.problems.append(problem)
        elif self._counts[kind] == limits.PROBLEMS + 1:
            message = gettext(
                "more than {count} such problems; the others are not listed", count=limits.PROBLEMS
            )
            self.problems.append(Problem(problem.code, problem.file, message, problem.row))

    def add_way(self, file: str, way: str) -> None:
        """Collect a way in which a file is written otherwise, e.g. "tabs between the cells".

        Other programs write so. It does not change what the file says, so all are one warning of
        the file: in a diff the next edit would look like one of the whole file.
        """
        index, ways = self._ways.setdefault(file, (len(self.problems), []))
        if way not in ways:
            ways.append(way)
        message = gettext(
            "as another program wrote it, and read all the same: {ways}", ways=", ".join(ways)
        )
        self.problems[index : index + 1] = [Problem("format", file, message)]

    def is_full(self, file: str, code: str) -> bool:
        """Whether further problems of this code in a file would not be kept."""
        return self._counts[file, code] > limits.PROBLEMS


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
    similar = get_close_matches(written[: limits.CHARACTERS["name"]], sorted(names), 1)
    # Translators: at the end of what is wrong
    return gettext("; did you mean {choice}?", choice=similar[0]) if similar else ""
