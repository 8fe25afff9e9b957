"""The frontier and its base map laid out on a picture: projected, scaled, cut to its frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from borders.geo.frontier import enlargement
from borders.geo.positions import Position
from borders.geo.projection import Box, Point, round_length, simplify_line
from borders.model import PlaceKind
from borders.pictures.map_frames import SMALL, Layout
from borders.pictures.map_places import Cover, PlacedCrossing, place_crossings
from borders.pictures.svg import LETTER
from borders.query.dataset import Dataset
from borders.views.places import places_to_name

_SHORTEST_M = 100.0  # extent of a frontier along an axis of the plane that it runs across
_CAPITAL = 31  # pixels: the font size whose letters are as wide as a country's spaced capitals
_BAR, _SIGN = 0.15, 50  # of a map's width the scale bar at most; pixels, the height of such signs


class PlacedName(NamedTuple):
    """The name of a town or country on a picture: the place itself, and where its text stands."""

    text: str
    kind: PlaceKind
    at: Point
    baseline: Point  # the middle of the text's baseline


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The parts of a map that no date changes, laid out on a picture: in pixels, y downwards."""

    layout: Layout
    land: list[list[Point]]
    lakes: list[list[Point]]
    neighbours: list[list[Point]]
    frontier: dict[str, list[Point]]
    crossings: dict[str, PlacedCrossing]
    names: list[PlacedName]
    origin: Point  # the point of the plane at pixel (0, 0), in metres
    metres: float  # of the plane, that a pixel is wide
    pixels_per_km: float  # on the ground, in the middle of the frontier
    bar: tuple[float, bool]  # the metres of the scale bar, and whether it is on the right
    arrow_right: bool  # whether the arrow to the north is
    north: float  # bearing of true north in the middle of the map, degrees clockwise from up


def lay_out(dataset: Dataset, layout: Layout) -> Scene:
    """Lay out the base map, the frontier and the crossings of a record on a picture.

    The picture's height and its scale follow from how wide and high all of that is on the plane.
    """
    plane = dataset.plane
    placed = [each for each in dataset.record.crossings.values() if each.position]
    own = [each.position for each in placed if each.position]
    points = plane.points([*own, *dataset.frontier.positions])
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across = max(max(xs) - min(xs), _SHORTEST_M)
    upward = max(max(ys) - min(ys), _SHORTEST_M)
    width = layout.right - layout.left
    room = 2 * width * min(layout.middle, 1 - layout.middle) - 2 * layout.margin
    layout = layout.of_height(room * upward / across + 2 * layout.margin)
    height = layout.bottom - layout.top
    scale = min((height - 2 * layout.margin) / upward, room / across)  # pixels per metre
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    west = middle[0] - layout.middle * width / scale
    north = middle[1] + height / 2 / scale
    box = (west, north - height / scale, west + width / scale, north)

    def pixel(point: Point) -> Point:
        return (layout.left + (point[0] - west) * scale, layout.top + (north - point[1]) * scale)

    tolerance = layout.detail / scale
    projected = _base_map(dataset, box, tolerance, layout.smallest / scale**2)
    frontier = {
        # the line is what the picture is about, and it is short
        name: [pixel(p) for p in simplify_line(plane.points(positions), tolerance / 2)]
        for name, positions in dataset.frontier.parts
    }
    taken, line = Cover(layout), Cover(layout)
    for stretch in frontier.values():
        line.add_line(stretch)
    stands = place_crossings([*zip(placed, map(pixel, points), strict=False)], layout, taken, line)
    pixels_per_km = scale * 1000 * enlargement(plane, middle, across / 10)
    bar = round_length(_BAR * width * 1000 / pixels_per_km)
    bar_width = bar * pixels_per_km / 1000 + 32
    (centre,) = plane.positions([((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)])
    return Scene(
        layout=layout,
        frontier=frontier,
        crossings=stands,
        names=_names(dataset, plane.points, pixel, layout, taken),
        origin=(west - layout.left / scale, north + layout.top / scale),
        metres=1 / scale,
        pixels_per_km=pixels_per_km,
        bar=(bar, _right_is_free(layout, layout.bottom - 54, bar_width, taken, line)),
        arrow_right=_right_is_free(layout, layout.top + 14, 54, taken, line),
        north=plane.north(centre),
        **{name: [[*map(pixel, line)] for line in lines] for name, lines in projected.items()},
    )


@lru_cache(maxsize=2)  # only names differ from language to language
def _base_map(
    dataset: Dataset, box: Box, tolerance: float, smallest: float
) -> dict[str, list[list[Point]]]:
    """The lines of the base map in the plane of its projection, in metres.

    Cut to a box, simplified by at most `tolerance`, without areas below `smallest` square metres.
    """
    return {
        name: dataset.plane.project_and_clip(geometries, box, tolerance, smallest)
        for name, geometries in dataset.basemap.items()
    }


def _names(
    dataset: Dataset,
    points: Callable[[Sequence[Position]], list[Point]],
    pixel: Callable[[Point], Point],
    layout: Layout,
    taken: Cover,
) -> list[PlacedName]:
    """The towns and countries whose names fit into the frame, clear of crossings and one another.

    `taken` is what crossings cover; the boxes of the names are added.
    """
    names = []
    for place in places_to_name(dataset):
        if place.rank > layout.ranks:
            continue
        country = place.kind is PlaceKind.COUNTRY
        half = LETTER * len(place.text) * (_CAPITAL if country else SMALL) / 2
        for (x, y), shift in product(
            map(pixel, points(place.anchors)),
            [0.0] if country else [-6.0, 16.0],  # above the dot, or below it
        ):
            box = (x - half, y + shift - (15 if country else 11), x + half, y + shift + 3)
            inside = layout.left < box[0] and box[2] < layout.right
            inside &= layout.top + 12 < box[1] and box[3] < layout.bottom - 6
            if inside and not taken.covered(box):
                taken.add(box)
                names.append(PlacedName(place.text, place.kind, (x, y), (x, y + shift)))
                break
    return names


def _right_is_free(layout: Layout, top: float, width: float, taken: Cover, line: Cover) -> bool:
    """Whether crossings and line cover less at the right edge of the map than at the left."""
    edges = layout.right - width, layout.left
    boxes = [(left, top, left + width, top + _SIGN) for left in edges]
    right, left = (taken.covered(box) + line.covered(box) for box in boxes)
    return right <= left
