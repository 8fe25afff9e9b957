"""Views as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from borders import language
from borders.cli.text_layout import _line, _table
from borders.language import gettext, message, ngettext, pgettext, pmessage
from borders.local_time import When, parse
from borders.model import Form, Service, Source, Status
from borders.timeline.standing import Standing
from borders.views import wording as words
from borders.views.answers import View
from borders.views.decided import decision_words

_STRAIGHT = message("Distances are straight lines on the ellipsoid, not roads.")
_STANDINGS = {
    # Translators: what became of a measure, seen from a moment
    Standing.GOVERNS: pmessage("standing", "governs"),
    Standing.OVERRIDDEN: pmessage("standing", "overridden"),
    Standing.REPLACED: pmessage("standing", "replaced"),
    Standing.ENDED: pmessage("standing", "ended"),
    Standing.NOT_YET_VALID: pmessage("standing", "not yet valid"),
    Standing.NOT_YET_DECIDED: pmessage("standing", "not yet decided"),
}


def status(view: View, zone: ZoneInfo, verified_words: str) -> str:
    """The answer of `borders status`, the answer itself in the first line, an explanation last."""
    asked = parse(view["at"], zone)
    lines = [
        gettext(
            "{crossing}, {service}, {moment}: {answer}",
            crossing=view["name"],
            service=_service(view),
            moment=words.when(asked, zone),
            answer=_answer(view),
        )
    ]
    if asked.day and view["changed"]:
        lines += _parts(view["spans"], asked, zone)
    since, until = _moment(view["since"]), _moment(view["until"])
    if since:
        # Translators: after the word since, such as: 18 November 2023, until further notice
        held = gettext(
            "{start}, {until}",
            start=words.start(since, zone),
            until=words.until(until, zone),
        )
        lines.append(_line("since", held))
    announced = _moment(view["announced_until"])
    if announced != until and announced is not None:
        lines.append(_line("announced", words.until(announced, zone)))
    if view["as_of"]:
        known = parse(view["as_of"], zone)
        lines.append(_line("as known", words.end(known.end, zone)))
    if view["hours"]:
        lines.append(_line("hours", view["hours"]))
    if decision := view["decision"]:
        lines.append(_line("decision", _decision(decision, zone)))
    if view["note"]:
        lines.append(_line("note", view["note"]))
    if view["confidence"]:
        lines.append(_line("confidence", _confidence(view)))
    lines += _sources(view["sources"])
    if "known_from" in view:
        lines.append(_line("known", _known_words(view["known_from"], zone)))
    lines.append(_line("record", verified_words))
    lines += _explanation(view.get("explanation"), zone)
    return "\n".join(lines)


def claims(found: Sequence[View]) -> str:
    """A paragraph for each contested claim: who stated what, what the record says, and why."""
    return "\n\n".join("\n".join(_claim(view)) for view in found) or gettext(
        "No claim is recorded."
    )


def crossings(found: Iterable[View], frontier: View) -> str:
    """A table of the crossing points, then those without an established place."""
    listed = list(found)
    head = (
        # Translators: the heads of tables on the command line, from here on
        *(gettext("km"), gettext("crossing"), gettext("opposite"), gettext("way")),
        *(gettext("status"), gettext("municipality"), gettext("position")),
    )
    placed = [
        (words.km(view["chainage_m"], grouped=False), *_row(view))
        for view in listed
        if view["chainage_m"] is not None
    ]
    lines = _table([head, *placed], right=(0,))
    unplaced = [view for view in listed if view["lon"] is None]
    if unplaced:
        lines += ["", gettext("Not on the map, because no place is established:")]
        lines += _table([_row(view) for view in unplaced])
    named = {"sea": gettext("sea"), "land": gettext("land")}
    parts = ", ".join(
        # Translators: a part of the frontier and its length, such as: sea 53.9 km
        gettext("{part} {km} km", part=named.get(name, name), km=words.km(m))
        for name, m in frontier["parts"].items()
    )
    length = gettext(
        "{frontier}: geodesic length {km} km ({parts})",
        frontier=frontier["title"],
        km=words.km(frontier["length_m"]),
        parts=parts,
    )
    lines += ["", length]
    return "\n".join(lines)


def history(view: View, zone: ZoneInfo) -> str:
    """Every span of a service with the decision behind it, and ends that never came."""
    lines = [f"{view['name']}, {_service(view)}"]
    for span in view["spans"]:
        start, end = _moment(span["from"]), _moment(span["until"])
        if span["decision"] is None and start is None:
            # Translators: {until} is such as: until the end of 14 January 2024
            lines += ["", gettext("nothing known {until}", until=words.until(end, zone))]
            continue
        # Translators: such as: CLOSED since 18 November 2023, until further notice
        head = gettext(
            "{status} {since}, {until}",
            status=words.status(span["status"]).upper(),
            since=words.since(start, zone),
            until=words.until(end, zone),
        )
        lines += ["", head]
        if span["decision"]:
            lines.append(_line("decision", _decision(span["decision"], zone)))
            lines.append(_line("planned", words.until(_moment(span["announced_until"]), zone)))
        if span["replaced_by"]:
            successor = _decision(span["replaced_by"], zone)
            lines.append(_line("successor", successor))
        if span["decision"]:
            lines.append(_line("held", words.until(_moment(span["held_until"]), zone)))
        if span["note"]:
            lines.append(_line("note", span["note"]))
        if span["confidence"]:
            lines.append(_line("confidence", words.confidence(span["confidence"])))
        lines += _sources(span["sources"])
    return "\n".join([*lines, "", _verified(view)])


def changes(found: Iterable[View], zone: ZoneInfo) -> str:
    """One paragraph per instant, service and decision."""
    lines = []
    for view in found:
        at = _moment(view["at"])
        assert at is not None
        names, service = words.listed(view["names"]), _service(view)
        moment = f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
        lines.append(f"{moment}  {_turn(view)}  {service}: {names}")
        if view["decision"]:
            lines.append(f"{'':18}{_decision(view['decision'], zone)}")
    return "\n".join(lines) or gettext("Nothing changed.")


def differences(found: Iterable[View], zone: ZoneInfo) -> str:
    """One line per crossing and service, with since when and by which decision it is so."""
    lines = []
    for view in found:
        since = _moment(view["since"])
        lines.append(f"{view['name']}, {_service(view)}: {_turn(view)}, {words.since(since, zone)}")
        if view["decision"]:
            lines.append(f"  {_decision(view['decision'], zone)}")
    return "\n".join(lines) or gettext("Nothing differs.")


def nearest(found: Iterable[View], service: Service) -> str:
    """A table of crossings open to a service; distances are straight lines, not roads."""
    head = (
        *(gettext("km"), gettext("bearing"), gettext("crossing"), gettext("service")),
        *(gettext("km along the frontier"), gettext("hours")),
    )
    rows = [
        (
            words.km(view["distance_m"]),
            f"{view['bearing_deg']:.0f}°",
            view["name"],
            _service(view),
            words.km(view["along_frontier_m"]),
            _hours(view["open_now"])
            + ("" if view["verified"] else f" ({gettext('not verified')})"),
        )
        for view in found
    ]
    if not rows:
        return gettext(
            "No crossing is known to be open ({service}).", service=words.service(service)
        )
    return "\n".join([*_table([head, *rows], right=(0, 1, 4)), "", gettext(_STRAIGHT)])


def _explanation(view: View | None, zone: ZoneInfo) -> Iterator[str]:
    """Why the answer is what it is: the sides, what held on each, the rest in brief, the claims."""
    if view is None:
        return
    yield ""
    for number, reason in enumerate(view["why"]):
        yield _line("" if number else "why", reason)
    for change in view["changes"]:
        at = _moment(change["at"])
        assert at is not None
        decided = f", {_decision(change['decision'], zone)}" if change["decision"] else ""
        yield _line("changed", f"{words.clock(at, zone)} {_turn(change)}{decided}")
    for side in view["sides"]:
        yield from _side(side, zone, decisive=side["side"] == view["side"])
    if view["claims"]:
        yield ""
    for claim in view["claims"]:
        yield _line("contested", f"{claim['id']}: {claim['claim']}")
        yield _line("", f"{words.verdict(claim['verdict'])}: {claim['record']}")


def _side(side: View, zone: ZoneInfo, *, decisive: bool) -> Iterator[str]:
    """What held on a side, what was meant to hold and did not, and how many others there are.

    The documents of the measure that governs were named above if its side is the `decisive` one.
    """
    if side["measures"]:
        yield ""
        meant = gettext("what was meant to hold then, the decided last first")
        yield _line(side["name"], meant)
    for one in side["measures"]:
        if not one["planned"]:
            continue
        governs = one["standing"] == Standing.GOVERNS
        standing = _STANDINGS[one["standing"]]
        status, fate = words.status(one["status"]), pgettext(*standing)
        yield _line("", f"{status}, {fate}: {_decision(one['decision'], zone)}")
        start, end = _moment(one["from"]), _moment(one["announced_until"])
        # Translators: such as: since 18 November 2023, planned until 23 December 2023, 20:00
        held = gettext(
            "{since}, planned {until}",
            since=words.since(start, zone),
            until=words.until(end, zone),
        )
        yield _line("", f"  {held}")
        if not governs:
            yield _line("", f"  {one['reason']}")
        if one["holds"] and not (governs and decisive):
            yield _line("", f"  {_confidence(one)}")
            for source in one["sources"]:
                yield _line("", f"  {_source(source)}")
    if rest := sum(not one["planned"] for one in side["measures"]):
        more = ngettext(
            "{count} more measure is of other times",
            "{count} more measures are of other times",
            rest,
        )
        yield _line("", more)


def _claim(view: View) -> Iterator[str]:
    yield f"{view['id']}: {view['claim']}"
    yield _line(words.verdict(view["verdict"]), view["record"])
    yield _line("why", view["reason"])
    for label, key in (("about", "crossings"), ("decisions", "decisions")):
        if view[key]:
            yield _line(label, ", ".join(view[key]))
    yield from _sources(view["sources"], "stated by")
    yield from _sources(view["evidence"], "evidence")


def _known_words(known_from: str | None, zone: ZoneInfo) -> str:
    known = _moment(known_from)
    if known is None:
        return gettext("nothing, at any time")
    return gettext("from {moment}, not before", moment=words.start(known, zone))


def _hours(inside: bool | None) -> str:
    if inside is None:
        return ""
    return gettext("inside its hours") if inside else gettext("outside its hours")


def _turn(view: View) -> str:
    """Such as: open → closed."""
    return f"{words.status(view['from'])} → {words.status(view['to'])}"


def _confidence(view: View) -> str:
    remark = f" ({view['confidence_note']})" if view["confidence_note"] else ""
    return words.confidence(view["confidence"]) + remark


def _verified(view: View) -> str:
    through = words.partial(view["verified_through"])
    return gettext("Record verified through {day}.", day=through)


def _answer(view: View) -> str:
    remarks = []
    if view["changed"]:
        # Translators: a remark on the status of a day
        remarks.append(pgettext("day", "changed"))
    if view["open_now"] is not None and view["status"] != Status.CLOSED:
        remarks.append(_hours(view["open_now"]))
    if not view["verified"]:
        remarks.append(gettext("not verified"))
    remark = f" ({', '.join(remarks)})" if remarks else ""
    return f"{words.status(view['status']).upper()}{remark}"


def _parts(spans: Iterable[View], asked: When, zone: ZoneInfo) -> Iterator[str]:
    for span in spans:
        start, end = _moment(span["from"]), _moment(span["until"])
        assert start is not None
        assert end is not None
        last = language.end_of_day() if end == asked.end else words.clock(end, zone)
        status = words.status(span["status"])
        yield _line("", f"{words.clock(start, zone)}–{last} {status}")


def _sources(sources: Iterable[View], label: str = "sources") -> Iterator[str]:
    for number, source in enumerate(sources):
        yield _line("" if number else label, _source(source))
        if source["url"]:
            yield _line("", source["url"])


def _source(source: View) -> str:
    return words.source(
        Source(
            note="",
            **{key: source[key] or "" for key in source if key != "form"},
            form=Form(source["form"]),
        )
    )


def _decision(decision: View, zone: ZoneInfo) -> str:
    decided = words.when(parse(decision["decided_at"], zone), zone)
    return decision_words(decision["title"], decision["authority"], decided)


def _service(view: View) -> str:
    return words.service(view["service"])


def _row(view: View) -> tuple[str, ...]:
    return (
        view["name"],
        words.opposite_of(view["opposite"]) or "",
        words.way(view["way"]),
        words.status(view["status"]),
        view["municipality"],
        view["position"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
