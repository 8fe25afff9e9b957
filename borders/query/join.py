"""The status for every row of a data frame, looked up for all rows at once.

Rows are taken in chunks that stay in the CPU's cache. The crossing and the time of each row give
the span that holds, and the columns that are added are copied from the spans. Hardly any other
array is as long as the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from borders import dataframes, local_time
from borders.errors import CrossingError, FrameError
from borders.model import Crossing, Package, Service, Status
from borders.query.join_columns import MISSING_CODE, BadRows, chunks, distinct_values, tick
from borders.query.join_times import read_times
from borders.query.span_lookup import SpanLookup
from borders.timeline.spans import Timeline

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from borders.query.join_columns import Integers

ADDED = ("service", "status", "changed", "since", "until", "decision", "verified")
"""The names of the columns that are added."""

MAX_BAD_ROWS = 1000  # that an error holds


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns with the crossing and the time, and a prefix for added names."""

    crossing: str
    at: str
    prefix: str = ""


def join(
    frame: DataFrame,
    columns: Columns,
    find: Callable[[str], tuple[Crossing, Service, Timeline]],
    package: Package,
    decisions: Sequence[str],
) -> DataFrame:
    """The frame with the columns `ADDED`; see `Dataset.join`.

    `find` gives the crossing of a name, with the service and its timeline, or raises
    `CrossingError`. `decisions` are the ids of all decisions. Raises `FrameError`.
    """
    import numpy as np
    import pandas as pd

    added = [columns.prefix + name for name in ADDED]
    check_columns(frame, columns, added)
    codes, timeline_of_code, timelines, bad_crossings = _find_timelines(
        frame[columns.crossing], find
    )
    intervals, bad_times = read_times(frame[columns.at], package.zone)
    _check_rows(frame, bad_crossings, bad_times)

    lookup = SpanLookup.of(timelines, decisions)
    row_start_of_code = timeline_of_code * lookup.width
    copied = [np.empty(len(frame), column.dtype) for column in lookup.columns]
    service, status, decision, since, until = copied
    changed, verified = np.empty(len(frame), bool), np.empty(len(frame), bool)
    verified_until = tick(local_time.day(package.verified_through, package.zone).end)
    for chunk in chunks(len(frame)):
        first, last = intervals(chunk)
        span = lookup.find(row_start_of_code.take(codes[chunk]), last)
        for column, copy in zip(lookup.columns, copied, strict=True):
            column.take(span, out=copy[chunk], mode="clip")  # other modes copy `out` first
        np.greater_equal(since[chunk], first, out=changed[chunk])
        np.less(last, verified_until, out=verified[chunk])

    values = (
        pd.Categorical.from_codes(service, dtype=dataframes.category_type(Service)),
        pd.Categorical.from_codes(status, dtype=dataframes.category_type(Status)),
        changed,
        dataframes.instants_from_ticks(since),
        dataframes.instants_from_ticks(until),
        pd.Categorical.from_codes(decision, categories=decisions),
        verified,
    )
    series = (pd.Series(value, frame.index, copy=False) for value in values)
    return frame.assign(**dict(zip(added, series, strict=True)))


def _find_timelines(
    column: Series, find: Callable[[str], tuple[Crossing, Service, Timeline]]
) -> tuple[Integers, Integers, list[tuple[Service, Timeline]], BadRows | None]:
    """The timelines of the crossings in a column, and where each row has its timeline.

    Returns a code for each row, the index of a timeline for each code, the timelines with their
    services, and what is wrong with rows.
    """
    import numpy as np

    codes, names = distinct_values(column)
    timeline_of_code = np.zeros(max(names, default=0) + 2, dtype=np.intp)
    reasons = [""] * len(timeline_of_code)
    timelines: list[tuple[Service, Timeline]] = []
    for code, name in names.items():
        try:
            if code == MISSING_CODE:
                raise CrossingError("the crossing is missing")
            if not isinstance(name, str):
                raise CrossingError(f"{name!r} is not the name of a crossing")
            _, service, timeline = find(name)
            timeline_of_code[code] = len(timelines)
            timelines.append((service, timeline))
        except CrossingError as error:
            reasons[code] = str(error)
    bad_rows = BadRows(codes, reasons) if any(reasons) else None
    return codes, timeline_of_code, timelines, bad_rows


def check_columns(frame: DataFrame, columns: Columns, added: Sequence[str]) -> None:
    """Raise `FrameError` unless the named columns are there once, and none of those to add."""
    for name in (columns.crossing, columns.at):
        count = int((frame.columns == name).sum())
        if count != 1:
            names = ", ".join(map(str, frame.columns))
            problem = f"is there {count} times" if count else f"is not there; there are: {names}"
            raise FrameError(f"the column {name!r} {problem}")
    if clashes := [name for name in added if name in frame.columns]:
        raise FrameError(
            f"the frame has {', '.join(clashes)} already: give a `prefix` for what is added"
        )


def _check_rows(frame: DataFrame, *columns: BadRows | None) -> None:
    """Raise `FrameError` if there are bad rows, with what is wrong with each."""
    import numpy as np

    bad_columns = [column for column in columns if column and len(column.codes)]
    if not bad_columns:
        return
    (bad,) = np.logical_or.reduce([column.mask() for column in bad_columns]).nonzero()
    rows = []
    for row in bad[:MAX_BAD_ROWS]:
        reasons = [column.reasons[column.codes[row]] for column in bad_columns]
        rows.append((frame.index[row], "; ".join(filter(None, reasons))))
    raise bad_rows_error(frame, rows, len(bad))


def bad_rows_error(frame: DataFrame, rows: Sequence[tuple[object, str]], count: int) -> FrameError:
    """The error that so many rows have no answer; `rows` are the first, as (label, reason)."""
    words = "1 row" if count == 1 else f"{count:,} rows"
    return FrameError(f"{words} of {len(frame):,} cannot be answered", rows, count)
