"""The layout of the map picture: true to scale, and nothing covers anything else."""

import math
from itertools import combinations, pairwise

import pytest
from pyproj import Geod, Proj, Transformer

from borders import language
from borders.model import PlaceKind
from borders.pictures import map_layout
from borders.pictures.map_frames import CARD, PORTRAIT, SMALL, STILL, TEXT
from borders.pictures.map_places import boxes
from borders.pictures.svg import LETTER
from borders.views import wording
from helpers.map_pictures import each_scene

PLANE = Transformer.from_crs("OGC:CRS84", "EPSG:3067", always_xy=True)


@pytest.fixture(scope="module")
def layouts(ds):
    """The layout of every kind of picture by its name."""
    return {layout.name: map_layout.lay_out(ds, layout) for layout in (PORTRAIT, CARD, STILL)}


def plane(ds, crossing):
    return PLANE.transform(*ds.record.crossings[crossing].position)


# where things lie


@each_scene
def test_distances_are_those_of_the_plane(ds, layouts, layout):
    scene = layouts[layout.name]
    for first, second in combinations(scene.crossings, 2):
        pixels = math.dist(scene.crossings[first].at, scene.crossings[second].at)
        km = math.dist(plane(ds, first), plane(ds, second)) / 1000
        assert pixels == pytest.approx(km * scene.pixels_per_km, rel=1e-3)


@each_scene
def test_distances_are_those_of_the_earth(ds, layouts, layout):
    scene, geod = layouts[layout.name], Geod(ellps="WGS84")
    for first, second in combinations(scene.crossings, 2):
        pixels = math.dist(scene.crossings[first].at, scene.crossings[second].at)
        ends = (ds.record.crossings[id_].position for id_ in (first, second))
        _, _, metres = geod.inv(*next(ends), *next(ends))
        assert pixels / scene.pixels_per_km == pytest.approx(metres / 1000, rel=3e-3)


@each_scene
def test_up_is_the_north_of_the_grid(ds, layouts, layout):
    """Every crossing lies where its plane position says, y to the south and x to the east."""
    scene = layouts[layout.name]
    scale = scene.pixels_per_km / 1000
    (x0, y0), (east0, north0) = scene.crossings["vaalimaa"].at, plane(ds, "vaalimaa")
    for id_, stand in scene.crossings.items():
        east, north = plane(ds, id_)
        assert stand.at[0] == pytest.approx(x0 + (east - east0) * scale, abs=0.5)
        assert stand.at[1] == pytest.approx(y0 - (north - north0) * scale, abs=0.5)
    assert scene.crossings["raja-jooseppi"].at[1] < scene.crossings["salla"].at[1]
    assert scene.crossings["salla"].at[1] < scene.crossings["vaalimaa"].at[1]
    assert scene.crossings["niirala"].at[0] > scene.crossings["vaalimaa"].at[0]


@each_scene
def test_the_frontier_passes_through_the_crossings(layouts, layout):
    scene = layouts[layout.name]
    steps = [pair for line in scene.frontier.values() for pair in pairwise(line)]
    for id_, stand in scene.crossings.items():
        if id_ in {"haapasaari", "nuijamaa-port"}:  # harbours: they lie apart from the line
            continue
        away = min(distance(stand.at, *step) for step in steps)
        # 500 m, and what simplifying may take
        assert away <= layout.detail + 0.5 * scene.pixels_per_km + 0.05, id_


def distance(point, start, end):
    """Of a point from a stretch."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1)
    share = min(max(share, 0), 1)
    return math.dist(point, (ax + share * dx, ay + share * dy))


def middle(ds, scene):
    """The position in the middle of the map's frame, from where Vaalimaa stands."""
    layout, scale = scene.layout, scene.pixels_per_km / 1000
    (x, y), (east, north) = scene.crossings["vaalimaa"].at, plane(ds, "vaalimaa")
    right = (layout.left + layout.right) / 2 - x
    down = (layout.top + layout.bottom) / 2 - y
    return PLANE.transform(east + right / scale, north - down / scale, direction="INVERSE")


@each_scene
def test_the_arrow_points_to_true_north(ds, layouts, layout):
    scene = layouts[layout.name]
    lon, lat = middle(ds, scene)
    convergence = Proj("EPSG:3067").get_factors(lon, lat).meridian_convergence
    # The sign, by walking a little way north: east of the central meridian it leads to the left.
    (x0, x1), (y0, y1) = PLANE.transform([lon, lon], [lat, lat + 0.01])
    walked = math.degrees(math.atan2(x1 - x0, y1 - y0))
    assert walked == pytest.approx(-convergence, abs=0.01)
    assert lon > 27
    assert walked < 0
    assert scene.north == pytest.approx(walked, abs=0.05)


