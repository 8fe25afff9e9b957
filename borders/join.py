"""The status for every row of a frame, looked up in two steps for all rows at once.

All timelines' starts together cut time into stretches in which nothing starts anywhere. The first
step finds the stretch of each row's time, the second reads from a table which span holds for the
row's crossing in that stretch; everything that is said of a row is then taken from its span.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from borders import frames, moments
from borders.errors import CrossingError, FrameError, WhenError
from borders.model import Crossing, Package, Service
from borders.moments import When
from borders.timeline import SPAN, Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame, Series

    Integers = NDArray[np.int64]

ADDED = ("service", "status", "changed", "since", "until", "decision", "verified")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # what a `datetime` is exact to
# In ticks; every zone's clock can show these.
_EARLIEST = (datetime(1, 1, 3, tzinfo=UTC) - _EPOCH) // _TICK
_LATEST = (datetime(9999, 12, 29, tzinfo=UTC) - _EPOCH) // _TICK
_LISTED = 1000  # bad rows that an error holds
_MISSING = "the time is missing"
_OUTSIDE = "the time is not in a year that can be used"
_NO_ZONE = "the time has no zone: state it, with tz_localize or as an offset, or give a day"


@dataclass(frozen=True, slots=True)
class Columns:
    """The frame's columns that hold the crossing and the time, and what added names begin with."""

    crossing: str
    at: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class _Faults:
    """What is wrong with each row of a column: the place of its reason, which may be empty."""

    codes: NDArray[np.intp]
    reasons: Sequence[str]

    def wrong(self) -> NDArray[np.bool_]:
        import numpy as np

        return np.array([*map(bool, self.reasons)]).take(self.codes)


def join(
    frame: DataFrame,
    columns: Columns,
    find: Callable[[str], tuple[Crossing, Service, Timeline]],
    package: Package,
    decisions: Sequence[str],
) -> DataFrame:
    """See `Dataset.join`; `find` raises `CrossingError`, `decisions` are the ids of all."""
    import numpy as np
    import pandas as pd

    added = [columns.prefix + name for name in ADDED]
    _check_columns(frame, columns, added)
    crossings, unfound = _crossings(frame[columns.crossing], find)
    first, last, untimed = _times(frame[columns.at], package.zone)
    _check_rows(frame, unfound, untimed)

    rows: list[dict[str, Any]] = []
    offsets = []
    for service, timeline in crossings:
        offsets.append(len(rows))
        rows += ({"service": service, **row} for row in timeline.rows())
    spans = frames.of(rows, {"service": Service, **SPAN})
    start = _ticks(spans["from"])

    borders = np.unique(start[spans["from"].notna()])
    holding = np.empty((len(offsets), len(borders) + 1), dtype=np.intp)
    for row, (begin, end) in enumerate(pairwise([*offsets, len(rows)])):
        own = start[begin + 1 : end]  # the first span has no start
        holding[row] = begin
        holding[row, 1:] += np.searchsorted(own, borders, side="right")
    stretch = np.searchsorted(borders, last, side="right")
    span = holding.ravel().take(unfound.codes * holding.shape[1] + stretch)

    known = pd.Categorical(spans["decision"], categories=decisions)
    verified_until = moments.day(package.verified_through, package.zone).end
    values = (
        spans["service"].array.take(span),
        spans["status"].array.take(span),
        _ticks(spans["run_from"]).take(span) >= first,
        spans["run_from"].array.take(span),
        spans["run_until"].array.take(span),
        known.take(span),
        last < _tick(verified_until),
    )
    return frame.assign(**dict(zip(added, values, strict=True)))


def _check_columns(frame: DataFrame, columns: Columns, added: Sequence[str]) -> None:
    for name in (columns.crossing, columns.at):
        count = int((frame.columns == name).sum())
        if count != 1:
            there = ", ".join(map(str, frame.columns))
            problem = f"is there {count} times" if count else f"is not there; there are: {there}"
            raise FrameError(f"the column {name!r} {problem}")
    if clash := [name for name in added if name in frame.columns]:
        raise FrameError(
            f"the frame has {', '.join(clash)} already: give a `prefix` for what is added"
        )


