"""The answers of the look-ups other than a status, as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from borders.cli import streams, text_layout
from borders.cli.status_text import hours_words
from borders.cli.text_layout import line, paragraphs, source_lines, status_change, table
from borders.language import gettext, message
from borders.model import Claim, Service
from borders.query.atlas import Atlas
from borders.query.dataset import Dataset, Moment
from borders.query.slices import CrossingSlice, Difference, Nearby, Slice
from borders.views import wording
from borders.views.about import begins_words, verified_words
from borders.views.backing import decided_words, decision_line, documents
from borders.views.changes import JointChange
from borders.views.duration import planned_words, status_sentence
from borders.views.history import History, HistorySpan

_STRAIGHT = message("Distances are straight lines on the ellipsoid, not roads.")


def crossings(dataset: Dataset, at: Slice) -> str:
    """A table of the crossing points, those without an established place, and the line's length."""
    head = (
        # Translators: the heads of tables on the command line, from here on
        *(gettext("km"), gettext("crossing"), gettext("opposite"), gettext("way")),
        *(gettext("status"), gettext("municipality"), gettext("position")),
    )
    placed = [
        (wording.km(place.chainage_m, grouped=False), *_crossing_cells(dataset, entry))
        for entry in at.crossings
        if (place := dataset.linear_positions.get(entry.crossing.id))
    ]
    lines = table(placed, head, right=(0,))
    unplaced = [entry for entry in at.crossings if entry.crossing.position is None]
    if unplaced:
        lines += ["", gettext("Not on the map, because no place is established:")]
        lines += table([_crossing_cells(dataset, entry) for entry in unplaced])
    return "\n".join([*lines, "", _frontier_length(dataset)])


def _crossing_cells(dataset: Dataset, entry: CrossingSlice) -> tuple[str, ...]:
    crossing = entry.crossing
    return (
        wording.name(crossing),
        wording.opposite(crossing) or "",
        wording.way(crossing.way),
        text_layout.status(entry.main.status),
        dataset.translated_name(crossing.municipality),
        dataset.translated(crossing.position_confidence),
    )


def _frontier_length(dataset: Dataset) -> str:
    frontier = dataset.frontier
    part_names = {
        "land": gettext("land"),
        "river": gettext("river"),
        "lakes": gettext("lakes"),
        "lagoon": gettext("lagoon"),
        "spit": gettext("spit"),
        "sea": gettext("sea"),
    }
    parts = ", ".join(
        # Translators: a part of the frontier and its length, such as: sea 53.9 km
        gettext("{part} {km} km", part=part_names.get(name, name), km=wording.km(m))
        for name, m in frontier.part_lengths_m.items()
    )
    return gettext(
        "{frontier}: geodesic length {km} km ({parts})",
        frontier=dataset.translated(dataset.package.frontier_title),
        km=wording.km(frontier.length_m),
        parts=parts,
    )


def history(dataset: Dataset, answer: History) -> str:
    """Every span of a service with the decision behind it, and planned ends that never came."""
    lines = [f"{wording.name(answer.crossing)}, {wording.service(answer.service)}"]
    for entry in answer.spans:
        lines += ["", *_history_span(dataset, entry)]
    return "\n".join([*lines, "", verified_words(dataset, verified=True)])


def _history_span(dataset: Dataset, entry: HistorySpan) -> Iterator[str]:
    zone, span, measure = dataset.package.zone, entry.span, entry.span.measure
    until = wording.until(span.end, zone)
    if measure is None and span.start is None:
        # Translators: {until} is such as: until the end of 14 January 2024
        yield gettext("nothing known {until}", until=until)
        return
    yield gettext(
        "{status} {since}",
        status=streams.marked(wording.status(span.status).upper(), span.status),
        since=wording.since(span.start, zone),
    )
    if measure is None:
        yield line("governed", until)
        return
    yield line("decision", decision_line(dataset, measure.decision))
    if plan := planned_words(measure, zone):
        yield line("planned", plan)
    if span.end:
        yield line("governed", until)
    if entry.replaced_by:
        yield line("successor", decision_line(dataset, entry.replaced_by))
    if entry.held_until not in (span.end, None):
        yield line("held", wording.until(entry.held_until, zone))
    if note := dataset.translated(measure.note):
        yield line("note", note)
    yield line("confidence", wording.confidence(measure.confidence))
    yield from source_lines(documents(measure))


def begins(every: Atlas[Dataset], moment: Moment | None) -> str:
    """Where the records begin that do so after a moment."""
    if moment is None:
        return ""
    return of_each(every, lambda dataset: begins_words(dataset, dataset.when(moment)))


