"""A decision that replaces another and is silent about a point would reopen it: an error."""

from __future__ import annotations

import pytest

import borders
from borders.record.replacement_checks import find_uncovered
from helpers.hasty_decision import hasty_folder


@pytest.fixture
def hasty(tmp_path):
    return hasty_folder(tmp_path)


def silent(copy):
    problems = borders.load(copy.path).problems()
    return [problem for problem in problems if problem.code == "silent-replacement"]


def test_the_record_restates_all_that_it_replaces(each_record):
    assert not list(find_uncovered(each_record.record))


def test_what_would_open_again_is_an_error_that_says_from_where(hasty):
    messages = [problem.message for problem in silent(hasty)]
    assert len(messages) > 6
    (imatra,) = (message for message in messages if " imatra, road" in message)
    assert "fi-10 replaces fi-9" in imatra
    assert "covid-end-2022" in imatra
    assert "open" in imatra
    assert all(problem.severity == "error" for problem in silent(hasty))
    assert not any("vaalimaa, road" in message for message in messages)


def test_the_uncovered_services_are_those_that_the_replaced_decision_governed(hasty):
    record = borders.load(hasty.path).record
    uncovered = {(one.crossing, one.service) for one in find_uncovered(record)}
    governed = {(one.crossing, one.service) for one in record.measures if one.decision.id == "fi-9"}
    assert uncovered == governed - {("vaalimaa", "road"), ("nuijamaa", "road")}


def test_nothing_is_published_from_such_a_record(hasty):
    with pytest.raises(borders.DataError, match="silent-replacement"):
        borders.load(hasty.path).require_no_errors()


def test_an_end_that_was_planned_uncovers_nothing(tmp_path):
    copy = hasty_folder(tmp_path)
    copy.set_cells("decisions.csv", {"id": "fi-10"}, decided_at="2024-01-01", replaces="fi-4")
    copy.set_cells("decisions.csv", {"id": "fi-10"}, effective_from="2024-01-15")
    assert not [problem for problem in silent(copy) if "fi-10" in problem.message]
