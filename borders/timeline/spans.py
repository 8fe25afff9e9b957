"""Timelines: the status of a service at every instant, as spans with half-open bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from borders import dataframes, display, local_time
from borders.model import Confidence, Measure, Status

if TYPE_CHECKING:
    from pandas import DataFrame

SPAN_COLUMNS: dict[str, dataframes.ColumnType] = {
    "from": dataframes.INSTANT,
    "until": dataframes.INSTANT,
    "status": Status,
    "decision": "text",
    "announced_until": dataframes.INSTANT,
    "confidence": Confidence,
    "sources": "text",
    "run_from": dataframes.INSTANT,
    "run_until": dataframes.INSTANT,
}
"""The columns of a data frame of spans and their types; `Timeline.to_frame` describes them."""


@display.shown
class Span(NamedTuple):
    """A stretch of time `[start, end)` in which one measure governs; `None` is without bound.

    `measure` is `None` where no measure holds, and the status is then unknown.
    """

    start: datetime | None
    end: datetime | None
    status: Status
    measure: Measure | None

    def cells(self, zone: tzinfo = UTC) -> display.Cells:
        """What to show of it."""
        return {
            "from": local_time.iso(self.start, zone) if self.start else "",
            "until": local_time.iso(self.end, zone) if self.end else "",
            "status": str(self.status),
            "decision": self.measure.decision.id if self.measure else "",
        }


class Timeline:
    """The spans of a service in order of time; they do not overlap and cover all of time.

    They show themselves in the time of `zone`.
    """

    def __init__(self, spans: tuple[Span, ...], zone: tzinfo = UTC) -> None:
        self.spans, self.zone = spans, zone

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeline) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(self.spans)

    @property
    def known_from(self) -> datetime | None:
        """The first instant at which a measure governs; `None` if none ever does."""
        return next((span.start for span in self.spans if span.measure), None)

    def at(self, instant: datetime) -> Span:
        """The span that holds `instant`."""
        return self.spans[bisect_right(self._starts, instant)]

    def overlapping(self, start: datetime, end: datetime) -> tuple[Span, ...]:
        """The spans that hold at any time of `[start, end)`."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        return self.spans[first : last + 1]

    def between(self, start: datetime, end: datetime) -> list[Span]:
        """The spans within `[start, end)`, those at its ends cut to it."""
        return [
            Span(
                max(span.start, start) if span.start else start,
                min(span.end, end) if span.end else end,
                span.status,
                span.measure,
            )
            for span in self.overlapping(start, end)
        ]

    def before(self, instant: datetime) -> Span:
        """The span that holds just before `instant`."""
        return self.spans[bisect_left(self._starts, instant)]

    def run(self, instant: datetime) -> Span:
        """The unbroken run of equal status around `instant`, with its governing measure then."""
        return self._runs[bisect_right(self._starts, instant)]

    def run_through(self, instant: datetime) -> tuple[Span, ...]:
        """The spans of the unbroken run around `instant`, the last of which holds it."""
        first = last = bisect_right(self._starts, instant)
        while first and self.spans[first - 1].status is self.spans[last].status:
            first -= 1
        return self.spans[first : last + 1]

    def run_before(self, instant: datetime) -> Span:
        """The unbroken run of equal status that holds just before `instant`."""
        return self._runs[bisect_left(self._starts, instant)]

    def rows(self) -> list[dict[str, Any]]:
        """A dictionary for each span, with the keys of `SPAN_COLUMNS`; see `to_frame`."""
        return [
            {
                "from": span.start,
                "until": span.end,
                "status": span.status,
                "decision": span.measure and span.measure.decision.id,
                "announced_until": span.measure and span.measure.end,
                "confidence": span.measure and span.measure.confidence,
                "sources": span.measure
                and ";".join(source.id for source in span.measure.documents),
                "run_from": run.start,
                "run_until": run.end,
            }
            for span, run in zip(self.spans, self._runs, strict=True)
        ]

    def to_frame(self) -> DataFrame:
        """A data frame with a row for each span.

        - `from`, `until`: the half-open bounds of the span
        - `status`, `confidence`: categories
        - `decision`, `sources`: an id, and ids with semicolons between
        - `announced_until`: the planned end in the decision
        - `run_from`, `run_until`: the bounds of the unbroken run of this status, which may reach
          over several decisions

        Instants are `datetime64[us, UTC]`, `NaT` without bound. What a measure states is `None` or
        `NaT` where none holds.
        """
        return dataframes.data_frame(self.rows(), SPAN_COLUMNS)

    def __repr__(self) -> str:
        return display.text(self._cells())

    def _repr_html_(self) -> str:
        return display.table(self._cells())

    def _cells(self) -> list[display.Cells]:
        return [span.cells(self.zone) for span in self.spans]

    def changes(self, start: datetime, end: datetime) -> Iterator[tuple[Span, Span]]:
        """The changes of status in `[start, end)`, as the spans before and after each."""
        for before, after in pairwise(
            self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end) + 1]
        ):
            if before.status != after.status:
                yield before, after

    @cached_property
    def _starts(self) -> list[datetime]:
        """The start of every span but the first, which has none; spans are found by bisection."""
        return [span.start for span in self.spans[1:] if span.start]

    @cached_property
    def _runs(self) -> list[Span]:
        """For each span, the unbroken run of its status as a span, with the span's own measure."""
        return [
            Span(run[0].start, run[-1].end, span.status, span.measure)
            for run in _groups(self.spans)
            for span in run
        ]


def runs(spans: Iterable[Span]) -> Iterator[Span]:
    """Merge neighbouring spans of equal status; of each run the measure is that of its start."""
    for group in _groups(spans):
        yield group[0]._replace(end=group[-1].end)


def _groups(spans: Iterable[Span]) -> Iterator[list[Span]]:
    return (list(group) for _, group in groupby(spans, key=lambda span: span.status))
