"""Parts that every picture shares: the SVG document, its headings and lines of text; SVG as PNG."""

from __future__ import annotations

import textwrap
from html import escape

from borders.views.style import PAPER

WIDTH, LEFT, RIGHT = 640, 44, 16
TEXT, SMALL, TITLE = 17, 15, 25
LETTER = 0.56  # of the font size that a letter takes on average, on the generous side


FONT = "'Source Sans Pro', 'Source Sans 3', 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"


def opening(width: float, height: float, title: str, description: str) -> str:
    """The beginning of a picture: its size, what it is for those who cannot see it, white paper."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title desc" font-family="{FONT}" '
        f'fill="{PAPER["ink"]}">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="desc">{escape(description)}</desc>\n'
        f'<rect width="{width}" height="{height}" fill="{PAPER["casing"]}"/>'
    )


def png(svg_text: str, scale: int = 2) -> bytes:
    """An SVG of ours as PNG, `scale` times its size, in the same font on every machine."""
    import font_source_sans_pro
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg_text,
            zoom=scale,
            skip_system_fonts=True,
            font_files=sorted(font_source_sans_pro.font_files_ttf.values()),
            font_family="Source Sans Pro",
            sans_serif_family="Source Sans Pro",
        )
    )


def heading(title: str, subtitle: str) -> tuple[float, list[str]]:
    """A title and what it is about, in lines that fit: where they end, and their SVG."""
    y, parts = 8.0, []
    for text, size, weight, colour in (
        (title, TITLE, 700, PAPER["ink"]),
        (subtitle, TEXT, 400, PAPER["quiet"]),
    ):
        for line in wrapped(text, size):
            y += size * 1.2
            parts.append(label(RIGHT, y, line, size, weight=weight, colour=colour))
        y += 6
    return y, parts


def source(text: str, y: float) -> tuple[float, list[str]]:
    """The last lines, where the facts are from: where they end, and their SVG."""
    parts = []
    for line in wrapped(text, SMALL):
        y += SMALL * 1.25
        parts.append(label(RIGHT, y, line, SMALL, colour=PAPER["quiet"]))
    return y + 14, parts


def wrapped(text: str, size: float, width: float = WIDTH - 2 * RIGHT) -> list[str]:
    """Lines of a text that fit a width in pixels at a font size."""
    return textwrap.wrap(text, max(1, int(width / (LETTER * size))))


def label(
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    weight: int = 400,
    colour: str = PAPER["ink"],
    anchor: str = "start",
) -> str:
    """A line of text; `y` is its baseline."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
