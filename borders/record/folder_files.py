"""The files of a data folder as bytes; each is read from the disk once.

So what is published, hashed and listed is what was read, even if a file is saved meanwhile. Only a
regular file is read, in the folder and not larger than `limits.BYTES`. That is checked before
anything is read, so that no pipe blocks and no huge file fills the memory.
"""

from __future__ import annotations

import errno
import os
import stat
from functools import cached_property

from borders import language
from borders.errors import system_reason
from borders.language import gettext
from borders.record import limits
from borders.record.problems import Problem

# Without waiting for a writer, should it be a pipe, and without the line ends of Windows.
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FolderFiles:
    """The files of a data folder, of which those are read that are asked for."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self._read: dict[str, bytes | Problem | None] = {}

    @cached_property
    def real_path(self) -> str:
        """The absolute path without symbolic links. Raises `OSError` if there is none."""
        return os.path.realpath(self.path)

    @property
    def name(self) -> str:
        """The name of the folder itself, wherever it lies."""
        try:
            return os.path.basename(os.path.abspath(self.path))
        except OSError:  # the current folder is gone
            return os.path.basename(self.path)

    def read(self, file: str) -> bytes | Problem | None:
        """The bytes of a file, the problem that prevents reading it, or `None` if it is missing."""
        if file not in self._read:
            self._read[file] = self._from_disk(file)
        return self._read[file]

    def _from_disk(self, file: str) -> bytes | Problem | None:
        try:
            path = os.path.join(self.real_path, file)
            if os.path.islink(path) and not self._contains(os.path.realpath(path)):
                message = gettext("leads out of the data folder; put the file into it")
                return Problem("outside", file, message)
            handle = os.open(path, _OPEN)
            try:
                return _content(file, handle)
            finally:
                os.close(handle)
        except FileNotFoundError:
            is_link = os.path.islink(os.path.join(self.path, file))
            return Problem("no-file", file, gettext("the file is missing")) if is_link else None
        except OSError as error:
            loop = error.errno == errno.ELOOP
            reason = gettext("a link that leads to itself") if loop else system_reason(error)
            message = gettext("cannot be read: {reason}", reason=reason)
            return Problem("unreadable", file, message)

    def _contains(self, real_path: str) -> bool:
        return os.path.commonpath([real_path, self.real_path]) == self.real_path


def _content(file: str, handle: int) -> bytes | Problem:
    """The bytes of an open file, or the problem that prevents reading it."""
    most = limits.BYTES.get(os.path.splitext(file)[1], limits.BYTES[".json"])
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        return Problem("unreadable", file, gettext("must be a file, and is not one"))
    if status.st_size > most:
        message = gettext(
            "has {size} MB; at most {most} MB are read",
            size=language.number(status.st_size / 1e6, 1),
            most=language.number(most / 1e6),
        )
        return Problem("too-large", file, message)
    with open(handle, "rb", closefd=False) as stream:
        return stream.read(most)
