"""The last look at a site's folder before it takes the place of the old one.

It knows nothing of how the files were made: it reads them again from the disk.
"""

from __future__ import annotations

import json
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
from borders.language import gettext

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
        raise BuildError(
            gettext("the new site is not whole and was not put in place: {fault}", fault=fault)
        )


def is_as_listed(folder: Path, manifest: str, besides: str) -> bool:
    """Whether a folder holds what its manifest lists, byte for byte, and nothing else.

    The file `besides` is not asked after.
    """
    try:
        listed = json.loads((folder / manifest).read_bytes())
        found = _found(folder)
        return listed.keys() == found.keys() - {manifest, besides} and all(
            _entry(found[path].read_bytes()) == entry for path, entry in listed.items()
        )
    except (OSError, ValueError, AttributeError):
        return False


def _found(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def _entry(content: bytes) -> dict[str, object]:
    return {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def _faults(folder: Path, manifest: str, base_url: str | None) -> Iterator[str]:
    listed = json.loads((folder / manifest).read_bytes())
    found = _found(folder)
    for path in sorted(listed.keys() ^ (found.keys() - {manifest})):
        if path in listed:
            yield gettext("{path} is missing", path=path)
        else:
            yield gettext("{path} is not in the manifest", path=path)
    targets: dict[tuple[str, str], tuple[str, str]] = {}
    for path in sorted(listed):
        content = found[path].read_bytes()
        if listed[path] != _entry(content):
            yield gettext("{path} is not what the manifest says", path=path)
        if fault := _unreadable(path, content):
            yield gettext("{path} cannot be read: {reason}", path=path, reason=fault)
        if path.endswith(".html"):
            for target in set(_TARGET.findall(content.decode())):
                targets.setdefault(_up(posixpath.dirname(path), target), (path, target))
    for (place, rest), (path, target) in targets.items():
        goal = _goal(place, unescape(rest), base_url)
        if goal is not None and goal not in found:
            yield gettext(
                "{path} leads to {target}, where there is no file", path=path, target=target
            )


def _up(place: str, target: str) -> tuple[str, str]:
    """A folder and an address from there on; most addresses of like pages are one."""
    while place and target.startswith("../"):
        place, target = place.rpartition("/")[0], target[3:]
    return place, target


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
