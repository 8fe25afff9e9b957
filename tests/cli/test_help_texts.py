"""Help of the commands in the reader's language."""

import re

import click
import pytest

from borders import language
from borders.cli import help_texts, main
from borders.language import LANGUAGES
from helpers.commands import python, run
from helpers.languages import OTHERS, english_words

COMMANDS = main.list_commands(click.Context(main))


def squeezed(text):
    """The text with single spaces."""
    return " ".join(text.split())


def command(name):
    ctx = click.Context(main)
    return main if name is None else main.get_command(ctx, name)


def english_texts(name):
    """The paragraphs and options of a command's help, in English."""
    summary = command(name).short_help  # stands in the list of commands alone
    with language.use(language.SOURCE):
        texts = help_texts.messages(command(name), click.Context(main))
        return [text for context, text in texts if context is None and text != summary]


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_every_help_is_in_the_language_of_the_reader(name, code):
    arguments = [name] if name else []
    result = run(*arguments, "--help", lang=code)
    assert (result.exit_code, result.stderr) == (0, "")
    help_text = squeezed(result.stdout.replace("-\n", "-"))
    for text in english_texts(name):
        assert squeezed(text) not in help_text
        with language.use(code):
            translation = squeezed(language.gettext(text))
        # a hyphen may have been a place to break the line
        assert translation.replace("- ", "-").replace(" ", "") in help_text.replace(" ", ""), text
    assert english_words(help_text) == []
    assert re.findall(r"\b(?:CROSSING|WHEN|FILE|FOLDER|DATE|OPTIONS|COMMAND)\b", help_text) == []


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", COMMANDS)
def test_worked_examples_stay_as_they_are(name, code):
    def examples(lang):
        return re.findall(rf"(?m)^  borders {name} .*$", run(name, "-h", lang=lang).stdout)

    assert examples(code) == examples("en") != []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_of_commands_is_in_the_language_and_keeps_its_columns(code):
    lines = run("--help", lang=code).stdout.splitlines()
    listed = [line for line in lines if line.split(" ")[2:3] and line.split()[0] in COMMANDS]
    assert [line.split()[0] for line in listed] == COMMANDS
    starts = {re.match(r"  \S+ +", line).end() for line in listed}
    assert len(starts) == 1
    assert all(len(line) <= 80 for line in lines)
    with language.use(code):
        summaries = [language.gettext(command(name).short_help) for name in COMMANDS]
    assert [line[next(iter(starts)) :] for line in listed] == summaries


def test_the_locale_decides_on_help_too_and_lang_before_it():
    def help_of(*arguments, locale):
        return python("-m", "borders", *arguments, LC_ALL=locale).stdout

    assert help_of("--help", locale="fi_FI.UTF-8").startswith("Käyttö: borders [VALITSIMET]")
    assert help_of("status", "-h", locale="sv_FI.UTF-8").startswith("Användning: borders status")
    russian = help_of("--lang", "ru", "--help", locale="fi_FI.UTF-8")
    assert russian == help_of("--help", locale="ru_RU.UTF-8")
    assert not re.search("[äöå]", russian)
    assert help_of("-h", "--lang=ru", locale="C") == russian
    unknown = run("--lang", "et", "status", LC_ALL="fi_FI.UTF-8").stderr
    assert "Virheellinen arvo, '--lang': 'et'" in unknown
