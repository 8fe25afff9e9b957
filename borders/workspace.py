"""A private folder beside what is written, in which it is made before it takes its place.

Only this user can enter it, since it is made with mode 0700 or was made by this user, so nobody can
put anything there first, not even in a shared folder such as /tmp. A lock in it, of the `filelock`
library, keeps other runs out. The lock ends with the process: what a killed run left behind is not
locked, and the next run finds it.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from borders.errors import OutputError, system_reason
from borders.language import gettext

if TYPE_CHECKING:
    from filelock import BaseFileLock

_SUFFIX = ".borders-new"
_RETRY = 0.2  # seconds: where a file is the lock, that of a killed run is found at the second try
_LONGEST_NAME = 200  # of the destination, in bytes: file systems allow 255, with the suffix


@contextmanager
def output_errors(path: Path | str) -> Iterator[None]:
    """Turn errors of the system, and of encoding, into an `OutputError` that names `path`."""
    try:
        yield
    except OutputError:
        raise
    except (OSError, ValueError) as error:  # ValueError: also a path with a zero byte
        raise OutputError(
            gettext("{path} cannot be written: {reason}", path=path, reason=system_reason(error))
        ) from None


@contextmanager
def workspace(path: Path, *, wait: bool) -> Iterator[Path]:
    """The workspace of `path`, beside it, locked for this process until the block ends.

    It keeps what a killed run left in it, and is removed afterwards if it is empty. If another run
    uses it, this waits or raises `OutputError`.
    """
    folder = path.parent / f".{_short(path.name)}{_SUFFIX}"
    lock = _locked(folder, path, wait=wait)
    try:
        yield folder
    finally:
        # Removed while it is locked, so that nobody who waits for the lock gets one that is gone.
        removed = _remove_lock(lock, folder)
        with suppress(OSError):  # what is written is; the lock ends with the process at the latest
            lock.release()
        if not removed:  # Windows removes no open file, but neither one that another run opened
            _remove_lock(lock, folder)


def _short(name: str) -> str:
    """The name, or where it is too long for a suffix, its hash."""
    encoded = os.fsencode(name)
    return name if len(encoded) <= _LONGEST_NAME else sha256(encoded).hexdigest()


def _locked(folder: Path, path: Path, *, wait: bool) -> BaseFileLock:
    """The lock of a workspace, which is made if need be."""
    with warnings.catch_warnings():
        # Where neither system nor file system has locks, a file that exists is one. It warns of it.
        warnings.simplefilter("ignore")
        from filelock import FileLock, Timeout

        while True:
            _make_private(folder)
            lock = FileLock(folder / "lock")
            with suppress(FileNotFoundError):  # the run that had the folder has just removed it
                try:
                    lock.acquire(timeout=-1 if wait else _RETRY)
                except Timeout:
                    message = gettext("{path} is in use: another run is writing there", path=path)
                    raise OutputError(message) from None
                _require_own(folder)  # once more, since the lock makes a folder that is missing
                folder.chmod(0o700)
                return lock
            lock.release()


def _make_private(folder: Path) -> None:
    """Make a folder that only this user can enter, unless this user made it before."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        with suppress(FileNotFoundError):
            _require_own(folder)


def _require_own(folder: Path) -> None:
    """Raise `OutputError` unless this is a folder, not a link to one, that belongs to this user."""
    status = folder.lstat()
    own = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    if not (stat.S_ISDIR(status.st_mode) and own):
        message = gettext("{path} is in the way, and not a folder of this user", path=folder)
        raise OutputError(message)


def _remove_lock(lock: BaseFileLock, folder: Path) -> bool:
    """Remove the lock's file, and the folder if nothing else is in it; whether the file is gone."""
    try:
        Path(lock.lock_file).unlink(missing_ok=True)
    except OSError:
        return False
    with suppress(OSError):
        folder.rmdir()
    return True
