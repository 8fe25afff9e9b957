"""The page of all frontiers: which could be crossed on a day, where, by what, and how far away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from borders import language
from borders.export import site_paths
from borders.export.serialise import Json
from borders.language import gettext
from borders.model import Crossing, Service
from borders.pictures import overview_picture
from borders.pictures.overview_picture import PAGE, Scene
from borders.query.dataset import Dataset
from borders.record.overview_map import NOWHERE, OverviewMap
from borders.site import assets, templating
from borders.site.assets import Asset
from borders.site.edition import Edition
from borders.site.pages.frame import Frame, site_frame, way_to_site, way_up
from borders.views import wording
from borders.views.about import verified_words
from borders.views.overview import (
    HEADLINE,
    Crossable,
    FrontierOnDay,
    frontier_on_day,
    sentence,
    service_runs,
    turning_days,
)
from borders.views.style import LOOKS

FIRST = date(2020, 1, 1)
"""The first day that the page shows."""

_ASKED = (
    *(Service.CAR, Service.BUS, Service.TRUCK, Service.PEDESTRIAN, Service.BICYCLE),
    *(Service.RAIL_PASSENGER, Service.RAIL_FREIGHT),
)
_DAY_ZERO = date(1970, 1, 1)


class Row(NamedTuple):
    """A frontier on the page: `address` leads to its own site, and is empty where there is none."""

    view: FrontierOnDay
    address: str
    verified: str


def site_overview(edition: Edition, datasets: Sequence[Dataset]) -> list[tuple[str, str]]:
    """The page and its data, as files of the first frontier's site, in the reader's language."""
    path = site_paths.OVERVIEW
    site, first = way_to_site(edition, path), datasets[0].name

    def address(name: str) -> str:
        """The way from the page to a frontier's own site in the language."""
        if name == first:
            return way_up(path)
        return f"{site}{site_paths.frontier_folder(name)}{edition.tree}"

    values, data = _content({each.name: each for each in datasets}, edition.days.last, address)
    made = assets.of_overview(data)
    frame = site_frame(
        edition,
        path,
        title=values["kicker"],
        description=gettext("Which frontiers could be crossed on any day, where and by what."),
        assets=[Asset(asset.name, None) for asset in made],
    )
    page = templating.render("overview.html", frame=frame, **values)
    own = [asset for asset in made if asset.is_translated]
    return [(path, page), *((f"assets/{asset.name}", asset.text or "") for asset in own)]


def single_overview(datasets: Mapping[str, Dataset], day: date) -> str:
    """The page as one file, which works from disk and opens on its last day, `day`."""
    values, data = _content(datasets, day, lambda _: "")
    frame = Frame(
        dataset=next(iter(datasets.values())),
        title=f"{values['when']}: {values['headline']}",
        description=values["headline"],
        assets=assets.of_overview(data),
    )
    return templating.render("overview.html", frame=frame, **values)


def _content(
    datasets: Mapping[str, Dataset], last: date, address: Callable[[str], str]
) -> tuple[dict[str, Any], Json]:
    """The values of the template, and the data of the script."""
    overview = overview_picture.overview_of(datasets.values())
    scene = overview_picture.lay_out(datasets, overview, PAGE)
    # from north to south, as they are on the map
    order = sorted(datasets, key=lambda name: scene.middles[name][1])
    datasets = {name: datasets[name] for name in order}
    views = [frontier_on_day(dataset, last) for dataset in datasets.values()]
    first, places = min(FIRST, last), _places(scene, overview)
    values = {
        "kicker": gettext("All frontiers")
        if overview is NOWHERE
        else gettext("The frontiers of Europe’s east"),
        "when": wording.day(last),
        "headline": sentence(views),
        "frontiers": [
            Row(view, address(view.name), verified_words(dataset, verified=True))
            for view, dataset in zip(views, datasets.values(), strict=True)
        ],
        "first": first,
        "last": last,
        "numbers": (_number(first), _number(last)),
        "services": [(each, wording.service(each)) for each in _ASKED],
        "places": [name for name, *_ in places],
        "width": PAGE.width,
        "height": PAGE.height,
        "drawing": overview_picture.page_map(scene, views, overview),
        "legend": _legend(),
        "notes": overview_picture.notes_on(datasets.values()),
    }
    pattern, months = language.day_pattern()
    data = {
        "first": _number(first),
        "last": _number(last),
        "frontiers": [
            _frontier(dataset, first, last, address(name)) for name, dataset in datasets.items()
        ],
        "points": [
            _point(dataset, crossing, number, scene, first, last)
            for number, dataset in enumerate(datasets.values())
            for crossing in dataset.record.crossings.values()
        ],
        "places": places,
        "lines": {
            each: [each.status, *overview_picture.line_look(each).values()] for each in Crossable
        },
        "looks": {
            status: {"letter": look.letter, "label": look.label} for status, look in LOOKS.items()
        },
        "texts": {"day": pattern, "headline": gettext(HEADLINE), "km": gettext("about {km} km")},
        "months": months,
        "centre": [round(each, 1) for each in scene.centre],
        "metres": round(scene.metres, 1),
    }
    return values, data


def _frontier(dataset: Dataset, first: date, last: date, address: str) -> Json:
    views = [(day, frontier_on_day(dataset, day)) for day in turning_days(dataset, first, last)]
    states, before = [], None
    for day, view in views:
        codes = "".join(status[0] for status in view.statuses.values())
        state = [view.crossable, view.words, view.seen, codes]
        if state != before:
            states.append([_number(day), *state])
        before = state
    return {
        "name": dataset.name,
        "title": views[0][1].title,
        "address": address,
        "ids": [*views[0][1].statuses],
        "states": states,
    }


def _point(
    dataset: Dataset, crossing: Crossing, number: int, scene: Scene, first: date, last: date
) -> list[object]:
    at = scene.points.get((dataset.name, crossing.id))
    runs = {}
    for asked in _ASKED:
        if answering := crossing.answering(asked):
            found = service_runs(dataset, crossing, answering[0], first, last)
            runs[asked] = [[_number(day), status[0]] for day, status in found]
    place = at and [round(each, 1) for each in at]
    return [wording.name(crossing), number, crossing.id, place, runs]


def _places(scene: Scene, overview: OverviewMap) -> list[tuple[str, float, float]]:
    """The towns that a reader may start from: each a name and its place in pixels."""
    named = []
    for town in overview.places:
        if town.id in scene.towns:
            x, y = scene.towns[town.id]
            named.append((wording.place_name(town), round(x, 1), round(y, 1)))
    return sorted(named)


def _legend() -> list[tuple[str, str, str]]:
    looks = [(each.label, overview_picture.line_look(each)) for each in Crossable]
    looks.append((gettext("no record yet"), overview_picture.line_look(None)))
    return [(label, look["stroke"], look["stroke-dasharray"]) for label, look in looks]


def _number(day: date) -> int:
    return (day - _DAY_ZERO).days
