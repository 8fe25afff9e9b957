"""A crossing in words."""

from datetime import date

from borders import language
from borders.views.crossing import crossing_details


def test_places_are_called_as_the_reader_calls_them_on_both_sides(ds):
    pairs = {}
    for code in language.LANGUAGES:
        with language.use(code):
            crossing = ds.record.crossings["vaalimaa"]
            pairs[code] = crossing_details(ds, crossing, date(2024, 1, 1)).heading
    assert pairs == {
        "en": "Vaalimaa – Torfyanovka",
        "fi": "Vaalimaa – Torfjanovka",
        "sv": "Vaalimaa – Torfjanovka",
        "ru": "Ваалимаа – Торфяновка",
    }
