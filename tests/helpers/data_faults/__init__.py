"""Every fault that `borders check` knows, as an edit of the real data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from helpers.editable_folder import Copy

CLOSED = {"crossing": "vaalimaa", "service": "road", "decision": "fi-8"}
EVENT = {"id": "1958-vaalimaa-opens"}
SOURCE = {"id": "mfa-2016-04-08"}
LAST = {"id": "fi-9"}
NO_ASYLUM = {"crossing": "vaalimaa", "service": "asylum", "decision": "fi-9"}
MEASURE = {"status": "closed", "confidence": "primary", "sources": "interfax-111008"}
TOWN = {"id": "helsinki"}
ARRIVED = {"id": "2023-12-14-niirala"}
RUSSIAN = {"text": "Russia", "language": "fi"}


@dataclass
class Fault:
    """One edit and the one problem that it must be reported as; the edit returns the row."""

    name: str
    code: str
    file: str
    edit: Callable[[Copy], int | None]
    column: str | None = None
    says: str = ""


def whole(edit):
    """An edit after which a whole file is meant, and no row."""

    def apply(copy):
        edit(copy)

    return apply


def cells_of(file, column, where, code, values):
    """A fault for every value, written into one cell, with what its message must say."""
    return [
        Fault(
            f"{column} {value!r}",
            code,
            file,
            lambda copy, value=value: copy.cells(file, where, **{column: value}),
            column,
            says,
        )
        for value, says in values.items()
    ]


def as_directory(file):
    def edit(copy):
        (copy.path / file).unlink()
        (copy.path / file).mkdir()

    return edit


def not_utf8(copy):
    line = copy.swap("claims.csv", "Closed until further notice", "Vaalimaa stängd §")
    path = copy.path / "claims.csv"
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xe4", 1))
    return line


def utf16(copy):
    (copy.path / "claims.csv").write_bytes(copy.text("claims.csv").encode("utf-16"))
    return 1


def windows(copy, file):
    path = copy.path / file
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def grow(copy, file):
    """A file of 100 MB that takes no room on the disk."""
    with (copy.path / file).open("ab") as stream:
        stream.truncate(200_000_000)


def lead_out(copy, file):
    """The file itself elsewhere, and a link to it."""
    (copy.path / file).rename(copy.path.with_name("elsewhere"))
    (copy.path / file).symlink_to("../elsewhere")


def text_faults(text, code, says, *files):
    """The text in a column of each table, or as the note of a crossing."""
    for file, column, where in files:
        if file == "crossings.geojson":
            edit = whole(lambda copy: copy.add_crossing(note=text))
        else:
            edit = partial(Copy.cells, file=file, where=where, **{column: text})
        yield Fault(f"{text!r} in {file}", code, file, edit, column, says)


def lake(geometry):
    """The first lake has this geometry."""

    def edit(copy):
        found = copy.json("lakes.geojson")
        found["features"][0]["geometry"] = geometry
        copy.save_json("lakes.geojson", found)

    return edit


def polygon(rings):
    return {"type": "Polygon", "coordinates": rings}


def winding(*steps):
    """The land part goes on from its 500th position by these steps, and then as it was."""

    def edit(copy):
        sea, land = copy.parts()
        lon, lat = land[500]
        land[501:501] = [[lon + east, lat + north] for east, north in steps]
        copy.frontier(sea, land)

    return edit


def measure_before_its_decision(copy):
    where = {"crossing": "vaalimaa", "decision": "fi-5"}
    copy.cells("closures.csv", where, valid_from="2023-12-13")
    return copy.cells("decisions.csv", {"id": "fi-5"}, note="")


def gap_between_measures(copy):
    row = copy.cells("closures.csv", NO_ASYLUM, valid_until="2026-01-31")
    copy.append("closures.csv", **NO_ASYLUM, **MEASURE, valid_from="2026-03-01")
    return row


def uncited(copy):
    return copy.append(
        "sources.csv",
        id="x",
        title="x",
        publisher="x",
        published="2024",
        language="en",
        form="original",
    )


def repeated_row(file, where):
    def edit(copy):
        row = copy.text(file).splitlines()[copy.cells(file, where) - 1]
        return last_line(file, row)(copy)

    return edit


def last_line(file, text):
    def edit(copy):
        copy.write(file, copy.text(file) + text + "\n")
        return copy.text(file).count("\n")

    return edit


def same_day(effective="", replaces=""):
    """A second decision of the day of fi-9 on a point that fi-9 closes."""

    def edit(copy):
        copy.append(
            "decisions.csv",
            id="fi-9-corrected",
            title="Correction",
            authority="Government of Finland",
            sides="fi",
            decided_at="2025-04-16",
            effective_from=effective,
            replaces=replaces,
            sources="interfax-111008",
        )
        return measure(decision="fi-9-corrected", status="open")(copy)

    return edit


def measure(**cells):
    """A further measure on the road at Vaalimaa from 17 April 2025."""
    row = {
        "crossing": "vaalimaa",
        "service": "road",
        "status": "closed",
        "valid_from": "2025-04-17",
        "decision": "fi-9",
        "confidence": "primary",
        "sources": "interfax-111008",
    }
    return lambda copy: copy.append("closures.csv", **(row | cells))


def moved(by_lon=0.0, by_lat=0.0, *, swapped=False):
    def edit(copy):
        lon, lat = copy.position("vaalimaa")
        copy.move("vaalimaa", [lat, lon] if swapped else [lon + by_lon, lat + by_lat])

    return edit


def reversed_frontier(copy):
    copy.frontier(*(part[::-1] for part in copy.parts()[::-1]))


def frontier_with_a_gap(copy):
    sea, land = copy.parts()
    copy.frontier(sea, land[1:])


def package_fault(key, value, says):
    return Fault(
        f"{key} {value!r}",
        "package",
        "datapackage.json",
        whole(lambda copy: copy.package(key, value)),
        key,
        says,
    )


def crossing_fault(name, says, **feature):
    def edit(copy):
        assert copy.add_crossing(**feature) == 22

    return Fault(f"crossing {name}", "crossing", "crossings.geojson", edit, None, says)


def frontier_fault(name, says, edit, code="frontier"):
    return Fault(f"frontier {name}", code, "frontier.geojson", whole(edit), None, says)


FAULTS = [
    # the folder and its files
    Fault(
        "no folder",
        "no-folder",
        "{folder}",
        whole(lambda copy: copy.path.rename(copy.path.with_name("elsewhere"))),
    ),
    *(
        Fault(
            f"no {file}",
            "no-file",
            file,
            whole(lambda copy, file=file: (copy.path / file).unlink()),
        )
        for file in ("datapackage.json", "closures.csv", "events.csv", "frontier.geojson")
    ),
    Fault("a folder for a file", "unreadable", "closures.csv", as_directory("closures.csv")),
    Fault("not UTF-8", "encoding", "claims.csv", not_utf8, None, "UTF-8"),
    Fault("UTF-16", "encoding", "claims.csv", utf16, None, "UTF-8"),
    *(
        Fault(
            f"a byte order mark in {file}",
            "byte-order-mark",
            file,
            lambda copy, file=file: copy.write(file, "\ufeff" + copy.text(file)) or 1,
            None,
            "without",
        )
        for file in ("closures.csv", "datapackage.json", "frontier.geojson", "lakes.geojson")
    ),
    *(
        Fault(
            f"Windows line ends in {file}",
            "line-ends",
            file,
            whole(lambda copy, file=file: windows(copy, file)),
            None,
            "line feeds",
        )
        for file in ("closures.csv", "datapackage.json", "frontier.geojson", "lakes.geojson")
    ),
    *(
        Fault(f"nothing in {file}", "empty", file, whole(lambda c, x=file: c.write(x, "")))
        for file in ("closures.csv", "datapackage.json", "frontier.geojson", "lakes.geojson")
    ),
    Fault("blank lines alone", "empty", "events.csv", whole(lambda c: c.write("events.csv", "\n"))),
    *(
        Fault(f"much in {file}", "too-large", file, whole(lambda c, x=file: grow(c, x)), None, "MB")
        for file in ("closures.csv", "datapackage.json", "frontier.geojson", "lakes.geojson")
    ),
    *(
        Fault(f"{file} leads out", "outside", file, whole(lambda c, x=file: lead_out(c, x)))
        for file in ("closures.csv", "datapackage.json", "frontier.geojson", "places.csv")
    ),
    # JSON
    *(
        Fault(
            f"{value:.12} for a number",
            "json",
            "datapackage.json",
            whole(lambda c, x=value: c.swap("datapackage.json", '"$schema":', f'"x": {x}, "y":')),
            None,
            "number",
        )
        for value in ("NaN", "-Infinity", "1e999")
    ),
    Fault(
        "a key twice",
        "json",
        "datapackage.json",
        whole(lambda copy: copy.swap("datapackage.json", '"$schema":', '"title": "x", "x":')),
        None,
        "'title' is there twice",
    ),
    Fault(
        "JSON broken off",
        "json",
        "datapackage.json",
        lambda copy: copy.swap("datapackage.json", '"title": "Crossing', '"title" "Crossing'),
    ),
    Fault("a list", "json", "datapackage.json", whole(lambda c: c.write("datapackage.json", "[]"))),
    Fault(
        "text for GeoJSON",
        "json",
        "frontier.geojson",
        whole(lambda c: c.write("frontier.geojson", '""')),
    ),
    Fault(
        "a geometry for a collection",
        "geojson",
        "frontier.geojson",
        whole(lambda c: c.write("frontier.geojson", '{"type": "Point", "coordinates": [0, 0]}')),
        None,
        "FeatureCollection",
    ),
    Fault(
        "no features",
        "geojson",
        "frontier.geojson",
        whole(lambda c: c.write("frontier.geojson", '{"type": "FeatureCollection"}')),
        None,
        "FeatureCollection",
    ),
    # the package
    Fault(
        "no borders object",
        "package",
        "datapackage.json",
        whole(lambda copy: copy.package("borders", None)),
        None,
        "`borders`",
    ),
    package_fault("name", None, "a short name"),
    package_fault("title", "", "a title"),
    package_fault("description", 5, "text"),
    package_fault("licenses", "CC-BY-4.0", "a list of licences"),
    package_fault("licenses", ["CC-BY-4.0"], "a list of licences"),
    package_fault("licenses", [{"title": ""}], "a name or a path"),
    package_fault("frontier", 5, "the frontier's name"),
    package_fault("timezone", "Europe/Helsingfors", "Europe/Helsinki"),
    package_fault("timezone", "../../etc/passwd", "Europe/Helsinki"),
    package_fault("timezone", None, "Europe/Helsinki"),
    package_fault("timezone", "Europe", "Europe/Helsinki"),  # a folder of the zone database
    package_fault("sides", {}, "side codes"),
    package_fault("sides", ["fi", "ru"], "side codes"),
    package_fault("sides", {"fi": 5}, "side codes"),
    package_fault("verified_through", "2026-02-30", "YYYY-MM-DD"),
    package_fault("verified_through", "20260702", "YYYY-MM-DD"),
    package_fault("site_from", "2023-W44-3", "YYYY-MM-DD"),
    package_fault("site_from", 20231101, "YYYY-MM-DD"),
    package_fault("attribution", None, "name on the map"),
    # crossings
    crossing_fault("without an id", "is not an id", without="id"),
    crossing_fault("with a bad id", "is not an id", id="New Point"),
    crossing_fault("with a number for its id", "id must be text", id=5),
    crossing_fault("without a name", "needs a name", without="name_en"),
    crossing_fault("with an empty name", "needs a name", name_en=""),
    crossing_fault("with a name that is none", "must be text", name_fi=None),
    crossing_fault("without services", "services", without="services"),
    crossing_fault("with no service", "at least one service", services=[]),
    crossing_fault("with an unknown service", "'ferry'", services=["ferry"]),
    crossing_fault("without properties", "properties", without="properties"),
    crossing_fault("without a geometry", "geometry", without="geometry"),
    crossing_fault("that is a line", "Point", geometry={"type": "LineString", "coordinates": []}),
    crossing_fault("that may count", "true or false", principal="true"),
    Fault(
        "a property misspelt",
        "unknown-property",
        "crossings.geojson",
        whole(lambda copy: copy.add_crossing(principel=True)),
        None,
        "feature 22: nothing reads 'principel'; did you mean principal?",
    ),
    crossing_fault("with one name for several", "list of names", also_known_as="New"),
    *(
        crossing_fault(
            f"at {position!r:.20}",
            "[lon, lat]",
            geometry={"type": "Point", "coordinates": position},
        )
        for position in ([27.9, 100], [10**400, 60], [27.9], [], None, 5, [27.9, "north"])
    ),
    Fault(
        "the same crossing twice",
        "duplicate",
        "crossings.geojson",
        whole(lambda copy: copy.add_crossing(id="vaalimaa")),
        None,
        "feature 22: vaalimaa is there twice",
    ),
    # the form of a table
    Fault(
        "a column renamed in the header only",
        "unknown-column",
        "events.csv",
        lambda copy: copy.swap("events.csv", "sources,note", "sources,note,colour") and 1,
        None,
        "the columns are id, at, until",
    ),
    Fault(
        "no such column",
        "missing-column",
        "events.csv",
        lambda copy: copy.swap("events.csv", "confidence,sources,note", "confidence,sources"),
        "note",
    ),
    Fault(
        "a column twice",
        "duplicate-column",
        "events.csv",
        lambda copy: copy.swap("events.csv", "sources,note", "sources,note,note"),
        "note",
    ),
    Fault(
        "a comma too many",
        "cells",
        "events.csv",
        lambda copy: copy.swap("events.csv", "Planned night closure", "Planned, night closure"),
        None,
        "9 cells instead of 8",
    ),
    Fault("an empty line", "blank-line", "events.csv", last_line("events.csv", "")),
    Fault("an unbalanced quote at the end", "csv", "events.csv", last_line("events.csv", 'x,"')),
    Fault(
        "an unbalanced quote",
        "csv",
        "closures.csv",
        lambda copy: copy.swap("closures.csv", ",Normal operation.", ',"Normal operation.'),
    ),
    Fault(
        "text after a quoted cell",
        "csv",
        "events.csv",
        lambda copy: copy.swap("events.csv", "Attributed to", '"Attributed" to'),
    ),
    # cells
    *cells_of("closures.csv", "valid_from", CLOSED, "required", {"": "must not be empty"}),
    *cells_of("decisions.csv", "sources", LAST, "required", {"": "must not be empty"}),
    *cells_of("closures.csv", "sources", CLOSED, "required", {"": "must not be empty"}),
    *cells_of("sources.csv", "publisher", SOURCE, "required", {"": "must not be empty"}),
    *cells_of(
        "events.csv",
        "id",
        EVENT,
        "id",
        dict.fromkeys(("Night closure", "night--closure", "-x", "yö", "x "), "lower-case letters"),
    ),
    *cells_of(
        "events.csv",
        "crossings",
        EVENT,
        "ids",
        dict.fromkeys(("imatra; niirala", "imatra;;niirala", "imatra,niirala"), "is not an id"),
    ),
    *cells_of(
        "closures.csv",
        "valid_from",
        CLOSED,
        "moment",
        {
            "15.4.2024": "write 2023-12-15",
            "2024-04": "write 2023-12-15",
            "2023-02-29": "not a possible date",
            "2024-04-15T25:00": "not a possible date",
            "2024-03-31T03:30": "does not exist in Europe/Helsinki",
            "2023-10-29T03:30": "write 2023-10-29T03:30+03:00 or 2023-10-29T03:30+02:00",
            "9999-12-31": "outside the years",
        },
    ),
    *cells_of(
        "closures.csv",
        "valid_until",
        CLOSED,
        "end",
        {
            "until further notice": "write 2023-12-15",
            "2024-02-30": "not a possible date",
            "2024-03-31T03:30": "does not exist in Europe/Helsinki",
        },
    ),
    *cells_of(
        "events.csv",
        "at",
        EVENT,
        "partial-date",
        {
            "October 2016": "write 2023, 2023-12 or 2023-12-15",
            "2016-13": "not a possible date",
            "2023-02-29": "not a possible date",
            "2016-10-22T24:30": "not a possible date",
        },
    ),
    *cells_of(
        "sources.csv", "published", SOURCE, "partial-date", {"8.4.2016": "write 2023, 2023-12"}
    ),
    *cells_of(
        "closures.csv",
        "status",
        CLOSED,
        "choice",
        {
            "Closed": "open, unknown, restricted, closed",
            "shut": "open, unknown, restricted, closed",
        },
    ),
    *cells_of("closures.csv", "confidence", CLOSED, "choice", {"certain": "primary, secondary"}),
    *cells_of(
        "places.csv",
        "lon",
        TOWN,
        "number",
        dict.fromkeys(("east", "24,9", "1e3", "nan", "inf", "0x18", " 24.9", "9" * 400), "60.5"),
    ),
    *cells_of(
        "arrivals.csv",
        "count",
        ARRIVED,
        "count",
        dict.fromkeys(("-1", "93.0", "9,3", " 93", "many", "٩٣", "9" * 400), "whole number"),
    ),
    *cells_of(
        "sources.csv",
        "url",
        SOURCE,
        "url",
        dict.fromkeys(
            (
                "javascript:alert(1)",
                "ftp://example.org/x",
                "data:text/html,x",
                "//example.org",
                "https://",
                "https:///x",
                "https://example.org/a b",
                " https://example.org/",
            ),
            "http or https address",
        ),
    ),
    Fault(
        "a row twice",
        "duplicate",
        "events.csv",
        repeated_row("events.csv", EVENT),
        "id",
        "is there already, in line 2",
    ),
    # references
    *cells_of(
        "closures.csv",
        "decision",
        CLOSED,
        "reference",
        {"fi-88": "fi-88 is not in decisions; did you mean fi-8?"},
    ),
    *cells_of(
        "closures.csv",
        "crossing",
        CLOSED,
        "reference",
        {"valimaa": "did you mean vaalimaa?", "zzz": "zzz is not in crossings"},
    ),
    *cells_of(
        "events.csv",
        "sources",
        EVENT,
        "reference",
        {"etela-saimaa-2016-10-22;etela-saimaa-2016": "did you mean etela-saimaa-2016-10-22?"},
    ),
    *cells_of(
        "arrivals.csv", "crossing", ARRIVED, "reference", {"nirala": "did you mean niirala?"}
    ),
    *cells_of("arrivals.csv", "sources", ARRIVED, "reference", {"x": "x is not in sources"}),
    *cells_of(
        "decisions.csv", "replaces", LAST, "reference", {"fi8": "fi8 is not in decisions; did you"}
    ),
    # decisions
    *cells_of("decisions.csv", "sides", LAST, "side", {"se": "'se' is not one of fi, ru"}),
    *cells_of("decisions.csv", "effective_from", LAST, "no-effect", {"": "fi-9 replaces"}),
    Fault(
        "replaces what was decided later",
        "replaces-backwards",
        "decisions.csv",
        lambda copy: copy.cells("decisions.csv", LAST, decided_at="2024-04-03"),
        "replaces",
        "fi-9 replaces fi-8",
    ),
    *cells_of(
        "decisions.csv",
        "replaces",
        LAST,
        "replaces-circle",
        {"fi-8;fi-9": "in a circle: fi-9 → fi-9"},
    ),
    # measures
    *cells_of(
        "closures.csv",
        "valid_until",
        CLOSED,
        "ends-before-start",
        {
            "2024-04-14": "must be after valid_from",
            "2024-04-15T00:00": "must be after valid_from",
        },
    ),
    *cells_of(
        "closures.csv",
        "service",
        CLOSED,
        "service",
        {"rail-freight": "vaalimaa offers road, bicycle, asylum"},
    ),
    Fault(
        "the same again, from later on",
        "overlap",
        "closures.csv",
        measure(valid_from="2025-05-01"),
        "valid_from",
        "of the same decision",
    ),
    Fault(
        "two decisions of a day",
        "tie",
        "closures.csv",
        same_day(),
        "valid_from",
        "give the hour",
    ),
    Fault(
        "a correction that comes later than what it corrects",
        "tie",
        "closures.csv",
        same_day(effective="2025-04-18", replaces="fi-9"),
        "valid_from",
        "give the hour",
    ),
    # arrivals
    *cells_of(
        "arrivals.csv",
        "until",
        ARRIVED,
        "ends-before-start",
        dict.fromkeys(("2023-12-13", "2023-11", "2022"), "must not be before date"),
    ),
    *cells_of("arrivals.csv", "scope", ARRIVED, "scope", {"whole border": "one of the two"}),
    Fault(
        "a number of nowhere",
        "scope",
        "arrivals.csv",
        lambda copy: copy.cells("arrivals.csv", ARRIVED, crossing=""),
        "scope",
        "must say where",
    ),
    *cells_of(
        "closures.csv",
        "hours",
        CLOSED,
        "hours",
        dict.fromkeys(("8-20", "24 h", "daily"), "opening_hours syntax"),
    ),
    # what a record leaves out
    Fault(
        "a decision made after it took effect",
        "retroactive",
        "decisions.csv",
        lambda copy: copy.cells(
            "decisions.csv", {"id": "rail-2021"}, effective_from="2021-10-13", note=""
        ),
        "decided_at",
        "say so in the note",
    ),
    Fault(
        "a measure from before its decision",
        "retroactive",
        "decisions.csv",
        measure_before_its_decision,
        "decided_at",
        "say so in the note",
    ),
    Fault(
        "nothing said after an end",
        "gap",
        "closures.csv",
        lambda copy: copy.cells("closures.csv", NO_ASYLUM, valid_until="2026-01-31"),
        "valid_until",
        "vaalimaa, asylum: nothing is said from 2026-02-01T00:00+02:00; add",
    ),
    Fault(
        "nothing said between two measures",
        "gap",
        "closures.csv",
        gap_between_measures,
        "valid_until",
        "from 2026-02-01T00:00+02:00 until 2026-03-01T00:00+02:00; add",
    ),
    Fault(
        "a document that cannot be found",
        "undated",
        "sources.csv",
        lambda copy: copy.cells("sources.csv", SOURCE, published="", url="", note=""),
        None,
        "give it, or an address",
    ),
    Fault("a document that nothing cites", "unused", "sources.csv", uncited, "id", "cite it"),
    # translations
    Fault(
        "a text translated twice",
        "duplicate",
        "translations.csv",
        lambda copy: copy.append(
            "translations.csv", text="Russia", language="fi", translation="Ryssä"
        ),
        "text",
        "has a translation into fi on line",
    ),
    *cells_of(
        "translations.csv", "language", RUSSIAN, "choice", {"xx": "is not one of fi, sv, ru"}
    ),
    Fault(
        "a translation of nothing",
        "unused-translation",
        "translations.csv",
        whole(lambda copy: copy.cells("translations.csv", RUSSIAN, text="Ruritania")),
        "text",
        "take out its translation",
    ),
    # text
    *(
        fault
        for text, code, says in (
            ("a\x00b", "control", "U+0000"),
            ("a\x1b[31m", "control", "U+001B"),
            ("a\x85b", "control", "U+0085"),
            ("a\u202eb", "direction", "U+202E"),
            ("a\u2066b", "direction", "U+2066"),
            ("<b>a</b>", "markup", "'<b>'"),
            ("a<img src=x onerror=alert(1)>", "markup", "without markup"),
            ("</script", "markup", "without markup"),
            ("<!-- a", "markup", "without markup"),
        )
        for fault in text_faults(
            text,
            code,
            says,
            ("closures.csv", "note", CLOSED),
            ("crossings.geojson", "features[21].properties.note", {}),
        )
    ),
    *text_faults(
        "<i>",
        "markup",
        "<i>",
        ("sources.csv", "title", SOURCE),
        ("decisions.csv", "legal_basis", LAST),
        ("claims.csv", "reason", {}),
        ("events.csv", "title", EVENT),
        ("arrivals.csv", "counted", ARRIVED),
        ("places.csv", "name_fi", TOWN),
    ),
    *(
        Fault(
            f"markup in the package's {key}",
            "markup",
            "datapackage.json",
            whole(lambda copy, key=key: copy.package(key, "<i>")),
            place,
        )
        for key, place in (("title", "title"), ("attribution", "borders.attribution"))
    ),
    Fault(
        "a licence that is a program",
        "url",
        "datapackage.json",
        whole(lambda c: c.package("licenses", [{"name": "x", "path": "javascript:alert(1)"}])),
        "licenses",
        "http or https",
    ),
    Fault(
        "markup in the frontier's part",
        "markup",
        "frontier.geojson",
        whole(lambda copy: copy.swap("frontier.geojson", '"part": "land"', '"part": "<b>land"')),
        "features[1].properties.part",
    ),
    # geography
    *(
        Fault(f"{column} {value}", "position", "places.csv", edit, None, "[lon, lat] in degrees")
        for column, value in (("lat", "90.1"), ("lat", "-91"), ("lon", "180.5"), ("lon", "-361"))
        for edit in [lambda c, x=column, y=value: c.cells("places.csv", TOWN, **{x: y})]
    ),
    Fault(
        "a town lat before lon",
        "swapped",
        "places.csv",
        lambda copy: copy.cells("places.csv", TOWN, lon="60.17", lat="24.94"),
        "lon",
        "write 24.94 as lon and 60.17 as lat",
    ),
    *cells_of("places.csv", "rank", TOWN, "count", {"1.5": "whole number", "-1": "whole number"}),
    *(
        crossing_fault(f"within {value!r} m", "number of metres", within_m=value)
        for value in (0, -5, True, "50", 10**9, [50])
    ),
    Fault(
        "a point further off than it may be",
        "off-the-frontier",
        "crossings.geojson",
        whole(
            lambda copy: copy.swap("crossings.geojson", '"within_m": 12000', '"within_m": 11000')
        ),
        None,
        "more than 11,000 m",
    ),
    Fault(
        "lat before lon",
        "swapped",
        "crossings.geojson",
        whole(moved(swapped=True)),
        None,
        "vaalimaa: lon and lat are swapped; write [27.873486, 60.604604]",
    ),
    *(
        Fault(f"the base map with {name}", "geojson", "lakes.geojson", whole(edit), None, says)
        for name, says, edit in (
            ("a point", "must be one of LineString", lake({"type": "Point"})),
            ("nothing", "must be one of LineString", lake(None)),
            ("a flat area", "are not those of a Polygon", lake(polygon(5))),
            ("an area of two corners", "at least 4", lake(polygon([[[1, 2], [3, 4], [1, 2]]]))),
            ("an open area", "where it starts", lake(polygon([[[1, 2], [3, 4], [5, 6], [7, 8]]]))),
            (
                "a lake in space",
                "in degrees",
                lake(polygon([[[1, 2], [300, 4], [5, 6], [1, 2]]])),
            ),
        )
    ),
    *(
        Fault(name, "off-the-frontier", "crossings.geojson", whole(edit), None, says)
        for name, edit, says in (
            ("1 km off the line", moved(by_lat=0.009), "vaalimaa lies "),
            ("60 m off the line", moved(by_lon=0.0015), "more than 50 m"),
        )
    ),
    frontier_fault(
        "that crosses itself",
        "crosses itself or turns back at [",
        winding((0.001, 0.001), (0.001, -0.001), (-0.001, 0.0005)),
        "self-crossing",
    ),
    frontier_fault(
        "that turns back",
        "crosses itself or turns back at [",
        winding((0.0004, 0.0), (0.0001, 0.0)),
        "self-crossing",
    ),
    frontier_fault("from north to south", "from south to north", reversed_frontier),
    frontier_fault("with a gap", "part-2 must start where part-1 ends", frontier_with_a_gap),
    frontier_fault(
        "of several lines",
        "must be a LineString",
        lambda copy: copy.frontier(copy.parts(), kind="MultiLineString"),
    ),
    frontier_fault("without a feature", "no feature", lambda copy: copy.frontier()),
    *(
        frontier_fault(
            f"of {coordinates!r}", "at least two positions", lambda c, x=coordinates: c.frontier(x)
        )
        for coordinates in ([], None, [[27.0, 60.0]])
    ),
    *(
        frontier_fault(
            f"through {position!r:.20}",
            "[lon, lat]",
            lambda c, x=position: c.frontier([x, [28.0, 69.0]]),
        )
        for position in (
            [27.0],
            "27,60",
            ["27", "60"],
            [True, 60],
            None,
            5,
            [200, 60],
            [10**400, 60],
        )
    ),
    *(
        frontier_fault(
            f"through {value}",
            "is not a number",
            lambda c, x=value: c.frontier([[float(x), 60], [28.0, 69.0]]),
            "json",
        )
        for value in ("nan", "inf", "-inf")
    ),
    frontier_fault("of a number", "positions", lambda copy: copy.frontier(5)),
    frontier_fault(
        "without the name of its part",
        "`part`",
        lambda copy: copy.swap("frontier.geojson", '{"part": "sea"}', "{}"),
    ),
]
