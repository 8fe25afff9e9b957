"""The pictures of the map that are tested, and what stands on them."""

import struct
from itertools import pairwise

import pytest

from borders.pictures.map_frames import CARD, PORTRAIT, STILL
from helpers.svg import SVG

LAYOUTS = [PORTRAIT, CARD]
DAYS = ["2023-11-17", "2023-11-18", "2023-12-15", "2020-06-01"]

each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
each_scene = pytest.mark.parametrize("layout", [*LAYOUTS, STILL], ids=lambda layout: layout.name)
each_day = pytest.mark.parametrize("day", DAYS)


def principal(ds):
    """The crossings that the headline counts."""
    return [crossing for crossing in ds.record.crossings.values() if crossing.principal]


def label_of(root, name):
    """The text of a crossing on the map, and the symbol after it."""
    for parent in root.iter():
        children = list(parent)
        for text, following in pairwise(children):
            if text.tag == f"{SVG}text" and text.get("paint-order") and text.text == name:
                return text, following
    raise AssertionError(f"{name} is not on the map")


def png_size(png):
    """Width and height of a PNG in pixels."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[12:16] == b"IHDR"
    return struct.unpack(">II", png[16:24])
