"""Errors and messages of all commands in the reader's language; what programs read is English."""

import ast
import json
import re

import pytest

import borders
from borders import language
from borders.record.problems import DataError
from helpers.commands import refused, run
from helpers.data_faults.meaning import adds_an_uncited_source
from helpers.languages import OTHERS, english_words
from helpers.source_code import syntax_trees

WRONG_COMMANDS = [
    *("status --explain", "status valimaa", "status zzzzzz", "status Inari"),
    *("status vaalimaa --at soon", "status vaalimaa --at 2023-02-29"),
    *("status vaalimaa --at 2023-10-29T03:30", "status vaalimaa --at 2024-03-31T03:30"),
    *("status vaalimaa --service boat", "status vaalimaa --service air"),
    *("status vaalimaa --servic boat", "status vaalimaa --at", "status vaalimaa --explain=yes"),
    *("status vaalimaa salla", "status vaalimaa --data nowhere"),
    "crossings --at 9999-12-31",
    *("history", "history salla --all"),
    "changes --from 2024-01-02 --to 2024-01-01",
    "diff 2024-01-02",
    *("nearest north 24.9", "nearest 95 24.9"),
    *("stats salla --frontier", "stats --from 2023-11-01T00:00 --to 2023-11-01T00:00"),
    "stats -o chart.pdf",
    "arrivals -o missing/chart.svg",
    *("map 2023-13-01 -o x.html", "map 2023-12-15 -o x.pdf", "map 2023-12-15"),
    *("site -o x --from 2024-01-02 --to 2024-01-01", "site -o x --base-url example.org"),
    "site -o full",
    "export -o full",
    "init full",
    "check nowhere",
    *("compare nowhere", "compare"),
    "nothing",
    *("--nothing", "--nothing --lang"),
]


