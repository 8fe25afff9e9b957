"""Several frontiers, and the questions that are answered over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from borders.geo.positions import position
from borders.model import Crossing, Service, Status
from borders.query import atlas_answers, slices
from borders.query.atlas_answers import A, AtlasAnswers, Rows
from borders.query.crossing_names import CrossingNames
from borders.query.dataset import Dataset, Moment, service_of
from borders.query.slices import Change, CrossingSlice, Difference, Nearby, ServiceStatus, Slice
from borders.timeline.spans import Timeline

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

    from borders.query.statistics import By, Tally

D = TypeVar("D", bound=Dataset)

_ROUNDING_M = 1.0  # more than what is computed of a distance can be wrong


class Atlas(Mapping[str, D], Generic[D]):
    """The datasets of several frontiers by name, each of which is read when it is first needed.

    Every method answers as that of `Dataset` does, for all frontiers together. A moment without an
    offset is local to each frontier: a date is everywhere the local day. Methods that ask for a
    `crossing` find it in whichever frontier has it. Those that need a folder raise `DataError`,
    with every problem, if it cannot be read.
    """

    def __init__(self, folders: Mapping[str, str], load: Callable[[str], D]) -> None:
        self._folders, self._load = folders, load
        self._loaded: dict[str, D] = {}
        self._found: dict[tuple[str, str | None], Crossing] = {}

    def __getitem__(self, frontier: str) -> D:
        if frontier not in self._loaded:
            self._loaded[frontier] = self._load(self._folders[frontier])
        return self._loaded[frontier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)

    def crossing(self, name: str, service: str | None = None) -> Crossing:
        """A crossing by its id or a name in any language, in whichever frontier has it.

        The first frontier is asked first, and if it knows the name no other is read. Raises
        `CrossingError` with the choices if several match, and with similar names if none does.
        """
        if (name, service) not in self._found:
            first = next(iter(self.values()))
            self._found[name, service] = (
                first.crossing(name, service)
                if first.knows(name)
                else self._names.find(name, service_of(service))
            )
        return self._found[name, service]

    def timeline(
        self, crossing: str, service: str | None = None, as_of: Moment | None = None
    ) -> Timeline:
        """The spans of a service over all of time."""
        point = self.crossing(crossing, service)
        return self[point.frontier].timeline(point.id, service, as_of)

    def status(
        self,
        crossing: str,
        at: Moment,
        service: str | None = None,
        as_of: Moment | None = None,
    ) -> ServiceStatus:
        """The status of a service at an instant or on a date."""
        point = self.crossing(crossing, service)
        return self[point.frontier].status(point.id, at, service, as_of)

    def slice(self, at: Moment, as_of: Moment | None = None) -> AtlasSlice:
        """The status of every crossing at an instant or on a date, frontier by frontier."""
        return AtlasSlice({name: dataset.slice(at, as_of) for name, dataset in self.items()})

    def changes(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        as_of: Moment | None = None,
    ) -> AtlasAnswers[Change]:
        """The changes of status of all services from `start` to `end`, in order of time."""
        found = chain.from_iterable(each.changes(start, end, as_of) for each in self.values())
        return self._answers(sorted(found, key=lambda change: change.at), atlas_answers.CHANGES)

    def diff(
        self, first: Moment, second: Moment, as_of: Moment | None = None
    ) -> AtlasAnswers[Difference]:
        """The services whose status differs between two moments, frontier by frontier."""
        found = chain.from_iterable(each.diff(first, second, as_of) for each in self.values())
        return self._answers(found, atlas_answers.DIFFERENCES)

    def stats(
        self,
        start: Moment | None = None,
        end: Moment | None = None,
        *,
        by: By | None = None,
        as_of: Moment | None = None,
        now: Moment | None = None,
    ) -> AtlasAnswers[Tally]:
        """How long main services had each status, and their closures, frontier by frontier.

        The period is by default that of each record.
        """
        found = chain.from_iterable(
            each.stats(start, end, by=by, as_of=as_of, now=now) for each in self.values()
        )
        return self._answers(found, atlas_answers.TALLIES)

    def nearest(
        self,
        lat: float,
        lon: float,
        at: Moment,
        service: str | None = Service.ROAD,
        as_of: Moment | None = None,
        count: int | None = 10,
    ) -> AtlasAnswers[Nearby]:
        """The open crossings by their geodesic distance from a position, the nearest first.

        At most `count`, or with `None` all. Frontiers that are too far away for these are not
        searched. Raises `ValueError` for a position that is not on Earth.
        """
        from borders.geo.frontier import geodesics

        here = position((lon, lat))
        circles = {name: circle for name, each in self.items() if (circle := each.circle)}
        to_centres = geodesics(here, [circle.centre for circle in circles.values()])
        least_m = {
            name: path.distance_m - circle.radius_m - _ROUNDING_M
            for (name, circle), path in zip(circles.items(), to_centres, strict=True)
        }
        found: list[Nearby] = []
        for name in sorted(circles, key=least_m.__getitem__):
            enough = count is not None and len(found) >= count
            if enough and least_m[name] >= found[:count][-1].distance_m:
                break
            found += self[name].nearest(lat, lon, at, service, as_of)
            found.sort(key=lambda near: near.distance_m)
        return self._answers(found[:count], atlas_answers.NEARBY)

    def join(
        self,
        frame: DataFrame,
        crossing: str = "crossing",
        at: str = "at",
        service: str | None = None,
        as_of: Moment | None = None,
        prefix: str = "",
    ) -> DataFrame:
        """A copy of a data frame with the status of each row's crossing at the row's time.

        As `Dataset.join`, whose columns it adds after two more, both categories: `frontier`, in
        which the crossing was found, and `zone`, in which a local day is meant.
        """
        from borders.query import atlas_join
        from borders.query.join import Columns

        service_of(service)  # raises what is not an error of each row
        columns = Columns(crossing, at, prefix)
        return atlas_join.join(
            self, lambda name: self.crossing(name, service), frame, columns, service, as_of
        )

    def _answers(self, found: Iterable[A], rows: Rows[A]) -> AtlasAnswers[A]:
        zones = {name: dataset.package.zone.key for name, dataset in self.items()}
        return AtlasAnswers(found, rows, zones)

    @cached_property
    def _names(self) -> CrossingNames:
        return CrossingNames(
            crossing for each in self.values() for crossing in each.record.crossings.values()
        )


class AtlasSlice:
    """The slices of several frontiers by name, each at its own local time."""

    def __init__(self, slices: Mapping[str, Slice]) -> None:
        self.slices = slices

    @property
    def crossings(self) -> tuple[CrossingSlice, ...]:
        """All crossings, frontier by frontier."""
        return tuple(entry for each in self.slices.values() for entry in each.crossings)

    @property
    def counts(self) -> dict[Status, int]:
        """How many of the principal points have each status."""
        counts = [each.counts for each in self.slices.values()]
        return {status: sum(each[status] for each in counts) for status in Status}

    def to_frame(self) -> DataFrame:
        """A row for each crossing, as `Slice.to_frame` has it, after `frontier` and `zone`.

        `zone` is the time zone in which a date was meant.
        """
        return slices.frame(self.crossings, slices.FRONTIER_COLUMNS | slices.STATUS_COLUMNS)

    def to_geodataframe(self) -> GeoDataFrame:
        """The rows of `to_frame` of the crossings on the map, with their positions in WGS 84."""
        return slices.placed(self.to_frame(), self.crossings)
