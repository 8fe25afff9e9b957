"""Edits of the folder that `borders init` makes: the edge of what `borders check` passes."""

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


def frontier(positions, crossings, principal=bool, projection=None):
    """An edit that makes the frontier a line, with crossings at these of its positions."""

    def edit(folder):
        folder.set_frontier(positions)
        folder.set_package("projection", projection)
        collection = folder.json("crossings.geojson")
        (first,) = collection["features"]
        first["geometry"]["coordinates"] = positions[crossings[0]]
        for number, index in enumerate(crossings[1:]):
            own = first["properties"] | {
                "id": f"p-{number}",
                "name_en": f"Crossing {number}",
                "principal": principal(number + 1),
            }
            place = {"type": "Point", "coordinates": positions[index]}
            collection["features"].append({**first, "properties": own, "geometry": place})
        folder.write_json("crossings.geojson", collection)

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
    "a document below the site's address": lambda folder: folder.replace(
        "sources.csv", "https://example.org/", "https://example.org/report.html"
    ),
    "numbers at both ends": arrivals("1800,,example-point,,0", "1800,2200-12-31,,all,999999999"),
    "many numbers of a day": arrivals(*[f"2026-01-02,,example-point,,{n}" for n in range(500)]),
}
