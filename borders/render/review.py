"""A comparison of two data folders as plain values, and as text for a terminal."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from borders import moments, words
from borders.comparison import Comparison, Restated, State
from borders.language import gettext
from borders.views import View

_SHOWN = {"decision", "confidence"}  # both values are short


def view(found: Comparison, zone: ZoneInfo) -> View:
    """Stretches with what each service was and is, then entries and the count of rows.

    Services that differ alike over the same stretch are one entry, in order of time.
    """

    def alike(one: Restated) -> tuple[str, ...]:
        start = one.start.isoformat() if one.start else ""
        end = one.end.isoformat() if one.end else "~"
        return start, end, str(one.service), repr(one.before), repr(one.after)

    restated = []
    for _, group in groupby(sorted(found.restated, key=alike), key=alike):
        services = list(group)
        first = services[0]
        restated.append(
            {
                "from": _iso(first.start, zone),
                "until": _iso(first.end, zone),
                "service": str(first.service),
                "crossings": [one.crossing.id for one in services],
                "names": [words.name(one.crossing) for one in services],
                "changed": list(first.changed),
                "old": _state(first.before, zone),
                "new": _state(first.after, zone),
            }
        )
    return {
        "restated": restated,
        "entries": [
            {
                "table": entry.table,
                "id": entry.id or None,
                "title": entry.title,
                "change": str(entry.fate),
                "columns": list(entry.columns),
            }
            for entry in found.entries
        ],
        "closures": {"added": found.added, "removed": found.removed},
    }


def text(view: View, zone: ZoneInfo) -> str:
    """What is not the same, by stretch of time; then what was added, removed and altered."""
    lines = []
    for (start, end), group in groupby(
        view["restated"], key=lambda one: (one["from"], one["until"])
    ):
        lines.append(f"{words.since(_moment(start), zone)} {words.until(_moment(end), zone)}")
        lines += [f"  {_line(one)}" for one in group]
    for entry in view["entries"]:
        what = " ".join(filter(None, (entry["change"], entry["table"], entry["id"])))
        columns = f" ({', '.join(entry['columns'])})" if entry["columns"] else ""
        lines.append(f"{what}{columns}: {entry['title']}")
    closures = view["closures"]
    if any(closures.values()):
        lines.append(f"closures: rows added {closures['added']}, removed {closures['removed']}")
    return "\n".join(lines) or gettext("Nothing differs.")


def _line(one: View) -> str:
    """Status, service and crossings; of a status that stays, everything else that does not."""
    old, new, changed = one["old"], one["new"], one["changed"]
    moved = "status" in changed
    before, after = words.status(old["status"]), words.status(new["status"])
    status = f"{before} → {after}" if moved else gettext("still {status}", status=after)
    named = [name for name in changed if name in _SHOWN and not (moved and name != "decision")]
    details = [f"{name} {old[name] or 'none'} → {new[name] or 'none'}" for name in named]
    if not moved:
        details += [name.replace("_", " ") for name in changed if name not in _SHOWN]
    where = f"{words.service(one['service'])}: {words.listed(one['names'])}"
    return f"{status}  {where}" + (f"; {', '.join(details)}" if details else "")


def _state(state: State, zone: ZoneInfo) -> View:
    return {
        **{name: getattr(state, name) or None for name in ("decision", "hours", "note")},
        "status": str(state.status),
        "announced_until": _iso(state.announced_until, zone),
        "confidence": state.confidence or None,
        "confidence_note": state.confidence_note or None,
        "sources": list(state.sources),
    }


def _iso(instant: datetime | None, zone: ZoneInfo) -> str | None:
    return moments.iso(instant, zone) if instant else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
