"""Charts over time as SVG: steps of how many were open, bars of how long.

A sheet is as wide as a newspaper's column or a phone, so that its letters can be read on either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from borders import language
from borders.language import gettext
from borders.model import Status
from borders.pictures.map_layout import LETTER
from borders.pictures.svg import heading, label, opening, source
from borders.views import wording as words
from borders.views.answers import View
from borders.views.style import LOOKS, PAPER

WIDTH, LEFT, RIGHT = 640, 44, 16
TEXT, SMALL, TITLE = 17, 15, 25
_PLOT = 150  # pixels of a panel's height
_FEW = 4  # levels that are all written
_LEAST = 1  # pixels between two bars, where there is room for that
_MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)  # steps from tick to tick
_ROOM = 76  # pixels that a tick's words need


class Axis:
    """Instants to pixels, evenly, and what to write under them."""

    def __init__(self, start: datetime, end: datetime, zone: ZoneInfo) -> None:
        self.start, self.end, self.zone = start, end, zone
        self.left, self.right = float(LEFT), float(WIDTH - RIGHT)

    def x(self, moment: datetime) -> float:
        """The pixel of an instant, kept within the axis."""
        share = (moment - self.start) / (self.end - self.start)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        """Beginnings of weeks, months or years as far apart as their words need: pixel, words."""
        for written, moments in self._beginnings():
            found = [moment for moment in moments if self.start <= moment < self.end]
            places = [self.x(moment) for moment in found]
            if all(b - a >= _ROOM for a, b in pairwise(places)):
                return [(x, written(at)) for x, at in zip(places, found, strict=True)]
        return []

    def _beginnings(self) -> Iterator[tuple[Callable[[datetime], str], list[datetime]]]:
        """Weeks, months and years, ever further apart, each with the words of one."""
        first, last = (moment.astimezone(self.zone) for moment in (self.start, self.end))
        monday = first.date() - timedelta(days=first.weekday())
        weeks = range((last.date() - monday).days // 7 + 1)
        yield _day, [self._midnight(monday + timedelta(days=7 * n)) for n in weeks]
        months = range(first.year * 12, last.year * 12 + 12)
        for step in _MONTHS:
            starts = [date(n // 12, n % 12 + 1, 1) for n in months if n % step == 0]
            yield (_month if step % 12 else _year), [self._midnight(day) for day in starts]

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


def _day(at: datetime) -> str:
    return language.short_day(at)


def _month(at: datetime) -> str:
    return language.short_month(at)


def _year(at: datetime) -> str:
    return str(at.year)


def stats(view: View) -> str:
    """The chart of `borders.figures.chart` as an SVG document."""
    zone = ZoneInfo(view["timezone"])
    axis = Axis(moment(view["from"]), moment(view["until"]), zone)
    y, parts = heading(view["title"], view["subtitle"])
    for panel in view["panels"]:
        top = y + 52 + (16 if panel["kind"] == "bars" else 0)
        parts.append(label(LEFT, y + 26, panel["title"], TEXT, weight=600))
        if panel["kind"] == "bars":
            parts += _legend(panel["statuses"], y + 48)
            parts += _bars(axis, panel, top)
        else:
            parts += steps(axis, panel, top, _PLOT)
        parts += _unverified(axis, moment(view["verified_until"]), top)
        parts += date_axis(axis, top + _PLOT)
        y = top + _PLOT + 30
    y, lines = source(view["source"], y)
    description = " ".join(_sentences(view))
    start = opening(WIDTH, y, view["title"], description)
    return "\n".join([start, *parts, *lines, "</svg>\n"])


def date_axis(axis: Axis, y: float) -> Iterator[str]:
    """The line under a plot and its months or years."""
    yield f'<path d="M{axis.left} {y:.1f}H{axis.right}" stroke="{PAPER["ink"]}"/>'
    for x, text in axis.ticks():
        yield f'<path d="M{x:.1f} {y:.1f}v5" stroke="{PAPER["ink"]}"/>'
        room = axis.right - x
        if room > LETTER * SMALL * len(text):
            yield label(x, y + 19, text, SMALL, colour=PAPER["quiet"])


def steps(axis: Axis, panel: View, top: float, depth: float) -> Iterator[str]:
    """How many there were, as a line that jumps; its number where there is room."""
    look, height = LOOKS[Status.OPEN], depth / max(panel["top"], 1)
    bottom = top + depth
    every = 2 if panel["top"] > _FEW else 1
    yield from _levels(axis, bottom, range(0, panel["top"] + 1, every), height)
    line, numbers = "", []
    for step in panel["steps"]:
        start, end = axis.x(moment(step["from"])), axis.x(moment(step["until"]))
        y = bottom - step["value"] * height
        line += f"{'V' if line else 'M'}{'' if line else f'{start:.1f} '}{y:.1f}H{end:.1f}"
        if end - start > SMALL:
            numbers.append(
                label(
                    (start + end) / 2, y - 6, str(step["value"]), SMALL, weight=700, anchor="middle"
                )
            )
    yield (
        f'<path d="{line}V{bottom:.1f}H{axis.left}Z" fill="{look.fill}" fill-opacity=".2"/>'
        f'<path d="{line}" fill="none" stroke="{look.fill}" stroke-width="2.5"/>'
    )
    yield from numbers


def _bars(axis: Axis, panel: View, top: float) -> Iterator[str]:
    """Days by status, one upon the other."""
    most = max((sum(bar["days"].values()) for bar in panel["bars"]), default=1)
    step = next(n for n in (5, 10, 20, 50, 100, 200, 500, 1000, 5000) if most / n <= _FEW + 1)
    height = _PLOT / most
    yield from _levels(axis, top + _PLOT, range(0, int(most) + 1, step), height)
    for bar in panel["bars"]:
        start, end = axis.x(moment(bar["from"])), axis.x(moment(bar["until"]))
        gap = _LEAST if end - start > 4 * _LEAST else 0
        y = top + _PLOT
        for status in panel["statuses"]:
            tall = bar["days"][status] * height
            look = LOOKS[Status(status)]
            plain = status == Status.UNKNOWN
            edge = f' stroke="{look.stroke}" stroke-width=".5"' if plain else ""
            if tall:
                y -= tall
                yield (
                    f'<rect x="{start:.1f}" y="{y:.1f}" width="{end - start - gap:.1f}" '
                    f'height="{tall:.1f}" fill="{look.fill}"{edge}/>'
                )


def _levels(axis: Axis, bottom: float, values: Iterable[int], height: float) -> Iterator[str]:
    for value in values:
        y = bottom - value * height
        yield (
            f'<path d="M{axis.left} {y:.1f}H{axis.right}" stroke="{PAPER["neighbour"]}" '
            f'stroke-width=".6"/>{label(axis.left - 7, y + 5, str(value), SMALL, anchor="end")}'
        )


def _legend(statuses: Sequence[str], y: float) -> Iterator[str]:
    x = float(LEFT)
    for status in statuses:
        look = LOOKS[Status(status)]
        yield (
            f'<rect x="{x:.1f}" y="{y - 13:.1f}" width="16" height="16" fill="{look.fill}" '
            f'stroke="{look.ink if status == Status.UNKNOWN else look.fill}"/>'
        )
        yield label(x + 8, y - 0.5, look.letter, 12, weight=700, colour=look.ink, anchor="middle")
        yield label(x + 22, y, look.label, SMALL)
        x += 40 + LETTER * SMALL * len(look.label)


def _unverified(axis: Axis, until: datetime, top: float) -> Iterator[str]:
    """A veil over what lies past the day to which the record was verified."""
    if until < axis.end:
        x = axis.x(until)
        yield (
            f'<rect x="{x:.1f}" y="{top}" width="{axis.right - x:.1f}" height="{_PLOT}" '
            f'fill="{PAPER["casing"]}" fill-opacity=".55"/>'
        )


def _sentences(view: View) -> Iterator[str]:
    yield f"{view['subtitle']}."
    for panel in view["panels"]:
        yield f"{panel['title']}:"
        if panel["kind"] == "steps":
            steps = (
                # Translators: how many there were from a day on
                gettext("{count} from {day}", count=step["value"], day=step["from"][:10])
                for step in panel["steps"]
            )
            yield f"{'; '.join(steps)}."
        else:
            bars = (
                f"{bar['from'][:10]} "
                + ", ".join(
                    f"{language.number(bar['days'][one], 1, grouped=False)} {words.status(one)}"
                    for one in panel["statuses"]
                )
                for bar in panel["bars"]
            )
            yield f"{'; '.join(bars)}."


def moment(text: str) -> datetime:
    """An instant of a view."""
    return datetime.fromisoformat(text)
