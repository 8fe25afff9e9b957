#!/usr/bin/env python3
"""Have folium make the map of a page: borders/site/static/folium.html and folium.js.

It does not depend on the data, so it is made once and not by each `borders map`, which would spend
more time on importing folium than on all else. The page's own scripts draw the crossings on it.

Running this again gives the same bytes; `--check` writes nothing and fails if it would not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from borders import site
from borders.site import folium_map

FOLDER = Path(site.__file__).parent / "static"
NAMES = ("folium.html", "folium.js")


def main() -> None:
    """Write the files, or with `--check` compare them."""
    for name, text in zip(NAMES, folium_map.page_map(), strict=True):
        path = FOLDER / name
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.read_bytes() != text.encode():
            sys.exit(f"{name} is not what folium makes: run {sys.argv[0]} and commit the result")


if __name__ == "__main__":
    main()
