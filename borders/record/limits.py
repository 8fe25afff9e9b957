"""What a data folder may hold at most: the limits that `borders check` states.

Whatever is within them can be mapped, built, exported and drawn by every command.
"""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""The years of every date, both included."""

CHARACTERS = {"id": 60, "name": 200, "title": 300, "text": 5_000, "url": 2_000, "ids": 5_000}
"""How many characters a text of a kind has at most. Ids name files, so 60 leave room for more."""

ONE_LINE = {"name", "title"}
"""Kinds of texts that are printed on one line and so hold neither line ends nor tabs."""

BYTES = {".json": 5_000_000, ".geojson": 5_000_000, ".csv": 150_000_000}
"""How large a file may be, by its extension: a table of two million measures."""

CROSSINGS = 20_000

POSITIONS = 50_000
"""How many positions the frontier has in all its parts, and a line of the base map."""

PARTS = 100
"""How many parts the frontier has."""

LINES = 20_000
"""How many lines and rings of areas a file of the base map has."""

LEAST_EXTENT_M = 100
"""How far the frontier reaches at least, from one corner of its bounding box to the other."""

WITHIN_M = 100_000
"""How far from the line a crossing point may lie, as it states."""

SCALE = 5
"""How many times longer or shorter than on the ground the line may be on a projection."""

PROBLEMS = 100
"""How many problems of one code are listed for a file."""

RESERVED_IDS = {
    *("con", "prn", "aux", "nul"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}
"""Names that a file cannot have on Windows, whatever its extension."""
