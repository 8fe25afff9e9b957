"""The rules that data must meet beyond its form, each a function that yields problems.

`BASIC` rules need only the standard library and hold for every record that is read. `FURTHER` rules
and, once the frontier's line is read, `GEOGRAPHIC` ones are applied by `borders check` and by
everything that publishes. Whether a problem is an error or a warning goes by its code: see
`borders.errors`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from borders import local_time as moments
from borders import opening_hours as hours
from borders.geo.positions import Position, position
from borders.language import gettext, number
from borders.model import Language, Source
from borders.record.problems import Problem
from borders.record.record import Record
from borders.record.translations import translatable_texts
from borders.timeline.rules import tied_measures

if TYPE_CHECKING:
    from borders.geo.frontier import Frontier

# How far a point may lie from the line, by the accuracy of both, where it does not say otherwise.
MAX_OFFSET_M = 50.0

_POLE = 90.0  # degrees
_WIDE = 15.0  # degrees around the frontier in which towns orient a reader

_DECISIONS, _CLOSURES, _ARRIVALS = "decisions.csv", "closures.csv", "arrivals.csv"
_SOURCES, _PLACES = "sources.csv", "places.csv"
_CROSSINGS, _FRONTIER = "crossings.geojson", "frontier.geojson"


def sides_are_declared(record: Record) -> Iterator[Problem]:
    """A decision speaks only for sides that the package names."""
    declared = ", ".join(record.package.sides)
    for decision in record.decisions.values():
        for side in decision.sides:
            if side not in record.package.sides:
                message = gettext(
                    "{id}: the side {side} is not one of {sides}",
                    id=decision.id,
                    side=repr(side),
                    sides=declared,
                )
                yield Problem("side", _DECISIONS, message, decision.row, "sides")


def replacing_decisions_take_effect(record: Record) -> Iterator[Problem]:
    """A decision that replaces another says from when, and was not decided before it."""
    for decision in record.decisions.values():
        if decision.replaces and decision.effective is None:
            message = gettext("{id} replaces a decision, so it must say from when", id=decision.id)
            yield Problem("no-effect", _DECISIONS, message, decision.row, "effective_from")
        for id_ in decision.replaces:
            if decision.decided.start < record.decisions[id_].decided.start:
                message = gettext(
                    "{id} replaces {other}, which was decided after it", id=decision.id, other=id_
                )
                yield Problem("replaces-backwards", _DECISIONS, message, decision.row, "replaces")


def replacing_is_no_circle(record: Record) -> Iterator[Problem]:
    """No decision replaces itself, directly or through others."""
    order = TopologicalSorter({d.id: d.replaces for d in record.decisions.values()})
    try:
        order.prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        message = gettext("decisions replace one another in a circle: {circle}", circle=circle)
        row = record.decisions[error.args[1][0]].row
        yield Problem("replaces-circle", _DECISIONS, message, row, "replaces")


def measures_end_after_they_start(record: Record) -> Iterator[Problem]:
    """No measure ends at or before its own start."""
    for measure in record.measures:
        if measure.end is not None and measure.end <= measure.start:
            message = gettext("must be after valid_from, or empty for until further notice")
            yield Problem("ends-before-start", _CLOSURES, message, measure.row, "valid_until")


def services_are_offered(record: Record) -> Iterator[Problem]:
    """A measure speaks of a service that its crossing point offers."""
    for measure in record.measures:
        offered = record.crossings[measure.crossing].services
        if measure.service not in offered:
            message = gettext(
                "{crossing} offers {services}, not {service}",
                crossing=measure.crossing,
                services=", ".join(offered),
                service=measure.service,
            )
            yield Problem("service", _CLOSURES, message, measure.row, "service")


def one_measure_governs(record: Record) -> Iterator[Problem]:
    """Of measures that hold at once, one was decided last."""
    for earlier, later in tied_measures(record.measures, record.decisions.values()):
        same = earlier.decision is later.decision
        told = {"crossing": later.crossing, "service": later.service, "line": earlier.row}
        message = (
            gettext(
                "{crossing}, {service}: holds at the same time as line {line}, of the same "
                "decision",
                **told,
            )
            if same
            else gettext(
                "{crossing}, {service}: holds at the same time as line {line}, decided at the same "
                "time; give the hour",
                **told,
            )
        )
        yield Problem("overlap" if same else "tie", _CLOSURES, message, later.row, "valid_from")


def arrivals_have_a_period(record: Record) -> Iterator[Problem]:
    """The last day of a period is not before its first, as far as both are written."""
    for arrivals in record.arrivals:
        first, last = arrivals.date, arrivals.until
        known = min(len(first), len(last))
        if last[:known] < first[:known]:
            message = gettext("must not be before date, and is empty for that one alone")
            yield Problem("ends-before-start", _ARRIVALS, message, arrivals.row, "until")


def arrivals_have_a_place(record: Record) -> Iterator[Problem]:
    """A number is that of one crossing point, or says of what else."""
    for arrivals in record.arrivals:
        if bool(arrivals.crossing) == bool(arrivals.scope):
            message = gettext("must say where, unless crossing does; one of the two")
            yield Problem("scope", _ARRIVALS, message, arrivals.row, "scope")


def hours_can_be_read(record: Record) -> Iterator[Problem]:
    """Opening hours are in OpenStreetMap's syntax."""
    for measure in record.measures:
        if measure.hours and (fault := hours.fault(measure.hours)):
            message = gettext(
                "{hours} is not in opening_hours syntax: {reason}",
                hours=repr(measure.hours),
                reason=fault,
            )
            yield Problem("hours", _CLOSURES, message, measure.row, "hours")


