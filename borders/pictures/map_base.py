"""The base map of a picture as SVG: sea, land, lakes, frontiers and names, whatever the date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from borders.geo.projection import Point
from borders.model import PlaceKind
from borders.pictures.map_frames import SMALL
from borders.pictures.map_layout import Scene
from borders.pictures.svg import element, path_data, text
from borders.views.style import PAPER

_FINE, _COARSE = (
    10,
    2,
)  # parts of a pixel to which lines are drawn, in a picture of fine or less detail


@lru_cache(maxsize=4)  # a scene is drawn with many days
def base_map(scene: Scene) -> str:
    """Sea, land, lakes, neighbouring frontiers, names and the frontier itself."""
    layout = scene.layout
    frame = (
        f'x="{layout.left}" y="{layout.top}" width="{layout.right - layout.left}" '
        f'height="{layout.bottom - layout.top}"'
    )
    grain = _FINE if layout.detail < 1 else _COARSE

    shrunk = f"{1 / grain:g}".lstrip("0")

    def path(lines: Iterable[Sequence[Point]]) -> str:
        return path_data([(x * grain, y * grain) for x, y in line] for line in lines)

    def stroke(name: str, width: float, *dashes: float) -> str:
        array = " ".join(f"{dash * grain:g}" for dash in dashes)
        dashed = f' stroke-dasharray="{array}"' if array else ""
        return f'stroke="{PAPER[name]}" stroke-width="{width * grain:g}"{dashed}'

    land = path(points for part, points in scene.frontier.items() if part != "sea")
    sea = path(points for part, points in scene.frontier.items() if part == "sea")
    return (
        f'<clipPath id="map"><rect {frame}/></clipPath><rect {frame} fill="{PAPER["sea"]}"/>'
        f'<g clip-path="url(#map)"><g transform="scale({shrunk})" fill-rule="evenodd">'
        f'<path d="{path(scene.land)}" fill="{PAPER["land"]}" {stroke("coast", 0.6)}/>'
        f'<path d="{path(scene.lakes)}" fill="{PAPER["lake"]}" {stroke("coast", 0.3)}/>'
        '<g fill="none" stroke-linejoin="round" stroke-linecap="round">'
        f'<path d="{path(scene.neighbours)}" {stroke("neighbour", 1.4, 5, 2.2, 0.8, 2.2)}/>'
        f'<path d="{path(scene.frontier.values())}" {stroke("casing", 6.4)}/>'
        f'<path d="{land}" {stroke("frontier", 2.4)}/>'
        f'<path d="{sea}" {stroke("frontier", 2.4, 5, 5)}/>'
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
