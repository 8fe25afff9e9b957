"""The picture of a slice: well-formed, complete, true to scale, and legible."""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import struct
from datetime import date, timedelta
from itertools import combinations, pairwise, product
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod, Proj, Transformer

import borders
from borders.model import PlaceKind
from borders.pictures import map_layout as scenes
from borders.pictures import map_picture as picture
from borders.pictures import map_symbols
from borders.pictures.map_base import base_map
from borders.pictures.map_layout import CARD, PORTRAIT, STILL, spread
from borders.pictures.svg import png
from borders.views.day import day_view
from borders.views.style import LOOKS, PAPER
from helpers.editable_folder import Copy

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = [PORTRAIT, CARD]
DAYS = ["2023-11-17", "2023-11-18", "2023-12-15", "2020-06-01"]
HOUR = re.compile(r"\b\d\d:\d\d\b")
PLANE = Transformer.from_crs("OGC:CRS84", "EPSG:3067", always_xy=True)

each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
each_scene = pytest.mark.parametrize(
    "layout", [PORTRAIT, CARD, STILL], ids=lambda layout: layout.name
)
each_day = pytest.mark.parametrize("day", DAYS)


@pytest.fixture(scope="module")
def drawn(ds):
    """The SVG text of a layout and day, drawn once."""
    return {
        (layout.name, day): picture.svg(ds, ds.slice(day), layout)
        for layout in LAYOUTS
        for day in DAYS
    }


@pytest.fixture(scope="module")
def laid_out(ds):
    return {layout.name: scenes.lay_out(ds, layout) for layout in (PORTRAIT, CARD, STILL)}


