"""The list of downloads, which is also the page that describes the record to machines.

On the front page that description would be a third of what a reader waits for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from borders import language
from borders.export.site_paths import HOME
from borders.language import gettext
from borders.site import templating
from borders.site.edition import Edition
from borders.site.metadata import dataset_json_ld
from borders.site.pages.document import document_frame
from borders.site.pages.frame import way_to_site

_PATH = f"downloads/{HOME}"


class Download(NamedTuple):
    """A file to download: its path from the page and within its folder, its size in words."""

    href: str
    name: str
    size: str


def downloads_page(edition: Edition, offered: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """The path and the HTML of the page.

    `offered` are the paths of the files, from the site's root, and their sizes in bytes.
    """
    heading = gettext("Downloads")
    frame = document_frame(edition, _PATH, heading)
    site, paths = way_to_site(edition, _PATH), [path for path, _ in offered]
    described = dataset_json_ld(edition.dataset, edition.base_url, paths, root=site)
    html = templating.render(
        "downloads.html",
        frame=replace(frame, json_ld=described),
        heading=heading,
        lead=gettext("The whole record, to read with other programs."),
        downloads=[_download(edition, site, path, size) for path, size in offered],
    )
    return _PATH, html


def _download(edition: Edition, site: str, path: str, size: int) -> Download:
    name = path.partition("/")[2]  # in the folder of downloads
    return Download(
        # the English page stands in the folder of the files
        href=f"{site}{path}" if edition.tree else name,
        name=name,
        size=gettext("{size} kB", size=language.number(max(size // 1000, 1))),
    )
