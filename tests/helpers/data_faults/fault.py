"""A fault of a data folder, and what the kinds of faults have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from helpers.editable_folder import EditableFolder

FILES = ("closures.csv", "datapackage.json", "frontier.geojson", "lakes.geojson")
"""One of each kind of file."""


@dataclass
class Fault:
    """An edit, and the single problem as which `borders check` must report it.

    The edit returns the row of the problem. `message` is a part of the problem's message.
    """

    name: str
    code: str
    file: str
    edit: Callable[[EditableFolder], Any]
    column: str | None = None
    message: str = ""
    has_row: bool = True

    def apply(self, folder: EditableFolder) -> int | None:
        """Make the edit; returns the row that the problem must name."""
        row = self.edit(folder)
        return row if self.has_row else None


def file_fault(name, code, file, edit, message="", column=None):
    """A fault of a whole file: its problem names no row."""
    return Fault(name, code, file, edit, column, message, has_row=False)


def replaced(file, old, new, code, column=None, message=""):
    """A fault of the first `old` in a file being `new`; its problem names the row."""
    name = f"{new!r} for {old!r} in {file}"
    return Fault(name, code, file, lambda folder: folder.replace(file, old, new), column, message)


class Row(NamedTuple):
    """A row of the record, known by some of its cells."""

    file: str
    cells: dict[str, str]

    def set(self, folder, **cells):
        """Set cells of the row; returns its line."""
        return folder.set_cells(self.file, self.cells, **cells)

    def fault(self, name, code, column, message, **cells):
        """The fault of these cells, which is reported in one column."""
        return Fault(name, code, self.file, lambda f: self.set(f, **cells), column, message)

    def faults(self, column, code, message, *values):
        """A fault for each of the values in a column."""
        return [
            self.fault(f"{column} {value!r}", code, column, message, **{column: value})
            for value in values
        ]


CLOSURE = Row("closures.csv", {"crossing": "vaalimaa", "service": "road", "decision": "fi-8"})
AT_SANTIO = Row("closures.csv", {"crossing": "santio", "decision": "fi-8"})
RUSSIAN = Row("closures.csv", {"decision": "ru-covid-2020"})
OF_BOTH_SIDES = Row("closures.csv", {"decision": "abolition-2024"})
NO_ASYLUM = Row("closures.csv", {"crossing": "vaalimaa", "service": "asylum", "decision": "fi-9"})
LAST_DECISION = Row("decisions.csv", {"id": "fi-9"})
SOURCE = Row("sources.csv", {"id": "mfa-2016-04-08"})
CLAIM = Row("claims.csv", {})
EVENT = Row("events.csv", {"id": "1958-vaalimaa-opens"})
ARRIVALS = Row("arrivals.csv", {"id": "2023-12-14-niirala"})
TOWN = Row("places.csv", {"id": "helsinki"})
TRANSLATION = Row("translations.csv", {"text": "Russia", "language": "fi"})


def adds_line(file, text):
    """An edit that adds a line at the end of a file."""

    def edit(folder):
        folder.write(file, folder.text(file) + text + "\n")
        return folder.text(file).count("\n")

    return edit


def adds_measure(**cells):
    """An edit that adds a measure on the road at Vaalimaa from 17 April 2025."""
    row = {
        "crossing": "vaalimaa",
        "service": "road",
        "status": "closed",
        "decision": "fi-9",
        "valid_from": "2025-04-17",
        "confidence": "primary",
        "sources": "interfax-111008",
    }
    return lambda folder: folder.append_row("closures.csv", **(row | cells))


def adds_decision(*, effective="", replaces=""):
    """An edit that opens Vaalimaa, which fi-9 closes, by a second decision of the day of fi-9."""
    row = {
        "id": "fi-9-corrected",
        "title": "Correction",
        "authority": "Government of Finland",
        "sides": "fi",
        "decided_at": "2025-04-16",
        "effective_from": effective,
        "replaces": replaces,
        "sources": "interfax-111008",
    }

    def edit(folder):
        folder.append_row("decisions.csv", **row)
        return adds_measure(decision="fi-9-corrected", status="open")(folder)

    return edit


def moves_vaalimaa(by_lon=0.0, by_lat=0.0, *, swapped=False):
    """An edit that moves Vaalimaa by some degrees, or swaps its longitude and latitude."""

    def edit(folder):
        lon, lat = folder.position_of("vaalimaa")
        position = [lat, lon] if swapped else [lon + by_lon, lat + by_lat]
        folder.edit_crossing("vaalimaa", position=position)

    return edit
