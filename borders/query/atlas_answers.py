"""Answers of several frontiers in a list, which a data frame has as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from borders import dataframes
from borders.dataframes import INSTANT, ColumnType
from borders.display import Answers
from borders.model import Crossing, Service, Status
from borders.query.slices import (
    FRONTIER_COLUMNS,
    STATUS_COLUMNS,
    Change,
    Difference,
    Nearby,
    status_row,
)
from borders.query.statistics import Tally

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

A = TypeVar("A")

_DURATION = "timedelta64[us]"
_POINT: dict[str, ColumnType] = {"crossing": "text", "name": "text", "service": Service}


class Rows(NamedTuple, Generic[A]):
    """How one kind of answer is a row of a data frame: its columns, its crossing, its cells."""

    columns: Mapping[str, ColumnType]
    crossing: Callable[[A], Crossing]
    cells: Callable[[A], Mapping[str, Any]]


class AtlasAnswers(Answers[A]):
    """Answers in a list. `zones` are the time zones of their frontiers, by name."""

    def __init__(self, answers: Iterable[A], rows: Rows[A], zones: Mapping[str, str]) -> None:
        super().__init__(answers)
        self._rows, self._zones = rows, zones

    def to_frame(self) -> DataFrame:
        """A row for each answer, with its frontier and the frontier's time zone.

        Instants are `datetime64[us, UTC]`, durations `timedelta64[us]`, services and statuses
        categories. Bounds are half-open; what is without bound is `NaT`.
        """
        return dataframes.data_frame(
            [self._row(answer) for answer in self], FRONTIER_COLUMNS | {**self._rows.columns}
        )

    def to_geodataframe(self) -> GeoDataFrame:
        """The rows of `to_frame` of crossings on the map, with their positions in WGS 84."""
        positions = [self._rows.crossing(answer).position for answer in self]
        return dataframes.placed(self.to_frame(), positions)

    def _row(self, answer: A) -> dict[str, Any]:
        point = self._rows.crossing(answer)
        return {
            "frontier": point.frontier,
            "zone": self._zones[point.frontier],
            "crossing": point.id,
            "name": point.name,
            **self._rows.cells(answer),
        }


CHANGES: Rows[Change] = Rows(
    _POINT | {"at": INSTANT, "before": Status, "after": Status, "decision": "text"},
    lambda change: change.crossing,
    lambda change: {
        "service": change.service,
        "at": change.at,
        "before": change.before.status,
        "after": change.after.status,
        "decision": change.after.measure and change.after.measure.decision.id,
    },
)
DIFFERENCES: Rows[Difference] = Rows(
    STATUS_COLUMNS | {"before": Status},
    lambda pair: pair.after.crossing,
    lambda pair: status_row(pair.after) | {"before": pair.before.status},
)
NEARBY: Rows[Nearby] = Rows(
    STATUS_COLUMNS | dict.fromkeys(("distance_m", "bearing_deg", "along_m"), "float64"),
    lambda near: near.status.crossing,
    lambda near: near._asdict() | status_row(near.status),
)
TALLIES: Rows[Tally] = Rows(
    _POINT
    | {"period": "text", "from": INSTANT, "until": INSTANT}
    | dict.fromkeys((*map(str, Status), "unverified", "to_come"), _DURATION)
    | {"closures": "int64"},
    lambda tally: tally.crossing,
    lambda tally: {
        "service": tally.service,
        "period": tally.period.label,
        "from": tally.period.start,
        "until": tally.period.end,
        **{str(status): time for status, time in tally.times.items()},
        "unverified": tally.period.unverified,
        "to_come": tally.period.to_come,
        "closures": tally.closures,
    },
)