def texts(root):
    """What every text element says."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def principal(ds):
    return [crossing for crossing in ds.record.crossings.values() if crossing.principal]


def plane(ds, crossing):
    return PLANE.transform(*ds.record.crossings[crossing].position)


def groups_of(root, text):
    """The groups whose own text is this alone."""
    groups = root.iter(f"{SVG}g")
    return [group for group in groups if [t.text for t in group.findall(f"{SVG}text")] == [text]]


def label_of(root, name):
    """The text of a crossing on the map, and the symbol after it."""
    for parent in root.iter():
        children = list(parent)
        for text, following in pairwise(children):
            if text.tag == f"{SVG}text" and text.get("text-anchor") == "end" and text.text == name:
                return text, following
    raise AssertionError(f"{name} is not on the map")


# what it says


@each_layout
@each_day
def test_it_is_well_formed_small_and_of_its_size(drawn, layout, day):
    text = drawn[layout.name, day]
    assert len(text.encode()) < 120_000
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert (root.get("width"), root.get("height")) == (str(layout.width), str(layout.height))
    assert root.get("viewBox") == f"0 0 {layout.width} {layout.height}"


def test_a_card_has_the_size_that_sites_ask_for(drawn):
    root = ET.fromstring(drawn["card", "2023-12-15"])
    assert (root.get("width"), root.get("height")) == ("1200", "630")


@each_layout
@each_day
def test_it_can_be_heard(ds, drawn, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    view = day_view(ds, ds.slice(day))
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert view.when in title.text
    assert view.headline in title.text
    states = dict(re.findall(r"(?:^|[.;] )([^.;:]+): ([^;]+?)(?=; |\. )", description.text))
    assert list(states) == [crossing.name for crossing in principal(ds)]
    for crossing in principal(ds):
        answer = ds.status(crossing.id, day)
        said = states[crossing.name]
        assert said.startswith(str(answer.before)) if answer.changed else said == answer.status
        assert str(answer.status) in said
    assert view.verified_words in description.text


@each_layout
@each_day
def test_every_word_is_text(ds, drawn, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    view, found = day_view(ds, ds.slice(day)), texts(root)
    for said in (view.when, view.headline, view.frontier, "100 km", "N"):
        assert said in found
    assert view.verified_words in found
    shown = [name.text for name in scenes.lay_out(ds, layout).names]
    for name in shown:
        assert name in found or name.upper() in found
    assert {"Lappeenranta", "Vyborg", "FINLAND", "RUSSIA"} & set(found)
    for crossing in principal(ds):
        assert any(said.startswith(crossing.name) for said in found)
    # one letter for each status, as text upon its symbol
    assert [said for said in found if len(said) == 1 and said != "N"] == [
        look.letter for look in LOOKS.values()
    ]


@each_day
def test_a_portrait_has_a_legend_and_every_name(ds, drawn, day):
    found = texts(ET.fromstring(drawn["portrait", day]))
    for look in LOOKS.values():
        assert look.label in found
    assert {"Road", "Rail", "Boat", "Changed that day"} <= set(found)
    for crossing in ds.record.crossings.values():
        if crossing.position:
            assert any(said.startswith(crossing.name) for said in found)


@each_day
def test_a_card_lists_every_road_crossing_with_its_state(ds, drawn, day):
    found = texts(ET.fromstring(drawn["card", day]))
    for crossing in principal(ds):
        answer = ds.status(crossing.id, day)
        clock = answer.since.astimezone(ds.package.zone).strftime("%H:%M") if answer.since else ""
        state = f"{answer.before} → {answer.status}, {clock}" if answer.changed else answer.status
        assert f"{crossing.name}{state}" in found


@each_layout
@each_day
def test_it_names_whose_data_it_shows(ds, drawn, layout, day):
    said = " ".join(texts(ET.fromstring(drawn[layout.name, day])))
    parts = ds.package.attribution.split("; ")
    assert all(part in said for part in parts)
    licences = re.findall(r"\(([^)]+)\)", ds.package.attribution)
    assert licences == ["ODbL", "LGPL", "CC BY 4.0"]
    assert all(f"({licence})" in said for licence in licences)


@each_layout
@each_day
def test_nothing_refers_to_another_place(drawn, layout, day):
    text = drawn[layout.name, day]
    assert re.findall(r"\w+://[^\"'\s<]+", text) == ["http://www.w3.org/2000/svg"]
    root = ET.fromstring(text)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"script", "image", "foreignObject", "a"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name.endswith("href"):
                assert value.removeprefix("#") in ids
            for target in re.findall(r"url\(([^)]*)\)", value):
                assert target.removeprefix("#") in ids


# where it stands


@each_scene
def test_distances_are_those_of_the_plane(ds, laid_out, layout):
    scene = laid_out[layout.name]
    for first, second in combinations(scene.crossings, 2):
        pixels = math.dist(scene.crossings[first].at, scene.crossings[second].at)
        km = math.dist(plane(ds, first), plane(ds, second)) / 1000
        assert pixels == pytest.approx(km * scene.pixels_per_km, rel=1e-3)


@each_scene
def test_distances_are_those_of_the_earth(ds, laid_out, layout):
    scene, geod = laid_out[layout.name], Geod(ellps="WGS84")
    for first, second in combinations(scene.crossings, 2):
        pixels = math.dist(scene.crossings[first].at, scene.crossings[second].at)
        ends = (ds.record.crossings[id_].position for id_ in (first, second))
        _, _, metres = geod.inv(*next(ends), *next(ends))
        assert pixels / scene.pixels_per_km == pytest.approx(metres / 1000, rel=3e-3)


@each_scene
def test_up_is_the_north_of_the_grid(ds, laid_out, layout):
    """Every crossing lies where its plane position says, y to the south and x to the east."""
    scene = laid_out[layout.name]
    scale = scene.pixels_per_km / 1000
    (x0, y0), (east0, north0) = scene.crossings["vaalimaa"].at, plane(ds, "vaalimaa")
    for id_, stand in scene.crossings.items():
        east, north = plane(ds, id_)
        assert stand.at[0] == pytest.approx(x0 + (east - east0) * scale, abs=0.01)
        assert stand.at[1] == pytest.approx(y0 - (north - north0) * scale, abs=0.01)
    assert scene.crossings["raja-jooseppi"].at[1] < scene.crossings["salla"].at[1]
    assert scene.crossings["salla"].at[1] < scene.crossings["vaalimaa"].at[1]
    assert scene.crossings["niirala"].at[0] > scene.crossings["vaalimaa"].at[0]


@each_scene
def test_the_frontier_passes_through_the_crossings(laid_out, layout):
    scene = laid_out[layout.name]
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


@each_layout
def test_symbols_are_drawn_where_the_scene_has_them(ds, drawn, laid_out, layout):
    root, scene = ET.fromstring(drawn[layout.name, "2023-12-15"]), laid_out[layout.name]
    for crossing in principal(ds):
        _, group = label_of(root, crossing.name)
        x, y = re.match(r"translate\(([\d.]+) ([\d.]+)\)", group.get("transform")).groups()
        assert (float(x), float(y)) == pytest.approx(scene.crossings[crossing.id].at, abs=0.051)


@each_layout
@each_day
def test_the_scale_bar_is_a_hundred_kilometres(drawn, laid_out, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    groups = [
        g for g in root.iter(f"{SVG}g") if [t.text for t in g.findall(f"{SVG}text")] == ["100 km"]
    ]
    assert len(groups) == 1
    path = groups[0].find(f"{SVG}path").get("d")
    length = float(re.fullmatch(r"M0-5V0H([\d.]+)V-5", path)[1])
    assert length == pytest.approx(100 * laid_out[layout.name].pixels_per_km, abs=0.051)
    x, y = map(
        float, re.match(r"translate\(([\d.]+) ([\d.]+)\)", groups[0].get("transform")).groups()
    )
    assert layout.left < x < x + length < layout.right
    assert layout.top < y < layout.bottom


@each_scene
def test_the_arrow_points_to_true_north(ds, laid_out, layout):
    scene = laid_out[layout.name]
    lon, lat = middle(ds, scene)
    convergence = Proj("EPSG:3067").get_factors(lon, lat).meridian_convergence
    # The sign, by walking a little way north: east of the central meridian it leads to the left.
    (x0, x1), (y0, y1) = PLANE.transform([lon, lon], [lat, lat + 0.01])
    walked = math.degrees(math.atan2(x1 - x0, y1 - y0))
    assert walked == pytest.approx(-convergence, abs=0.01)
    assert lon > 27
    assert walked < 0
    assert scene.north == pytest.approx(walked, abs=0.05)


def middle(ds, scene):
    """The position in the middle of the map's frame, from where Vaalimaa stands."""
    layout, scale = scene.layout, scene.pixels_per_km / 1000
    (x, y), (east, north) = scene.crossings["vaalimaa"].at, plane(ds, "vaalimaa")
    right = (layout.left + layout.right) / 2 - x
    down = (layout.top + layout.bottom) / 2 - y
    return PLANE.transform(east + right / scale, north - down / scale, direction="INVERSE")


