"""What only a terminal gets: wrapped lines, colours, a progress bar."""

import re

import pytest

from borders.cli import streams
from borders.model import Status
from helpers.commands import printed
from helpers.terminal import on_a_terminal

STATUS = ["status", "vaalimaa", "--at", "2023-12-15"]
BOLD_RED, BOLD_GREEN, PLAIN = "\x1b[31m\x1b[1m", "\x1b[32m\x1b[1m", "\x1b[0m"


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


@pytest.mark.parametrize(
    ("command", "block"),
    [
        ("crossings --at 2023-12-15", "km            63.3\ncrossing      Vaalimaa\nopposite      "),
        ("stats salla --to 2023-12-31", "\nclosures         1\nlongest closure  38.0\n   "),
        (
            "nearest 60 25 --at 2022-08-01",
            "km                     172.5\nbearing                66°\n",
        ),
        (
            "status --at 2023-12-15",
            "Vaalimaa  road  Closed since 15 December\n          2023, 20:00\n",
        ),
    ],
)
def test_a_table_that_does_not_fit_becomes_blocks(command, block):
    assert block in on_a_terminal(*command.split(), columns=40, NO_COLOR="1")
    whole = printed(*command.split())
    width = max(map(len, whole.splitlines()))
    assert on_a_terminal(*command.split(), columns=width, NO_COLOR="1") == whole


def test_what_programs_read_is_never_wrapped():
    command = [*STATUS, "--format", "json"]
    assert on_a_terminal(*command, columns=50) == printed(*command)


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_a_terminal_gets_statuses_in_colour(environment, coloured):
    status = f"{BOLD_RED}CLOSED (changed){PLAIN}" if coloured else "CLOSED (changed)"
    first = f"Vaalimaa, road, 15 December 2023: {status}\n"
    assert on_a_terminal(*STATUS, **environment).startswith(first)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (
            "status --at 2023-12-14",
            f"Nuijamaa       road  {BOLD_RED}Closed since 18 November 2023</>",
        ),
        ("status imatra --at 2023-11-20 --explain", f"             {BOLD_RED}closed</>, governs: "),
        (
            "crossings --at 2023-12-15",
            f" 63.3  Vaalimaa          Torfyanovka   road  {BOLD_RED}closed</>   Vi",
        ),
        ("history salla", f"\n{BOLD_GREEN}OPEN</> since 1 January 2015\n"),
        (
            "changes --from 2023-12-14",
            f"  {BOLD_RED}closed</> → {BOLD_GREEN}open</>  road: Vaalimaa",
        ),
        (
            "diff 2023-11-17 2023-12-20",
            f"road: {BOLD_GREEN}open</> → {BOLD_RED}closed</>  Vaalimaa",
        ),
    ],
)
def test_every_answer_has_statuses_in_colour_and_the_same_words(command, line):
    coloured = printed(*command.split(), FORCE_COLOR="1")
    assert line.replace("</>", PLAIN) in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == printed(*command.split())


def test_a_pipe_gets_colours_only_where_they_are_asked_for():
    assert "\x1b" not in printed("status")
    assert "\x1b" not in printed("status", FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in printed("status", "--format", "json", FORCE_COLOR="1")


def test_marks_of_colours_in_the_data_are_shown_and_none_is_left_open(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    mark, end = streams.marked(" ", Status.CLOSED).split(" ")
    assert streams.visible(f"{end}a{mark}b") == r"\ufdd4a\ufdd2b"
    assert streams.visible(f"{mark}{mark}a\x1b{end}") == rf"\ufdd2{mark}a\x1b{end}"
    monkeypatch.setenv("NO_COLOR", "1")
    assert streams.visible(f"{mark}a{end}") == r"\ufdd2a\ufdd4"


def test_a_site_shows_how_far_it_is_on_a_terminal_alone(tmp_path):
    days = ["--from", "2023-12-15", "--to", "2023-12-15"]
    shown = on_a_terminal("site", "-o", tmp_path / "site", *days, columns=200)
    percents = [int(number) for number in re.findall(r"(\d+)%", shown)]
    assert percents == sorted(percents)
    assert {0, 25, 50, 75, 100} <= set(percents)  # a page in each of four languages
    assert shown.endswith(f"wrote 1 date page; open {tmp_path}/site/index.html\n")
