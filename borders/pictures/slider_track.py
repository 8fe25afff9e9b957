"""The tracks of the sliders: strips of thin bars without names, for pages of any width."""

from __future__ import annotations

from borders.pictures import time_strip
from borders.pictures.svg import element
from borders.pictures.time_strip import SCALE, Form
from borders.views.timelines import Stretch, Timelines

GUIDES = 10
"""Pixels from one track to the next, for the lines between them."""

_TRACK = Form(100, "%", {"narrow": 288, "wide": 600})  # on a screen of 320 pixels, or from 641
_PITCH, _ROWS = 5, 60  # pixels of a row, and of all rows at most
_HANDLE = 10  # pixels below the rows for the sliders' handle


def rows(timelines: Timelines, stretch: Stretch) -> str:
    """A track of some days, as elements of an SVG document; without rows it is empty."""
    if not timelines.rows:
        return ""
    axis, depth = _TRACK.axis(timelines, stretch), _depth(timelines)
    pitch = depth / len(timelines.rows)
    parts = [
        *time_strip.scale(axis, _TRACK, depth),
        *time_strip.bars(axis, timelines, pitch, pitch - min(1, pitch / 4)),
    ]
    if timelines.enlarged and stretch == timelines.whole:
        parts.append(time_strip.frame(axis, timelines.enlarged, depth + _HANDLE))
    return element("svg", "".join(parts), class_="rows")


def guides(timelines: Timelines) -> str:
    """The lines from the first track to the second, if there is one."""
    if timelines.enlarged is None:
        return ""
    axis = _TRACK.axis(timelines, timelines.whole)
    return "".join(time_strip.guides(axis, timelines.enlarged, GUIDES))


def height(timelines: Timelines) -> int:
    """The height of a track, in pixels."""
    return round(SCALE + _depth(timelines)) + _HANDLE


def _depth(timelines: Timelines) -> float:
    return float(min(_PITCH * len(timelines.rows), _ROWS))
