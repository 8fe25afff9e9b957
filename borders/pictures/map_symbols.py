"""The crossings on a picture as SVG: their symbols and their names."""

from __future__ import annotations

import math
from html import escape

from borders.pictures.map_frames import SMALL, TEXT
from borders.pictures.map_layout import Scene
from borders.views.crossing_status import CrossingView
from borders.views.day import DayView
from borders.views.style import LOOKS, PAPER, WAYS, ways_used

_AWAY = 4  # pixels beyond which a line joins a name that was moved aside to its symbol
_HAIR = f'fill="none" stroke="{PAPER["quiet"]}" stroke-width=".8"'
_MINOR = 0.72  # scale of the symbol of a point that is not principal


def definitions(view: DayView) -> str:
    """The symbols of every status and of the ways of the points, to be placed with `use`."""
    ways = "".join(
        f'<g id="w-{way}" fill="none" stroke-linecap="round">'
        f'<path d="{WAYS[way]}" stroke="{PAPER["casing"]}" stroke-width="6"/>'
        f'<path d="{WAYS[way]}" stroke="{PAPER["ink"]}" '
        f'stroke-width="{3 if way == "road" else 1.6}"/></g>'
        for way in ways_used(crossing.way for crossing in view.crossings)
    )
    return ways + status_symbols()


def status_symbols() -> str:
    """The symbols of every status, to be placed with `use`."""
    return "".join(
        f'<g id="s-{status}"><path d="{look.shape}" fill="{PAPER["casing"]}" '
        f'fill-opacity="1" stroke="none"/><path d="{look.shape}" fill="{look.fill}" '
        f'stroke="{look.ink}" stroke-width="1.6"/>'
        f'<text y="4.2" text-anchor="middle" font-size="12" font-weight="700" fill-opacity="1" '
        f'fill="{look.ink}">{look.letter}</text></g>'
        for status, look in LOOKS.items()
    )


def crossings(scene: Scene, view: DayView) -> str:
    """The crossings in their status, with their names; principal points on top."""
    placed = [crossing for crossing in view.crossings if crossing.id in scene.crossings]
    placed.sort(key=lambda crossing: crossing.principal)
    pale = "" if view.verified else ' fill-opacity=".7" stroke-dasharray="2.5 2"'
    parts = [_halo(scene, crossing) for crossing in placed if crossing.main.change]
    parts += [  # above every halo
        (_principal if crossing.principal else _minor)(scene, crossing, pale) for crossing in placed
    ]
    return f"<g>{''.join(parts)}</g>"


def _halo(scene: Scene, crossing: CrossingView) -> str:
    """The circle that marks a change of the day."""
    (x, y), size = scene.crossings[crossing.id].symbol, scene.layout.symbol
    scale = size if crossing.principal else _MINOR * size
    return (
        f'<g transform="translate({x:.1f} {y:.1f})scale({scale:.2f})">'
        f'<circle r="14" fill="{PAPER["highlight"]}"/></g>'
    )


def _minor(scene: Scene, crossing: CrossingView, pale: str) -> str:
    """A point that is not principal: small, its symbol off the line, joined to its place there."""
    stand, size = scene.crossings[crossing.id], scene.layout.symbol
    (x0, y0), (x, y), (name_x, name_y) = stand.at, stand.symbol, stand.name
    near = x - math.copysign(13 * size, x - x0)  # of the symbol's ends
    label = (
        f'<text x="{name_x:.1f}" y="{name_y + 4:.1f}" text-anchor="{stand.anchor}" '
        f'font-size="{SMALL}" '
        f'fill="{PAPER["quiet"]}">{escape(crossing.name)}</text>'
    )
    return (
        f'<path d="M{x0:.1f} {y0:.1f}L{near:.1f} {y:.1f}" {_HAIR}/>'
        f'<circle cx="{x0:.1f}" cy="{y0:.1f}" r="2"/>'
        + _symbol(crossing, x, y, _MINOR * size, pale)
        + (label if scene.layout.ranks > 1 else "")
    )


def _principal(scene: Scene, crossing: CrossingView, pale: str) -> str:
    """A principal point: on the line, its name to the left, with the hour of a change."""
    stand, size, change = scene.crossings[crossing.id], scene.layout.symbol, crossing.main.change
    (x, y), (name_x, name_y) = stand.symbol, stand.name
    clock = ""
    if not change and stand.anchor == "end":
        name_x += 18 * size  # no symbol of the status before stands in between
    if change and change.clock:
        clock = f'<tspan dx="5" font-weight="400">{change.clock}</tspan>'
    side = {"start": 1, "middle": 0, "end": -1}[stand.anchor]
    line = (
        f'<path d="M{x + side * 14 * size:.1f} {y:.1f}L{name_x - side * 3:.1f} {name_y:.1f}" '
        f"{_HAIR}/>"
    )
    return (
        (line if side and abs(name_y - y) > _AWAY else "")
        + f'<text x="{name_x:.1f}" y="{name_y + 5 * size:.1f}" text-anchor="{stand.anchor}" '
        'font-weight="600" '
        f'font-size="{TEXT * max(size, 0.85):.1f}" paint-order="stroke" stroke="{PAPER["land"]}" '
        f'stroke-width="4" stroke-linejoin="round">{escape(crossing.name)}{clock}</text>'
        + _symbol(crossing, x, y, size, pale)
    )


def _symbol(crossing: CrossingView, x: float, y: float, scale: float, pale: str) -> str:
    """A status on its way; `pale` are the attributes that pale what was not verified."""
    status, change = crossing.main.status, crossing.main.change
    # a way is free text in the data; the page draws unknown ones as roads too
    way = crossing.way if crossing.way in WAYS else "road"
    before = ""
    if change:
        before = (
            f'<use href="#s-{change.before}" transform="translate(-21 0)scale(.72)"/>'
            f'<path d="M-13-3L-10 0L-13 3" fill="none" stroke="{PAPER["ink"]}" stroke-width="1.4"/>'
        )
    return (
        f'<g transform="translate({x:.1f} {y:.1f})scale({scale:.2f})">'
        f'<use href="#w-{way}"/>{before}<use href="#s-{status}"{pale}/></g>'
    )
