"""Every fault of a data folder is reported with its code and place, and nothing else is."""

import ast
from collections import Counter

import pytest

from borders.record.columns import TABLES
from borders.record.problems import DataError
from helpers.data_faults import FAULTS
from helpers.data_faults.fault import (
    CLOSURE,
    LAST_DECISION,
    adds_decision,
    adds_measure,
    moves_vaalimaa,
)
from helpers.edits import breaks_much
from helpers.source_code import syntax_trees


def places_of(problems):
    """Where the problems are: (code, file, row, column)."""
    return [(p.code, p.file, p.row, p.column) for p in problems]


def test_the_real_data_has_no_problems(each_record):
    assert each_record.problems() == []


def test_a_copy_of_the_real_data_has_no_problems(data_folder):
    data_folder.set_cells("closures.csv", {})
    data_folder.append_row(
        "events.csv", id="x", at="2024", title="x", confidence="weak", sources="fakti-1014404"
    )
    assert data_folder.problems() == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported_with_its_code_and_place_and_nothing_else_is(data_folder, fault):
    row = fault.apply(data_folder)
    # A text that is changed leaves its translations without use.
    expected = {"unused-translation"} - {fault.code}
    problems = [problem for problem in data_folder.problems() if problem.code not in expected]
    file = fault.file.format(folder=data_folder.path)
    assert places_of(problems) == [(fault.code, file, row, fault.column)]
    assert fault.message in problems[0].message


def codes_in_the_source() -> set[str]:
    kinds = {column.kind for columns in TABLES.values() for column in columns}
    codes: set[str] = set()
    for path, tree in syntax_trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = name.id if isinstance(name, ast.Name) else name
            if name not in {"Problem", "add_problem"}:
                continue
            match node.args[0]:
                case ast.Constant(value=str(code)):
                    codes.add(code)
                case ast.IfExp(body=ast.Constant(value=first), orelse=ast.Constant(value=second)):
                    codes |= {first, second}
                case ast.Attribute(attr="kind"):
                    codes |= kinds - {"name", "title", "text"}  # any text is text
                case ast.Name(id="code"):  # handed on
                    pass
                case ast.Attribute(attr="code"):  # of another problem
                    pass
                case unknown:
                    pytest.fail(f"{path.name}:{node.lineno}: what code is {ast.unparse(unknown)}?")
    return codes


def test_every_code_has_a_broken_example():
    assert {fault.code for fault in FAULTS} == codes_in_the_source()


def test_of_one_code_a_hundred_problems_are_listed_in_a_file_and_no_more(data_folder):
    data_folder.write("events.csv", data_folder.text("events.csv") + "x\n" * 10_000)
    CLOSURE.set(data_folder, status="shut")
    problems = data_folder.problems()
    assert Counter(problem.code for problem in problems) == {
        "cells": 101,
        "choice": 1,
    }
    assert sum("more than 100 such problems" in str(problem) for problem in problems) == 1


def test_of_many_warnings_no_error_is_made(data_folder):
    data_folder.edit_crossing("vaalimaa", **{f"unread-{number}": 1 for number in range(200)})
    problems = data_folder.problems()
    assert {(problem.code, str(problem.severity)) for problem in problems} == {
        ("unknown-property", "warning")
    }
    assert len(problems) == 101


def test_a_message_is_short_however_long_what_it_quotes_is(data_folder):
    data_folder.edit_crossing("vaalimaa", services=["x" * 1_000_000])
    (problem,) = data_folder.problems()
    assert len(str(problem)) < 600


def test_all_problems_are_reported_at_once_in_the_order_of_file_and_row(data_folder):
    expected = breaks_much(data_folder)
    with pytest.raises(DataError) as caught:
        data_folder.load()
    assert places_of(caught.value.problems) == expected
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: folder.replace("events.csv", "sources,note", 'sources,note,"a\nb","a\nb"'),
        lambda folder: (
            folder.set_frontier([[27, 60]]) or folder.replace("frontier.geojson", "part-1", r"a\nb")
        ),
        lambda folder: CLOSURE.set(folder, hours="a\nb"),
        lambda folder: CLOSURE.set(folder, status="a\nb"),
        lambda folder: folder.add_crossing(id="a\nb"),
    ],
    ids=["header", "part", "hours", "status", "crossing"],
)
def test_a_problem_is_one_line_whatever_the_data_says(data_folder, edit):
    edit(data_folder)
    lines = [str(problem) for problem in data_folder.problems()]
    assert lines
    assert [line for line in lines if len(line.splitlines()) != 1] == []


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda folder: folder.remove("sources.csv"), ("no-file", "sources.csv", None, None)),
        (
            lambda folder: folder.replace("sources.csv", "id,title,", "id,heading,title,"),
            ("unknown-column", "sources.csv", 1, None),
        ),
        (
            lambda folder: folder.write("crossings.geojson", "{}"),
            ("geojson", "crossings.geojson", None, None),
        ),
        (
            lambda folder: folder.edit_crossing("vaalimaa", position=[500, 60]),
            ("crossing", "crossings.geojson", None, None),
        ),
    ],
    ids=["no file", "header", "collection", "position"],
)
def test_what_cannot_be_read_is_not_also_reported_by_all_that_refers_to_it(
    data_folder, edit, place
):
    edit(data_folder)
    assert places_of(data_folder.problems()) == [place]


