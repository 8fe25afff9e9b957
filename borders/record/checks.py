"""The rules for a record's tables, beyond the form of each cell; functions that yield problems.

`BASIC_RULES` hold for every record that is loaded. `FURTHER_RULES` are applied by `borders check`
and before anything is published, as are those of `geographic_checks`. Whether a problem is an error
or a warning follows from its code: see `borders.record.problems`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from borders import local_time, opening_hours
from borders.geo.positions import position
from borders.language import gettext
from borders.model import Language, Source
from borders.record.problems import Problem
from borders.record.record import Record
from borders.record.replacement_checks import replacements_restate_all
from borders.record.translations import translatable_texts
from borders.timeline.rules import tied_measures

_DECISIONS, _CLOSURES, _ARRIVALS = "decisions.csv", "closures.csv", "arrivals.csv"
_SOURCES, _PLACES = "sources.csv", "places.csv"


def sides_are_declared(record: Record) -> Iterator[Problem]:
    """A decision speaks only for sides that the package declares."""
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


def replacing_decisions_have_an_effective_date(record: Record) -> Iterator[Problem]:
    """A decision that replaces another states from when, and is not the earlier of the two."""
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


def replacements_are_acyclic(record: Record) -> Iterator[Problem]:
    """No decision replaces itself, directly or through a chain of replacements."""
    graph = {decision.id: decision.replaces for decision in record.decisions.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        _, cycle = error.args
        message = gettext(
            "decisions replace one another in a circle: {circle}", circle=" → ".join(cycle)
        )
        row = record.decisions[cycle[0]].row
        yield Problem("replaces-circle", _DECISIONS, message, row, "replaces")


def measures_end_after_they_start(record: Record) -> Iterator[Problem]:
    """No measure ends at or before its own start."""
    for measure in record.measures:
        if measure.end is not None and measure.end <= measure.start:
            message = gettext("must be after valid_from, or empty for until further notice")
            yield Problem("ends-before-start", _CLOSURES, message, measure.row, "valid_until")


def services_are_offered(record: Record) -> Iterator[Problem]:
    """A measure is about a service that its crossing point offers."""
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


def no_two_measures_tie(record: Record) -> Iterator[Problem]:
    """Of the measures that hold at once on one side, a single one was decided last."""
    for earlier, later in tied_measures(record.measures, record.decisions.values()):
        same_decision = earlier.decision is later.decision
        values = {"crossing": later.crossing, "service": later.service, "line": earlier.row}
        message = (
            gettext(
                "{crossing}, {service}: holds at the same time as line {line}, of the same "
                "decision",
                **values,
            )
            if same_decision
            else gettext(
                "{crossing}, {service}: holds at the same time as line {line}, decided at the same "
                "time; give the hour",
                **values,
            )
        )
        yield Problem(
            "overlap" if same_decision else "tie", _CLOSURES, message, later.row, "valid_from"
        )


def arrivals_have_a_period(record: Record) -> Iterator[Problem]:
    """The last day of a period is not before its first, to the precision that both have."""
    for arrivals in record.arrivals:
        first, last = arrivals.date, arrivals.until
        precision = min(len(first), len(last))
        if last[:precision] < first[:precision]:
            message = gettext("must not be before date, and is empty for that one alone")
            yield Problem("ends-before-start", _ARRIVALS, message, arrivals.row, "until")


def arrivals_have_a_place(record: Record) -> Iterator[Problem]:
    """A number belongs to one crossing point, or states its scope, and not both."""
    for arrivals in record.arrivals:
        if bool(arrivals.crossing) == bool(arrivals.scope):
            message = gettext("must say where, unless crossing does; one of the two")
            yield Problem("scope", _ARRIVALS, message, arrivals.row, "scope")


def hours_can_be_evaluated(record: Record) -> Iterator[Problem]:
    """Opening hours are in OpenStreetMap's syntax and name no holiday or sun that is not known."""
    for measure in record.measures:
        if measure.hours:
            crossing = record.crossings[measure.crossing]
            place = opening_hours.place_of(measure, crossing, record.package)
            if message := opening_hours.problem(measure.hours, place):
                yield Problem("hours", _CLOSURES, message, measure.row, "hours")


