"""A year as a bar: how long a service had each status, as shares of the bar's width."""

from __future__ import annotations

from collections.abc import Iterable

from borders.model import Status
from borders.pictures.svg import rect
from borders.pictures.time_axis import UNVERIFIED_OPACITY
from borders.views.style import LOOKS

HEIGHT = 14
"""Pixels of the bar."""


def year_bar(shares: Iterable[tuple[Status, float, bool]]) -> str:
    """The elements of an SVG element of any width; what was not verified is paler.

    Each of the `shares` is a status, its share of the width, and whether it was verified.
    """
    x, parts = 0.0, []
    for status, share, verified in shares:
        look = LOOKS[status]
        is_pale = status is Status.UNKNOWN  # white, on white paper
        edge = {"stroke": look.ink, "stroke_dasharray": "2 2"} if is_pale else {}
        opacity = None if verified else UNVERIFIED_OPACITY
        width = f"{100 * share:.2f}%"
        bar = rect(
            f"{100 * x:.2f}%",
            0,
            width,
            HEIGHT,
            fill=look.fill,
            fill_opacity=str(opacity) if opacity else None,
            **edge,
        )
        parts.append(bar)
        x += share
    return "".join(parts)
