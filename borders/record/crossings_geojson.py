"""The crossing points of a data folder, read from its `crossings.geojson`."""

from __future__ import annotations

from typing import Any

from borders import language
from borders.geo.positions import position
from borders.language import gettext
from borders.model import Crossing, Service
from borders.record.cell_values import check_id
from borders.record.data_folder import DataFolder, feature_message
from borders.record.problems import did_you_mean

FILE = "crossings.geojson"

_PROPERTIES = {
    *("id", "also_known_as", "way", "class", "services", "principal", "position", "position_note"),
    *("within_m", "municipality", "region", "opposite_region", "road", "unlocode", "note"),
}
_NAME_PREFIXES = ("name_", "opposite_")  # of properties; after them stands a language's code

_MAX_WITHIN_M = 100_000


def read_crossings(files: DataFolder) -> dict[str, Crossing]:
    """The crossing points by id, in the order of the file; problems are collected in `files`."""
    crossings: dict[str, Crossing] = {}
    for number, feature in enumerate(files.features(FILE), start=1):
        try:
            crossing = _crossing(feature)
        except (KeyError, TypeError, ValueError) as error:
            is_missing = isinstance(error, KeyError)
            message = gettext("lacks {key}", key=error) if is_missing else str(error)
            files.add_problem("crossing", FILE, feature_message(number, message))
            if files.collector.is_full(FILE):
                break
            continue
        known = known_properties(feature)
        for key in (key for key in feature["properties"] if key not in known):
            message = gettext("nothing reads {key}", key=f"{key!r:.60}")
            message = feature_message(number, message + did_you_mean(key, _PROPERTIES))
            files.add_problem("unknown-property", FILE, message)
        if crossing.id in crossings:
            message = gettext("{id} is there twice", id=crossing.id)
            files.add_problem("duplicate", FILE, feature_message(number, message))
        crossings[crossing.id] = crossing
    return crossings


def known_properties(feature: dict[str, Any]) -> dict[str, Any]:
    """The properties of a crossing's feature that are read; others are warned of."""
    return {
        key: value
        for key, value in feature["properties"].items()
        if key in _PROPERTIES or key.startswith(_NAME_PREFIXES)
    }


def _crossing(feature: dict[str, Any]) -> Crossing:
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
        value.encode()  # raises ValueError for half a surrogate pair
        return value

    def names(prefix: str) -> dict[str, str]:
        return {key.removeprefix(prefix): text(key) for key in properties if key.startswith(prefix)}

    check_id(text("id"))
    services = tuple(Service(service) for service in properties["services"])
    if not (services and names("name_") and all(names("name_").values())):
        raise ValueError(
            gettext("{id} needs a name (name_en, …) and at least one service", id=text("id"))
        )
    geometry = feature["geometry"]
    if geometry is None:
        place = None
    elif isinstance(geometry, dict) and geometry.get("type") == "Point":
        place = position(geometry["coordinates"])
    else:
        raise ValueError(
            gettext("{id}: the geometry must be a Point, or null where unknown", id=text("id"))
        )
    also_known_as = properties.get("also_known_as", [])
    if not isinstance(properties.get("principal", False), bool):
        raise TypeError(gettext("principal must be true or false"))
    if not isinstance(also_known_as, list) or not all(
        isinstance(name, str) for name in also_known_as
    ):
        raise TypeError(gettext("also_known_as must be a list of names"))
    "".join(also_known_as).encode()  # raises ValueError for half a surrogate pair
    opposite = names("opposite_")
    opposite.pop("region", None)  # `opposite_region` is no name
    return Crossing(
        id=text("id"),
        names=names("name_"),
        opposite=opposite,
        also_known_as=tuple(also_known_as),
        way=text("way"),
        category=text("class"),
        services=services,
        principal=properties.get("principal") is True,
        position=place,
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


def _within_m(value: Any) -> float | None:
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 < value <= _MAX_WITHIN_M
    ):
        raise ValueError(
            gettext(
                "within_m must be a number of metres, above 0 and at most {most}",
                most=language.number(_MAX_WITHIN_M),
            )
        )
    return float(value)
