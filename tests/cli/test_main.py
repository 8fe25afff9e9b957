"""What all commands share: the language option, errors on one line, exit codes, help."""

import gettext
import os
import re

import pytest

from borders import language
from borders.cli import help_texts, main
from borders.errors import CrossingError, WhenError
from helpers.commands import printed, python, refused, run

STATUS = ["status", "vaalimaa", "--at", "2023-12-15"]


@pytest.mark.parametrize("name", sorted(main.list_commands(None)))
def test_every_command_has_help_with_an_example_on_a_line_of_its_own(name):
    text = printed(name, "--help")
    assert "\\b" not in text
    examples = text.split("Options:")[0].splitlines()[2:]
    assert any(line.startswith(f"  borders {name} ") for line in examples)


def test_without_a_command_the_help_is_shown():
    assert refused() == printed("--help")
    assert refused(lang="fi") == printed("--help", lang="fi") != printed("--help")


def test_a_misspelt_command_is_told_with_the_nearest():
    assert "No such command 'statsu'. Did you mean 'stats'?" in refused("statsu")
    assert "Tarkoititko 'export'?" in refused("Exprot", lang="fi")
    assert "Did you mean" not in refused("weather")


def test_the_version_says_which_record_it_is_and_how_far_that_is_verified(ds):
    program, record, verified = printed("--version").splitlines()
    assert program.startswith("borders 0.")
    assert record == ds.package.title
    assert verified == "Record verified through 2 July 2026."
    assert printed("--version", lang="sv").splitlines()[1:] != [record, verified]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("status", "valimaa"), "did you mean Vaalimaa (vaalimaa)"),
        (("status", "Inari"), "fits several crossings"),
        (("status", "vaalimaa", "--at", "2023-02-30"), "not a possible date"),
        (("status", "vaalimaa", "--at", "soon"), "write 2023-12-15"),
        (("status", "vaalimaa", "--at", "2023-10-29T03:30"), "happens twice"),
        (("status", "vaalimaa", "--at", "2024-03-31T03:30"), "does not exist"),
        (("status", "vaalimaa", "--service", "boat"), "offers road, bicycle, asylum, not boat"),
        (("map", "2023-13-01", "-o", "x.html"), "not a possible date"),
        (("site", "-o", "x", "--from", "2024-01-02", "--to", "2024-01-01"), "before the first"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(arguments, message):
    error = refused(*arguments)
    assert error.count("\n") == 1
    assert message in error


def test_a_clock_that_is_no_number_is_refused():
    error = refused("status", "vaalimaa", SOURCE_DATE_EPOCH="tomorrow")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "command", ["status", "crossings", "history", "changes", "map", "site", "export"]
)
def test_a_missing_data_folder_is_an_error_of_the_environment(command, tmp_path):
    needed = {
        "status": ["salla"],
        "history": ["salla"],
        "map": ["2023-11-27", "-o", tmp_path / "map.html"],
        "site": ["-o", tmp_path / "site"],
        "export": ["-o", tmp_path / "export"],
    }
    error = refused(command, *needed.get(command, []), "--data", tmp_path / "nowhere", exit_code=1)
    assert "no-folder" in error
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_answers_in_the_language_that_is_asked_for():
    answers = {code: printed(*STATUS, lang=code).splitlines() for code in language.LANGUAGES}
    assert answers["en"][0] == "Vaalimaa, road, 15 December 2023: CLOSED (changed)"
    assert "15. joulukuuta 2023: SULJETTU" in answers["fi"][0]
    assert answers["fi"][1].split() == ["0.00–20.00", "avoinna"]
    assert "15 december 2023: STÄNGT" in answers["sv"][0]
    assert answers["ru"][0].startswith("Ваалимаа, ")
    assert "15 декабря 2023\u202fг. — ЗАКРЫТО" in answers["ru"][0]
    assert language.active() == "en"  # and nobody after is spoken to in theirs


def test_the_locale_decides_without_the_option(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "sv_FI.UTF-8")
    assert "STÄNGT" in printed(*STATUS)
    assert "CLOSED" in printed(*STATUS, lang="en")


@pytest.mark.parametrize(
    "arguments",
    [
        [*STATUS, "--explain", "--format", "json"],
        ["crossings", "--at", "2023-11-27", "--format", "json"],
        ["history", "raja-jooseppi", "--format", "json"],
        ["changes", "--format", "json"],
        ["diff", "2023-11-17", "2023-12-20", "--format", "json"],
        ["nearest", "60.2", "24.9", "--at", "2023-11-20", "--format", "json"],
        ["claims", "--format", "json"],
        ["stats", "--by", "year", "--format", "json"],
        ["stats", "--format", "csv"],
        ["arrivals", "--format", "json"],
        ["check", "--format", "json"],
    ],
)
def test_what_programs_read_does_not_change_with_the_language(arguments):
    assert len({printed(*arguments, lang=code) for code in language.LANGUAGES}) == 1


def test_a_catalogue_is_read_only_where_it_is_needed():
    program = (
        "import sys; from borders.cli import help_texts, main\n"
        "main(['status', 'vaalimaa', '--at', '2023-12-15'], standalone_mode=False)\n"
        "sys.exit(any(name.startswith('babel') for name in sys.modules))"
    )
    for code in ("en", "fi"):
        assert python("-c", program, LC_ALL=f"{code}_XX.UTF-8", PYTHONIOENCODING="utf-8").stdout


def test_speaking_a_language_leaves_nothing_behind(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "de:en")
    domain = gettext.textdomain()
    assert run("history", lang="fi").exit_code == 2
    assert (os.environ["LANGUAGE"], gettext.textdomain()) == ("de:en", domain)
    monkeypatch.delenv("LANGUAGE")
    run("status", "nowhere", "--format", "json", lang="ru")
    assert "LANGUAGE" not in os.environ
    assert language.active() == "en"


def test_no_catalogue_is_read_for_an_answer_in_english():
    program = (
        "import sys\n"
        "sys.addaudithook(lambda event, args: event == 'open' and print(args[0]))\n"
        "from borders.cli import help_texts, main\n"
        "main(sys.argv[1:], standalone_mode=False)"
    )

    def catalogues(code, *arguments):
        opened = python("-c", program, "--lang", code, *arguments).stdout
        return re.findall(r"\w+/LC_MESSAGES/\w+\.mo", opened)

    assert catalogues("en", *STATUS) == []
    assert catalogues("en", "--help") == []
    assert catalogues("fi", *STATUS) == ["fi/LC_MESSAGES/borders.mo"]


def test_a_library_speaks_english_unless_another_language_is_spoken(ds):
    with pytest.raises(CrossingError, match="did you mean Vaalimaa"):
        ds.crossing("valimaa")
    with language.use("fi"), pytest.raises(CrossingError, match="tarkoititko Vaalimaa"):
        ds.crossing("valimaa")
    with language.use("ru"), pytest.raises(WhenError, match="невозможная дата или время"):
        ds.status("vaalimaa", "2023-02-30")


def test_a_look_up_translates_no_help(monkeypatch):
    def fail(*_arguments):
        raise AssertionError

    monkeypatch.setattr(help_texts, "translated", fail)
    printed(*STATUS, lang="fi")
    refused("status", "nowhere", lang="fi")
    assert isinstance(run("status", "--help", lang="fi").exception, AssertionError)
