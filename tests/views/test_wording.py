"""Facts in words, in each language."""

from datetime import date

import pytest

from borders import language
from borders.views import style, wording
from borders.views.crossing_services import services_now
from borders.views.day import day_view
from helpers.commands import printed


def test_a_date_known_in_part_has_the_month_that_stands_alone():
    assert wording.partial("2023-11") == "November 2023"
    with language.use("fi"):
        assert wording.partial("2023-11") == "marraskuu 2023"
        assert wording.partial("2023-11-05T08:05") == "5. marraskuuta 2023 klo 8.05"
        assert language.end_of_day() == "24.00"
    with language.use("ru"):
        assert wording.partial("2023-11") == "ноябрь 2023\u202fг."
        assert wording.partial("2023") == "2023"


@pytest.mark.parametrize(
    ("code", "moment", "words"),
    [
        ("en", "2023-12-15T20:00", "Helsinki 20:00, Moscow 21:00"),
        ("fi", "2023-12-15T20:00", "Helsinki 20.00, Moskova 21.00"),
        ("sv", "2023-12-15T20:00", "Helsingfors 20:00, Moskva 21:00"),
        ("ru", "2023-12-15T20:00", "Хельсинки 20:00, Москва 21:00"),
        ("en", "2023-07-15T20:00", ""),
    ],
)
def test_the_hour_on_the_other_side_is_told_where_it_is_another(ds, code, moment, words):
    with language.use(code):
        assert wording.clocks(ds.when(moment).start, ds.package) == words
        status = printed("status", "vaalimaa", "--at", moment, lang=code)
        assert status.count(words) == 1 if words else "Moscow" not in status


def test_the_hour_on_the_other_side_is_told_once_for_a_change_and_a_crossing(ds):
    words = "Helsinki 20:00, Moscow 21:00"
    (evening,) = [c for c in day_view(ds, ds.slice("2023-12-15")).changes if c.clock == "20:00"]
    assert evening.caption.endswith(f"shut, {words}")
    ahead, midnight = ds.crossing("vaalimaa"), ds.crossing("salla")
    assert services_now(ds, ahead, date(2023, 12, 20))[0].clocks == words
    assert services_now(ds, midnight, date(2023, 11, 24))[0].clocks == ""  # a day, without an hour


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_side_without_a_translation_has_the_name_of_its_country(data_folder, code):
    data_folder.set_package("sides", {"fi": "Estonia", "ru": "Belarus"})
    words = {"en": "Estonia", "fi": "Viro", "sv": "Estland", "ru": "Эстония"}
    with language.use(code):
        assert data_folder.load().translated("Estonia") == words[code]


def test_letters_and_labels_differ_within_a_language(ds):
    for code in language.LANGUAGES:
        with language.use(code):
            looks = style.looks()
            assert len({look["letter"] for look in looks}) == len(looks)
            assert len({look["label"] for look in looks}) == len(looks)
            assert all(len(look["letter"]) == 1 for look in looks)
