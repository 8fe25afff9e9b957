"""Atomic writes: a file or a folder appears in its place complete, or not at all.

The output is written under a temporary name in the folder of its destination, then renamed. The
temporary file or folder is locked with flock(2), so Unix only. The lock ends with the process: what
a killed run left behind is unlocked and is cleared by the next run, while what another run is still
writing is locked and left alone.
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

_TEMPORARY = ".borders-new"  # how temporary names end
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux's renameat2(2)


def marker(kind: str) -> str:
    """The name of the file that marks a folder as written by `borders KIND`."""
    return f".borders-{kind}"


def as_bytes(content: str | bytes) -> bytes:
    """The bytes of a file's content: text is UTF-8."""
    return content.encode() if isinstance(content, str) else content


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file atomically, text as UTF-8. Raises `OutputError`.

    Waits while another run writes the file.
    """
    with _output_errors(path):
        if path.exists() and not path.is_file():  # a pipe or a device must not be replaced
            raise OutputError(gettext("{path} is there and is not a file", path=path))
        data = as_bytes(content)
        temporary = path.with_name(f".{path.name}{_TEMPORARY}")
        with _locked(temporary, os.O_RDWR | os.O_CREAT, wait=True) as handle:
            try:
                with open(handle, "wb", closefd=False) as file:
                    file.truncate()  # a killed run may have left something
                    file.write(data)
                os.fsync(handle)  # else a power cut could leave an empty file under the new name
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise


def write_in_new_folder(folder: Path, path: str, content: str | bytes) -> None:
    """Write a file in a folder of `new_folder`, which is atomic as a whole.

    `path` is relative to the folder, with slashes; missing parent folders are made. Raises
    `OutputError`, also for a path that leads out of the folder.
    """
    destination = f"{folder}/{path}"
    with _output_errors(destination):
        if path.startswith("/") or ".." in path.split("/"):
            raise OutputError(gettext("{path} leads out of the folder that is written", path=path))
        # A site has thousands of files, so each is written with as few system calls as can be.
        try:
            handle = os.open(destination, _CREATE, 0o666)
        except FileNotFoundError:
            os.makedirs(destination.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
            handle = os.open(destination, _CREATE, 0o666)
        try:
            remaining = memoryview(as_bytes(content))
            while remaining:
                remaining = remaining[os.write(handle, remaining) :]
        finally:
            os.close(handle)


@contextmanager
def new_folder(path: Path, kind: str | None) -> Iterator[Path]:
    """An empty temporary folder to fill, which is renamed to `path` when the block ends.

    Replaces an existing folder only if the command of this `kind` wrote it; then files with equal
    contents keep their modification times, so that a copy to a server sends only what changed. With
    `kind=None` nothing is ever replaced: people edit that folder from then on.

    If the block raises, `path` is left as it was. Raises `OutputError`, also while another run
    writes to `path`.
    """
    with _output_errors(path):
        _require_replaceable(path, kind)
        path = path.resolve()  # of a symbolic link the target is replaced, and the link stays
        path.parent.mkdir(parents=True, exist_ok=True)
        workspace = path.with_name(f".{path.name}{_TEMPORARY}")
        with _locked(workspace, os.O_DIRECTORY, wait=False):
            new, old = workspace / "new", workspace / "old"
            try:
                _restore(old, path)
                _remove(new, old)
                new.mkdir()
                yield new
                if kind is not None:
                    (new / marker(kind)).touch()
                _require_replaceable(path, kind)  # once more, since the block took its time
                if path.exists():
                    _keep_times(path, new)
                _sync_disk()
                _swap(new, path, old)
            finally:
                _restore(old, path)
                _remove(new, old)
                with suppress(OSError):
                    workspace.rmdir()


@contextmanager
def _output_errors(path: Path | str) -> Iterator[None]:
    """Turn errors of the system, and of encoding, into an `OutputError` that names `path`."""
    try:
        yield
    except OutputError:
        raise
    except (OSError, UnicodeError) as error:
        raise OutputError(
            gettext("{path} cannot be written: {reason}", path=path, reason=system_reason(error))
        ) from None


@contextmanager
def _locked(temporary: Path, flags: int, *, wait: bool) -> Iterator[int]:
    """A handle of the temporary file or folder, locked for this process.

    It is created if need be, and keeps what a killed run left in it. If another run has locked it,
    this waits or raises `OutputError`.
    """
    with ExitStack() as stack:
        while True:
            if flags & os.O_DIRECTORY:
                temporary.mkdir(exist_ok=True)
            handle = os.open(temporary, flags | os.O_NOFOLLOW, 0o666)
            stack.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise OutputError(
                    gettext("{path} is in use: another run is writing there", path=temporary)
                ) from None
            # Another run that ended between open and lock has renamed or removed what was opened.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), temporary.stat()):
                    break
        yield handle


def _swap(new: Path, path: Path, old: Path) -> None:
    """Put the new folder in the place of the old one, in one step where the system can.

    Elsewhere it takes two renames. A run that is killed between them leaves the old folder at
    `old`, and the next run's `_restore` puts it back.
    """
    if not path.exists():
        new.rename(path)
    elif not _exchange(new, path):
        path.rename(old)
        new.rename(path)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two paths atomically with renameat2(2); false if system or file system cannot."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    paths = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
    return renameat2 is not None and renameat2(*paths, _RENAME_EXCHANGE) == 0


def _restore(old: Path, path: Path) -> None:
    """Rename the old folder back if it was moved away and no new one came in its place."""
    if old.exists() and not path.exists():
        old.rename(path)


def _remove(*folders: Path) -> None:
    """Remove folders as far as possible; the next run removes the rest."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _sync_disk() -> None:
    """Flush all written files to the disk with sync(2): one call instead of an fsync for each."""
    if hasattr(os, "sync"):
        os.sync()


def _require_replaceable(path: Path, kind: str | None) -> None:
    """Raise `OutputError` unless `path` is missing, empty or a folder of `borders KIND`."""
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
    """Give each new file that equals the old one at its path the old one's modification time."""
    for path in new.rglob("*"):
        old_path = old / path.relative_to(new)
        if path.is_file() and old_path.is_file() and path.read_bytes() == old_path.read_bytes():
            times = old_path.stat()
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
