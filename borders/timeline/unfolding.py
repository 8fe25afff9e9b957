"""How timelines unfold: what was known of them at one time after another, each made of the last.

To make each anew would take a time that grows with the square of the number of decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from borders.local_time import When
from borders.model import Measure, Service, Status
from borders.timeline.closure_table import ClosureTable
from borders.timeline.rules import (
    Replacement,
    Replacements,
    build_timeline,
    find_replacements,
    held_until,
    is_known,
)
from borders.timeline.spans import Timeline

Key = tuple[str, Service]
"""A service of a crossing, which is named by its id."""


def unfolding(table: ClosureTable, times: Iterable[When]) -> Iterator[Mapping[Key, Timeline]]:
    """The timelines of services as known at each of `times`, which are in order of time.

    A timeline is right from the start of the span that holds at that time on; where the status is
    unknown then, from when it became so. A service of which nothing was known yet has none.
    """
    to_come = sorted(table.decisions, key=lambda decision: decision.decided.start, reverse=True)
    decisions = {decision.id: decision for decision in table.decisions}
    replacements: dict[str, Replacement] = {}
    kept: dict[Key, list[Measure]] = {}
    right_from: dict[Key, datetime | None] = {}
    timelines: dict[Key, Timeline] = {}
    for time in times:
        made = []
        while to_come and is_known(to_come[-1], time):
            made.append(to_come.pop())
        added: dict[Key, list[Measure]] = {}
        changed: dict[Key, datetime] = {}  # from when on something else is known
        for decision in made:
            for measure in table.of_decision(decision):
                key = measure.crossing, measure.service
                added.setdefault(key, []).append(measure)
                changed[key] = min(measure.start, changed.get(key, measure.start))
        for id_, replacement in find_replacements(made).items():
            if id_ not in replacements or replacement.effective < replacements[id_].effective:
                replacements[id_] = replacement
                for measure in table.of_decision(decisions[id_]):
                    key = measure.crossing, measure.service
                    start = replacement.effective
                    changed[key] = min(start, changed.get(key, start))
        for key, start in changed.items():
            since = right_from.get(key)
            if since is None or start <= since:  # what had passed is told anew
                measures = [m for m in table.of_service(*key) if is_known(m.decision, time)]
            else:
                measures = sorted([*kept[key], *added.get(key, ())], key=lambda m: m.row)
            timeline = build_timeline(measures, replacements, table.sides)
            span, run = timeline.at(time.start), timeline.run(time.start)
            right_from[key] = (run if span.status is Status.UNKNOWN else span).start
            kept[key] = _still_of_effect(measures, replacements, right_from[key])
            timelines[key] = build_timeline(kept[key], replacements, table.sides)
        yield timelines


def _still_of_effect(
    measures: Iterable[Measure], replacements: Replacements, since: datetime | None
) -> list[Measure]:
    """The measures that do not end before `since`, and the last of each side that does.

    That one says that the side counts (rule 4).
    """
    kept: dict[int, Measure] = {}
    last: dict[str, tuple[datetime, Measure]] = {}
    for measure in measures:
        end = held_until(measure, replacements)
        if since is None or end is None or end >= since:
            kept[measure.row] = measure
        elif measure.start < end:
            for side in measure.decision.sides:
                if side not in last or last[side][0] < end:
                    last[side] = end, measure
    kept.update((measure.row, measure) for _, measure in last.values())
    return [kept[row] for row in sorted(kept)]
