"""Statistics as tables for a terminal."""

from __future__ import annotations

from borders import language
from borders.cli.text_layout import line, table
from borders.language import gettext
from borders.views import wording
from borders.views.answers import View


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
        lines.append(line("counted", number["counted"]))
        for place, source in enumerate(number["sources"]):
            lines.append(line("" if place else number["confidence"], source["text"]))
        if number["note"]:
            lines.append(line("note", number["note"]))
    verified = gettext(
        "Record verified through {day}.", day=wording.partial(view["verified_through"])
    )
    return "\n".join([*(lines or [gettext("No number is recorded.")]), "", verified])


def _services_table(view: View) -> str:
    if not view["crossings"]:
        return ""
    statuses = tuple(view["crossings"][0]["days"])
    head = (
        *(gettext("crossing"), gettext("service"), _by(view)),
        *map(wording.status, statuses),
        *(gettext("closures"), gettext("longest closure"), "", ""),
    )
    rows = []
    for entry in view["crossings"]:
        longest = entry["longest_closure"]
        rows.append(
            (
                entry["name"],
                wording.service(entry["service"]),
                entry["period"] if view["by"] else "",
                *(language.number(entry["days"][status], 1) for status in statuses),
                str(entry["closures"]),
                language.number(longest["days"], 1) if longest else "–",
                gettext("from {moment}", moment=_short(longest["from"])) if longest else "",
                gettext("until {moment}", moment=_short(longest["until"])) if longest else "",
            )
        )
    columns = table([head, *rows], right=(3, 4, 5, 6, 7, 8))
    return "\n".join([gettext("Days by status"), *columns])


def _frontier_table(view: View) -> str:
    if not view["frontier"]:
        return ""
    head = (
        *(_by(view), gettext("fewest"), gettext("mean"), gettext("most"), gettext("km")),
        *(gettext("longest stretch without one"), ""),
    )
    rows = []
    for entry in view["frontier"]:
        stretch = entry["longest_stretch"]
        when = [
            gettext("{start} until {end}", start=_short(one["from"]), end=_short(one["until"]))
            for one in stretch["when"]
        ]
        rows.append(
            (
                entry["period"] if view["by"] else "",
                str(entry["least"]),
                language.number(entry["mean"], 2),
                str(entry["most"]),
                language.number(stretch["km"], 1),
                f"{stretch['from']} – {stretch['to']}",
                "; ".join(when),
            )
        )
    points = view["frontier"][0]["points"]
    columns = table([head, *rows], right=(1, 2, 3, 4))
    return "\n".join([gettext("Points open at once, of {count}", count=points), *columns])


def _by(view: View) -> str:
    return {None: "", "year": gettext("year"), "month": gettext("month")}[view["by"]]


def _short(moment: str) -> str:
    """Such as: 2023-12-15 20:00."""
    return moment[:16].replace("T", " ")
