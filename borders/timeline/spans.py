"""Spans of equal status and the timeline that they make: what one service was at every instant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from borders import dataframes
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
"""The columns of a data frame of spans and their types; `Timeline.to_frame` says what they mean."""


class Span(NamedTuple):
    """A stretch `[start, end)` in which one measure governs; `None` is without bound.

    `measure` is `None` where nothing holds, and the status is then unknown.
    """

    start: datetime | None
    end: datetime | None
    status: Status
    measure: Measure | None


class Timeline:
    """Disjoint, ordered spans that cover all of time."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self.spans = spans

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

    def between(self, start: datetime, end: datetime) -> list[Span]:
        """The spans of `[start, end)`, cut to it."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        return [
            Span(
                max(span.start, start) if span.start else start,
                min(span.end, end) if span.end else end,
                span.status,
                span.measure,
            )
            for span in self.spans[first : last + 1]
        ]

    def before(self, instant: datetime) -> Span:
        """The span that holds just before `instant`."""
        return self.spans[bisect_left(self._starts, instant)]

    def run(self, instant: datetime) -> Span:
        """The unbroken run of equal status around `instant`, with its governing measure then."""
        return self._runs[bisect_right(self._starts, instant)]

    def run_before(self, instant: datetime) -> Span:
        """The unbroken run of equal status that holds just before `instant`."""
        return self._runs[bisect_left(self._starts, instant)]

    def rows(self) -> list[dict[str, Any]]:
        """Every span as plain values, with the bounds of the unbroken run of its status."""
        return [
            {
                "from": span.start,
                "until": span.end,
                "status": span.status,
                "decision": span.measure and span.measure.decision.id,
                "announced_until": span.measure and span.measure.end,
                "confidence": span.measure and span.measure.confidence,
                "sources": span.measure and ";".join(s.id for s in span.measure.documents),
                "run_from": run.start,
                "run_until": run.end,
            }
            for span, run in zip(self.spans, self._runs, strict=True)
        ]

    def to_frame(self) -> DataFrame:
        """One row per span: `from` it holds `until` before the next, both `NaT` without bound.

        `status` and `confidence` are categories, `decision` an id and `sources` ids with semicolons
        between, `None` where nothing holds. `announced_until` is the planned end in the decision;
        `run_from` and `run_until` bound the unbroken run of this status, over several decisions.
        All instants are `datetime64[us, UTC]`.
        """
        return dataframes.data_frame(self.rows(), SPAN_COLUMNS)

    def _repr_html_(self) -> str:
        return dataframes.html_table(self.to_frame())

    def changes(self, start: datetime, end: datetime) -> Iterator[tuple[Span, Span]]:
        """Neighbouring spans of unlike status whose border lies in `[start, end)`."""
        for before, after in pairwise(
            self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end) + 1]
        ):
            if before.status != after.status:
                yield before, after

    @cached_property
    def _starts(self) -> list[datetime]:
        """Where each span but the first begins."""
        return [span.start for span in self.spans[1:] if span.start]

    @cached_property
    def _runs(self) -> list[Span]:
        """For each span the unbroken run of its status, with the span's own measure."""
        return [
            Span(run[0].start, run[-1].end, span.status, span.measure)
            for run in _groups(self.spans)
            for span in run
        ]


def runs(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbouring spans of equal status as one, with the measure that governs at its start."""
    for held in _groups(spans):
        yield held[0]._replace(end=held[-1].end)


def _groups(spans: Iterable[Span]) -> Iterator[list[Span]]:
    return (list(group) for _, group in groupby(spans, key=lambda span: span.status))
