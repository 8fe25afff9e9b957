"""The explanation of a status as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from borders.cli import text_layout
from borders.cli.status_text import confidence_with_note
from borders.cli.text_layout import line, status_change
from borders.language import gettext, ngettext, pgettext, pmessage
from borders.query.dataset import Dataset
from borders.timeline.standing import Standing
from borders.views import wording
from borders.views.backing import decision_line
from borders.views.explanation import ExplainedMeasure, ExplainedSide, Explanation

_STANDINGS = {
    # Translators: what became of a measure, seen from a moment
    Standing.GOVERNS: pmessage("standing", "governs"),
    Standing.OVERRIDDEN: pmessage("standing", "overridden"),
    Standing.REPLACED: pmessage("standing", "replaced"),
    Standing.ENDED: pmessage("standing", "ended"),
    Standing.NOT_YET_VALID: pmessage("standing", "not yet valid"),
    Standing.NOT_YET_DECIDED: pmessage("standing", "not yet decided"),
}


def explanation(dataset: Dataset, answer: Explanation) -> str:
    """Why a status is what it is: reasons, changes of the day, sides and contested claims."""
    return "\n".join(_lines(dataset, answer))


def _lines(dataset: Dataset, explanation: Explanation) -> Iterator[str]:
    for number, reason in enumerate(explanation.reasons):
        yield line("" if number else "why", reason)
    for change in explanation.changes:
        decided = f", {decision_line(dataset, change.decision)}" if change.decision else ""
        turn = status_change(change.before, change.after)
        clock = wording.clock(change.at, dataset.package.zone)
        yield line("changed", f"{clock} {turn}{decided}")
    for side in explanation.sides:
        decisive = side.standing.side == explanation.decisive_side
        yield from _side(dataset, side, decisive=decisive)
    if explanation.claims:
        yield ""
    for claim in explanation.claims:
        yield line("contested", f"{claim.id}: {dataset.translated(claim.claim)}")
        verdict, record = wording.verdict(claim.verdict), dataset.translated(claim.record)
        yield line("", f"{verdict}: {record}")


def _side(dataset: Dataset, side: ExplainedSide, *, decisive: bool) -> Iterator[str]:
    """The measures of a side that were meant to hold then, and how many others it has.

    The documents of the measure that governs were named above if its side is the `decisive` one.
    """
    if side.measures:
        yield ""
        meant = gettext("what was meant to hold then, the decided last first")
        yield line(side.name, meant)
    for entry in side.measures:
        if entry.planned:
            yield from _explained_measure(dataset, entry, decisive=decisive)
    if others := sum(not entry.planned for entry in side.measures):
        more = ngettext(
            "{count} more measure is of other times",
            "{count} more measures are of other times",
            others,
        )
        yield line("", more)


def _explained_measure(
    dataset: Dataset, entry: ExplainedMeasure, *, decisive: bool
) -> Iterator[str]:
    """How a measure stands, when it was to hold, and why it does or does not govern."""
    zone, standing, measure = dataset.package.zone, entry.weighed.standing, entry.weighed.measure
    governs = standing is Standing.GOVERNS
    status, stands = text_layout.status(measure.status), pgettext(*_STANDINGS[standing])
    yield line("", f"{status}, {stands}: {decision_line(dataset, measure.decision)}")
    # Translators: such as: since 18 November 2023, planned until 23 December 2023, 20:00
    held = gettext(
        "{since}, planned {until}",
        since=wording.since(measure.start, zone),
        until=wording.planned_until(measure, zone),
    )
    yield line("", f"  {held}")
    if not governs:
        yield line("", f"  {entry.reason}")
    if standing.holds and not (governs and decisive):
        yield line("", f"  {confidence_with_note(dataset, measure)}")
        for source in measure.documents:
            yield line("", f"  {wording.source(source)}")
