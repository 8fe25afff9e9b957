"""The HTML of pages: the policy, the language, and texts that stay texts."""

import re
from html import unescape

import pytest

from borders import language
from borders.site.pages.single_file import single_page
from borders.views import wording
from helpers.sites import date_page


def test_two_maps_are_the_same_bytes(ds):
    day = ds.slice("2023-11-27")
    assert single_page(ds, day) == single_page(ds, day)


def test_the_policy_allows_no_inline_code_but_its_own(december_site, ds):
    for text in (date_page(december_site, "2023-12-15"), single_page(ds, ds.slice("2023-12-15"))):
        policy = unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        hosts = re.findall(r"https?://[^; ]+", policy)
        assert hosts == ["https://tile.openstreetmap.org"]  # images only, at the reader's wish
        assert re.search(r"img-src [^;]*https://tile.openstreetmap.org;", policy)


def test_pages_can_be_zoomed_and_have_a_language(december_site):
    text = date_page(december_site, "2023-12-15")
    assert '<html lang="en"' in text
    assert text.count('name="viewport"') == 1
    assert "user-scalable" not in text
    assert "maximum-scale" not in text


def test_text_of_the_data_stays_text(data_folder):
    """Markup and template code in a name or a note reach the page as characters."""
    attack = "<script>alert(1)</script>{{ 7*7 }}${7*7}`</style>"
    data_folder.edit_crossing("vaalimaa", name_en=attack)
    hostile = data_folder.load()
    html = single_page(hostile, hostile.slice("2023-12-15"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in html
    assert "49" not in re.findall(r"<li>.*?</li>", html, re.DOTALL)[0]


@pytest.mark.parametrize("day", ["2023-11-27", "2023-12-15", "2026-11-22"])
def test_a_sentence_ends_in_one_stop_after_an_abbreviation(ds, day):
    with language.use("ru"):
        text = re.sub("<[^>]*>", "", single_page(ds, ds.slice(day)))
        assert "\u202fг. " in text
        assert "г.." not in text
        assert wording.stopped("2023\u202fг.") == "2023\u202fг."
        marked = wording.stopped(language.foreign("Decision", "en"))
    assert language.parts(marked) == (("Decision", "en"), (".", ""))
