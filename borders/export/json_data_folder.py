"""The answers of the commands about a data folder as JSON objects; keys are only ever added."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from borders.export.serialise import Json, iso
from borders.query.comparison import Comparison, RecordedStatus, RestatedStatus
from borders.record.problems import Problem
from borders.views.frontiers import FrontierView


def problem(entry: Problem) -> Json:
    """A problem of a data folder, as `borders check` prints."""
    keys = ("file", "row", "column", "code", "severity", "message")
    return {key: getattr(entry, key) for key in keys}


def comparison(answer: Comparison, zone: ZoneInfo) -> Json:
    """The JSON of `borders compare`: the differences of a newer record from an older one."""
    return {
        "restated": [_restated(entry, zone) for entry in answer.restated],
        "entries": [{**entry._asdict(), "id": entry.id or None} for entry in answer.entries],
        "closures": {"added": answer.added, "removed": answer.removed},
    }


def frontier(view: FrontierView) -> Json:
    """A frontier as `borders frontiers` prints it; its counts are of the principal points."""
    zone = ZoneInfo(view.timezone)
    return {
        "frontier": view.frontier,
        "title": view.title,
        "timezone": view.timezone,
        "at": view.at.iso(zone),
        "crossings": view.crossings,
        "points": view.points,
        "counts": {str(status): count for status, count in view.counts.items()},
        "verified": view.verified,
        "verified_through": view.verified_through.isoformat(),
        "standing": view.standing and str(view.standing),
    }


def _restated(entry: RestatedStatus, zone: ZoneInfo) -> Json:
    return {
        "from": iso(entry.start, zone),
        "until": iso(entry.end, zone),
        "service": str(entry.service),
        "crossings": [crossing.id for crossing in entry.crossings],
        "names": [crossing.name for crossing in entry.crossings],
        "changed": list(entry.changed),
        "old": _recorded(entry.before, zone),
        "new": _recorded(entry.after, zone),
    }


def _recorded(entry: RecordedStatus, zone: ZoneInfo) -> Json:
    return {
        "decision": entry.decision or None,
        "hours": entry.hours or None,
        "note": entry.note or None,
        "status": str(entry.status),
        "announced_until": iso(entry.announced_until, zone),
        "confidence": entry.confidence or None,
        "confidence_note": entry.confidence_note or None,
        "sources": list(entry.sources),
    }
