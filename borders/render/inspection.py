"""The last look at a site's folder before it takes the place of the old one.

It knows nothing of how the files were made: it reads them again from the disk.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from borders.addresses import HOME
from borders.errors import BuildError

_TARGET = re.compile(r'\s(?:href|src)="([^"#?]+)')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_JSON, _XML = (".json", ".geojson"), (".svg", ".xml", ".atom")


def require_whole(folder: Path, manifest: str, base_url: str | None) -> None:
    """Raise `BuildError` unless the folder is what its manifest says and nothing leads astray.

    Every file is listed with its size and hash and there is no other, JSON and XML can be parsed,
    and every address in a page that stays within the site is that of a file. Addresses that begin
    with `base_url` do so too.
    """
    fault = next(_faults(folder, manifest, base_url), None)
    if fault:
        raise BuildError(f"the new site is not whole and was not put in place: {fault}")


def is_as_listed(folder: Path, manifest: str, besides: str) -> bool:
    """Whether a folder holds what its manifest lists, byte for byte, and nothing else.

    The file `besides` is not asked after.
    """
    try:
        listed = json.loads((folder / manifest).read_bytes())
        found = _found(folder)
        return listed.keys() == found.keys() - {manifest, besides} and all(
            _entry(_content(found[path])) == entry for path, entry in listed.items()
        )
    except (OSError, ValueError, AttributeError):
        return False


def _found(folder: Path) -> dict[str, str]:
    """Every file of a folder: its path from there, with slashes, and where it is."""
    found: dict[str, str] = {}
    within = [("", str(folder))]
    while within:
        path, place = within.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    within.append((f"{path}{entry.name}/", entry.path))
                elif entry.is_file():
                    found[path + entry.name] = entry.path
    return found


def _content(place: str) -> bytes:
    with open(place, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _entry(content: bytes) -> dict[str, object]:
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def _faults(folder: Path, manifest: str, base_url: str | None) -> Iterator[str]:
    found = _found(folder)
    listed = json.loads(_content(found[manifest]))
    for path in sorted(listed.keys() ^ (found.keys() - {manifest})):
        yield f"{path} is {'missing' if path in listed else 'not in the manifest'}"
    targets = _Targets()
    for path in sorted(listed):
        content = _content(found[path])
        if listed[path] != _entry(content):
            yield f"{path} is not what the manifest says"
        if fault := _unreadable(path, content):
            yield f"{path} cannot be read: {fault}"
        if path.endswith(".html"):
            targets.add(path, content.decode())
    for place, rest, path, target in targets.found:
        goal = _goal(place, unescape(rest), base_url)
        if goal is not None and goal not in found:
            yield f"{path} leads to {target}, where there is no file"


class _Targets:
    """The addresses in pages, those that are alike once.

    `found` are the folder from which an address leads, the address from there, and a page that has
    it, with the address as it stands there. Pages of one folder's folders share most of theirs.
    """

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str, str]] = []
        self._known: dict[str, set[str]] = {}

    def add(self, path: str, text: str) -> None:
        """Find what is new in a page."""
        place = path.rpartition("/")[0]
        above = place.rpartition("/")[0].rpartition("/")[0] if "/" in place else None
        shared = self._known.setdefault(above, set()) if above is not None else set()
        for target in set(_TARGET.findall(text)) - shared:
            if above is not None and target.startswith("../../"):
                shared.add(target)
                self.found.append((above, target[6:], path, target))
            else:
                self.found.append((place, target, path, target))


def _unreadable(path: str, content: bytes) -> Any:
    try:
        if path.endswith(_JSON):
            json.loads(content)
        elif path.endswith(_XML):
            ET.fromstring(content)  # noqa: S314  # written by this package
    except (ValueError, ET.ParseError) as error:
        return error
    return None


def _goal(place: str, target: str, base_url: str | None) -> str | None:
    """The path in the folder to which an address leads; `None` if it leads elsewhere."""
    if base_url and target.startswith(base_url):
        place, target = "", target.removeprefix(base_url)
    elif _ELSEWHERE.match(target):
        return None
    goal = posixpath.normpath(posixpath.join(place, unquote(target or ".")))
    return posixpath.normpath(posixpath.join(goal, HOME)) if _is_folder(target) else goal


def _is_folder(target: str) -> bool:
    return target.endswith("/") or posixpath.basename(target) in ("", ".", "..")
