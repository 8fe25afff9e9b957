#!/usr/bin/env python3
"""Bring borders/locale/ up to date: what is to be translated, and how a language writes dates.

Collects every message of the code, the templates and the commands' help into the .po file of each
language, where translators fill in what is empty, compiles these to .mo, and takes what is needed
of CLDR from Babel. A message that is no longer used is left out. `--check` writes nothing and fails
if something would change. `--texts LANGUAGE` lists the texts of the record that lack a translation
into a language, as rows of translations.csv.
"""

from __future__ import annotations

import csv
import inspect
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import borders
from borders.cli import help_texts as speech
from borders.cli import main as commands
from borders.language import FOLDER, LANGUAGES, SOURCE
from borders.record.translations import translatable_texts

ROOT = Path(__file__).parent.parent
LOCALES = {code: "en_GB" if code == SOURCE else code for code in LANGUAGES}
METHODS = [
    ("templates/**.html", "jinja2"),
    ("site/templates/**.html", "jinja2"),
    ("**.py", "python"),
]
KEYWORDS = {
    "gettext": None,
    "message": None,
    "html": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pmessage": ((1, "c"), 2),
}
CLICK: tuple[str | tuple[str, str], ...] = (
    *("Usage:", "Options", "Commands", "required", "default: {default}"),
    *("Error: {message}", "Try '{command} {option}' for help.", "Aborted!"),
    *("Missing command.", "Missing argument", "Missing option"),
    *("No such command {name!r}.", "No such option {name!r}.", "No such option: {name}"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    *("Invalid value: {message}", "Invalid value for {param_hint}: {message}"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "{value!r} is not a valid {number_type}.",
)
"""What click says by itself on the way through our commands, as it asks gettext for it."""

UNTOLD = (
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
    *("Generated-By", "Last-Translator", "Language-Team"),
)


def template() -> Catalog:
    """Every message that the code and the templates say."""
    catalog = Catalog(project="borders", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        ROOT / "borders",
        METHODS,
        {},
        KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    )
    for path, _line, message, comments, context in found:
        # without line numbers, which every edit of the code would move
        catalog.add(
            message, None, [(f"borders/{path}", None)], auto_comments=comments, context=context
        )
    return catalog


def add_help(catalog: Catalog) -> None:
    """Add what the commands say of themselves, and what click says on their way."""
    ctx = click.Context(commands)
    names = commands.list_commands(ctx)
    for command in (commands, *(commands.get_command(ctx, name) for name in names)):
        path = Path(inspect.getfile(inspect.unwrap(command.callback))).relative_to(ROOT)
        for context, text in speech.messages(command, ctx):
            catalog.add(text, None, [(str(path), None)], context=context)
    for text in CLICK:
        catalog.add(text, None, [("click", None)], auto_comments=["said by click"])


def translated(code: str, messages: Catalog) -> Catalog:
    """The catalogue of a language with the messages of now: none too few, none too many."""
    catalog = Catalog(locale=code, project="borders", charset="utf-8", fuzzy=False)
    path = po(code)
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    catalog.add(message.id, message.string, context=message.context)
    catalog.update(messages, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.header_comment = f"# {LANGUAGES[code]} messages of borders."
    catalog.fuzzy = False
    return catalog


def po(code: str) -> Path:
    """Where translators find the messages of a language."""
    return Path(FOLDER, code) / "LC_MESSAGES" / "borders.po"


def conventions(code: str) -> dict[str, Any]:
    """What of CLDR is needed of a language."""
    locale = Locale.parse(LOCALES[code])
    skeletons = locale.datetime_skeletons
    months = locale.months
    # British English has Sept; three letters keep the axes of the charts even.
    short = Locale.parse(SOURCE).months if code == SOURCE else months

    def named(context: str, width: str) -> list[str]:
        source = months if width == "wide" else short
        return [source[context][width][number] for number in range(1, 13)]

    return {
        "patterns": {
            "day": locale.date_formats["long"].pattern,
            "month": skeletons["yMMMM"].pattern,
            "short_day": skeletons["MMMd"].pattern,
            "short_month": skeletons["MMM"].pattern,
            "short_month_year": skeletons["yMMM"].pattern,
            "clock": locale.time_formats["short"].pattern,
        },
        "months": {
            "MMMM": named("format", "wide"),
            "LLLL": named("stand-alone", "wide"),
            "MMM": named("format", "abbreviated"),
            "LLL": named("stand-alone", "abbreviated"),
        },
        "decimal": locale.number_symbols["latn"]["decimal"],
        "group": locale.number_symbols["latn"]["group"],
        "list": dict(locale.list_patterns["standard"]),
    }


def files() -> dict[Path, bytes]:
    """Everything that is written."""
    written = {code: conventions(code) for code in LANGUAGES}
    found = {
        Path(FOLDER, "cldr.json"): (
            json.dumps(written, ensure_ascii=False, indent=1) + "\n"
        ).encode()
    }
    messages = template()
    add_help(messages)
    for code in LANGUAGES:
        if code == SOURCE:
            continue
        catalog = translated(code, messages)
        text, compiled = io.BytesIO(), io.BytesIO()
        write_po(text, catalog, width=100, sort_output=True, ignore_obsolete=True)
        write_mo(compiled, _Compiled(catalog))
        found[po(code)] = _undated(text.getvalue())
        found[po(code).with_suffix(".mo")] = compiled.getvalue()
    return found


def _undated(text: bytes) -> bytes:
    """A catalogue without what of its header tells of the day, the machine, or nothing."""
    lines = text.decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}' for name in UNTOLD))
    ).encode()


def _is_translated(message: Message) -> bool:
    strings = message.string if message.pluralizable else (message.string,)
    return bool(strings) and all(strings)


class _Compiled:
    """What `write_mo` reads of a catalogue: its messages, under a header without dates."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self.charset = catalog, catalog.charset
        self.num_plurals = catalog.num_plurals

    def __iter__(self) -> Iterator[Message]:
        plurals = f"Plural-Forms: {self._catalog.plural_forms}"
        yield Message("", f"Content-Type: text/plain; charset=utf-8\n{plurals}\n")
        # what is not translated is left to the source, plural forms too
        yield from (found for found in self._catalog if found.id and _is_translated(found))


def untranslated(code: str) -> str:
    """The texts of the record without a translation into a language, as rows of its table."""
    dataset = borders.load()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(
        (text, code, "")
        for text in translatable_texts(dataset.record, code)
        if (text, code) not in dataset.translations
    )
    return out.getvalue()


def main() -> None:
    """Write the files, or with `--check` compare them."""
    if sys.argv[1:2] == ["--texts"]:
        sys.stdout.write(untranslated(sys.argv[2]))
        return
    for path, content in files().items():
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            name = path.relative_to(ROOT)
            sys.exit(
                f"{name} is not up to date: run scripts/build_language.py and commit the result"
            )


if __name__ == "__main__":
    main()
