"""The reader's language: catalogues, plural forms, dates, numbers and lists, marked texts."""

import gettext
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from babel import Locale, dates, lists, numbers

from borders import language
from borders.views import wording

LOCALES = {"en": "en_GB"}


def test_a_message_without_a_translation_is_in_english(monkeypatch):
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


def test_a_text_keeps_the_marks_of_its_parts():
    with language.use("fi"):
        title = language.foreign("Decision 1", "en")
        sentence = language.gettext(
            "{title} ({authority}, {day})", title=title, authority="A", day="1"
        )
        assert sentence == "Decision 1 (A, 1)"
        assert language.parts(sentence)[0] == ("Decision 1", "en")
        assert "".join(text for text, _ in language.parts(sentence)) == sentence
        assert json.dumps(sentence) == '"Decision 1 (A, 1)"'
        assert language.parts(wording.capital(language.foreign("ends", "en"))) == (("Ends", "en"),)
        joined = language.joined("; ", ["", title, "x"])
        assert language.parts(joined) == (("Decision 1", "en"), ("; ", ""), ("x", ""))
        assert language.foreign("Päätös", "fi") == "Päätös"
        assert not isinstance(language.foreign("Päätös", "fi"), language.Text)


def test_a_text_of_the_record_is_translated_or_marked(ds):
    assert ds.translated("Russia") == "Russia"
    with language.use("fi"):
        assert ds.translated("Russia") == "Venäjä"
        assert language.parts(ds.translated("never written")) == (("never written", "en"),)
        assert not isinstance(ds.translated_name("never written"), language.Text)
    assert not isinstance(ds.translated("never written"), language.Text)
