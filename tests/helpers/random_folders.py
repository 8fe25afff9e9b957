"""Data folders made at random: edits of the record, of what `borders init` makes, of a small one.

A folder is the bytes of its files by their names. An edit is a number, from which follows all that
it does; so a folder is made again from its base and its numbers, and without some of them.
"""

import csv
import io
import json
import random
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from borders.model import Service
from borders.record.columns import TABLES
from borders.record.shipped_folders import default_folder
from helpers.paths import SMALL_FOLDER, START

_BASES = {START: 10, SMALL_FOLDER: 10, Path(default_folder()): 0.1}
"""The folders to start from, and how often; the record is the slowest."""

TEXTS = (
    *("", "x", " ", "-", "Ёлка", "W" * 200, "x" * 201, "x" * 300, "x" * 301, "ä " * 2500),
    *("x" * 5001, "a\nb", "a\tb", "a\u2028b", "\u202ea", "\x1b[31m", "\x00", "\x85", "\ufdd0"),
    *("<b>a</b>", "</script>", "&amp;", "'\"`\\", "%s {0} {x}", "=1+1", "]]>", "{{ 7*7 }}"),
    *("\u00a0", "\u200b", "e\u0301" * 50, "🇫🇮", "שלום", "مرحبا", "constructor", "__proto__"),
    *("slider", "index", "main", "con", "..", "a/b", "C:\\x", "#", "?", "a b", "A", "-a", "a-"),
    *(
        "a--b",
        "nan",
        "inf",
        "null",
        "1e5",
        "٣",
        "en",
        "fi",
        "XX",
        "closed",
        "https://example.org/a",
    ),
    *(
        "https://example.org/\u2028",
        "https://[",
        "http://x",
        "javascript:alert(1)",
        "//example.org",
    ),
)
SOUND_TEXTS = ("x", "Ёлка", "W" * 200, "‘quoted’, and more", "constructor", "en", "A & B")
DAYS = (
    *("2026-01-01", "2026-01-05", "2025-12-31", "2026-01-31", "2026-02-01", "2025-06-15"),
    *("1800-01-01", "2200-12-31", "1799-12-31", "2201-01-01", "2011-12-30", "2026-02-30"),
)
TIMES = (
    *("2026-01-05T12:30", "2026-03-29T03:30", "2026-10-25T03:30", "1800-01-01T00:00"),
    *("2200-12-31T23:59", "2026-01-01T24:00", "2026-01-01T00:00", "2026-01-01T00:00:00Z"),
)
HOURS = (
    *("24/7", "Mo-Fr 08:00-20:00", "sunrise-sunset", "PH off", "08:00+", "20:00-26:00", "off"),
    *("2026 Jan-Feb 10:00-12:00", "week 1-53/2 Mo 10:00-11:00", "easter 10:00-12:00", "Mo[1] off"),
    *("Mo-Su 07:00-21:00; Jan 01 off", "1900-2199 10:00-11:00", '24/7 "by list"', "00:00-24:00"),
    *("2026 Jan 05 10:00-12:00 unknown", "SH 10:00-12:00", "dawn-dusk; Su off", "10:00-10:00"),
)
ZONES = (
    *("UTC", "Europe/Helsinki", "Pacific/Apia", "Asia/Kolkata", "America/New_York"),
    *("Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia", "localtime", "Europe/Nowhere"),
)
PROJECTIONS = (
    *("EPSG:32631", "EPSG:3067", "EPSG:3857", "EPSG:3413", "EPSG:3035", "EPSG:32661", "EPSG:32635"),
    *("EPSG:4326", "EPSG:2263", "EPSG:27700", "EPSG:0", "ESRI:54030", "OGC:CRS84", "x"),
)
_DEEP = json.loads("[" * 50 + "]" * 50)
VALUES = (
    *(None, True, False, 0, -1, 1, 3.5, -1e308, 10**30, 180, 90, 1e-7, [], {}, [1], [[]], _DEEP),
    *({"a": 1}, ["x", 2], [0, 0], [0, 0, 0], [181, 0], {"type": "Point", "coordinates": [0, 0]}),
)


