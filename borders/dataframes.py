"""Rows as pandas data frames, with column types that do not depend on the rows.

Instants are `datetime64[us, UTC]`, missing ones `NaT`. An enum is a `category` with all of its
members in their order. Yes or no is `bool`. Everything else is text, missing ones `None`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from geopandas import GeoDataFrame, GeoSeries
    from numpy.typing import NDArray
    from pandas import CategoricalDtype, DataFrame, DatetimeIndex

INSTANT = "datetime64[us, UTC]"

ColumnType = type[Enum] | str
"""The type of a column: an enum, "text", or the name of a pandas type, e.g. `INSTANT` or "bool"."""


def data_frame(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, ColumnType]) -> DataFrame:
    """A data frame of rows, with these columns in this order."""
    import pandas as pd

    series = {}
    for name, column_type in columns.items():
        values = [row[name] for row in rows]
        if column_type == "text":
            series[name] = pd.Series(values, dtype=object)
        elif isinstance(column_type, str):
            series[name] = pd.Series(values, dtype=object).astype(column_type)
        else:
            texts = [None if value is None else str(value) for value in values]
            series[name] = pd.Series(pd.Categorical(texts, dtype=category_type(column_type)))
    return pd.DataFrame(series)


def category_type(members: type[Enum]) -> CategoricalDtype:
    """The type of a column of an enum's members."""
    import pandas as pd

    return pd.CategoricalDtype([member.value for member in members])


def instants_from_ticks(ticks: NDArray[np.int64]) -> DatetimeIndex:
    """Microseconds since 1970 as instants, without a copy; the least integer is `NaT`."""
    import pandas as pd

    naive = pd.DatetimeIndex(ticks.view("datetime64[us]"), copy=False)
    return naive.view(pd.api.types.pandas_dtype(INSTANT))


def with_positions(frame: DataFrame, positions: Sequence[Sequence[float] | None]) -> GeoDataFrame:
    """The data frame with a column `geometry` of points in WGS 84.

    `positions` are (lon, lat) in degrees, or `None` for no point.
    """
    import geopandas as gpd

    return gpd.GeoDataFrame(frame, geometry=_points(positions))


def placed(frame: DataFrame, positions: Sequence[Sequence[float] | None]) -> GeoDataFrame:
    """The rows of a data frame that have a position, as `with_positions` has them.

    The others are left out: formats such as FlatGeobuf, and `GeoDataFrame.plot`, cannot do with a
    row that has none.
    """
    known = [position is not None for position in positions]
    return with_positions(frame[known].reset_index(drop=True), [*filter(None, positions)])


def _points(positions: Iterable[Sequence[float] | None]) -> GeoSeries:
    import geopandas as gpd
    import pandas as pd

    pairs = [position or (None, None) for position in positions]
    columns = pd.DataFrame(pairs, columns=["lon", "lat"], dtype="float64")
    points = gpd.GeoSeries.from_xy(columns["lon"], columns["lat"], crs="OGC:CRS84")
    return points.where(columns["lon"].notna())