@each_layout
@each_day
def test_the_arrow_is_drawn_as_it_points(drawn, laid_out, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    groups = groups_of(root, "N")
    assert len(groups) == 1
    angle = float(re.search(r"rotate\(([^)]+)\)", groups[0].get("transform"))[1])
    assert angle == pytest.approx(laid_out[layout.name].north, abs=0.051)


# labels


def ink_of_symbol(stand, crossing, size):
    """What a status symbol covers: the largest shape but a diamond's corners, with its outline."""
    (x, y), half = stand.symbol, 8.8 * size * (1 if crossing.principal else 0.72)
    return x - half, y - half, x + half, y + half


def ink_of_name(stand, crossing, layout):
    """What a crossing's name and the hour of a change cover, in capitals and descenders."""
    (x, y), size = stand.name, layout.symbol
    if crossing.principal:
        font = scenes.TEXT * max(size, 0.85)
        width = scenes.LETTER * font * len(f"{crossing.name} 00:00")
        baseline = y + 5 * size
        return x - width, baseline - 0.7 * font, x, baseline + 0.22 * font
    font, baseline = scenes.SMALL, y + 4
    width = scenes.LETTER * font * len(crossing.name)
    return x, baseline - 0.7 * font, x + width, baseline + 0.22 * font


def ink_of_place(name):
    """A town in small letters, or a country in capitals: those are 0.66 of the font high."""
    x, y = name.baseline
    if name.kind is PlaceKind.COUNTRY:
        half = scenes.LETTER * len(name.text) * 26 / 2
        return x - half, y - 0.66 * 21, x + half, y
    half = scenes.LETTER * len(name.text) * scenes.SMALL / 2
    return x - half, y - 0.7 * scenes.SMALL, x + half, y + 0.22 * scenes.SMALL


def boxes(ds, scene):
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
def test_names_and_symbols_do_not_cover_one_another(ds, laid_out, layout):
    found = list(boxes(ds, laid_out[layout.name]))
    covered = [
        (first[:2], second[:2])
        for first, second in combinations(found, 2)
        if overlap(first[2], second[2])
    ]
    assert covered == []


@each_scene
def test_places_keep_clear_of_all_that_a_crossing_may_show(ds, laid_out, layout):
    """By the generous boxes that the layout itself keeps free for symbols, names and hours."""
    scene = laid_out[layout.name]
    kept = [
        box
        for id_, stand in scene.crossings.items()
        for box in scenes._boxes(ds.record.crossings[id_], stand, layout)
    ]
    for name in scene.names:
        assert not any(overlap(ink_of_place(name), box) for box in kept), name.text


@each_layout
@each_day
def test_no_symbol_lies_under_the_mark_of_a_change(ds, drawn, layout, day):
    """A halo drawn after a neighbour's symbol must not reach its fill."""
    root = ET.fromstring(drawn[layout.name, day])
    symbols, halos = [], []  # with their rank in the order of drawing, their centre and scale
    for rank, group in enumerate(root.iter(f"{SVG}g")):
        placed = r"translate\(([\d.]+) ([\d.]+)\)scale\(([\d.]+)\)"
        if found := re.fullmatch(placed, group.get("transform") or ""):
            x, y, scale = map(float, found.groups())
            if group.find(f"{SVG}circle[@r='14']") is not None:
                halos.append((rank, (x, y), scale))
            if any(use.get("href").startswith("#s-") for use in group.findall(f"{SVG}use")):
                symbols.append((rank, (x, y), scale))
    assert len(symbols) == len([c for c in ds.record.crossings.values() if c.position])
    changed = [entry for entry in ds.slice(day).crossings if entry.main.changed]
    assert len(halos) == len([entry for entry in changed if entry.crossing.position])
    covered = []
    for (below, under, size), (above, over, scale) in product(symbols, halos):
        # how far the halo is from the square of the symbol's fill
        away = [max(abs(a - b) - 8 * size, 0) for a, b in zip(under, over, strict=True)]
        if below < above and math.hypot(*away) < 14 * scale:
            covered.append((under, over))
    assert covered == []


@each_scene
def test_nothing_leaves_the_frame(ds, laid_out, layout):
    for what, of, (left, top, right, bottom) in boxes(ds, laid_out[layout.name]):
        assert layout.left <= left < right <= layout.right, (what, of)
        assert layout.top <= top < bottom <= layout.bottom, (what, of)


@each_scene
def test_names_belong_to_their_places(laid_out, layout):
    for name in laid_out[layout.name].names:
        assert name.baseline[0] == name.at[0]
        assert abs(name.baseline[1] - name.at[1]) <= 20


@each_scene
def test_crossings_are_not_moved_far(laid_out, layout):
    for stand in laid_out[layout.name].crossings.values():
        assert abs(stand.symbol[1] - stand.at[1]) <= 30
        assert abs(stand.name[1] - stand.at[1]) <= 30


# changes


@each_layout
def test_a_changed_crossing_shows_both_statuses_and_the_hour(drawn, layout):
    root = ET.fromstring(drawn[layout.name, "2023-12-15"])
    for name in ("Vaalimaa", "Niirala"):
        label, group = label_of(root, name)
        assert "".join(label.itertext()) == f"{name}20:00"
        uses = [use.get("href") for use in group.iter(f"{SVG}use")]
        assert uses == ["#w-road", "#s-open", "#s-closed"]
        assert halo_under(root, group).get("fill") == PAPER["highlight"]
    for name in ("Imatra", "Salla"):
        label, group = label_of(root, name)
        assert "".join(label.itertext()) == name
        assert [use.get("href") for use in group.iter(f"{SVG}use")] == ["#w-road", "#s-closed"]
        assert halo_under(root, group) is None


def halo_under(root, symbol):
    """The mark of a change at the same place and scale, wherever it is drawn."""
    groups = [g for g in root.iter(f"{SVG}g") if g.get("transform") == symbol.get("transform")]
    found = (group.find(f"{SVG}circle[@r='14']") for group in groups)
    return next((circle for circle in found if circle is not None), None)


@each_layout
@pytest.mark.parametrize("day", ["2023-11-17", "2020-06-01"])
def test_an_unchanged_day_shows_neither_halo_nor_hour(ds, drawn, layout, day):
    assert ds.changes(day, day) == []
    root = ET.fromstring(drawn[layout.name, day])
    assert [said for said in texts(root) if HOUR.search(said)] == []
    assert root.findall(f".//{SVG}circle[@r='14']") == []
    for crossing in principal(ds):
        _, group = label_of(root, crossing.name)
        status = ds.status(crossing.id, day).status
        assert [use.get("href") for use in group.iter(f"{SVG}use")] == ["#w-road", f"#s-{status}"]


def test_a_portrait_says_what_changed(drawn):
    found = texts(ET.fromstring(drawn["portrait", "2023-12-15"]))
    assert any(said.startswith("20:00 Vaalimaa and Niirala, road: open → closed") for said in found)


# spreading

heights = st.lists(st.floats(-1000, 1000, allow_nan=False), max_size=12)
gaps = st.floats(0, 60)


@given(heights, gaps)
@example([], 10)
@example([5, 5, 5], 10)
def test_spread_keeps_the_order_and_the_gap(targets, gap):
    places = spread(targets, gap)
    assert len(places) == len(targets)
    order = sorted(range(len(targets)), key=lambda index: (targets[index], places[index]))
    for above, below in pairwise([places[index] for index in order]):
        assert below - above >= gap - 1e-6


@given(st.lists(st.integers(1, 100), max_size=12), st.floats(0, 60))
def test_spread_leaves_what_is_far_apart(steps, gap):
    targets = [sum(steps[:count]) + count * gap for count in range(len(steps))]
    assert spread(targets, gap) == targets


@given(heights, gaps)
def test_spread_moves_each_block_as_much_up_as_down(targets, gap):
    places = spread(targets, gap)
    moved = sorted(zip(places, targets, strict=True))
    blocks = [[]]
    for place, target in moved:
        if blocks[-1] and place - blocks[-1][-1][0] > gap + 1e-6:
            blocks.append([])
        blocks[-1].append((place, target))
    for block in blocks:
        assert sum(place - target for place, target in block) == pytest.approx(0, abs=1e-6)


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=8), gaps, st.randoms())
def test_no_other_places_are_nearer_to_their_targets(targets, gap, chance):
    def cost(places):
        return sum((a - b) ** 2 for a, b in zip(places, sorted(targets), strict=True))

    best = sorted(spread(targets, gap))
    for _ in range(20):
        others, size = [], chance.choice([0.01, 1.0, 30.0])
        for place in best:
            wanted = place + chance.uniform(-size, size)
            others.append(max(wanted, others[-1] + gap) if others else wanted)
        assert cost(best) <= cost(others) + 1e-6


