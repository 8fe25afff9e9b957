"""The picture of a slice: well-formed, complete and legible."""

import gzip
import math
import re
from datetime import date, timedelta
from itertools import product
from xml.etree import ElementTree as ET

import pytest

import borders
from borders.pictures import map_frames, map_layout, map_picture, map_symbols
from borders.pictures.map_base import base_map
from borders.pictures.map_frames import CARD, STILL
from borders.pictures.svg import png
from borders.views.day import day_view
from borders.views.style import LOOKS, PAPER
from helpers.map_pictures import each_day, each_layout, label_of, png_size, principal
from helpers.svg import SVG, texts_of

HOUR = re.compile(r"\b\d\d:\d\d\b")


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
def test_its_description_has_every_status(ds, drawn, layout, day):
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
        state = states[crossing.name]
        assert state.startswith(str(answer.before)) if answer.changed else state == answer.status
        assert str(answer.status) in state
    assert view.verified_words in description.text


@each_layout
@each_day
def test_every_word_is_text(ds, drawn, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    view, words = day_view(ds, ds.slice(day)), texts_of(root)
    for word in (view.when, view.headline, view.frontier, "100 km", "N"):
        assert word in words
    assert view.verified_words in words
    place_names = [name.text for name in map_layout.lay_out(ds, layout).names]
    for name in place_names:
        assert name in words or name.upper() in words
    assert {"Lappeenranta", "Vyborg", "FINLAND", "RUSSIA"} & set(words)
    for crossing in principal(ds):
        assert any(word.startswith(crossing.name) for word in words)
    # one letter for each status, as text upon its symbol
    assert [word for word in words if len(word) == 1 and word != "N"] == [
        look.letter for look in LOOKS.values()
    ]


@each_day
def test_a_portrait_has_a_legend_and_every_name(ds, drawn, day):
    words = texts_of(ET.fromstring(drawn["portrait", day]))
    for look in LOOKS.values():
        assert look.label in words
    assert {"Road", "Rail", "Boat", "Changed that day"} <= set(words)
    for crossing in ds.record.crossings.values():
        if crossing.position:
            assert any(word.startswith(crossing.name) for word in words)


@each_day
def test_a_card_lists_every_road_crossing_with_its_state(ds, drawn, day):
    words = texts_of(ET.fromstring(drawn["card", day]))
    for crossing in principal(ds):
        answer = ds.status(crossing.id, day)
        clock = answer.since.astimezone(ds.package.zone).strftime("%H:%M") if answer.since else ""
        state = f"{answer.before} → {answer.status}, {clock}" if answer.changed else answer.status
        assert f"{crossing.name}{state}" in words


@each_layout
@each_day
def test_it_names_whose_data_it_shows(ds, drawn, layout, day):
    words = " ".join(texts_of(ET.fromstring(drawn[layout.name, day])))
    parts = ds.package.attribution.split("; ")
    assert all(part in words for part in parts)
    licences = re.findall(r"\(([^)]+)\)", ds.package.attribution)
    assert licences == ["ODbL", "LGPL", "CC BY 4.0"]
    assert all(f"({licence})" in words for licence in licences)


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


def groups_of(root, text):
    """The groups whose own text is this alone."""
    groups = root.iter(f"{SVG}g")
    return [group for group in groups if [t.text for t in group.findall(f"{SVG}text")] == [text]]


@each_layout
def test_symbols_are_drawn_where_the_scene_has_them(ds, drawn, layout):
    root, scene = ET.fromstring(drawn[layout.name, "2023-12-15"]), map_layout.lay_out(ds, layout)
    for crossing in principal(ds):
        _, group = label_of(root, crossing.name)
        x, y = re.match(r"translate\(([\d.]+) ([\d.]+)\)", group.get("transform")).groups()
        assert (float(x), float(y)) == pytest.approx(scene.crossings[crossing.id].at, abs=0.051)


@each_layout
@each_day
def test_the_scale_bar_is_a_hundred_kilometres(ds, drawn, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    groups = [
        g for g in root.iter(f"{SVG}g") if [t.text for t in g.findall(f"{SVG}text")] == ["100 km"]
    ]
    assert len(groups) == 1
    path = groups[0].find(f"{SVG}path").get("d")
    length = float(re.fullmatch(r"M0-5V0H([\d.]+)V-5", path)[1])
    assert length == pytest.approx(100 * map_layout.lay_out(ds, layout).pixels_per_km, abs=0.051)
    x, y = map(
        float, re.match(r"translate\(([\d.]+) ([\d.]+)\)", groups[0].get("transform")).groups()
    )
    assert layout.left < x < x + length < layout.right
    assert layout.top < y < layout.bottom


@each_layout
@each_day
def test_the_arrow_is_drawn_as_it_points(ds, drawn, layout, day):
    root = ET.fromstring(drawn[layout.name, day])
    groups = groups_of(root, "N")
    assert len(groups) == 1
    angle = float(re.search(r"rotate\(([^)]+)\)", groups[0].get("transform"))[1])
    assert angle == pytest.approx(map_layout.lay_out(ds, layout).north, abs=0.051)


@each_layout
@each_day
def test_no_symbol_lies_under_the_mark_of_a_change(ds, drawn, layout, day):
    """A halo drawn after a neighbour's symbol must not reach its fill."""
    root = ET.fromstring(drawn[layout.name, day])
    symbols, halos = [], []  # with their rank in the order of drawing, their centre and scale
    for rank, group in enumerate(root.iter(f"{SVG}g")):
        placed = r"translate\(([\d.]+) ([\d.]+)\)scale\(([\d.]+)\)"
        if match := re.fullmatch(placed, group.get("transform") or ""):
            x, y, scale = map(float, match.groups())
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
    """The mark of a change that has the place and the scale of a symbol, None without."""
    groups = [g for g in root.iter(f"{SVG}g") if g.get("transform") == symbol.get("transform")]
    circles = (group.find(f"{SVG}circle[@r='14']") for group in groups)
    return next((circle for circle in circles if circle is not None), None)


@each_layout
@pytest.mark.parametrize("day", ["2023-11-17", "2020-06-01"])
def test_an_unchanged_day_shows_neither_halo_nor_hour(ds, drawn, layout, day):
    assert ds.changes(day, day) == []
    root = ET.fromstring(drawn[layout.name, day])
    assert [word for word in texts_of(root) if HOUR.search(word)] == []
    assert root.findall(f".//{SVG}circle[@r='14']") == []
    for crossing in principal(ds):
        _, group = label_of(root, crossing.name)
        status = ds.status(crossing.id, day).status
        assert [use.get("href") for use in group.iter(f"{SVG}use")] == ["#w-road", f"#s-{status}"]


def test_a_portrait_says_what_changed(drawn):
    words = texts_of(ET.fromstring(drawn["portrait", "2023-12-15"]))
    assert any(word.startswith("20:00 Vaalimaa and Niirala, road: open → closed") for word in words)


def test_two_pictures_are_the_same_bytes(ds, drawn):
    again = borders.load()
    assert map_picture.svg(again, again.slice("2023-12-15"), CARD) == drawn["card", "2023-12-15"]


# the still of a page


def test_the_still_of_a_page_is_light_on_any_date(ds):
    base = base_map(map_layout.lay_out(ds, STILL))
    sizes = {}
    changed = {change.at.astimezone(ds.package.zone).date() for change in ds.changes()}
    for day in {date(2023, 11, 17), date(2026, 11, 22), *changed}:
        view = day_view(ds, ds.slice(day))
        text = (
            base
            + map_symbols.crossings(map_layout.lay_out(ds, STILL), view)
            + map_symbols.definitions(view)
        )
        sizes[day] = len(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    assert max(sizes.values()) <= 12_000, max(sizes.items(), key=lambda item: item[1])


def test_the_still_that_pages_share_is_a_picture_of_its_own(ds):
    root = ET.fromstring(
        map_picture.still(map_layout.lay_out(ds, STILL), day_view(ds, ds.slice("2023-12-15")))
    )
    assert root.get("viewBox") == f"0 0 {STILL.width} {STILL.height}"
    assert "FINLAND" in texts_of(root)


# other data


HOSTILE = "<script>alert(\"1\")</script> & 'x' ]]> <!-- &amp; {{ 7 * 7 }}"


@each_layout
def test_hostile_text_stays_text(data_folder, layout):
    data_folder.edit_crossing("vaalimaa", name_en=HOSTILE)
    ds = data_folder.load()
    text = map_picture.svg(ds, ds.slice("2023-12-15"), layout)
    assert "<script" not in text
    root = ET.fromstring(text)
    assert any(word.startswith(HOSTILE) for word in texts_of(root))
    assert f"{HOSTILE}: open → closed, 20:00" in root.find(f"{SVG}desc").text
    label, _ = label_of(root, HOSTILE)
    assert "".join(label.itertext()) == f"{HOSTILE}20:00"
    assert len(list(label)) == 1  # the hour
    assert png_size(png(text, scale=1)) == (layout.width, layout.height)


@each_layout
def test_a_folder_without_a_base_map_still_gives_a_picture(data_folder, layout):
    for name in ("land.geojson", "lakes.geojson", "neighbours.geojson", "places.csv"):
        (data_folder.path / name).unlink()
    ds = data_folder.load()
    text = map_picture.svg(ds, ds.slice("2023-12-15"), layout)
    root = ET.fromstring(text)
    for crossing in principal(ds):
        label_of(root, crossing.name)
    assert "FINLAND" not in texts_of(root)
    assert png_size(png(text)) == (2 * layout.width, 2 * layout.height)


@each_layout
def test_past_the_verified_date_it_says_so(ds, layout):
    day = ds.package.verified_through + timedelta(days=1)
    root = ET.fromstring(map_picture.svg(ds, ds.slice(day), layout))
    assert any(word.startswith("Not verified: ") for word in texts_of(root))


# the small map of a crossing's page


def test_a_small_map_marks_one_crossing_and_is_light(ds):
    scene = map_layout.lay_out(ds, map_frames.LOCATOR)
    for crossing in ds.record.crossings.values():
        picture = map_picture.locator(scene, crossing)
        assert (picture is None) == (crossing.position is None)
        if picture:
            root = ET.fromstring(picture)
            assert texts_of(root) == ["FINLAND", "RUSSIA", crossing.name]
            at = scene.crossings[crossing.id].at
            (mark,) = root.findall(f"{SVG}circle[@r='7']")
            assert (mark.get("cx"), mark.get("cy")) == tuple(f"{place:.1f}" for place in at)
            assert len(gzip.compress(picture.encode())) < 8_000
