"""The reader's language: catalogues, dates and numbers, the command line, names, marks."""

from __future__ import annotations

import ast
import gettext
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel import Locale, dates, lists, numbers
from babel.messages.pofile import read_po
from click.testing import CliRunner

import borders
from borders import language
from borders.cli import main
from borders.model import Language
from borders.pictures import map_picture as picture
from borders.pictures import timeline_picture as strip
from borders.pictures.map_layout import CARD
from borders.record.translations import translatable_texts
from borders.site import map_data as mapdata
from borders.views import announcements, style, timelines
from borders.views import crossing as crossing_view
from borders.views import wording as words
from borders.views.day import day_view
from helpers.editable_folder import Copy

OTHERS = [code for code in language.LANGUAGES if code != language.SOURCE]
ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "build_language.py"
LOCALES = {"en": "en_GB"}
SAID = {"gettext", "ngettext", "pgettext", "message", "pmessage"}


def catalogue(code):
    with (Path(language.FOLDER, code, "LC_MESSAGES") / "borders.po").open("rb") as file:
        return [message for message in read_po(file, locale=code) if message.id]


def strings(message):
    found = message.string if message.pluralizable else (message.string,)
    return [text or "" for text in found]


# catalogues


def test_the_catalogues_are_those_of_the_code():
    subprocess.run([sys.executable, SCRIPT, "--check"], check=True)


def test_a_message_of_the_code_that_no_catalogue_has_is_found(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(SCRIPT.parent)
    import build_language

    (tmp_path / "borders").mkdir()
    (tmp_path / "borders" / "new.py").write_text('gettext("Never said {day}.", day=1)\n')
    monkeypatch.setattr(build_language, "ROOT", tmp_path)
    found = build_language.template()
    assert "Never said {day}." in found
    (old,) = {m.id for m in build_language.translated("fi", found) if m.id}
    assert old == "Never said {day}."  # and what is said no longer goes


def test_what_is_said_to_translators_reaches_them():
    told = " ".join(" ".join(message.auto_comments) for message in catalogue("fi"))
    remarks = [
        (path.name, remark)
        for path in (ROOT / "borders").rglob("*.py")
        for remark in re.findall(r"# Translators: (.*)", path.read_text(encoding="utf-8"))
    ]
    assert len(remarks) > 40
    assert [one for one in remarks if one[1] not in told] == []


def test_everything_that_is_said_is_written_where_it_can_be_collected():
    """A message is a literal, or was marked as one where it stands."""
    known = {
        (message.context, message.id[0] if message.pluralizable else message.id)
        for message in catalogue("fi")
    }
    said, missing = 0, []
    for path in (ROOT / "borders").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            if call.func.id not in SAID or not call.args:
                continue
            texts = [a.value for a in call.args if isinstance(a, ast.Constant)]
            if not texts:
                continue  # a name of what was marked elsewhere
            said += 1
            contextual = call.func.id.startswith("p")
            wanted = (texts[0], texts[1]) if contextual else (None, texts[0])
            if wanted not in known:
                missing.append((path.name, call.lineno, wanted))
    assert missing == []  # such as one within an f-string, where the collector does not look
    assert said > 250


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_fills_the_same_places(code):
    for message in catalogue(code):
        ids = message.id if message.pluralizable else (message.id,)
        wanted = [set(re.findall(r"\{\w*(?:!r)?\}", text)) for text in ids]
        for text in filter(None, strings(message)):
            assert set(re.findall(r"\{\w*(?:!r)?\}", text)) in wanted, (message.id, text)
            assert text[0].isspace() == ids[0][0].isspace(), text
            assert text[-1].isspace() == ids[0][-1].isspace(), text
            assert not message.fuzzy


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_missing(code):
    assert [m.id for m in catalogue(code) if not all(strings(m))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_the_record_has_a_translation(ds, code):
    texts = translatable_texts(ds.record, code)
    assert [text for text in texts if (text, code) not in ds.translations] == []


def test_a_message_without_a_translation_is_said_in_english(monkeypatch):
    monkeypatch.setattr(language, "_catalogue", lambda _: gettext.NullTranslations())
    with language.use("ru"):
        assert language.gettext("Days by year") == "Days by year"
        assert language.ngettext("{count} source", "{count} sources", 5) == "5 sources"


def test_plural_forms_are_those_of_the_language():
    forms = {1: "1 источник", 3: "3 источника", 5: "5 источников", 21: "21 источник"}
    with language.use("ru"):
        for count, text in forms.items():
            assert language.ngettext("{count} source", "{count} sources", count) == text
    with language.use("fi"):
        assert language.ngettext("{count} source", "{count} sources", 2) == "2 lähdettä"


def test_letters_and_labels_differ_within_a_language(ds):
    for code in language.LANGUAGES:
        with language.use(code):
            looks = style.looks()
            assert len({look["letter"] for look in looks}) == len(looks)
            assert len({look["label"] for look in looks}) == len(looks)
            assert all(len(look["letter"]) == 1 for look in looks)


# dates, numbers, lists

DAYS = [date(2015, 1, 1) + timedelta(days=n * 17) for n in range(300)]


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_dates_are_written_as_cldr_has_them(code):
    locale = LOCALES.get(code, code)
    with language.use(code):
        for day in DAYS:
            assert language.day(day) == dates.format_date(day, "long", locale)
            assert language.month(day) == dates.format_skeleton("yMMMM", day, locale=locale)
            if code != "en":  # where the axes of charts have Sep for Sept
                short = dates.format_skeleton("MMMd", day, locale=locale)
                assert language.short_day(day) == short
                both = dates.format_skeleton("yMMM", day, locale=locale)
                assert language.short_month(day) == both
            at = datetime(day.year, day.month, day.day, day.day % 24, day.month, tzinfo=UTC)
            assert language.clock(at) == dates.format_time(at, "short", locale=locale)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_script_writes_a_day_like_the_rest(code):
    with language.use(code):
        pattern, months = language.day_pattern()
        for day in DAYS:
            filled = pattern.format(day=day.day, month=months[day.month - 1], year=day.year)
            assert filled == language.day(day)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_numbers_and_lists_are_written_as_cldr_has_them(code):
    locale = Locale.parse(LOCALES.get(code, code))
    with language.use(code):
        for value in (0, 7, 999, 1000, 1339.2, 1234567.5):
            expected = numbers.format_decimal(value, "#,##0.0", locale=locale)
            assert language.number(value, 1) == expected
        names = ["Vaalimaa", "Nuijamaa", "Imatra", "Niirala", "{0}"]
        for count in range(len(names) + 1):
            expected = lists.format_list(names[:count], locale=locale)
            assert language.listed(names[:count]) == expected


def test_english_is_that_of_the_record():
    assert language.day(date(2023, 12, 15)) == "15 December 2023"
    assert language.short_month(date(2023, 9, 1)) == "Sep 2023"
    assert language.listed(["A", "B", "C"]) == "A, B and C"
    assert language.end_of_day() == "24:00"


def test_a_date_known_in_part_has_the_month_that_stands_alone():
    assert words.partial("2023-11") == "November 2023"
    with language.use("fi"):
        assert words.partial("2023-11") == "marraskuu 2023"
        assert words.partial("2023-11-05T08:05") == "5. marraskuuta 2023 klo 8.05"
        assert language.end_of_day() == "24.00"
    with language.use("ru"):
        assert words.partial("2023-11") == "ноябрь 2023\u202fг."
        assert words.partial("2023") == "2023"


# which language


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI@euro", "LC_MESSAGES": "ru"}, "ru"),
        ({"LANG": "fi", "LC_ALL": "C"}, "en"),
        ({"LANG": "ru_RU.KOI8-R", "LC_ALL": ""}, "ru"),
        ({"LANG": "et_EE.UTF-8"}, "en"),
        ({"LANG": "SV_se"}, "sv"),
    ],
)
def test_the_language_is_that_of_the_locale(environment, code):
    assert language.of_locale(environment) == code


