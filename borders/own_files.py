"""Which files in a folder a command wrote: those may be replaced, and no others.

A marker, such as `.borders-site`, lists the files that the command wrote, a path from the folder's
root on each line. What is not listed belongs to somebody else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

KEPT = (
    *(".git", ".gitattributes", ".github", ".gitignore", ".gitlab-ci.yml", ".hg"),
    *(".domains", ".htaccess", ".nojekyll", ".well-known", "CNAME", "_headers", "_redirects"),
)
"""What hosts and version control keep at a published folder's root; it is carried over."""

_BY_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")  # made again whenever one looks


def marker(kind: str) -> str:
    """The name of the file that marks a folder as written by `borders KIND`."""
    return f".borders-{kind}"


def write_marker(folder: Path, kind: str) -> None:
    """List every file of a folder, all of which `borders KIND` wrote, in its marker."""
    paths = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    text = "".join(f"{path}\n" for path in paths)
    (folder / marker(kind)).write_text(text, encoding="utf-8", newline="\n")


def foreign_paths(folder: Path, kind: str) -> Iterator[str]:
    """What `borders KIND` did not write in a folder, by the path from there; a folder ends in "/".

    Left out is what is carried over (`KEPT`), and what file managers make. Raises `OSError`.
    """
    files = _own_files(folder, kind)
    folders = {parent.as_posix() for path in files for parent in PurePosixPath(path).parents}
    pending = [""]
    while pending:
        place = pending.pop()
        with os.scandir(folder / place) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            path = place + entry.name
            if path in KEPT or entry.name in _BY_FILE_MANAGERS:
                continue
            if entry.is_dir(follow_symlinks=False):
                if path in folders:
                    pending.append(f"{path}/")
                else:
                    yield f"{path}/"
            elif path not in files or not entry.is_file(follow_symlinks=False):
                yield path


def _own_files(folder: Path, kind: str) -> set[str]:
    """The paths of the files that `borders KIND` wrote; none in a folder without its marker."""
    path = folder / marker(kind)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return set()
    except FileNotFoundError:
        return set()
    return {marker(kind), *path.read_text(encoding="utf-8", errors="replace").split("\n")}
