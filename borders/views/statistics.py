"""Figures of a period: how long what was open or closed, and how much frontier lay between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from borders import language
from borders.language import gettext, message, ngettext
from borders.local_time import When
from borders.model import Crossing, Service, Status
from borders.query import statistics as stats
from borders.query.dataset import Dataset, Moment
from borders.query.slices import is_verified
from borders.query.statistics import By, FrontierTally, Period, Run, Stretch, Tally
from borders.views import answers as views
from borders.views import wording as words
from borders.views.answers import View, iso
from borders.views.coverage import begins_words, verified_words
from borders.views.style import LOOKS

MEASURED = message(
    "Days are of 24 hours, exact across clock changes. Only open counts as open: not restricted, "
    "not unknown. What a status lasted is told, not opening hours."
)
ALONG = message(
    "Stretches are measured along the frontier, from the line's ends and between open points."
)


class Asked(NamedTuple):
    """Which figures: of `services`, and of the `frontier` by the status of one `service`.

    `start` and `end` are those of `Dataset.period`; `by` cuts it into years or months.
    """

    services: Sequence[tuple[Crossing, Service]]
    frontier: bool
    start: Moment | None = None
    end: Moment | None = None
    by: By | None = None
    service: str | None = None
    as_of: When | None = None


def figures(dataset: Dataset, asked: Asked) -> View:
    """What `borders stats` prints: of services by period, and of the `frontier` where wanted.

    Hours are exact, days are hours / 24. `runs` are the stretches of time in which the same
    points were open.
    """
    period, as_of = dataset.period(asked.start, asked.end), asked.as_of
    verified = _is_verified(dataset, period)
    return {
        **_bounds(dataset, period),
        "by": asked.by,
        "as_of": as_of and as_of.iso(dataset.package.zone),
        "known_from": views.iso(dataset, dataset.begins),
        "verified": verified,
        "verified_through": dataset.package.verified_through.isoformat(),
        "crossings": [
            _tally(dataset, tally) for tally in _tallies(dataset, asked, asked.services, asked.by)
        ],
        "frontier": [
            _frontier(dataset, found) for found in _frontier_tallies(dataset, asked, asked.by)
        ],
        "runs": [
            _run(dataset, run)
            for found in _frontier_tallies(dataset, asked, None)
            for run in found.runs
        ],
        "words": _words(dataset, period, as_of, verified=verified),
    }


def chart(dataset: Dataset, asked: Asked) -> View:
    """What the chart of the same shows: steps of the number open, bars of days by status.

    Without `by` the bars are months. Of the frontier, the bars are of all its points together;
    otherwise each service has its own.
    """
    period, part = dataset.period(asked.start, asked.end), asked.by or "month"
    panels = [_steps(dataset, found, asked) for found in _frontier_tallies(dataset, asked, None)]
    if asked.frontier:
        counted = [(c, s) for c, s in asked.services if c.principal]
        bars = {_together(part, len(counted)): counted}
    else:
        bars = {_by(part, c, s): [(c, s)] for c, s in asked.services}
    for title, services in bars.items():
        panels.append(_bars(dataset, title, _tallies(dataset, asked, services, part)))
    verified = _is_verified(dataset, period)
    names = list(dict.fromkeys(words.name(crossing) for crossing, _ in asked.services))
    title = dataset.translated(dataset.package.frontier_title)
    subject = str(title) if asked.frontier else words.listed(names)
    said = _words(dataset, period, asked.as_of, verified=verified)
    return {
        **_bounds(dataset, period),
        "timezone": dataset.package.zone.key,
        "title": gettext("{subject}: how long open, how long closed", subject=subject),
        "subtitle": said["period"],
        "panels": panels,
        "verified_until": views.iso(dataset, dataset.when(dataset.package.verified_through).end),
        "source": " ".join(
            (
                f"{dataset.translated(dataset.package.title)}.",
                said["verified"],
                gettext(MEASURED),
            )
        ),
    }


def _together(part: By, count: int) -> str:
    if part == "year":
        return ngettext(
            "Days by year, the {count} point together",
            "Days by year, the {count} points together",
            count,
        )
    return ngettext(
        "Days by month, the {count} point together",
        "Days by month, the {count} points together",
        count,
    )


def _by(part: By, crossing: Crossing, service: Service) -> str:
    told = {"crossing": words.name(crossing), "service": words.service(service)}
    if part == "year":
        return gettext("{crossing}, {service}: days by year", **told)
    return gettext("{crossing}, {service}: days by month", **told)


def _tallies(
    dataset: Dataset, asked: Asked, services: Sequence[tuple[Crossing, Service]], by: By | None
) -> list[Tally]:
    return dataset.stats(asked.start, asked.end, services=services, by=by, as_of=asked.as_of)


def _frontier_tallies(dataset: Dataset, asked: Asked, by: By | None) -> list[FrontierTally]:
    if not asked.frontier:
        return []
    return dataset.frontier_stats(
        asked.start, asked.end, by=by, service=asked.service, as_of=asked.as_of
    )


def rows(view: View) -> Iterator[dict[str, object]]:
    """The services of `figures` as rows of a table, hours and days by status in columns."""
    for entry in view["crossings"]:
        longest = entry["longest_closure"] or {}
        yield {
            **{key: entry[key] for key in ("crossing", "name", "service", "period")},
            **{key: entry[key] for key in ("from", "until")},
            "verified": str(entry["verified"]).lower(),
            **{f"hours_{status}": hours for status, hours in entry["hours"].items()},
            **{f"days_{status}": days for status, days in entry["days"].items()},
            "closures": entry["closures"],
            **{
                f"longest_closure_{key}": longest.get(key)
                for key in ("from", "until", "hours", "days")
            },
        }


def frontier_rows(view: View) -> Iterator[dict[str, object]]:
    """The frontier of `figures` as rows: by period, or without one each run of equal state."""
    for entry in view["frontier"] if view["by"] else view["runs"]:
        stretch = entry["longest_stretch"]
        counts = ("points", "least", "most", "mean") if view["by"] else ("points", "open")
        yield {
            **({"period": entry["period"]} if view["by"] else {}),
            **{key: entry[key] for key in ("from", "until", *counts)},
            **({} if view["by"] else {"crossings": ";".join(entry["crossings"])}),
            **{f"stretch_{key}": stretch[key] for key in ("km", "from", "to")},
        }


def _bounds(dataset: Dataset, period: Period) -> View:
    return {"from": views.iso(dataset, period.start), "until": views.iso(dataset, period.end)}


def _is_verified(dataset: Dataset, period: Period) -> bool:
    last = period.end - timedelta.resolution
    return is_verified(When(last, last), dataset.package)


def _period_words(dataset: Dataset, period: Period) -> str:
    zone = dataset.package.zone
    local = period.end.astimezone(zone)
    through = local - timedelta(days=1)
    midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    # Translators: two days, the first and the last of a period, both included
    return gettext(
        "{start} to {end}",
        start=words.start(period.start, zone),
        end=words.day(through) if midnight else words.end(period.end, zone),
    )


def _words(dataset: Dataset, period: Period, as_of: When | None, *, verified: bool) -> View:
    """What a reader must know of the period."""
    known = f". {words.as_of(as_of, dataset.package.zone)}" if as_of else ""
    days = round(stats.days(period.end - period.start), 1)
    # Translators: how long a period is; {number} may have a decimal
    lasted = ngettext(
        "{number} days",
        "{number} days",
        int(days),
        number=language.number(days, 0 if days.is_integer() else 1),
    )
    begins = When(period.start, period.start)
    return {
        "period": f"{_period_words(dataset, period)} ({lasted}){known}",
        "measured": gettext(MEASURED),
        "along": gettext(ALONG),
        "begins": begins_words(dataset, begins),
        "verified": verified_words(dataset, verified=verified),
    }


def _tally(dataset: Dataset, tally: Tally) -> View:
    closure = tally.longest_closure
    return {
        "crossing": tally.crossing.id,
        "name": words.name(tally.crossing),
        "service": str(tally.service),
        "period": tally.period.label,
        **_bounds(dataset, tally.period),
        "verified": _is_verified(dataset, tally.period),
        "hours": {str(status): _hours(time) for status, time in _ordered(tally.times)},
        "days": {str(status): _days(time) for status, time in _ordered(tally.times)},
        "closures": tally.closures,
        "longest_closure": closure
        and closure.start
        and closure.end
        and {
            "from": views.iso(dataset, closure.start),
            "until": views.iso(dataset, closure.end),
            "hours": _hours(closure.end - closure.start),
            "days": _days(closure.end - closure.start),
            "decision": closure.measure and closure.measure.decision.id,
        },
    }


def _ordered(times: Mapping[Status, timedelta]) -> Iterable[tuple[Status, timedelta]]:
    return ((status, times[status]) for status in LOOKS)


def _frontier(dataset: Dataset, found: FrontierTally) -> View:
    stretch, when = found.longest_stretch
    return {
        "period": found.period.label,
        **_bounds(dataset, found.period),
        "verified": _is_verified(dataset, found.period),
        "points": found.runs[0].counted,
        "least": found.least,
        "most": found.most,
        "mean": round(found.mean, 3),
        "longest_stretch": {
            **_stretch(stretch),
            "when": [
                {"from": views.iso(dataset, start), "until": views.iso(dataset, end)}
                for start, end in when
            ],
        },
    }


def _run(dataset: Dataset, run: Run) -> View:
    return {
        "from": views.iso(dataset, run.start),
        "until": views.iso(dataset, run.end),
        "points": run.counted,
        "open": len(run.open),
        "crossings": [crossing.id for crossing in run.open],
        "longest_stretch": _stretch(run.stretch),
    }


def _stretch(stretch: Stretch) -> View:
    """As pages have it, with its chainages."""
    return {
        **stretch_words(stretch),
        "from_chainage_m": round(stretch.start_m, 1),
        "to_chainage_m": round(stretch.end_m, 1),
    }


def _steps(dataset: Dataset, found: FrontierTally, asked: Asked) -> View:
    points = found.runs[0].counted
    return {
        "kind": "steps",
        "title": gettext(
            "Crossing points open ({service}), of {count}",
            service=words.service(asked.service),
            count=points,
        )
        if asked.service
        else gettext("Crossing points open, of {count}", count=points),
        "top": points,
        "steps": steps(dataset, found),
    }


def _bars(dataset: Dataset, title: str, tallies: Sequence[Tally]) -> View:
    """Bars of one period after the other, each the sum of its tallies, in days by status."""
    parts: dict[tuple[datetime, datetime], dict[Status, timedelta]] = {}
    for tally in tallies:
        bounds = tally.period.start, tally.period.end
        sums = parts.setdefault(bounds, dict.fromkeys(LOOKS, timedelta()))
        for status, time in tally.times.items():
            sums[status] += time
    return {
        "kind": "bars",
        "title": title,
        "statuses": [
            str(status) for status in LOOKS if any(sums[status] for sums in parts.values())
        ],
        "bars": [
            {
                "from": views.iso(dataset, start),
                "until": views.iso(dataset, end),
                "days": {str(status): _days(time) for status, time in sums.items()},
            }
            for (start, end), sums in parts.items()
        ],
    }


def _hours(time: timedelta) -> float:
    """Exact hours, as a whole number where they are."""
    hours = time / timedelta(hours=1)
    return int(hours) if hours.is_integer() else hours


def _days(time: timedelta) -> float:
    return round(stats.days(time), 3)


def stretch_ends(stretch: Stretch) -> tuple[str, str]:
    """The names of the crossings, or ends of the line, between which a stretch of frontier lies.

    The southern one first.
    """
    # Translators: after the word from
    south = words.name(stretch.start) if stretch.start else gettext("the southern end")
    # Translators: after the word to
    north = words.name(stretch.end) if stretch.end else gettext("the northern end")
    return south, north


def stretch_words(found: Stretch) -> View:
    """A stretch of frontier: the names of its ends, and its length in km of chainage."""
    start, end = stretch_ends(found)
    return {"from": start, "to": end, "km": round(found.length_m / 1000, 1)}


def steps(dataset: Dataset, found: FrontierTally) -> list[View]:
    """How many points were open, run by run."""
    return [
        {
            "from": iso(dataset, run.start),
            "until": iso(dataset, run.end),
            "value": len(run.open),
        }
        for run in found.runs
    ]
