"""Help, faults and talk of the command line in the reader's language; what programs read is not."""

from __future__ import annotations

import ast
import gettext
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import borders
from borders import atomic_files as files
from borders import language
from borders.cli import help_texts as speech
from borders.cli import main
from borders.errors import CrossingError, OutputError, WhenError
from borders.record.problems import DataError
from borders.site import build as site
from helpers.data_faults import uncited
from helpers.editable_folder import Copy

OTHERS = [code for code in language.LANGUAGES if code != language.SOURCE]
COMMANDS = main.list_commands(click.Context(main))
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Try|for help|No such|Missing|Invalid|Did you mean|Got|Show|"
    r"requires|does not|is not|default|required|Aborted)\b"
)


def run(*arguments, lang="", **environment):
    asked = ["--lang", lang] if lang else []
    return CliRunner().invoke(main, [*asked, *map(str, arguments)], env=environment)


def words(text):
    return " ".join(text.split())


def command(name):
    ctx = click.Context(main)
    return main if name is None else main.get_command(ctx, name)


def said(name):
    """The paragraphs and options of a command's help, in English."""
    with language.use(language.SOURCE):
        found = speech.messages(command(name), click.Context(main))
        return [text for context, text in found if context is None]


# help


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_every_help_is_in_the_language_of_the_reader(name, code):
    arguments = [name] if name else []
    result = run(*arguments, "--help", lang=code)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = words(result.stdout.replace("-\n", "-"))
    for text in said(name):
        assert words(text) not in shown
        with language.use(code):
            told = words(language.gettext(text))
        # a hyphen may have been a place to break the line
        assert told.replace("- ", "-").replace(" ", "") in shown.replace(" ", ""), text
    assert ENGLISH.findall(shown) == []
    assert re.findall(r"\b(?:CROSSING|WHEN|FILE|FOLDER|DATE|OPTIONS|COMMAND)\b", shown) == []


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", COMMANDS)
def test_worked_examples_stay_as_they_are(name, code):
    def examples(lang):
        return re.findall(rf"(?m)^  borders {name} .*$", run(name, "-h", lang=lang).stdout)

    assert examples(code) == examples("en") != []


@pytest.mark.parametrize("code", OTHERS)
def test_the_list_of_commands_is_in_the_language_and_keeps_its_columns(code):
    lines = run("--help", lang=code).stdout.splitlines()
    listed = [line for line in lines if line.split(" ")[2:3] and line.split()[0] in COMMANDS]
    assert [line.split()[0] for line in listed] == COMMANDS
    starts = {re.match(r"  \S+ +", line).end() for line in listed}
    assert len(starts) == 1
    assert all(len(line) <= 80 for line in lines)


