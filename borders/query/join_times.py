"""A data frame's column of times as intervals of ticks, which are microseconds since 1970.

A row's interval `(first, last)` includes both: the first and the last tick of a local day, or twice
the tick of an instant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from borders import local_time
from borders.errors import WhenError
from borders.local_time import When
from borders.query.join_columns import (
    EPOCH,
    MISSING_CODE,
    TICK,
    BadRows,
    distinct_values,
    tick,
    ticks,
)

if TYPE_CHECKING:
    from pandas import Series

    from borders.query.join_columns import Integers

    Intervals = Callable[[slice], tuple[Integers, Integers]]

# The local times of every zone have years from 1 to 9999 between these.
_EARLIEST = tick(datetime(1, 1, 3, tzinfo=UTC))
_LATEST = tick(datetime(9999, 12, 29, tzinfo=UTC))

_MISSING = "the time is missing"
_OUTSIDE = "the time is not in a year that can be used"
_NO_ZONE = "the time has no zone: state it, with tz_localize or as an offset, or give a day"


def read_times(column: Series, zone: ZoneInfo) -> tuple[Intervals, BadRows | None]:
    """A function that gives the intervals of a slice of rows, and what is wrong with rows."""
    import numpy as np
    import pandas as pd

    arrow_type: Any = getattr(column.dtype, "pyarrow_dtype", None)
    if getattr(arrow_type, "tz", None):
        column = column.astype(pd.DatetimeTZDtype(arrow_type.unit, "UTC"))
    if pd.api.types.is_datetime64_dtype(column):
        codes = column.isna().to_numpy().view(np.int8)
        return lambda rows: (codes[rows],) * 2, BadRows(codes, (_NO_ZONE, _MISSING))
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return _read_instants(column)
    return _read_values(column, zone)


def _read_instants(column: Series) -> tuple[Intervals, BadRows | None]:
    """`read_times` for a column of instants, in any of the units of pandas."""
    import numpy as np

    counts = ticks(column)
    per_tick, ticks_each = {"ns": (1000, 1), "us": (1, 1), "ms": (1, 1000), "s": (1, 1_000_000)}[
        column.dtype.unit
    ]

    def intervals(rows: slice) -> tuple[Integers, Integers]:
        instants = counts[rows] * ticks_each // per_tick
        return instants, instants

    limits = np.iinfo(counts.dtype)
    missing = limits.min  # as pandas writes NaT
    least = max(_EARLIEST * per_tick // ticks_each, missing + 1)
    most = min(_LATEST * per_tick // ticks_each, limits.max)
    if not len(counts) or (least <= counts.min() and counts.max() <= most):
        return intervals, None
    codes = ((counts < least) | (counts > most)).view(np.int8)
    codes[counts == missing] = 2
    return intervals, BadRows(codes, ("", _OUTSIDE, _MISSING))


def _read_values(column: Series, zone: ZoneInfo) -> tuple[Intervals, BadRows | None]:
    """`read_times` for texts, dates, and a mixture of them with instants."""
    import numpy as np

    codes, values = distinct_values(column)
    if any(
        type(value) not in (str, date) for code, value in values.items() if code != MISSING_CODE
    ):
        # Python ignores `fold`: where the clocks go back, instants an hour apart compare equal.
        codes, values = np.arange(len(column)), dict(enumerate(column))
    first, last, bad = np.zeros((3, max(values, default=0) + 2), dtype=np.int64)
    reasons = {"": 0}
    for code, value in values.items():
        try:
            when = _when(value, zone)
            first[code] = -((EPOCH - when.start) // TICK)  # rounded up
            last[code] = tick(when.end) - bool(when.day)
        except WhenError as error:
            bad[code] = reasons.setdefault(str(error), len(reasons))

    def intervals(rows: slice) -> tuple[Integers, Integers]:
        return first.take(codes[rows]), last.take(codes[rows])

    return intervals, BadRows(bad.take(codes), tuple(reasons)) if bad.any() else None


def _when(value: Any, zone: ZoneInfo) -> When:
    """A local day, or an instant that states its zone. Raises `WhenError`."""
    stated = local_time.read(value)
    if isinstance(stated, datetime) and stated.utcoffset() is None:
        raise WhenError(_NO_ZONE)
    return local_time.when(stated, zone)
