"""The status for every row of a data frame whose crossings are on several frontiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from borders.errors import CrossingError, FrameError
from borders.model import Crossing
from borders.query.join import ADDED, MAX_BAD_ROWS, Columns, bad_rows_error, check_columns
from borders.query.join_columns import distinct_values

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from borders.query.dataset import Dataset, Moment
    from borders.query.join_columns import Integers

_NOWHERE = -1


def join(
    datasets: Mapping[str, Dataset],
    find: Callable[[str], Crossing],
    frame: DataFrame,
    columns: Columns,
    service: str | None,
    as_of: Moment | None,
) -> DataFrame:
    """The frame with the columns that `Atlas.join` adds: each frontier joins its own rows.

    `find` gives the crossing of a name or raises `CrossingError`. Raises `FrameError` with the bad
    rows of all frontiers.
    """
    import numpy as np
    import pandas as pd

    own = [f"{columns.prefix}{name}" for name in ("frontier", "zone")]
    check_columns(frame, columns, [*own, *(f"{columns.prefix}{name}" for name in ADDED)])
    frontiers = list(datasets)
    homes, reasons = _homes(frontiers, find, frame[columns.crossing])
    order = np.argsort(homes, kind="stable")
    used, starts = np.unique(homes[order], return_index=True)
    groups = zip(used, np.split(order, starts[1:]), strict=True) if len(frame) else [(0, order)]
    parts: dict[int, DataFrame] = {}
    bad: list[tuple[Any, str]] = []  # the place of each bad row, and why
    count = 0
    for home, rows in groups:
        part = frame.iloc[rows].set_axis(rows)
        if home == _NOWHERE:
            names = part[columns.crossing].iloc[:MAX_BAD_ROWS]
            bad += [(row, reasons[name]) for row, name in names.items()]
            count += len(part)
            continue
        try:
            parts[home] = datasets[frontiers[home]].join(
                part, columns.crossing, columns.at, service, as_of, columns.prefix
            )
        except FrameError as error:
            if not error.rows:
                raise
            bad += error.rows
            count += error.count
    if bad:
        first = [(frame.index[row], reason) for row, reason in sorted(bad)[:MAX_BAD_ROWS]]
        raise bad_rows_error(frame, first, count)

    decision = f"{columns.prefix}decision"
    records = [datasets[frontiers[home]].record for home in parts]
    ids = list(dict.fromkeys(id_ for record in records for id_ in record.decisions))
    joined = pd.concat(
        part.assign(**{decision: part[decision].cat.set_categories(ids)}) for part in parts.values()
    ).sort_index()
    joined.index = frame.index
    zones = {home: datasets[frontiers[home]].package.zone.key for home in parts}
    keys = list(dict.fromkeys(zones.values()))
    zone_of_home = np.zeros(len(frontiers), dtype=np.intp)
    for home, key in zones.items():
        zone_of_home[home] = keys.index(key)
    frontier = pd.Categorical.from_codes(homes, frontiers)
    zone = pd.Categorical.from_codes(zone_of_home.take(homes), keys)
    for place, (name, values) in enumerate(zip(own, (frontier, zone), strict=True)):
        joined.insert(len(frame.columns) + place, name, values)
    return joined


def _homes(
    frontiers: list[str], find: Callable[[str], Crossing], column: Series
) -> tuple[Integers, dict[str, str]]:
    """The place of each row's frontier among the `frontiers`, and why a name has none."""
    import numpy as np

    codes, names = distinct_values(column)
    home_of_code = np.zeros(max(names, default=0) + 2, dtype=np.intp)
    reasons: dict[str, str] = {}
    for code, name in names.items():
        if isinstance(name, str):  # what is no name is refused by the first frontier
            try:
                home_of_code[code] = frontiers.index(find(name).frontier)
            except CrossingError as error:
                home_of_code[code], reasons[name] = _NOWHERE, str(error)
    return home_of_code.take(codes), reasons
