"""Views as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from borders import words
from borders.model import Form, Service, Source, Status
from borders.moments import When, parse
from borders.style import SERVICE_LABELS
from borders.views import View

_WIDTH = 11  # of the labels on the left
_STRAIGHT = "Distances are straight lines on the ellipsoid, not roads."


def status(view: View, zone: ZoneInfo, verified_words: str) -> str:
    """The answer of `borders status`, the answer itself in the first line."""
    asked = parse(view["at"], zone)
    lines = [f"{view['name']}, {_service(view)}, {words.when(asked, zone)}: {_answer(view)}"]
    if asked.day and view["changed"]:
        lines += _parts(view["spans"], asked, zone)
    since, until = _moment(view["since"]), _moment(view["until"])
    if view["decision"] or since:
        held = words.since(since, zone)
        lines.append(_line("since", f"{held.removeprefix('since ')}, {words.until(until, zone)}"))
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
    lines.append(_line("record", verified_words))
    return "\n".join(lines)


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
        if span["replaced_by"]:
            planned = words.until(_moment(span["announced_until"]), zone)
            successor = span["replaced_by"]["title"]
            lines.append(_line("planned", f"{planned}, but replaced by: {successor}"))
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


def nearest(views: Iterable[View]) -> str:
    """A table of open crossings; distances are straight lines, not roads."""
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
        return "No crossing is known to be open."
    return "\n".join([*_table([head, *rows], right=(0, 1, 4)), "", _STRAIGHT])


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


def _sources(sources: Iterable[View]) -> Iterator[str]:
    for number, source in enumerate(sources):
        yield _line("" if number else "sources", _source(source))
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
