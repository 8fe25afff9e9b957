"""The guard against decisions that replace others and are silent about what these governed.

Such a decision uncovers whatever lay beneath, often "open": the worst error a record can make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from borders.language import gettext
from borders.model import Decision, Measure, Service
from borders.record.problems import Problem
from borders.record.record import Record
from borders.timeline.rules import Replacements, side_steps


class Uncovered(NamedTuple):
    """A service that a replaced decision governed and its `replacement` does not restate.

    `ended` is the measure that governed until the replacement took effect; `returning` is the
    older measure that would govern from then on, `None` where nothing would hold.
    """

    crossing: str
    service: Service
    replacement: Decision
    ended: Measure
    returning: Measure | None


def find_uncovered(record: Record) -> Iterator[Uncovered]:
    """Every service that a replacing decision uncovers, in the order of the closure table.

    A measure that was to end just then anyway is not uncovered: its own end was planned.
    """
    table = record.measures
    replacements = table.replacements()
    for crossing, service in table.services():
        measures = table.of_service(crossing, service)
        reported = set()
        for side in record.package.sides:
            for uncovered in _uncovered_on_side(side, measures, replacements):
                key = uncovered.replacement.id, uncovered.ended.row
                if key not in reported:
                    reported.add(key)
                    yield uncovered


def replacements_restate_all(record: Record) -> Iterator[Problem]:
    """A decision that replaces another says what becomes of every service that it governed."""
    for uncovered in find_uncovered(record):
        decision, returning = uncovered.replacement, uncovered.returning
        place = {
            "decision": decision.id,
            "replaced": uncovered.ended.decision.id,
            "crossing": uncovered.crossing,
            "service": uncovered.service,
        }
        if returning is None:
            message = gettext(
                "{decision} replaces {replaced} but says nothing of {crossing}, {service}: nothing "
                "would hold there; add a row, of status unknown if nobody knows",
                **place,
            )
        else:
            message = gettext(
                "{decision} replaces {replaced} but says nothing of {crossing}, {service}: the "
                "measure of {older} in line {line} would govern again: {status}; add a row, of "
                "status unknown if nobody knows",
                **place,
                older=returning.decision.id,
                line=returning.row,
                status=returning.status,
            )
        yield Problem("silent-replacement", "decisions.csv", message, decision.row, "replaces")


def _uncovered_on_side(
    side: str, measures: Iterable[Measure], replacements: Replacements
) -> Iterator[Uncovered]:
    for before, after in pairwise(side_steps(side, measures, replacements, None)):
        ended, returning = before.measure, after.measure
        replacement = ended and replacements.get(ended.decision.id)
        if ended is None or not replacement or replacement.effective != after.start:
            continue
        decision = replacement.decision
        if ended.end == after.start or side not in decision.sides:
            continue
        if returning is None or returning.decision.decided.start < decision.decided.start:
            yield Uncovered(ended.crossing, ended.service, decision, ended, returning)
