"""How a status looks: the only place where a colour, a symbol or a label is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borders.language import pgettext, pmessage
from borders.model import Service, Status


class Look(NamedTuple):
    """The look of a status: never colour alone, always also a shape and a letter.

    `shape` is an SVG path on a square from -10 to 10 around the point, filled with `fill`. Its
    outline and the letter on it are in the colour `ink`.
    """

    named: tuple[str, str]
    lettered: tuple[str, str]
    fill: str
    ink: str
    shape: str

    @property
    def label(self) -> str:
        """The name of the status, e.g. "Closed"."""
        return pgettext(*self.named)

    @property
    def letter(self) -> str:
        """The letter on the symbol, e.g. "C"."""
        return pgettext(*self.lettered)


_CIRCLE = "M0-8.6A8.6 8.6 0 1 1 0 8.6A8.6 8.6 0 1 1 0-8.6Z"
_DIAMOND = "M0-10L10 0L0 10L-10 0Z"
_HEXAGON = "M-9 0L-4.5-7.8H4.5L9 0L4.5 7.8H-4.5Z"
_SQUARE = "M-8-8H8V8H-8Z"

LOOKS = {
    # Translators: the status of a crossing point, and the letter on its symbol
    Status.OPEN: Look(
        pmessage("status", "Open"), pmessage("letter", "O"), "#1f7bbd", "#ffffff", _CIRCLE
    ),
    Status.RESTRICTED: Look(
        pmessage("status", "Restricted"), pmessage("letter", "R"), "#f2b233", "#1c1c1a", _DIAMOND
    ),
    Status.CLOSED: Look(
        pmessage("status", "Closed"), pmessage("letter", "C"), "#8a150f", "#ffffff", _SQUARE
    ),
    Status.UNKNOWN: Look(
        pmessage("status", "Unknown"), pmessage("letter", "?"), "#ffffff", "#4a4a48", _HEXAGON
    ),
}
"""In the order of a legend."""

WAYS = {
    "road": "M-17 0H17",
    "rail": "M-17 0H17M-15.5-4V4M-12-4V4M12-4V4M15.5-4V4",
    "foot": "M-17 0H-15.5M-12 0H-10.5M10.5 0H12M15.5 0H17",
    "boat": "M-18 0q2.2-4.4 4.4 0t4.4 0M9.2 0q2.2-4.4 4.4 0t4.4 0",
}
"""How each way crosses the frontier behind its symbol: a road, a track with ties, steps, waves."""

PAPER = {
    "sea": "#dfe9ee",
    "land": "#f7f4ec",
    "lake": "#dfe9ee",
    "coast": "#9fb4bf",
    "neighbour": "#b9ad97",
    "frontier": "#3a352c",
    "casing": "#fefefe",
    "country": "#8b8471",
    "ink": "#1d1d1b",
    "quiet": "#5c5950",
    "highlight": "#ffd166",
}
"""The colours of the map under the symbols.

None is that of a status, so that at night a picture can change these and leave those.
"""

PAPER_DARK = {
    "sea": "#12191e",
    "land": "#252a2d",
    "lake": "#12191e",
    "coast": "#4d5d66",
    "neighbour": "#857c69",
    "frontier": "#e9e4d8",
    "casing": "#16191b",
    "country": "#a39c8a",
    "ink": "#f3f0e8",
    "quiet": "#b9b4a8",
    "highlight": "#8a6410",
}
"""The colours of the map in the dark scheme, for readers whose system asks for one."""

SERVICES = {
    # Translators: what a crossing point offers
    Service.ROAD: pmessage("service", "road"),
    Service.CAR: pmessage("service", "cars"),
    Service.BUS: pmessage("service", "buses"),
    Service.TRUCK: pmessage("service", "trucks"),
    Service.PEDESTRIAN: pmessage("service", "pedestrians"),
    Service.BICYCLE: pmessage("service", "bicycles"),
    Service.RAIL_PASSENGER: pmessage("service", "rail passengers"),
    Service.RAIL_FREIGHT: pmessage("service", "rail freight"),
    Service.BOAT: pmessage("service", "leisure boats"),
    Service.ASYLUM: pmessage("service", "asylum applications"),
}


def night_rules(within: str = "") -> str:
    """Style rules that turn the colours of a picture's paper dark for whoever asks for dark ones.

    `within` is a selector of elements whose pictures they are; without it they are for a picture
    that holds them itself.
    """
    rules = "".join(
        f'{within}[{paint}="{colour}"]{{{paint}:{PAPER_DARK[name]}}}'
        for name, colour in PAPER.items()
        for paint in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def ways_used(ways: Iterable[str]) -> list[str]:
    """Those of `WAYS` that these are, in the order of a legend; any other is drawn as a road."""
    used = {way if way in WAYS else "road" for way in ways}
    return [way for way in WAYS if way in used]


def looks() -> list[dict[str, str]]:
    """The legend: every status with its look."""
    return [
        {
            "status": str(status),
            "label": look.label,
            "letter": look.letter,
            "fill": look.fill,
            "ink": look.ink,
            "stroke": look.ink,
            "shape": look.shape,
        }
        for status, look in LOOKS.items()
    ]
