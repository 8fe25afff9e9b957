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


def write_file(path: Path, content: str) -> None:
    """Write UTF-8 text whole or not at all. Raises `OutputError`."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(content)
            aside.chmod(0o666 & ~_umask())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from None


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill that takes the place of `path` once it is complete.

    An older folder is replaced only if this package wrote it. Raises `OutputError`.
    """
    if path.exists() and not (path / MARKER).is_file() and (path.is_file() or any(path.iterdir())):
        raise OutputError(f"{path} is there and is not a site of borders: choose another folder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            yield aside
            (aside / MARKER).touch()
            aside.chmod(0o777 & ~_umask())
            if path.exists():
                old = aside.with_name(aside.name + ".old")
                path.rename(old)
                aside.rename(path)
                shutil.rmtree(old)
            else:
                aside.rename(path)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
