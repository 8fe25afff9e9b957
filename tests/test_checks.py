from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from broken import Copy
from click.testing import CliRunner

import borders
from borders.cli import main
from borders.errors import DataError
from borders.schema import TABLES

CLOSED = {"crossing": "vaalimaa", "service": "road", "decision": "fi-8"}
EVENT = {"id": "2016-10-22-night-closure-dropped"}
SOURCE = {"id": "mfa-2016-04-08"}
LAST = {"id": "fi-9"}
TOWN = {"id": "helsinki"}
ARRIVED = {"id": "2023-12-14-niirala"}


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def places(problems):
    return [(p.code, p.file, p.row, p.column) for p in problems]


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
    # JSON
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
    Fault("an empty line", "cells", "events.csv", last_line("events.csv", ""), None, "0 cells"),
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
    # geography
    *(
        Fault(name, "off-the-frontier", "crossings.geojson", whole(edit), None, says)
        for name, edit, says in (
            ("1 km off the line", moved(by_lat=0.009), "vaalimaa lies "),
            ("60 m off the line", moved(by_lon=0.0015), "more than 50 m"),
            ("lat before lon", moved(swapped=True), "write [lon, lat]"),
        )
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
        for position in ([27.0], "27,60", None, 5, [200, 60], [10**400, 60], [float("nan"), 60])
    ),
    frontier_fault("of a number", "positions", lambda copy: copy.frontier(5)),
    frontier_fault(
        "without the name of its part",
        "`part`",
        lambda copy: copy.swap("frontier.geojson", '{"part": "sea"}', "{}"),
    ),
]


def test_the_real_data_has_no_problems(ds):
    assert ds.problems() == []


def test_a_copy_of_the_real_data_has_no_problems(copy):
    copy.cells("closures.csv", {})
    copy.append(
        "events.csv", id="x", at="2024", title="x", confidence="weak", sources="fakti-1014404"
    )
    assert copy.problems() == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported_with_its_code_and_place_and_nothing_else_is(copy, fault):
    row = fault.edit(copy)
    problems = copy.problems()
    file = fault.file.format(folder=copy.path)
    assert places(problems) == [(fault.code, file, row, fault.column)]
    assert fault.says in problems[0].message


def codes_in_the_source() -> set[str]:
    kinds = {column.kind for columns in TABLES.values() for column in columns}
    found: set[str] = set()
    for path in Path(borders.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = name.id if isinstance(name, ast.Name) else name
            if name not in {"Problem", "problem"}:
                continue
            match node.args[0]:
                case ast.Constant(value=str(code)):
                    found.add(code)
                case ast.IfExp(body=ast.Constant(value=one), orelse=ast.Constant(value=other)):
                    found |= {one, other}
                case ast.Attribute(attr="kind"):
                    found |= kinds - {"text"}  # any text is text
                case ast.Name(id="code"):  # handed on
                    pass
                case other:
                    pytest.fail(f"{path.name}:{node.lineno}: what code is {ast.unparse(other)}?")
    return found


def test_every_code_has_a_broken_example():
    assert {fault.code for fault in FAULTS} == codes_in_the_source()


def test_a_circle_of_two_decisions_is_named(copy):
    copy.cells("decisions.csv", {"id": "fi-8"}, replaces="fi-7;fi-9")
    problems = copy.problems()
    assert {problem.code for problem in problems} == {"replaces-circle", "replaces-backwards"}
    circle = next(problem for problem in problems if problem.code == "replaces-circle")
    assert "fi-8" in circle.message
    assert "fi-9" in circle.message


def governing(copy, day):
    """The decision that governs the road at Vaalimaa from the start of a day."""
    ds = borders.load(copy.path)
    return ds.timeline("vaalimaa").at(ds.when(day).start).measure.decision.id


@pytest.mark.parametrize(
    "repair",
    [
        same_day(effective="2025-04-17", replaces="fi-9"),
        same_day(effective="2025-04-16", replaces="fi-9"),
    ],
    ids=["from its start", "from before its start"],
)
def test_a_correction_made_the_same_day_is_accepted_and_governs(copy, repair):
    repair(copy)
    assert governing(copy, "2025-04-17") == "fi-9-corrected"


def test_two_decisions_of_a_day_whose_hours_are_given_do_not_tie(copy):
    same_day()(copy)
    copy.cells("decisions.csv", {"id": "fi-9-corrected"}, decided_at="2025-04-16T15:00")
    assert governing(copy, "2025-04-17") == "fi-9-corrected"


def test_a_measure_may_start_at_the_instant_at_which_the_one_before_ends(copy):
    copy.cells("closures.csv", {**CLOSED, "decision": "fi-9"}, valid_until="2025-04-30")
    measure(valid_from="2025-05-01", status="open")(copy)
    ds = borders.load(copy.path)
    assert ds.status("vaalimaa", "2025-04-30").status == "closed"
    assert ds.status("vaalimaa", "2025-05-01").status == "open"


def test_a_point_48_m_off_the_line_is_accepted(copy):
    moved(by_lon=0.0012)(copy)
    ds = borders.load(copy.path)
    assert 45 < ds.places["vaalimaa"].offset_m < 50
    assert ds.problems() == []


def test_every_measure_under_a_long_one_is_reported(copy):
    rows = [
        measure(valid_from=f"2025-05-{day}", valid_until=f"2025-05-{day}")(copy)
        for day in ("01", "03", "05")
    ]
    assert places(copy.problems()) == [
        ("overlap", "closures.csv", row, "valid_from") for row in rows
    ]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (lambda c: (c.path / "sources.csv").unlink(), ("no-file", "sources.csv", None, None)),
        (
            lambda c: c.swap("sources.csv", "id,title,", "id,heading,title,"),
            ("unknown-column", "sources.csv", 1, None),
        ),
        (
            lambda c: c.write("crossings.geojson", "{}"),
            ("geojson", "crossings.geojson", None, None),
        ),
        (lambda c: c.move("vaalimaa", [500, 60]), ("crossing", "crossings.geojson", None, None)),
    ],
    ids=["no file", "header", "collection", "position"],
)
def test_what_cannot_be_read_is_not_also_reported_by_all_that_refers_to_it(copy, edit, place):
    edit(copy)
    assert places(copy.problems()) == [place]


