"""The picture of all frontiers."""

import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest

import borders
from borders import language
from borders.pictures import overview_picture
from borders.pictures.svg import png
from borders.record.overview_map import shipped_overview

ATLAS = borders.load_all()
DAY = date(2025, 9, 20)


@pytest.mark.parametrize("form", [overview_picture.PAGE, overview_picture.PRINT])
def test_every_line_and_crossing_is_within_the_map(form):
    scene = overview_picture.lay_out(ATLAS, shipped_overview(), form)
    assert {*scene.lines} == {*ATLAS}
    lines = [*scene.lines.values(), *scene.unrecorded.values(), [*scene.points.values()]]
    for x, y in (point for line in lines for point in line):
        assert 0 <= x <= form.width
        assert 0 <= y <= form.height
    placed = {
        (n, c.id) for n, d in ATLAS.items() for c in d.record.crossings.values() if c.position
    }
    assert {*scene.points} == placed


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_frontier_is_named_beside_the_map_and_none_on_another(code):
    with language.use(code):
        picture = overview_picture.atlas_picture(ATLAS, DAY)
        titles = [str(d.translated(d.package.frontier_title)) for d in ATLAS.values()]
    texts = re.findall(r'<text x="[\d.]+" y="([\d.]+)"[^>]*>([^<]*)</text>', picture)
    named = sorted(float(y) for y, words in texts if unescape(words) in titles)
    assert len(named) == len(titles)
    assert min(b - a for a, b in pairwise(named)) >= 40
    assert png(picture).startswith(b"\x89PNG")


def test_the_picture_says_which_lines_have_no_record():
    picture = overview_picture.atlas_picture(ATLAS, DAY)
    assert picture.count("no record yet") == 2
    assert "Latvia–Belarus frontier" in picture


def test_frontiers_of_ones_own_are_drawn_without_a_base_map(data_folder):
    data_folder.set_package("frontier", "Ours <&>")
    ours = data_folder.load()
    picture = overview_picture.atlas_picture({ours.name: ours}, DAY)
    assert "Ours &lt;&amp;&gt;" in picture
    assert "no record yet" not in re.sub(r"<text[^>]*>[Nn]o record yet", "", picture)
