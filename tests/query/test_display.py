"""How answers show themselves: in a line, on a screen, as an HTML table; in local time, escaped."""

import re
from html.parser import HTMLParser

import pytest

from borders.display import Answers
from helpers.edits import HOSTILE_NAME, makes_names_hostile

VALUES = {
    "dataset": lambda ds: ds,
    "record": lambda ds: ds.record,
    "package": lambda ds: ds.package,
    "frontier": lambda ds: ds.frontier,
    "when": lambda ds: ds.when("2023-12-15"),
    "crossing": lambda ds: ds.crossing("vaalimaa"),
    "status": lambda ds: ds.status("vaalimaa", "2023-12-15T20:00"),
    "run": lambda ds: ds.status("vaalimaa", "2023-12-15T20:00").run,
    "measure": lambda ds: ds.record.measures[-1],
    "decision": lambda ds: ds.record.measures[-1].decision,
    "source": lambda ds: ds.record.measures[-1].documents[0],
    "claim": lambda ds: ds.record.claims[0],
    "period": lambda ds: ds.period("2023-11-01", "2023-12-31"),
    "slice": lambda ds: ds.slice("2023-12-15"),
    "crossing of a slice": lambda ds: ds.slice("2023-12-15").crossings[2],
    "run of the frontier": lambda ds: ds.frontier_stats()[0].runs[0],
}
LISTS = {
    "timeline": lambda ds: ds.timeline("vaalimaa"),
    "changes": lambda ds: ds.changes(),
    "days": lambda ds: ds.change_days(),
    "diff": lambda ds: ds.diff("2023-11-17", "2023-12-20"),
    "nearest": lambda ds: ds.nearest(60.17, 24.94, "2023-11-20"),
    "stats": lambda ds: ds.stats(by="month"),
    "frontier stats": lambda ds: ds.frontier_stats(by="month"),
    "stretches": lambda ds: ds.stretches(ds.record.crossings.values()),
    "explanation": lambda ds: ds.explain("vaalimaa", "2023-12-15"),
    "measures of a side": lambda ds: Answers(ds.explain("vaalimaa", "2023-12-15")[0].weighed),
    "measures": lambda ds: ds.measures(ds.crossing("vaalimaa"), "road"),
}


@pytest.mark.parametrize("answer", VALUES.values(), ids=VALUES)
def test_a_value_is_one_line_and_a_short_table(ds, answer):
    value = answer(ds)
    assert re.fullmatch(rf"<{type(value).__name__} .{{5,230}}>", repr(value))
    assert "datetime" not in repr(value)
    assert value._repr_html_().startswith("<")


@pytest.mark.parametrize("answer", LISTS.values(), ids=LISTS)
def test_a_list_is_never_more_than_a_screen(ds, answer):
    value = answer(ds)
    lines = repr(value).splitlines()
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 110
    assert "datetime" not in repr(value)
    assert value._repr_html_().count("<tr>") == len(lines)
    assert ("more" in repr(value)) is ("more" in value._repr_html_()) is (len(lines) == 20)


def test_times_are_local_with_their_offset(ds):
    last_changes = ds.changes("2023-12-15", "2024-01-01")
    assert "2023-12-15T20:00+02:00" in repr(last_changes[0])
    assert "since=2023-12-15T20:00+02:00" in repr(ds.status("vaalimaa", "2023-12-20"))
    for text in (repr(last_changes), ds.timeline("vaalimaa")._repr_html_()):
        assert "2023-12-15T20:00+02:00" in text
        assert "18:00" not in text


def test_answers_are_still_lists(ds):
    changes = ds.changes("2023-12-15", "2023-12-15")
    assert changes == list(changes)
    assert changes[0].after.status == "closed"
    nothing = ds.changes("2024-06-01", "2024-06-02")
    assert (repr(nothing), nothing._repr_html_()) == ("[]", None)


class Texts(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = set(), []
        self.feed(text)

    def handle_starttag(self, tag, _):
        self.tags.add(tag)

    def handle_data(self, text):
        self.texts.append(text)


def test_hostile_text_stays_text(data_folder):
    hostile = makes_names_hostile(data_folder)
    for answer in (*VALUES.values(), *LISTS.values()):
        shown = Texts(answer(hostile)._repr_html_())
        assert shown.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p", "b", "div", "img"}
    assert HOSTILE_NAME in Texts(hostile.stats()._repr_html_()).texts