def test_a_row_with_a_cell_too_many_is_not_also_reported_by_all_that_refers_to_it(copy):
    row = copy.swap("decisions.csv", "fi-9,Decision 9: closure", "fi-9,Decision 9, closure")
    assert places(copy.problems()) == [("cells", "decisions.csv", row, None)]


def test_a_feature_that_is_not_an_object_is_not_passed_over(copy):
    found = copy.json("crossings.geojson")
    found["features"].append(None)
    copy.save_json("crossings.geojson", found)
    problems = copy.problems()
    assert [problem.file for problem in problems] == ["crossings.geojson"]
    assert "feature 22" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "9" * 5_000,  # more digits than Python turns into a number
        '{"type": "FeatureCollection", "features": [{"properties": {"id": NaN}}]}',
        "\ufeff{}",
        "",
    ],
    ids=["deep", "long number", "NaN", "byte order mark", "empty"],
)
def test_strange_json_is_a_problem_of_its_file_and_no_crash(copy, text):
    copy.write("frontier.geojson", text)
    assert {problem.file for problem in copy.problems()} == {"frontier.geojson"}


def test_half_a_surrogate_pair_is_not_text(copy):
    # JSON can write it, but no file and no terminal can be given it.
    copy.swap("crossings.geojson", '"Vaderma"', r'"Vad\ud800rma"')
    assert [problem.file for problem in copy.problems()] == ["crossings.geojson"]
    copy.swap("datapackage.json", '"title": "Crossing', r'"title": "\ud800')
    assert "datapackage.json" in {problem.file for problem in copy.problems()}


def test_description_and_licences_may_be_left_out(copy):
    copy.package("description", None)
    copy.package("licenses", None)
    assert copy.problems() == []


def test_a_side_named_twice_is_reported_where_it_stands(copy):
    row = copy.cells("decisions.csv", LAST, sides="fi;fi")
    assert places(copy.problems()) == [("ids", "decisions.csv", row, "sides")]


def test_a_doubled_first_vertex_does_not_stop_the_measuring(copy):
    sea, land = copy.parts()
    copy.frontier([sea[0], *sea], land)
    copy.move("vaalimaa", sea[0])
    ds = borders.load(copy.path)
    assert ds.problems() == []
    assert ds.places["vaalimaa"].chainage_m == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_only_a_newline_ends_a_line(copy, character, quote):
    row = copy.cells("events.csv", {"id": "2022-03-30-vr-freight-resumed"}, at="soon")
    note = f"{quote}Attributed{character}to the minister{quote}"
    copy.swap("events.csv", "Attributed to Interior Minister Risikko.", note)
    assert places(copy.problems()) == [("partial-date", "events.csv", row, "at")]


