"""The page to follow changes."""

import pytest

from borders.export import feeds
from helpers.html import Page


@pytest.mark.parametrize("path", ["feeds/changes", "feeds/crossings/imatra", "feeds/services/road"])
def test_every_feed_is_listed_and_calendars_can_be_subscribed_to(
    december_site, published_site, path
):
    for site, whole in ((december_site, False), (published_site, True)):
        text = (site / "follow" / "index.html").read_text(encoding="utf-8")
        links = set(Page(text).values_of("href"))
        assert {f"../{path}{ending}" for ending in feeds.MEDIA_TYPES} <= links
        assert (f"webcal://example.org/borders/{path}.ics" in links) == whole
