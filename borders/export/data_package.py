"""The record as files to keep and work with: CSV, GeoJSON, GeoParquet, one Data Package of all."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from borders import language
from borders.atomic_files import as_bytes
from borders.export import file_descriptions, geojson_files, table_files
from borders.export.geojson_files import Feature
from borders.query.dataset import Dataset
from borders.record.columns import Column

FOLDER = "downloads"

_FORMATS = {  # the media type, and what Data Package calls the format
    ".csv": ("text/csv", "csv"),
    ".geojson": ("application/geo+json", "geojson"),
    ".parquet": ("application/vnd.apache.parquet", "parquet"),
}


class _Resource(NamedTuple):
    """A file of the package. Its licence is that of `origin`, a file of the data folder."""

    path: str
    title: str
    origin: str
    content: str | bytes
    columns: tuple[Column, ...] = ()


def all_files(dataset: Dataset) -> Iterator[tuple[str, str | bytes]]:
    """The files of an export: paths and contents, with a slice of every change that was verified.

    Paths are from the export's folder.
    """
    through = dataset.package.verified_through
    days = sorted({*dataset.change_days(end=through), through})
    for path, content in files(dataset, days):
        yield path.removeprefix(f"{FOLDER}/"), content


def files(dataset: Dataset, days: Sequence[date]) -> Iterator[tuple[str, str | bytes]]:
    """The path from the site's root and the content of every file.

    Of `days`, of which there is at least one, those with a change and the last have a slice.
    Without pyarrow (the extra `parquet`) there are no GeoParquet files, and all others. The files
    depend on the record alone, not on the reader's language.
    """
    with language.use(language.SOURCE):  # not around a yield, where it would be the caller's too
        points = geojson_files.crossings(dataset)
        resources = [
            *_tables(dataset),
            *_layers(dataset, points, days),
            *(_parquet_files(dataset, points) if find_spec("pyarrow") else ()),
        ]
        content = {resource.path: resource.content for resource in resources}
        content["datapackage.json"] = _package(dataset, resources)
        through = dataset.package.verified_through.isoformat()
        content[f"borders-{through}.zip"] = _zip(content)
    yield from ((f"{FOLDER}/{path}", text) for path, text in content.items())


def _tables(dataset: Dataset) -> Iterator[_Resource]:
    """The CSV tables: the closures, those that are copied, and the changes."""
    table = table_files.closures(dataset)
    title = "The dated closure table, with the instants that its dates mean"
    yield _Resource("closures.csv", title, "closures", *table)
    for name in table_files.COPIED:
        if copied := table_files.copied(dataset, name):
            title = _descriptor(dataset, name).get("title", name.capitalize())
            yield _Resource(f"{name}.csv", title, name, *copied)
    title = "Every change of every service: before its first change a service is unknown"
    yield _Resource("changes.csv", title, "closures", *table_files.changes(dataset))


def _layers(
    dataset: Dataset, points: Sequence[Feature], days: Sequence[date]
) -> Iterator[_Resource]:
    """The frontier, the crossings (`points`), and the slice of each day with a change."""
    line = geojson_files.frontier(dataset)
    yield _Resource("frontier.geojson", "The frontier's line", "frontier", line)
    content = geojson_files.collection(points)
    yield _Resource("crossings.geojson", "Crossing points", "crossings", content)
    changed = set(dataset.change_days(days[0], days[-1]))
    for day in days:
        if day in changed or day == days[-1]:
            title = f"The status of every crossing point on {day.isoformat()}"
            content = geojson_files.slice_of(dataset, dataset.slice(day))
            yield _Resource(f"slices/{day.isoformat()}.geojson", title, "closures", content)


def _parquet_files(dataset: Dataset, points: Sequence[Feature]) -> Iterator[_Resource]:
    """The spans, those of each year, and the crossings (`points`), as GeoParquet."""
    from borders.export import geoparquet

    spans = geoparquet.spans(dataset)
    title = "Every span of every service, with its decision"
    yield _Resource("spans.parquet", title, "closures", geoparquet.parquet(spans))
    for year, own in geoparquet.spans_by_year(dataset, spans):
        path = f"spans/year={year}/spans-{year}.parquet"
        title = f"The spans that hold at some time of {year}, a year of UTC"
        yield _Resource(path, title, "closures", geoparquet.parquet(own))
    content = geoparquet.parquet(geoparquet.crossings(points))
    yield _Resource("crossings.parquet", "Crossing points", "crossings", content)


def _package(dataset: Dataset, resources: Sequence[_Resource]) -> str:
    """The text of `datapackage.json`."""
    described = [_described(dataset, resource) for resource in resources]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": dataset.package.name,
        "title": dataset.package.title,
        "description": dataset.descriptor.get("description", dataset.package.title),
        "version": dataset.package.verified_through.isoformat(),
        **file_descriptions.coverage(dataset),
        "contributors": dataset.descriptor.get("contributors"),
        "licenses": _union(described, "licenses"),
        "sources": _union(described, "sources"),
        "resources": described,
    }
    kept = {key: value for key, value in package.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _described(dataset: Dataset, resource: _Resource) -> dict[str, Any]:
    """A resource in the words of a Data Package."""
    path = PurePosixPath(resource.path)
    media_type, format_ = _FORMATS[path.suffix]
    origin = _descriptor(dataset, resource.origin)
    name = "-".join([*path.parts[:-1], path.stem]).replace("=", "-")
    described = {
        "name": name if path.suffix != ".parquet" else f"{name}-parquet",
        "path": resource.path,
        "title": resource.title,
        "format": format_,
        "mediatype": media_type,
        **file_descriptions.measured(as_bytes(resource.content)),
        "licenses": origin.get("licenses") or dataset.descriptor.get("licenses"),
        "sources": origin.get("sources"),
    }
    if resource.columns:
        described |= file_descriptions.table(resource.columns, table_files.COPIED)
    return {key: value for key, value in described.items() if value}


def _descriptor(dataset: Dataset, name: str) -> dict[str, Any]:
    """What the `datapackage.json` of the data folder says of one of its files; empty if nothing."""
    for resource in dataset.descriptor.get("resources", []):
        if resource.get("name") == name:
            descriptor: dict[str, Any] = resource
            return descriptor
    return {}


def _union(described: Sequence[dict[str, Any]], key: str) -> list[Any]:
    """The values that resources have under a key, each once, in the order of first mention."""
    values = chain.from_iterable(resource.get(key, []) for resource in described)
    return list({json.dumps(value): value for value in values}.values())


def _zip(content: dict[str, str | bytes]) -> bytes:
    """All files in one archive, by path, without what differs between times and machines."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(content):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is written
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content[path])
    return out.getvalue()
