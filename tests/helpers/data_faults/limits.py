"""Values beyond the limits that `borders check` states, which libraries or other programs set."""

from helpers.data_faults.fault import (
    ARRIVALS,
    CLAIM,
    CLOSURE,
    EVENT,
    LAST_DECISION,
    SOURCE,
    TOWN,
    TRANSLATION,
    file_fault,
)

YEARS = ("1799-12-31", "2201-01-01", "0001-01-01", "9999-12-30")
RESERVED = ("con", "aux", "nul", "com1", "lpt9")
PROJECTIONS = {
    "package": (
        "+proj=utm +zone=35",
        "+proj=utm +nadgrids=/dev/zero",
        "EPSG",
        "GEOGCS[x]",
        "a/b:1",
    ),
    "projection": ("EPSG:0", "EPSG:4326", "EPSG:2263", "EPSG:3031", "IAU_2015:30110", "X:1"),
}
BROKEN = {"a\nb": "U+000A", "a\tb": "U+0009", "a\u2028b": "U+2028"}
ONE_LINE = (
    *("name_en", "name_sr-latn", "opposite_ru", "way", "class", "position", "municipality"),
    *("region", "opposite_region", "road", "unlocode"),
)


def _package(key, value, message="", code="package"):
    name = f"{key} {value!r:.40}"
    return file_fault(
        name, code, "datapackage.json", lambda f: f.set_package(key, value), message, key
    )


def _crossing(message, code="crossing", **properties):
    def edit(folder):
        folder.add_crossing(**properties)

    return file_fault(f"{properties!r:.40}", code, "crossings.geojson", edit, message)


def _line(name, message, *parts, code="limit"):
    return file_fault(
        name, code, "frontier.geojson", lambda folder: folder.set_frontier(*parts), message
    )


def _lakes(name, message, geometries, code="limit"):
    def edit(folder):
        features = [{"type": "Feature", "properties": {}, "geometry": g} for g in geometries]
        folder.write_json("lakes.geojson", {"type": "FeatureCollection", "features": features})

    return file_fault(name, code, "lakes.geojson", edit, message)


def _zigzag(count):
    return [[27 + index % 2, 60 + index / count] for index in range(count)]


def _with_half_a_pair(file):
    def edit(folder):
        folder.write(file, folder.text(file).replace("{", r'{"x": "\ud800", ', 1))

    return file_fault(f"half a pair in {file}", "json", file, edit, "surrogate pair")


TRIANGLE = [[27, 60], [28, 60], [28, 61], [27, 60]]

