"""Writing so that a file or a folder appears whole or not at all.

What is not complete yet stands beside its place under a name of its own, and is locked by the
process that writes it. The lock ends with the process, so what a killed run left is told from what
another run is writing: the next run clears the one and leaves the other alone. The locks are those
of Unix.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from borders.errors import OutputError, system_reason
from borders.language import gettext

_ASIDE = ".borders-new"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux's renameat2(2)


def marker(kind: str) -> str:
    """The file that says that `borders KIND` wrote a folder, and so may replace it."""
    return f".borders-{kind}"


def write_file(path: Path, content: str | bytes) -> None:
    """Write bytes, or text as UTF-8, whole or not at all. Raises `OutputError`.

    Two runs that write one file do so one after the other.
    """
    with _faults_told(path):
        if path.exists() and not path.is_file():  # a pipe or a device must not be replaced
            raise OutputError(gettext("{path} is there and is not a file", path=path))
        data = _bytes(content)
        aside = path.with_name(f".{path.name}{_ASIDE}")
        with _locked(aside, os.O_RDWR | os.O_CREAT, wait=True) as handle:
            try:
                with open(handle, "wb", closefd=False) as file:  # it is open
                    file.truncate()
                    file.write(data)
                os.fsync(handle)  # or a power cut could leave the new name with nothing in it
                aside.replace(path)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise


def write_in_new_folder(folder: Path, path: str, content: str | bytes) -> None:
    """Write a file of a folder that is still aside, its parents with it. Raises `OutputError`.

    `path` has slashes and leads nowhere but into the folder.
    """
    place = f"{folder}/{path}"
    with _faults_told(place):
        if path.startswith("/") or ".." in path.split("/"):
            raise OutputError(gettext("{path} leads out of the folder that is written", path=path))
        # thousands are written, so with the fewest calls
        try:
            handle = os.open(place, _NEW, 0o666)
        except FileNotFoundError:
            os.makedirs(place.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
            handle = os.open(place, _NEW, 0o666)
        try:
            left = memoryview(_bytes(content))
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)


@contextmanager
def new_folder(path: Path, kind: str | None) -> Iterator[Path]:
    """A folder to fill that takes the place of `path` once it is complete.

    An older folder is replaced only if it is of the same `kind`, and none by one without a kind,
    which is its editors' from then on; a file that did not change keeps its time, so that a copy
    to a server sends only what is new.
    Raises `OutputError`, also while another run writes to the same place.
    """
    with _faults_told(path):
        _require_own(path, kind)
        path = path.resolve()  # a link stays, and its folder is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        work = path.with_name(f".{path.name}{_ASIDE}")
        with _locked(work, os.O_DIRECTORY, wait=False):
            aside, old = work / "new", work / "old"
            try:
                _put_back(old, path)
                _clear(aside, old)
                aside.mkdir()
                yield aside
                if kind is not None:
                    (aside / marker(kind)).touch()
                _require_own(path, kind)  # as it is by now
                if path.exists():
                    _keep_times(path, aside)
                _flush()
                _swap(aside, path, old)
            finally:
                _put_back(old, path)
                _clear(aside, old)
                with suppress(OSError):
                    work.rmdir()


@contextmanager
def _faults_told(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except (OSError, UnicodeError) as error:
        raise OutputError(
            gettext("{path} cannot be written: {reason}", path=path, reason=system_reason(error))
        ) from None


@contextmanager
def _locked(aside: Path, flags: int, *, wait: bool) -> Iterator[int]:
    """Open what stands beside the output, a file or a folder, for this process alone.

    What a killed run left in it is still there. Raises `OutputError` where another run has it,
    unless it is to `wait`.
    """
    with ExitStack() as stack:
        while True:
            if flags & os.O_DIRECTORY:
                aside.mkdir(exist_ok=True)
            handle = os.open(aside, flags | os.O_NOFOLLOW, 0o666)
            stack.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise OutputError(
                    gettext("{path} is in use: another run is writing there", path=aside)
                ) from None
            # Else the other run ended in between, and took away what was opened.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), aside.stat()):
                    break
        yield handle


def _swap(aside: Path, path: Path, old: Path) -> None:
    """Put the new folder in its place; at no moment is there neither it nor the old one.

    Where the system cannot exchange two folders at once there is such a moment, between two
    renames; whoever is killed in it leaves the old folder for `_put_back`.
    """
    if not path.exists():
        aside.rename(path)
    elif not _exchange(aside, path):
        path.rename(old)
        aside.rename(path)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two paths in one step, if system and file system can."""
    call = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    paths = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
    return call is not None and call(*paths, _RENAME_EXCHANGE) == 0


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _put_back(old: Path, path: Path) -> None:
    """Give a folder its place again that was moved away for one that did not come."""
    if old.exists() and not path.exists():
        old.rename(path)


def _clear(*folders: Path) -> None:
    """Remove what is not needed; what cannot go stays for the next run."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _flush() -> None:
    """Bring what was written to the disk, all at once, before anything takes its place."""
    if hasattr(os, "sync"):
        os.sync()


def _require_own(path: Path, kind: str | None) -> None:
    """Raise `OutputError` if there is something that `borders KIND` did not write."""
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    if kind is None:
        raise OutputError(gettext("{path} is not empty: name a new folder", path=path))
    if not (path / marker(kind)).is_file():
        raise OutputError(
            # Translators: {command} is such as: borders site
            gettext(
                "{path} was not written by {command}: choose another folder",
                path=path,
                command=f"borders {kind}",
            )
        )


def _keep_times(old: Path, new: Path) -> None:
    for path in new.rglob("*"):
        before = old / path.relative_to(new)
        if path.is_file() and before.is_file() and path.read_bytes() == before.read_bytes():
            times = before.stat()
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
