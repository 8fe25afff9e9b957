"""Statistics and arrivals as JSON and CSV: instants as ISO 8601, hours and days as numbers.

Keys are only ever added. Bounds are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from borders import local_time
from borders.model import Source
from borders.query.statistics import FrontierRun, FrontierTally, Stretch, Tally, days
from borders.timeline.spans import Span
from borders.views import wording
from borders.views.arrivals import PublishedNumber
from borders.views.statistics import Statistics
from borders.views.stretches import end_names
from borders.views.style import LOOKS

Json = dict[str, Any]
"""An object of JSON, or a row of a table with its columns as keys."""


def statistics(view: Statistics) -> Json:
    """What `borders stats --format json` prints.

    Hours are exact; days are hours / 24, to three decimals.
    """
    package = view.package
    return {
        **_bounds(view.period.start, view.period.end, package.zone),
        "by": view.by,
        "as_of": view.as_of and view.as_of.iso(package.zone),
        "known_from": view.known_from and local_time.iso(view.known_from, package.zone),
        "verified": view.period.is_verified(package),
        "verified_through": package.verified_through.isoformat(),
        "crossings": [_tally(view, tally) for tally in view.services],
        "frontier": [_frontier_tally(view, tally) for tally in view.frontier],
        "runs": [_run(view, run) for run in view.runs],
        "words": view.words._asdict(),
    }


def service_rows(view: Statistics) -> Iterator[Json]:
    """The tallies of services as rows of a table, with a column for the hours of each status."""
    for tally in view.services:
        entry = _tally(view, tally)
        longest = entry["longest_closure"] or {}
        yield {
            **{key: entry[key] for key in ("crossing", "name", "service", "period")},
            **{key: entry[key] for key in ("from", "until")},
            "verified": str(entry["verified"]).lower(),
            **{f"hours_{status}": hours for status, hours in entry["hours"].items()},
            **{f"days_{status}": number for status, number in entry["days"].items()},
            "closures": entry["closures"],
            **{
                f"longest_closure_{key}": longest.get(key)
                for key in ("from", "until", "hours", "days")
            },
        }


def frontier_rows(view: Statistics) -> Iterator[Json]:
    """The frontier as rows of a table: by year or month, or without these by run."""
    if view.by:
        for tally in view.frontier:
            entry = _frontier_tally(view, tally)
            yield {
                **{key: entry[key] for key in ("period", "from", "until", "points")},
                **{key: entry[key] for key in ("least", "most", "mean")},
                **_stretch_columns(entry),
            }
    else:
        for run in view.runs:
            entry = _run(view, run)
            yield {
                **{key: entry[key] for key in ("from", "until", "points", "open")},
                "crossings": ";".join(entry["crossings"]),
                **_stretch_columns(entry),
            }


def arrivals(numbers: Iterable[PublishedNumber], verified_through: date) -> Json:
    """What `borders arrivals --format json` prints."""
    return {
        "numbers": [_number(number) for number in numbers],
        "verified_through": verified_through.isoformat(),
    }


def _bounds(start: datetime, end: datetime, zone: ZoneInfo) -> Json:
    return {"from": local_time.iso(start, zone), "until": local_time.iso(end, zone)}


def _tally(view: Statistics, tally: Tally) -> Json:
    times = {str(status): tally.times[status] for status in LOOKS}
    return {
        "crossing": tally.crossing.id,
        "name": wording.name(tally.crossing),
        "service": str(tally.service),
        "period": tally.period.label,
        **_bounds(tally.period.start, tally.period.end, view.package.zone),
        "verified": tally.period.is_verified(view.package),
        "hours": {status: _hours(time) for status, time in times.items()},
        "days": {status: _days(time) for status, time in times.items()},
        "closures": tally.closures,
        "longest_closure": tally.longest_closure
        and _closure(tally.longest_closure, view.package.zone),
    }


def _closure(closure: Span, zone: ZoneInfo) -> Json:
    assert closure.start is not None  # cut out of a period, it has both
    assert closure.end is not None
    return {
        **_bounds(closure.start, closure.end, zone),
        "hours": _hours(closure.end - closure.start),
        "days": _days(closure.end - closure.start),
        "decision": closure.measure and closure.measure.decision.id,
    }


def _frontier_tally(view: Statistics, tally: FrontierTally) -> Json:
    zone = view.package.zone
    stretch, times = tally.longest_stretch
    return {
        "period": tally.period.label,
        **_bounds(tally.period.start, tally.period.end, zone),
        "verified": tally.period.is_verified(view.package),
        "points": tally.total,
        "least": tally.least,
        "most": tally.most,
        "mean": round(tally.mean, 3),
        "longest_stretch": {
            **_stretch(stretch),
            "when": [_bounds(start, end, zone) for start, end in times],
        },
    }


def _run(view: Statistics, run: FrontierRun) -> Json:
    return {
        **_bounds(run.start, run.end, view.package.zone),
        "points": run.total,
        "open": len(run.open),
        "crossings": [crossing.id for crossing in run.open],
        "longest_stretch": _stretch(run.stretch),
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


def _stretch_columns(entry: Json) -> Json:
    return {f"stretch_{key}": entry["longest_stretch"][key] for key in ("km", "from", "to")}


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
        "sources": [_source(source) for source in arrivals.sources],
        "note": number.note,
    }


def _source(source: Source) -> Json:
    return {
        "text": wording.source(source),
        "short": wording.source_in_short(source),
        "url": source.url or None,
        "language": source.language,
    }