FAULTS = [
    # texts
    *SOURCE.faults("title", "limit", "has 301 characters; at most 300", "x" * 301),
    *SOURCE.faults("url", "limit", "at most 2,000", f"https://example.org/{'x' * 2000}"),
    *LAST_DECISION.faults("note", "limit", "at most 5,000", "x" * 5001),
    *CLAIM.faults("reason", "limit", "at most 5,000", "x" * 5001),
    *TOWN.faults("name_en", "limit", "at most 200", "x" * 201),
    *EVENT.faults("id", "limit", "at most 60", "x" * 61),
    *EVENT.faults("crossings", "limit", "at most 5,000", "imatra;" * 1_000),
    *TRANSLATION.faults("translation", "limit", "at most 5,000", "x" * 5001),
    *(_package(key, "x" * 301, "at most") for key in ("name", "title", "frontier", "attribution")),
    _package("description", "x" * 5001, "at most 5,000"),
    _package("licenses", [{"name": "x" * 301}], "at most 300"),
    _crossing("name_en has 10,000 characters; at most 200", name_en="x" * 10_000),
    _crossing("also_known_as has 201", also_known_as=["x" * 201]),
    _crossing("note has 5,001", note="x" * 5001),
    _crossing("id has 61", id="x" * 61),
    # what is printed on one line
    *(
        fault
        for row, column in (
            (SOURCE, "title"),
            (SOURCE, "publisher"),
            (LAST_DECISION, "authority"),
            (TOWN, "name_ru"),
            (TRANSLATION, "translation"),
        )
        for text, code in BROKEN.items()
        for fault in row.faults(column, "limit", f"holds {code}; write one line", text)
    ),
    *(
        fault
        for text in BROKEN
        for fault in (
            *(_package(k, text, "one line") for k in ("name", "title", "frontier", "attribution")),
            _package("sides", {"fi": text, "ru": "Russia"}, "one line"),
            _package("licenses", [{"name": text}], "one line"),
            _package("contributors", [{"title": text}], "one line"),
            *(_crossing(f"{key} holds", **{key: text}) for key in ONE_LINE),
            _crossing("also_known_as holds", also_known_as=["New", text]),
        )
    ),
    # names that a file or a program cannot have
    *(fault for id_ in RESERVED for fault in EVENT.faults("id", "id", "on Windows", id_)),
    _crossing("on Windows", id="con"),
    _crossing("a service twice", services=["road", "road"]),
    _package("sides", {"F I": "Finland"}, "side codes"),
    _package("sides", {"fi": "Finland", "ru": "FINLAND"}, "different names"),
    *(_with_half_a_pair(file) for file in ("datapackage.json", "crossings.geojson")),
    # dates
    *CLOSURE.faults("valid_from", "moment", "outside the years 1800 to 2200", *YEARS),
    *CLOSURE.faults("valid_until", "end", "outside the years", *YEARS),
    *LAST_DECISION.faults("announced_at", "moment", "outside the years", *YEARS),
    *EVENT.faults("at", "partial-date", "outside the years", "1799", "2201-01", *YEARS),
    *ARRIVALS.faults("until", "partial-date", "outside the years", *YEARS),
    *SOURCE.faults("published", "partial-date", "outside the years", "0999"),
    *(
        _package(key, day, "1800 to 2200")
        for key in ("verified_through", "site_from")
        for day in YEARS
    ),
    _package("focus", ["1799-12-31", "2023-12-15"], "1800 to 2200"),
    _package("site_from", "2200-12-31", "after verified_through"),
    *(_package("timezone", zone) for zone in ("localtime", "posixrules", "Factory", "right/UTC")),
    # addresses
    *(
        _package("licenses", [{"name": "x", "path": path}], "http or https address", "url")
        for path in ("java\tscript:alert(1)", " http://example.org", "data:text/html,x")
    ),
    *(
        _package("resources", [{"name": "closures", **wrong}], "a list of objects")
        for wrong in ({"licenses": 5}, {"sources": ["x"]}, {"title": 5})
    ),
    # projections
    *(
        _package("projection", crs, code=code)
        for code, values in PROJECTIONS.items()
        for crs in values
    ),
    # geometry
    _line("of a centimetre", "at least 100 m", [[27, 60], [27, 60.0000001]]),
    _line("of no length", "at least 100 m", [[27, 60], [27, 60]]),
    _line("of 50,001 positions", "more than 50,000", _zigzag(50_001)),
    _line(
        "of 101 parts",
        "more than 100 parts",
        *([[27, 60 + n / 16], [27, 60 + (n + 1) / 16]] for n in range(101)),
    ),
    file_fault(
        "two parts of a name",
        "frontier",
        "frontier.geojson",
        lambda folder: folder.replace("frontier.geojson", '"part": "sea"', '"part": "land"'),
        "a name of its own",
    ),
    _lakes(
        "a lake of 50,001 positions",
        "at most 50,000",
        [{"type": "LineString", "coordinates": _zigzag(50_001)}],
        code="geojson",
    ),
    _lakes(
        "20,001 lakes",
        "at most 20,000",
        [{"type": "MultiPolygon", "coordinates": [[TRIANGLE]] * 20_001}],
    ),
]
