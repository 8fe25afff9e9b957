"""Edits of a data folder that several tests make; each takes an `EditableFolder`."""

import re

from helpers.data_faults.fault import CLOSURE, LAST_DECISION

# cells of a decision and of a measure
GOVERNMENT = {"authority": "Government of Finland", "sides": "fi", "sources": "interfax-111008"}
ROAD = {"service": "road", "confidence": "primary", "sources": "interfax-111008"}

HOSTILE_TEXT = (
    "<script>alert(1)</script> ]]> & &amp; \"'\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT"
    "\u2028\u2029 \u202eesrever \x00\x08\x1b\x85\ufffe ; , \\n \\"
)
HOSTILE_LINE = re.sub(r"[\t\r\n\u2028\u2029]+", " ", HOSTILE_TEXT)
"""It in a line, as titles and names have to be."""

SHOWN = (
    "<script>alert(1)</script> ]]> & &amp; \"' ATTENDEE:mailto:x@example.org END:VEVENT "
    "\u202eesrever \ufffd\ufffd\ufffd \ufffd ; , \\n \\"
)
"""The hostile text as feeds may show it."""

HOSTILE_NAME = '{{ 7*7 }}{% raw %}{# x #}${1}</script><img src=x onerror="document.title=1">'


def reopens_vaalimaa(folder):
    """Decision fi-10 replaces fi-9 and opens the road at Vaalimaa, silent on all other points."""
    decision = {"id": "fi-10", "title": "Reopening", "decided_at": "2025-05-02"}
    effect = {"effective_from": "2025-05-05T06:00", "replaces": "fi-9"}
    folder.append_row("decisions.csv", **GOVERNMENT, **decision, **effect)
    measure = {"crossing": "vaalimaa", "status": "open", "valid_from": "2025-05-05T06:00"}
    folder.append_row("closures.csv", **ROAD, **measure, decision="fi-10")


def breaks_much(folder):
    """Many faults; returns (code, file, row, column) of each in the order of file and row."""
    early = folder.set_cells("closures.csv", {"service": "road"}, status="shut", confidence="sure")
    late = CLOSURE.set(folder, valid_from="soon", sources="interfax-11100")
    folder.add_crossing(services=["ferry"])
    decision = LAST_DECISION.set(folder, authority="")
    folder.replace("events.csv", "confidence,sources,note", "confidence,sources")
    folder.remove("claims.csv")
    return [
        ("no-file", "claims.csv", None, None),
        ("choice", "closures.csv", early, "status"),
        ("choice", "closures.csv", early, "confidence"),
        ("moment", "closures.csv", late, "valid_from"),
        ("reference", "closures.csv", late, "sources"),
        ("crossing", "crossings.geojson", None, None),
        ("required", "decisions.csv", decision, "authority"),
        ("missing-column", "events.csv", 1, "note"),
    ]


def plans_a_closure(folder, *, replaces=""):
    """Decision 10 closes Vaalimaa and Salla through 14 January 2027; returns the dataset."""
    decision = {"id": "fi-10", "title": "Decision 10", "decided_at": "2026-06-30"}
    effect = {"announced_at": "2026-06-30T14:10", "effective_from": "2026-07-02"}
    folder.append_row("decisions.csv", **GOVERNMENT, **decision, **effect, replaces=replaces)
    measure = {"status": "closed", "valid_from": "2026-07-02", "valid_until": "2027-01-14"}
    for crossing in ("vaalimaa", "salla"):
        folder.append_row("closures.csv", **ROAD, **measure, crossing=crossing, decision="fi-10")
    return folder.load()


def makes_texts_hostile(folder):
    """The hostile text in every kind of text; returns the dataset."""
    folder.set_cells("decisions.csv", {"id": "fi-5"}, title=HOSTILE_LINE, authority=HOSTILE_LINE)
    folder.set_cells("sources.csv", {"id": "err-1609195060"}, title=HOSTILE_LINE)
    folder.edit_crossing("vaalimaa", name_en=HOSTILE_LINE)
    folder.set_package("description", HOSTILE_TEXT)
    for key in ("title", "name"):
        folder.set_package(key, HOSTILE_LINE)
    folder.set_package("licenses", [{"title": HOSTILE_LINE, "path": "javascript:alert(1)"}])
    return folder.load()


def makes_names_hostile(folder):
    """A hostile name of every crossing, decision and note on the map; returns the dataset."""
    collection = folder.json("crossings.geojson")
    for feature in collection["features"]:
        feature["properties"] |= dict.fromkeys(("name_en", "municipality", "way"), HOSTILE_NAME)
    folder.write_json("crossings.geojson", collection)
    folder.set_cells("decisions.csv", {"id": "fi-5"}, title=HOSTILE_NAME)
    folder.set_cells("closures.csv", {"decision": "fi-5", "crossing": "salla"}, note=HOSTILE_NAME)
    folder.set_package("attribution", HOSTILE_NAME)
    folder.set_package("frontier", HOSTILE_NAME)
    return folder.load()


def tells_vehicles_apart(folder):
    """Vaalimaa offers trucks, cars and buses in place of road, and decision 9 lets trucks pass.

    Its main service is cars. Returns the dataset.
    """
    vehicles = ("truck", "car", "bus")
    folder.edit_crossing("vaalimaa", services=[*vehicles, "asylum"], main_service="car")
    columns, rows = folder.header("closures.csv"), folder.rows("closures.csv")
    told = []
    for row in rows:
        of_vaalimaa = (row["crossing"], row["service"]) == ("vaalimaa", "road")
        told += [row | {"service": each} for each in vehicles] if of_vaalimaa else [row]
    kept = [row for row in told if (row["crossing"], row["service"]) != ("vaalimaa", "bicycle")]
    folder.write_rows("closures.csv", columns, kept)
    trucks = {"crossing": "vaalimaa", "service": "truck", "decision": "fi-9"}
    folder.set_cells("closures.csv", trucks, status="restricted")
    return folder.load()


def is_provisional(folder, through):
    """The record is provisional, and verified through that day; returns the dataset."""
    folder.set_package("standing", "provisional")
    folder.set_package("standing_reason", "Hours of today rest on one carrier.")
    folder.set_package("hours_verified_through", "2023-11-15")
    folder.set_package("verified_through", through)
    return folder.load()