def of_each(every: Mapping[str, Dataset], words: Callable[[Dataset], str]) -> str:
    """What `words` says of each frontier, after its name if there are several."""
    said = {name: words(dataset) for name, dataset in every.items()}
    return "\n".join(f"{_head(every, name)}{text}" for name, text in said.items() if text)


def zones(every: Atlas[Dataset]) -> str:
    """A line on whose local time is whose, if there are several frontiers."""
    names: dict[str, list[str]] = {}
    for name, dataset in every.items():
        names.setdefault(dataset.package.zone.key, []).append(name)
    listed = "; ".join(f"{zone}: {', '.join(own)}" for zone, own in names.items())
    if len(every) == 1:
        return ""
    return gettext("Times are local to each frontier. {zones}.", zones=listed)


def changes(every: Atlas[Dataset], groups: Iterable[tuple[Dataset, JointChange]]) -> str:
    """One paragraph for each instant, service and decision."""
    lines = []
    for dataset, group in groups:
        moment = f"{group.at.astimezone(dataset.package.zone):%Y-%m-%d %H:%M}"
        turn, service = status_change(group.before, group.after), wording.service(group.service)
        names = wording.listed([wording.name(crossing) for crossing in group.crossings])
        lines.append(f"{moment}  {_head(every, dataset.name)}{turn}  {service}: {names}")
        if group.decision:
            lines.append(f"{'':18}{decision_line(dataset, group.decision)}")
    return "\n".join(lines) or gettext("Nothing changed.")


def differences(dataset: Dataset, pairs: Iterable[Difference]) -> str:
    """Crossings of a service that went the same way by the same decision; then the decisions."""
    groups: dict[tuple[str, str], list[Difference]] = {}
    for pair in pairs:
        turn = status_change(pair.before.status, pair.after.status)
        heading = f"{wording.service(pair.after.service)}: {turn}"
        groups.setdefault((heading, status_sentence(pair.after)), []).append(pair)
    lines = []
    for (heading, sentence), members in groups.items():
        names = wording.names(pair.after.crossing for pair in members)
        lines += [f"{heading}  {names}", f"  {sentence}"]
    decided = dict.fromkeys(
        decided_words(dataset, members[0].after.measure) for members in groups.values()
    )
    return paragraphs("\n".join(lines), "\n".join(decided)) or gettext("Nothing differs.")


def _head(every: Mapping[str, Dataset], name: str) -> str:
    """The name of a frontier before what is said of it, if there are several."""
    return f"{name}: " if len(every) > 1 else ""


def nearest(crossings: Iterable[Nearby], service: Service, *, several: bool) -> str:
    """A table of crossings open to a service; distances are straight lines, not roads."""
    head = (
        *(gettext("km"), gettext("bearing"), gettext("crossing"), gettext("service")),
        *(gettext("km along the frontier"), gettext("hours")),
        gettext("frontier") if several else "",
    )
    rows = [
        (*_nearby_cells(nearby), nearby.status.crossing.frontier if several else "")
        for nearby in crossings
    ]
    if not rows:
        return gettext(
            "No crossing is known to be open ({service}).", service=wording.service(service)
        )
    return "\n".join([*table(rows, head, right=(0, 1, 4)), "", gettext(_STRAIGHT)])


def _nearby_cells(nearby: Nearby) -> tuple[str, ...]:
    """A row of the table, from the whole metres and tenths of a degree that the JSON has too."""
    status = nearby.status
    unverified = "" if status.verified else f" ({gettext('not verified')})"
    return (
        wording.km(round(nearby.distance_m)),
        f"{round(nearby.bearing_deg, 1):.0f}°",
        wording.name(status.crossing),
        wording.service(status.service),
        wording.km(round(nearby.along_m)),
        hours_words(status.open_now) + unverified,
    )


def claims(dataset: Dataset, entries: Sequence[Claim]) -> str:
    """A paragraph for each contested claim: who stated what, what the record says, and why."""
    paragraphs = ("\n".join(_claim(dataset, claim)) for claim in entries)
    return "\n\n".join(paragraphs) or gettext("No claim is recorded.")


def _claim(dataset: Dataset, claim: Claim) -> Iterator[str]:
    yield f"{claim.id}: {dataset.translated(claim.claim)}"
    yield line(wording.verdict(claim.verdict), dataset.translated(claim.record))
    yield line("why", dataset.translated(claim.reason))
    if claim.crossings:
        yield line("about", ", ".join(claim.crossings))
    if claim.decisions:
        yield line("decisions", ", ".join(claim.decisions))
    yield from source_lines(claim.sources, "stated by")
    yield from source_lines(claim.evidence, "evidence")
