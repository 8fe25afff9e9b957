"""Faults of the form of a table, of single cells, and of what they refer to."""

from helpers.data_faults.fault import (
    ARRIVALS,
    AT_SANTIO,
    CLOSURE,
    EVENT,
    LAST_DECISION,
    OF_BOTH_SIDES,
    RUSSIAN,
    SOURCE,
    TOWN,
    Fault,
    adds_line,
    file_fault,
    replaced,
)


def _repeats_a_row(folder):
    row = folder.text("events.csv").splitlines()[EVENT.set(folder) - 1]
    return adds_line("events.csv", row)(folder)


FORM = [
    replaced(
        "events.csv",
        "sources,note",
        "sources,note,colour",
        "unknown-column",
        message="the columns are id, at, until",
    ),
    replaced(
        "events.csv", "confidence,sources,note", "confidence,sources", "missing-column", "note"
    ),
    replaced("events.csv", "sources,note", "sources,note,note", "duplicate-column", "note"),
    replaced(
        "events.csv",
        "Planned night closure",
        "Planned, night closure",
        "cells",
        message="9 cells instead of 8",
    ),
    replaced("closures.csv", ",Normal operation.", ',"Normal operation.', "csv"),
    replaced("events.csv", "Attributed to", '"Attributed" to', "csv"),
    Fault("an unbalanced quote at the end", "csv", "events.csv", adds_line("events.csv", 'x,"')),
    file_fault(
        *("an empty line", "format", "events.csv"),
        lambda folder: folder.write(
            "events.csv", folder.text("events.csv").replace("\n", "\n\n", 3)
        ),
        "empty lines",
    ),
    Fault(
        "a row twice",
        "duplicate",
        "events.csv",
        _repeats_a_row,
        "id",
        "is there already, in line 2",
    ),
]

CELLS = [
    *CLOSURE.faults("valid_from", "required", "must not be empty", ""),
    *CLOSURE.faults("sources", "required", "must not be empty", ""),
    *LAST_DECISION.faults("sources", "required", "must not be empty", ""),
    *SOURCE.faults("publisher", "required", "must not be empty", ""),
    *EVENT.faults(
        "id", "id", "lower-case letters", "Night closure", "night--closure", "-x", "yö", "x "
    ),
    *EVENT.faults(
        "crossings", "ids", "is not an id", "imatra; niirala", "imatra;;niirala", "imatra,niirala"
    ),
    *CLOSURE.faults("valid_from", "moment", "2023-12-15", "4/15/2024", "2024-04"),
    *CLOSURE.faults(
        "valid_from", "moment", "not a possible date", "2023-02-29", "2024-04-15T25:00"
    ),
    *CLOSURE.faults(
        "valid_from", "moment", "does not exist in Europe/Helsinki", "2024-03-31T03:30"
    ),
    *CLOSURE.faults(
        "valid_from",
        "moment",
        "write 2023-10-29T03:30+03:00 or 2023-10-29T03:30+02:00",
        "2023-10-29T03:30",
    ),
    *CLOSURE.faults("valid_from", "moment", "outside the years", "9999-12-31"),
    *CLOSURE.faults("valid_until", "end", "write 2023-12-15", "until further notice"),
    *CLOSURE.faults("valid_until", "end", "not a possible date", "2024-02-30"),
    *CLOSURE.faults("valid_until", "end", "does not exist in Europe/Helsinki", "2024-03-31T03:30"),
    *EVENT.faults("at", "partial-date", "write 2023, 2023-12 or 2023-12-15", "October 2016"),
    *EVENT.faults(
        "at", "partial-date", "not a possible date", "2016-13", "2023-02-29", "2016-10-22T24:30"
    ),
    *SOURCE.faults("published", "partial-date", "write 2023, 2023-12", "8/4/2016"),
    *CLOSURE.faults("status", "choice", "open, unknown, restricted, closed", "Closed", "shut"),
    *CLOSURE.faults("confidence", "choice", "primary, secondary", "certain"),
    *TOWN.faults(
        "lon", "number", "60.5", "east", "24,9", "1e3", "nan", "inf", "0x18", " 24.9", "9" * 400
    ),
    *TOWN.faults("rank", "count", "whole number", "1.5", "-1"),
    *ARRIVALS.faults(
        "count", "count", "whole number", "-1", "93.0", "9,3", " 93", "many", "٩٣", "9" * 400
    ),
    *SOURCE.faults(
        "url",
        "url",
        "http or https address",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "data:text/html,x",
        "//example.org",
        "https://",
        "https:///x",
        "https://example.org/a b",
        " https://example.org/",
    ),
    *CLOSURE.faults("hours", "hours", "opening_hours syntax", "8-20", "24 h", "daily"),
    *CLOSURE.faults("hours", "hours", "school holidays", "SH off"),
    *AT_SANTIO.faults("hours", "hours", "no position", "sunrise-sunset"),
    *RUSSIAN.faults("hours", "hours", "not all those of RU are known", "PH off"),
    *OF_BOTH_SIDES.faults("hours", "hours", "one country for the sides that decided", "PH off"),
]

REFERENCES = [
    *CLOSURE.faults(
        "decision", "reference", "fi-88 is not in decisions; did you mean fi-8?", "fi-88"
    ),
    *CLOSURE.faults("crossing", "reference", "did you mean vaalimaa?", "valimaa"),
    *CLOSURE.faults("crossing", "reference", "zzz is not in crossings", "zzz"),
    *EVENT.faults(
        "sources",
        "reference",
        "did you mean etela-saimaa-2016-10-22?",
        "etela-saimaa-2016-10-22;etela-saimaa-2016",
    ),
    *ARRIVALS.faults("crossing", "reference", "did you mean niirala?", "nirala"),
    *ARRIVALS.faults("sources", "reference", "x is not in sources", "x"),
    *LAST_DECISION.faults("replaces", "reference", "fi8 is not in decisions; did you", "fi8"),
]

FAULTS = [*FORM, *CELLS, *REFERENCES]
