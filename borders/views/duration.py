"""How long a status was meant to hold and how long it did, in words that keep the two apart.

A decision plans; only hindsight knows how long an unbroken run of a status lasted, often by other
decisions. So the planned end stands with its decision, and the end of the run in a sentence of its
own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from borders.language import gettext, joined, message
from borders.model import Measure, Status
from borders.query.slices import ServiceStatus
from borders.timeline.spans import Span
from borders.views import wording
from borders.views.style import LOOKS

_FOREVER = datetime.max.replace(tzinfo=UTC)


def since_words(answer: ServiceStatus) -> str:
    """A status and since when it has held without a break, e.g. "Closed since 18 November 2023"."""
    label, package = LOOKS[answer.status].label, answer.package
    if answer.measure is None:
        return gettext("{status}: no source says anything", status=label)
    since = wording.since(answer.since, package.zone)
    seen = answer.last_seen
    if seen is None or answer.status is Status.UNKNOWN:
        # Translators: such as: Closed since 15 December 2023, 20:00
        return gettext("{status} {since}", status=label, since=since)
    within = wording.status(answer.status)
    if answer.is_planned:
        planned = gettext("{status} {since}", status=within, since=since)
        return gettext("Planned: {gist}", gist=planned)
    # Translators: such as: Last seen open on 8 March 2026, since 17 November 2025
    return gettext(
        "Last seen {status} on {day}, {since}", status=within, day=wording.day(seen), since=since
    )


def plan_words(answer: ServiceStatus) -> str:
    """Until when the governing decision planned a status, e.g. "until further notice"."""
    measure, until = answer.measure, planned_words(answer.measure, answer.package.zone)
    if measure and measure.end_known and measure.end is None:
        return until
    # Translators: {until} is such as: until the end of 14 January 2024
    return until and gettext("planned {until}", until=until)


def status_sentence(answer: ServiceStatus) -> str:
    """A status, since when, by which decision and until when that was meant to hold.

    E.g. "Closed since 18 November 2023, continued by the decision of 22 November 2023, meant to
    last until the end of 23 December 2023."
    """
    zone, measure, text = answer.package.zone, answer.measure, since_words(answer)
    if measure is None or answer.status is Status.UNKNOWN:
        return wording.stopped(text)
    values = {"since": text, "day": wording.day(measure.decision.decided.last_day(zone))}
    first = answer.timeline.at(answer.since) if answer.since else answer.timeline.spans[0]
    if first.measure is None or first.measure.decision is not measure.decision:
        # Translators: such as: Closed since 18 November 2023, continued by the decision of …
        text = gettext("{since}, continued by the decision of {day}", **values)
    elif first.start and first.start > measure.start:
        # Translators: an older decision holds again: Open since 15 July 2022 under the decision …
        text = gettext("{since} under the decision of {day}", **values)
    else:
        # Translators: such as: Closed since 18 November 2023 by the decision of 16 November 2023
        text = gettext("{since} by the decision of {day}", **values)
    if (plan := planned_words(measure, zone)) and not _came_true(measure, answer.until):
        # Translators: {until} is such as: until the end of 23 December 2023
        plan = gettext("meant to last {until}", until=plan)
    return wording.stopped(joined(", ", filter(None, (text, plan))))


def outcome_sentence(answer: ServiceStatus) -> str:
    """How long the status lasted, where that is not what the governing decision planned.

    E.g. "It lasted until the end of 13 December 2023: a later decision ended it." Empty where the
    plan came true, and where nothing is known.
    """
    measure, end = answer.measure, answer.until
    if measure is None or answer.status is Status.UNKNOWN or _came_true(measure, end):
        return ""
    return gettext(_outcome(answer, measure), until=wording.until(end, answer.package.zone))


def span_sentence(span: Span, zone: ZoneInfo) -> str:
    """Until when the decision behind a span planned it, and until when it governed."""
    plan = planned_words(span.measure, zone)
    if span.measure is None or _came_true(span.measure, span.end):
        return plan and wording.capital(wording.stopped(plan))
    until = wording.until(span.end, zone)
    if not plan:
        # Translators: {until} is such as: until the end of 13 December 2023
        return gettext("It governed {until}.", until=until)
    # Translators: {plan} and {until} are such as: until the end of 13 December 2023
    return gettext("Meant to last {plan}; it governed {until}.", plan=plan, until=until)


def planned_words(measure: Measure | None, zone: ZoneInfo) -> str:
    """Until when a measure was planned to hold, e.g. "until further notice".

    Empty where nobody knows the status, and where a point is open for good.
    """
    if measure is None or measure.status is Status.UNKNOWN:
        return ""
    if measure.end is None and measure.end_known and measure.status is Status.OPEN:
        return ""
    return wording.planned_until(measure, zone)


def _outcome(answer: ServiceStatus, measure: Measure) -> str:
    """The message on how long a status lasted that did not end as planned."""
    if answer.as_of:
        # Translators: {until} is such as: until the end of 13 December 2023, in all of these
        return message("By all that was decided then, it was to last {until}.")
    if not measure.end_known:
        return message("It lasted {until}.")
    planned, lasted = measure.end or _FOREVER, answer.until or _FOREVER
    decided = measure.decision.decided.start

    def is_later(span: Span) -> bool:
        return bool(span.measure and span.measure.decision.decided.start > decided)

    if lasted < planned:
        if is_later(answer.timeline.at(lasted)):
            return message("It lasted {until}: a later decision ended it.")
        return message("It lasted {until}: another decision ended it.")
    if all(map(is_later, answer.timeline.overlapping(planned, lasted))):
        return message("It lasted {until}, by later decisions.")
    return message("It lasted {until}, by other decisions.")


def _came_true(measure: Measure, end: datetime | None) -> bool:
    """Whether a status ended when the measure that governs planned it."""
    return measure.end_known and measure.end == end
