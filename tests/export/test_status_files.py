"""The status of a date as a CSV table."""

import csv
import io

import pytest

from borders.export.status_files import COLUMNS, history_table, status_table


def rows_of(at):
    """The rows of a slice's table by crossing and service."""
    rows = list(csv.DictReader(io.StringIO(status_table(at))))
    return {(row["crossing"], row["service"]): row for row in rows}


def test_there_is_a_row_for_every_crossing_and_service(ds):
    rows = rows_of(ds.slice("2023-11-27"))
    assert rows.keys() == {(crossing.id, service) for crossing, service in ds.services()}
    assert tuple(next(iter(rows.values()))) == COLUMNS


@pytest.mark.parametrize(
    ("crossing", "expected"),
    [
        (
            "vaalimaa",
            {
                "status": "closed",
                "since": "2023-11-18T00:00:00+02:00",
                "until": "2023-12-14T00:00:00+02:00",
                "announced_until": "2023-12-24T00:00:00+02:00",
                "decision": "fi-2",
                "confidence": "primary",
            },
        ),
        ("parikkala", {"service": "road"}),
    ],
)
def test_a_row_keeps_the_plan_and_what_came_of_it_apart(ds, crossing, expected):
    row = rows_of(ds.slice("2023-11-27"))[crossing, "road"]
    assert row.items() >= expected.items()
    assert bool(row["decision"]) == bool(row["sources"])


def test_what_no_source_says_is_unknown_and_empty(ds):
    row = rows_of(ds.slice("2023-11-27"))["haapasaari", "asylum"]
    assert (row["status"], row["decision"], row["sources"]) == ("unknown", "", "")


def test_every_date_has_its_table_beside_its_page(december_site, ds):
    text = (december_site / "dates" / "2023-12-15" / "status.csv").read_text(encoding="utf-8")
    assert text == status_table(ds.slice("2023-12-15"))


def test_a_crossings_history_covers_all_of_time_for_each_service(ds, december_site):
    crossing = ds.record.crossings["vaalimaa"]
    text = history_table(ds, crossing)
    rows = list(csv.DictReader(io.StringIO(text)))
    for service in crossing.services:
        spans = [row for row in rows if row["service"] == service]
        assert [row["until"] for row in spans[:-1]] == [row["since"] for row in spans[1:]]
        assert spans[0]["since"] == spans[-1]["until"] == ""
        assert [row["status"] for row in spans] == [
            span.status for span in ds.timeline("vaalimaa", service).spans
        ]
    page = december_site / "crossings" / "vaalimaa"
    assert (page / "history.csv").read_text(encoding="utf-8") == text
