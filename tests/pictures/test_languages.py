"""Pictures in the reader's language."""

from datetime import date

from borders import language
from borders.pictures import map_picture, timeline_picture
from borders.pictures.map_frames import CARD
from borders.site import map_data
from borders.views import announcements
from borders.views.timelines import timelines


def test_pictures_and_announcements_are_in_the_language(ds):
    with language.use("ru"):
        at = ds.slice("2023-12-15")
        card = map_picture.svg(ds, at, CARD)
        assert "Ваалимаа" in card
        assert "15 декабря 2023\u202fг." in card
        assert "Ваалимаа" in timeline_picture.svg(timelines(ds, date(2024, 1, 1)))
        assert "Хельсинки" in map_data.place_names(ds)
        titles = [entry.title for entry in announcements.feed(ds).changes]
        assert any(
            "Ваалимаа" in title and "15 декабря 2023\u202fг., 20:00" in title for title in titles
        )
    english = map_picture.svg(ds, ds.slice("2023-12-15"), CARD)
    assert ">З</text>" in card
    assert ">З</text>" not in english  # what is drawn once is not shared between languages