def package_paths_are_web_addresses(record: Record) -> Iterator[Problem]:
    """The path of a licence or a contributor is a relative one, or an http or https address."""
    package = record.package
    for column, entries in (("licenses", package.licences), ("contributors", package.contributors)):
        for path in (entry.path for entry in entries):
            scheme = re.match(r"[^/?#]*:", path)
            if re.search(r"[\s\x00-\x1f]", path) or (
                scheme and scheme[0].lower() not in ("http:", "https:")
            ):
                message = gettext("{text} is not an http or https address", text=f"{path!r:.60}")
                yield Problem("url", "datapackage.json", message, None, column)


def the_site_begins_with_what_was_verified(record: Record) -> Iterator[Problem]:
    """The site's first day is not after the last one verified, so that there is a site."""
    if record.package.site_from > record.package.verified_through:
        message = gettext("must not be after verified_through")
        yield Problem("package", "datapackage.json", message, column="site_from")


def retroactive_decisions_have_a_note(record: Record) -> Iterator[Problem]:
    """A decision made after it took effect, or after a measure of it began, has a note."""
    earliest = {decision.id: decision.effective for decision in record.decisions.values()}
    for measure in record.measures:
        start = earliest[measure.decision.id]
        earliest[measure.decision.id] = min(start or measure.start, measure.start)
    for decision in record.decisions.values():
        start = earliest[decision.id]
        if start and start < decision.decided.start and not decision.note:
            message = gettext(
                "{id} was made after it took effect; if it was, say so in the note", id=decision.id
            )
            yield Problem("retroactive", _DECISIONS, message, decision.row, "decided_at")


def no_gaps_between_measures(record: Record) -> Iterator[Problem]:
    """From a service's first measure on, some measure holds at every instant."""
    zone = record.package.zone
    for crossing, service in record.measures.services():
        for before, gap in pairwise(record.measures.timeline(crossing, service).spans):
            if gap.measure or not before.measure:
                continue
            assert gap.start is not None  # a span is before it
            values = {
                "crossing": crossing,
                "service": service,
                "start": local_time.iso(gap.start, zone),
                "end": local_time.iso(gap.end, zone) if gap.end else "",
            }
            message = (
                gettext(
                    "{crossing}, {service}: nothing is said from {start} until {end}; add a "
                    "measure, of status unknown if nothing else is known",
                    **values,
                )
                if gap.end
                else gettext(
                    "{crossing}, {service}: nothing is said from {start}; add a measure, of status "
                    "unknown if nothing else is known",
                    **values,
                )
            )
            yield Problem("gap", _CLOSURES, message, before.measure.row, "valid_until")


def undated_sources_can_be_identified(record: Record) -> Iterator[Problem]:
    """A document without a date has an address or a note to identify it by."""
    for source in record.sources.values():
        if not (source.published or source.url or source.note):
            message = gettext(
                "{id} has no date; give it, or an address or a note to find it by", id=source.id
            )
            yield Problem("undated", _SOURCES, message, _line(record, "sources", source.id))


def sources_are_cited(record: Record) -> Iterator[Problem]:
    """Every document is cited by something in the record."""
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
    """The position of a town's or country's name is a longitude and a latitude."""
    for place in record.places:
        try:
            position(place.position)
        except ValueError as error:
            yield Problem("position", _PLACES, str(error), _line(record, "places", place.id))


def translations_are_of_texts(
    record: Record, translations: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """Every translation is of a text that the record still has.

    `translations` are (text, language code).
    """
    texts = {str(code): set(translatable_texts(record, code)) for code in Language}
    for text, code in translations:
        if text not in texts[code]:
            message = gettext(
                "the record does not say {text}; take out its translation into {language}",
                text=f"{text!r:.80}",
                language=code,
            )
            yield Problem("unused-translation", "translations.csv", message, column="text")


def _line(record: Record, table: str, id_: str) -> int:
    return record.lines[table][id_]


BASIC_RULES: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    sides_are_declared,
    replacing_decisions_have_an_effective_date,
    replacements_are_acyclic,
    measures_end_after_they_start,
    services_are_offered,
    no_two_measures_tie,
    arrivals_have_a_period,
    arrivals_have_a_place,
)
FURTHER_RULES: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    hours_can_be_evaluated,
    package_paths_are_web_addresses,
    the_site_begins_with_what_was_verified,
    retroactive_decisions_have_a_note,
    no_gaps_between_measures,
    replacements_restate_all,
    undated_sources_can_be_identified,
    sources_are_cited,
    places_are_on_earth,
)
