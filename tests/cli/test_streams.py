"""Standard output and error: harmless for terminals, exact for programs, in every encoding."""

import io
import json
import subprocess
import sys
from functools import cache

import pytest

from borders import language
from borders.cli import main, streams
from borders.query.dataset import Dataset
from helpers.commands import printed, run

_load = cache(Dataset.load)

ENCODINGS = ["cp1252", "cp437", "cp850", "cp866", "cp1251", "latin-1", "koi8-r", "cp932", "ascii"]
ATTACK = "\x1b]0;x\x07 \x9b31m \u202egnp.exe\u2066 \x7f"
SHOWN = r"\x1b]0;x\x07 \x9b31m \u202egnp.exe\u2066 \x7f"
UNSAFE = set(ATTACK) - set(SHOWN)

COMMANDS = [
    "",
    *("--help", "--version", "status --help", "stats --help"),
    "status vaalimaa --at 2023-12-15 --explain",
    "crossings --at 2023-11-27",
    "history salla",
    "changes --from 2023-11-16 --to 2023-12-31",
    "diff 2023-11-17 2023-12-20",
    "nearest 60.17 24.94 --at 2023-11-20",
    "claims",
    "stats vaalimaa --from 2023-11-01 --to 2024-01-31",
    "arrivals",
    "check",
    "carry fi-8 fi-9",
    *("map 2023-11-27", "site -o .", "export -o .", "init .", "compare nowhere"),
    *("status Вальимаа", "statsu", "status vaalimaa --at завтра"),
]
FOR_PROGRAMS = [
    "status vaalimaa --at 2023-12-15 --explain --format json",
    "crossings --at 2023-11-27 --format json",
    "stats vaalimaa --format csv",
    "check --format json",
    "map 2023-12-15 -o -",
]


@pytest.fixture
def record_read_once(monkeypatch):
    """Every command is given the same record, which is what takes long."""
    monkeypatch.setattr(Dataset, "load", _load)


