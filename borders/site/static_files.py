"""The files that pages are given unchanged: those in `static/`, and Leaflet's own."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from xstatic.pkg import leaflet


@cache
def static_text(name: str) -> str:
    """The text of a file in `static/`."""
    return (files("borders.site") / "static" / name).read_text("utf-8")


@cache
def leaflet_library() -> tuple[str, str]:
    """Leaflet's style sheet and its script."""
    folder = Path(leaflet.BASE_DIR)
    style, script = ((folder / name).read_text("utf-8") for name in ("leaflet.css", "leaflet.js"))
    # Leaflet's source map is not shipped, so browsers need not look for it.
    return style, re.sub(r"//# sourceMappingURL=.*", "", script)
