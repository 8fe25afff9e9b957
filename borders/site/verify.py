"""The last look at a site's folder before it takes the place of the old one.

It knows nothing of how the files were made: it reads them again from the disk.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Collection, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from borders.errors import BuildError
from borders.export.site_paths import HOME
from borders.language import gettext

_TARGETS = [re.compile(rf'{name}="([^"#?]+)') for name in ("href", "src")]  # a fixed start is fast
_PLAIN = re.compile(r"[\w./-]*")
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
        raise BuildError(
            gettext("the new site is not whole and was not put in place: {fault}", fault=fault)
        )


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
        if path in listed:
            yield gettext("{path} is missing", path=path)
        else:
            yield gettext("{path} is not in the manifest", path=path)
    targets = _Targets(found.keys(), base_url)
    for path in sorted(listed):
        content = _content(found[path])
        if listed[path] != _entry(content):
            yield gettext("{path} is not what the manifest says", path=path)
        if fault := _unreadable(path, content):
            yield gettext("{path} cannot be read: {reason}", path=path, reason=fault)
        if path.endswith(".html"):
            for target in targets.astray(path, content.decode()):
                yield gettext(
                    "{path} leads to {target}, where there is no file", path=path, target=target
                )


class _Targets:
    """The addresses in pages of which some lead astray; those that are alike are followed once."""

    def __init__(self, found: Collection[str], base_url: str | None) -> None:
        self._found, self._base_url = found, base_url
        self._followed: dict[str, set[str]] = {}

    def astray(self, path: str, text: str) -> Iterator[str]:
        """The addresses of a page at a path that lead to no file."""
        place = path.rpartition("/")[0]
        # What begins with ../ leads to the same from all the folders beside this one.
        shared = self._followed.setdefault(place.rpartition("/")[0], set()) if place else set()
        targets = {target for pattern in _TARGETS for target in pattern.findall(text)} - shared
        shared |= {target for target in targets if target.startswith("../")}
        above = [place]
        while above[-1]:
            above.append(above[-1].rpartition("/")[0])
        for target in sorted(targets):
            steps = 0
            while steps < len(above) - 1 and target.startswith("../", 3 * steps):
                steps += 1
            if not self._leads(above[steps], target[3 * steps :]):
                yield target

    def _leads(self, place: str, target: str) -> bool:
        if _PLAIN.fullmatch(target) and (f"{place}/{target}" if place else target) in self._found:
            return True
        goal = _goal(place, unescape(target), self._base_url)
        return goal is None or goal in self._found


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
