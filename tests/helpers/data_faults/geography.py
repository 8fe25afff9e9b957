"""Faults of crossings, of the frontier, of towns and of the base map."""

from helpers.data_faults.fault import TOWN, Fault, file_fault, moves_vaalimaa


def _crossing(name, message, *, code="crossing", **feature):
    """A fault of the properties or the geometry of a crossing that is added."""

    def edit(folder):
        assert folder.add_crossing(**feature) == 22

    return file_fault(f"crossing {name}", code, "crossings.geojson", edit, message)


def _frontier(name, message, edit, code="frontier"):
    return file_fault(f"frontier {name}", code, "frontier.geojson", edit, message)


def _line(name, message, *parts, code="frontier", **options):
    """A fault of a frontier of these coordinates."""
    return _frontier(name, message, lambda folder: folder.set_frontier(*parts, **options), code)


def _lake(name, message, geometry):
    """The first lake has this geometry."""

    def edit(folder):
        lakes = folder.json("lakes.geojson")
        lakes["features"][0]["geometry"] = geometry
        folder.write_json("lakes.geojson", lakes)

    return file_fault(f"the base map with {name}", "geojson", "lakes.geojson", edit, message)


def _polygon(rings):
    return {"type": "Polygon", "coordinates": rings}


def _winding(*steps):
    """The land part goes on from its 500th position by these steps, and then as it was."""

    def edit(folder):
        sea, land = folder.frontier_parts()
        lon, lat = land[500]
        land[501:501] = [[lon + east, lat + north] for east, north in steps]
        folder.set_frontier(sea, land)

    return edit


def _reversed(folder):
    folder.set_frontier(*(part[::-1] for part in folder.frontier_parts()[::-1]))


def _with_a_gap(folder):
    sea, land = folder.frontier_parts()
    folder.set_frontier(sea, land[1:])


CROSSINGS = [
    _crossing("without an id", "is not an id", without="id"),
    _crossing("with a bad id", "is not an id", id="New Point"),
    _crossing("with a number for its id", "id must be text", id=5),
    _crossing("without a name", "needs a name", without="name_en"),
    _crossing("with an empty name", "needs a name", name_en=""),
    _crossing("with a name that is none", "must be text", name_fi=5),
    _crossing("without services", "services", without="services"),
    _crossing("with no service", "at least one service", services=[]),
    *(
        _crossing(f"with services {services!r}", "services must be a list", services=services)
        for services in ("road", {"road": 1}, 5, "[road]")
    ),
    _crossing("with an unknown service", "'ferry'", services=["ferry"]),
    _crossing("without properties", "properties", without="properties"),
    _crossing("without a geometry", "geometry", without="geometry"),
    _crossing("that is a line", "Point", geometry={"type": "LineString", "coordinates": []}),
    _crossing("that may count", "true or false", principal="true"),
    _crossing(
        "with a property misspelt",
        "feature 22: nothing reads 'principel'; did you mean principal?",
        code="unknown-property",
        principel=True,
    ),
    _crossing("with one name for several", "list of names", also_known_as="New"),
    *(
        _crossing(
            f"at {position!r:.20}",
            "[lon, lat]",
            geometry={"type": "Point", "coordinates": position},
        )
        for position in ([27.9, 100], [10**400, 60], [27.9], [], None, 5, [27.9, "north"])
    ),
    _crossing(
        "that is there twice",
        "feature 22: vaalimaa is there twice",
        code="duplicate",
        id="vaalimaa",
    ),
    *(
        _crossing(f"within {value!r} m", "number of metres", within_m=value)
        for value in (0, -5, True, "fifty", 10**9, [50])
    ),
    *(
        file_fault(name, code, "crossings.geojson", edit, message)
        for name, code, edit, message in (
            (
                "a point further off than it may be",
                "off-the-frontier",
                lambda f: f.replace("crossings.geojson", '"within_m": 12000', '"within_m": 11000'),
                "more than 11,000 m",
            ),
            (
                "lat before lon",
                "swapped",
                moves_vaalimaa(swapped=True),
                "vaalimaa: lon and lat are swapped; write [27.873486, 60.604604]",
            ),
            (
                "1 km off the line",
                "off-the-frontier",
                moves_vaalimaa(by_lat=0.009),
                "vaalimaa lies ",
            ),
            (
                "60 m off the line",
                "off-the-frontier",
                moves_vaalimaa(by_lon=0.0015),
                "more than 50 m",
            ),
        )
    ),
]

PLACES = [
    *(
        Fault(f"{column} {value}", "position", "places.csv", edit, None, "[lon, lat] in degrees")
        for column, value in (("lat", "90.1"), ("lat", "-91"), ("lon", "180.5"), ("lon", "-361"))
        for edit in [lambda folder, x=column, y=value: TOWN.set(folder, **{x: y})]
    ),
    TOWN.fault(
        "a town lat before lon",
        "swapped",
        "lon",
        "write 24.94 as lon and 60.17 as lat",
        lon="60.17",
        lat="24.94",
    ),
]

BASE_MAP = [
    file_fault(
        *("the base map in metres", "geojson", "lakes.geojson"),
        lambda folder: folder.replace(
            "lakes.geojson", "{", '{"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3067"}},'
        ),
        "is in urn:ogc:def:crs:EPSG::3067; save it in EPSG:4326",
    ),
    _lake("a point", "must be one of LineString", {"type": "Point"}),
    _lake("nothing", "must be one of LineString", None),
    _lake("a flat area", "are not those of a Polygon", _polygon(5)),
    _lake("an area of two corners", "at least 4", _polygon([[[1, 2], [3, 4], [1, 2]]])),
    _lake("an open area", "where it starts", _polygon([[[1, 2], [3, 4], [5, 6], [7, 8]]])),
    _lake("a lake in space", "in degrees", _polygon([[[1, 2], [300, 4], [5, 6], [1, 2]]])),
]

FRONTIER = [
    _frontier(
        "that crosses itself",
        "crosses itself or turns back at [",
        _winding((0.001, 0.001), (0.001, -0.001), (-0.001, 0.0005)),
        "self-crossing",
    ),
    _frontier(
        "that turns back",
        "crosses itself or turns back at [",
        _winding((0.0004, 0.0), (0.0001, 0.0)),
        "self-crossing",
    ),
    _frontier("from north to south", "from south to north", _reversed),
    _frontier("with a gap", "part-2 must start where part-1 ends", _with_a_gap),
    _frontier(
        "of several lines",
        "lines that join end to end",
        lambda folder: folder.set_frontier(
            [folder.frontier_parts()[0], folder.frontier_parts()[1][1:]], kind="MultiLineString"
        ),
    ),
    _line("without a feature", "no feature"),
    *(
        _line(f"of {coordinates!r}", "at least two positions", coordinates)
        for coordinates in ([], None, [[27.0, 60.0]])
    ),
    *(
        _line(f"through {position!r:.20}", "[lon, lat]", [position, [28.0, 69.0]])
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
        _line(f"through {x}", "is not a number", [[float(x), 60], [28.0, 69.0]], code="json")
        for x in ("nan", "inf", "-inf")
    ),
    _line("of a number", "positions", 5),
    _frontier(
        "without the name of its part",
        "`part`",
        lambda folder: folder.replace("frontier.geojson", '{"part": "sea"}', "{}"),
    ),
]

FAULTS = [*CROSSINGS, *PLACES, *BASE_MAP, *FRONTIER]
