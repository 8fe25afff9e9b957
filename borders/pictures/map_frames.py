"""The pictures of a map: how large each is, and which part of it the map fills."""

from __future__ import annotations

from typing import NamedTuple


class Layout(NamedTuple):
    """The size of a picture, and the part of it that the map fills, in pixels.

    The frontier fills the map's height or its width but for `margin`; its middle is at `middle` of
    the width. For one that is wider than high, the picture is lower, down to a map of `least`.
    `detail` is how many pixels a simplified line may leave the true one, `smallest` the area in
    square pixels below which land and lakes are left out. `symbol` is the scale of symbols, and
    names of `ranks` and below are shown.
    """

    name: str
    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    margin: int
    middle: float
    least: int
    detail: float
    smallest: float
    symbol: float
    ranks: int

    def of_height(self, wanted: float) -> Layout:
        """The layout with a map that is lower, if a frontier needs no more than so many pixels."""
        spare = max(0, self.bottom - self.top - max(round(wanted), self.least))
        return self._replace(height=self.height - spare, bottom=self.bottom - spare)


PORTRAIT = Layout("portrait", 900, 1290, 0, 168, 900, 1230, 50, 0.56, 450, 0.4, 5, 1.0, 2)
CARD = Layout("card", 1200, 630, 560, 0, 1200, 630, 34, 0.5, 630, 0.5, 5, 0.62, 1)
STILL = Layout("still", 760, 900, 0, 0, 760, 900, 40, 0.55, 380, 3, 250, 0.85, 1)
LOCATOR = Layout("locator", 320, 400, 0, 0, 320, 400, 22, 0.55, 160, 1.5, 40, 0.7, 0)
LAYOUTS = {layout.name: layout for layout in (PORTRAIT, CARD)}

TEXT = 16  # pixels, the size of a crossing's name at symbol scale 1
SMALL = 12  # pixels, the size of a town's name
