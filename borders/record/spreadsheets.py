"""Tables as spreadsheets write them, made what `csv_tables` reads; only where that is plain."""

from __future__ import annotations

import csv
import io
import re

from borders.language import gettext
from borders.record.columns import TABLES

_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{1,2})[:.](\d{2})(?:[:.]00)?)?")
_NO_SECONDS = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):00")
_NUMBER = re.compile(r"-?\d+,\d+")
# What the rows of a table with commas may have: a date, seconds, an empty line.
_OTHERWISE = re.compile(
    r'(?:^|,)"?\d{1,2}\.\d{1,2}\.\d{4}|T\d\d:\d\d:00[,"\n]|^,*$(?!\Z)', re.MULTILINE
)


def plain_table(name: str, text: str) -> tuple[str, list[str]]:
    """The text of a table with commas and dates of ISO 8601, and the ways in which it was not so.

    Spreadsheets separate cells by semicolons or tabs, leave empty lines and columns at the end, and
    write 15.12.2023 and, without commas between cells, 60,5. Every row keeps its line.
    """
    kinds = {column.name: column.kind for column in TABLES.get(name, ())}
    first, _, rest = text.partition("\n")
    separator = max(",;\t", key=lambda mark: len(kinds.keys() & _names(first, mark)))
    if separator == "," and not (first.endswith(",") or _OTHERWISE.search(rest)):
        return text, []
    try:
        header, *rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    except csv.Error:
        return text, []
    width = len(",".join(header).rstrip(",").split(","))
    ways = {
        gettext("semicolons between the cells"): separator == ";",
        gettext("tabs between the cells"): separator == "\t",
        gettext("empty lines"): not all(map(any, rows)),
        gettext("empty columns"): width < len(header),
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (header, *rows):
        cells = row if any(row[width:]) else row[:width]
        for index, column in enumerate(header[: len(cells)]):
            cells[index], way = _plain_cell(kinds.get(column), cells[index], separator)
            ways[way] = bool(way)
        writer.writerow(cells if any(cells) else [])
    found = [way for way, is_there in ways.items() if is_there]
    return (out.getvalue(), found) if found else (text, [])


def _names(line: str, separator: str) -> set[str]:
    return {cell.strip('"') for cell in line.split(separator)}


def _plain_cell(kind: str | None, cell: str, separator: str) -> tuple[str, str]:
    """A cell as `cell_values` reads it, and the way in which it was written otherwise, if any."""
    if kind in ("moment", "end", "partial-date") and (match := _DATE.fullmatch(cell)):
        day, month, year, hour, minute = match.groups()
        clock = f"T{hour:0>2}:{minute}" if hour else ""
        written = gettext("dates as {example}", example="15.12.2023")
        return f"{year}-{month:0>2}-{day:0>2}{clock}", written
    if kind == "partial-date" and (match := _NO_SECONDS.fullmatch(cell)):
        return match[1], gettext("times with seconds")
    if kind == "number" and separator != "," and _NUMBER.fullmatch(cell):
        return cell.replace(",", "."), gettext("decimal commas")
    return cell, ""
