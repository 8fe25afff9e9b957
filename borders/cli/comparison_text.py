"""A comparison of two data folders as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from borders.cli import text_layout
from borders.cli.text_layout import status_change
from borders.language import gettext, pgettext, pmessage
from borders.model import Confidence
from borders.query.comparison import (
    ChangedEntry,
    Comparison,
    EntryChange,
    RecordedStatus,
    RestatedStatus,
)
from borders.query.dataset import Dataset
from borders.views import wording

_WITH_VALUES = {"decision", "confidence"}  # of which both values are shown: they are short
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
_ENTRY_CHANGES = {
    # Translators: {entry} is such as: decisions rail-2021; its words are names of files and ids
    EntryChange.ADDED: pmessage("entry", "added {entry}: {title}"),
    EntryChange.REMOVED: pmessage("entry", "removed {entry}: {title}"),
    EntryChange.ALTERED: pmessage("entry", "altered {entry}: {title}"),
}


def comparison(answer: Comparison, newer: Dataset) -> str:
    """The differences by stretch of time, then the entries added, removed and altered.

    Tables, columns and ids are written as the files have them.
    """
    lines = [*_stretches(answer, newer)]
    lines += [_entry(entry, newer) for entry in answer.entries]
    if answer.added or answer.removed:
        rows = {"added": answer.added, "removed": answer.removed}
        lines.append(gettext("closures: rows added {added}, removed {removed}", **rows))
    return "\n".join(lines) or gettext("Nothing differs.")


def _stretches(answer: Comparison, newer: Dataset) -> Iterator[str]:
    zone = newer.package.zone
    for (start, end), entries in groupby(answer.restated, key=lambda entry: entry[:2]):
        # Translators: such as: since 18 October 2021 until the end of 27 March 2022
        yield gettext(
            "{since} {until}", since=wording.since(start, zone), until=wording.until(end, zone)
        )
        yield from (f"  {_restated(entry)}" for entry in entries)


def _restated(entry: RestatedStatus) -> str:
    """Status, service and crossings; and where the status stays, everything else that differs."""
    old, new, changed = entry.before, entry.after, entry.changed
    moved = "status" in changed
    status = (
        status_change(old.status, new.status)
        if moved
        else gettext("still {status}", status=text_layout.status(new.status))
    )
    details = [
        f"{pgettext(*_CELLS[name])} {_value(name, old)} → {_value(name, new)}"
        for name in changed
        if name in _WITH_VALUES and not (moved and name != "decision")
    ]
    if not moved:
        details += [pgettext(*_CELLS[name]) for name in changed if name not in _WITH_VALUES]
    names = wording.listed([wording.name(crossing) for crossing in entry.crossings])
    where = f"{wording.service(entry.service)}: {names}"
    return f"{status}  {where}" + (f"; {', '.join(details)}" if details else "")


def _value(name: str, recorded: RecordedStatus) -> str:
    """The decision or the confidence, or that there is none."""
    value = recorded.confidence if name == "confidence" else recorded.decision
    if not value:
        # Translators: no decision, or no confidence
        return pgettext("measure", "none")
    return wording.confidence(Confidence(value)) if name == "confidence" else value


def _entry(entry: ChangedEntry, newer: Dataset) -> str:
    name = " ".join(filter(None, (entry.table, entry.id)))
    columns = f" ({', '.join(entry.columns)})" if entry.columns else ""
    title = newer.translated(entry.title)
    return pgettext(*_ENTRY_CHANGES[entry.change], entry=name + columns, title=title)
