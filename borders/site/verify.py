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
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from borders.errors import BuildError
from borders.export.site_paths import HOME
from borders.language import gettext

# Not what leads to documents of others, whose addresses may begin like those of the site.
_TARGET = re.compile(r'(?:href|src)="([^"#?]+)[^"]*"(?![^>]* rel="noopener noreferrer")')
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


def _faults(folder: Path, manifest: str, base_url: str | None) -> Iterator[str]:
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    listed = json.loads(files.pop(manifest).read_bytes())
    for path in sorted(listed.keys() ^ files.keys()):
        if path in listed:
            yield gettext("{path} is missing", path=path)
        else:
            yield gettext("{path} is not in the manifest", path=path)
    for path in sorted(listed):
        content = files[path].read_bytes()
        if listed[path] != {"bytes": len(content), "sha256": sha256(content).hexdigest()}:
            yield gettext("{path} is not what the manifest says", path=path)
        if error := _parse_error(path, content):
            yield gettext("{path} cannot be read: {reason}", path=path, reason=error)
        if path.endswith(".html"):
            for target in sorted(set(_TARGET.findall(content.decode()))):
                goal = _goal(posixpath.dirname(path), unescape(target), base_url)
                if goal not in (None, manifest) and goal not in files:
                    yield gettext(
                        "{path} leads to {target}, where there is no file", path=path, target=target
                    )


def _parse_error(path: str, content: bytes) -> Exception | None:
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
    is_folder = posixpath.basename(target) in ("", ".", "..")
    return posixpath.normpath(posixpath.join(goal, HOME)) if is_folder else goal
