"""Values as the text of files that programs read; equal values are equal bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from borders import language, local_time
from borders.errors import escape_invisible

Json = dict[str, object]
"""A JSON object, its keys in the order in which they are written."""


def iso(instant: datetime | None, zone: ZoneInfo) -> str | None:
    """A bound as ISO 8601 with the offset it has in `zone`; `None`, without bound, stays `None`."""
    return None if instant is None else local_time.iso(instant, zone)


def iso_with_seconds(instant: datetime, zone: ZoneInfo) -> str:
    """An instant in local time with the seconds that RFC 3339 and Table Schema ask for."""
    return instant.astimezone(zone).isoformat(timespec="seconds")


def json_text(value: Mapping[str, Any]) -> str:
    """An object as compact JSON, with a line for each key and for each entry of its lists.

    So a file is small, and a comparison of two shows the entries that differ.
    """
    members = (f"{_compact(key)}:{_member(member)}" for key, member in value.items())
    return "{" + ",\n".join(members) + "}\n"


def readable_json(value: Any) -> str:
    r"""JSON with indentation, and with every character escaped that a terminal would act upon.

    Those are the ones that `errors.printable` escapes, here as `\u001b` and so on.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    lines = (escape_invisible(line, lambda c: json.dumps(c)[1:-1]) for line in text.split("\n"))
    return "\n".join(lines) + "\n"


def script_json(value: Any) -> str:
    """JSON that can stand in a script element: no tag can begin or end in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def in_parts(value: Any) -> Any:
    """A value for the scripts, in which a text of several languages is [[part, language], …]."""
    if isinstance(value, language.Text):
        return [list(part) for part in value.parts]
    if isinstance(value, dict):
        return {key: in_parts(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [in_parts(member) for member in value]
    return value


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV with line feeds, as the tables of a data folder are; `None` is empty.

    Cells are the data, character for character. One that begins with `=`, `+`, `-` or `@` is not
    defused by an apostrophe, since every program but a spreadsheet would then read another value.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _member(value: Any) -> str:
    """A value on one line, or a list of objects with a line for each."""
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
