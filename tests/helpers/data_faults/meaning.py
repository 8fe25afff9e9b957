"""Faults of what decisions, measures, arrivals and documents say together."""

from helpers.data_faults.fault import (
    ARRIVALS,
    CLOSURE,
    LAST_DECISION,
    NO_ASYLUM,
    SOURCE,
    TRANSLATION,
    Fault,
    Row,
    adds_decision,
    adds_measure,
    file_fault,
)


def _measure_before_its_decision(folder):
    where = {"crossing": "vaalimaa", "decision": "fi-5"}
    folder.set_cells("closures.csv", where, valid_from="2023-12-13")
    return folder.set_cells("decisions.csv", {"id": "fi-5"}, note="")


def _gap_between_measures(folder):
    row = NO_ASYLUM.set(folder, valid_until="2026-01-31")
    adds_measure(**NO_ASYLUM.cells, valid_from="2026-03-01")(folder)
    return row


def adds_an_uncited_source(folder):
    cells = {"id": "x", "title": "x", "publisher": "x", "published": "2024", "language": "en"}
    return folder.append_row("sources.csv", **cells, form="original")


def _decision_9_silent_on_imatra(folder):
    forgotten = {"crossing": "imatra", "service": "road", "decision": "fi-9"}
    rows = [row for row in folder.rows("closures.csv") if not forgotten.items() <= row.items()]
    folder.write_rows("closures.csv", folder.header("closures.csv"), rows)
    ids = [row["id"] for row in folder.rows("decisions.csv")]
    return ids.index("fi-9") + 2


DECISIONS = [
    *LAST_DECISION.faults("sides", "side", "'se' is not one of fi, ru", "se"),
    *LAST_DECISION.faults("effective_from", "no-effect", "fi-9 replaces", ""),
    *LAST_DECISION.faults("replaces", "replaces-circle", "in a circle: fi-9 → fi-9", "fi-8;fi-9"),
    LAST_DECISION.fault(
        "replaces what was decided later",
        "replaces-backwards",
        "replaces",
        "fi-9 replaces fi-8",
        decided_at="2024-04-03",
    ),
    Row("decisions.csv", {"id": "rail-2021"}).fault(
        "a decision made after it took effect",
        "retroactive",
        "decided_at",
        "say so in the note",
        effective_from="2021-10-13",
        note="",
    ),
    Fault(
        "a measure from before its decision",
        "retroactive",
        "decisions.csv",
        _measure_before_its_decision,
        "decided_at",
        "say so in the note",
    ),
]

MEASURES = [
    *CLOSURE.faults(
        "valid_until",
        "ends-before-start",
        "must be after valid_from",
        "2024-04-14",
        "2024-04-15T00:00",
    ),
    *CLOSURE.faults("service", "service", "vaalimaa offers road, bicycle, asylum", "rail-freight"),
    *(
        Fault(name, code, "closures.csv", edit, "valid_from", message)
        for name, code, message, edit in (
            (
                "a measure within another of its decision",
                "overlap",
                "of the same decision",
                adds_measure(valid_from="2025-05-01"),
            ),
            ("two decisions of a day", "tie", "give the hour", adds_decision()),
            (
                "a correction that comes later than what it corrects",
                "tie",
                "give the hour",
                adds_decision(effective="2025-04-18", replaces="fi-9"),
            ),
        )
    ),
    NO_ASYLUM.fault(
        "no measure after an end",
        "gap",
        "valid_until",
        "vaalimaa, asylum: nothing is said from 2026-02-01T00:00+02:00; add",
        valid_until="2026-01-31",
    ),
    Fault(
        "a gap between two measures",
        "gap",
        "closures.csv",
        _gap_between_measures,
        "valid_until",
        "from 2026-02-01T00:00+02:00 until 2026-03-01T00:00+02:00; add",
    ),
]

OTHERS = [
    Fault(
        "a decision that forgets a point of the one that it replaces",
        "silent-replacement",
        "decisions.csv",
        _decision_9_silent_on_imatra,
        "replaces",
        "imatra, road: the measure of",
    ),
    *ARRIVALS.faults(
        "until", "ends-before-start", "must not be before date", "2023-12-13", "2023-11", "2022"
    ),
    *ARRIVALS.faults("scope", "scope", "one of the two", "whole border"),
    ARRIVALS.fault("a number of nowhere", "scope", "scope", "must say where", crossing=""),
    SOURCE.fault(
        "a document without a date or an address",
        "undated",
        None,
        "give it, or an address",
        published="",
        url="",
        note="",
    ),
    Fault(
        "a document that nothing cites",
        "unused",
        "sources.csv",
        adds_an_uncited_source,
        "id",
        "cite it",
    ),
    Fault(
        "a text translated twice",
        "duplicate",
        "translations.csv",
        lambda folder: folder.append_row(
            "translations.csv", **TRANSLATION.cells, translation="Ryssä"
        ),
        "text",
        "has a translation into fi on line",
    ),
    *TRANSLATION.faults("language", "choice", "is not one of fi, sv, ru", "xx"),
    file_fault(
        "a translation of nothing",
        "unused-translation",
        "translations.csv",
        lambda folder: TRANSLATION.set(folder, text="Ruritania"),
        "take out its translation",
        "text",
    ),
]

FAULTS = [*DECISIONS, *MEASURES, *OTHERS]
