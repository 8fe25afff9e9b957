from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import borders
from borders.cli import main
from borders.record.columns import TABLES
from borders.record.problems import DataError, Severity
from helpers.data_faults import CLOSED, FAULTS, LAST, measure, moved, same_day
from helpers.editable_folder import Copy


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def places(problems):
    return [(p.code, p.file, p.row, p.column) for p in problems]


def test_the_real_data_has_no_errors_and_few_warnings(ds):
    found = [problem for problem in ds.problems() if problem.severity != "warning"]
    assert found == []
    assert len(ds.problems()) < 10


def test_a_copy_of_the_real_data_has_no_problems(copy):
    copy.cells("closures.csv", {})
    copy.append(
        "events.csv", id="x", at="2024", title="x", confidence="weak", sources="fakti-1014404"
    )
    assert copy.problems() == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported_with_its_code_and_place_and_nothing_else_is(copy, fault):
    row = fault.edit(copy)
    # A text that is changed leaves its translations without use.
    besides = {"unused-translation"} - {fault.code}
    problems = [problem for problem in copy.problems() if problem.code not in besides]
    file = fault.file.format(folder=copy.path)
    assert places(problems) == [(fault.code, file, row, fault.column)]
    assert fault.says in problems[0].message


def codes_in_the_source() -> set[str]:
    kinds = {column.kind for columns in TABLES.values() for column in columns}
    found: set[str] = set()
    for path in Path(borders.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = name.id if isinstance(name, ast.Name) else name
            if name not in {"Problem", "add_problem"}:
                continue
            match node.args[0]:
                case ast.Constant(value=str(code)):
                    found.add(code)
                case ast.IfExp(body=ast.Constant(value=one), orelse=ast.Constant(value=other)):
                    found |= {one, other}
                case ast.Attribute(attr="kind"):
                    found |= kinds - {"text"}  # any text is text
                case ast.Name(id="code"):  # handed on
                    pass
                case other:
                    pytest.fail(f"{path.name}:{node.lineno}: what code is {ast.unparse(other)}?")
    return found


def test_every_code_has_a_broken_example():
    assert {fault.code for fault in FAULTS} | {"too-many"} == codes_in_the_source()


def test_of_one_file_a_hundred_problems_are_listed_and_no_more(copy):
    copy.write("events.csv", copy.text("events.csv") + "x\n" * 10_000)
    copy.cells("closures.csv", CLOSED, status="shut")
    problems = copy.problems()
    assert Counter(problem.code for problem in problems) == {
        "cells": 100,
        "too-many": 1,
        "choice": 1,
    }
    assert "more than 100" in next(str(p) for p in problems if p.code == "too-many")


def test_a_warning_stops_neither_a_question_nor_a_map(copy, tmp_path):
    copy.append("sources.csv", id="x", title="x", publisher="x", language="en", form="original")
    copy.write("closures.csv", "\ufeff" + copy.text("closures.csv").replace("\n", "\r\n"))
    found = {problem.code for problem in copy.problems()}
    assert found == {"byte-order-mark", "line-ends", "undated", "unused"}
    assert {problem.severity for problem in copy.problems()} == {Severity.WARNING}
    assert borders.load(copy.path).status("vaalimaa", "2024-01-01").status == "closed"
    done = CliRunner().invoke(
        main, ["map", "2023-12-15", "-o", str(tmp_path / "m.svg"), "--data", str(copy.path)]
    )
    assert done.exit_code == 0, done.output


def test_an_error_of_a_text_stops_what_is_published_but_no_question(copy, tmp_path):
    copy.cells("closures.csv", CLOSED, note="<b>closed</b>")
    assert borders.load(copy.path).status("vaalimaa", "2024-05-01").status == "closed"
    for command in (
        ["map", "2023-12-15", "-o", "m.svg"],
        ["site", "-o", "s"],
        ["export", "-o", "e"],
    ):
        command[-1] = str(tmp_path / command[-1])
        done = CliRunner().invoke(main, [*command, "--data", str(copy.path)])
        assert done.exit_code == 1
        assert "markup" in done.stderr
        assert not Path(command[-1]).exists()


def test_a_circle_of_two_decisions_is_named(copy):
    copy.cells("decisions.csv", {"id": "fi-8"}, replaces="fi-7;fi-9")
    problems = copy.problems()
    assert {problem.code for problem in problems} == {"replaces-circle", "replaces-backwards"}
    circle = next(problem for problem in problems if problem.code == "replaces-circle")
    assert "fi-8" in circle.message
    assert "fi-9" in circle.message


def governing(copy, day):
    """The decision that governs the road at Vaalimaa from the start of a day."""
    ds = borders.load(copy.path)
    return ds.timeline("vaalimaa").at(ds.when(day).start).measure.decision.id


@pytest.mark.parametrize(
    "repair",
    [
        same_day(effective="2025-04-17", replaces="fi-9"),
        same_day(effective="2025-04-16", replaces="fi-9"),
    ],
    ids=["from its start", "from before its start"],
)
def test_a_correction_made_the_same_day_is_accepted_and_governs(copy, repair):
    repair(copy)
    assert governing(copy, "2025-04-17") == "fi-9-corrected"


def test_two_decisions_of_a_day_whose_hours_are_given_do_not_tie(copy):
    same_day()(copy)
    copy.cells("decisions.csv", {"id": "fi-9-corrected"}, decided_at="2025-04-16T15:00")
    assert governing(copy, "2025-04-17") == "fi-9-corrected"


def test_a_measure_may_start_at_the_instant_at_which_the_one_before_ends(copy):
    copy.cells("closures.csv", {**CLOSED, "decision": "fi-9"}, valid_until="2025-04-30")
    measure(valid_from="2025-05-01", status="open")(copy)
    ds = borders.load(copy.path)
    assert ds.status("vaalimaa", "2025-04-30").status == "closed"
    assert ds.status("vaalimaa", "2025-05-01").status == "open"


def test_a_point_48_m_off_the_line_is_accepted(copy):
    moved(by_lon=0.0012)(copy)
    assert 45 < borders.load(copy.path).linear_positions["vaalimaa"].offset_m < 50
    assert copy.problems() == []


def test_every_measure_under_a_long_one_is_reported(copy):
    rows = [
        measure(valid_from=f"2025-05-{day}", valid_until=f"2025-05-{day}")(copy)
        for day in ("01", "03", "05")
    ]
    assert places(copy.problems()) == [
        ("overlap", "closures.csv", row, "valid_from") for row in rows
    ]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda c: (c.path / "sources.csv").unlink(), ("no-file", "sources.csv", None, None)),
        (
            lambda c: c.swap("sources.csv", "id,title,", "id,heading,title,"),
            ("unknown-column", "sources.csv", 1, None),
        ),
        (
            lambda c: c.write("crossings.geojson", "{}"),
            ("geojson", "crossings.geojson", None, None),
        ),
        (lambda c: c.move("vaalimaa", [500, 60]), ("crossing", "crossings.geojson", None, None)),
    ],
    ids=["no file", "header", "collection", "position"],
)
def test_what_cannot_be_read_is_not_also_reported_by_all_that_refers_to_it(copy, edit, place):
    edit(copy)
    assert places(copy.problems()) == [place]


