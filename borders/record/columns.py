"""The columns of every table of a data folder: name, kind and meaning.

Everything that reads, checks or documents a table follows these.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal, NamedTuple

from borders import local_time
from borders.model import Confidence, Form, Language, PlaceKind, Qualifier, Service, Status, Verdict

Kind = Literal[
    "name",
    "title",
    "text",
    "id",
    "ids",
    "moment",
    "end",
    "partial-date",
    "choice",
    "url",
    "number",
    "count",
    "instant",
]
"""The kinds of values that cells of a column hold.

- `name`, `title`, `text`: how long a text may be, see `limits`; the first two are one line
- `id`, `ids`: one, or several with semicolons between
- `moment`: a local date or date-time; a date stands for its start
- `end`: a local date or date-time, or `UNKNOWN_END`; a date is included, so it stands for its end
- `partial-date`: a year, a month, a day or a local date-time
- `count`: a whole number, 0 or more
- `instant`: a date-time with an offset, in exported tables only
"""

UNKNOWN_END = "unknown"
"""The cell of an `end` that nobody found."""

PATTERNS: dict[str, str] = {
    "id": r"[a-z0-9]+(-[a-z0-9]+)*",
    "moment": local_time.PATTERN,
    "end": f"{local_time.PATTERN}|{UNKNOWN_END}",
    "partial-date": r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?",
}
"""Regular expressions for the whole of a cell, by the kind of its column."""


class Column(NamedTuple):
    """A column of a table. `meaning` is a phrase for people, which the exported files contain.

    `required` cells are not empty. `choices` are the values of a `choice`. `refers` is the name of
    the table whose ids are in the cells.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    choices: type[Enum] | None = None
    refers: str | None = None


def _sources(meaning: str = "The documents that say so") -> Column:
    return Column("sources", "ids", meaning, required=True, refers="sources")


_NOTE = Column("note", "text", "What a reader must know besides")
_ID = Column("id", "id", "Stable identifier: lower-case letters, digits, hyphens", required=True)

SOURCES = (
    _ID,
    Column(
        "title", "title", "Title in English, or the subject where the title was not recorded", True
    ),
    Column("publisher", "title", "Who published it", True),
    Column("published", "partial-date", "When: a year, a month or a day; empty if not recorded"),
    Column("language", "name", "Two-letter code of its language", True),
    Column("form", "choice", "The publisher's own text, or a copy of another's", True, Form),
    Column("url", "url", "Where it is or was; empty if not recorded"),
    Column("original", "title", "Of a copy: whose text it is"),
    _NOTE,
)

DECISIONS = (
    _ID,
    Column("title", "title", "What was decided, in a few words", True),
    Column("authority", "title", "Who decided", True),
    Column("sides", "ids", "The sides of the frontier that it speaks for", True),
    Column("decided_at", "moment", "When it was made; a date counts from its start", True),
    Column("announced_at", "moment", "When it was made public, where that is known"),
    Column("effective_from", "moment", "When it takes effect, and ends what it replaces"),
    Column("replaces", "ids", "The decisions that it ends", refers="decisions"),
    Column("legal_basis", "text", "The law it rests on"),
    _sources(),
    _NOTE,
)

CLOSURES = (
    Column("crossing", "id", "The crossing point", True, refers="crossings"),
    Column("service", "choice", "What the point offers", True, Service),
    Column("status", "choice", "What that service is from then on", True, Status),
    Column("valid_from", "moment", "From then, or from the start of that day", True),
    Column(
        "valid_until",
        "end",
        "Until then, or through that day; empty: until further notice; unknown: not found",
    ),
    Column("hours", "title", "Opening hours in OpenStreetMap's syntax; empty: not known"),
    Column("decision", "id", "The decision it belongs to", True, refers="decisions"),
    Column("confidence", "choice", "How well it is supported", True, Confidence),
    Column("confidence_note", "text", "What of it is supported better or worse"),
    _sources(),
    _NOTE,
)

CLAIMS = (
    _ID,
    Column("source", "ids", "The documents that state it", True, refers="sources"),
    Column("claim", "text", "What they state", True),
    Column("verdict", "choice", "What the record makes of it", True, Verdict),
    Column("record", "text", "What the record says instead", True),
    Column("reason", "text", "Why", True),
    Column("crossings", "ids", "The crossing points concerned", refers="crossings"),
    Column("decisions", "ids", "The decisions concerned", refers="decisions"),
    Column("evidence", "ids", "The documents that support the record", refers="sources"),
)

EVENTS = (
    _ID,
    Column("at", "partial-date", "When: a year, month, day, or local date-time", True),
    Column("until", "partial-date", "When it ended, written the same way"),
    Column("crossings", "ids", "The crossing points concerned; empty: all", refers="crossings"),
    Column("title", "title", "What happened", True),
    Column("confidence", "choice", "How well it is supported", True, Confidence),
    _sources(),
    _NOTE,
)

ARRIVALS = (
    _ID,
    Column("date", "partial-date", "The first day, or the month or year, as published", True),
    Column("until", "partial-date", "The last, written the same way; empty: that one alone"),
    Column("crossing", "id", "The crossing point; empty: see scope", refers="crossings"),
    Column("scope", "title", "Where, if not at one crossing point"),
    Column("count", "count", "The number as published", True),
    Column("qualifier", "choice", "How the number is worded", True, Qualifier),
    Column("counted", "title", "Who or what was counted", True),
    Column("cutoff", "title", "The hour at which counting ended; empty: the day's end"),
    Column("confidence", "choice", "How well it is supported", True, Confidence),
    _sources("The documents that give the number"),
    _NOTE,
)

PLACES = (
    _ID,
    Column("name_en", "name", "Its name in English", True),
    Column("name_fi", "name", "Its name in Finnish"),
    Column("name_ru", "name", "Its name in Russian"),
    Column("country", "name", "Two-letter code of its country", True),
    Column("kind", "choice", "A town, or a country to be named on the map", True, PlaceKind),
    Column("lon", "number", "Longitude in degrees, WGS 84", True),
    Column("lat", "number", "Latitude in degrees, WGS 84", True),
    Column("rank", "count", "1 is always shown, 3 only on a closer look", True),
    Column("source", "text", "Where name and place are from", True),
)

TRANSLATIONS = (
    Column("text", "text", "A text of the record, in English, character for character", True),
    Column(
        "language", "choice", "Two-letter code of the language of the translation", True, Language
    ),
    Column("translation", "text", "The same in that language", True),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "sources": SOURCES,
    "decisions": DECISIONS,
    "closures": CLOSURES,
    "claims": CLAIMS,
    "events": EVENTS,
    "arrivals": ARRIVALS,
    "places": PLACES,
    "translations": TRANSLATIONS,
}
"""The columns of each table, by the name of its file without `.csv`."""

TRANSLATION_TABLE = "translations"
"""The table of the record's texts in other languages than English."""

OPTIONAL_TABLES = {"arrivals", "places", "translations"}
"""Tables that may be missing from a data folder."""