def test_spread_takes_targets_in_any_order():
    chance = random.Random(5)
    for _ in range(100):
        targets = [chance.uniform(0, 300) for _ in range(9)]
        given_order = sorted(targets)
        places = dict(zip(given_order, spread(given_order, 20), strict=True))
        assert spread(targets, 20) == [places[target] for target in targets]


# as PNG


def size_of(image):
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert image[12:16] == b"IHDR"
    return struct.unpack(">II", image[16:24])


@each_layout
def test_a_png_is_twice_the_size_and_always_the_same(drawn, layout):
    text = drawn[layout.name, "2023-12-15"]
    image = png(text)
    assert size_of(image) == (2 * layout.width, 2 * layout.height)
    assert len(image) > 100_000
    assert png(text) == image


def test_a_png_has_the_scale_that_was_asked_for(drawn):
    assert size_of(png(drawn["card", "2023-11-17"], scale=1)) == (1200, 630)


def test_a_png_shows_the_words(drawn):
    """In a font of our own: without its text the picture is another."""
    text = drawn["card", "2023-11-17"]
    bare = re.sub(r"<text.*?</text>", "", text)
    assert bare != text
    assert len(png(bare, scale=1)) < len(png(text, scale=1)) - 10_000


def test_two_pictures_are_the_same_bytes(ds, drawn):
    again = borders.load()
    assert picture.svg(again, again.slice("2023-12-15"), CARD) == drawn["card", "2023-12-15"]