ASKED = ["status", "vaalimaa", "--at", "2023-12-15"]


def test_the_command_line_answers_in_the_language_that_is_asked_for():
    answers = {
        code: CliRunner().invoke(main, ["--lang", code, *ASKED]).stdout.splitlines()
        for code in language.LANGUAGES
    }
    assert answers["en"][0] == "Vaalimaa, road, 15 December 2023: CLOSED (changed)"
    assert "15. joulukuuta 2023: SULJETTU" in answers["fi"][0]
    assert answers["fi"][1].split() == ["0.00–20.00", "avoinna"]
    assert "15 december 2023: STÄNGT" in answers["sv"][0]
    assert answers["ru"][0].startswith("Ваалимаа, ")
    assert "15 декабря 2023\u202fг. — ЗАКРЫТО" in answers["ru"][0]
    assert language.active() == "en"  # and nobody after is spoken to in theirs


def test_the_locale_decides_where_nothing_is_asked(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "sv_FI.UTF-8")
    assert "STÄNGT" in CliRunner().invoke(main, ASKED).stdout
    assert "CLOSED" in CliRunner().invoke(main, ["--lang", "en", *ASKED]).stdout


@pytest.mark.parametrize(
    "command",
    [
        [*ASKED, "--explain", "--format", "json"],
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
def test_what_programs_read_does_not_change_with_the_language(command):
    english, *others = (
        CliRunner().invoke(main, ["--lang", code, *command]) for code in language.LANGUAGES
    )
    assert english.exit_code == 0
    assert all(other.stdout == english.stdout for other in others)


def test_a_catalogue_is_read_only_where_it_is_needed():
    program = (
        "import sys; from borders.cli import main\n"
        "main(['status', 'vaalimaa', '--at', '2023-12-15'], standalone_mode=False)\n"
        "sys.exit(any(name.startswith('babel') for name in sys.modules))"
    )
    for code in ("en", "fi"):
        environment = {"LC_ALL": f"{code}_XX.UTF-8", "PATH": "", "PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True
        )
        assert ran.stdout


# texts in another language


def test_a_text_keeps_the_marks_of_its_parts():
    with language.use("fi"):
        title = language.foreign("Decision 1", "en")
        said = language.gettext("{title} ({authority}, {day})", title=title, authority="A", day="1")
        assert said == "Decision 1 (A, 1)"
        assert language.parts(said)[0] == ("Decision 1", "en")
        assert "".join(text for text, _ in language.parts(said)) == said
        assert json.dumps(said) == '"Decision 1 (A, 1)"'
        assert language.parts(words.capital(language.foreign("ends", "en"))) == (("Ends", "en"),)
        joined = language.joined("; ", ["", title, "x"])
        assert language.parts(joined) == (("Decision 1", "en"), ("; ", ""), ("x", ""))
        assert language.foreign("Päätös", "fi") == "Päätös"
        assert not isinstance(language.foreign("Päätös", "fi"), language.Text)


def test_a_text_of_the_record_is_told_in_translation_or_marked(ds):
    assert ds.translated("Russia") == "Russia"
    with language.use("fi"):
        assert ds.translated("Russia") == "Venäjä"
        assert language.parts(ds.translated("never written")) == (("never written", "en"),)
        assert not isinstance(ds.translated_name("never written"), language.Text)
    assert not isinstance(ds.translated("never written"), language.Text)


def test_a_folder_may_do_without_translations(tmp_path):
    copy = Copy(tmp_path)
    (copy.path / "translations.csv").unlink()
    found = borders.load(copy.path)
    with language.use("ru"):
        assert day_view(found, found.slice("2023-12-15")).frontier == "Finland–Russia frontier"


def test_the_record_is_translated_into_the_languages_of_the_readers():
    assert {str(one) for one in Language} == set(OTHERS)


# names


def test_places_are_called_as_the_reader_calls_them_on_both_sides(ds):
    pairs = {}
    for code in language.LANGUAGES:
        with language.use(code):
            found = ds.record.crossings["vaalimaa"]
            pairs[code] = crossing_view.crossing_details(ds, found, date(2024, 1, 1)).heading
    assert pairs == {
        "en": "Vaalimaa – Torfyanovka",
        "fi": "Vaalimaa – Torfjanovka",
        "sv": "Vaalimaa – Torfjanovka",
        "ru": "Ваалимаа – Торфяновка",
    }


def test_raja_jooseppi_has_its_sami_names(ds):
    found = ds.record.crossings["raja-jooseppi"]
    assert found.names["se"] == "Rádje-Jovsset"
    assert found.names["smn"] == "Räji-Joovsep"
    assert found.names["sms"] == "Raajj-Jooʹsep"
    told = dict(crossing_view.crossing_details(ds, found, date(2024, 1, 1)).facts)
    assert "Raajj-Jooʹsep (Skolt Sámi)" in told["Names"]
    assert ("Raajj-Jooʹsep", "sms") in language.parts(told["Names"])


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Radje-Jovsset", "raja-jooseppi"),
        ("RÁDJE-JOVSSET", "raja-jooseppi"),
        ("raji joovsep", "raja-jooseppi"),
        ("Raajj-Joo'sep", "raja-jooseppi"),
        ("Raajj-Joosep", "raja-jooseppi"),
        ("Рая-Иоосеппи", "raja-jooseppi"),
        ("brusnitsnoje", "nuijamaa"),
        ("Brusnitjnoje", "nuijamaa"),
        ("БРУСНИЧНОЁ", "nuijamaa"),
        ("Ylä-Urpala", "vaalimaa"),
        ("yla-urpala", "vaalimaa"),
        ("Syvaoro", "parikkala"),
        ("Suopera", "kuusamo"),
        ("Kelloselka", "salla"),
    ],
)
def test_names_are_found_with_and_without_their_marks_in_either_script(ds, name, id_):
    assert ds.crossing(name).id == id_


# what is drawn and told


def test_pictures_and_announcements_are_in_the_language(ds):
    with language.use("ru"):
        at = ds.slice("2023-12-15")
        card = picture.svg(ds, at, CARD)
        assert "Ваалимаа" in card
        assert "15 декабря 2023\u202fг." in card
        assert "Ваалимаа" in strip.svg(timelines.timelines(ds, date(2024, 1, 1)))
        assert "Хельсинки" in mapdata.place_names(ds)
        titles = [entry.title for entry in announcements.feed(ds).changes]
        assert any(
            "Ваалимаа" in title and "15 декабря 2023\u202fг., 20:00" in title for title in titles
        )
    english = picture.svg(ds, ds.slice("2023-12-15"), CARD)
    assert ">З</text>" in card
    assert ">З</text>" not in english  # what is drawn once is not shared between languages


def test_entries_are_the_same_whatever_the_language_and_feeds_are_not(ds):
    feeds = []
    for code in language.LANGUAGES:
        with language.use(code):
            feeds.append(announcements.feed(ds))
    assert len({json.dumps([entry.id for entry in feed.changes]) for feed in feeds}) == 1
    assert len({feed.id for feed in feeds}) == len(feeds)
