"""The chart of arrivals: a bar for each published number over the closures, gaps left as gaps.

A number of one day is a bar on that day, outlined where counting ended before the day did; two
numbers of one day stand side by side. A number of several days is a bracket over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from borders.language import gettext
from borders.model import Status
from borders.pictures.map_layout import LETTER
from borders.pictures.statistics_chart import (
    SMALL,
    TEXT,
    WIDTH,
    Axis,
    date_axis,
    moment,
    steps,
)
from borders.pictures.svg import heading, label, opening, source, wrapped
from borders.views.answers import View
from borders.views.style import LOOKS, PAPER

_DEPTH = 84  # pixels of the largest number of a day
_OPEN = 60  # pixels of the panel of open points
_STRIP = 14  # pixels of the strip of a crossing's status
_NUMBER = 12.5  # pixels, the size of the numbers over bars
_FIGURE = 0.556  # of that size a figure takes at most
_GAP = 1  # pixels between two bars of a day
_LINE = 14  # pixels from one number to another above it
_PITCH = 20  # pixels from bracket to bracket below
_END = 5  # pixels of a bracket's ends
_BARS = 0.78  # of a day's width

_INK, _QUIET = PAPER["frontier"], PAPER["quiet"]


class _Bar(NamedTuple):
    """A bar's middle and width, and where the words of its number stand: middle, height."""

    x: float
    width: float
    number: View
    middle: float
    place: float


def svg(view: View) -> str:
    """The chart of `borders.arrivals.arrivals` as an SVG document."""
    depth, parts = _chart(view)
    start = opening(WIDTH, depth, view["title"], " ".join(_sentences(view)))
    return "\n".join([start, *parts, "</svg>\n"])


def size(view: View) -> tuple[int, int]:
    """The width and the height of the chart, in pixels."""
    return WIDTH, _chart(view)[0]


def _chart(view: View) -> tuple[int, list[str]]:
    """Days with the places, then the longer periods: how far down it reaches, and its SVG."""
    zone = ZoneInfo(view["timezone"])
    y, parts = heading(view["title"], view["subtitle"])
    for draw in (_days, _periods):
        y, lines = draw(view, y, zone)
        parts += lines
    y, lines = source(view["source"], y + 8)
    return round(y), parts + lines


def _days(view: View, y: float, zone: ZoneInfo) -> tuple[float, list[str]]:
    """The numbers of single days and short periods, place by place, under the points open."""
    if not view["rows"]:
        return y, []
    first, last = view["days"]
    axis, found = _axis(first, last, zone), view["open"]
    title = gettext("Crossing points open, of {count}", count=found["top"])
    top = y + 52
    parts = [label(axis.left, y + 24, title, TEXT, weight=600), *steps(axis, found, top, _OPEN)]
    numbers = [number for row in view["rows"] for number in row["numbers"]]
    most = max((number["count"] for number in numbers if _single(number)), default=1)
    y, drawn = top + _OPEN, []
    for row in view["rows"]:
        y, lines = _row(axis, row, y + 10, _DEPTH / max(most, 1))
        drawn += lines
    parts += [*_rules(axis, found["steps"], top, y), *drawn, *date_axis(axis, y + 6)]
    y, lines = _key(view, y + 36)
    return y, parts + lines


def _axis(first: str, last: str, zone: ZoneInfo) -> Axis:
    """From the start of one day to the end of another."""
    return Axis(_start(first, zone), _start(last, zone, after=1), zone)


def _row(axis: Axis, row: View, top: float, scale: float) -> tuple[float, list[str]]:
    """A place: its name, its numbers above a line, its status below; where it ends, and its SVG."""
    bars = list(_marks(axis, [n for n in row["numbers"] if _single(n)], scale))
    brackets = [n for n in row["numbers"] if not _single(n)]
    above = max(bar.place for bar in bars) + _LINE if bars else 0.0
    names = top + TEXT
    line = names + above + len(brackets) * _PITCH + (10 if brackets else 4)
    parts = [label(axis.left, names, row["title"], TEXT - 1, weight=600)]
    for level, number in enumerate(brackets):
        parts += _bracket(axis, number, names + (level + 1) * _PITCH - 1)
    for bar in bars:
        height = bar.number["count"] * scale
        fill = PAPER["casing"] if bar.number["partial"] else _INK
        parts.append(
            f'<rect x="{bar.x - bar.width / 2:.1f}" y="{line - height:.1f}" '
            f'width="{bar.width:.1f}" height="{height:.1f}" fill="{fill}" stroke="{_INK}"/>'
        )
        number_words = bar.number["words"]
        parts.append(
            label(bar.middle, line - bar.place - 3, number_words, _NUMBER, anchor="middle")
        )
    if bars:
        parts.append(f'<path d="M{axis.left} {line:.1f}H{axis.right}" stroke="{_INK}"/>')
    parts += _strip(axis, row["spans"], line + 2)
    return line + (_STRIP + 2 if row["spans"] else 0), parts


