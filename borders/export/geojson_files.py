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
    return collection([_rounded(feature) for feature in dataset.features("frontier.geojson")])


def crossings(dataset: Dataset) -> list[Feature]:
    """The crossing points as the data folder has them, with their place along the frontier."""
    features = []
    for feature in dataset.features("crossings.geojson"):
        place = json_answers.linear_position(dataset, feature["properties"]["id"])
        features.append(_rounded({**feature, "properties": feature["properties"] | place}))
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


def _rounded(feature: Feature) -> Feature:
    geometry = feature["geometry"]
    if geometry is None:
        return feature
    rounded = {"type": geometry["type"], "coordinates": _round(geometry["coordinates"])}
    return {**feature, "geometry": rounded}


def _round(value: Any) -> Any:
    """A number, or numbers in lists of any depth, with the decimals of a coordinate."""
    return [_round(item) for item in value] if isinstance(value, list) else round(value, _DECIMALS)
