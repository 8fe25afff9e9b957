"""Which texts of a record can be translated."""

from __future__ import annotations

from collections.abc import Iterator

from borders.record.record import Record


def translatable_texts(record: Record, code: str) -> list[str]:
    """The texts that can be translated into the language `code`, each once.

    Titles of documents are not among them, and names of places only where the table of places has
    none in that language.
    """
    return list(dict.fromkeys(text for text in _texts(record, code) if text))


def _texts(record: Record, code: str) -> Iterator[str]:
    package = record.package
    yield from (package.title, package.description, package.frontier_title, package.attribution)
    yield package.standing_reason
    yield from package.sides.values()
    yield from (licence.title for licence in package.licences)
    yield from (contributor.title for contributor in package.contributors)
    for decision in record.decisions.values():
        yield from (decision.title, decision.authority, decision.legal_basis, decision.note)
    for measure in record.measures:
        yield from (measure.confidence_note, measure.note)
    for claim in record.claims:
        yield from (claim.claim, claim.record, claim.reason)
    for event in record.events:
        yield event.title
    for arrivals in record.arrivals:
        yield from (arrivals.scope, arrivals.counted, arrivals.cutoff, arrivals.note)
    for crossing in record.crossings.values():
        yield from (crossing.category, crossing.position_confidence, crossing.position_note)
        yield from (crossing.municipality, crossing.region, crossing.opposite_region)
        yield from (crossing.road, crossing.note)
    for place in record.places:
        if code not in place.names:
            yield place.names["en"]