def test_a_row_with_a_cell_too_many_is_not_also_reported_by_all_that_refers_to_it(data_folder):
    row = data_folder.replace(
        "decisions.csv", "fi-9,Decision 9: closure", "fi-9,Decision 9, closure"
    )
    assert places_of(data_folder.problems()) == [("cells", "decisions.csv", row, None)]


@pytest.mark.parametrize("id_", ["FI-4", ""])
def test_an_id_that_cannot_be_read_is_reported_once_and_not_by_what_refers_to_it(data_folder, id_):
    row = data_folder.set_cells("decisions.csv", {"id": "fi-4"}, id=id_)
    code = "id" if id_ else "required"
    assert places_of(data_folder.problems()) == [(code, "decisions.csv", row, "id")]


def test_a_circle_of_two_decisions_is_named(data_folder):
    data_folder.set_cells("decisions.csv", {"id": "fi-8"}, replaces="fi-7;fi-9")
    problems = data_folder.problems()
    assert {problem.code for problem in problems} == {"replaces-circle", "replaces-backwards"}
    circle = next(problem for problem in problems if problem.code == "replaces-circle")
    assert "fi-8" in circle.message
    assert "fi-9" in circle.message


def governing(data_folder, day):
    """The decision that governs the road at Vaalimaa from the start of a day."""
    ds = data_folder.load()
    return ds.timeline("vaalimaa").at(ds.when(day).start).measure.decision.id


@pytest.mark.parametrize(
    "repair",
    [
        adds_decision(effective="2025-04-17", replaces="fi-9"),
        adds_decision(effective="2025-04-16", replaces="fi-9"),
    ],
    ids=["from its start", "from before its start"],
)
def test_a_correction_made_the_same_day_is_accepted_and_governs(data_folder, repair):
    repair(data_folder)
    assert governing(data_folder, "2025-04-17") == "fi-9-corrected"


def test_two_decisions_of_a_day_whose_hours_are_given_do_not_tie(data_folder):
    adds_decision()(data_folder)
    data_folder.set_cells("decisions.csv", {"id": "fi-9-corrected"}, decided_at="2025-04-16T15:00")
    assert governing(data_folder, "2025-04-17") == "fi-9-corrected"


def test_a_measure_may_start_at_the_instant_at_which_the_one_before_ends(data_folder):
    data_folder.set_cells(
        "closures.csv", {**CLOSURE.cells, "decision": "fi-9"}, valid_until="2025-04-30"
    )
    adds_measure(valid_from="2025-05-01", status="open")(data_folder)
    ds = data_folder.load()
    assert ds.status("vaalimaa", "2025-04-30").status == "closed"
    assert ds.status("vaalimaa", "2025-05-01").status == "open"


def test_every_measure_under_a_long_one_is_reported(data_folder):
    rows = [
        adds_measure(valid_from=f"2025-05-{day}", valid_until=f"2025-05-{day}")(data_folder)
        for day in ("01", "03", "05")
    ]
    assert places_of(data_folder.problems()) == [
        ("overlap", "closures.csv", row, "valid_from") for row in rows
    ]


def test_a_side_named_twice_is_reported_where_it_stands(data_folder):
    row = LAST_DECISION.set(data_folder, sides="fi;fi")
    assert places_of(data_folder.problems()) == [("ids", "decisions.csv", row, "sides")]


def test_a_stated_unknown_leaves_no_gap(data_folder):
    where = {"crossing": "vaalimaa", "service": "asylum", "decision": "fi-9"}
    data_folder.set_cells("closures.csv", where, valid_until="2026-01-31")
    assert [problem.code for problem in data_folder.problems()] == ["gap"]
    adds_measure(service="asylum", status="unknown", valid_from="2026-02-01")(data_folder)
    assert data_folder.problems() == []


def test_a_late_decision_that_says_so_is_no_warning(data_folder):
    data_folder.remove("translations.csv")  # of texts that are changed here
    where = {"id": "rail-2021"}
    data_folder.set_cells(
        "decisions.csv", where, effective_from="2021-10-13", note="Made a day late."
    )
    assert data_folder.problems() == []


def test_a_point_48_m_off_the_line_is_accepted(data_folder):
    moves_vaalimaa(by_lon=0.0012)(data_folder)
    assert 45 < data_folder.load().linear_positions["vaalimaa"].offset_m < 50
    assert data_folder.problems() == []


def test_a_doubled_first_vertex_does_not_stop_the_measuring(data_folder):
    sea, land = data_folder.frontier_parts()
    data_folder.set_frontier([sea[0], *sea], land)
    data_folder.edit_crossing("vaalimaa", position=sea[0])
    ds = data_folder.load()
    assert data_folder.problems() == []
    assert ds.linear_positions["vaalimaa"].chainage_m == pytest.approx(0, abs=1e-6)