def test_a_row_with_a_cell_too_many_is_not_also_reported_by_all_that_refers_to_it(copy):
    row = copy.swap("decisions.csv", "fi-9,Decision 9: closure", "fi-9,Decision 9, closure")
    assert places(copy.problems()) == [("cells", "decisions.csv", row, None)]


def test_a_feature_that_is_not_an_object_is_not_passed_over(copy):
    found = copy.json("crossings.geojson")
    found["features"].append(None)
    copy.save_json("crossings.geojson", found)
    problems = copy.problems()
    assert [problem.file for problem in problems] == ["crossings.geojson"]
    assert "feature 22" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "9" * 5_000,  # more digits than Python turns into a number
        '{"type": "FeatureCollection", "features": [{"properties": {"id": NaN}}]}',
        "\ufeff{}",
        "",
        '{"type": "FeatureCollection", "features": [{"properties": '
        + '{"a":' * 900
        + "1"
        + "}" * 902,
    ],
    ids=["deep", "long number", "NaN", "byte order mark", "empty", "deep texts"],
)
def test_strange_json_is_a_problem_of_its_file_and_no_crash(copy, text):
    copy.write("frontier.geojson", text)
    assert {problem.file for problem in copy.problems()} == {"frontier.geojson"}


def test_half_a_surrogate_pair_is_not_text(copy):
    # JSON can write it, but no file and no terminal can be given it.
    copy.swap("crossings.geojson", '"Vaderma"', r'"Vad\ud800rma"')
    assert [problem.file for problem in copy.problems()] == ["crossings.geojson"]
    copy.swap("datapackage.json", '"title": "Crossing', r'"title": "\ud800')
    assert "datapackage.json" in {problem.file for problem in copy.problems()}


def test_description_and_licences_may_be_left_out(copy):
    (copy.path / "translations.csv").unlink()  # of texts that are changed here
    copy.package("description", None)
    copy.package("licenses", None)
    assert copy.problems() == []


def test_a_side_named_twice_is_reported_where_it_stands(copy):
    row = copy.cells("decisions.csv", LAST, sides="fi;fi")
    assert places(copy.problems()) == [("ids", "decisions.csv", row, "sides")]


def test_a_doubled_first_vertex_does_not_stop_the_measuring(copy):
    sea, land = copy.parts()
    copy.frontier([sea[0], *sea], land)
    copy.move("vaalimaa", sea[0])
    ds = borders.load(copy.path)
    assert copy.problems() == []
    assert ds.linear_positions["vaalimaa"].chainage_m == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_only_a_newline_ends_a_line(copy, character, quote):
    row = copy.cells("events.csv", {"id": "2022-03-30-vr-freight-resumed"}, at="soon")
    note = f"{quote}Attributed{character}to the minister{quote}"
    copy.swap("events.csv", "Attributed to Interior Minister Risikko.", note)
    found = [problem for problem in copy.problems() if problem.code != "control"]
    assert places(found) == [("partial-date", "events.csv", row, "at")]


