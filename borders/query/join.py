"""The status for every row of a frame, looked up for all rows at once.

Rows are taken in parts that stay in the processor's cache: from the crossing and the time of each
follows the span that holds, and what is said of a row is taken from its span straight into the
columns that are added. Hardly anything else is made that is as long as the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from borders import dataframes as frames
from borders import local_time as moments
from borders.errors import CrossingError, FrameError, WhenError
from borders.local_time import When
from borders.model import Crossing, Package, Service, Status
from borders.timeline.spans import SPAN_COLUMNS, Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame, Series

    Integers = NDArray[np.integer[Any]]

ADDED = ("service", "status", "changed", "since", "until", "decision", "verified")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)  # what a `datetime` is exact to
# In ticks; every zone's clock can show these.
_EARLIEST = (datetime(1, 1, 3, tzinfo=UTC) - _EPOCH) // _TICK
_LATEST = (datetime(9999, 12, 29, tzinfo=UTC) - _EPOCH) // _TICK
_LISTED = 1000  # bad rows that an error holds
_PART = 1 << 15  # rows that are answered at once: what is made of them stays in the cache
_CELLS = 1 << 16  # of the table of spans, at least: that many stay in the cache too
_NONE = -1  # the code of what is missing; in a list, its last
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

    codes: Integers
    reasons: Sequence[str]

    def wrong(self) -> NDArray[np.bool_]:
        import numpy as np

        return np.array([*map(bool, self.reasons)]).take(self.codes)


_Read = Callable[[slice], tuple["Integers", "Integers"]]
"""The first and the last tick of the moment of some rows: the same for an instant."""


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
    codes, places, found, unfound = _crossings(frame[columns.crossing], find)
    read, untimed = _times(frame[columns.at], package.zone)
    _check_rows(frame, unfound, untimed)

    spans = _Spans.of(found, decisions)
    begins = places * spans.width
    told = [np.empty(len(frame), column.dtype) for column in spans.told]
    service, status, decision, since, until = told
    changed, verified = np.empty(len(frame), bool), np.empty(len(frame), bool)
    verified_until = _tick(moments.day(package.verified_through, package.zone).end)
    for part in _parts(len(frame)):
        first, last = read(part)
        span = spans.holding(begins.take(codes[part]), last)
        for column, out in zip(spans.told, told, strict=True):
            column.take(span, out=out[part], mode="clip")  # any other makes a copy of `out` first
        np.greater_equal(since[part], first, out=changed[part])
        np.less(last, verified_until, out=verified[part])

    values = (
        pd.Categorical.from_codes(service, dtype=frames.category_type(Service)),
        pd.Categorical.from_codes(status, dtype=frames.category_type(Status)),
        changed,
        frames.instants_from_ticks(since),
        frames.instants_from_ticks(until),
        pd.Categorical.from_codes(decision, categories=decisions),
        verified,
    )
    series = (pd.Series(value, frame.index, copy=False) for value in values)
    return frame.assign(**dict(zip(added, series, strict=True)))


@dataclass(frozen=True, slots=True)
class _Spans:
    """The spans of several timelines, one timeline after the other, and the way to find one.

    Time is cut into stretches of equal length. A table has for each timeline the last span that
    begins before or with a stretch; which one it is from there to that of the next stretch,
    halving finds. The table grows with the number of spans alone, whatever the timelines are like.
    """

    told: tuple[NDArray[Any], ...]  # service, status, decision, since, until
    start: Integers
    table: NDArray[np.intp]  # of all timelines, each with what follows its last stretch
    width: int  # of a timeline in the table
    origin: int  # the tick at which the second stretch begins; the first has no beginning
    shift: int  # a stretch is so many ticks long: two to the power of this
    steps: tuple[int, ...]  # powers of two, falling, that lead across the most spans of a stretch

    @classmethod
    def of(cls, found: Sequence[tuple[Service, Timeline]], decisions: Sequence[str]) -> _Spans:
        """The spans of these timelines, each a timeline of a service, in this order."""
        import numpy as np
        import pandas as pd

        rows = [
            {"service": service, **row} for service, timeline in found for row in timeline.rows()
        ]
        columns = ("from", "status", "decision", "run_from", "run_until")
        spans = frames.data_frame(
            rows, {"service": Service, **{name: SPAN_COLUMNS[name] for name in columns}}
        )
        told = (
            spans["service"].cat.codes.to_numpy(),
            spans["status"].cat.codes.to_numpy(),
            pd.Categorical(spans["decision"], categories=decisions).codes,
            _ticks(spans["run_from"]),
            _ticks(spans["run_until"]),
        )

        start, begun = _ticks(spans["from"]), spans["from"].notna().to_numpy()
        origin, end = (min(start[begun]), max(start[begun])) if begun.any() else (0, 0)
        width = max(_CELLS, len(rows)) // max(len(found), 1) + 3
        shift = max(int(end - origin) // (width - 2), 1).bit_length()
        stretch = np.zeros(len(rows), dtype=np.intp)
        # The first stretch that begins at the span's start or later.
        stretch[begun] = 1 - ((origin - start[begun]) >> shift)
        timeline = np.cumsum(~begun) - 1  # the first span of each has no start
        size = len(found) * width
        table = np.bincount(timeline * width + stretch, minlength=size).cumsum() - 1
        inside = np.diff(table.reshape(-1, width), axis=1)
        most = int(inside.max(initial=0)).bit_length()
        steps = tuple(1 << power for power in reversed(range(most)))
        return cls(told, start, table, width, int(origin), shift, steps)

    def holding(self, begins: Integers, tick: Integers) -> NDArray[np.intp]:
        """The span that holds at the tick, of timelines that begin there in the table."""
        import numpy as np

        stretch = tick - self.origin
        stretch >>= self.shift
        stretch += 1
        np.clip(stretch, 0, self.width - 2, out=stretch)
        stretch += begins
        span = self.table.take(stretch)
        stretch += 1
        last = self.table.take(stretch)
        for step in self.steps:
            later = np.minimum(span + step, last)
            np.copyto(span, later, where=self.start.take(later) <= tick)
        return span


def _parts(rows: int) -> Iterator[slice]:
    return (slice(start, start + _PART) for start in range(0, rows, _PART))


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


def _check_rows(frame: DataFrame, *columns: _Faults | None) -> None:
    """Raise `FrameError` with every row in which some column is at fault."""
    import numpy as np

    found = [faults for faults in columns if faults and len(faults.codes)]
    if not found:
        return
    (bad,) = np.logical_or.reduce([faults.wrong() for faults in found]).nonzero()
    listed = []
    for row in bad[:_LISTED]:
        reasons = [faults.reasons[faults.codes[row]] for faults in found]
        listed.append((frame.index[row], "; ".join(filter(None, reasons))))
    count = "1 row" if len(bad) == 1 else f"{len(bad):,} rows"
    raise FrameError(f"{count} of {len(frame):,} cannot be answered", listed, len(bad))


def _crossings(
    column: Series, find: Callable[[str], tuple[Crossing, Service, Timeline]]
) -> tuple[Integers, Integers, list[tuple[Service, Timeline]], _Faults | None]:
    """A code for each row, the place of a timeline for each code, those, and what is wrong."""
    import numpy as np

    codes, names = _distinct(column)
    places = np.zeros(max(names, default=0) + 2, dtype=np.intp)
    reasons = [""] * len(places)
    found: list[tuple[Service, Timeline]] = []
    for code, name in names.items():
        try:
            if code == _NONE:
                raise CrossingError("the crossing is missing")
            if not isinstance(name, str):
                raise CrossingError(f"{name!r} is not the name of a crossing")
            _, service, timeline = find(name)
            places[code] = len(found)
            found.append((service, timeline))
        except CrossingError as error:
            reasons[code] = str(error)
    return codes, places, found, _Faults(codes, reasons) if any(reasons) else None


def _times(column: Series, zone: ZoneInfo) -> tuple[_Read, _Faults | None]:
    """How to read the times of rows, and what is wrong with them."""
    import numpy as np
    import pandas as pd

    if pd.api.types.is_datetime64_dtype(column):
        codes = column.isna().to_numpy().view(np.int8)
        return lambda part: (codes[part],) * 2, _Faults(codes, (_NO_ZONE, _MISSING))
    if not isinstance(column.dtype, pd.DatetimeTZDtype):
        return _times_in_words(column, zone)
    count = _ticks(column)
    finer, coarser = {"ns": (1000, 1), "us": (1, 1), "ms": (1, 1000), "s": (1, 1_000_000)}[
        column.dtype.unit
    ]

    def read(part: slice) -> tuple[Integers, Integers]:
        last = count[part] * coarser
        if finer == 1:
            return last, last
        last //= finer  # an instant between two ticks is after one and before the other
        return last + (last * finer != count[part]), last

    numbers = np.iinfo(count.dtype)
    least = max(_EARLIEST * finer // coarser, numbers.min + 1)  # below is a missing one
    most = min(_LATEST * finer // coarser, numbers.max)
    if not len(count) or (least <= count.min() and count.max() <= most):
        return read, None
    codes = ((count < least) | (count > most)).view(np.int8)
    codes[count == numbers.min] = 2
    return read, _Faults(codes, ("", _OUTSIDE, _MISSING))


def _times_in_words(column: Series, zone: ZoneInfo) -> tuple[_Read, _Faults | None]:
    """The same for texts, dates, and whatever else is mixed in a column."""
    import numpy as np

    codes, values = _distinct(column)
    if any(type(value) not in (str, date) for code, value in values.items() if code != _NONE):
        # Of two instants that a zone's clock calls alike, Python says that they are equal.
        codes, values = np.arange(len(column)), dict(enumerate(column))
    first, last, wrong = np.zeros((3, max(values, default=0) + 2), dtype=np.int64)
    reasons = {"": 0}
    for code, value in values.items():
        try:
            when = _when(value, zone)
            first[code] = -((_EPOCH - when.start) // _TICK)
            last[code] = _tick(when.end) - bool(when.day)
        except WhenError as error:
            wrong[code] = reasons.setdefault(str(error), len(reasons))

    def read(part: slice) -> tuple[Integers, Integers]:
        return first.take(codes[part]), last.take(codes[part])

    return read, _Faults(wrong.take(codes), tuple(reasons)) if wrong.any() else None


def _distinct(column: Series) -> tuple[Integers, dict[int, Any]]:
    """A code for each row, and what each code stands for; `_NONE` is that there is nothing."""
    import numpy as np
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        try:
            codes, values = pd.factorize(column)
        except TypeError:  # something in it has no hash
            codes, values = np.where(column.isna(), _NONE, np.arange(len(column))), column
    used = np.zeros(len(values) + 1, dtype=bool)  # of the categories maybe not all are
    for part in _parts(len(codes)):
        used[codes[part]] = True
    found = {code: value for code, value in enumerate(values) if used[code]}
    return codes, found | {_NONE: None} if used[_NONE] else found


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
