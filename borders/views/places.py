"""The towns and countries that a map names, the most wanted first, and where they may stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from borders.geo.name_anchors import Countries, bounds_around, lines_of
from borders.geo.positions import Position
from borders.model import Place, PlaceKind
from borders.query.dataset import Dataset
from borders.views import wording

_AROUND = 0.3  # of the frontier's longer extent: so far from it names are wanted

_OF_A_SIDE, _OF_ANOTHER = 60, 10  # anchors of a country


class PlaceView(NamedTuple):
    """A name on a map.

    A town stands at the only one of its `anchors`, a country at the first where there is room.
    `rank` is 0 for the countries of the frontier, which are on every map, and else the place's.
    """

    text: str
    kind: PlaceKind
    rank: int
    anchors: Sequence[Position]


def places_to_name(dataset: Dataset) -> list[PlaceView]:
    """The places in the order in which they are given room."""
    return [
        PlaceView(wording.place(dataset, place), place.kind, rank, anchors)
        for place, rank, anchors in _ranked(dataset)
    ]


@lru_cache(maxsize=4)  # only names differ from language to language
def _ranked(dataset: Dataset) -> list[tuple[Place, int, Sequence[Position]]]:
    frontier, base = dataset.frontier.positions, dataset.basemap
    lines = [frontier, *lines_of([*base["land"], *base["neighbours"]])]
    countries = Countries(lines, bounds_around(frontier, _AROUND))
    package = dataset.package
    sides = {package.countries.get(side, side.upper()) for side in package.sides}
    ranked: list[tuple[Place, int, Sequence[Position]]] = []
    for place in dataset.record.places:
        country = place.kind is PlaceKind.COUNTRY
        rank = 0 if country and place.country in sides else place.rank
        most = _OF_A_SIDE if rank == 0 else _OF_ANOTHER
        anchors = countries.anchors(place.position, most) if country else [place.position]
        ranked.append((place, rank, anchors))
    # towns of a rank before its countries: those orient a reader, and these are far from the line
    ranked.sort(key=lambda each: (each[1], each[0].kind is PlaceKind.COUNTRY))
    return ranked
