#!/usr/bin/env python3
"""Bring borders/locale/ up to date: what is to be translated, and how a language writes dates.

Collects every message of the code, the templates and the commands' help into the .po file of each
language, where translators fill in what is empty; compiles these to .mo; and takes the needed part
of CLDR from Babel. A message that is no longer used is left out.

    python scripts/build_language.py [--check]
    python scripts/build_language.py --texts LANGUAGE [FOLDER]

`--check` writes nothing and fails if something would change. `--texts` lists the texts of a
record that lack a translation into a language, as rows of translations.csv.
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
from babel.dates import get_timezone_location
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import borders
from borders.cli import help_texts
from borders.cli import main as commands
from borders.language import FOLDER, LANGUAGES, SOURCE
from borders.record import translations

ROOT = Path(__file__).parent.parent
LOCALES = {code: "en_GB" if code == SOURCE else code for code in LANGUAGES}
METHODS = [
    ("site/templates/**.html", "jinja2"),
    ("**.py", "python"),
]
KEYWORDS = {
    "gettext": None,
    "message": None,
    "html": None,
    "ngettext": (1, 2),
    "nmessage": (1, 2),
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
"""Messages of click itself that users of the commands can meet, as click gives them to gettext."""

COUNTRIES = ("FI", "NO", "EE", "LV", "LT", "PL", "RU", "BY")
CITIES = (
    "Helsinki",
    "Oslo",
    "Tallinn",
    "Riga",
    "Vilnius",
    "Warsaw",
    "Moscow",
    "Kaliningrad",
    "Minsk",
)
"""What cldr.json has in each language for the sides of frontiers and for their clocks."""

LEFT_OUT = (
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
    *("Generated-By", "Last-Translator", "Language-Team"),
)


def template() -> Catalog:
    """The messages of the code and the templates, without the commands' help."""
    catalog = Catalog(project="borders", charset="utf-8", fuzzy=False)
    messages = extract_from_dir(
        ROOT / "borders",
        METHODS,
        {},
        KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    )
    for path, _line, message, comments, context in messages:
        # without line numbers, which every edit of the code would move
        catalog.add(
            message, None, [(f"borders/{path}", None)], auto_comments=comments, context=context
        )
    return catalog


def add_help(catalog: Catalog) -> None:
    """Add the help of the commands, and the messages of click itself."""
    ctx = click.Context(commands)
    names = commands.list_commands(ctx)
    for command in (commands, *(commands.get_command(ctx, name) for name in names)):
        path = Path(inspect.getfile(inspect.unwrap(command.callback))).relative_to(ROOT)
        for context, text in help_texts.messages(command, ctx):
            catalog.add(text, None, [(str(path), None)], context=context)
    for text in CLICK:
        catalog.add(text, None, [("click", None)], auto_comments=["said by click"])


def translated(code: str, messages: Catalog) -> Catalog:
    """The catalogue of a language with exactly these messages, as far as they are translated."""
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
    """The .po file of a language, in which translators write."""
    return Path(FOLDER, code) / "LC_MESSAGES" / "borders.po"


def conventions(code: str) -> dict[str, Any]:
    """The part of CLDR that is needed to write dates, numbers and lists in a language."""
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
        "names": geographic_names(locale),
    }


def geographic_names(locale: Locale) -> dict[str, str]:
    """Countries at frontiers, and the cities of their time zones, by their English names."""
    if locale.language == SOURCE:
        return {}
    countries = {Locale(SOURCE).territories[code]: locale.territories[code] for code in COUNTRIES}
    cities = {
        city: get_timezone_location(f"Europe/{city}", locale=locale, return_city=True)
        for city in CITIES
    }
    return countries | cities


def files() -> dict[Path, bytes]:
    """The content of every file that this script writes."""
    written = {code: conventions(code) for code in LANGUAGES}
    contents = {
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
        contents[po(code)] = _undated(text.getvalue())
        contents[po(code).with_suffix(".mo")] = compiled.getvalue()
    return contents


def _undated(text: bytes) -> bytes:
    """The text of a .po file without the header lines that depend on the day or say nothing."""
    lines = text.decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}' for name in LEFT_OUT))
    ).encode()


def _is_translated(message: Message) -> bool:
    strings = message.string if message.pluralizable else (message.string,)
    return bool(strings) and all(strings)


class _Compiled:
    """A catalogue as `write_mo` reads it: its translated messages, under a header without dates."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self.charset = catalog, catalog.charset
        self.num_plurals = catalog.num_plurals

    def __iter__(self) -> Iterator[Message]:
        plurals = f"Plural-Forms: {self._catalog.plural_forms}"
        yield Message("", f"Content-Type: text/plain; charset=utf-8\n{plurals}\n")
        # A message without a translation is shown in English, with English plural forms.
        yield from (m for m in self._catalog if m.id and _is_translated(m))


def untranslated(code: str, folder: str | None) -> str:
    """The texts of a record without a translation into a language, as rows of its table."""
    dataset = borders.load(folder)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(
        (text, code, "")
        for text in translations.translatable_texts(dataset.record, code)
        if (text, code) not in dataset.translations and text not in conventions(code)["names"]
    )
    return out.getvalue()


def main() -> None:
    """Write the files, or with `--check` compare them."""
    if sys.argv[1:2] == ["--texts"]:
        sys.stdout.write(untranslated(sys.argv[2], (sys.argv[3:] or [None])[0]))
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
