"""The map of a slice on axes of matplotlib, for figures that a notebook goes on drawing on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from borders.geo.projection import Point
from borders.model import PlaceKind, Status
from borders.pictures.map_frames import SMALL, STILL, TEXT
from borders.pictures.map_layout import Scene, lay_out
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views.crossing_status import CrossingView
from borders.views.day import DayView, day_view
from borders.views.style import LOOKS, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKERS = {Status.OPEN: "o", Status.RESTRICTED: "D", Status.CLOSED: "s", Status.UNKNOWN: "h"}
_AWAY = 4  # pixels beyond which a line joins a name that was moved aside to its symbol


def plot(dataset: Dataset, at: Slice, axes: Axes | None = None) -> Axes:
    """Draw the frontier, the crossings in their status, names and a legend; on new axes if `None`.

    The axes are in metres of the package's projection. Everything on them is as large as they are,
    so that no name comes to lie on another. Raises `ImportError` without matplotlib.
    """
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise ImportError("a plot needs matplotlib: pip install 'borders[plot]'") from None
    scene = lay_out(dataset, STILL)
    if axes is None:
        size = scene.layout.width / 100, scene.layout.height / 100
        _, axes = plt.subplots(figsize=size, layout="constrained")
    sheet = _Sheet(scene, axes)
    sheet.draw_base_map()
    sheet.draw_crossings(day_view(dataset, at))
    return axes


class _Sheet:
    """Axes on which a scene is drawn; a pixel of its layout is `unit` points of a font on them."""

    def __init__(self, scene: Scene, axes: Axes) -> None:
        self.scene, self.axes, layout = scene, axes, scene.layout
        room = axes.get_window_extent()
        pixel = min(room.width / layout.width, room.height / layout.height)
        self.unit = pixel * 72 / axes.figure.dpi
        corners = (layout.left, layout.top), (layout.right, layout.bottom)
        (left, top), (right, bottom) = self.placed(corners)
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", xticks=[], yticks=[])
        axes.set_facecolor(PAPER["sea"])

    def placed(self, points: Iterable[Point]) -> list[Point]:
        """Points in pixels of the scene, on the axes."""
        (west, north), metres = self.scene.origin, self.scene.metres
        return [(west + x * metres, north - y * metres) for x, y in points]

    def line(self, points: Sequence[Point], colour: str, width: float, style: str = "-") -> None:
        xs, ys = zip(*self.placed(points), strict=True)
        self.axes.plot(xs, ys, style, color=PAPER[colour], linewidth=width * self.unit)

    def word(self, at: Point, text: str, size: float, colour: str, **options: Any) -> None:
        (x, y), size = self.placed([at])[0], size * self.unit
        self.axes.text(x, y, text, fontsize=size, color=PAPER[colour], clip_on=True, **options)

    def dots(
        self, points: Sequence[Point], colour: str, sizes: Sequence[float], **options: Any
    ) -> None:
        xs, ys = [x for x, _ in self.placed(points)], [y for _, y in self.placed(points)]
        areas = [(size * self.unit) ** 2 for size in sizes]
        self.axes.scatter(xs, ys, s=areas, c=colour, linewidths=self.unit, **options)

    def draw_base_map(self) -> None:
        """Land, lakes, the frontiers around, this frontier, and names of towns and countries."""
        from matplotlib.collections import PolyCollection

        scene = self.scene
        for areas, colour in ((scene.land, "land"), (scene.lakes, "lake")):
            polygons = [self.placed(area) for area in areas]
            self.axes.add_collection(PolyCollection(polygons, facecolor=PAPER[colour]))
        for neighbour in scene.neighbours:
            self.line(neighbour, "neighbour", 1, "-.")
        for part, points in scene.frontier.items():
            self.line(points, "casing", 6)
            self.line(points, "frontier", 2.4, "--" if part == "sea" else "-")
        for name in scene.names:
            if name.kind is PlaceKind.COUNTRY:
                self.word(name.baseline, name.text.upper(), 18, "country", ha="center")
            else:
                self.dots([name.at], PAPER["quiet"], [4])
                self.word(name.baseline, name.text, SMALL, "quiet", ha="center")

    def draw_crossings(self, view: DayView) -> None:
        """The crossings in their status, the names of principal ones, legend, title and credit."""
        crossings = [crossing for crossing in view.crossings if crossing.id in self.scene.crossings]
        for crossing in crossings:
            self._draw_name(crossing)
        for status, look in LOOKS.items():
            group = [crossing for crossing in crossings if crossing.main.status is status]
            self.dots(
                [self.scene.crossings[crossing.id].symbol for crossing in group],
                look.fill,
                [15 if crossing.principal else 11 for crossing in group] or [13],
                edgecolors=look.ink,
                marker=_MARKERS[status],
                alpha=1 if view.verified else 0.7,
                label=look.label,
                zorder=4,
            )
        unit = self.unit
        self.axes.legend(loc="upper left", fontsize=12 * unit)
        title = f"{view.frontier}, {view.when}\n{view.headline}"
        self.axes.set_title(title, loc="left", fontsize=14 * unit)
        credit = f"{view.verified_words}\n{view.attribution}."
        self.axes.set_xlabel(credit, loc="left", fontsize=10 * unit)

    def _draw_name(self, crossing: CrossingView) -> None:
        """A principal point's name beside it, with the hour of a change; lines to its place."""
        from matplotlib.patheffects import withStroke

        stand, change = self.scene.crossings[crossing.id], crossing.main.change
        if change:
            self.dots([stand.symbol], PAPER["highlight"], [26], zorder=3)
        if not crossing.principal:
            self.line((stand.at, stand.symbol), "quiet", 0.8)
            return
        size, (x, y) = self.scene.layout.symbol, stand.name
        side = {"start": "left", "middle": "center", "end": "right"}[stand.anchor]
        if side == "right":
            x += 18 * size  # no status before stands in between
        if side != "center" and abs(y - stand.at[1]) > _AWAY:
            self.line((stand.at, (x, y)), "quiet", 0.8)
        text = f"{crossing.name} {change.clock}" if change and change.clock else crossing.name
        halo = [withStroke(linewidth=3 * self.unit, foreground=PAPER["land"])]
        options = {"ha": side, "va": "center", "weight": "bold", "path_effects": halo}
        self.word((x, y), text, TEXT * size, "ink", **options)
