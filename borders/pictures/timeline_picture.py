"""The picture of timelines: a bar of statuses for each crossing over all dates of the record.

All dates stand on one linear scale; below, the days of the record's focus stand on a second one,
joined to the first by lines. A planned end that never came, because another decision replaced the
one that planned it, is a dashed line below the bar that ends in a cross.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import NamedTuple

from borders.language import gettext, pgettext
from borders.pictures import time_strip
from borders.pictures.legend import timelines_legend
from borders.pictures.svg import element, opening, text, wrapped
from borders.pictures.time_strip import FLUID, FOOT, ROW, SCALE, STYLE, Form
from borders.views import wording
from borders.views.style import PAPER
from borders.views.timelines import Stretch, Timelines

WIDTH, LEFT, RIGHT = 1200, 92, 16
"""Pixels across the picture, and to the left and right of its strips; names stand on the left."""

_LENGTH = WIDTH - LEFT - RIGHT
_PICTURE = Form(_LENGTH, "", {None: _LENGTH})
_HEADING, _LEGEND = 46, 28  # pixels above and below the strips in a picture of its own
_CAPTION, _CAPTION_LINE = 12.5, 16  # pixels: the font size of a caption, and from line to line
_GUIDES = 24  # pixels between strips
_NAME, _SMALL_NAME = 12, 11  # pixels, the font size of a name in one line or in two


class _Place(NamedTuple):
    """A strip with its caption: the y of both, and where its rows end, in pixels."""

    stretch: Stretch
    caption: float
    strip: float
    end: float


def svg(timelines: Timelines, *, shown: date | None = None) -> str:
    """The picture as an SVG document with a heading, and a mark at the date `shown`."""
    title, depth = timelines.title, _HEADING + height(timelines)
    legend = f"{timelines_legend()} {timelines.verified_words}"
    drawn = _strips(timelines, _PICTURE)
    if shown is not None:
        drawn += _marks(timelines, shown, _PICTURE)
    parts = [
        opening(WIDTH, depth + _LEGEND, title, " ".join(_sentences(timelines))),
        text(LEFT, 30, title, font_size=22, font_weight=700),
        element("g", names(timelines), transform=f"translate(0 {_HEADING})"),
        element("g", drawn, transform=f"translate({LEFT} {_HEADING})"),
        text(LEFT, depth + 16, legend, font_size=12, fill=PAPER["quiet"]),
        "</svg>\n",
    ]
    return "".join(parts)


def page_names_svg(timelines: Timelines) -> str:
    """The names of the rows as an SVG document, to stand on the left of `page_strips_svg`."""
    return _document(LEFT, timelines, names(timelines))


def page_strips_svg(timelines: Timelines) -> str:
    """The strips as an SVG document for pages of any width."""
    return _document("100%", timelines, f"<style>{STYLE}</style>{page_strips(timelines)}")


def page_strips(timelines: Timelines) -> str:
    """The elements of `page_strips_svg`, to stand in an SVG element of a page that has `STYLE`."""
    return _strips(timelines, FLUID)


def page_mark(timelines: Timelines, day: date) -> str:
    """The mark of a date across all rows, as elements to lay over `page_strips`."""
    return _marks(timelines, day, FLUID)


def names(timelines: Timelines) -> str:
    """The names of the rows of every strip, as elements of an SVG document `LEFT` pixels wide."""
    return "".join(
        line for place in _places(timelines) for line in _names(timelines, place.strip + SCALE)
    )


def height(timelines: Timelines) -> int:
    """The height of all strips, in pixels."""
    return round(_places(timelines)[-1].end)


def _places(timelines: Timelines) -> list[_Place]:
    """The strips from top to bottom; captions have room for the lines that a phone needs."""
    places: list[_Place] = []
    for stretch in timelines.stretches:
        caption = places[-1].end + _GUIDES if places else 0.0
        strip = caption + _CAPTION_LINE * max(
            len(_lines(stretch, pixels)) for pixels in FLUID.pixels.values()
        )
        end = strip + SCALE + len(timelines.rows) * ROW + FOOT
        places.append(_Place(stretch, caption, strip, end))
    return places


def _document(width: int | str, timelines: Timelines, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height(timelines)}" '
        f'font-family="system-ui,sans-serif" fill="{PAPER["ink"]}">{content}</svg>\n'
    )


def _strips(timelines: Timelines, form: Form) -> str:
    """Captions and strips, and the lines from the first strip to the second."""
    places, depth = _places(timelines), len(timelines.rows) * ROW
    parts = []
    whole = form.axis(timelines, timelines.whole)
    if timelines.enlarged:
        guides = "".join(time_strip.guides(whole, timelines.enlarged, _GUIDES))
        parts.append(_moved(guides, places[0].end))
    for place in places:
        axis = form.axis(timelines, place.stretch)
        strip = [
            *time_strip.scale(axis, form, depth),
            *time_strip.rows(axis, timelines, form, place.stretch),
        ]
        if timelines.enlarged and place is places[0]:
            strip.append(time_strip.frame(whole, timelines.enlarged, depth + FOOT))
        parts += [*_caption(place, form), _moved("".join(strip), place.strip)]
    return "".join(parts)


def _marks(timelines: Timelines, day: date, form: Form) -> str:
    depth = len(timelines.rows) * ROW
    return "".join(
        _moved(time_strip.pointer(form.axis(timelines, stretch), day, depth), strip)
        for stretch, _, strip, _ in _places(timelines)
        if stretch.first <= day < stretch.end
    )


def _moved(content: str, y: float) -> str:
    return element("g", content, transform=f"translate(0 {y:g})")


def _caption(place: _Place, form: Form) -> Iterator[str]:
    """The days of a strip, above it; on a narrow page in as many lines as that needs."""
    for name, pixels in form.pixels.items():
        lines = _lines(place.stretch, pixels)
        first = place.strip - _CAPTION_LINE * len(lines)
        texts = [
            text(0, first + _CAPTION_LINE * (line + 0.75), words)
            for line, words in enumerate(lines)
        ]
        yield element("g", "".join(texts), class_=name, font_size=_CAPTION, font_weight=600)


def _lines(stretch: Stretch, width: float) -> list[str]:
    return wrapped(stretch.caption, _CAPTION, width)


def _names(timelines: Timelines, y: float) -> Iterator[str]:
    """The name of each row to its left, in two lines if it is long."""
    for place, row in enumerate(timelines.rows):
        middle = y + place * ROW + time_strip.BAR / 2
        size, lines = _NAME, wrapped(row.name, _NAME, LEFT - 4)
        if len(lines) > 1:
            size, lines = _SMALL_NAME, wrapped(row.name, _SMALL_NAME, LEFT - 4)
        if len(lines) > 2:  # noqa: PLR2004  # a row has room for two
            lines = [lines[0], f"{lines[1][:-1]}…"]
            yield element("desc", escape(row.name))
        for line, words in enumerate(lines):
            at = middle + size * (0.35 + line - (len(lines) - 1) / 2)
            yield text(LEFT - 4, at, words, text_anchor="end", font_size=size, font_weight=600)


def _sentences(timelines: Timelines) -> Iterator[str]:
    """Every row in words, for those who cannot see the picture; days are YYYY-MM-DD."""
    for row in timelines.rows:
        runs = []
        for run in row.runs:
            day = run.start and run.start.astimezone(timelines.zone).date()
            start, status = day or gettext("the beginning"), wording.status(run.status)
            # Translators: {start} is such as: 2023-11-18, or: the beginning
            runs.append(pgettext("date", "{status} from {start}", status=status, start=start))
        yield f"{row.name}: {'; '.join(runs)}."
