"""Several frontiers as files: the export of each, and the spans of all as one GeoParquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from borders.export import data_package
from borders.query.dataset import Dataset

_SPANS = "spans.parquet"


def files(datasets: Mapping[str, Dataset]) -> Iterator[tuple[str, str | bytes]]:
    """The path and the content of every file, each frontier's in a folder of its name.

    The folder `spans` has the spans of all in the layout of Hive, which DuckDB, Spark and others
    read as one table with a column `frontier`.
    """
    for name, dataset in datasets.items():
        for path, content in data_package.all_files(dataset):
            yield f"{name}/{path}", content
            if path == _SPANS:
                yield f"spans/frontier={name}/{path}", content
