"""Writing so that a file or a folder appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from borders.errors import OutputError

MARKER = ".borders-site"
"""Stands in a folder that this package wrote, and so may replace."""


def write_file(path: Path, content: str | bytes) -> None:
    """Write bytes, or text as UTF-8, whole or not at all. Raises `OutputError`."""
    with _faults_told(path):
        if path.exists() and not path.is_file():  # a pipe or a device must not be replaced
            raise OutputError(f"{path} is there and is not a file")
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            aside.chmod(0o666 & ~_umask())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise


def write_new(path: Path, content: bytes) -> None:
    """Write a file of a folder that is still aside, its parents with it. Raises `OutputError`."""
    with _faults_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of `path` once it is complete.

    An older folder is replaced only if this package wrote it; a file that did not change keeps
    its time, so that a copy to a server sends only what is new. Raises `OutputError`.
    """
    with _faults_told(path):
        if path.exists() and not (path / MARKER).is_file() and not _is_empty_folder(path):
            raise OutputError(f"{path} was not written by borders: choose another folder")
        path = path.resolve()  # a link stays, and its folder is replaced
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            yield aside
            (aside / MARKER).touch()
            aside.chmod(0o777 & ~_umask())
            if path.exists():
                _keep_times(path, aside)
                old = aside.with_name(aside.name + ".old")
                path.rename(old)
                aside.rename(path)
                shutil.rmtree(old)
            else:
                aside.rename(path)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _faults_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path} cannot be written: {reason}") from None


def _keep_times(old: Path, new: Path) -> None:
    for path in new.rglob("*"):
        before = old / path.relative_to(new)
        if path.is_file() and before.is_file() and path.read_bytes() == before.read_bytes():
            times = before.stat()
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
