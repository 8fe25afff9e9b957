"""The base map of a picture as SVG: sea, land, lakes, frontiers and names, whatever the date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from borders.geo.projection import Point
from borders.model import PlaceKind
from borders.pictures.map_layout import SMALL, Scene
from borders.pictures.svg import element, text
from borders.views.style import PAPER

_TWO_ENDS = 2  # points of a line that cannot be closed


@lru_cache(maxsize=4)  # a scene is drawn with many days
def base_map(scene: Scene) -> str:
    """Sea, land, lakes, neighbouring frontiers, names and the frontier itself."""
    layout = scene.layout
    frame = (
        f'x="{layout.left}" y="{layout.top}" width="{layout.right - layout.left}" '
        f'height="{layout.bottom - layout.top}"'
    )
    whole = _path(scene.frontier.values())
    land = _path(points for part, points in scene.frontier.items() if part != "sea")
    sea = _path(points for part, points in scene.frontier.items() if part == "sea")
    coast = f'stroke="{PAPER["coast"]}"'
    line = f'stroke="{PAPER["frontier"]}" stroke-width="24"'
    casing = f'stroke="{PAPER["casing"]}" stroke-width="64"'
    neighbour = f'stroke="{PAPER["neighbour"]}" stroke-width="14" stroke-dasharray="50 22 8 22"'
    return (
        f'<clipPath id="map"><rect {frame}/></clipPath><rect {frame} fill="{PAPER["sea"]}"/>'
        '<g clip-path="url(#map)"><g transform="scale(.1)" fill-rule="evenodd">'
        f'<path d="{_path(scene.land)}" fill="{PAPER["land"]}" {coast} stroke-width="6"/>'
        f'<path d="{_path(scene.lakes)}" fill="{PAPER["lake"]}" {coast} stroke-width="3"/>'
        '<g fill="none" stroke-linejoin="round" stroke-linecap="round">'
        f'<path d="{_path(scene.neighbours)}" {neighbour}/><path d="{whole}" {casing}/>'
        f'<path d="{land}" {line}/><path d="{sea}" {line} stroke-dasharray="50 50"/>'
        f"</g></g>{''.join(_names(scene))}</g>"
    )


def _names(scene: Scene) -> Iterator[str]:
    for name in scene.names:
        (x, y), (middle, baseline) = name.at, map(round, name.baseline)
        if name.kind is PlaceKind.COUNTRY:
            words, size, spacing, colour = name.text.upper(), 21, 5, PAPER["country"]
        else:
            words, size, spacing, colour = name.text, SMALL, None, PAPER["quiet"]
            yield element("circle", cx=x, cy=y, r=2.2, fill=colour)
        yield text(
            middle,
            baseline,
            words,
            text_anchor="middle",
            font_size=size,
            letter_spacing=spacing,
            fill=colour,
        )


def _path(lines: Iterable[Sequence[Point]]) -> str:
    """Lines in pixels as SVG path data, in tenths of a pixel and relative, so that it is short."""
    parts = []
    for line in lines:
        points = [(round(x * 10), round(y * 10)) for x, y in line]
        closed = len(points) > _TWO_ENDS and points[0] == points[-1]
        steps = [
            (bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)
        ]
        if closed:
            del steps[-1:]
        if steps:
            (x, y), data = points[0], " ".join(f"{dx} {dy}" for dx, dy in steps)
            parts.append(f"M{x} {y}l{data.replace(' -', '-')}{'z' * closed}")
    return "".join(parts)
