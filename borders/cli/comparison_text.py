"""A comparison of two data folders as plain values, and as text for a terminal."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from borders import local_time as moments
from borders.language import gettext, pgettext, pmessage
from borders.query.comparison import Comparison, Fate, Restated, State
from borders.query.dataset import Dataset
from borders.views import wording as words
from borders.views.answers import View

_SHOWN = {"decision", "confidence"}  # both values are short
_CELLS = {
    # Translators: what of a measure is not the same in two records
    "decision": pmessage("measure", "decision"),
    "announced_until": pmessage("measure", "announced until"),
    "hours": pmessage("measure", "hours"),
    "confidence": pmessage("measure", "confidence"),
    "confidence_note": pmessage("measure", "confidence note"),
    "sources": pmessage("measure", "sources"),
    "note": pmessage("measure", "note"),
}
_FATES = {
    # Translators: {entry} is such as: decisions rail-2021; its words are names of files and ids
    Fate.ADDED: pmessage("entry", "added {entry}: {title}"),
    Fate.REMOVED: pmessage("entry", "removed {entry}: {title}"),
    Fate.ALTERED: pmessage("entry", "altered {entry}: {title}"),
}


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


def text(view: View, newer: Dataset) -> str:
    """What is not the same, by stretch of time; then what was added, removed and altered.

    Tables, columns and ids are called as the files have them.
    """
    lines, zone = [], newer.package.zone
    for (start, end), group in groupby(
        view["restated"], key=lambda one: (one["from"], one["until"])
    ):
        # Translators: such as: since 18 October 2021 until the end of 27 March 2022
        stretch = gettext(
            "{since} {until}",
            since=words.since(_moment(start), zone),
            until=words.until(_moment(end), zone),
        )
        lines.append(stretch)
        lines += [f"  {_line(one)}" for one in group]
    for entry in view["entries"]:
        what = " ".join(filter(None, (entry["table"], entry["id"])))
        columns = f" ({', '.join(entry['columns'])})" if entry["columns"] else ""
        fate, title = _FATES[Fate(entry["change"])], newer.translated(entry["title"])
        lines.append(pgettext(*fate, entry=what + columns, title=title))
    closures = view["closures"]
    if any(closures.values()):
        lines.append(gettext("closures: rows added {added}, removed {removed}", **closures))
    return "\n".join(lines) or gettext("Nothing differs.")


def _line(one: View) -> str:
    """Status, service and crossings; of a status that stays, everything else that does not."""
    old, new, changed = one["old"], one["new"], one["changed"]
    moved = "status" in changed
    before, after = words.status(old["status"]), words.status(new["status"])
    status = f"{before} → {after}" if moved else gettext("still {status}", status=after)
    named = [name for name in changed if name in _SHOWN and not (moved and name != "decision")]
    details = [
        f"{pgettext(*_CELLS[name])} {_value(name, old)} → {_value(name, new)}" for name in named
    ]
    if not moved:
        details += [pgettext(*_CELLS[name]) for name in changed if name not in _SHOWN]
    where = f"{words.service(one['service'])}: {words.listed(one['names'])}"
    return f"{status}  {where}" + (f"; {', '.join(details)}" if details else "")


def _value(name: str, state: View) -> str:
    """A cell that is shown, or that there is none."""
    if not state[name]:
        # Translators: no decision, or no confidence
        return pgettext("measure", "none")
    return words.confidence(state[name]) if name == "confidence" else str(state[name])


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
