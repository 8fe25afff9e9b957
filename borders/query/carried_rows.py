"""The rows of the closure table that a decision needs so that nothing it replaces comes back."""

from __future__ import annotations

from typing import NamedTuple

from borders.errors import DecisionError
from borders.language import gettext
from borders.model import Decision, Measure
from borders.query.dataset import Dataset
from borders.record.problems import did_you_mean
from borders.timeline.rules import held_until


class CarriedRows(NamedTuple):
    """Rows for an editor to go through, in the columns that the closure table has in its file."""

    header: list[str]
    rows: list[list[str]]


def carried_rows(dataset: Dataset, old: str, new: str) -> CarriedRows:
    """The rows of the decision `old` that `new`, which replaces it, does not restate.

    Each is copied as it stands, but holds from when the new decision takes effect, to the planned
    end that all of its rows share, and is inferred: nobody has read yet that the new decision says
    so. Raises `DecisionError` for an id that is not in the record, and where `new` does not replace
    `old`.
    """
    replaced, replacing = (_decision(dataset, id_) for id_ in (old, new))
    if replaced.id not in replacing.replaces or replacing.effective is None:
        raise DecisionError(
            gettext("{new} does not replace {old}; say so in decisions.csv", new=new, old=old)
        )
    table = dataset.record.measures
    restated = {(row.crossing, row.service) for row in table.of_decision(replacing)}
    own = [
        measure
        for measure in table.of_decision(replaced)
        if (measure.crossing, measure.service) not in restated
        and _lasts(dataset, measure, replacing)
    ]
    header, cells = _written(dataset, "closures")
    _, decisions = _written(dataset, "decisions")
    effective = next(cells["effective_from"] for cells in decisions if cells["id"] == new)
    ends = {row["valid_until"] for row in cells if row["decision"] == new}
    written = dict(zip((measure.row for measure in table), cells, strict=True))
    changes = {
        "valid_from": effective,
        "decision": new,
        "confidence": "inferred",
        "confidence_note": f"carried over from {old}",
        "sources": ";".join(source.id for source in replacing.sources),
        "note": "",
        **({"valid_until": ends.pop()} if len(ends) == 1 else {}),
    }
    rows = [{**written[measure.row], **changes} for measure in own]
    return CarriedRows(header, [[row[name] for name in header] for row in rows])


def _decision(dataset: Dataset, id_: str) -> Decision:
    decisions = dataset.record.decisions
    if id_ not in decisions:
        message = gettext("{id} is not in {table}", id=id_, table="decisions")
        raise DecisionError(message + did_you_mean(id_, decisions))
    return decisions[id_]


def _lasts(dataset: Dataset, measure: Measure, replacing: Decision) -> bool:
    """Whether a measure would hold at the instant at which its decision is replaced."""
    end = held_until(measure, dataset.replacements())
    return end is not None and measure.start < end == replacing.effective != measure.end


def _written(dataset: Dataset, table: str) -> tuple[list[str], list[dict[str, str]]]:
    """The columns of a table in the order of its file, and its rows as they are written."""
    header, *rows = dataset.rows(table)
    return header, [dict(zip(header, row, strict=True)) for row in rows]
