"""Looking up the span that holds at a time, for many timelines and times at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from borders import dataframes
from borders.model import Service
from borders.query.join_columns import ticks
from borders.timeline.spans import SPAN_COLUMNS, Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from borders.query.join_columns import Integers

_LEAST_CELLS = 1 << 16  # of the table; so many stay in the CPU's cache


@dataclass(frozen=True, slots=True)
class SpanLookup:
    """The spans of several timelines, one timeline after the other, and an index to them.

    Time is divided into buckets of equal length. For each timeline, a row of `table` has the index
    of the last span that starts before or at the start of each bucket, and so the range of spans
    that a bucket can need; a binary search finishes within that range. The size of the table
    depends on the number of spans alone.

    - `columns`: of the spans: service, status and decision as codes, start and end of the run
    - `starts`: the tick at which each span starts
    - `table`: the rows of all timelines, each with one more bucket at its end
    - `width`: the length of a row
    - `origin`: the tick at which the second bucket starts; the first has no start
    - `shift`: a bucket is 2 to this power of ticks long
    - `steps`: powers of two, descending, of the binary search in the fullest bucket
    """

    columns: tuple[NDArray[Any], ...]
    starts: Integers
    table: NDArray[np.intp]
    width: int
    origin: int
    shift: int
    steps: tuple[int, ...]

    @classmethod
    def of(
        cls, timelines: Sequence[tuple[Service, Timeline]], decisions: Sequence[str]
    ) -> SpanLookup:
        """The lookup in timelines of services; `decisions` are the ids that codes stand for."""
        import numpy as np
        import pandas as pd

        rows = [
            {"service": service, **row}
            for service, timeline in timelines
            for row in timeline.rows()
        ]
        names = ("from", "status", "decision", "run_from", "run_until")
        spans = dataframes.data_frame(
            rows, {"service": Service, **{name: SPAN_COLUMNS[name] for name in names}}
        )
        columns = (
            spans["service"].cat.codes.to_numpy(),
            spans["status"].cat.codes.to_numpy(),
            pd.Categorical(spans["decision"], categories=decisions).codes,
            ticks(spans["run_from"]),
            ticks(spans["run_until"]),
        )

        # The first span of each timeline has no start.
        starts, has_start = ticks(spans["from"]), spans["from"].notna().to_numpy()
        bounded = starts[has_start]
        origin, latest = (min(bounded), max(bounded)) if has_start.any() else (0, 0)
        width = max(_LEAST_CELLS, len(rows)) // max(len(timelines), 1) + 3
        shift = max(int(latest - origin) // (width - 2), 1).bit_length()
        bucket = np.zeros(len(rows), dtype=np.intp)
        bucket[has_start] = 1 - (
            (origin - bounded) >> shift
        )  # the first that starts at it or later
        timeline = np.cumsum(~has_start) - 1
        size = len(timelines) * width
        table = np.bincount(timeline * width + bucket, minlength=size).cumsum() - 1
        spans_in_bucket = np.diff(table.reshape(-1, width), axis=1)
        powers = int(spans_in_bucket.max(initial=0)).bit_length()
        steps = tuple(1 << power for power in reversed(range(powers)))
        return cls(columns, starts, table, width, int(origin), shift, steps)

    def find(self, row_starts: Integers, times: Integers) -> NDArray[np.intp]:
        """The indices of the spans that hold at `times`, which are ticks.

        `row_starts` are, for each time, where the row of its timeline starts in `table`.
        """
        import numpy as np

        cell = times - self.origin
        cell >>= self.shift
        cell += 1
        np.clip(cell, 0, self.width - 2, out=cell)
        cell += row_starts
        span = self.table.take(cell)
        cell += 1
        last = self.table.take(cell)
        for step in self.steps:
            later = np.minimum(span + step, last)
            np.copyto(span, later, where=self.starts.take(later) <= times)
        return span
