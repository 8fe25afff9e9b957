"""The parts of every page without a map: a heading, a lead below it, the frame around it."""

from __future__ import annotations

from borders.site import assets, templating
from borders.site.assets import Asset
from borders.site.edition import Edition
from borders.site.pages.frame import Frame, site_frame

_STYLES = (Asset(assets.STYLE, None), Asset(assets.DOCUMENT, None))
_SCRIPT = Asset(assets.HAND_OVER, None)


def document(
    edition: Edition,
    path: str,
    template: str,
    *,
    heading: str,
    lead: str = "",
    scripts: bool = False,
    **content: object,
) -> tuple[str, str]:
    """The path and the HTML of a page without a map; its template shows the `content`.

    With `scripts` it has those that hand something over.
    """
    frame = document_frame(edition, path, heading, scripts=scripts)
    html = templating.render(template, frame=frame, heading=heading, lead=lead, **content)
    return path, html


def document_frame(edition: Edition, path: str, heading: str, *, scripts: bool = False) -> Frame:
    """The frame of a page without a map at a path of the site."""
    dataset, package = edition.dataset, edition.dataset.package
    return site_frame(
        edition,
        path,
        title=f"{heading} · {dataset.translated(package.frontier_title)}",
        description=f"{heading}: {dataset.translated(package.title)}.",
        assets=(*_STYLES, _SCRIPT) if scripts else _STYLES,
    )
