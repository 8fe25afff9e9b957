"""The crossing points of a data folder, read from its `crossings.geojson`."""

from __future__ import annotations

import re
from typing import Any

from borders.geo.positions import Position, position
from borders.language import gettext, number
from borders.model import VEHICLES, Crossing, Service
from borders.record import limits
from borders.record.cell_values import check_id, check_text
from borders.record.data_folder import DataFolder, feature_message
from borders.record.problems import did_you_mean

FILE = "crossings.geojson"

_PROPERTIES = {
    *("id", "also_known_as", "way", "class", "services", "main_service", "principal"),
    *("position", "position_note"),
    *("within_m", "municipality", "region", "opposite_region", "road", "unlocode", "note"),
}
_LONG = {"position_note", "note"}  # all others are as short as names
# A property with the code of a language at its end.
_NAME = re.compile(r"(name|opposite)_[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}")


def read_crossings(files: DataFolder) -> dict[str, Crossing]:
    """The crossing points by id, in the order of the file; problems are collected in `files`."""
    crossings: dict[str, Crossing] = {}
    frontier = files.files.name
    for place, feature in enumerate(files.features(FILE), start=1):
        try:
            crossing = _crossing(feature, frontier)
        except (KeyError, TypeError, ValueError) as error:
            is_missing = isinstance(error, KeyError)
            message = gettext("lacks {key}", key=error) if is_missing else str(error)
            files.add_problem("crossing", FILE, feature_message(place, message))
            if files.collector.is_full(FILE, "crossing"):
                break
            continue
        known = known_properties(feature)
        for key in (key for key in feature["properties"] if key not in known):
            message = gettext("nothing reads {key}", key=f"{key!r:.60}")
            message = feature_message(place, message + did_you_mean(key, _PROPERTIES))
            files.add_problem("unknown-property", FILE, message)
        if crossing.id in crossings:
            message = gettext("{id} is there twice", id=crossing.id)
            files.add_problem("duplicate", FILE, feature_message(place, message))
        crossings[crossing.id] = crossing
    if len(crossings) > limits.CROSSINGS:
        message = gettext(
            "has {count} crossing points; at most {most} are read",
            count=number(len(crossings)),
            most=number(limits.CROSSINGS),
        )
        files.add_problem("limit", FILE, message)
    return crossings


def known_properties(feature: dict[str, Any]) -> dict[str, Any]:
    """The properties of a crossing's feature that are read; others are warned of."""
    return {
        key: value
        for key, value in feature["properties"].items()
        if key in _PROPERTIES or _NAME.fullmatch(key)
    }


def _crossing(feature: dict[str, Any], frontier: str) -> Crossing:
    """The crossing point of a GeoJSON feature.

    Raises `KeyError` for what is missing, else `TypeError` or `ValueError` with a message.
    """
    properties = feature["properties"]
    if not isinstance(properties, dict):
        raise TypeError(gettext("properties must be an object"))

    def text(key: str) -> str:
        value = properties.get(key, "")
        if not isinstance(value, str):
            raise TypeError(gettext("{key} must be text", key=key))
        kind = "id" if key == "id" else "text" if key in _LONG else "name"
        return _checked(kind, key, value)

    def names(prefix: str) -> dict[str, str]:
        keys = (key for key in properties if _NAME.fullmatch(key) and key.startswith(prefix))
        return {key.removeprefix(prefix): text(key) for key in keys}

    check_id(text("id"))
    services = _services(properties, text("id"))
    if not (services and names("name_") and all(names("name_").values())):
        raise ValueError(
            gettext("{id} needs a name (name_en, …) and at least one service", id=text("id"))
        )
    if not isinstance(properties.get("principal", False), bool):
        raise TypeError(gettext("principal must be true or false"))
    return Crossing(
        frontier=frontier,
        id=text("id"),
        names=names("name_"),
        opposite=names("opposite_"),
        also_known_as=_also_known_as(properties.get("also_known_as", [])),
        way=text("way"),
        category=text("class"),
        services=services,
        principal=properties.get("principal") is True,
        position=_position(feature["geometry"], text("id")),
        position_confidence=text("position"),
        position_note=text("position_note"),
        within_m=_within_m(properties.get("within_m")),
        municipality=text("municipality"),
        region=text("region"),
        opposite_region=text("opposite_region"),
        road=text("road"),
        unlocode=text("unlocode"),
        note=text("note"),
    )


def _services(properties: dict[str, Any], id_: str) -> tuple[Service, ...]:
    """What a crossing offers, its `main_service` first, by default the first that it names."""
    if not isinstance(properties["services"], list):
        raise TypeError(gettext("services must be a list, such as {example}", example='["road"]'))
    services = tuple(map(Service, properties["services"]))
    if len(set(services)) < len(services):
        raise ValueError(gettext("{id} has a service twice", id=id_))
    if Service.ROAD in services and not set(VEHICLES).isdisjoint(services):
        raise ValueError(gettext("{id} offers road, or car, bus and truck, not both", id=id_))
    main = properties.get("main_service", services[0] if services else None)
    if main not in services and services:
        raise ValueError(gettext("{id}: main_service must be one of its services", id=id_))
    return tuple(sorted(services, key=lambda service: service != main))


def _checked(kind: str, key: str, value: str) -> str:
    """A text of a property that is called `key`. Raises `ValueError` as `check_text` does."""
    try:
        check_text(value, kind)
    except ValueError as error:
        raise ValueError(f"{key} {error}") from None
    return value


def _position(geometry: Any, id_: str) -> Position | None:
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise ValueError(
            gettext("{id}: the geometry must be a Point, or null where unknown", id=id_)
        )
    return position(geometry["coordinates"])


def _also_known_as(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise TypeError(gettext("also_known_as must be a list of names"))
    return tuple(_checked("name", "also_known_as", name) for name in value)


def _within_m(value: Any) -> float | None:
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 < value <= limits.WITHIN_M
    ):
        raise ValueError(
            gettext(
                "within_m must be a number of metres, above 0 and at most {most}",
                most=number(limits.WITHIN_M),
            )
        )
    return float(value)
