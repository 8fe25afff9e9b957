"""Whatever `borders check` passes, every command can do: folders at the edge of what it allows."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borders.pictures.map_layout import CARD, PORTRAIT, STILL, lay_out
from borders.site.build import build
from helpers.commands import printed, run
from helpers.editable_folder import EditableFolder
from helpers.paths import START

DAY = "2026-01-05"
HEADER = "id,date,until,crossing,scope,count,qualifier,counted,cutoff,confidence,sources,note\n"


def emptied(*tables):
    """An edit that leaves these tables their header alone."""

    def edit(folder):
        for table in tables:
            folder.write(f"{table}.csv", folder.text(f"{table}.csv").splitlines()[0] + "\n")

    return edit


def without_crossings(folder):
    emptied("closures")(folder)
    folder.write_json("crossings.geojson", {"type": "FeatureCollection", "features": []})


def line(*positions, at, projection="EPSG:32631", **properties):
    """An edit that makes the frontier this line, on which the crossing lies at a position."""

    def edit(folder):
        folder.set_frontier(positions)
        folder.edit_crossing("example-point", position=at, **properties)
        folder.set_package("projection", projection)

    return edit


def land(kind, coordinates):
    def edit(folder):
        feature = {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}}
        folder.write_json("land.geojson", {"type": "FeatureCollection", "features": [feature]})

    return edit


def crossings(count, *, principal):
    """An edit that puts many crossings at one place."""

    def edit(folder):
        collection = folder.json("crossings.geojson")
        (first,) = collection["features"]
        for number in range(count):
            own = first["properties"] | {"id": f"p-{number}", "principal": principal}
            collection["features"].append({**first, "properties": own})
        folder.write_json("crossings.geojson", collection)

    return edit


def arrivals(*rows):
    cells = ",exact,people,,inferred,example-document,\n"
    text = "".join(f"n-{number},{row}{cells}" for number, row in enumerate(rows))
    return lambda folder: folder.write("arrivals.csv", HEADER + text)


def package(**settings):
    def edit(folder):
        for key, value in settings.items():
            folder.set_package(key, value)

    return edit


def properties(**values):
    return lambda folder: folder.edit_crossing("example-point", **values)


def decision_called(name):
    def edit(folder):
        for file in ("decisions.csv", "closures.csv"):
            folder.replace(file, "example-decision", name)

    return edit


def zigzag(count):
    return [[index % 2 / 10, index * 2 / count - 1] for index in range(count)]


UNREAD = {"lanes": [1, [2], {}, None], "bbox": 3, "size": 10**30, "geometry": "x", "name_": "x"}
SQUARE = [[-2, -2], [2, -2], [2, 2], [-2, 2], [-2, -2]]
FOLDERS = {
    "as init makes it": lambda _: None,
    "without crossings": without_crossings,
    "without measures": emptied("closures"),
    "an empty line": lambda folder: folder.write(
        "closures.csv", folder.text("closures.csv").replace("\n", "\n\n")
    ),
    "properties that nobody reads": properties(**UNREAD),
    "an id and type of its own": lambda folder: folder.replace(
        "crossings.geojson", '"type": "Feature", "id": "example-point"', '"type": 5, "id": {}'
    ),
    "the first year": lambda folder: folder.replace("closures.csv", "2026-01-01", "1800-01-01"),
    "the last year": lambda folder: (
        package(verified_through="2200-12-31", focus=["2026-01-01", "2200-12-31"])(folder),
        folder.set_cells("closures.csv", {}, valid_until="2200-12-31"),
    ),
    "a focus before the record": package(focus=["1950-01-01", "1960-01-01"]),
    "long names": properties(**dict.fromkeys(("name_en", "name_fi"), "W" * 200)),
    "a way called as what objects have": properties(way="constructor"),
    "a decision called as a part of pages": decision_called("slider"),
    "a part called as what objects have": lambda folder: folder.replace(
        "frontier.geojson", '"land"', '"__proto__"'
    ),
    "from west to east": line([0, 0], [3, 0], at=[1, 0]),
    "from west to east, long": line([-4, 40], [12, 40.5], at=[-4, 40], projection="EPSG:3035"),
    "a hundred metres": line([0, 0], [0, 0.001], at=[0, 0]),
    "a crossing far from a short line": line(
        [0, 0], [0, 0.001], at=[0.5, 0.5], within_m=100_000, projection="EPSG:32631"
    ),
    "over the antimeridian": line([179.9, 0], [-179.9, 1], at=[-179.9, 1], projection="EPSG:32660"),
    "over the pole": line([0, 89], [0, 90], [180, 89.5], at=[0, 89], projection="EPSG:3413"),
    "a line to and fro": line(*zigzag(5_000), at=[0, -1]),
    "land to and fro": land("Polygon", [[*zigzag(40_000), [2, 2], [2, -2], [0, -1]]]),
    "land with many holes": land(
        "Polygon",
        [
            SQUARE,
            *[
                [[x / 5000, 0], [x / 5000, 1e-4], [x / 5000 + 1e-4, 0], [x / 5000, 0]]
                for x in range(5000)
            ],
        ],
    ),
    "land out of reach": lambda folder: (
        land("Polygon", [[[-20, -90], [20, -90], [20, 80], [-20, 80], [-20, -90]]])(folder),
        line([0, 60], [0, 62], at=[0, 60], projection="EPSG:3413")(folder),
    ),
    "a hundred crossings at one place": crossings(100, principal=True),
    "a hundred more at one place": crossings(100, principal=False),
    "numbers at both ends": arrivals("1800,,example-point,,0", "1800,2200-12-31,,all,999999999"),
    "many numbers of a day": arrivals(*[f"2026-01-02,,example-point,,{n}" for n in range(500)]),
}


@pytest.fixture
def start_folder(tmp_path):
    return EditableFolder(tmp_path, START)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_check_passes_can_be_asked_drawn_and_published(start_folder, tmp_path, name):
    FOLDERS[name](start_folder)
    folder = start_folder.path
    printed("check", folder)
    for command in ("changes", "stats", "crossings", "arrivals", "claims"):
        printed(command, "--data", folder)
    for output, *options in (
        ("map.html",),
        ("before.html", "--as-of", "2010-01-01"),
        ("map.png",),
        ("card.svg", "--layout", "card"),
    ):
        printed("map", DAY, "--data", folder, "-o", tmp_path / output, *options)
        if output.endswith("svg"):
            text = (tmp_path / output).read_text(encoding="utf-8")
            assert not re.search(r"\bnan\b|\binf\b", text)
    printed("map", "2010-01-01", "--data", folder, "-o", tmp_path / "long-before.html")
    run("stats", "--data", folder, "-o", tmp_path / "stats.svg")
    # with all that `borders export` writes
    printed("site", "--data", folder, "-o", tmp_path / "site", "--to", DAY, "--every", "change")


@pytest.mark.parametrize("layout", [PORTRAIT, CARD, STILL], ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_crossing_lies_in_every_picture(start_folder, name, layout):
    FOLDERS[name](start_folder)
    scene = lay_out(start_folder.load(), layout)
    for stand in scene.crossings.values():
        for x, y in (stand.at, stand.symbol):
            assert layout.left <= x <= layout.right
            assert layout.top <= y <= layout.bottom
    for x, y in (point for points in scene.frontier.values() for point in points):
        assert layout.left <= x <= layout.right
        assert layout.top <= y <= layout.bottom


def test_a_site_of_days_before_the_record(start_folder, tmp_path):
    arguments = ("--from", "2010-01-01", "--to", "2010-01-02")
    printed("site", "--data", start_folder.path, "-o", tmp_path / "site", *arguments)
    assert (tmp_path / "site/dates/2010-01-01/index.html").exists()


def test_a_day_that_the_calendar_skips_has_no_page(start_folder, tmp_path):
    package(timezone="Pacific/Apia")(start_folder)
    ds, site = start_folder.load(), tmp_path / "site"
    first, last = (ds.when(day).day for day in ("2011-12-29", "2011-12-31"))
    assert build(ds, site, first, last, every_day=True) == 2
    assert not (site / "dates/2011-12-30").exists()


def test_what_nobody_reads_is_not_exported(start_folder, tmp_path):
    for name in ("properties that nobody reads", "an id and type of its own", "an empty line"):
        FOLDERS[name](start_folder)
    printed("export", "--data", start_folder.path, "-o", tmp_path / "export")
    text = (tmp_path / "export/crossings.geojson").read_text(encoding="utf-8")
    (feature,) = json.loads(text)["features"]
    assert (feature["type"], feature["id"]) == ("Feature", "example-point")
    assert not UNREAD.keys() & feature["properties"].keys()
    assert "\n\n" not in (tmp_path / "export/closures.csv").read_text(encoding="utf-8")


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
days = st.dates().map(str) | st.just("")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_folder_is_refused_in_lines_or_rendered(tmp_path_factory, data):
    """Settings, properties and positions at random, in the folder that `borders init` makes."""
    folder = EditableFolder(tmp_path_factory.mktemp("folder"), START)
    numbers = st.floats(-190, 190)
    positions = data.draw(st.lists(st.tuples(numbers, st.floats(-91, 91)), min_size=2, max_size=4))
    positions.sort(key=lambda position: position[1])
    if data.draw(st.booleans()):
        line(
            *positions,
            at=positions[0],
            projection=data.draw(st.sampled_from(["EPSG:3857", "EPSG:3413"])),
        )(folder)
    for key in data.draw(
        st.sets(
            st.sampled_from(["verified_through", "site_from", "focus", "projection", "timezone"])
        )
    ):
        folder.set_package(
            key,
            data.draw(
                days
                | st.tuples(days, days).map(list)
                | values.filter(lambda value: value is not None)
            ),
        )
    folder.edit_crossing(
        "example-point",
        **data.draw(st.dictionaries(st.text(max_size=5), values | st.lists(values), max_size=2)),
    )
    folder.set_cells("closures.csv", {}, valid_until=data.draw(days))
    out = folder.path.parent
    for command in (
        ["map", DAY, "-o", out / "m.html"],
        ["export", "-o", out / "x"],
        ["map", DAY, "-o", out / "m.svg"],
    ):
        result = run(*command, "--data", folder.path)
        checked = run("check", folder.path)
        assert result.exit_code == checked.exit_code, result.output
        assert isinstance(result.exception, SystemExit | None)
