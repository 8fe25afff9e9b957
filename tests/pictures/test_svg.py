"""SVG as PNG, in a font of our own."""

import re

from borders.pictures.svg import png
from helpers.map_pictures import each_layout, png_size


@each_layout
def test_a_png_is_twice_the_size_and_always_the_same(drawn, layout):
    text = drawn[layout.name, "2023-12-15"]
    image = png(text)
    assert png_size(image) == (2 * layout.width, 2 * layout.height)
    assert len(image) > 100_000
    assert png(text) == image


def test_a_png_has_the_scale_that_was_asked_for(drawn):
    assert png_size(png(drawn["card", "2023-11-17"], scale=1)) == (1200, 630)


def test_a_png_shows_the_words(drawn):
    """In a font of our own: without its text the picture is another."""
    text = drawn["card", "2023-11-17"]
    bare = re.sub(r"<text.*?</text>", "", text)
    assert bare != text
    assert len(png(bare, scale=1)) < len(png(text, scale=1)) - 10_000
