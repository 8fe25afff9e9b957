"""The verification of a new site's folder before it takes the place of the old one.

It knows nothing of how the files were made: it reads them again from the disk.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from borders.errors import BuildError
from borders.export.site_paths import HOME
from borders.language import gettext

_LINK = re.compile(r'(?:href|src)="([^"#?]+)')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_JSON, _XML = (".json", ".geojson"), (".svg", ".xml", ".atom")


def require_whole(folder: Path, manifest: str, base_url: str | None) -> None:
    """Raise `BuildError` unless a folder is what its manifest says and every link leads to a file.

    The manifest lists every file but itself, with its size and hash, and no more; JSON and XML can
    be parsed; and a link of a page that stays within the site leads to a file of it. Links that
    begin with `base_url` stay within the site, too.
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
    entries = json.loads(files[manifest].read_bytes())
    for path in sorted(entries.keys() ^ (files.keys() - {manifest})):
        if path in entries:
            yield gettext("{path} is missing", path=path)
        else:
            yield gettext("{path} is not in the manifest", path=path)
    for path in sorted(entries):
        content = files[path].read_bytes()
        if entries[path] != {"bytes": len(content), "sha256": sha256(content).hexdigest()}:
            yield gettext("{path} is not what the manifest says", path=path)
        if fault := _parse_error(path, content):
            yield gettext("{path} cannot be read: {reason}", path=path, reason=fault)
        if path.endswith(".html"):
            for link in _broken_links(path, content.decode(), files, base_url):
                yield gettext(
                    "{path} leads to {target}, where there is no file", path=path, target=link
                )


def _parse_error(path: str, content: bytes) -> Exception | None:
    """Why a file that should be JSON or XML cannot be parsed; `None` if it can, or is neither."""
    try:
        if path.endswith(_JSON):
            json.loads(content)
        elif path.endswith(_XML):
            ET.fromstring(content)  # noqa: S314  # written by this package
    except (ValueError, ET.ParseError) as error:
        return error
    return None


def _broken_links(
    path: str, html: str, files: Collection[str], base_url: str | None
) -> Iterator[str]:
    """The links of a page at a path that stay within the site and lead to none of its files."""
    folder = posixpath.dirname(path)
    for link in sorted(set(_LINK.findall(html))):
        target = _target(folder, unescape(link), base_url)
        if target is not None and target not in files:
            yield link


def _target(folder: str, link: str, base_url: str | None) -> str | None:
    """The path of the file to which a link from a folder leads; `None` if it leads elsewhere."""
    if base_url and link.startswith(base_url):
        folder, link = "", link.removeprefix(base_url)
    elif _ELSEWHERE.match(link):
        return None
    if posixpath.basename(link) in ("", ".", ".."):
        link = posixpath.join(link, HOME)
    return posixpath.normpath(posixpath.join(folder, unquote(link)))
