"""The picture of timelines: a bar of statuses for each crossing over all dates of the record.

A planned end that never came, because another decision replaced the one that planned it, is a
dashed line below the bar that ends in a cross.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from borders.language import gettext, pgettext
from borders.pictures.legend import timelines_legend
from borders.pictures.status_bar import Letters, status_bar
from borders.pictures.svg import element, opening, path, rect, text
from borders.pictures.time_axis import FocusAxis, unverified_veil
from borders.views import wording
from borders.views.style import PAPER
from borders.views.timelines import TimelineRow, Timelines

WIDTH, LEFT, RIGHT = 1200, 116, 16
"""Pixels across the picture, and to the left and right of its axis."""

TOP, ROW, BAR = 34, 26, 13
"""Pixels above the rows, where the axis has its words; of a row; and of the bar in it."""

_COMPACT_ROW, _COMPACT_ROWS = 7, 140  # pixels of a compact row, and of all of them at most
_LETTERS = Letters(size=10.5, right=5, down=10.5, room=16)
_HEADING, _LEGEND = 46, 24  # pixels above and below the rows in a picture of its own


def svg(timelines: Timelines, *, shown: date | None = None, heading: bool = True) -> str:
    """The picture as an SVG document, with a mark at the date `shown`.

    Without a `heading` it has no words but those of its rows and axis.
    """
    number, drawn = len(timelines.rows), rows(timelines)
    if shown is not None:
        drawn += mark(timelines, shown)
    frontier = timelines.frontier
    title = str(gettext("{frontier}: status of the road crossings over time", frontier=frontier))
    top, bottom = (_HEADING, _LEGEND) if heading else (0, 0)
    depth = top + height(number)
    parts = [opening(WIDTH, depth + bottom, title, " ".join(_sentences(timelines)))]
    if heading:
        legend = f"{timelines_legend()} {timelines.verified_words}"
        parts += [
            text(LEFT, 30, title, font_size=22, font_weight=700),
            text(LEFT, depth + 12, legend, font_size=12, fill=PAPER["quiet"]),
        ]
    return "".join([*parts, element("g", drawn, transform=f"translate(0 {top})"), "</svg>\n"])


def rows(timelines: Timelines, *, compact: bool = False) -> str:
    """The axis and the rows, without the mark of a date, as elements of an SVG document.

    Compact rows are thin and have neither names nor planned ends: the track of a slider.
    """
    axis, number = axis_of(timelines), len(timelines.rows)
    pitch = _pitch(number, compact=compact)
    depth = number * pitch
    parts = list(_grid(axis, depth))
    for place, row in enumerate(timelines.rows):
        y = TOP + place * pitch
        if compact:
            parts += status_bar(axis, row.runs, y, pitch - min(1, pitch / 4))
        else:
            parts += _row(axis, row, y)
    parts.append(unverified_veil(axis, timelines.verified_through + timedelta(days=1), TOP, depth))
    return "".join(parts)


def height(number: int, *, compact: bool = False) -> int:
    """The height of so many rows and the axis above them, in pixels."""
    return round(TOP + number * _pitch(number, compact=compact)) + (4 if compact else 10)


def axis_of(timelines: Timelines) -> FocusAxis:
    """The axis of the picture, which a slider along it shares."""
    return FocusAxis(timelines.axis, timelines.zone, LEFT, WIDTH - RIGHT)


def mark(timelines: Timelines, day: date) -> str:
    """The mark of a date across all rows."""
    return pointer(axis_of(timelines).x(day), len(timelines.rows) * ROW)


def pointer(x: float, depth: float) -> str:
    """An arrow at a pixel of the axis, and a line from it down to `depth` pixels below it."""
    head = f"M{x - 6:.1f} {TOP - 11}h12l-6 8z"
    line = f"M{x:.1f} {TOP - 8}V{TOP + depth}"
    return path(head) + path(line, stroke=PAPER["ink"], stroke_width=2)


def _pitch(number: int, *, compact: bool) -> float:
    """Pixels from row to row of so many rows."""
    return min(_COMPACT_ROW, _COMPACT_ROWS / max(number, 1)) if compact else ROW


def _grid(axis: FocusAxis, depth: float) -> Iterator[str]:
    """The ground of `depth` pixels of rows: a tint outside the focus, lines at ticks."""
    begin, first, last, end = axis.stops
    for left, right in ((begin, first), (last, end)):
        yield rect(float(left), TOP - 16, right - left, depth + 16, fill=PAPER["land"])
    for tick in axis.ticks():
        line = f"M{tick.x:.1f} {TOP - 4}V{TOP + depth}"
        yield path(line, stroke=PAPER["neighbour"], stroke_width=".6")
        yield text(tick.x + 3, TOP - 8, tick.words, font_size=11.5, fill=PAPER["quiet"])


def _row(axis: FocusAxis, row: TimelineRow, y: float) -> Iterator[str]:
    """A crossing's name, its bar, and below it the plans that were given up."""
    yield text(LEFT - 8, y + 12, row.name, text_anchor="end", font_size=14, font_weight=600)
    yield from status_bar(axis, row.runs, y, BAR, _LETTERS)
    for level, plan in enumerate(row.given_up):
        start, end = axis.x(plan.start), axis.x(plan.end)
        line = float(y + BAR + 3 + 3 * (level % 3))
        dashes = f"M{start:.1f} {line:.1f}H{end:.1f}"
        yield path(dashes, stroke=PAPER["quiet"], stroke_dasharray="3 2")
        cross = f"M{end - 3:.1f} {line - 3:.1f}l6 6m0-6l-6 6"
        yield path(cross, stroke=PAPER["ink"], stroke_width=1.2, fill="none")


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
