"""The contents of a data folder in memory."""

from collections.abc import Mapping
from typing import NamedTuple

from borders import display
from borders.model import Arrivals, Claim, Crossing, Decision, Event, Package, Place, Source
from borders.timeline.closure_table import ClosureTable


@display.shown
class Record(NamedTuple):
    """The contents of a data folder, with every reference resolved to the object it names.

    Mappings are by id, in the order of the files. `lines` maps the name of a table and an id to
    the id's line in the file, the header being line 1.
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

    def cells(self) -> display.Cells:
        """How many entries each table has."""
        tables = ("crossings", "measures", "decisions", "sources", "claims", "events", "arrivals")
        return {table: str(len(getattr(self, table))) for table in tables}