def test_a_row_over_several_lines_moves_the_rows_below_it(copy):
    copy.swap("events.csv", "Attributed to Interior Minister Risikko.", '"a\nb\nc"')
    row = copy.swap("events.csv", "2022-03-30-vr-freight-resumed,2022-03-30,", "resumed,soon,")
    assert row > 5
    assert places(copy.problems()) == [("partial-date", "events.csv", row, "at")]


def test_a_row_over_several_lines_is_named_by_its_first(copy):
    copy.swap("events.csv", "Attributed to Interior Minister Risikko.", '"a\nb\nc"')
    row = copy.swap("events.csv", "dropped,2016-10-22,", "dropped,soon,")
    assert places(copy.problems()) == [("partial-date", "events.csv", row, "at")]


def test_a_table_with_windows_line_ends_is_read(copy):
    path = copy.path / "closures.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert copy.problems() == []


def break_much(copy):
    """Break a folder in many places; returns the places in the order of file and row."""
    early = copy.cells("closures.csv", {"service": "road"}, status="shut", confidence="sure")
    late = copy.cells("closures.csv", CLOSED, valid_from="soon", sources="interfax-11100")
    copy.add_crossing(services=["ferry"])
    decision = copy.cells("decisions.csv", LAST, authority="")
    copy.swap("events.csv", "confidence,sources,note", "confidence,sources")
    (copy.path / "claims.csv").unlink()
    return [
        ("no-file", "claims.csv", None, None),
        ("choice", "closures.csv", early, "status"),
        ("choice", "closures.csv", early, "confidence"),
        ("moment", "closures.csv", late, "valid_from"),
        ("reference", "closures.csv", late, "sources"),
        ("crossing", "crossings.geojson", None, None),
        ("required", "decisions.csv", decision, "authority"),
        ("missing-column", "events.csv", 1, "note"),
    ]


def test_all_problems_are_reported_at_once_in_the_order_of_file_and_row(copy):
    expected = break_much(copy)
    with pytest.raises(DataError) as caught:
        borders.load(copy.path)
    assert places(caught.value.problems) == expected
    assert isinstance(caught.value, ValueError)


def check(folder):
    return CliRunner().invoke(main, ["check", str(folder)])


def test_check_prints_every_problem_on_a_line_of_stderr_and_exits_1(copy):
    expected = break_much(copy)
    result = check(copy.path)
    problems = copy.problems()
    assert result.exit_code == 1
    assert result.stdout == ""
    first, *others = result.stderr.splitlines()
    assert first == f"Error: {copy.path}: {len(expected)} problems"
    assert others == [str(problem) for problem in problems]
    assert others[1].startswith(
        f"closures.csv:{expected[1][2]} [status]: choice: 'shut' is not one"
    )


def test_check_finds_what_only_the_deep_rules_see(copy):
    row = copy.cells("closures.csv", CLOSED, hours="8-20")
    result = check(copy.path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"closures.csv:{row} [hours]: hours: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "edit",
    [
        lambda copy: copy.swap("events.csv", "sources,note", 'sources,note,"a\nb","a\nb"'),
        lambda copy: copy.frontier([[27, 60]]) or copy.swap("frontier.geojson", "part-1", r"a\nb"),
        lambda copy: copy.cells("closures.csv", CLOSED, hours="a\nb"),
        lambda copy: copy.cells("closures.csv", CLOSED, status="a\nb"),
        lambda copy: copy.add_crossing(id="a\nb"),
    ],
    ids=["header", "part", "hours", "status", "crossing"],
)
def test_a_problem_is_one_line_whatever_the_data_says(copy, edit):
    edit(copy)
    lines = [str(problem) for problem in copy.problems()]
    assert lines
    assert [line for line in lines if len(line.splitlines()) != 1] == []


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.unlink(missing_ok=True), "no-folder"),
        (lambda path: path.write_text("x"), "no-folder"),
        (lambda path: path.mkdir(), "no-file"),
    ],
    ids=["missing", "a file", "empty"],
)
def test_a_folder_that_is_none_is_told_in_one_error(tmp_path, make, code):
    folder = tmp_path / "data"
    make(folder)
    with pytest.raises(DataError) as caught:
        borders.load(folder)
    assert {problem.code for problem in caught.value.problems} == {code}
    result = check(folder)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {folder}: ")
    assert "Traceback" not in result.stderr