@pytest.mark.parametrize("command", WRONG_COMMANDS)
def test_an_error_is_in_the_language_of_the_reader(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    english = run(*command.split())
    assert english.exit_code in (1, 2)
    assert "Error: " in english.stderr
    for code, label in {"fi": "Virhe: ", "sv": "Fel: ", "ru": "Ошибка: "}.items():
        translated = run(*command.split(), lang=code)
        assert (translated.exit_code, translated.stdout) == (english.exit_code, english.stdout)
        line, english_line = translated.stderr.splitlines()[-1], english.stderr.splitlines()[-1]
        assert label in translated.stderr
        assert english_words(translated.stderr) == []
        assert line.removeprefix(label) != english_line.removeprefix("Error: ")
        assert translated.stderr.count("\n") == english.stderr.count("\n")


@pytest.mark.parametrize(
    "arguments", [["status", "valimaa"], ["status", "vaalimaa", "--at", "soon"], ["history"]]
)
def test_with_json_errors_are_in_english_in_every_language(arguments):
    outcomes = {
        (result.exit_code, result.stdout, result.stderr.splitlines()[-1])
        for code in language.LANGUAGES
        for result in [run(*arguments, "--format", "json", lang=code)]
    }
    assert len(outcomes) == 1


def test_an_option_is_named_where_it_was_misspelt():
    assert "Tarkoititko '--service'?" in run("status", "x", "--servic", lang="fi").stderr
    assert "menade du Vaalimaa (vaalimaa)" in run("status", "valimaa", lang="sv").stderr
    assert "возможно, вы имели в виду" in run("status", "Вальимаа", lang="ru").stderr


def test_what_was_written_is_named_in_the_language(tmp_path):
    messages = {
        code: run("map", "2023-12-15", "-o", tmp_path / f"{code}.svg", lang=code).stderr
        for code in language.LANGUAGES
    }
    assert messages["en"] == f"wrote {tmp_path / 'en.svg'}\n"
    assert messages["fi"] == f"kirjoitettu: {tmp_path / 'fi.svg'}\n"
    assert len({message.split(str(tmp_path))[0] for message in messages.values()}) == 4
    assert "записан" in run("export", "-o", tmp_path / "export", lang="ru").stderr
    assert "berättar" in run("init", tmp_path / "new", lang="sv").stderr


@pytest.fixture
def broken(data_folder):
    data_folder.set_cells("closures.csv", {"decision": "fi-9"}, status="shut")
    data_folder.set_cells("closures.csv", {"decision": "fi-8"}, valid_from="2024-02-30")
    data_folder.replace("claims.csv", "id,", "ids,")
    return data_folder.path


def test_problems_are_in_the_language_with_their_places_and_codes(broken):
    def problems_in(code):
        with language.use(code), pytest.raises(DataError) as caught:
            borders.load(broken)
        return caught.value.problems

    english = problems_in("en")
    assert len(english) >= 4
    for code in OTHERS:
        translated = problems_in(code)
        assert [(p.code, p.file, p.row, p.column) for p in translated] == [
            (p.code, p.file, p.row, p.column) for p in english
        ]
        assert not {p.message for p in translated} & {p.message for p in english}
        error = refused("check", broken, lang=code, exit_code=1)
        assert ": moment: " in error
        assert english_words(error) == []


@pytest.mark.parametrize("form", ["json", "github"])
def test_problems_for_programs_are_in_english(broken, form):
    results = [run("check", broken, "--format", form, lang=code) for code in language.LANGUAGES]
    assert len({(result.exit_code, result.stdout, result.stderr) for result in results}) == 1
    assert "is not one of" in results[0].stdout


def test_check_counts_in_the_language(data_folder):
    adds_an_uncited_source(data_folder)
    russian = run("check", data_folder.path, lang="ru").stdout.splitlines()
    assert re.search(r": \d+ предупреждени[еяй]; \d+ пункт", russian[-1])
    assert all(": предупреждение: " in line for line in russian[:-3])  # the last sum it up


def test_a_comparison_is_in_the_language_and_its_json_is_not(data_folder):
    reopened = {"crossing": "vaalimaa", "service": "road", "decision": "fi-4"}
    data_folder.set_cells("closures.csv", reopened, confidence="weak", note="")
    data_folder.set_cells("closures.csv", reopened | {"decision": "fi-9"}, status="restricted")
    data_folder.set_cells("decisions.csv", {"id": "fi-9"}, title="Decision 9")
    texts = {
        code: run("compare", data_folder.path, lang=code).stdout for code in language.LANGUAGES
    }
    assert "confidence weak → " in texts["en"]
    assert "luotettavuus heikko → " in texts["fi"]
    assert "evidensgrad svag → " in texts["sv"]
    assert "достоверность слабые сведения → " in texts["ru"]
    for code in OTHERS:
        assert not re.search(r"\b(since|until|still|altered|rows|added|open|closed)\b", texts[code])
    facts = {
        run("compare", data_folder.path, "--format", "json", lang=code).stdout
        for code in language.LANGUAGES
    }
    assert len(facts) == 1
    assert json.loads(facts.pop())["restated"]


TRANSLATED = {"gettext", "ngettext", "pgettext", "message", "pmessage"}


NAMES_OF_MESSAGES = {"message", "fault", "said", "reason"}


# What is wrong with a frame, which no reader of a page or answer has.
TO_PROGRAMMERS = {"join.py", "matplotlib_map.py", "join_columns.py", "join_times.py"}


def untranslated_texts(tree):
    """Sentences that are raised, noted as a problem or echoed, and are in English for everyone."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(args=args)):
                parts = args
            case ast.Call(
                func=ast.Name(id="Problem")
                | ast.Attribute(attr="problem" | "print_message" | "print_text")
            ):
                parts = node.args
            case ast.Assign(targets=[ast.Name(id=name)]) if name in NAMES_OF_MESSAGES:
                parts = [node.value]
            case _:
                continue
        left = list(parts)
        while left:
            part = left.pop()
            if isinstance(part, ast.Call) and getattr(part.func, "id", "") in TRANSLATED:
                continue
            if isinstance(part, ast.Constant) and re.search(r"[a-z]+ [a-z]", str(part.value)):
                yield part.lineno, part.value
            left += ast.iter_child_nodes(part)


def test_every_error_of_the_source_is_translated():
    source = "raise DataError(f'{x} is not a date')\nmessage = gettext('it is one')"
    assert [line for line, _ in untranslated_texts(ast.parse(source))] == [1]
    untranslated = [
        (path.name, *sentence)
        for path, tree in syntax_trees()
        if path.name not in TO_PROGRAMMERS
        for sentence in untranslated_texts(tree)
    ]
    assert untranslated == []
