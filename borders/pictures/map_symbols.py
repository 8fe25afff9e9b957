"""The crossings on a picture as SVG: their symbols, their names, and the legend of both."""

from __future__ import annotations

from functools import cache
from html import escape

from borders import language
from borders.language import gettext
from borders.pictures.map_layout import SMALL, TEXT, Scene
from borders.pictures.svg import LETTER
from borders.views import wording
from borders.views.crossing_status import CrossingView
from borders.views.day import DayView
from borders.views.style import LOOKS, PAPER, WAYS

_AWAY = 4  # pixels beyond which a line joins a name that was moved aside to its symbol
_LEGEND = 14  # pixels, the size of the legend's letters
_HAIR = f'fill="none" stroke="{PAPER["quiet"]}" stroke-width=".8"'
_MINOR = 0.72  # scale of the symbol of a point that is not principal


def definitions() -> str:
    """The symbol of every status and way, which a picture defines once and places with `use`."""
    return _definitions(language.active())


@cache
def _definitions(_language: str) -> str:
    ways = "".join(
        f'<g id="w-{way}" fill="none" stroke-linecap="round">'
        f'<path d="{path}" stroke="{PAPER["casing"]}" stroke-width="6"/>'
        f'<path d="{path}" stroke="{PAPER["ink"]}" '
        f'stroke-width="{3 if way == "road" else 1.6}"/></g>'
        for way, path in WAYS.items()
    )
    return ways + "".join(
        f'<g id="s-{status}"><path d="{look.shape}" fill="{PAPER["casing"]}" '
        f'fill-opacity="1" stroke="none"/><path d="{look.shape}" fill="{look.fill}" '
        f'stroke="{look.stroke}" stroke-width="1.6"/>'
        f'<text y="4.2" text-anchor="middle" font-size="12" font-weight="700" fill-opacity="1" '
        f'fill="{look.ink}">{look.letter}</text></g>'
        for status, look in LOOKS.items()
    )


def crossings(scene: Scene, view: DayView) -> str:
    """The crossings in their status, with their names; principal points on top."""
    placed = [crossing for crossing in view.crossings if crossing.id in scene.crossings]
    placed.sort(key=lambda crossing: crossing.principal)
    halos = "".join(_halo(scene, crossing) for crossing in placed)  # under every symbol
    marks = "".join(_crossing(scene, crossing, verified=view.verified) for crossing in placed)
    return f"<g>{halos}{marks}</g>"


def _halo(scene: Scene, crossing: CrossingView) -> str:
    """The circle that marks a change of the day."""
    if crossing.main.change is None:
        return ""
    (x, y), size = scene.crossings[crossing.id].symbol, scene.layout.symbol
    scale = size if crossing.principal else _MINOR * size
    return (
        f'<g transform="translate({x:.1f} {y:.1f})scale({scale:.2f})">'
        f'<circle r="14" fill="{PAPER["highlight"]}"/></g>'
    )


def _crossing(scene: Scene, crossing: CrossingView, *, verified: bool) -> str:
    draw = _principal if crossing.principal else _minor
    return draw(scene, crossing, verified=verified)


def _minor(scene: Scene, crossing: CrossingView, *, verified: bool) -> str:
    """A point that is not principal: small, off the line, joined to its place on it."""
    stand, size = scene.crossings[crossing.id], scene.layout.symbol
    (x0, y0), (x, y), (name_x, name_y) = stand.at, stand.symbol, stand.name
    label = (
        f'<text x="{name_x:.1f}" y="{name_y + 4:.1f}" font-size="{SMALL}" '
        f'fill="{PAPER["quiet"]}">{escape(crossing.name)}</text>'
    )
    return (
        f'<path d="M{x0:.1f} {y0:.1f}L{x - 13 * size:.1f} {y:.1f}" {_HAIR}/>'
        f'<circle cx="{x0:.1f}" cy="{y0:.1f}" r="2"/>'
        + _symbol(crossing, x, y, _MINOR * size, verified=verified)
        + (label if scene.layout.ranks > 1 else "")
    )


def _principal(scene: Scene, crossing: CrossingView, *, verified: bool) -> str:
    """A principal point: on the line, its name on the left, with the hour of a change."""
    stand, size, change = scene.crossings[crossing.id], scene.layout.symbol, crossing.main.change
    (x, y), (name_x, name_y) = stand.symbol, stand.name
    clock = ""
    if change is None:
        name_x += 18 * size  # no symbol of the status before stands in between
    elif change.clock:
        clock = f'<tspan dx="5" font-weight="400">{change.clock}</tspan>'
    line = f'<path d="M{x - 14 * size:.1f} {y:.1f}L{name_x + 3:.1f} {name_y:.1f}" {_HAIR}/>'
    return (
        (line if abs(name_y - y) > _AWAY else "")
        + f'<text x="{name_x:.1f}" y="{name_y + 5 * size:.1f}" text-anchor="end" font-weight="600" '
        f'font-size="{TEXT * max(size, 0.85):.1f}" paint-order="stroke" stroke="{PAPER["land"]}" '
        f'stroke-width="4" stroke-linejoin="round">{escape(crossing.name)}{clock}</text>'
        + _symbol(crossing, x, y, size, verified=verified)
    )


def _symbol(crossing: CrossingView, x: float, y: float, scale: float, *, verified: bool) -> str:
    status, change = crossing.main.status, crossing.main.change
    # a way is free text in the data; the page draws unknown ones as roads too
    way = crossing.way if crossing.way in WAYS else "road"
    pale = "" if verified else ' fill-opacity=".7" stroke-dasharray="2.5 2"'
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


def legend(x: float, y: float) -> str:
    """The legend with its upper left corner near (x, y): statuses, then ways and the halo."""
    second, _ = _legend_columns()
    parts = [f'<g transform="translate({x} {y})" font-size="14">']
    for row, (status, look) in enumerate(LOOKS.items()):
        parts.append(
            f'<use href="#s-{status}" y="{row * 25}"/>'
            f'<text x="20" y="{row * 25 + 5}">{escape(look.label)}</text>'
        )
    for row, way in enumerate(WAYS):
        label = wording.capital(wording.way(way))
        parts.append(
            f'<use href="#w-{way}" x="{second:g}" y="{row * 25}"/>'
            f'<text x="{second + 26:g}" y="{row * 25 + 5}">{escape(label)}</text>'
        )
    changed = gettext("Changed that day")
    parts.append(
        f'<g transform="translate({second:g} 75)"><circle r="10" fill="{PAPER["highlight"]}"/></g>'
        f'<text x="{second + 26:g}" y="80">{escape(changed)}</text></g>'
    )
    return "".join(parts)


def legend_width() -> float:
    """How wide the legend is in the reader's language, in pixels."""
    return _legend_columns()[1]


def _legend_columns() -> tuple[float, float]:
    """Where in the legend the second column begins, and how wide the legend is, in pixels."""
    first = max(len(look.label) for look in LOOKS.values())
    ways = [wording.way(way) for way in WAYS]
    last = max(map(len, (*ways, gettext("Changed that day"))))
    second = max(140.0, round(44 + LETTER * _LEGEND * first))
    return second, max(310.0, round(second + 44 + LETTER * _LEGEND * last))