class Recipe(NamedTuple):
    """How to make a folder: what to start from, and the edits."""

    base: Path
    edits: tuple[int, ...]

    def files(self):
        """The bytes of the folder's files, by name."""
        files = dict(_files_of(self.base))
        for number in self.edits:
            rng = random.Random(number)
            edit = rng.choice(_SOUND if rng.random() < 0.75 else _ODD)
            # of what an edit before it spoilt
            with suppress(csv.Error, AttributeError, LookupError, TypeError, ValueError):
                edit(rng, files)
        return files

    def write(self, folder):
        """Make the folder, which must not exist."""
        folder.mkdir(parents=True)
        for name, content in self.files().items():
            (folder / name).write_bytes(content)

    def smaller(self, fails):
        """The recipe with as few edits as make a folder of which `fails` is true."""
        for number in self.edits:
            fewer = self._replace(edits=tuple(edit for edit in self.edits if edit != number))
            if fails(fewer):
                return fewer.smaller(fails)
        return self


def recipe(seed):
    """The recipe that follows from a seed, of one edit or a few."""
    rng = random.Random(seed)
    (base,) = rng.choices(list(_BASES), _BASES.values())
    count = rng.choice((1, 1, 2, 3, 5))
    return Recipe(base, tuple(rng.randrange(2**32) for _ in range(count)))


@cache
def _files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# tables


def _table(edit):
    """An edit of the rows of a table, of which the first is the header."""

    def edit_table(rng, files):
        names = [name for name in files if name.endswith(".csv")]
        filled = [name for name in names if b"\n" in files[name].rstrip()]
        name = rng.choice(filled if rng.random() < 0.8 else names)
        rows = list(csv.reader(io.StringIO(files[name].decode(), newline="")))
        edit(rng, files, name.removesuffix(".csv"), rows)
        files[name] = _csv(rows)

    return edit_table


