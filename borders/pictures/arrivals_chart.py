"""The chart of arrivals as SVG: each published number over its days, gaps left as gaps.

A number of one day is a bar on that day, outlined where counting ended before the day did; two
numbers of one day stand side by side. A number of several days is a bracket over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from borders.language import gettext
from borders.pictures.arrivals_bars import LINE, NUMBER, NumberBar, number_bars
from borders.pictures.legend import letters_words
from borders.pictures.status_bar import Letters, status_bar
from borders.pictures.step_line import step_line
from borders.pictures.svg import (
    LETTER,
    SMALL,
    TEXT,
    WIDTH,
    element,
    heading,
    label,
    note,
    opening,
    path,
    rect,
    tspan,
    wrapped,
)
from borders.pictures.time_axis import CalendarAxis, LinearAxis, axis_line
from borders.views.arrivals import PublishedNumber
from borders.views.arrivals_chart import ArrivalsChart, ClosureDays, NumbersRow
from borders.views.style import LOOKS, PAPER

_HEIGHT = 84  # pixels of the largest number of a day
_OPEN = 60  # pixels of the plot of open points
_STATUS = 14  # pixels of the bar of a crossing's status
_LETTERS = Letters(size=13, right=4, down=11.5, room=SMALL, anchor="start")
_PITCH = 20  # pixels from bracket to bracket below
_END = 5  # pixels of a bracket's ends

_INK = PAPER["frontier"]


def svg(chart: ArrivalsChart) -> str:
    """The chart as an SVG document."""
    height, parts = _chart(chart)
    start = opening(WIDTH, height, chart.title, " ".join(_sentences(chart)))
    return "\n".join([start, *parts, "</svg>\n"])


def size(chart: ArrivalsChart) -> tuple[int, int]:
    """The width and the height of the chart, in pixels."""
    return WIDTH, _chart(chart)[0]


# Each part of the chart is drawn downwards from a `y`, and answers with where it ends and its
# elements.


def _chart(chart: ArrivalsChart) -> tuple[int, list[str]]:
    """Days with the places, then the longer periods."""
    y, parts = heading(chart.title, chart.subtitle)
    lines: list[str] = []
    if chart.days:
        y, lines = _days(chart, chart.days, y)
    if chart.periods:
        y, more = _periods(chart, y)
        lines += more
    y, more = note(chart.source, y + 8)
    return round(y), parts + lines + more


def _days(chart: ArrivalsChart, days: ClosureDays, y: float) -> tuple[float, list[str]]:
    """The numbers of single days and short periods, place by place, under the points open."""
    axis = CalendarAxis(days.first, days.last + timedelta(days=1), chart.zone)
    top, runs = y + 52, days.frontier.runs
    title = gettext("Crossing points open, of {count}", count=days.frontier.total)
    parts = [
        label(axis.left, y + 24, title, TEXT, weight=600),
        *step_line(axis, days.frontier, top, _OPEN),
    ]
    numbers = [number for row in days.rows for number in row.numbers]
    scale = _HEIGHT / max((1, *(n.arrivals.count for n in numbers if n.is_of_one_day)))
    y, rows = top + _OPEN, []
    for row in days.rows:
        y, lines = _row(axis, row, y + 10, scale)
        rows += lines
    for run in runs[1:]:  # down all rows where the number of open points changed
        line = f"M{axis.x(run.start):.1f} {top:.1f}V{y:.1f}"
        parts.append(path(line, stroke=PAPER["neighbour"], stroke_dasharray="2 3"))
    parts += [*rows, *axis_line(axis, y + 6)]
    y, lines = note(_legend(chart, days), y + 36)
    return y, parts + lines


def _row(axis: LinearAxis, row: NumbersRow, y: float, scale: float) -> tuple[float, list[str]]:
    """A place: its name, brackets, bars on a line (`scale` pixels for one person), its status."""
    bars = list(number_bars(axis, (n for n in row.numbers if n.is_of_one_day), scale))
    brackets = [number for number in row.numbers if not number.is_of_one_day]
    above = max(bar.words_height for bar in bars) + LINE if bars else 0.0
    y += TEXT
    parts = [label(axis.left, y, row.title, TEXT - 1, weight=600)]
    for level, number in enumerate(brackets, 1):
        parts += _bracket(axis, number, y + level * _PITCH - 1)
    y += above + len(brackets) * _PITCH + (10 if brackets else 4)
    for bar in bars:
        parts += _bar(bar, y)
    if bars:
        parts.append(path(f"M{axis.left} {y:.1f}H{axis.right}", stroke=_INK))
    if row.runs:
        parts += status_bar(axis, row.runs, y + 2, _STATUS, _LETTERS)
        y += _STATUS + 5
    return y, parts


def _bar(bar: NumberBar, y: float) -> Iterator[str]:
    """A bar on the line at `y`, and its number."""
    left, top = bar.x - bar.width / 2, y - bar.height
    fill = PAPER["casing"] if bar.number.arrivals.cutoff else _INK
    yield rect(left, top, bar.width, bar.height, fill=fill, stroke=_INK)
    if bar.words:
        yield label(bar.words_x, y - bar.words_height - 3, bar.words, NUMBER, anchor="middle")


def _bracket(axis: LinearAxis, number: PublishedNumber, y: float) -> Iterator[str]:
    """A number of several days over these days, its words after it or before it."""
    start, end = axis.x(number.first), axis.x(number.last + timedelta(days=1))
    tick = f"m0-{_END}v{2 * _END}"
    bracket = f"M{start + 1:.1f} {y:.1f}{tick}m0-{_END}H{end - 1:.1f}{tick}"
    yield path(bracket, fill="none", stroke=_INK, stroke_width=1.6)
    when = f" · {number.when}"
    width = LETTER * SMALL * len(number.short + when)
    is_after = end + 7 + width <= axis.right or start - 7 - width < axis.left
    x, anchor = (end + 7, "start") if is_after else (start - 7, "end")
    words = tspan(number.short, font_weight=700) + tspan(when, fill=PAPER["quiet"])
    yield element("text", words, x=x, y=y + 5, font_size=SMALL, text_anchor=anchor)


def _legend(chart: ArrivalsChart, days: ClosureDays) -> str:
    """The legend: bars, brackets, signs and the statuses under bars."""
    drawn = {run.status for row in days.rows for run in row.runs}
    return gettext(
        "Bars: single days; outlined where counting ended before the day did. Brackets: several "
        "days, one number. Signs: {signs}. Under a crossing’s bars its status: {letters}.",
        signs=chart.signs,
        letters=letters_words(status for status in LOOKS if status in drawn),
    )


def _periods(chart: ArrivalsChart, y: float) -> tuple[float, list[str]]:
    """The numbers of longer periods and of other days, each a bracket on an axis of their own."""
    y += 34
    numbers = [number for row in chart.periods for number in row.numbers]
    first, last = min(n.first for n in numbers), max(n.last for n in numbers)
    axis = CalendarAxis(first, last + timedelta(days=1), chart.zone)
    title = gettext("Of longer periods, and of other days")
    parts = [label(axis.left, y, title, TEXT + 2, weight=700)]
    y += 6
    for row in chart.periods:
        for line in wrapped(row.title, SMALL, axis.right - axis.left):
            y += SMALL * 1.35
            parts.append(label(axis.left, y, line, SMALL, weight=600))
        for number in row.numbers:
            y += _PITCH
            parts += _bracket(axis, number, y - 4)
        y += 5
    return y + 34, [*parts, *axis_line(axis, y + 4)]


def _sentences(chart: ArrivalsChart) -> Iterator[str]:
    """Every number in words, for those who cannot see the chart."""
    for row in (*(chart.days.rows if chart.days else ()), *chart.periods):
        numbers = "; ".join(f"{number.when}: {number.short}" for number in row.numbers)
        yield f"{row.title}: {numbers}."