def licences_are_addresses(record: Record) -> Iterator[Problem]:
    """Where a licence's path has a scheme, it is that of the web."""
    for licence in record.package.licences:
        scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", licence.path)
        if scheme and scheme[1].lower() not in ("http", "https"):
            path = f"{licence.path!r:.60}"
            message = gettext("{text} is not an http or https address", text=path)
            yield Problem("url", "datapackage.json", message, None, "licenses")


def late_decisions_say_so(record: Record) -> Iterator[Problem]:
    """A decision made after it took effect, or after a measure of it began, has a note."""
    began = {d.id: d.effective for d in record.decisions.values()}
    for measure in record.measures:
        earliest = began[measure.decision.id]
        began[measure.decision.id] = min(earliest or measure.start, measure.start)
    for decision in record.decisions.values():
        start = began[decision.id]
        if start and start < decision.decided.start and not decision.note:
            message = gettext(
                "{id} was made after it took effect; if it was, say so in the note", id=decision.id
            )
            yield Problem("retroactive", _DECISIONS, message, decision.row, "decided_at")


def nothing_is_left_open(record: Record) -> Iterator[Problem]:
    """After something is known of a service, what is not known is stated by a measure."""
    zone = record.package.zone
    for crossing, service in record.measures.services():
        for before, gap in pairwise(record.measures.timeline(crossing, service).spans):
            if gap.measure or not before.measure:
                continue
            assert gap.start is not None  # a span is before it
            told = {
                "crossing": crossing,
                "service": service,
                "start": moments.iso(gap.start, zone),
                "end": moments.iso(gap.end, zone) if gap.end else "",
            }
            message = (
                gettext(
                    "{crossing}, {service}: nothing is said from {start} until {end}; add a "
                    "measure, of status unknown if nothing else is known",
                    **told,
                )
                if gap.end
                else gettext(
                    "{crossing}, {service}: nothing is said from {start}; add a measure, of status "
                    "unknown if nothing else is known",
                    **told,
                )
            )
            yield Problem("gap", _CLOSURES, message, before.measure.row, "valid_until")


def sources_can_be_found(record: Record) -> Iterator[Problem]:
    """A document without a date has an address, or a note by which it can be found."""
    for source in record.sources.values():
        if not (source.published or source.url or source.note):
            message = gettext(
                "{id} has no date; give it, or an address or a note to find it by", id=source.id
            )
            yield Problem("undated", _SOURCES, message, _line(record, "sources", source.id))


