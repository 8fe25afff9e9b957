"""Standard output and standard error: text for people, and exact output for programs.

Text for people shows control characters instead of sending them, and replaces letters that the
stream's encoding lacks. What programs read is UTF-8 with line feeds on every machine. A stream
that is full or closed raises `OutputError`; one whose reader has gone, as `| head` does, ends the
program.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from click import style

from borders.errors import OutputError, printable, system_reason
from borders.language import gettext
from borders.model import Status

_MAX_LENGTH = 1000  # of a message's line
_HEAD, _TAIL = 700, 250  # what is kept of a longer one

_NEAREST = {
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚ʹʼ", "'"),
    **dict(zip("·•×≈đĐŋŊŧŦøØ", "--x~dDnNtToO", strict=True)),
    "→": "->",
    "←": "<-",
    "æ": "ae",
    "Æ": "AE",
}
"""What stands for a character that an encoding lacks and Unicode does not decompose."""

_COLOURS = {
    Status.OPEN: "green",
    Status.RESTRICTED: "yellow",
    Status.CLOSED: "red",
    Status.UNKNOWN: None,
}
_MARKS = dict(zip(_COLOURS, "\ufdd0\ufdd1\ufdd2\ufdd3", strict=True))  # Unicode's noncharacters
_END = "\ufdd4"
_CODES = str.maketrans(
    {_END: "\x1b[0m"}
    | {_MARKS[s]: style("", fg=_COLOURS[s], bold=True, reset=False) for s in _COLOURS}
)
_START = "".join(_MARKS.values())
_MARKED = re.compile(f"([{_START}])([^{_START}{_END}]*)({_END})")


def print_text(text: str) -> None:
    """Print an answer for people, of any number of lines, which a terminal gets wrapped."""
    lines = [visible(line) for line in text.split("\n")]
    if width := terminal_width():
        lines = [_wrapped(line, width) for line in lines]
    text = "\n".join(lines)
    _print(text.translate(_CODES) if _coloured() else text, sys.stdout)


def marked(text: str, status: Status) -> str:
    """The text with marks around it that `print_text` turns into bold and the status's colour.

    Without marks where standard output has no colours: it is not a terminal, or NO_COLOR is set.
    FORCE_COLOR colours everywhere.
    """
    return f"{_MARKS[status]}{text}{_END}" if _coloured() else text


def visible(line: str) -> str:
    """The line as it will be printed: with control characters shown, and the marks of `marked`.

    A mark without its other one is not of `marked`, and is shown like a control character.
    """
    if not _coloured():
        return printable(line)
    text, *marked_parts = _MARKED.split(line)  # each mark, what is marked, its end, what follows
    shown = printable(text)
    for start, words, end, text in zip(*(iter(marked_parts),) * 4, strict=True):
        shown += start + printable(words) + end + printable(text)
    return shown


def columns(line: str) -> int:
    """How many columns of a terminal a line takes; marks take none."""
    return len(_MARKED.sub(r"\2", line))


def terminal_width() -> int | None:
    """How many characters a line of standard output has; `None` where that is no terminal."""
    stream = sys.stdout
    if stream is None or not stream.isatty():
        return None
    with suppress(OSError):  # of a terminal that does not know
        return os.get_terminal_size(stream.fileno()).columns or None
    return None


def print_exactly(content: str | bytes) -> None:
    """Print what programs read: these bytes, or this text as UTF-8, with nothing added."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    stream = _require_open(sys.stdout)
    binary = getattr(stream, "buffer", None)
    if binary is None:  # such as an io.StringIO, which holds text
        _write(stream, lambda: stream.write(data.decode()))
        return

    def write() -> None:
        stream.flush()
        binary.write(data)

    _write(stream, write)


def print_message(*lines: str) -> None:
    """Print a message to standard error, each of its lines as one line and not too long.

    If standard error is closed or full, nobody can be told, and what was done stays done.
    """
    with suppress(OutputError):
        _print("\n".join(_shortened(printable(line)) for line in lines), sys.stderr)


def nearest_letters(text: str, encoding: str) -> str:
    """The text with the nearest that `encoding` has for each character that it lacks, or `?`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_nearest(char, encoding) for char in text)
    return text


def _wrapped(line: str, width: int) -> str:
    """The line in as many as fit a width; after a label, the further ones stand below its text."""
    import textwrap

    if columns(line) <= width:
        return line
    indent = re.match(r" *(\S+( \S+)* {2,})?", line)
    assert indent  # it matches the empty text, too
    if " " not in line[indent.end() :]:  # an address, which stays in one piece and can be followed
        return line
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * min(indent.end(), width // 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _coloured() -> bool:
    """Whether standard output has colours, by https://no-color.org and https://force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return is_terminal and os.environ.get("TERM") != "dumb"


def _nearest(char: str, encoding: str) -> str:
    from unicodedata import combining, normalize

    letters = "".join(c for c in normalize("NFKD", char) if not combining(c))
    for candidate in (char, _NEAREST.get(char, letters), letters):
        with suppress(UnicodeEncodeError):
            candidate.encode(encoding)
            return candidate
    return "?"


def _shortened(line: str) -> str:
    return line if len(line) <= _MAX_LENGTH else f"{line[:_HEAD]} … {line[-_TAIL:]}"


def _print(text: str, stream: TextIO | None) -> None:
    stream = _require_open(stream)
    line = nearest_letters(text, getattr(stream, "encoding", None) or "utf-8") + "\n"
    _write(stream, lambda: stream.write(line))


def _require_open(stream: TextIO | None) -> TextIO:
    if stream is None or stream.closed:  # as Python has it where the shell said >&-
        raise OutputError(gettext("the output cannot be written: it is closed"))
    return stream


def _write(stream: TextIO, write: Callable[[], object]) -> None:
    """Write to a stream and flush it, since Python reports a failure at its exit as a traceback."""
    try:
        write()
        stream.flush()
    except OSError as error:
        _discard(stream)
        if isinstance(error, BrokenPipeError):
            sys.exit(1)
        raise OutputError(
            gettext("the output cannot be written: {reason}", reason=system_reason(error))
        ) from None


def _discard(stream: TextIO) -> None:
    """Send what is left in a stream's buffer nowhere, so that Python's exit does not fail too."""
    with suppress(OSError):  # of a stream without a file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
