"""Facts in words, in each language."""

from borders import language
from borders.views import style, wording


def test_a_date_known_in_part_has_the_month_that_stands_alone():
    assert wording.partial("2023-11") == "November 2023"
    with language.use("fi"):
        assert wording.partial("2023-11") == "marraskuu 2023"
        assert wording.partial("2023-11-05T08:05") == "5. marraskuuta 2023 klo 8.05"
        assert language.end_of_day() == "24.00"
    with language.use("ru"):
        assert wording.partial("2023-11") == "ноябрь 2023\u202fг."
        assert wording.partial("2023") == "2023"


def test_letters_and_labels_differ_within_a_language(ds):
    for code in language.LANGUAGES:
        with language.use(code):
            looks = style.looks()
            assert len({look["letter"] for look in looks}) == len(looks)
            assert len({look["label"] for look in looks}) == len(looks)
            assert all(len(look["letter"]) == 1 for look in looks)
