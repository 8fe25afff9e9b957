"""The rules that data must meet beyond its form, each a function that yields problems.

`BASIC` rules need only the standard library and hold for every record that is read. `DEEP` rules
also look at geography and opening hours; `borders check` and everything that publishes apply them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter

from borders import hours
from borders.errors import Problem
from borders.frontier import Frontier
from borders.model import Record, Service
from borders.timeline import ties

# How far a road or rail point may lie from the line, by the accuracy of both.
MAX_OFFSET_M = 50.0

_DECISIONS, _CLOSURES, _ARRIVALS = "decisions.csv", "closures.csv", "arrivals.csv"
_CROSSINGS = "crossings.geojson"


def sides_are_declared(record: Record) -> Iterator[Problem]:
    """A decision speaks only for sides that the package names."""
    declared = ", ".join(record.package.sides)
    for decision in record.decisions.values():
        for side in decision.sides:
            if side not in record.package.sides:
                message = f"{decision.id}: the side {side!r} is not one of {declared}"
                yield Problem("side", _DECISIONS, message, decision.row, "sides")


def replacing_decisions_take_effect(record: Record) -> Iterator[Problem]:
    """A decision that replaces another says from when, and was not decided before it."""
    for decision in record.decisions.values():
        if decision.replaces and decision.effective is None:
            message = f"{decision.id} replaces a decision, so it must say from when"
            yield Problem("no-effect", _DECISIONS, message, decision.row, "effective_from")
        for id_ in decision.replaces:
            if decision.decided.start < record.decisions[id_].decided.start:
                message = f"{decision.id} replaces {id_}, which was decided after it"
                yield Problem("replaces-backwards", _DECISIONS, message, decision.row, "replaces")


def replacing_is_no_circle(record: Record) -> Iterator[Problem]:
    """No decision replaces itself, directly or through others."""
    order = TopologicalSorter({d.id: d.replaces for d in record.decisions.values()})
    try:
        order.prepare()
    except CycleError as error:
        message = f"decisions replace one another in a circle: {' → '.join(error.args[1])}"
        row = record.decisions[error.args[1][0]].row
        yield Problem("replaces-circle", _DECISIONS, message, row, "replaces")


def measures_end_after_they_start(record: Record) -> Iterator[Problem]:
    """No measure ends at or before its own start."""
    for measure in record.measures:
        if measure.end is not None and measure.end <= measure.start:
            message = "must be after valid_from, or empty for until further notice"
            yield Problem("ends-before-start", _CLOSURES, message, measure.row, "valid_until")


def services_are_offered(record: Record) -> Iterator[Problem]:
    """A measure speaks of a service that its crossing point offers."""
    for measure in record.measures:
        offered = record.crossings[measure.crossing].services
        if measure.service not in offered:
            message = f"{measure.crossing} offers {', '.join(offered)}, not {measure.service}"
            yield Problem("service", _CLOSURES, message, measure.row, "service")


def one_measure_governs(record: Record) -> Iterator[Problem]:
    """Of measures that hold at once, one was decided last."""
    for earlier, later in ties(record.measures, record.decisions.values()):
        same = earlier.decision is later.decision
        message = (
            f"{later.crossing}, {later.service}: holds at the same time as line {earlier.row}, "
            + ("of the same decision" if same else "decided at the same time; give the hour")
        )
        yield Problem("overlap" if same else "tie", _CLOSURES, message, later.row, "valid_from")


def arrivals_have_a_period(record: Record) -> Iterator[Problem]:
    """The last day of a period is not before its first, as far as both are written."""
    for arrivals in record.arrivals:
        first, last = arrivals.date, arrivals.until
        known = min(len(first), len(last))
        if last[:known] < first[:known]:
            message = "must not be before date, and is empty for that one alone"
            yield Problem("ends-before-start", _ARRIVALS, message, arrivals.row, "until")


def arrivals_have_a_place(record: Record) -> Iterator[Problem]:
    """A number is that of one crossing point, or says of what else."""
    for arrivals in record.arrivals:
        if bool(arrivals.crossing) == bool(arrivals.scope):
            message = "must say where, unless crossing does; one of the two"
            yield Problem("scope", _ARRIVALS, message, arrivals.row, "scope")


def hours_can_be_read(record: Record, _frontier: Frontier) -> Iterator[Problem]:
    """Opening hours are in OpenStreetMap's syntax."""
    for measure in record.measures:
        if measure.hours and (fault := hours.fault(measure.hours)):
            message = f"{measure.hours!r} is not in opening_hours syntax: {fault}"
            yield Problem("hours", _CLOSURES, message, measure.row, "hours")


def points_lie_on_the_frontier(record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A road or rail point lies within `MAX_OFFSET_M` of the line."""
    for crossing in record.crossings.values():
        if crossing.position and Service.BOAT not in crossing.services:
            offset_m = frontier.locate(crossing.position).offset_m
            if offset_m > MAX_OFFSET_M:
                message = (
                    f"{crossing.id} lies {offset_m:,.0f} m from the frontier, "
                    f"more than {MAX_OFFSET_M:.0f} m; write [lon, lat] of where its way meets it"
                )
                yield Problem("off-the-frontier", _CROSSINGS, message)


BASIC: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    sides_are_declared,
    replacing_decisions_take_effect,
    replacing_is_no_circle,
    measures_end_after_they_start,
    services_are_offered,
    one_measure_governs,
    arrivals_have_a_period,
    arrivals_have_a_place,
)
DEEP: tuple[Callable[[Record, Frontier], Iterator[Problem]], ...] = (
    hours_can_be_read,
    points_lie_on_the_frontier,
)
