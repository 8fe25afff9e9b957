"""Tables as they come: line ends, quotes, rows over several lines, odd characters."""

import pytest


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_only_a_newline_ends_a_line(data_folder, character, quote):
    row = data_folder.set_cells("events.csv", {"id": "2022-03-30-vr-freight-resumed"}, at="soon")
    note = f"{quote}Attributed{character}to the minister{quote}"
    data_folder.replace("events.csv", "Attributed to Interior Minister Risikko.", note)
    problems = [problem for problem in data_folder.problems() if problem.code != "control"]
    assert [(p.code, p.file, p.row, p.column) for p in problems] == [
        ("partial-date", "events.csv", row, "at")
    ]


def test_a_row_over_several_lines_moves_the_rows_below_it(data_folder):
    data_folder.replace("events.csv", "Attributed to Interior Minister Risikko.", '"a\nb\nc"')
    row = data_folder.replace(
        "events.csv", "2022-03-30-vr-freight-resumed,2022-03-30,", "resumed,soon,"
    )
    assert row > 5
    assert [(p.code, p.file, p.row, p.column) for p in data_folder.problems()] == [
        ("partial-date", "events.csv", row, "at")
    ]


def test_a_row_over_several_lines_is_named_by_its_first(data_folder):
    data_folder.replace("events.csv", "Attributed to Interior Minister Risikko.", '"a\nb\nc"')
    row = data_folder.replace("events.csv", "dropped,2016-10-22,", "dropped,soon,")
    assert [(p.code, p.file, p.row, p.column) for p in data_folder.problems()] == [
        ("partial-date", "events.csv", row, "at")
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_no_fact(data_folder, ds):
    for path in data_folder.path.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    changed = data_folder.load()
    assert changed.record == ds.record
    assert changed.frontier == ds.frontier
    assert changed.basemap == ds.basemap
    assert changed.text("closures.csv") == ds.text("closures.csv")
    assert {problem.code for problem in data_folder.problems()} == {"format"}


def test_blank_lines_change_nothing_but_the_lines(data_folder, ds):
    data_folder.write("events.csv", data_folder.text("events.csv").replace("\n", "\n\n"))
    assert data_folder.load().record.events == ds.record.events
    assert [(p.code, p.file, p.row, p.column) for p in data_folder.problems()] == [
        ("format", "events.csv", None, None)
    ]
