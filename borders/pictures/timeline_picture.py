"""The timeline strip: one row per crossing, its spans in colour over the dates of the record.

A span is drawn with its status' colour and letter; a planned end that never came, because another
decision replaced the one that planned it, is a thin line that ends struck through.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape

from borders import language
from borders.language import gettext, pgettext
from borders.model import Status
from borders.pictures.svg import opening
from borders.views import wording as words
from borders.views.answers import View
from borders.views.style import LOOKS, PAPER

WIDTH, LEFT, RIGHT, TOP, ROW, BAR = 1200, 116, 16, 34, 26, 13
_PITCH = 7  # pixels from row to row of a compact strip
_TRACK = 140  # pixels that the rows of a compact strip take at most
_LETTER = 16  # pixels that a letter needs in its bar
_ROOM = 120  # days that the name of a year needs after the focus
_HEADING = 46  # pixels above the strip in a picture of its own
SHARES = (0.16, 0.56, 0.28)  # of the width: before the focus, the focus, after it


class Axis:
    """Dates to pixels: the focus at a wider scale than what is before and after it."""

    def __init__(self, days: Sequence[date]) -> None:
        self.days = days
        width = WIDTH - LEFT - RIGHT
        self.stops = [LEFT + width * sum(SHARES[:n]) for n in range(len(days))]

    def x(self, moment: datetime | date) -> float:
        """The pixel of a local instant, or of a day's start, kept within the axis."""
        day, starts = _ordinal(moment), [start.toordinal() for start in self.days]
        index = min(max(bisect_right(starts, day) - 1, 0), len(starts) - 2)
        share = (day - starts[index]) / (starts[index + 1] - starts[index])
        share = min(max(share, 0.0), 1.0)
        return self.stops[index] + share * (self.stops[index + 1] - self.stops[index])


def _ordinal(moment: datetime | date) -> float:
    """Days on the calendar of the place, with the time of day as a fraction."""
    clock = (moment.hour + moment.minute / 60) / 24 if isinstance(moment, datetime) else 0.0
    return moment.toordinal() + clock


def height(rows: int, *, compact: bool = False) -> int:
    """The height of a strip of so many rows."""
    return round(TOP + rows * _pitch(rows, compact=compact)) + (4 if compact else 10)


def _pitch(rows: int, *, compact: bool) -> float:
    return min(_PITCH, _TRACK / max(rows, 1)) if compact else ROW


def svg(view: View, *, shown: date | None = None, heading: bool = True) -> str:
    """The strip as an SVG document; `shown` is marked."""
    depth = height(len(view["rows"]))
    top, bottom = (_HEADING, 24) if heading else (0, 0)
    title = str(
        gettext("{frontier}: status of the road crossings over time", frontier=view["frontier"])
    )
    words_ = (
        f'<text x="{LEFT}" y="30" font-size="22" font-weight="700">{escape(title)}</text>'
        f'<text x="{LEFT}" y="{top + depth + 12}" font-size="12" fill="{PAPER["quiet"]}">'
        f"{escape(view['legend'])} {escape(view['verified_words'])}</text>"
    )
    line = "" if shown is None else mark(axis_of(view), len(view["rows"]), shown)
    start = opening(WIDTH, top + depth + bottom, title, " ".join(_sentences(view)))
    strip = f'<g transform="translate(0 {top})">{rows(view)}{line}</g>'
    return f"{start}{words_ if heading else ''}{strip}</svg>\n"


def rows(view: View, *, compact: bool = False) -> str:
    """The axis and the rows, without the mark of a date.

    A `compact` strip has thin rows and neither names nor planned ends: the track of a slider.
    """
    axis = axis_of(view)
    pitch = _pitch(len(view["rows"]), compact=compact)
    depth = len(view["rows"]) * pitch
    parts = list(_grid(axis, depth))
    for number, row in enumerate(view["rows"]):
        y = TOP + number * pitch
        if compact:
            parts += _bars(axis, row, y, pitch - min(1, pitch / 4))
        else:
            parts += _row(axis, row, y)
    verified = axis.x(date.fromisoformat(view["verified_through"]) + timedelta(days=1))
    parts.append(
        f'<rect x="{verified:.1f}" y="{TOP}" width="{WIDTH - RIGHT - verified:.1f}" '
        f'height="{depth}" fill="{PAPER["casing"]}" fill-opacity=".55"/>'
    )
    return "".join(parts)