def _csv(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _place(rng, rows):
    """A row and a column of a table that has both."""
    row = rng.randrange(1, len(rows))
    return row, rng.randrange(len(rows[row]))


def _sound_cell(rng, files, name, rows):
    row, column = _place(rng, rows)
    rows[row][column] = _cell(rng, files, name, rows[0][column])


def _odd_cell(rng, _files, _name, rows):
    row, column = _place(rng, rows)
    pool = rng.choice((TEXTS, DAYS, TIMES, HOURS))
    rows[row][column] = rng.choice(pool)


def _cell_of_another(rng, _files, _name, rows):
    (row, column), (other, of) = _place(rng, rows), _place(rng, rows)
    rows[row][column] = rows[other][rng.choice((column, of))]


def _misspelt_cell(rng, _files, _name, rows):
    row, column = _place(rng, rows)
    rows[row][column] = _misspelt(rng, rows[row][column])


def _new_row(rng, files, name, rows):
    cells = {column: _cell(rng, files, name, column) for column in rows[0]}
    if name == "arrivals":
        cells["scope"] = "" if cells["crossing"] else "x"
    rows.insert(rng.randint(1, len(rows)), list(cells.values()))


def _many_rows(rng, files, name, rows):
    for _ in range(rng.choice((3, 30, 120))):
        _new_row(rng, files, name, rows)


def _repeated_row(rng, _files, _name, rows):
    rows.insert(rng.randint(1, len(rows)), list(rng.choice(rows[1:])))


def _no_row(rng, _files, _name, rows):
    del rows[rng.randrange(1, len(rows))]


def _no_rows(_rng, _files, _name, rows):
    del rows[1:]


def _rows_in_another_order(rng, _files, _name, rows):
    header = rows.pop(0)
    rng.shuffle(rows)
    rows.insert(0, header)


def _columns_in_another_order(rng, _files, _name, rows):
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    rows[:] = [[row[index] for index in order] for row in rows]


def _no_column(rng, _files, _name, rows):
    column = rng.randrange(len(rows[0]))
    for row in rows:
        del row[column]


def _repeated_column(rng, _files, _name, rows):
    column = rng.randrange(len(rows[0]))
    for row in rows:
        row.append(row[column])


def _misspelt_column(rng, _files, _name, rows):
    column = rng.randrange(len(rows[0]))
    rows[0][column] = _misspelt(rng, rows[0][column])


def _cell_too_few_or_many(rng, _files, _name, rows):
    row, column = _place(rng, rows)
    rows[row][column:] = rows[row][column + 1 :] if rng.random() < 0.5 else rows[row][column - 1 :]


def _new_table(rng, files):
    name = rng.choice(("arrivals", "places", "translations"))
    rows = [[column.name for column in TABLES[name]]]
    _many_rows(rng, files, name, rows)
    files[f"{name}.csv"] = _csv(rows)


def _cell(rng, files, table, column_name):
    """A cell that suits its column, most often."""
    column = {column.name: column for column in TABLES[table]}[column_name]
    if not column.required and rng.random() < 0.5:
        return ""
    if column.choices:
        return rng.choice(list(column.choices)).value
    if column.name == "id":
        return f"x-{rng.randrange(10**6)}"
    if column.refers or column.name == "sides":
        ids = _ids(files, column.refers)
        most = min(3, len(ids)) if column.kind == "ids" else 1
        return ";".join(rng.sample(ids, rng.randint(1, most)))
    pool = {
        "moment": DAYS[:8] + TIMES[:1],
        "partial-date": (*DAYS[:8], "2026", "2026-01"),
        "end": ("2026-02-01", "2026-01-20T12:00", "2027-01-01", "2200-12-31", "unknown"),
        "number": ("0", "1.5", "-3", "60", "89.9", "-0.1"),
        "count": ("0", "1", "2", "3", "17", "999999999"),
        "url": ("https://example.org/1", "http://x", "https://example.org/ä?a=b&c#d"),
    }.get(column.kind, SOUND_TEXTS)
    if column.name == "until":
        pool = ("2200-12-31", "2200-12", "2200")
    elif column.name == "hours":
        pool = HOURS
    elif table == "translations" and column.name == "text":
        pool = ("Example authority", "Example point", "Side A", "Finland", "x", "land")
    return rng.choice(pool)


def _ids(files, table):
    """The ids of a table, of the crossings, or of the sides."""
    if table is None:
        return list(json.loads(files["datapackage.json"])["borders"]["sides"])
    if table == "crossings":
        features = json.loads(files["crossings.geojson"])["features"]
        return [feature["properties"]["id"] for feature in features]
    return [row["id"] for row in csv.DictReader(io.StringIO(files[f"{table}.csv"].decode()))]


def _misspelt(rng, text):
    at = rng.randint(0, len(text))
    return rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at : at + 1] * 2 + text[at + 1 :],
            text[:at] + rng.choice(TEXTS) + text[at:],
            text.swapcase(),
            text[:at],
        )
    )


# JSON


def _json(edit, *names):
    """An edit of the value of a JSON file, one of `names` or any."""

    def edit_json(rng, files):
        name = rng.choice([name for name in names or files if name.endswith("json")])
        value = json.loads(files[name])
        edit(rng, value)
        files[name] = json.dumps(value, ensure_ascii=rng.random() < 0.5).encode()

    return edit_json


def _inner(rng, value):
    """A container somewhere in a JSON value, and a key or an index of it."""
    while True:
        key = rng.choice(list(value) if isinstance(value, dict) else range(len(value)))
        inner = value[key]
        if not (isinstance(inner, dict | list) and inner) or rng.random() < 0.1:
            return value, key
        value = inner


def _other_value(rng, value):
    holder, key = _inner(rng, value)
    old = holder[key]
    if isinstance(old, str) and rng.random() < 0.5:
        holder[key] = rng.choice((_misspelt(rng, old), rng.choice(TEXTS), rng.choice(DAYS)))
    elif isinstance(old, float | int) and rng.random() < 0.5:
        holder[key] = rng.choice((-old, old * 10, old + 0.001, old + 360, round(old)))
    else:
        holder[key] = rng.choice(VALUES)


