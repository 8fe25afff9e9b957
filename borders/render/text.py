"""Views as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from borders import words
from borders.model import Form, Service, Source, Status
from borders.moments import When, parse
from borders.style import SERVICE_LABELS
from borders.timeline import Standing
from borders.views import View

_WIDTH = 11  # of the labels on the left
_STRAIGHT = "Distances are straight lines on the ellipsoid, not roads."


def status(view: View, zone: ZoneInfo, verified_words: str) -> str:
    """The answer of `borders status`, the answer itself in the first line, an explanation last."""
    asked = parse(view["at"], zone)
    lines = [f"{view['name']}, {_service(view)}, {words.when(asked, zone)}: {_answer(view)}"]
    if asked.day and view["changed"]:
        lines += _parts(view["spans"], asked, zone)
    since, until = _moment(view["since"]), _moment(view["until"])
    if since:
        held = words.start(since, zone)
        lines.append(_line("since", f"{held}, {words.until(until, zone)}"))
    announced = _moment(view["announced_until"])
    if announced != until and announced is not None:
        lines.append(_line("announced", words.until(announced, zone)))
    if view["as_of"]:
        known = parse(view["as_of"], zone)
        end = "the end of " if known.day else ""
        lines.append(_line("as known", f"at {end}{words.when(known, zone)}"))
    if view["hours"]:
        lines.append(_line("hours", view["hours"]))
    if decision := view["decision"]:
        lines.append(_line("decision", _decision(decision, zone)))
    if view["note"]:
        lines.append(_line("note", view["note"]))
    if view["confidence"]:
        remark = f" ({view['confidence_note']})" if view["confidence_note"] else ""
        lines.append(_line("confidence", view["confidence"] + remark))
    lines += _sources(view["sources"])
    if "known_from" in view:
        lines.append(_line("known", _known_words(view["known_from"], zone)))
    lines.append(_line("record", verified_words))
    lines += _explanation(view.get("explanation"), zone)
    return "\n".join(lines)


def claims(views: Sequence[View]) -> str:
    """A paragraph for each contested claim: who stated what, what the record says, and why."""
    return "\n\n".join("\n".join(_claim(view)) for view in views) or "No claim is recorded."


def crossings(views: Iterable[View], frontier: View) -> str:
    """A table of the crossing points, then those without an established place."""
    views = list(views)
    head = ("km", "crossing", "opposite", "way", "status", "municipality", "position")
    placed = [
        (f"{view['chainage_m'] / 1000:.1f}", *_row(view))
        for view in views
        if view["chainage_m"] is not None
    ]
    lines = _table([head, *placed], right=(0,))
    unplaced = [view for view in views if view["lon"] is None]
    if unplaced:
        lines += ["", "Not on the map, because no place is established:"]
        lines += _table([_row(view) for view in unplaced])
    parts = ", ".join(f"{name} {m / 1000:,.1f} km" for name, m in frontier["parts"].items())
    length = f"{frontier['length_m'] / 1000:,.1f} km"
    lines += ["", f"{frontier['title']}: geodesic length {length} ({parts})"]
    return "\n".join(lines)


def history(view: View, zone: ZoneInfo) -> str:
    """Every span of a service with the decision behind it, and ends that never came."""
    lines = [f"{view['name']}, {_service(view)}"]
    for span in view["spans"]:
        start, end = _moment(span["from"]), _moment(span["until"])
        if span["decision"] is None and start is None:
            lines += ["", f"nothing known {words.until(end, zone)}"]
            continue
        lines += ["", f"{span['status'].upper()} {words.since(start, zone)}"]
        lines.append(_line("until", words.until(end, zone).removeprefix("until ")))
        if span["decision"]:
            lines.append(_line("decision", _decision(span["decision"], zone)))
            lines.append(_line("planned", words.until(_moment(span["announced_until"]), zone)))
        if span["replaced_by"]:
            lines.append(_line("replaced", f"by {_decision(span['replaced_by'], zone)}"))
        if span["decision"]:
            lines.append(_line("held", words.until(_moment(span["held_until"]), zone)))
        if span["note"]:
            lines.append(_line("note", span["note"]))
        if span["confidence"]:
            lines.append(_line("confidence", span["confidence"]))
        lines += _sources(span["sources"])
    through = words.partial(view["verified_through"])
    return "\n".join([*lines, "", f"Record verified through {through}."])


def changes(views: Iterable[View], zone: ZoneInfo) -> str:
    """One paragraph per instant, service and decision."""
    lines = []
    for view in views:
        at = _moment(view["at"])
        assert at is not None
        names, service = words.listed(view["names"]), SERVICE_LABELS[Service(view["service"])]
        moment = f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
        lines.append(f"{moment}  {view['from']} → {view['to']}  {service}: {names}")
        if view["decision"]:
            lines.append(f"{'':18}{_decision(view['decision'], zone)}")
    return "\n".join(lines) or "Nothing changed."


def differences(views: Iterable[View], zone: ZoneInfo) -> str:
    """One line per crossing and service, with since when and by which decision it is so."""
    lines = []
    for view in views:
        since = _moment(view["since"])
        lines.append(
            f"{view['name']}, {_service(view)}: {view['from']} → {view['to']}, "
            f"{words.since(since, zone)}"
        )
        if view["decision"]:
            lines.append(f"  {_decision(view['decision'], zone)}")
    return "\n".join(lines) or "Nothing differs."


def nearest(views: Iterable[View], service: Service) -> str:
    """A table of crossings open to a service; distances are straight lines, not roads."""
    head = ("km", "bearing", "crossing", "service", "km along the frontier", "hours")
    hours = {True: "inside its hours", False: "outside its hours", None: ""}
    rows = [
        (
            f"{view['distance_m'] / 1000:,.1f}",
            f"{view['bearing_deg']:.0f}°",
            view["name"],
            _service(view),
            f"{view['along_frontier_m'] / 1000:,.1f}",
            hours[view["open_now"]] + ("" if view["verified"] else " (not verified)"),
        )
        for view in views
    ]
    if not rows:
        return f"No crossing is known to be open ({SERVICE_LABELS[service]})."
    return "\n".join([*_table([head, *rows], right=(0, 1, 4)), "", _STRAIGHT])


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
        yield _line(
            "changed", f"{words.clock(at, zone)} {change['from']} → {change['to']}{decided}"
        )
    for side in view["sides"]:
        yield from _side(side, zone, decisive=side["side"] == view["side"])
    if view["claims"]:
        yield ""
    for claim in view["claims"]:
        yield _line("contested", f"{claim['id']}: {claim['claim']}")
        yield _line("", f"{claim['verdict']}: {claim['record']}")


def _side(side: View, zone: ZoneInfo, *, decisive: bool) -> Iterator[str]:
    """What held on a side, what was meant to hold and did not, and how many others there are.

    The documents of the measure that governs were named above if its side is the `decisive` one.
    """
    if side["measures"]:
        yield ""
        yield _line(side["name"], "what was meant to hold then, the decided last first")
    for one in side["measures"]:
        if not one["planned"]:
            continue
        governs = one["standing"] == Standing.GOVERNS
        yield _line("", f"{one['status']}, {one['standing']}: {_decision(one['decision'], zone)}")
        start, end = _moment(one["from"]), _moment(one["announced_until"])
        yield _line("", f"  {words.since(start, zone)}, planned {words.until(end, zone)}")
        if not governs:
            yield _line("", f"  {one['reason']}")
        if one["holds"] and not (governs and decisive):
            remark = f" ({one['confidence_note']})" if one["confidence_note"] else ""
            yield _line("", f"  {one['confidence']}{remark}")
            for source in one["sources"]:
                yield _line("", f"  {_source(source)}")
    if rest := sum(not one["planned"] for one in side["measures"]):
        what = "measure is" if rest == 1 else "measures are"
        yield _line("", f"{rest} more {what} of other times")


def _claim(view: View) -> Iterator[str]:
    yield f"{view['id']}: {view['claim']}"
    yield _line(view["verdict"], view["record"])
    yield _line("why", view["reason"])
    for label, key in (("about", "crossings"), ("decisions", "decisions")):
        if view[key]:
            yield _line(label, ", ".join(view[key]))
    yield from _sources(view["sources"], "stated by")
    yield from _sources(view["evidence"], "evidence")


def _known_words(known_from: str | None, zone: ZoneInfo) -> str:
    known = _moment(known_from)
    return f"from {words.start(known, zone)}, not before" if known else "nothing, at any time"


def figures(view: View) -> str:
    """Tables of what lasted how long, and of the frontier between open points."""
    said = view["words"]
    blocks = [f"{said['period']}", *filter(None, (_services_table(view), _frontier_table(view)))]
    notes = [said["measured"], said["along"] if view["frontier"] else ""]
    notes += [said["begins"], said["verified"]]
    return "\n\n".join([*blocks, "\n".join(filter(None, notes))])


def arrivals(view: View) -> str:
    """A paragraph for each published number: when, how many, of whom, where, who says so."""
    lines = []
    for number in view["numbers"]:
        lines.append(f"{number['when']}: {number['number']} ({number['where']})")
        lines.append(_line("counted", number["counted"]))
        for place, source in enumerate(number["sources"]):
            lines.append(_line("" if place else number["confidence"], source["text"]))
        if number["note"]:
            lines.append(_line("note", number["note"]))
    through = words.partial(view["verified_through"])
    return "\n".join(
        [*(lines or ["No number is recorded."]), "", f"Record verified through {through}."]
    )


def _services_table(view: View) -> str:
    if not view["crossings"]:
        return ""
    statuses = tuple(view["crossings"][0]["days"])
    head = (
        "crossing",
        "service",
        view["by"] or "",
        *statuses,
        "closures",
        "longest closure",
        "",
        "",
    )
    rows = []
    for entry in view["crossings"]:
        longest = entry["longest_closure"]
        rows.append(
            (
                entry["name"],
                _service(entry),
                entry["period"] if view["by"] else "",
                *(f"{entry['days'][status]:,.1f}" for status in statuses),
                str(entry["closures"]),
                f"{longest['days']:,.1f}" if longest else "–",
                f"from {_short(longest['from'])}" if longest else "",
                f"until {_short(longest['until'])}" if longest else "",
            )
        )
    columns = _table([head, *rows], right=(3, 4, 5, 6, 7, 8))
    return "\n".join(["Days by status", *columns])


def _frontier_table(view: View) -> str:
    if not view["frontier"]:
        return ""
    head = (view["by"] or "", "fewest", "mean", "most", "km", "longest stretch without one", "")
    rows = []
    for entry in view["frontier"]:
        stretch = entry["longest_stretch"]
        when = [f"{_short(one['from'])} until {_short(one['until'])}" for one in stretch["when"]]
        rows.append(
            (
                entry["period"] if view["by"] else "",
                str(entry["least"]),
                f"{entry['mean']:.2f}",
                str(entry["most"]),
                f"{stretch['km']:,.1f}",
                f"{stretch['from']} – {stretch['to']}",
                "; ".join(when),
            )
        )
    points = view["frontier"][0]["points"]
    columns = _table([head, *rows], right=(1, 2, 3, 4))
    return "\n".join([f"Points open at once, of {points}", *columns])


def _short(moment: str) -> str:
    """Such as: 2023-12-15 20:00."""
    return moment[:16].replace("T", " ")


def _answer(view: View) -> str:
    remarks = []
    if view["changed"]:
        remarks.append("changed")
    if view["open_now"] is not None and view["status"] != Status.CLOSED:
        remarks.append("inside its hours" if view["open_now"] else "outside its hours")
    if not view["verified"]:
        remarks.append("not verified")
    remark = f" ({', '.join(remarks)})" if remarks else ""
    return f"{view['status'].upper()}{remark}"


def _parts(spans: Iterable[View], asked: When, zone: ZoneInfo) -> Iterator[str]:
    for span in spans:
        start, end = _moment(span["from"]), _moment(span["until"])
        assert start is not None
        assert end is not None
        last = "24:00" if end == asked.end else words.clock(end, zone)
        yield _line("", f"{words.clock(start, zone)}–{last} {span['status']}")


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
    return f"{decision['title']} ({decision['authority']}, {decided})"


def _service(view: View) -> str:
    return SERVICE_LABELS[Service(view["service"])]


def _row(view: View) -> tuple[str, ...]:
    opposite = view["opposite"].get("en") or next(iter(view["opposite"].values()), "")
    return (
        view["name"],
        opposite,
        view["way"],
        view["status"],
        view["municipality"],
        view["position"],
    )


def _table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> list[str]:
    kept = [index for index, column in enumerate(zip(*rows, strict=True)) if any(column)]
    right = tuple(kept.index(index) for index in right if index in kept)
    rows = [tuple(row[index] for index in kept) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _line(label: str, text: str) -> str:
    return f"  {label:{_WIDTH}}{text}"


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
