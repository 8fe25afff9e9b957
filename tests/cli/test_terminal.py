"""What only a terminal gets: wrapped lines, colours, a progress bar."""

import re

import pytest

from helpers.commands import printed
from helpers.terminal import on_a_terminal

STATUS = ["status", "vaalimaa", "--at", "2023-12-15"]
BOLD_RED, PLAIN = "\x1b[31m\x1b[1m", "\x1b[0m"


def words(text):
    return re.sub(r"\x1b\[\d+m", "", text).split()


def test_a_terminal_gets_lines_that_fit_and_a_pipe_whole_ones():
    text = printed(*STATUS)
    narrow = on_a_terminal(*STATUS, columns=60, NO_COLOR="1")
    assert words(narrow) == words(text)
    assert max(len(line) for line in text.splitlines()) > 100
    long = [line for line in narrow.splitlines() if len(line) > 60]
    assert [len(line.split()) for line in long] == [1] * len(long)  # addresses, which stay whole
    assert "\n  decision   Decision 5: Vaalimaa and Niirala closed again;\n" in narrow
    assert "\n             all eight shut (Government of Finland," in narrow


def test_a_table_and_what_programs_read_stay_as_they_are():
    table = printed("crossings", "--at", "2023-12-15").rpartition("\n\n")[0]
    assert on_a_terminal("crossings", "--at", "2023-12-15", columns=50).startswith(table)
    assert on_a_terminal(*STATUS, "--format", "json", columns=50) == printed(
        *STATUS, "--format", "json"
    )


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_a_terminal_gets_statuses_in_colour(environment, coloured):
    first = on_a_terminal(*STATUS, **environment).splitlines()[0]
    plain = printed(*STATUS).splitlines()[0]
    assert first == (f"{BOLD_RED}{plain}{PLAIN}" if coloured else plain)


def test_a_pipe_gets_colours_only_where_they_are_asked_for():
    assert "\x1b" not in printed("status")
    forced = printed("status", "--at", "2023-12-14", FORCE_COLOR="1").splitlines()
    assert forced[1] == "\x1b[32m\x1b[1mVaalimaa       road  Open since 14 December 2023\x1b[0m"
    assert forced[2].startswith(f"{BOLD_RED}Nuijamaa")
    assert "\x1b" not in forced[0] + forced[-1]
    assert "\x1b" not in printed("status", FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in printed("status", "--format", "json", FORCE_COLOR="1")


def test_a_site_shows_how_far_it_is_on_a_terminal_alone(tmp_path):
    days = ["--from", "2023-12-15", "--to", "2023-12-15"]
    shown = on_a_terminal("site", "-o", tmp_path / "site", *days, columns=200)
    percents = [int(number) for number in re.findall(r"(\d+)%", shown)]
    assert percents == sorted(percents)
    assert {0, 25, 50, 75, 100} <= set(percents)  # a page in each of four languages
    assert shown.endswith(f"wrote 1 date page; open {tmp_path}/site/index.html\n")