def test_a_row_over_several_lines_moves_the_rows_below_it(copy):
    copy.swap("events.csv", "Attributed to Interior Minister Risikko.", '"a\nb\nc"')
    row = copy.swap("events.csv", "2022-03-30-vr-freight-resumed,2022-03-30,", "resumed,soon,")
    assert row > 5
    assert places(copy.problems()) == [("partial-date", "events.csv", row, "at")]


def test_a_row_over_several_lines_is_named_by_its_first(copy):
    copy.swap("events.csv", "Attributed to Interior Minister Risikko.", '"a\nb\nc"')
    row = copy.swap("events.csv", "dropped,2016-10-22,", "dropped,soon,")
    assert places(copy.problems()) == [("partial-date", "events.csv", row, "at")]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing_that_is_said(copy, ds):
    for path in copy.path.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    found = borders.load(copy.path)
    assert found.record == ds.record
    assert found.frontier == ds.frontier
    assert found.basemap == ds.basemap
    assert found.text("closures.csv") == ds.text("closures.csv")
    assert {problem.code for problem in copy.problems()} == {"byte-order-mark", "line-ends"}


def test_blank_lines_change_nothing_but_the_lines(copy, ds):
    copy.write("events.csv", copy.text("events.csv").replace("\n", "\n\n"))
    assert borders.load(copy.path).record.events == ds.record.events
    assert places(copy.problems()) == [("blank-line", "events.csv", 2, None)]


def break_much(copy):
    """Break a folder in many places; returns the places in the order of file and row."""
    early = copy.cells("closures.csv", {"service": "road"}, status="shut", confidence="sure")
    late = copy.cells("closures.csv", CLOSED, valid_from="soon", sources="interfax-11100")
    copy.add_crossing(services=["ferry"])
    decision = copy.cells("decisions.csv", LAST, authority="")
    copy.swap("events.csv", "confidence,sources,note", "confidence,sources")
    (copy.path / "claims.csv").unlink()
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


def test_all_problems_are_reported_at_once_in_the_order_of_file_and_row(copy):
    expected = break_much(copy)
    with pytest.raises(DataError) as caught:
        borders.load(copy.path)
    assert places(caught.value.problems) == expected
    assert isinstance(caught.value, ValueError)


def check(folder):
    return CliRunner().invoke(main, ["check", str(folder)])


def test_check_prints_every_problem_on_a_line_of_stderr_and_exits_1(copy):
    expected = break_much(copy)
    result = check(copy.path)
    problems = copy.problems()
    assert result.exit_code == 1
    assert result.stdout == ""
    first, *others = result.stderr.splitlines()
    assert first == f"Error: {copy.path}: {len(expected)} errors"
    assert others == [str(problem) for problem in problems]
    assert others[1].startswith(
        f"closures.csv:{expected[1][2]} [status]: choice: 'shut' is not one"
    )


def test_check_finds_what_only_the_deep_rules_see(copy):
    row = copy.cells("closures.csv", CLOSED, hours="8-20")
    result = check(copy.path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"closures.csv:{row} [hours]: hours: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "edit",
    [
        lambda copy: copy.swap("events.csv", "sources,note", 'sources,note,"a\nb","a\nb"'),
        lambda copy: copy.frontier([[27, 60]]) or copy.swap("frontier.geojson", "part-1", r"a\nb"),
        lambda copy: copy.cells("closures.csv", CLOSED, hours="a\nb"),
        lambda copy: copy.cells("closures.csv", CLOSED, status="a\nb"),
        lambda copy: copy.add_crossing(id="a\nb"),
    ],
    ids=["header", "part", "hours", "status", "crossing"],
)
def test_a_problem_is_one_line_whatever_the_data_says(copy, edit):
    edit(copy)
    lines = [str(problem) for problem in copy.problems()]
    assert lines
    assert [line for line in lines if len(line.splitlines()) != 1] == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.unlink(missing_ok=True), "no-folder"),
        (lambda path: path.write_text("x"), "no-folder"),
        (lambda path: path.mkdir(), "no-file"),
    ],
    ids=["missing", "a file", "empty"],
)
def test_a_folder_that_is_none_is_told_in_one_error(tmp_path, make, code):
    folder = tmp_path / "data"
    make(folder)
    with pytest.raises(DataError) as caught:
        borders.load(folder)
    assert {problem.code for problem in caught.value.problems} == {code}
    result = check(folder)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {folder}: ")
    assert "Traceback" not in result.stderr


def test_a_stated_unknown_leaves_no_gap(copy):
    where = {"crossing": "vaalimaa", "service": "asylum", "decision": "fi-9"}
    copy.cells("closures.csv", where, valid_until="2026-01-31")
    assert [problem.code for problem in copy.problems()] == ["gap"]
    measure(service="asylum", status="unknown", valid_from="2026-02-01")(copy)
    assert copy.problems() == []


def test_a_late_decision_that_says_so_is_no_warning(copy):
    (copy.path / "translations.csv").unlink()  # of texts that are changed here
    where = {"id": "rail-2021"}
    copy.cells("decisions.csv", where, effective_from="2021-10-13", note="Made a day late.")
    assert copy.problems() == []
