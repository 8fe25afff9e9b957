"""SVG: elements, the document around them, lines of text that fit; and an SVG document as PNG.

Text is escaped here and nowhere else. A chart is a sheet `WIDTH` pixels wide: a newspaper's column,
or a phone held sideways.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from borders.errors import OutputError
from borders.language import gettext
from borders.views.style import PAPER, night_rules

WIDTH = 640
"""Pixels across a chart, with text from `RIGHT` to `WIDTH - RIGHT`."""

LEFT, RIGHT = 44, 16
"""Pixels to the left of a chart's plot, where its numbers stand, and to the right of it."""

TEXT, SMALL, TITLE = 17, 15, 25
"""Font sizes of a chart, in pixels."""

LETTER = 0.56
"""How wide a letter is on average, of the font size, on the generous side."""

FONT = "'Source Sans Pro', 'Source Sans 3', 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"

_MOST_HEIGHT = 16_000  # pixels of an SVG document as PNG, which takes 16 bytes for each
_TWO_ENDS = 2  # points of a line that cannot be closed

Attribute = str | float | None
"""The value of an attribute: a float is rounded to a tenth, and `None` leaves it out."""


def element(name: str, content: str = "", /, **attributes: Attribute) -> str:
    """An element around `content`, which is markup.

    `font_size=12` is written `font-size="12"`, and `class_` is written `class`.
    """
    written = ""
    for key, value in attributes.items():
        if value is not None:
            text = f"{value:.1f}" if isinstance(value, float) else value
            written += f' {key.rstrip("_").replace("_", "-")}="{text}"'
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def rect(x: Attribute, y: float, width: Attribute, height: float, **attributes: Attribute) -> str:
    """A rectangle whose upper left corner is at (x, y)."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def path(data: str, **attributes: Attribute) -> str:
    """A line or an area; `data` is as SVG has it, e.g. "M10 20H30"."""
    return element("path", d=data, **attributes)


def path_data(lines: Iterable[Sequence[tuple[float, float]]]) -> str:
    """Lines through points as the data of a path, rounded to whole numbers and relative: short.

    A line whose last point is its first is closed.
    """
    parts = []
    for line in lines:
        points = [(round(x), round(y)) for x, y in line]
        steps = [
            (bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)
        ]
        closed = len(points) > _TWO_ENDS and points[0] == points[-1]
        if closed:
            del steps[-1:]
        if steps:
            (x, y), data = points[0], " ".join(f"{dx} {dy}" for dx, dy in steps)
            parts.append(f"M{x} {y}l{data.replace(' -', '-')}{'z' * closed}")
    return "".join(parts)


def text(x: Attribute, y: float, words: str, **attributes: Attribute) -> str:
    """A line of text whose baseline begins at (x, y), unless a `text_anchor` is given."""
    return element("text", escape(words), x=x, y=y, **attributes)


def tspan(words: str, **attributes: Attribute) -> str:
    """A part of a line of text, which is an element "text" around such parts."""
    return element("tspan", escape(words), **attributes)


def opening(width: float, height: float, title: str, description: str) -> str:
    """The beginning of a document: its size, what it shows in words, and white paper."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="title desc" font-family="{FONT}" '
        f'fill="{PAPER["ink"]}">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="desc">{escape(description)}</desc>\n'
        f'<rect width="{width}" height="{height}" fill="{PAPER["casing"]}"/>'
    )


def png(document: str, scale: int = 2) -> bytes:
    """An SVG document of ours as PNG, `scale` times its size, in one font on every machine.

    Raises `OutputError` for one that is too high for a picture of pixels.
    """
    import font_source_sans_pro
    import resvg_py

    height = float(document.partition(' height="')[2].partition('"')[0])
    if height > _MOST_HEIGHT:
        raise OutputError(gettext("the picture is too high for PNG; write it as SVG"))
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=document,
            zoom=scale,
            skip_system_fonts=True,
            font_files=sorted(font_source_sans_pro.font_files_ttf.values()),
            font_family="Source Sans Pro",
            sans_serif_family="Source Sans Pro",
        )
    )


def heading(title: str, subtitle: str) -> tuple[float, list[str]]:
    """The top of a chart in lines that fit: the y at which it ends, and its elements."""
    y, parts = 8.0, []
    for words, size, weight, colour in (
        (title, TITLE, 700, PAPER["ink"]),
        (subtitle, TEXT, 400, PAPER["quiet"]),
    ):
        for line in wrapped(words, size):
            y += size * 1.2
            parts.append(label(RIGHT, y, line, size, weight=weight, colour=colour))
        y += 6
    return y, parts


def note(words: str, y: float) -> tuple[float, list[str]]:
    """A note below a chart in lines that fit: the y at which it ends, and its elements."""
    parts = []
    for line in wrapped(words, SMALL):
        y += SMALL * 1.25
        parts.append(label(RIGHT, y, line, SMALL, colour=PAPER["quiet"]))
    return y + 14, parts


def wrapped(words: str, size: float, width: float = WIDTH - 2 * RIGHT) -> list[str]:
    """Cut a text into lines that fit a width in pixels at a font size."""
    return textwrap.wrap(words, max(1, int(width / (LETTER * size))))


def label(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    weight: int = 400,
    colour: str = PAPER["ink"],
    anchor: str = "start",
) -> str:
    """A line of text in a chart whose baseline is at `y`; `anchor` says which end is at `x`."""
    return text(
        float(x),
        float(y),
        words,
        font_size=size,
        font_weight=weight,
        fill=colour,
        text_anchor=anchor,
    )


def at_night(picture: str) -> str:
    """A picture that turns dark with the page that shows it; one to hand on stays as it is."""
    head, end, rest = picture.partition(">")
    return f"{head}{end}<style>{night_rules()}</style>{rest}"