def test_the_locale_decides_on_help_too_and_lang_before_it():
    def shown(*arguments, locale):
        environment = {**os.environ, "LC_ALL": locale}
        program = [sys.executable, "-m", "borders", *arguments]
        return subprocess.run(
            program, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert shown("--help", locale="fi_FI.UTF-8").startswith("Käyttö: borders [VALITSIMET]")
    assert shown("status", "-h", locale="sv_FI.UTF-8").startswith("Användning: borders status")
    russian = shown("--lang", "ru", "--help", locale="fi_FI.UTF-8")
    assert russian == shown("--help", locale="ru_RU.UTF-8")
    assert not re.search("[äöå]", russian)
    assert shown("-h", "--lang=ru", locale="C") == russian
    unknown = run("--lang", "et", "status", LC_ALL="fi_FI.UTF-8").stderr
    assert "Virheellinen arvo, '--lang': 'et'" in unknown


def test_speaking_a_language_leaves_nothing_behind(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "de:en")
    domain = gettext.textdomain()
    assert run("status", lang="fi").exit_code == 2
    assert (os.environ["LANGUAGE"], gettext.textdomain()) == ("de:en", domain)
    monkeypatch.delenv("LANGUAGE")
    run("status", "nowhere", "--format", "json", lang="ru")
    assert "LANGUAGE" not in os.environ
    assert language.active() == "en"


def test_no_catalogue_is_read_for_an_answer_in_english():
    program = (
        "import sys\n"
        "sys.addaudithook(lambda event, found: event == 'open' and print(found[0]))\n"
        "from borders.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)"
    )

    def opened(code, *arguments):
        ran = subprocess.run(
            [sys.executable, "-c", program, "--lang", code, *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
        return re.findall(r"\w+/LC_MESSAGES/\w+\.mo", ran.stdout)

    asked = ("status", "vaalimaa", "--at", "2023-12-15")
    assert opened("en", *asked) == []
    assert opened("en", "--help") == []
    assert opened("fi", *asked) == ["fi/LC_MESSAGES/borders.mo"]


# faults

WRONG = [
    ["status"],
    ["status", "valimaa"],
    ["status", "zzzzzz"],
    ["status", "Svetogorsk"],
    ["status", "vaalimaa", "--at", "soon"],
    ["status", "vaalimaa", "--at", "2023-02-29"],
    ["status", "vaalimaa", "--at", "2023-10-29T03:30"],
    ["status", "vaalimaa", "--at", "2024-03-31T03:30"],
    ["status", "vaalimaa", "--service", "boat"],
    ["status", "vaalimaa", "--service", "air"],
    ["status", "vaalimaa", "--servic", "boat"],
    ["status", "vaalimaa", "--at"],
    ["status", "vaalimaa", "--explain=yes"],
    ["status", "vaalimaa", "salla"],
    ["status", "vaalimaa", "--data", "nowhere"],
    ["crossings", "--at", "9999-12-31"],
    ["history"],
    ["history", "salla", "--all"],
    ["changes", "--from", "2024-01-02", "--to", "2024-01-01"],
    ["diff", "2024-01-02"],
    ["nearest", "north", "24.9"],
    ["nearest", "95", "24.9"],
    ["stats", "salla", "--frontier"],
    ["stats", "--from", "2023-11-01T00:00", "--to", "2023-11-01T00:00"],
    ["stats", "-o", "chart.pdf"],
    ["arrivals", "-o", "missing/chart.svg"],
    ["map", "2023-13-01", "-o", "x.html"],
    ["map", "2023-12-15", "-o", "x.pdf"],
    ["map", "2023-12-15"],
    ["site", "-o", "x", "--from", "2024-01-02", "--to", "2024-01-01"],
    ["site", "-o", "x", "--base-url", "example.org"],
    ["site", "-o", "full"],
    ["export", "-o", "full"],
    ["init", "full"],
    ["check", "nowhere"],
    ["compare", "nowhere"],
    ["compare"],
    ["nothing"],
    ["--nothing"],
    ["--nothing", "--lang"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_fault_is_told_in_the_language_of_the_reader(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    english = run(*arguments)
    assert english.exit_code in (1, 2)
    assert "Error: " in english.stderr
    for code, label in {"fi": "Virhe: ", "sv": "Fel: ", "ru": "Ошибка: "}.items():
        found = run(*arguments, lang=code)
        assert (found.exit_code, found.stdout) == (english.exit_code, english.stdout)
        last, source = found.stderr.splitlines()[-1], english.stderr.splitlines()[-1]
        assert label in found.stderr
        assert ENGLISH.findall(found.stderr) == []
        assert last.removeprefix(label) != source.removeprefix("Error: ")
        assert found.stderr.count("\n") == english.stderr.count("\n")


@pytest.mark.parametrize(
    "arguments", [["status", "valimaa"], ["status", "vaalimaa", "--at", "soon"], ["history"]]
)
def test_beside_what_programs_read_faults_are_the_same_in_every_language(arguments):
    told = {
        (found.exit_code, found.stdout, found.stderr.splitlines()[-1])
        for code in language.LANGUAGES
        for found in [run(*arguments, "--format", "json", lang=code)]
    }
    assert len(told) == 1


def test_an_option_is_named_where_it_was_misspelt():
    assert "Tarkoititko '--service'?" in run("status", "x", "--servic", lang="fi").stderr
    assert "menade du Vaalimaa (vaalimaa)" in run("status", "valimaa", lang="sv").stderr
    assert "возможно, вы имели в виду" in run("status", "Вальимаа", lang="ru").stderr


def test_a_library_speaks_english_unless_another_language_is_spoken(ds):
    with pytest.raises(CrossingError, match="did you mean Vaalimaa"):
        ds.crossing("valimaa")
    with language.use("fi"), pytest.raises(CrossingError, match="tarkoititko Vaalimaa"):
        ds.crossing("valimaa")
    with language.use("ru"), pytest.raises(WhenError, match="в месяце нет такого дня"):
        ds.status("vaalimaa", "2023-02-30")


# check


@pytest.fixture
def broken(tmp_path):
    copy = Copy(tmp_path)
    copy.cells("closures.csv", {"decision": "fi-9"}, status="shut")
    copy.cells("closures.csv", {"decision": "fi-8"}, valid_from="2024-02-30")
    copy.swap("claims.csv", "id,", "ids,")
    return copy.path


def test_problems_are_told_in_the_language_with_their_places_and_codes(broken):
    def found(code):
        with language.use(code), pytest.raises(DataError) as caught:
            borders.load(broken)
        return caught.value.problems

    english = found("en")
    assert len(english) >= 4
    for code in OTHERS:
        told = found(code)
        assert [(p.code, p.place, p.column) for p in told] == [
            (p.code, p.place, p.column) for p in english
        ]
        assert not {p.message for p in told} & {p.message for p in english}
        result = run("check", broken, lang=code)
        assert result.exit_code == 1
        assert ": moment: " in result.stderr
        assert ENGLISH.findall(result.stderr) == []


@pytest.mark.parametrize("form", ["json", "github"])
def test_programs_are_told_of_problems_in_english(broken, form):
    told = [run("check", broken, "--format", form, lang=code) for code in language.LANGUAGES]
    assert len({(one.exit_code, one.stdout, one.stderr) for one in told}) == 1
    assert "is not one of" in told[0].stdout


def test_check_counts_in_the_language(tmp_path):
    copy = Copy(tmp_path)
    uncited(copy)
    russian = run("check", copy.path, lang="ru").stdout.splitlines()
    assert re.search(r": \d+ предупреждени[еяй]; \d+ пункт", russian[-1])
    assert all(": предупреждение: " in line for line in russian[:-1])


SPOKEN = {"gettext", "ngettext", "pgettext", "message", "pmessage"}
TELLING = {"message", "fault", "said", "reason"}
TO_PROGRAMMERS = {"join.py"}  # what is wrong with a frame, which no reader of a page or answer has


def unspoken(tree):
    """Sentences that are raised, noted as a problem or echoed, and are in English for everyone."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(args=args)):
                told = args
            case ast.Call(func=ast.Name(id="Problem") | ast.Attribute(attr="problem" | "echo")):
                told = node.args
            case ast.Assign(targets=[ast.Name(id=name)]) if name in TELLING:
                told = [node.value]
            case _:
                continue
        left = list(told)
        while left:
            one = left.pop()
            if isinstance(one, ast.Call) and getattr(one.func, "id", "") in SPOKEN:
                continue
            if isinstance(one, ast.Constant) and re.search(r"[a-z]+ [a-z]", str(one.value)):
                yield one.lineno, one.value
            left += ast.iter_child_nodes(one)


def test_no_fault_is_told_in_english_alone():
    source = "raise DataError(f'{x} is not a date')\nmessage = gettext('it is one')"
    assert [line for line, _ in unspoken(ast.parse(source))] == [1]
    found = [
        (path.name, *one)
        for path in Path(borders.__file__).parent.rglob("*.py")
        if path.name not in TO_PROGRAMMERS
        for one in unspoken(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


# talk, and comparing


def test_what_was_written_is_told_in_the_language(tmp_path):
    told = {
        code: run("map", "2023-12-15", "-o", tmp_path / f"{code}.svg", lang=code).stderr
        for code in language.LANGUAGES
    }
    assert told["en"] == f"wrote {tmp_path / 'en.svg'}\n"
    assert told["fi"] == f"kirjoitettu: {tmp_path / 'fi.svg'}\n"
    assert len({words.split(str(tmp_path))[0] for words in told.values()}) == 4
    assert "записан" in run("export", "-o", tmp_path / "export", lang="ru").stderr
    assert "berättar" in run("init", tmp_path / "new", lang="sv").stderr


def test_a_comparison_is_in_the_language_and_its_json_is_not(tmp_path):
    copy = Copy(tmp_path)
    reopened = {"crossing": "vaalimaa", "service": "road", "decision": "fi-4"}
    copy.cells("closures.csv", reopened, confidence="weak", note="")
    copy.cells("closures.csv", reopened | {"decision": "fi-9"}, status="restricted")
    copy.cells("decisions.csv", {"id": "fi-9"}, title="Decision 9")
    told = {code: run("compare", copy.path, lang=code).stdout for code in language.LANGUAGES}
    assert "confidence weak → " in told["en"]
    assert "luotettavuus heikko → " in told["fi"]
    assert "evidensgrad svag → " in told["sv"]
    assert "достоверность слабые сведения → " in told["ru"]
    for code in OTHERS:
        assert not re.search(r"\b(since|until|still|altered|rows|added|open|closed)\b", told[code])
    facts = {
        run("compare", copy.path, "--format", "json", lang=code).stdout
        for code in language.LANGUAGES
    }
    assert len(facts) == 1
    assert json.loads(facts.pop())["restated"]


# a site speaks all languages, and whoever builds it one


def test_a_site_that_cannot_be_written_says_so_in_the_language_of_who_builds_it(
    ds, tmp_path, monkeypatch
):
    write = files.write_new

    def full(folder, path, content):
        if path.startswith("ru/"):
            monkeypatch.setattr(files, "write_new", write)
            raise OutputError(language.gettext("{path} is missing", path=path))
        write(folder, path, content)

    monkeypatch.setattr(files, "write_new", full)
    day = ds.when("2023-12-15").day
    with language.use("fi"):
        with pytest.raises(OutputError, match=r"ru/\S+ puuttuu"):
            site.build(ds, tmp_path / "site", day, day, every_day=True)
        assert language.active() == "fi"
    assert language.active() == "en"
