"""Two records compared: where the statuses differ, and which entries."""

from datetime import datetime, timedelta
from itertools import product

import pytest

from borders.query.comparison import EntryChange, compare
from helpers.commands import run
from helpers.data_faults.fault import CLOSURE, adds_decision
from helpers.edits import reopens_vaalimaa


def no_edit(_folder):
    """The record stays as it is."""


def hours_of(ds, start, end):
    """Every second hour of some days, and the minute before each."""
    at = ds.when(start).start
    while at < ds.when(end).end:
        yield from (at - timedelta(minutes=1), at)
        at += timedelta(hours=2)


EDITS = {
    "nothing": no_edit,
    "a decision that reopens": reopens_vaalimaa,
    "a correction": adds_decision(effective="2025-04-17", replaces="fi-9"),
    "an hour": lambda folder: folder.set_cells(
        "closures.csv", {"crossing": "niirala", "decision": "fi-5"}, valid_from="2023-12-15T16:00"
    ),
    "an end": lambda folder: CLOSURE.set(folder, valid_until="2024-06-30"),
    "a replacement taken back": lambda folder: folder.set_cells(
        "decisions.csv", {"id": "fi-4"}, replaces="", effective_from=""
    ),
    "a crossing more": lambda folder: folder.add_crossing(),
    "a service more": lambda folder: folder.replace(
        "crossings.geojson", '"services": ["road", "bicycle", "asylum"]', '"services": ["asylum", '
        '"road", "bicycle", "boat"]',
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
def test_a_comparison_is_that_of_the_statuses_hour_by_hour(data_folder, ds, edit, backwards):
    edit(data_folder)
    pair = (data_folder.load(), ds) if backwards else (ds, data_folder.load())
    restated = [change for change in compare(*pair).restated if "status" in change.changed]

    def status_of(data, crossing, service, at):
        offered = (crossing, service) in {(c.id, s) for c, s in data.services()}
        return data.timeline(crossing, service).at(at).status if offered else "unknown"

    days = [
        *(("2019-01-01", "2019-01-01"), ("2023-12-10", "2023-12-20"), ("2024-06-29", "2024-07-02")),
        *(("2025-04-14", "2025-04-20"), ("2025-05-01", "2025-05-01"), ("2025-05-04", "2025-05-06")),
    ]
    moments = [at for first, last in days for at in hours_of(ds, first, last)]
    services = {(c.id, s) for data in pair for c, s in data.services()}
    differing = 0
    for (crossing, service), at in product(services, moments):
        before, after = (status_of(data, crossing, service, at) for data in pair)
        changes = [
            (change.before.status, change.after.status)
            for change in restated
            if change.service == service
            and crossing in [point.id for point in change.crossings]
            and (change.start is None or change.start <= at)
            and (change.end is None or at < change.end)
        ]
        assert changes == ([(before, after)] if before != after else [])
        differing += before != after
    assert bool(differing) == bool(restated)


def test_stretches_end_where_the_difference_does(data_folder, ds):
    EDITS["an hour"](data_folder)
    (change,) = compare(ds, data_folder.load()).restated
    assert [crossing.id for crossing in change.crossings] == ["niirala"]
    assert (change.before.status, change.before.decision) == ("open", "fi-4")
    assert (change.after.status, change.after.decision) == ("closed", "fi-5")
    assert change.start == datetime.fromisoformat("2023-12-15T16:00+02:00")
    assert change.end == datetime.fromisoformat("2023-12-15T20:00+02:00")


def test_a_record_does_not_differ_from_itself(ds, data_folder):
    comparison = compare(ds, data_folder.load())
    assert comparison == ((), (), 0, 0)
    assert run("compare", data_folder.path).stdout == "Nothing differs.\n"
    assert run("compare", data_folder.path, data_folder.path).stdout == "Nothing differs.\n"


def test_what_changes_no_status_is_listed_too(ds, data_folder):
    CLOSURE.set(data_folder, confidence="weak", note="Another note.")
    data_folder.set_cells("sources.csv", {"id": "mfa-2016-04-08"}, title="Another title")
    data_folder.set_cells("events.csv", {}, note="Another note.")
    data_folder.set_package("verified_through", "2026-07-03")
    comparison = compare(ds, data_folder.load())
    (change,) = comparison.restated
    assert change.changed == ("confidence", "note")
    assert [(e.table, e.change, e.columns) for e in comparison.entries] == [
        ("package", EntryChange.ALTERED, ("verified_through",)),
        ("sources", EntryChange.ALTERED, ("title",)),
        ("events", EntryChange.ALTERED, ("note",)),
    ]
    assert (comparison.added, comparison.removed) == (1, 1)


def test_a_measure_that_governs_nowhere_is_counted(ds, data_folder):
    data_folder.set_cells(
        "closures.csv", {"crossing": "vaalimaa", "decision": "fi-1"}, note="Another note."
    )
    data_folder.append_row(
        "closures.csv", crossing="vaalimaa", service="road", status="closed", decision="fi-1",
        confidence="weak", sources="interfax-111008", valid_from="2024-03-01",
    )  # fmt: skip
    comparison = compare(ds, data_folder.load())
    assert (comparison.added, comparison.removed) == (2, 1)


def test_rows_in_another_order_are_no_difference(ds, data_folder):
    for file in ("closures.csv", "events.csv", "sources.csv"):
        header, *rows = data_folder.text(file).splitlines()
        data_folder.write(file, "\n".join([header, *rows[::-1]]) + "\n")
    comparison = compare(ds, data_folder.load())
    assert comparison == ((), (), 0, 0)


def test_the_frontier_is_compared(ds, data_folder):
    data_folder.replace("frontier.geojson", "[27.293044, 60.200203]", "[27.293044, 60.200204]")
    (entry,) = compare(ds, data_folder.load()).entries
    assert (entry.table, entry.change) == ("frontier", EntryChange.ALTERED)