# the still of a page


def test_the_still_of_a_page_is_light_on_any_date(ds, laid_out):
    base, symbols = base_map(laid_out["still"]), map_symbols.definitions()
    sizes = {}
    changed = {change.at.astimezone(ds.package.zone).date() for change in ds.changes()}
    for day in {date(2023, 11, 17), date(2026, 11, 22), *changed}:
        text = (
            base + map_symbols.crossings(laid_out["still"], day_view(ds, ds.slice(day))) + symbols
        )
        sizes[day] = len(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    assert max(sizes.values()) <= 12_000, max(sizes.items(), key=lambda item: item[1])


def test_the_still_that_pages_share_is_a_picture_of_its_own(ds, laid_out):
    root = ET.fromstring(picture.still(laid_out["still"], day_view(ds, ds.slice("2023-12-15"))))
    assert root.get("viewBox") == f"0 0 {STILL.width} {STILL.height}"
    assert "FINLAND" in texts(root)


# other data


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


HOSTILE = "<script>alert(\"1\")</script> & 'x' ]]> <!-- &amp; {{ 7 * 7 }}"


@each_layout
def test_hostile_text_stays_text(copy, layout):
    found = json.loads(copy.text("crossings.geojson"))
    named = next(
        f
        for f in found["features"]
        if f.get("id") == "vaalimaa" or f["properties"].get("id") == "vaalimaa"
    )
    before = json.dumps(named, ensure_ascii=False)
    after = before.replace('"Vaalimaa"', json.dumps(HOSTILE))
    assert after != before
    named.clear()
    named.update(json.loads(after))
    copy.write("crossings.geojson", json.dumps(found, ensure_ascii=False))
    ds = borders.load(copy.path)
    text = picture.svg(ds, ds.slice("2023-12-15"), layout)
    assert "<script" not in text
    root = ET.fromstring(text)
    assert any(said.startswith(HOSTILE) for said in texts(root))
    assert f"{HOSTILE}: open → closed, 20:00" in root.find(f"{SVG}desc").text
    label, _ = label_of(root, HOSTILE)
    assert "".join(label.itertext()) == f"{HOSTILE}20:00"
    assert len(list(label)) == 1  # the hour
    assert size_of(png(text, scale=1)) == (layout.width, layout.height)


@each_layout
def test_a_folder_without_a_base_map_still_gives_a_picture(copy, layout):
    for name in ("land.geojson", "lakes.geojson", "neighbours.geojson", "places.csv"):
        (copy.path / name).unlink()
    ds = borders.load(copy.path)
    text = picture.svg(ds, ds.slice("2023-12-15"), layout)
    root = ET.fromstring(text)
    for crossing in principal(ds):
        label_of(root, crossing.name)
    assert "FINLAND" not in texts(root)
    assert size_of(png(text)) == (2 * layout.width, 2 * layout.height)


@each_layout
def test_past_the_verified_date_it_says_so(ds, layout):
    day = ds.package.verified_through + timedelta(days=1)
    root = ET.fromstring(picture.svg(ds, ds.slice(day), layout))
    assert any(said.startswith("Not verified: ") for said in texts(root))
