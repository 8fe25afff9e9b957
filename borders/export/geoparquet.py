"""The GeoParquet files of the exported Data Package: spans, spans by year, and crossings."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from borders import dataframes, local_time
from borders.export.geojson_files import Feature
from borders.model import Service
from borders.query.dataset import Dataset
from borders.timeline.spans import SPAN_COLUMNS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def spans(dataset: Dataset) -> GeoDataFrame:
    """Every span of every service, with the position of its crossing and its time zone."""
    rows = [
        {
            "zone": dataset.package.zone.key,
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
    frame = dataframes.data_frame(
        rows,
        {
            "zone": "text",
            "crossing": "text",
            "name": "text",
            "service": Service,
            "main": "bool",
            **SPAN_COLUMNS,
        },
    )
    return dataframes.with_positions(frame, [row["geometry"] for row in rows])


def spans_by_year(dataset: Dataset, spans: GeoDataFrame) -> Iterator[tuple[int, GeoDataFrame]]:
    """For each year of UTC the spans that hold at some time of it, whole.

    So one year's answer for any of its instants. The years are those from the first of which the
    record says something to the last of which it does, or to which it was verified.
    """
    import pandas as pd

    start, end, package = spans["from"], spans["until"], dataset.package
    if start.isna().all():
        return
    verified = pd.Timestamp(local_time.day(package.verified_through, package.zone).end)
    through = max(start.max(), verified - pd.Timedelta(microseconds=1))
    for year in range(start.min().year, through.tz_convert("UTC").year + 1):
        first, next_year = (datetime(number, 1, 1, tzinfo=UTC) for number in (year, year + 1))
        holds = ~(start >= next_year) & ~(end <= first)  # no start and no end are `NaT`
        yield year, spans[holds]


def crossings(features: Sequence[Feature]) -> GeoDataFrame:
    """The crossings with every property as a column, lists as in the CSV tables."""
    import pandas as pd

    rows = [
        {
            key: ";".join(value) if isinstance(value, list) else value
            for key, value in feature["properties"].items()
        }
        for feature in features
    ]
    places = [feature["geometry"] and feature["geometry"]["coordinates"] for feature in features]
    return dataframes.with_positions(pd.DataFrame(rows), places)


def parquet(frame: GeoDataFrame) -> bytes:
    """A frame as GeoParquet 1.1: geometry as WKB in WGS 84 with its bounds in `bbox`, UTC.

    geopandas adds what pandas and Arrow say of the columns, which is twice as much as all else.
    Parquet's own description lacks only what is a category, and other programs read no more of it,
    so that is left out.
    """
    from pyarrow.parquet import ParquetWriter, read_table

    made, out = io.BytesIO(), io.BytesIO()
    frame.to_parquet(made, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = read_table(made)
    geo = {"geo": table.schema.metadata[b"geo"]}
    table = table.replace_schema_metadata()
    with ParquetWriter(out, table.schema, store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(geo)
    return out.getvalue()
