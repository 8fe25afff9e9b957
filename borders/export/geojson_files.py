"""The GeoJSON layers of the exported Data Package: the frontier, the crossings and slices.

Features are as RFC 7946 has them: longitude before latitude, and no `crs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from borders.export import json_answers
from borders.export.serialise import json_text
from borders.query.dataset import Dataset
from borders.query.slices import CrossingSlice, Slice
from borders.record import crossings_geojson

Feature = dict[str, Any]
"""A feature of GeoJSON: its `geometry`, which may be `None`, and its `properties`."""

_DECIMALS = 6  # of a degree: a tenth of a metre
_SLICE_KEYS = (
    *("crossing", "name", "service", "at", "status", "changed"),
    *("since", "until", "verified", "decision"),
)


def collection(features: Sequence[Feature]) -> str:
    """Features as the text of a file."""
    return json_text({"type": "FeatureCollection", "features": features})


def frontier(dataset: Dataset) -> str:
    """The line of the frontier in its parts, as the text of a file."""
    return collection(
        [
            _feature({"part": feature["properties"]["part"]}, "part", feature["geometry"])
            for feature in dataset.features("frontier.geojson")
        ]
    )


def crossings(dataset: Dataset) -> list[Feature]:
    """The crossing points with what is read of them, and their place along the frontier."""
    features = []
    for feature in dataset.features(crossings_geojson.FILE):
        properties = crossings_geojson.known_properties(feature)
        properties |= json_answers.linear_position(dataset, properties["id"])
        features.append(_feature(properties, "id", feature["geometry"]))
    return features


def slice_of(dataset: Dataset, at: Slice) -> str:
    """The status of the main service of every crossing at a time, as the text of a file."""
    return collection([_slice_feature(dataset, entry) for entry in at.crossings])


def _slice_feature(dataset: Dataset, entry: CrossingSlice) -> Feature:
    status, position = json_answers.status(dataset, entry.main, "id"), entry.crossing.position
    return {
        "type": "Feature",
        "id": entry.crossing.id,
        "properties": {key: status[key] for key in _SLICE_KEYS},
        "geometry": position and {"type": "Point", "coordinates": _round(list(position))},
    }


def _feature(properties: dict[str, Any], key: str, geometry: dict[str, Any] | None) -> Feature:
    """A feature whose id is one of its properties, with rounded coordinates."""
    if geometry is not None:
        rounded = _round(geometry["coordinates"])
        geometry = {"type": geometry["type"], "coordinates": rounded}
    return {
        "type": "Feature",
        "id": properties[key],
        "properties": properties,
        "geometry": geometry,
    }


def _round(value: Any) -> Any:
    """A number, or numbers in lists of any depth, with the decimals of a coordinate."""
    return [_round(item) for item in value] if isinstance(value, list) else round(value, _DECIMALS)
