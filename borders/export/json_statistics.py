"""Statistics and arrivals as JSON and CSV: instants as ISO 8601, hours and days as numbers.

Keys are only ever added. Bounds are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from borders.export import json_answers
from borders.export.serialise import Json, iso
from borders.model import Package
from borders.query.statistics import FrontierRun, FrontierTally, Period, Stretch, Tally, days
from borders.timeline.spans import Span
from borders.views import wording
from borders.views.arrivals import PublishedNumber
from borders.views.statistics import Statistics
from borders.views.stretches import end_names
from borders.views.style import LOOKS


def statistics(view: Statistics) -> Json:
    """The JSON of `borders stats`.

    Hours are exact; days are hours / 24, to three decimals. Those of a status are of what was
    verified; `unverified` is what has passed since, `to_come` what has not come yet, and all of
    them add up to the period. Of a period of which nothing was verified the frontier's figures are
    null. `confidence` is how many measures of the whole record are supported how well.
    """
    package = view.package
    return {
        **_bounds(view, view.period.start, view.period.end),
        "by": view.by,
        "as_of": view.as_of and view.as_of.iso(package.zone),
        "known_from": iso(view.known_from, package.zone),
        "verified": view.period.is_verified,
        "verified_through": package.verified_through.isoformat(),
        **json_answers.standing(package),
        "confidence": view.confidence,
        "crossings": [_tally(view, tally) for tally in view.services],
        "frontier": [_frontier_tally(view, tally) for tally in view.frontier],
        "runs": [_run(view, run) for run in view.runs],
        "words": view.words._asdict(),
    }


def service_rows(view: Statistics) -> Iterator[Json]:
    """The tallies of services as rows of a table, with columns for the times of each status."""
    for tally in view.services:
        entry, closure = _tally(view, tally), _closure(view, tally.longest_closure) or {}
        yield {
            **_part(entry, "crossing", "name", "service", "period", "from", "until"),
            "verified": str(entry["verified"]).lower(),
            **_duration_columns("hours", entry),
            **_duration_columns("days", entry),
            "closures": tally.closures,
            **{
                f"longest_closure_{key}": closure.get(key)
                for key in ("from", "until", "hours", "days")
            },
        }


def frontier_rows(view: Statistics) -> Iterator[Json]:
    """The frontier as rows of a table: its years or months, or else its runs."""
    if view.by:
        for tally in view.frontier:
            entry = _frontier_tally(view, tally)
            yield {
                **_part(entry, "period", "from", "until", "points", "least", "most", "mean"),
                **_stretch_columns(tally.summary and tally.summary.longest_stretch),
                **_duration_columns("days", entry),
            }
    else:
        for run in view.runs:
            yield {
                **_part(_run(view, run), "from", "until", "points", "open"),
                "crossings": ";".join(crossing.id for crossing in run.open),
                **_stretch_columns(run.stretch),
                "verified": str(run.is_verified(view.period)).lower(),
            }


def arrivals(numbers: Iterable[PublishedNumber], package: Package) -> Json:
    """The JSON of `borders arrivals`."""
    return {
        "numbers": [_number(number) for number in numbers],
        "verified_through": package.verified_through.isoformat(),
        **json_answers.standing(package),
    }


def _part(entry: Json, *keys: str) -> Json:
    return {key: entry[key] for key in keys}


def _bounds(view: Statistics, start: datetime, end: datetime) -> Json:
    return {"from": iso(start, view.package.zone), "until": iso(end, view.package.zone)}


def _period(view: Statistics, period: Period) -> Json:
    return {
        "period": period.label,
        **_bounds(view, period.start, period.end),
        "verified": period.is_verified,
    }


def _durations(times: Mapping[str, timedelta], period: Period) -> Json:
    """Hours and days of each of `times`, and of what of the period was not verified."""
    parts = {
        **times,
        "unverified": period.unverified,
        "to_come": period.to_come,
    }
    return {
        "hours": {key: _hours(time) for key, time in parts.items()},
        "days": {key: _days(time) for key, time in parts.items()},
    }


def _duration_columns(unit: str, entry: Json) -> Json:
    durations = entry[unit]
    assert isinstance(durations, dict)
    return {f"{unit}_{key}": number for key, number in durations.items()}


def _tally(view: Statistics, tally: Tally) -> Json:
    return {
        "crossing": tally.crossing.id,
        "name": wording.name(tally.crossing),
        "service": str(tally.service),
        **_period(view, tally.period),
        **_durations({str(status): tally.times[status] for status in LOOKS}, tally.period),
        "closures": tally.closures,
        "longest_closure": _closure(view, tally.longest_closure),
    }


def _closure(view: Statistics, closure: Span | None) -> Json | None:
    if closure is None:
        return None
    assert closure.start is not None  # cut out of a period, it has both
    assert closure.end is not None
    return {
        **_bounds(view, closure.start, closure.end),
        "hours": _hours(closure.end - closure.start),
        "days": _days(closure.end - closure.start),
        "decision": closure.measure and closure.measure.decision.id,
    }


def _frontier_tally(view: Statistics, tally: FrontierTally) -> Json:
    period, summary = tally.period, tally.summary
    return {
        **_period(view, period),
        "points": tally.total,
        "least": summary and summary.least,
        "most": summary and summary.most,
        "mean": summary and round(summary.mean, 3),
        "longest_stretch": summary
        and {
            **_stretch(summary.longest_stretch),
            "when": [_bounds(view, start, end) for start, end in summary.longest_times],
        },
        **_durations({"verified": period.verified_end - period.start}, period),
    }


def _run(view: Statistics, run: FrontierRun) -> Json:
    return {
        **_bounds(view, run.start, run.end),
        "points": run.total,
        "open": len(run.open),
        "crossings": [crossing.id for crossing in run.open],
        "longest_stretch": _stretch(run.stretch),
        "verified": run.is_verified(view.period),
    }


def _stretch(stretch: Stretch) -> Json:
    """Where a stretch of frontier lies: lengths in km, chainages in metres."""
    south, north = end_names(stretch)
    return {
        "from": south,
        "to": north,
        "km": round(stretch.length_m / 1000, 1),
        "from_chainage_m": round(stretch.start_m, 1),
        "to_chainage_m": round(stretch.end_m, 1),
    }


def _stretch_columns(stretch: Stretch | None) -> Json:
    entry = _stretch(stretch) if stretch else {}
    return {f"stretch_{key}": entry.get(key) for key in ("km", "from", "to")}


def _hours(time: timedelta) -> float:
    """Exact hours, as a whole number where they are."""
    hours = time / timedelta(hours=1)
    return int(hours) if hours.is_integer() else hours


def _days(time: timedelta) -> float:
    return round(days(time), 3)


def _number(number: PublishedNumber) -> Json:
    arrivals = number.arrivals
    return {
        "id": arrivals.id,
        "date": arrivals.date,
        "until": arrivals.until or None,
        "when": number.when,
        "crossing": arrivals.crossing or None,
        "where": number.where,
        "count": arrivals.count,
        "qualifier": str(arrivals.qualifier),
        "number": number.number,
        "counted": number.counted,
        "confidence": number.confidence,
        "sources": [source._asdict() for source in number.sources],
        "note": number.note,
    }