def _check_rows(frame: DataFrame, *columns: _Faults) -> None:
    """Raise `FrameError` with every row in which some column is at fault."""
    import numpy as np

    (bad,) = np.logical_or.reduce([faults.wrong() for faults in columns]).nonzero()
    if not len(bad):
        return
    listed = []
    for row in bad[:_LISTED]:
        reasons = [faults.reasons[faults.codes[row]] for faults in columns]
        listed.append((frame.index[row], "; ".join(filter(None, reasons))))
    count = "1 row" if len(bad) == 1 else f"{len(bad):,} rows"
    raise FrameError(f"{count} of {len(frame):,} cannot be answered", listed, len(bad))


def _crossings(
    column: Series, find: Callable[[str], tuple[Crossing, Service, Timeline]]
) -> tuple[list[tuple[Service, Timeline]], _Faults]:
    """What each distinct name means, found once, and for each row the place of its name."""
    codes, names = _distinct(column)
    found, reasons = [], []
    for name in names:
        try:
            if not isinstance(name, str):
                raise CrossingError(f"{name!r} is not the name of a crossing")
            _, service, timeline = find(name)
            found.append((service, timeline))
            reasons.append("")
        except CrossingError as error:
            reasons.append(str(error))
    # A missing name has the code -1: the last reason.
    return found, _Faults(codes, [*reasons, "the crossing is missing"])


def _times(column: Series, zone: ZoneInfo) -> tuple[Integers, Integers, _Faults]:
    """The first and the last tick of the moment of each row: the same for an instant."""
    import numpy as np
    import pandas as pd

    missing = column.isna().to_numpy()
    if pd.api.types.is_datetime64_dtype(column):
        never = np.zeros(len(column), dtype=np.int64)
        return never, never, _Faults(missing.astype(np.intp), (_NO_ZONE, _MISSING))
    if not isinstance(column.dtype, pd.DatetimeTZDtype):
        return _times_in_words(column, zone)
    count = _ticks(column)
    if column.dtype.unit == "ns":  # an instant between two ticks is after one and before the other
        last = count // 1000
        return last + (last * 1000 != count), last, _Faults(missing.astype(np.intp), ("", _MISSING))
    ticks = {"s": 1_000_000, "ms": 1000, "us": 1}[column.dtype.unit]
    outside = (count < _EARLIEST // ticks) | (count > _LATEST // ticks)
    codes = outside.astype(np.intp)
    codes[missing] = 2
    if ticks > 1:
        count = np.where(outside, 0, count) * ticks
    return (
        count,
        count,
        _Faults(codes, ("", _OUTSIDE, _MISSING)),
    )


def _times_in_words(column: Series, zone: ZoneInfo) -> tuple[Integers, Integers, _Faults]:
    """The same for texts, dates, and whatever else is mixed in a column."""
    import numpy as np

    codes, values = _distinct(column)
    if any(type(value) not in (str, date) for value in values):
        # Of two instants that a zone's clock calls alike, Python says that they are equal.
        codes, values = np.arange(len(column)), list(column)
    reasons = {"": 0}

    def ticks(value: Any) -> tuple[int, int, int]:
        try:
            when = _when(value, zone)
        except WhenError as error:
            return 0, 0, reasons.setdefault(str(error), len(reasons))
        return -((_EPOCH - when.start) // _TICK), _tick(when.end) - bool(when.day), 0

    # A missing value has the code -1: the last of those read.
    read = np.array([*map(ticks, values), ticks(None)], dtype=np.int64)
    first, last, wrong = (read[:, number].take(codes) for number in range(3))
    return first, last, _Faults(wrong.astype(np.intp), tuple(reasons))


def _distinct(column: Series) -> tuple[NDArray[np.intp], list[Any]]:
    """Each distinct value, and for each row the place of its own; -1 where it is missing."""
    import numpy as np
    import pandas as pd

    try:
        codes, values = pd.factorize(column)
    except TypeError:  # something in it has no hash
        return np.where(column.isna(), -1, np.arange(len(column))), list(column)
    return codes, list(values)


def _when(value: Any, zone: ZoneInfo) -> When:
    """A day, or an instant whose zone is stated. Raises `WhenError`."""
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        raise WhenError(_MISSING)
    if not isinstance(value, str | date):
        raise WhenError(f"{value!r} is not a date or time")
    when = moments.when(value, zone)
    if when.day is None:
        stated = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(stated, datetime) or stated.utcoffset() is None:
            raise WhenError(_NO_ZONE)
    return when


def _ticks(column: Series) -> Integers:
    """Instants as counts of their unit since 1970."""
    counts: Integers = column.dt.tz_convert(None).to_numpy().view("int64")
    return counts


def _tick(instant: datetime) -> int:
    return (instant - _EPOCH) // _TICK
