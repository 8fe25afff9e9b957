"""Atomic writes: a file or a folder appears in its place complete, or not at all.

It is made in a private folder beside its destination (`workspace`), then renamed. What a killed run
left there, the next run clears, or puts back in its place.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from borders.errors import OutputError, printable
from borders.language import gettext
from borders.own_files import KEPT, foreign_paths, write_marker
from borders.workspace import output_errors, workspace

LONGEST_PATH = 180
"""Of a file in a folder that is written, in characters: Windows has room for 260 with the drive."""

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # of Linux's renameat2(2)
_NAMED = 3  # of the files of others, in a message


def as_bytes(content: str | bytes) -> bytes:
    """The bytes of a file's content: text is UTF-8."""
    return content.encode() if isinstance(content, str) else content


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file atomically, text as UTF-8. Raises `OutputError`.

    Of a symbolic link the target is written, and the link stays; a file that was there keeps its
    mode. Waits while another run writes the file.
    """
    with output_errors(path):
        data = as_bytes(content)
        target = _real(path)
        mode = _mode(target)
        if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device must not be replaced
            raise OutputError(gettext("{path} is there and is not a file", path=path))
        with workspace(target, wait=True) as aside:
            new = aside / "file"
            try:
                with new.open("wb") as file:  # also over what a killed run left
                    file.write(data)
                    file.flush()
                    os.fsync(file)  # else a power cut could leave an empty file under the new name
                if mode is not None and new.stat().st_mode != mode:
                    new.chmod(stat.S_IMODE(mode))
                new.replace(target)
            except BaseException:
                new.unlink(missing_ok=True)
                raise


def write_in_new_folder(folder: Path, path: str, content: str | bytes) -> None:
    """Write a file in a folder of `new_folder`, which is atomic as a whole.

    `path` is relative to the folder, with slashes; missing parent folders are made. Raises
    `OutputError`, also for a path that leads out of the folder or is longer than `LONGEST_PATH`.
    """
    destination = f"{folder}/{path}"
    with output_errors(destination):
        if path.startswith("/") or ".." in path.split("/"):
            raise OutputError(gettext("{path} leads out of the folder that is written", path=path))
        if len(path) > LONGEST_PATH:
            raise OutputError(
                gettext(
                    "the path {path} has {length} characters; at most {most} fit everywhere",
                    path=path,
                    length=len(path),
                    most=LONGEST_PATH,
                )
            )
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
def new_folder(
    path: Path, kind: str | None, *, force: bool = False, inputs: Sequence[Path] = ()
) -> Iterator[Path]:
    """An empty temporary folder to fill, which is renamed to `path` when the block ends.

    Replaces an existing folder only if the command of this `kind` wrote everything in it, or with
    `force`; never one that holds the current folder or one of the `inputs`, the folders that are
    read. What `own_files.KEPT` names is carried over. Files with equal contents keep their
    modification times, so that a copy to a server sends only what changed. With `kind=None` nothing
    is ever replaced: people edit that folder from then on.

    If the block raises, `path` is left as it was. Raises `OutputError`, also while another run
    writes to `path`.
    """
    with output_errors(path):
        real = _real(path)  # of a symbolic link the target is replaced, and the link stays
        real.parent.mkdir(parents=True, exist_ok=True)
        with workspace(real, wait=False) as aside:
            new, old = aside / "new", aside / "old"
            try:
                _put_back(new, old, real)
                _require_replaceable(path, real, kind, force=force, inputs=inputs)
                new.mkdir()
                yield new
                if kind is not None:
                    write_marker(new, kind)
                if real.exists():
                    _keep_times(real, new)
                _sync_disk()
                # once more, since the block took its time
                _require_replaceable(path, real, kind, force=force, inputs=inputs)
                _swap(new, real, old)
            finally:
                _put_back(new, old, real)


def _real(path: Path) -> Path:
    """The path without symbolic links; one of links that lead to each other stays as it is."""
    return Path(os.path.realpath(path))  # Path.resolve raises RuntimeError for these in Python 3.12


def _mode(path: Path) -> int | None:
    """The mode of a file or folder, its type included; `None` if there is none."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _require_replaceable(
    path: Path, real: Path, kind: str | None, *, force: bool, inputs: Sequence[Path]
) -> None:
    """Raise `OutputError` if a folder, written as `path`, may not be replaced: see `new_folder`."""
    mode = _mode(real)
    if mode is None:
        return
    if not stat.S_ISDIR(mode):
        raise OutputError(gettext("{path} is there and is not a folder", path=path))
    if kind is None and any(real.iterdir()):
        raise OutputError(gettext("{path} is not empty: name a new folder", path=path))
    with suppress(FileNotFoundError):  # a current folder that is gone lies nowhere
        if Path.cwd().is_relative_to(real):
            raise OutputError(
                gettext(
                    "{path} is, or holds, the current folder, which cannot be replaced: go to "
                    "another folder first",
                    path=path,
                )
            )
    if any(_real(folder).is_relative_to(real) for folder in inputs):
        raise OutputError(
            gettext("{path} is, or holds, the data folder: choose another folder", path=path)
        )
    foreign = list(islice(foreign_paths(real, kind), _NAMED + 1)) if kind and not force else []
    if foreign:
        names = [*foreign[:_NAMED], *(["…"] if len(foreign) > _NAMED else [])]
        raise OutputError(
            # Translators: {command} is such as: borders site
            gettext(
                "{path} has what {command} did not write: {names}; choose another folder, move "
                "them away, or delete them with --force",
                path=path,
                command=f"borders {kind}",
                names=printable(", ".join(names)),
            )
        )


def _swap(new: Path, path: Path, old: Path) -> None:
    """Put the new folder in the place of the old one, in one step where the system can.

    Elsewhere it takes two renames. A run that is killed between them leaves the old folder at
    `old`, and the next run's `_put_back` puts it back.
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


def _put_back(new: Path, old: Path, path: Path) -> None:
    """Bring to `path` what belongs there of the folders in the workspace, and remove the rest.

    The old folder is at `old`, or at `new` if both were exchanged. It goes back if nothing came in
    its place; else what is `KEPT` of it is moved. Each rename leaves a file in one of two places,
    and a run that is killed at any point leaves the next one to carry on from there. No command
    writes what is `KEPT`, so an unfinished new folder has none of it.
    """
    for folder in (old, new):
        kept = [name for name in KEPT if os.path.lexists(folder / name)]
        if (kept or folder == old) and folder.exists() and not os.path.lexists(path):
            folder.rename(path)
        for name in kept:
            if os.path.lexists(folder / name):
                _move(folder / name, path / name)
        shutil.rmtree(folder, ignore_errors=True)  # what remains, the next run removes


def _move(source: Path, destination: Path) -> None:
    """Rename a file or folder. Raises `OutputError` if another is there, which is not replaced."""
    if os.path.lexists(destination):
        raise OutputError(
            gettext(
                "{path} exists, and so does an older one, which a stopped run left at {older}: "
                "remove one of them",
                path=destination,
                older=source,
            )
        )
    source.rename(destination)


def _sync_disk() -> None:
    """Flush all written files to the disk with sync(2): one call instead of an fsync for each."""
    if hasattr(os, "sync"):
        os.sync()


def _keep_times(old: Path, new: Path) -> None:
    """Give each new file that equals the old one at its path the old one's modification time."""
    for path in new.rglob("*"):
        old_path = old / path.relative_to(new)
        if path.is_file() and old_path.is_file() and path.read_bytes() == old_path.read_bytes():
            times = old_path.stat()
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
