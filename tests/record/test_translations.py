"""Translations of a record's texts."""

import pytest

from borders import language
from borders.model import Language
from borders.record.translations import translatable_texts
from helpers.languages import OTHERS


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_the_record_has_a_translation(ds, code):
    texts = translatable_texts(ds.record, code)
    assert [text for text in texts if (text, code) not in ds.translations] == []


def test_a_folder_may_do_without_translations(data_folder):
    data_folder.remove("translations.csv")
    untranslated = data_folder.load()
    with language.use("ru"):
        assert untranslated.translated(untranslated.package.title).startswith("Crossing points of")


def test_the_record_is_translated_into_the_languages_of_the_readers():
    assert {str(code) for code in Language} == set(OTHERS)
