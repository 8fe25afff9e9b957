"""Statistics and arrivals as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from borders import language
from borders.cli.text_layout import line, table
from borders.language import gettext
from borders.query.statistics import FrontierSummary, Period, days
from borders.views import wording
from borders.views.arrivals import PublishedNumber
from borders.views.statistics import Statistics
from borders.views.stretches import end_names
from borders.views.style import LOOKS


def statistics(view: Statistics) -> str:
    """The period, a table of services, a table of the frontier, and how to read them."""
    words = view.words
    blocks = [words.period, *filter(None, (_services_table(view), _frontier_table(view)))]
    notes = [words.measured, words.along if view.frontier else "", words.begins, words.verified]
    return "\n\n".join([*blocks, "\n".join(filter(None, notes))])


def arrivals(numbers: Iterable[PublishedNumber], verified_words: str) -> str:
    """A paragraph for each published number: when, how many, of whom, where, who says so."""
    lines = []
    for number in numbers:
        lines.append(f"{number.when}: {number.number} ({number.where})")
        lines.append(line("counted", number.counted))
        for place, source in enumerate(number.arrivals.sources):
            lines.append(line("" if place else number.confidence, wording.source(source)))
        if number.note:
            lines.append(line("note", number.note))
    return "\n".join([*(lines or [gettext("No number is recorded.")]), "", verified_words])


def _services_table(view: Statistics) -> str:
    """The days of each service by status, its closures, and the longest of them."""
    if not view.services:
        return ""
    head = (
        *(gettext("crossing"), gettext("service"), _by(view)),
        *(*map(wording.status, LOOKS), *_beside(view)),
        *(gettext("closures"), gettext("longest closure"), "", ""),
    )
    rows = []
    for tally in view.services:
        closure = ("–", "", "")
        longest = tally.longest_closure
        if longest and longest.start and longest.end:
            closure = (
                language.number(days(longest.end - longest.start), 1),
                gettext("from {moment}", moment=_moment(view, longest.start)),
                gettext("until {moment}", moment=_moment(view, longest.end)),
            )
        rows.append(
            (
                wording.name(tally.crossing),
                wording.service(tally.service),
                tally.period.label if view.by else "",
                *(language.number(days(tally.times[status]), 1) for status in LOOKS),
                *_days_beside(view, tally.period),
                str(tally.closures),
                *closure,
            )
        )
    right = range(3, len(head) - 2)
    return "\n".join([gettext("Days by status"), *table(rows, head, right)])


def _frontier_table(view: Statistics) -> str:
    """How many points were open at once, and the longest stretch of frontier without one."""
    if not view.frontier:
        return ""
    head = (
        *(_by(view), *_beside(view)),
        *(gettext("fewest"), gettext("mean"), gettext("most"), gettext("km")),
        *(gettext("longest stretch without one"), ""),
    )
    rows = [
        (
            tally.period.label if view.by else "",
            *_days_beside(view, tally.period),
            *_summary(view, tally.summary),
        )
        for tally in view.frontier
    ]
    heading = gettext("Points open at once, of {count}", count=view.frontier[0].total)
    return "\n".join([heading, *table(rows, head, range(1, len(head) - 2))])


def _summary(view: Statistics, summary: FrontierSummary | None) -> tuple[str, ...]:
    if summary is None:
        return ("–", "–", "–", "–", "", "")
    when = [
        gettext("{start} until {end}", start=_moment(view, start), end=_moment(view, end))
        for start, end in summary.longest_times
    ]
    return (
        str(summary.least),
        language.number(round(summary.mean, 3), 2),  # of the number in the JSON
        str(summary.most),
        wording.km(summary.longest_stretch.length_m),
        " – ".join(end_names(summary.longest_stretch)),
        "; ".join(when),
    )


def _beside(view: Statistics) -> tuple[str, ...]:
    """The heads of columns for days that count for no status, if the period has any."""
    # Translators: "to come" is the head of a column with the number of days later than today
    return () if view.period.is_verified else (gettext("not verified"), gettext("to come"))


def _days_beside(view: Statistics, period: Period) -> list[str]:
    """The days under the heads of `_beside`."""
    times = () if view.period.is_verified else (period.unverified, period.to_come)
    return [language.number(days(time), 1) for time in times]


def _by(view: Statistics) -> str:
    """The head of the column that says which year or month a row is of."""
    return {None: "", "year": gettext("year"), "month": gettext("month")}[view.by]


def _moment(view: Statistics, moment: datetime) -> str:
    """An instant in local time, e.g. "2023-12-15 20:00"."""
    return f"{moment.astimezone(view.package.zone):%Y-%m-%d %H:%M}"
