"""Translations of a record's texts."""

import pytest

from borders import language
from borders.model import Language
from borders.record.translations import translatable_texts
from borders.views.day import day_view
from helpers.languages import OTHERS


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_the_record_has_a_translation(ds, code):
    texts = translatable_texts(ds.record, code)
    assert [text for text in texts if (text, code) not in ds.translations] == []


def test_a_folder_may_do_without_translations(data_folder):
    data_folder.remove("translations.csv")
    untranslated = data_folder.load()
    with language.use("ru"):
        assert (
            day_view(untranslated, untranslated.slice("2023-12-15")).frontier
            == "Finland–Russia frontier"
        )


def test_the_record_is_translated_into_the_languages_of_the_readers():
    assert {str(code) for code in Language} == set(OTHERS)
