"""Everything that one data folder says, its references resolved."""

from collections.abc import Mapping
from typing import NamedTuple

from borders.model import Arrivals, Claim, Crossing, Decision, Event, Package, Place, Source
from borders.timeline.closure_table import ClosureTable


class Record(NamedTuple):
    """Everything one data folder says, references resolved; ids map to their objects.

    `lines` is where each id of a table stands: table, id, line in the file.
    """

    package: Package
    crossings: Mapping[str, Crossing]
    measures: ClosureTable
    decisions: Mapping[str, Decision]
    sources: Mapping[str, Source]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    arrivals: tuple[Arrivals, ...]
    places: tuple[Place, ...]
    lines: Mapping[str, Mapping[str, int]]
