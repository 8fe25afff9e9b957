"""The rules that need the frontier's line, each a function that yields problems.

`GEOGRAPHIC_RULES` are applied by `borders check` and before anything is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from borders.geo.frontier import Frontier
from borders.geo.positions import Position
from borders.geo.projection import is_in_metres, shows_true_length
from borders.language import gettext, number
from borders.record import limits
from borders.record.problems import Problem
from borders.record.record import Record

MAX_OFFSET_M = 50.0
"""How far a crossing point may lie from the line, unless it states another distance.

That much is the accuracy of points and line together.
"""

_MAX_LAT = 90.0
_MARGIN = 15.0  # degrees around the frontier in which towns orient a reader


def crossings_lie_on_the_frontier(record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A crossing point lies on the line, as nearly as its position is known."""
    for crossing in record.crossings.values():
        if crossing.position is None:
            continue
        lon, lat = crossing.position
        most_m = crossing.within_m or MAX_OFFSET_M
        offset_m = frontier.locate((lon, lat)).offset_m
        if offset_m <= most_m:
            continue
        if abs(lon) <= _MAX_LAT and frontier.locate((lat, lon)).offset_m <= most_m:
            message = gettext(
                "{id}: lon and lat are swapped; write {position}",
                id=crossing.id,
                position=f"[{lat}, {lon}]",
            )
            yield Problem("swapped", "crossings.geojson", message)
        else:
            message = gettext(
                "{id} lies {offset} m from the frontier, more than {most} m; write [lon, lat] of "
                "where its way meets the line, or state in within_m how far from the line it may "
                "lie",
                id=crossing.id,
                offset=number(offset_m),
                most=number(most_m),
            )
            yield Problem("off-the-frontier", "crossings.geojson", message)


def places_are_not_swapped(record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A town that is far from the frontier would not be near it with lon and lat exchanged."""
    for place in record.places:
        lon, lat = place.position
        if not _is_near(frontier, (lon, lat)) and _is_near(frontier, (lat, lon)):
            message = gettext(
                "{id}: lon and lat are swapped; write {lon} as lon and {lat} as lat",
                id=place.id,
                lon=lat,
                lat=lon,
            )
            row = record.lines["places"][place.id]
            yield Problem("swapped", "places.csv", message, row, "lon")


def line_does_not_cross_itself(_record: Record, frontier: Frontier) -> Iterator[Problem]:
    """The line meets itself nowhere, so that each of its positions has one chainage."""
    if intersection := frontier.self_intersection():
        lon, lat = intersection
        message = gettext(
            "the line crosses itself or turns back at {position}",
            position=f"[{lon:.6f}, {lat:.6f}]",
        )
        yield Problem("self-crossing", "frontier.geojson", message)


def projection_fits_the_frontier(record: Record, frontier: Frontier) -> Iterator[Problem]:
    """A projection that is named exists, is in metres, and shows the line about true in length."""
    crs = record.package.projection
    message = ""
    if not crs:
        return
    if not is_in_metres(crs):
        message = gettext(
            "{crs} is not a projection in metres; write one such as EPSG:3067", crs=crs
        )
    elif not shows_true_length(crs, frontier.positions, frontier.length_m, limits.SCALE):
        message = gettext(
            "{crs} does not fit the frontier; write a projection for its area", crs=crs
        )
    if message:
        yield Problem("projection", "datapackage.json", message, column="projection")


GEOGRAPHIC_RULES: tuple[Callable[[Record, Frontier], Iterator[Problem]], ...] = (
    crossings_lie_on_the_frontier,
    places_are_not_swapped,
    line_does_not_cross_itself,
    projection_fits_the_frontier,
)


def _is_near(frontier: Frontier, position: Position) -> bool:
    """Whether a position is in the frontier's bounding box or not far outside."""
    (west, south), (east, north) = frontier.bounds
    [(lon, lat)] = frontier.continued([position])
    return west - _MARGIN <= lon <= east + _MARGIN and south - _MARGIN <= lat <= north + _MARGIN