def axis_of(view: View) -> Axis:
    """The axis of a view of timelines."""
    return Axis([date.fromisoformat(day) for day in view["axis"]])


def mark(axis: Axis, rows: int, shown: date) -> str:
    """A line across so many rows at a date."""
    return pointer(axis.x(shown), rows * ROW)


def pointer(x: float, depth: float) -> str:
    """The mark of a date at a pixel, `depth` pixels down."""
    return (
        f'<path d="M{x - 6:.1f} {TOP - 11}h12l-6 8z"/>'
        f'<path d="M{x:.1f} {TOP - 8}V{TOP + depth}" stroke="{PAPER["ink"]}" stroke-width="2"/>'
    )


def _grid(axis: Axis, depth: float) -> Iterator[str]:
    bottom = TOP + depth
    for first, last in ((axis.stops[0], axis.stops[1]), (axis.stops[2], axis.stops[3])):
        yield (
            f'<rect x="{first:.1f}" y="{TOP - 16}" width="{last - first:.1f}" '
            f'height="{bottom - TOP + 16}" fill="{PAPER["land"]}"/>'
        )
    for day, text in _ticks(axis.days):
        x = axis.x(day)
        yield (
            f'<path d="M{x:.1f} {TOP - 4}V{bottom}" stroke="{PAPER["neighbour"]}" '
            f'stroke-width=".6"/><text x="{x + 3:.1f}" y="{TOP - 8}" font-size="11.5" '
            f'fill="{PAPER["quiet"]}">{escape(text)}</text>'
        )


def _ticks(days: Sequence[date]) -> Iterator[tuple[date, str]]:
    """Every third year before the focus, the months within it, the years after it."""
    begin, first, last, end = days
    for year in range(begin.year, first.year, 3):
        yield max(date(year, 1, 1), begin), str(year)
    month = first
    while month < last:
        year_too = month == first or month.month == 1
        yield month, language.short_month(month, year=year_too)
        month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    for year in range(last.year, end.year + 1):
        start = max(date(year, 1, 1), last)
        if (end - start).days > _ROOM:
            yield start, str(year)


def _row(axis: Axis, row: View, y: float) -> Iterator[str]:
    yield (
        f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end" font-size="14" font-weight="600">'
        f"{escape(row['name'])}</text>"
    )
    yield from _bars(axis, row, y, BAR)
    for level, plan in enumerate(row["planned"]):
        start, end = _x(axis, plan["from"], 0), _x(axis, plan["until"], -1)
        line = y + BAR + 3 + 3 * (level % 3)
        yield (
            f'<path d="M{start:.1f} {line:.1f}H{end:.1f}" stroke="{PAPER["quiet"]}" '
            'stroke-dasharray="3 2"/>'
            f'<path d="M{end - 3:.1f} {line - 3:.1f}l6 6m0-6l-6 6" stroke="{PAPER["ink"]}" '
            'stroke-width="1.2" fill="none"/>'
        )


def _bars(axis: Axis, row: View, y: float, thick: float) -> Iterator[str]:
    for span in row["spans"]:
        start, end = _x(axis, span["from"], 0), _x(axis, span["until"], -1)
        look = LOOKS[span["status"]]
        edge = (
            f' stroke="{look.stroke}" stroke-dasharray="2 2"'
            if look is LOOKS[Status.UNKNOWN]
            else ""
        )
        yield (
            f'<rect x="{start:.1f}" y="{y:.1f}" width="{end - start:.1f}" height="{thick:g}" '
            f'fill="{look.fill}"{edge}/>'
        )
        if end - start > _LETTER and thick == BAR:
            yield (
                f'<text x="{start + 5:.1f}" y="{y + 10.5:.1f}" font-size="10.5" font-weight="700" '
                f'fill="{look.ink}">{look.letter}</text>'
            )


def _x(axis: Axis, moment: str | None, end: int) -> float:
    return axis.x(datetime.fromisoformat(moment)) if moment else axis.stops[end]


def _sentences(view: View) -> Iterable[str]:
    for row in view["rows"]:
        runs = "; ".join(
            # Translators: {start} is such as: 2023-11-18, or: the beginning
            pgettext(
                "date",
                "{status} from {start}",
                status=words.status(span["status"]),
                start=span["from"][:10] if span["from"] else gettext("the beginning"),
            )
            for span in row["spans"]
        )
        yield f"{row['name']}: {runs}."