# labels


def ink_of_symbol(stand, crossing, size):
    """What a status symbol covers: the largest shape but a diamond's corners, with its outline."""
    (x, y), half = stand.symbol, 8.8 * size * (1 if crossing.principal else 0.72)
    return x - half, y - half, x + half, y + half


def ink_of_name(stand, crossing, layout):
    """What a crossing's name and the hour of a change cover, in capitals and descenders."""
    (x, y), size = stand.name, layout.symbol
    if crossing.principal:
        font, words = TEXT * max(size, 0.85), f"{crossing.name} 00:00"
        baseline = y + 5 * size
    else:
        font, words, baseline = SMALL, crossing.name, y + 4
    width = LETTER * font * len(words)
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[stand.anchor]
    return left, baseline - 0.7 * font, left + width, baseline + 0.22 * font


def ink_of_place(name):
    """A town in small letters, or a country in capitals: those are 0.66 of the font high."""
    x, y = name.baseline
    if name.kind is PlaceKind.COUNTRY:
        half = LETTER * len(name.text) * 26 / 2
        return x - half, y - 0.66 * 21, x + half, y
    half = LETTER * len(name.text) * SMALL / 2
    return x - half, y - 0.7 * SMALL, x + half, y + 0.22 * SMALL


def boxes_of(ds, scene):
    """What may not be covered: (what, its crossing or place, its box)."""
    layout = scene.layout
    for id_, stand in scene.crossings.items():
        crossing = ds.record.crossings[id_]
        yield "symbol", id_, ink_of_symbol(stand, crossing, layout.symbol)
        if crossing.principal or layout.ranks > 1:
            yield "name", id_, ink_of_name(stand, crossing, layout)
    for name in scene.names:
        yield "place", name.text, ink_of_place(name)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@each_scene
def test_names_and_symbols_do_not_cover_one_another(ds, layouts, layout):
    all_boxes = list(boxes_of(ds, layouts[layout.name]))
    covered = [
        (first[:2], second[:2])
        for first, second in combinations(all_boxes, 2)
        if overlap(first[2], second[2])
    ]
    assert covered == []


@each_scene
def test_places_keep_clear_of_all_that_a_crossing_may_show(ds, layouts, layout):
    """By the generous boxes that the layout itself keeps free for symbols, names and hours."""
    scene = layouts[layout.name]
    kept = [
        box
        for id_, stand in scene.crossings.items()
        for box in boxes(ds.record.crossings[id_], stand, layout)
    ]
    for name in scene.names:
        assert not any(overlap(ink_of_place(name), box) for box in kept), name.text


@each_scene
def test_nothing_leaves_the_frame(ds, layouts, layout):
    for what, of, (left, top, right, bottom) in boxes_of(ds, layouts[layout.name]):
        assert layout.left <= left < right <= layout.right, (what, of)
        assert layout.top <= top < bottom <= layout.bottom, (what, of)


@each_scene
def test_names_belong_to_their_places(layouts, layout):
    for name in layouts[layout.name].names:
        assert name.baseline[0] == name.at[0]
        assert abs(name.baseline[1] - name.at[1]) <= 20


@each_scene
def test_crossings_are_not_moved_far(layouts, layout):
    for stand in layouts[layout.name].crossings.values():
        assert abs(stand.symbol[1] - stand.at[1]) <= 30
        assert abs(stand.name[1] - stand.at[1]) <= 30


# other data


def test_an_area_without_a_line_changes_no_picture(ds, data_folder):
    """Also where the area without a line is the first."""
    for name in ("land", "lakes"):
        areas = data_folder.json(f"{name}.geojson")
        areas["features"][0]["geometry"]["coordinates"].insert(0, [])
        empty = {"type": "MultiPolygon", "coordinates": []}
        areas["features"].insert(0, {"type": "Feature", "properties": {}, "geometry": empty})
        data_folder.write_json(f"{name}.geojson", areas)
    changed = data_folder.load()
    changed.require_no_errors()
    drawn, as_before = map_layout.lay_out(changed, STILL), map_layout.lay_out(ds, STILL)
    assert (drawn.land, drawn.lakes) == (as_before.land, as_before.lakes)


# names


@pytest.mark.parametrize("code", ["en", "fi", "sv", "ru"])
@each_scene
def test_the_countries_of_the_frontier_and_its_first_cities_are_named(ds, layout, code):
    with language.use(code):
        names = {name.text for name in map_layout.lay_out(ds, layout).names}
        for place in ds.record.places:
            if place.id in {"finland", "russia", "helsinki", "murmansk", "saint-petersburg"}:
                assert wording.place(ds, place) in names
