"""Columns of a data frame as NumPy arrays: instants as integers, distinct values, bad rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import Series

    Integers = NDArray[np.integer[Any]]

MISSING_CODE = -1
"""The code of missing values; as an index, it is the spare last element of a list."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)  # the resolution of `datetime`

_CHUNK = 1 << 15


@dataclass(frozen=True, slots=True)
class BadRows:
    """The faults of a column, row by row: `reasons[codes[row]]`, empty if nothing is."""

    codes: Integers
    reasons: Sequence[str]

    def mask(self) -> NDArray[np.bool_]:
        """Whether something is wrong, for each row."""
        import numpy as np

        return np.array([*map(bool, self.reasons)]).take(self.codes)


def chunks(rows: int) -> Iterator[slice]:
    """Slices of that many rows, each so short that its columns stay in the CPU's cache."""
    return (slice(start, start + _CHUNK) for start in range(0, rows, _CHUNK))


def distinct_values(column: Series) -> tuple[Integers, dict[int, Any]]:
    """A code for each row, and the value that each code stands for; `MISSING_CODE` is `None`."""
    import numpy as np
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        try:
            codes, values = pd.factorize(column)
        except TypeError:  # some value is not hashable
            codes, values = np.where(column.isna(), MISSING_CODE, np.arange(len(column))), column
    is_used = np.zeros(len(values) + 1, dtype=bool)  # a category need not occur
    for chunk in chunks(len(codes)):
        is_used[codes[chunk]] = True
    used = {code: value for code, value in enumerate(values) if is_used[code]}
    return codes, used | {MISSING_CODE: None} if is_used[MISSING_CODE] else used


def ticks(column: Series) -> Integers:
    """A column of instants as integers: how many of the column's own unit since 1970."""
    counts: Integers = column.dt.tz_convert(None).to_numpy().view("int64")
    return counts


def tick(instant: datetime) -> int:
    """An instant as whole microseconds since 1970."""
    return (instant - EPOCH) // TICK