def _marks(axis: Axis, numbers: Sequence[View], scale: float) -> Iterator[_Bar]:
    """Bars of single days; words keep clear of taller bars beside them, and of other words."""
    placed: list[tuple[float, float, float]] = []  # left, right, height
    days: dict[str, list[View]] = {}
    for number in numbers:
        days.setdefault(number["first"], []).append(number)
    bars: list[tuple[float, float, View]] = []
    for day, found in days.items():
        start = axis.x(_start(day, axis.zone))
        wide = axis.x(_start(day, axis.zone, after=1)) - start
        width = wide * _BARS / len(found)
        for index, number in enumerate(found):
            bars.append((start + wide * (1 - _BARS) / 2 + width * (index + 0.5), width, number))
    for x, width, number in bars:
        half, place = _FIGURE * _NUMBER * len(number["words"]) / 2, number["count"] * scale
        middle = x
        for other, its_width, its_number in bars:
            if its_number["count"] * scale > place and abs(other - x) < half + its_width / 2:
                if its_number["first"] == number["first"]:
                    place = its_number["count"] * scale
                else:
                    aside = half + its_width / 2 + 1
                    middle = min(middle, other - aside) if other > x else max(x, other + aside)
        while any(
            middle - half < right and left < middle + half and abs(place - height) < _LINE
            for left, right, height in placed
        ):
            place += 1
        placed.append((middle - half, middle + half, place))
        yield _Bar(x, width - _GAP, number, middle, place)


def _bracket(axis: Axis, number: View, y: float) -> Iterator[str]:
    """A number of several days over these days, its words beside it or before it."""
    start = axis.x(_start(number["first"], axis.zone))
    end = axis.x(_start(number["last"], axis.zone, after=1))
    tick = f"m0-{_END}v{2 * _END}"
    yield (
        f'<path d="M{start + 1:.1f} {y:.1f}{tick}m0-{_END}H{end - 1:.1f}{tick}" '
        f'fill="none" stroke="{_INK}" stroke-width="1.6"/>'
    )
    number_words, when = number["words"], f" · {number['when']}"
    width = LETTER * SMALL * len(number_words + when)
    right = end + 7 + width <= axis.right or start - 7 - width < axis.left
    x, anchor = (end + 7, "start") if right else (start - 7, "end")
    yield (
        f'<text x="{x:.1f}" y="{y + 5:.1f}" font-size="{SMALL}" text-anchor="{anchor}">'
        f'<tspan font-weight="700">{escape(number_words)}</tspan>'
        f'<tspan fill="{_QUIET}">{escape(when)}</tspan></text>'
    )


def _strip(axis: Axis, spans: Iterable[View], y: float) -> Iterator[str]:
    for span in spans:
        start, end = axis.x(moment(span["from"])), axis.x(moment(span["until"]))
        look = LOOKS[Status(span["status"])]
        yield (
            f'<rect x="{start:.1f}" y="{y:.1f}" width="{end - start:.1f}" height="{_STRIP - 3}" '
            f'fill="{look.fill}"/>'
        )
        if end - start > SMALL:
            yield label(start + 4, y + 9.5, look.letter, 11, weight=700, colour=look.ink)


def _rules(axis: Axis, found: Sequence[View], top: float, bottom: float) -> Iterator[str]:
    """A line down all rows wherever the number of open points changed."""
    for step in found[1:]:
        x = axis.x(moment(step["from"]))
        yield (
            f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{PAPER["neighbour"]}" '
            'stroke-dasharray="2 3"/>'
        )


def _key(view: View, y: float) -> tuple[float, list[str]]:
    """What bars, brackets, signs and strips mean."""
    used = {span["status"] for row in view["rows"] for span in row["spans"]}
    letters = ", ".join(
        f"{look.letter} {look.label.lower()}" for s, look in LOOKS.items() if s in used
    )
    text = gettext(
        "Bars: single days; outlined where counting ended before the day did. Brackets: several "
        "days, one number. Signs: {signs}. Under a crossing’s bars its status: {letters}.",
        signs=view["signs"],
        letters=letters,
    )
    return source(text, y)


def _periods(view: View, y: float, zone: ZoneInfo) -> tuple[float, list[str]]:
    """The numbers of other days and longer periods: a group for each place and thing counted."""
    if not view["periods"]:
        return y, []
    y += 34
    numbers = [number for group in view["periods"] for number in group["numbers"]]
    axis = _axis(min(n["first"] for n in numbers), max(n["last"] for n in numbers), zone)
    parts = [
        label(axis.left, y, gettext("Of longer periods, and of other days"), TEXT + 2, weight=700)
    ]
    y += 6
    for group in view["periods"]:
        for line in wrapped(group["title"], SMALL, axis.right - axis.left):
            y += SMALL * 1.35
            parts.append(label(axis.left, y, line, SMALL, weight=600))
        for number in group["numbers"]:
            y += _PITCH
            parts += _bracket(axis, number, y - 4)
        y += 5
    return y + 34, [*parts, *date_axis(axis, y + 4)]


def _single(number: View) -> bool:
    return bool(number["first"] == number["last"])


def _start(day: str, zone: ZoneInfo, after: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=after), time(), zone)


def _sentences(view: View) -> Iterator[str]:
    for group in (*view["rows"], *view["periods"]):
        told = (f"{number['when']}: {number['words']}" for number in group["numbers"])
        yield f"{group['title']}: {'; '.join(told)}."
