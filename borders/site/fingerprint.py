"""What a site was made from, so that making it again from the same is no work."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def fingerprint(data: Path, *choices: object) -> str:
    """A hash of everything that shapes a site: its data, its code, what that runs on, and choices.

    No path and no time is in it, so it is the same wherever these are. Empty where one of them
    cannot be read, and then nothing is known to be the same.
    """
    found = sha256()
    try:
        for part in (*_files(data), *_files(_PACKAGE), *_versions(), *map(str, choices)):
            content = part if isinstance(part, bytes) else part.encode()
            found.update(b"%d:" % len(content) + content)
    except OSError:
        return ""
    return found.hexdigest()


def _files(folder: Path) -> Iterator[str | bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix()
            yield path.read_bytes()


def _versions() -> Iterator[str]:
    yield platform.python_version()
    yield from sorted(f"{one.name} {one.version}" for one in distributions())
