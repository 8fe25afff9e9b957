"""The chart of statistics as SVG: steps of how many points were open, bars of days by status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from borders import language
from borders.language import gettext
from borders.model import Status
from borders.pictures.legend import chart_legend
from borders.pictures.step_line import number_lines, round_step, step_line
from borders.pictures.svg import LEFT, TEXT, WIDTH, heading, label, note, opening, rect
from borders.pictures.time_axis import UNVERIFIED_OPACITY, LinearAxis, axis_line, unverified_veil
from borders.query.statistics import FrontierRun, days
from borders.views import wording
from borders.views.statistics_chart import Bar, BarsPanel, StatisticsChart
from borders.views.style import LOOKS

_HEIGHT = 150  # pixels of a panel's plot
_GAP = 1  # pixels between two bars, where there is room for that


def svg(chart: StatisticsChart) -> str:
    """The chart as an SVG document."""
    axis = LinearAxis(chart.period.start, chart.period.end, chart.zone)
    y, parts = heading(chart.title, chart.subtitle)
    for panel in chart.panels:
        top = y + 52
        parts.append(label(LEFT, y + 26, panel.title, TEXT, weight=600))
        if isinstance(panel, BarsPanel):
            top += 16
            parts += chart_legend(panel.statuses, y + 48)
            parts += _bars(axis, panel, top + _HEIGHT)
        else:
            parts += step_line(axis, panel.tally, top, _HEIGHT)
            if not chart.period.is_verified:
                parts.append(unverified_veil(axis, chart.period.verified_end, top, _HEIGHT))
        parts += axis_line(axis, top + _HEIGHT)
        y = top + _HEIGHT + 30
    y, lines = note(chart.source, y)
    start = opening(WIDTH, y, chart.title, " ".join(_sentences(chart)))
    return "\n".join([start, *parts, *lines, "</svg>\n"])


def _bars(axis: LinearAxis, panel: BarsPanel, bottom: float) -> Iterator[str]:
    """Days by status, one upon the other, before lines of round numbers.

    Those that are not verified stand on top, paled, in the status that is carried on.
    """
    heights = (sum(map(days, (*bar.times.values(), *bar.carried.values()))) for bar in panel.bars)
    most = max(heights, default=1.0)
    interval = round_step(most, least=5)
    scale = _HEIGHT / most
    yield from number_lines(axis, bottom, range(0, int(most) + 1, interval), scale)
    for bar in panel.bars:
        start, end = axis.x(bar.period.start), axis.x(bar.period.end)
        gap, y = _GAP if end - start > 4 * _GAP else 0, bottom
        for times, opacity in ((bar.times, None), (bar.carried, f"{UNVERIFIED_OPACITY}")):
            for status in panel.statuses:
                if times[status]:
                    height, look = days(times[status]) * scale, LOOKS[status]
                    is_pale = status is Status.UNKNOWN  # white, on white paper
                    edge = {"stroke": look.ink, "stroke_width": ".5"} if is_pale else {}
                    y -= height
                    width = end - start - gap
                    yield rect(start, y, width, height, fill=look.fill, opacity=opacity, **edge)


def _sentences(chart: StatisticsChart) -> Iterator[str]:
    """The chart in words, for those who cannot see it; days are written as YYYY-MM-DD."""
    yield f"{chart.subtitle}."
    for panel in chart.panels:
        if isinstance(panel, BarsPanel):
            facts = [_bar_words(bar, panel.statuses, chart.zone) for bar in panel.bars]
        else:
            facts = [_run_words(run, chart) for run in panel.tally.runs]
        yield f"{panel.title}:"
        yield f"{'; '.join(facts)}."


def _run_words(run: FrontierRun, chart: StatisticsChart) -> str:
    # Translators: how many there were from a day on
    words = gettext("{count} from {day}", count=len(run.open), day=_day(run.start, chart.zone))
    return words if run.is_verified(chart.period) else f"{words} ({gettext('not verified')})"


def _bar_words(bar: Bar, statuses: Iterable[Status], zone: ZoneInfo) -> str:
    """The beginning of a bar and its days by status, e.g. "2023-11-01 17.0 open, 13.0 closed"."""
    times = {wording.status(status): bar.times[status] for status in statuses}
    beside = {gettext("not verified"): bar.unverified, gettext("to come"): bar.to_come}
    times |= {words: time for words, time in beside.items() if time}
    parts = [
        f"{language.number(days(time), 1, grouped=False)} {words}" for words, time in times.items()
    ]
    return f"{_day(bar.period.start, zone)} {', '.join(parts)}"


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
