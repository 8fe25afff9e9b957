"""A strip of a picture of timelines: bars over one stretch of days, with a linear scale above.

Strips are written in pixels, for a picture of its own; or, for a page of any width, with places in
per cent of the strip and letters in pixels. A page shows the words of one of two sizes of screen:
those of the class `narrow`, or those of `wide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from borders.pictures.status_bar import Letters, status_bar
from borders.pictures.svg import Attribute, element, path, rect, text
from borders.pictures.time_axis import CalendarAxis, unverified_veil
from borders.views.style import PAPER
from borders.views.timelines import GivenUpPlan, Stretch, Timelines

SCALE = 20
"""Pixels above the rows, where the scale has its words."""

FOOT = 8
"""Pixels below the rows, where an arrow points at a day."""

ROW, BAR = 26, 13
"""Pixels of a row with its plans, and of the bar in it."""

NARROW = 640
"""The width of a screen, in pixels, up to which the words of the class `narrow` are shown."""

STYLE = (
    f".narrow{{display:none}}@media(max-width:{NARROW}px)"
    "{.narrow{display:inline}.wide{display:none}}"
)
"""CSS that shows the words of one class."""

_WORDS = 12  # pixels, the font size of a scale
_LETTERS = Letters(size=11, right=4, down=10.5, room=15)


class Form(NamedTuple):
    """How strips are written: how long they are, in their unit, and in pixels by class of words."""

    length: float
    unit: str
    pixels: dict[str | None, float]

    def axis(self, timelines: Timelines, stretch: Stretch) -> CalendarAxis:
        """The scale of a stretch of days."""
        first, end, _ = stretch
        return CalendarAxis(first, end, timelines.zone, 0, self.length, self.unit)


FLUID = Form(100, "%", {"narrow": 190, "wide": 500})
"""For pages: beside the names of its rows a strip has 190 pixels on a screen of 320 pixels."""


def scale(axis: CalendarAxis, form: Form, depth: float) -> Iterator[str]:
    """The ticks above `depth` pixels of rows, with their words and lines down all rows."""
    for name, pixels in form.pixels.items():
        parts = []
        for tick in axis.ticks(_WORDS, beside=True, pixels=pixels):
            x = axis.written(tick.x)
            parts.append(_line(x, x, 2, SCALE + depth, stroke=PAPER["neighbour"]))
            words = text(
                x, SCALE - 8, tick.words, dx=tick.dx, text_anchor=_unless_start(tick.anchor)
            )
            parts.append(words)
        ink = PAPER["quiet"]
        yield element("g", "".join(parts), class_=name, font_size=_WORDS, fill=ink)


def bars(axis: CalendarAxis, timelines: Timelines, pitch: float, height: float) -> Iterator[str]:
    """Bars alone, `pitch` pixels from one to the next, paled where nothing was verified."""
    for place, row in enumerate(timelines.rows):
        yield from status_bar(axis, row.runs, SCALE + place * pitch, height)
    yield veil(axis, timelines, pitch)


def rows(axis: CalendarAxis, timelines: Timelines, form: Form, stretch: Stretch) -> Iterator[str]:
    """Bars with letters over a stretch of days, and below each the plans that were given up."""
    is_whole = stretch == timelines.whole
    letters = _LETTERS._replace(room=_LETTERS.room / min(form.pixels.values()) * form.length)
    for place, row in enumerate(timelines.rows):
        y = float(SCALE + place * ROW)
        yield from status_bar(axis, row.runs, y, BAR, letters)
        plans = [plan for plan in row.given_up if not (is_whole and _is_enlarged(plan, timelines))]
        yield from _given_up(axis, plans, y + BAR + 3)
    yield veil(axis, timelines, ROW)


def veil(axis: CalendarAxis, timelines: Timelines, pitch: float) -> str:
    """What pales the days after those to which the record was verified."""
    since = timelines.verified_through + timedelta(days=1)
    return unverified_veil(axis, since, SCALE, len(timelines.rows) * pitch)


def frame(axis: CalendarAxis, stretch: Stretch, depth: float) -> str:
    """A frame, `depth` pixels high, around the days of an axis that another strip enlarges."""
    start, end = axis.x(stretch.first), axis.x(stretch.end)
    x, width = axis.written(start), axis.written(end - start)
    return rect(x, SCALE - 2, width, depth + 2, fill="none", stroke=PAPER["ink"])


def guides(axis: CalendarAxis, stretch: Stretch, height: float) -> Iterator[str]:
    """Lines from the ends of a stretch of days, above, to the ends of the strip below."""
    ends, places = (axis.left, axis.right), (axis.x(stretch.first), axis.x(stretch.end))
    (left, right), (start, end) = ends, places
    ground = path(f"M{start:.2f} 0L{left} 1H{right}L{end:.2f} 0Z", fill=PAPER["land"])
    box = f"{left:g} 0 {right - left:g} 1"
    yield element(
        "svg",
        ground,
        width=axis.written(right - left),
        height=height,
        viewBox=box,
        preserveAspectRatio="none",
    )
    for above, below in zip(places, ends, strict=True):
        yield _line(axis.written(above), axis.written(below), 0, height, stroke=PAPER["quiet"])


def pointer(axis: CalendarAxis, day: date, depth: float) -> str:
    """A line down `depth` pixels of rows in the middle of a day, and an arrow that holds it up."""
    x = axis.written((axis.x(day) + axis.x(day + timedelta(days=1))) / 2)
    line = path(f"M0 {SCALE - 2}V{SCALE + depth:g}", stroke=PAPER["ink"], stroke_width=2)
    head = path(f"M-6 {SCALE + depth + FOOT:g}h12l-6-9z")
    return element("svg", head + line, x=x, overflow="visible")


def _is_enlarged(plan: GivenUpPlan, timelines: Timelines) -> bool:
    """Whether the strip of the enlarged days shows as much of a plan as that of all days does."""
    if timelines.enlarged is None:
        return False
    first, stop, _ = timelines.enlarged
    start, end = (at.astimezone(timelines.zone).date() for at in plan)
    return first <= start and min(end, timelines.whole.end) <= stop


def _given_up(axis: CalendarAxis, plans: Iterable[GivenUpPlan], y: float) -> Iterator[str]:
    """Dashed lines that end in a cross, unless that is beyond the axis."""
    for level, plan in enumerate(plans):
        start, end = axis.x(plan.start), axis.x(plan.end)
        at = y + 3 * (level % 3)
        if start < end:
            x, until = axis.written(start), axis.written(end)
            yield _line(x, until, at, at, stroke=PAPER["quiet"], stroke_dasharray="3 2")
            if end < axis.right:
                cross = path("M-3-3l6 6m0-6l-6 6", stroke=PAPER["ink"], stroke_width=1.2)
                yield element("svg", cross, x=until, y=at, overflow="visible")


def _line(x1: Attribute, x2: Attribute, y1: float, y2: float, **attributes: Attribute) -> str:
    return element("line", x1=x1, x2=x2, y1=y1, y2=y2, **attributes)


def _unless_start(anchor: str) -> str | None:
    """An anchor, unless it is that which a text has anyway."""
    return None if anchor == "start" else anchor
