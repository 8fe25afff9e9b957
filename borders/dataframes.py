"""Rows to pandas frames whose column types are the same whatever the rows are.

Instants are `datetime64[us, UTC]`, `NaT` where there is none; a choice is a `category` of all that
can be chosen, in their order; yes or no is `bool`; everything else is text, `None` where there is
none.
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


def category_type(choices: type[Enum]) -> CategoricalDtype:
    """The type of a column that holds one of `choices`."""
    import pandas as pd

    return pd.CategoricalDtype([choice.value for choice in choices])


def data_frame(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, Any]) -> DataFrame:
    """A frame with these columns, in this order: each an `Enum`, "text", or a type of pandas."""
    import pandas as pd

    found = {}
    for name, kind in columns.items():
        values = [row[name] for row in rows]
        if kind == "text":
            found[name] = pd.Series(values, dtype=object)
        elif isinstance(kind, str):
            found[name] = pd.Series(values, dtype=object).astype(kind)
        else:
            texts = [None if value is None else str(value) for value in values]
            found[name] = pd.Series(pd.Categorical(texts, dtype=category_type(kind)))
    return pd.DataFrame(found)


def instants_from_ticks(ticks: NDArray[np.int64]) -> DatetimeIndex:
    """Counts of microseconds since 1970 as instants, without a copy; the least is `NaT`."""
    import pandas as pd

    plain = pd.DatetimeIndex(ticks.view("datetime64[us]"), copy=False)
    return plain.view(pd.api.types.pandas_dtype(INSTANT))


def with_positions(frame: DataFrame, positions: Sequence[Sequence[float] | None]) -> GeoDataFrame:
    """A frame with a column `geometry` of points in WGS 84, from (lon, lat) or `None`."""
    import geopandas as gpd

    return gpd.GeoDataFrame(frame, geometry=_points(positions))


def html_table(frame: DataFrame) -> str:
    """A frame as an HTML table for a notebook, every text escaped and whole."""
    import pandas as pd

    shown = frame.astype(object).where(frame.notna(), "")
    with pd.option_context("display.max_colwidth", None):
        return str(shown.to_html(index=False, border=0, escape=True))


def _points(positions: Iterable[Sequence[float] | None]) -> GeoSeries:
    """(lon, lat) in degrees, or `None`, as a column of points in WGS 84."""
    import geopandas as gpd
    import pandas as pd

    pairs = [position or (None, None) for position in positions]
    places = pd.DataFrame(pairs, columns=["lon", "lat"], dtype="float64")
    points = gpd.GeoSeries.from_xy(places["lon"], places["lat"], crs="OGC:CRS84")
    return points.where(places["lon"].notna())
