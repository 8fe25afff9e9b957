"""As of an instant of the day of a decision whose hour is not known, the answer says so."""

from __future__ import annotations

import pytest

from helpers.commands import answer, run

AS_OF = [
    ("2025-04-16T10:00", True),  # decision 9 was made that day; no source has the hour
    ("2025-04-16", False),  # through the end of that day
    ("2025-04-17T10:00", False),
]


@pytest.mark.parametrize(("as_of", "expected"), AS_OF)
def test_an_hour_that_nobody_recorded_is_not_guessed(ds, as_of, expected):
    status = ds.status("vaalimaa", "2025-05-01", as_of=as_of)
    assert status.measure.decision.id == "fi-9"
    assert status.decided_that_day is expected


@pytest.mark.parametrize(("as_of", "expected"), AS_OF)
def test_the_command_says_so_in_text_and_in_json(as_of, expected):
    arguments = ("status", "vaalimaa", "--at", "2025-05-01", "--as-of", as_of)
    assert answer(*arguments)["decided_that_day"] is expected
    assert ("decided on that day, hour not known" in run(*arguments).stdout) is expected


def test_what_is_known_now_is_known(ds):
    assert ds.status("vaalimaa", "2025-05-01").decided_that_day is False