def _value_of_another(rng, value):
    (holder, key), (other, of) = _inner(rng, value), _inner(rng, value)
    holder[key] = other[of]


def _no_value(rng, value):
    holder, key = _inner(rng, value)
    del holder[key]


def _further_value(rng, value):
    holder, key = _inner(rng, value)
    if isinstance(holder, list):
        holder.insert(rng.randint(0, len(holder)), holder[key])
    else:
        holder[rng.choice((*TEXTS, "name_fi", "name_sr-latn", "note"))] = rng.choice(VALUES + TEXTS)


def _other_setting(rng, package):
    """A setting of the package, of the right form most often."""
    day, text = (lambda: rng.choice(DAYS)), (lambda: rng.choice(TEXTS))
    key, value = rng.choice(
        (
            ("projection", rng.choice(PROJECTIONS)),
            ("timezone", rng.choice(ZONES)),
            ("verified_through", day()),
            ("site_from", day()),
            ("focus", rng.choice((None, [day(), day()], sorted([day(), day()])))),
            ("sides", {"a": text(), "b": "B"} | {f"s{n}": "S" for n in range(rng.randrange(9))}),
            ("country", rng.choice(("FI", "XX", "ZZ", None))),
            ("countries", {"a": rng.choice(("FI", "RU", "x"))}),
            ("attribution", text()),
            ("frontier", text()),
        )
    )
    package["borders"][key] = value


def _other_description(rng, package):
    text = rng.choice(TEXTS)
    path = rng.choice(("", "https://example.org/", "a/b.md", "x:y", *TEXTS))
    package |= rng.choice(
        (
            {"title": text},
            {"name": text},
            {"description": text},
            {"licenses": [{"name": text, "path": path}]},
            {"contributors": [{"title": text, "path": path, "email": text, "roles": [text]}]},
            {"resources": [{"name": "closures", "licenses": [{"name": text}], "title": text}]},
            {"resources": [{"name": "crossings", "sources": [{"title": text, "path": path}]}]},
        )
    )


def _further_crossings(rng, collection):
    """Copies of a crossing: at its place, or somewhere beside it, or nowhere."""
    features = collection["features"]
    for number in range(rng.choice((1, 1, 5, 60))):
        copy = json.loads(json.dumps(rng.choice(features)))
        copy["properties"] |= {
            "id": f"p-{number}-{rng.randrange(1000)}",
            "name_en": rng.choice((f"P {number}", "W" * 200, "Ё")),
            "principal": rng.random() < 0.5,
            "services": rng.sample([str(s) for s in Service], rng.randint(1, 3)),
            "within_m": rng.choice((100_000, 100_000, 1, None)),
        }
        if rng.random() < 0.2:
            copy["geometry"] = None
        elif copy["geometry"] and rng.random() < 0.5:
            lon, lat = copy["geometry"]["coordinates"]
            copy["geometry"]["coordinates"] = [lon + rng.gauss(0, 0.2), lat + rng.gauss(0, 0.2)]
        features.append(copy)


def _crossing_property(rng, collection):
    properties = rng.choice(collection["features"])["properties"]
    key = rng.choice((*properties, "name_fi", "opposite_ru", "name_zh-hant", "within_m", "road"))
    value = rng.choice(TEXTS)
    properties[key] = [value] if key == "also_known_as" else value