def sources_are_cited(record: Record) -> Iterator[Problem]:
    """A document stands behind something."""
    citing: tuple[Iterable[Source], ...] = (
        *(measure.sources for measure in record.measures),
        *(decision.sources for decision in record.decisions.values()),
        *(event.sources for event in record.events),
        *(arrivals.sources for arrivals in record.arrivals),
        *((*claim.sources, *claim.evidence) for claim in record.claims),
    )
    cited = {source.id for sources in citing for source in sources}
    for id_ in record.sources:
        if id_ not in cited:
            message = gettext("nothing cites {id}; cite it, or take it out", id=id_)
            yield Problem("unused", _SOURCES, message, _line(record, "sources", id_), "id")


def places_are_on_earth(record: Record) -> Iterator[Problem]:
    """A town or country name stands at a longitude and a latitude."""
    for place in record.places:
        try:
            position(place.position)
        except ValueError as error:
            yield Problem("position", _PLACES, str(error), _line(record, "places", place.id))


def points_lie_on_the_frontier(record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A crossing point lies on the line, as nearly as its place is known."""
    known = [(one, one.position) for one in record.crossings.values() if one.position]
    most_m = frontier.at_most_from([place for _, place in known])
    for (crossing, (lon, lat)), most in zip(known, most_m, strict=True):
        within_m = crossing.within_m or MAX_OFFSET_M
        if most <= within_m:
            continue
        offset_m = frontier.locate((lon, lat)).offset_m
        if offset_m <= within_m:
            continue
        if abs(lon) <= _POLE and frontier.locate((lat, lon)).offset_m <= within_m:
            message = gettext(
                "{id}: lon and lat are swapped; write {position}",
                id=crossing.id,
                position=f"[{lat}, {lon}]",
            )
            yield Problem("swapped", _CROSSINGS, message)
        else:
            message = gettext(
                "{id} lies {offset} m from the frontier, more than {most} m; write [lon, lat] of "
                "where its way meets the line, or state in within_m how far from the line it may "
                "lie",
                id=crossing.id,
                offset=number(offset_m),
                most=number(within_m),
            )
            yield Problem("off-the-frontier", _CROSSINGS, message)


def places_are_not_swapped(record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A town far from the frontier does not lie beside it with lon and lat exchanged."""
    for place in record.places:
        lon, lat = place.position
        if not _beside(frontier, (lon, lat)) and _beside(frontier, (lat, lon)):
            message = gettext(
                "{id}: lon and lat are swapped; write {lon} as lon and {lat} as lat",
                id=place.id,
                lon=lat,
                lat=lon,
            )
            yield Problem("swapped", _PLACES, message, _line(record, "places", place.id), "lon")


def translations_are_of_texts(
    record: Record, translations: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """A translation of what the record no longer says is of no use."""
    texts = {str(code): set(translatable_texts(record, code)) for code in Language}
    for text, code in translations:
        if text not in texts[code]:
            message = gettext(
                "the record does not say {text}; take out its translation into {language}",
                text=f"{text!r:.80}",
                language=code,
            )
            yield Problem("unused-translation", "translations.csv", message, column="text")


def the_line_meets_itself_nowhere(_record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A line has one chainage at every position."""
    if found := frontier.crosses_itself_at():
        place = f"[{found[0]:.6f}, {found[1]:.6f}]"
        message = gettext("the line crosses itself or turns back at {position}", position=place)
        yield Problem("self-crossing", _FRONTIER, message)


def _line(record: Record, table: str, id_: str) -> int:
    return record.lines[table][id_]


def _beside(frontier: Frontier, place: Position) -> bool:
    (west, south), (east, north) = frontier.bounds
    lon, lat = place
    return west - _WIDE <= lon <= east + _WIDE and south - _WIDE <= lat <= north + _WIDE


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
FURTHER: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    hours_can_be_read,
    licences_are_addresses,
    late_decisions_say_so,
    nothing_is_left_open,
    sources_can_be_found,
    sources_are_cited,
    places_are_on_earth,
)
GEOGRAPHIC: tuple[Callable[[Record, Frontier], Iterator[Problem]], ...] = (
    points_lie_on_the_frontier,
    places_are_not_swapped,
    the_line_meets_itself_nowhere,
)
