"""The status of a service as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from borders import language
from borders.cli import streams, text_layout
from borders.cli.text_layout import line, source_lines, table
from borders.language import gettext, pgettext
from borders.local_time import When
from borders.model import Measure, Status
from borders.query.dataset import Dataset
from borders.query.slices import ServiceStatus
from borders.views import wording
from borders.views.about import verified_words
from borders.views.backing import decision_line, documents
from borders.views.duration import outcome_sentence, planned_words, since_words
from borders.views.headline import PointStatus, headline


def status(dataset: Dataset, answer: ServiceStatus) -> str:
    """The answer of `borders status`, with the status in the first line."""
    zone, measure = dataset.package.zone, answer.measure
    first = gettext(
        "{crossing}, {service}, {moment}: {answer}",
        crossing=wording.name(answer.crossing),
        service=wording.service(answer.service),
        moment=wording.when(answer.at, zone),
        answer=_status_with_remarks(answer),
    )
    lines = [first, *_times(answer, zone)]
    if others := [
        f"{wording.service(each.service)} {text_layout.status(each.status)}"
        for each in dataset.beside(answer)
    ]:
        lines.append(line("others", ", ".join(others)))
    if measure:
        lines += _measure(dataset, measure, planned_words(measure, zone), outcome_sentence(answer))
    lines += source_lines(documents(measure))
    if measure is None:
        lines.append(line("known", _known_words(answer, zone)))
    checked = verified_words(dataset, verified=answer.verified, on=answer.at.last_day(zone))
    lines.append(line("record", checked))
    return "\n".join(lines)


def statuses(dataset: Dataset, at: When, answers: Sequence[ServiceStatus]) -> str:
    """The answer of `borders status` without a crossing: a line for each point."""
    zone = dataset.package.zone
    verified = dataset.package.verified_through >= at.last_day(zone)
    checked = verified_words(dataset, verified=verified, on=at.last_day(zone))
    rows = [
        (
            wording.name(answer.crossing),
            wording.service(answer.service),
            streams.marked(since_words(answer), answer.status),
        )
        for answer in answers
    ]
    points = [PointStatus(each.crossing, each.status, each.since) for each in answers]
    first = gettext(
        "{day}: {headline}",
        day=wording.when(at, zone),
        headline=headline(points, dataset.package, at.last_day(zone)),
    )
    return "\n".join([f"{first}.", *table(rows), "", checked])


def hours_words(inside: bool | None) -> str:
    """Whether a point is inside its hours, in words; empty where that is not known."""
    if inside is None:
        return ""
    return gettext("inside its hours") if inside else gettext("outside its hours")


def confidence_with_note(dataset: Dataset, measure: Measure) -> str:
    """How well a measure is supported, e.g. "primary (clock time secondary)"."""
    note = dataset.translated(measure.confidence_note)
    return wording.confidence(measure.confidence) + (f" ({note})" if note else "")


def _status_with_remarks(answer: ServiceStatus) -> str:
    """The status in capitals, e.g. "CLOSED (changed)"."""
    remarks = []
    if answer.changed:
        # Translators: a remark on the status of a day
        remarks.append(pgettext("day", "changed"))
    if answer.status is not Status.CLOSED and (hours := hours_words(answer.open_now)):
        remarks.append(hours)
    zone = answer.package.zone
    if seen := answer.package.last_seen(answer.at.last_day(zone)):
        remarks.append(gettext("as last seen or planned on {day}", day=wording.day(seen)))
    elif not answer.verified:
        remarks.append(gettext("not verified"))
    remark = f" ({', '.join(remarks)})" if remarks else ""
    return streams.marked(f"{wording.status(answer.status).upper()}{remark}", answer.status)


def _times(answer: ServiceStatus, zone: ZoneInfo) -> Iterator[str]:
    """The parts of a day with a change, since when the status holds, and as known when."""
    if answer.at.day and answer.changed:
        yield from _parts(answer, zone)
    if answer.since:
        yield line("since", wording.start(answer.since, zone))
    if clocks := wording.clocks(answer.told_instant, answer.package):
        yield line("clocks", clocks)
    if answer.as_of:
        yield line("as known", wording.end(answer.as_of.end, zone))
        if answer.decided_that_day:
            yield line("", gettext("decided on that day, hour not known"))


def _parts(answer: ServiceStatus, zone: ZoneInfo) -> Iterator[str]:
    """The spans of a day, e.g. "00:00–20:00 open" and "20:00–24:00 closed"."""
    for span in answer.spans:
        assert span.start is not None
        assert span.end is not None
        last = language.end_of_day() if span.end == answer.at.end else wording.clock(span.end, zone)
        yield line(
            "", f"{wording.clock(span.start, zone)}–{last} {text_layout.status(span.status)}"
        )


def _measure(dataset: Dataset, measure: Measure, planned: str, outcome: str) -> Iterator[str]:
    """Lines on the measure that governs: hours, decision, plan, outcome, note and confidence."""
    if measure.hours:
        yield line("hours", measure.hours)
    yield line("decision", decision_line(dataset, measure.decision))
    if planned:
        yield line("announced", planned)
    if outcome:
        yield line("outcome", outcome)
    if note := dataset.translated(measure.note):
        yield line("note", note)
    yield line("confidence", confidence_with_note(dataset, measure))


def _known_words(answer: ServiceStatus, zone: ZoneInfo) -> str:
    """From when on anything is known of a service of which nothing is known at that time."""
    known_from = answer.timeline.known_from
    if known_from is None:
        return gettext("nothing, at any time")
    return gettext("from {moment}, not before", moment=wording.start(known_from, zone))