def _other_line(rng, files):
    """Another frontier, with the crossings on it, and often a projection that fits it."""
    lon, lat = rng.choice(((0, 0), (3, 60), (179.9, 10), (20, 85), (-60, -50), (25, 65)))
    size = rng.choice((1e-7, 1e-3, 0.01, 1, 5, 40))
    around = [
        (lon + rng.uniform(-size, size), lat + rng.uniform(-size, size))
        for _ in range(rng.choice((2, 3, 10)))
    ]
    line = [
        ((x + 180) % 360 - 180, max(-90, min(90, y))) for x, y in sorted(around, key=lambda p: p[1])
    ]
    if rng.random() < 0.2:
        line = [(x, lat) for x, _ in line]  # level
    geometry = {"type": "LineString", "coordinates": line}
    feature = {"type": "Feature", "properties": {"part": rng.choice(TEXTS)}, "geometry": geometry}
    collection = {"type": "FeatureCollection", "features": [feature]}
    files["frontier.geojson"] = json.dumps(collection).encode()
    crossings = json.loads(files["crossings.geojson"])
    for crossing in crossings["features"]:
        crossing["geometry"] = {"type": "Point", "coordinates": rng.choice(line)}
    files["crossings.geojson"] = json.dumps(crossings).encode()
    package = json.loads(files["datapackage.json"])
    zone = int((lon + 180) / 6) % 60 + 1
    fitting = f"EPSG:{32700 if lat < 0 else 32600}".replace("00", f"{zone:02}")
    package["borders"]["projection"] = rng.choice((fitting, "EPSG:3857", *PROJECTIONS[:5]))
    files["datapackage.json"] = json.dumps(package).encode()


def _base_map(rng, files):
    """A layer of lines or areas, near the frontier or anywhere, of any shape."""
    lon, lat = rng.choice(((0, 0), (25, 65), (0, 89), (179, 0)))
    size = rng.choice((0.1, 5, 90))
    count = rng.choice((0, 1, 2, 3, 4, 40))
    ring = [[lon + rng.uniform(-size, size), lat + rng.uniform(-size, size)] for _ in range(count)]
    ring = [[max(-180, min(180, x)), max(-90, min(90, y))] for x, y in ring]
    closed = [*ring, *ring[:1]]
    kind, coordinates = rng.choice(
        (
            ("LineString", ring),
            ("MultiLineString", [ring, closed]),
            ("Polygon", [closed]),
            ("Polygon", [closed, closed[::-1]]),
            ("MultiPolygon", [[closed], [closed]]),
            ("Polygon", []),
            ("Point", [lon, lat]),
        )
    )
    feature = {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}}
    collection = {"type": "FeatureCollection", "features": [feature] * rng.choice((0, 1, 2))}
    name = rng.choice(("land", "lakes", "neighbours"))
    files[f"{name}.geojson"] = json.dumps(collection).encode()


# files


def _file(edit):
    """An edit of the bytes of a file."""

    def edit_file(rng, files):
        name = rng.choice(list(files))
        files[name] = edit(rng, files[name])

    return edit_file


def _with_bytes(rng, content):
    at = rng.randint(0, len(content))
    odd = rng.choice((b"\n", b"\r", b'"', b",", b"\x00", b"\xff", b"{", b"]", b" ", b"\\u0000"))
    return content[:at] + odd + content[at:]


def _cut(rng, content):
    return content[: rng.randint(0, len(content))]


def _windows(_rng, content):
    return b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")


def _no_file(rng, files):
    del files[rng.choice(list(files))]


_CROSSINGS, _PACKAGE = "crossings.geojson", "datapackage.json"
_SOUND = (  # most of what these make is without errors
    *map(_table, (_sound_cell, _new_row, _many_rows, _columns_in_another_order)),
    *(_json(_other_setting, _PACKAGE), _json(_other_description, _PACKAGE)),
    *(_json(_further_crossings, _CROSSINGS), _json(_crossing_property, _CROSSINGS)),
    *(_json(_further_value), _other_line, _base_map, _new_table, _file(_windows)),
)
_ODD = (
    *map(_table, (_odd_cell, _misspelt_cell, _cell_of_another, _cell_too_few_or_many)),
    *map(_table, (_no_row, _no_rows, _repeated_row, _rows_in_another_order)),
    *map(_table, (_no_column, _repeated_column, _misspelt_column)),
    *map(_json, (_other_value, _value_of_another, _no_value)),
    *(_file(_with_bytes), _file(_cut), _no_file),
)