def bytes_of(arguments, encoding, monkeypatch):
    """The exit code, and what a command sends to both streams, which have this encoding."""
    out, err = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        for name, raw in (("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, io.TextIOWrapper(raw, encoding=encoding, newline="\r\n"))
        with pytest.raises(SystemExit) as ended:
            main(arguments, prog_name="borders")
        sys.stdout.flush()
        sys.stderr.flush()
        return ended.value.code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("code", language.LANGUAGES)
def test_text_never_fails_for_a_letter_that_the_encoding_lacks(
    code, command, record_read_once, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").touch()
    arguments = ["--lang", code, *command.split()]
    exit_code, *in_utf8 = bytes_of(arguments, "utf-8", monkeypatch)
    assert any(in_utf8)
    for encoding in ENCODINGS:
        assert bytes_of(arguments, encoding, monkeypatch) == (
            exit_code,
            *(streams.nearest_letters(b.decode(), encoding).encode(encoding) for b in in_utf8),
        )


@pytest.mark.parametrize("command", FOR_PROGRAMS)
def test_what_programs_read_is_utf_8_with_line_feeds_on_every_machine(
    command, record_read_once, monkeypatch
):
    outputs = {bytes_of(command.split(), e, monkeypatch)[:2] for e in ("utf-8", *ENCODINGS)}
    assert len(outputs) == 1
    exit_code, content = outputs.pop()
    assert exit_code == 0
    assert b"\r" not in content
    assert content.decode()


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("“1–2” · a → b… – 3\xa0km", "ascii", '"1-2" - a -> b... - 3 km'),
        ("1–2 · Värtsilä", "latin-1", "1-2 · Värtsilä"),
        ("Värtsilä, Avvil, Anár, đŋ", "ascii", "Vartsila, Avvil, Anar, dn"),
        ("Ваалимаа é", "cp1252", "???????? é"),
        ("Ваалимаа é → б", "koi8-r", "Ваалимаа e -> б"),
        ("→ – 日本", "cp932", "→ - 日本"),
        ("½ ﬁ", "ascii", "? fi"),
        ("a → b", "utf-8", "a → b"),
    ],
)
def test_the_nearest_letters_stand_for_those_that_are_missing(text, encoding, expected):
    assert streams.nearest_letters(text, encoding) == expected


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from texts(member)
    elif isinstance(value, str):
        yield value


@pytest.fixture
def attacked(data_folder):
    """A data folder with characters in its texts upon which a terminal would act."""
    columns = {"decisions": "title", "sources": "title", "closures": "note", "claims": "claim"}
    for table, column in columns.items():
        rows = data_folder.rows(f"{table}.csv")
        for row in [row for row in rows if row[column]][-45:]:  # more problems would stop a look-up
            row[column] += ATTACK
        data_folder.write_rows(f"{table}.csv", list(rows[0]), rows)
    return data_folder.path


@pytest.mark.parametrize(
    "command",
    [
        "status vaalimaa --at 2023-12-15 --explain",
        "history vaalimaa",
        "changes --from 2023-11-16 --to 2023-12-31",
        "diff 2023-11-17 2023-12-20",
        "claims",
        "arrivals",
    ],
)
def test_no_character_upon_which_a_terminal_acts_is_sent(command, attacked):
    text = printed(*command.split(), "--data", attacked)
    assert SHOWN in text
    assert not UNSAFE & set(text)
    text = printed(*command.split(), "--data", attacked, "--format", "json")
    assert not UNSAFE & set(text)
    assert r"\u001b]0;x\u0007 \u009b31m \u202egnp.exe\u2066 \u007f" in text
    assert any(ATTACK in value for value in texts(json.loads(text)))


def test_problems_and_comparisons_send_none_either(attacked, data_folder):
    for result in (
        run("check", attacked),
        run("check", attacked, "--format", "json"),
        run("check", attacked, "--format", "github"),
        run("compare", "geodata/finland-russia", attacked),
        run("compare", "geodata/finland-russia", attacked, "--format", "json"),
    ):
        assert result.exit_code in (0, 1)
        assert result.output
        assert not UNSAFE & set(result.output)


@pytest.mark.parametrize(
    "command",
    [
        ("status", "{}"),
        ("status", "vaalimaa", "{}"),
        ("status", "vaalimaa", "--at", "{}"),
        ("status", "vaalimaa", "--service", "{}"),
        ("status", "vaalimaa", "--data", "{}"),
        ("status", "vaalimaa", "--{}"),
        ("map", "2023-12-15", "-o", "{}"),
        ("map", "2023-12-15", "-o", "no/{}.svg"),
        ("site", "-o", "{}", "--base-url", "{}"),
        ("check", "{}"),
        ("carry", "{}", "{}"),
        ("{}",),
        ("--lang", "{}"),
    ],
)
@pytest.mark.parametrize("text", [f"{ATTACK}\n\r\x0b\x85\u2028x", "x" * 100_000])
def test_what_was_typed_is_repeated_in_one_harmless_line_that_is_not_too_long(
    command, text, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    result = run(*(part.replace("{}", text) for part in command))
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert not (UNSAFE | set("\r\x0b\x85\u2028")) & set(result.stderr)
    lines = result.stderr.split("Error: ")[1].splitlines()
    assert len(lines) <= 2  # of a data folder: how many problems, and the only one
    assert max(map(len, lines)) < 1100


def test_a_path_with_a_line_feed_is_told_in_one_line(tmp_path):
    target = tmp_path / "a\nb\x1b.svg"
    assert run("map", "2023-12-15", "-o", target).stderr == rf"wrote {tmp_path}/a\nb\x1b.svg" + "\n"
    assert target.exists()


@pytest.mark.parametrize(
    "command",
    [
        *("--help", "--version", "status --help", "status salla", "check --format json"),
        *("map now -o -", "_BORDERS_COMPLETE=bash_source borders "),
        "_BORDERS_COMPLETE=bash_complete COMP_WORDS='borders st' COMP_CWORD=1 borders ",
    ],
)
@pytest.mark.parametrize(
    ("redirection", "reason"), [(">/dev/full", "No space left"), (">&-", "closed")]
)
def test_a_stream_that_is_full_or_closed_is_one_line(command, redirection, reason):
    variables, _, arguments = command.rpartition("borders ")
    program = f'{variables} "{sys.executable}" -m borders {arguments} {redirection}'
    process = subprocess.run(
        ["sh", "-c", program], capture_output=True, text=True, check=False, timeout=120
    )
    assert process.returncode == 1
    assert process.stderr.count("\n") == 1
    assert reason in process.stderr


def test_nothing_is_said_where_nobody_reads_or_nothing_can_be_told():
    for command in ("changes | head -1", "changes >&- 2>&-", "status nowhere 2>/dev/full"):
        process = subprocess.run(
            ["sh", "-c", f'"{sys.executable}" -m borders {command}'],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert process.stderr == ""


def test_a_data_folder_whose_name_is_no_utf_8_can_be_checked():
    for form in ("text", "json", "github"):
        assert r"caf\udce9" in run("check", "caf\udce9", "--format", form).output
