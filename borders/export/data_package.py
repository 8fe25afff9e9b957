"""The record as files to keep and work with: CSV, GeoJSON, GeoParquet, one Data Package of all."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from borders import dataframes as frames
from borders import local_time as moments
from borders.export import file_descriptions as datapackage
from borders.export.serialise import csv_text, json_text
from borders.model import Service, Status
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.record.columns import OPTIONAL_TABLES, TABLES, TRANSLATION_TABLE, Column
from borders.timeline.rules import held_until
from borders.timeline.spans import SPAN_COLUMNS
from borders.views import answers as views

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

FOLDER = "downloads"

_AS_WRITTEN = ("decisions", "sources", "claims", "events", "arrivals", "translations")
_HELD = (
    Column("from", "instant", "The instant that valid_from means", required=True),
    Column("announced_until", "instant", "The first instant after valid_until; empty: no end"),
    Column(
        "held_until",
        "instant",
        "When it stopped to hold: its own end, or when its decision was replaced",
    ),
)
_CHANGES = (
    Column("at", "instant", "When it changed", required=True),
    Column("crossing", "id", "The crossing point", required=True, refers="crossings"),
    Column("service", "choice", "What the point offers", True, Service),
    Column("from", "choice", "What it was until then", True, Status),
    Column("to", "choice", "What it has been from then on", True, Status),
    Column("decision", "id", "The decision that governs from then on", refers="decisions"),
    Column("sources", "ids", "The documents behind it", refers="sources"),
)
_KINDS = {  # the media type, and what Data Package calls the format
    ".csv": ("text/csv", "csv"),
    ".geojson": ("application/geo+json", "geojson"),
    ".parquet": ("application/vnd.apache.parquet", "parquet"),
}
_DECIMALS = 6  # of a degree: a tenth of a metre


@dataclass(frozen=True, slots=True)
class _Resource:
    """A file of the package; the table or layer `origin` says under which licence it is."""

    path: str
    title: str
    origin: str
    content: str | bytes
    columns: tuple[Column, ...] = ()

    @property
    def data(self) -> bytes:
        return _bytes(self.content)


def files(dataset: Dataset, days: Sequence[date]) -> Iterator[tuple[str, str | bytes]]:
    """The path from the site's root and the content of every file.

    Of `days`, of which there is at least one, those with a change and the last have a slice.
    Without pyarrow (the extra `parquet`) there are no GeoParquet files; all else is the same.
    """
    resources = list(_resources(dataset, days))
    content = {resource.path: resource.content for resource in resources}
    content["datapackage.json"] = _package(dataset, resources)
    through = dataset.package.verified_through.isoformat()
    content[f"borders-{through}.zip"] = _zip(content)
    yield from ((f"{FOLDER}/{path}", text) for path, text in content.items())


def _resources(dataset: Dataset, days: Sequence[date]) -> Iterator[_Resource]:
    header, rows = _closures(dataset)
    yield _Resource(
        "closures.csv",
        "The dated closure table, with the instants that its dates mean",
        "closures",
        csv_text(header, rows),
        _named(header, (*TABLES["closures"], *_HELD)),
    )
    for name in _AS_WRITTEN:
        told = dataset.translations if name == TRANSLATION_TABLE else getattr(dataset.record, name)
        if name in OPTIONAL_TABLES and not told:
            continue
        text = dataset.text(f"{name}.csv")
        header = next(csv.reader(io.StringIO(text)))
        yield _Resource(
            f"{name}.csv",
            _stated(dataset, name).get("title", name.capitalize()),
            name,
            text,
            _named(header, TABLES[name]),
        )
    yield _Resource(
        "changes.csv",
        "Every change of every service: before its first change a service is unknown",
        "closures",
        csv_text([column.name for column in _CHANGES], _changes(dataset)),
        _CHANGES,
    )
    line = [_rounded(feature) for feature in dataset.features("frontier.geojson")]
    points = [_located(dataset, feature) for feature in dataset.features("crossings.geojson")]
    yield _Resource("frontier.geojson", "The frontier's line", "frontier", _collection(line))
    yield _Resource("crossings.geojson", "Crossing points", "crossings", _collection(points))
    changed = set(dataset.change_days(days[0], days[-1]))
    for day in days:
        if day in changed or day == days[-1]:
            yield _Resource(
                f"slices/{day.isoformat()}.geojson",
                f"The status of every crossing point on {day.isoformat()}",
                "closures",
                _collection(_slice(dataset, dataset.slice(day))),
            )
    if find_spec("pyarrow"):
        spans = _spans(dataset)
        yield _Resource(
            "spans.parquet",
            "Every span of every service, with its decision",
            "closures",
            _parquet(spans),
        )
        for year, held in _by_year(dataset, spans):
            yield _Resource(
                f"spans/year={year}/spans-{year}.parquet",
                f"The spans that hold at some time of {year}, a year of UTC",
                "closures",
                _parquet(held),
            )
        yield _Resource("crossings.parquet", "Crossing points", "crossings", _points(points))


# tables


def _named(header: Sequence[str], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns in the order of a header, which a data folder is free to choose."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in header)


def _closures(dataset: Dataset) -> tuple[list[str], Iterator[list[str | None]]]:
    """The closure table as it is written, and for each row what it means in instants."""
    ends = dataset.replacements()
    header, *written = csv.reader(io.StringIO(dataset.text("closures.csv")))
    rows = (
        [
            *cells,
            _iso(dataset, measure.start),
            _iso(dataset, measure.end),
            _iso(dataset, held_until(measure, ends)),
        ]
        for cells, measure in zip(written, dataset.record.measures, strict=True)
    )
    return [*header, *(column.name for column in _HELD)], rows


def _changes(dataset: Dataset) -> Iterator[tuple[object, ...]]:
    for change in dataset.changes():
        measure = change.after.measure
        yield (
            _iso(dataset, change.at),
            change.crossing.id,
            change.service,
            change.before.status,
            change.after.status,
            measure and measure.decision.id,
            ";".join(source.id for source in measure.documents) if measure else None,
        )


def _spans(dataset: Dataset) -> GeoDataFrame:
    """Every span of every service, at its crossing."""
    rows = [
        {
            "crossing": crossing.id,
            "name": crossing.name,
            "service": service,
            "main": service is crossing.main_service,
            **row,
            "geometry": crossing.position,
        }
        for crossing in dataset.record.crossings.values()
        for service in crossing.services
        for row in dataset.timeline(crossing.id, service).rows()
    ]
    frame = frames.data_frame(
        rows,
        {"crossing": "text", "name": "text", "service": Service, "main": "bool", **SPAN_COLUMNS},
    )
    return frames.with_positions(frame, [row["geometry"] for row in rows])


def _by_year(dataset: Dataset, spans: GeoDataFrame) -> Iterator[tuple[int, GeoDataFrame]]:
    """For each year of UTC the spans that hold at some time of it, whole.

    So one year's answer for any of its instants. The years are those from the first of which the
    record says something to the last of which it does, or to which it was verified.
    """
    import pandas as pd

    start, end = spans["from"], spans["until"]
    if start.isna().all():
        return
    verified = pd.Timestamp(moments.day(dataset.package.verified_through, dataset.package.zone).end)
    through = max(start.max(), verified - pd.Timedelta(microseconds=1))
    for year in range(start.min().year, through.tz_convert("UTC").year + 1):
        first, next_year = (datetime(number, 1, 1, tzinfo=UTC) for number in (year, year + 1))
        holds = ~(start >= next_year) & ~(end <= first)  # no start and no end are `NaT`
        yield year, spans[holds]


# geography


def _collection(features: Sequence[dict[str, Any]]) -> str:
    """Features as RFC 7946 has them: longitude before latitude, and no `crs`."""
    return json_text({"type": "FeatureCollection", "features": features})


def _rounded(feature: dict[str, Any]) -> dict[str, Any]:
    geometry = feature["geometry"]
    if geometry is None:
        return feature
    return {
        **feature,
        "geometry": {"type": geometry["type"], "coordinates": _round(geometry["coordinates"])},
    }


def _round(value: Any) -> Any:
    return [_round(item) for item in value] if isinstance(value, list) else round(value, _DECIMALS)


def _located(dataset: Dataset, feature: dict[str, Any]) -> dict[str, Any]:
    """A feature of the crossings, with its place along the frontier."""
    place = dataset.linear_positions.get(feature["properties"]["id"])
    measured = {
        "chainage_m": place and round(place.chainage_m, 1),
        "offset_m": place and round(place.offset_m, 1),
    }
    return _rounded({**feature, "properties": {**feature["properties"], **measured}})


def _slice(dataset: Dataset, at: Slice) -> list[dict[str, Any]]:
    keys = ("crossing", "name", "service", "at", "status", "changed", "since", "until", "verified")
    features = []
    for entry in at.crossings:
        status, position = views.status(dataset, entry.main), entry.crossing.position
        properties = {key: status[key] for key in keys}
        properties["decision"] = status["decision"] and status["decision"]["id"]
        geometry = position and {"type": "Point", "coordinates": _round(list(position))}
        features.append(
            {
                "type": "Feature",
                "id": entry.crossing.id,
                "properties": properties,
                "geometry": geometry,
            }
        )
    return features


def _points(points: Sequence[dict[str, Any]]) -> bytes:
    """The crossings with every property as a column, lists as in the CSV tables, as GeoParquet."""
    import pandas as pd

    rows = [
        {
            key: ";".join(value) if isinstance(value, list) else value
            for key, value in point["properties"].items()
        }
        for point in points
    ]
    places = [point["geometry"] and point["geometry"]["coordinates"] for point in points]
    return _parquet(frames.with_positions(pd.DataFrame(rows), places))


def _parquet(frame: GeoDataFrame) -> bytes:
    """GeoParquet 1.1: geometry as WKB in WGS 84 with its bounds in `bbox`, instants in UTC.

    geopandas adds what pandas and Arrow say of the columns, twice as much as all else. Parquet says
    the same but for what is a category, and other programs read no more, so that is left out.
    """
    from pyarrow import parquet

    made, out = io.BytesIO(), io.BytesIO()
    frame.to_parquet(made, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = parquet.read_table(made)
    geo = {"geo": table.schema.metadata[b"geo"]}
    table = table.replace_schema_metadata()
    with parquet.ParquetWriter(out, table.schema, store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(geo)
    return out.getvalue()


# the package


def _package(dataset: Dataset, resources: Sequence[_Resource]) -> str:
    described = [_described(dataset, resource) for resource in resources]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.package.name,
        "title": dataset.package.title,
        "description": dataset.descriptor.get("description", dataset.package.title),
        "version": dataset.package.verified_through.isoformat(),
        **datapackage.coverage(dataset),
        "licenses": _union(described, "licenses"),
        "sources": _union(described, "sources"),
        "resources": described,
    }
    kept = {key: value for key, value in package.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _described(dataset: Dataset, resource: _Resource) -> dict[str, Any]:
    path = PurePosixPath(resource.path)
    mediatype, form = _KINDS[path.suffix]
    stated = _stated(dataset, resource.origin)
    name = "-".join([*path.parts[:-1], path.stem]).replace("=", "-")
    found = {
        "name": name if path.suffix != ".parquet" else f"{name}-parquet",
        "path": resource.path,
        "title": resource.title,
        "format": form,
        "mediatype": mediatype,
        **datapackage.measured(resource.data),
        "licenses": stated.get("licenses") or dataset.descriptor.get("licenses"),
        "sources": stated.get("sources"),
    }
    if resource.columns:
        found |= datapackage.table(resource.columns, _AS_WRITTEN)
    return {key: value for key, value in found.items() if value}


def _stated(dataset: Dataset, name: str) -> dict[str, Any]:
    """What the data folder's own package says of one of its files."""
    for resource in dataset.descriptor.get("resources", []):
        if resource.get("name") == name:
            found: dict[str, Any] = resource
            return found
    return {}


def _union(described: Sequence[dict[str, Any]], key: str) -> list[Any]:
    found: list[Any] = []
    for resource in described:
        found += [value for value in resource.get(key, []) if value not in found]
    return found


def _zip(content: dict[str, str | bytes]) -> bytes:
    """All files in one, in order of their paths, without the time and the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(content):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is written
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _bytes(content[path]))
    return out.getvalue()


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _iso(dataset: Dataset, instant: datetime | None) -> str | None:
    """An instant in local time with its offset, to the second as Table Schema wants it."""
    if instant is None:
        return None
    return instant.astimezone(dataset.package.zone).isoformat(timespec="seconds")
