"""The look of a status must survive every kind of sight, grey paper, and the map under it."""

import re
from collections import Counter
from itertools import combinations

import pytest
from coloraide import Color

from borders.model import Service, Status
from borders.views.style import LOOKS, PAPER, PAPER_DARK, SERVICES, WAYS, night_rules, ways_used
from helpers.paths import PACKAGE

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}\b")
PAIRS = list(combinations(Status, 2))
GROUNDS = {"land": PAPER["land"], "sea": PAPER["sea"], "white": "#ffffff"}


def long(colour):
    """#abc as #aabbcc, in small letters."""
    colour = colour.lower()
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def colours_in(text):
    return {long(colour) for colour in COLOUR.findall(text)}


def colours_of_the_style():
    looks = {colour for look in LOOKS.values() for colour in (look.fill, look.ink)}
    return {long(colour) for colour in looks | set(PAPER.values())}


def colour_seen_with(colour, deficiency):
    return Color(colour).filter(deficiency) if deficiency else Color(colour)


def test_every_status_and_service_has_its_own_look():
    assert set(LOOKS) == set(Status)
    assert set(SERVICES) == set(Service)
    assert len(set(SERVICES.values())) == len(Service)


def test_every_way_of_the_record_has_a_line(ds):
    assert {crossing.way for crossing in ds.record.crossings.values()} <= set(WAYS)
    assert len(set(WAYS.values())) == len(WAYS)


def test_a_legend_has_the_ways_that_points_have_and_roads_for_others():
    assert ways_used(["boat", "foot", "boat"]) == ["foot", "boat"]
    assert ways_used(["rail", "cable car"]) == ["road", "rail"]


@pytest.mark.parametrize("what", ["label", "letter"])
def test_labels_and_letters_are_distinct(what):
    assert len({getattr(look, what) for look in LOOKS.values()}) == len(Status)


def test_shapes_are_distinct():
    counts = Counter(look.shape for look in LOOKS.values())
    assert max(counts.values()) == 1, counts


@pytest.mark.parametrize("deficiency", [None, "protan", "deutan", "tritan"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_fills_differ_for_every_sight(pair, deficiency):
    first, second = (colour_seen_with(LOOKS[status].fill, deficiency) for status in pair)
    assert first.delta_e(second, method="2000") >= 20


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_fills_differ_in_grey(pair):
    first, second = (Color(LOOKS[status].fill).convert("lab-d65")["l"] for status in pair)
    assert abs(first - second) >= 12


@pytest.mark.parametrize("status", Status)
def test_a_letter_can_be_read_on_its_fill(status):
    look = LOOKS[status]
    assert len(look.letter) == 1
    assert Color(look.fill).contrast(look.ink) >= 4.5


@pytest.mark.parametrize("ground", ["land", "sea"])
@pytest.mark.parametrize("status", Status)
def test_a_symbol_stands_out_from_the_map(status, ground):
    """By its fill, or by its outline where the fill is as light as the map."""
    look = LOOKS[status]
    light = Color(look.fill).luminance() > 0.4
    edge = look.ink if light else look.fill
    assert Color(edge).contrast(GROUNDS[ground]) >= 3


@pytest.mark.parametrize("paper", [PAPER, PAPER_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["land", "sea", "casing"])
@pytest.mark.parametrize(("text", "least"), [("ink", 7), ("quiet", 4.5), ("country", 3)])
def test_names_can_be_read_on_the_map(text, least, ground, paper):
    assert Color(paper[text]).contrast(paper[ground]) >= least


@pytest.mark.parametrize("paper", [PAPER, PAPER_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["land", "sea", "lake", "casing"])
def test_the_frontier_stands_out_from_the_map(ground, paper):
    assert Color(paper["frontier"]).contrast(paper[ground]) >= 4.5


def test_at_night_paper_turns_dark_and_a_status_stays():
    looks = {colour for look in LOOKS.values() for colour in (look.fill, look.ink)}
    turned = set(re.findall(r'\[(?:fill|stroke)="(#\w+)"\]', night_rules()))
    assert turned == set(PAPER.values())
    assert not turned & looks


@pytest.mark.parametrize(
    "file",
    [
        f"{room}/{path.name}"
        for room in ("pictures", "site", "export", "cli")
        for path in sorted((PACKAGE / room).glob("*.py"))
    ]
    + [f"site/static/{path.name}" for path in sorted((PACKAGE / "site/static").glob("*.js"))],
)
def test_colours_come_from_the_style_alone(file):
    text = (PACKAGE / file).read_text(encoding="utf-8")
    assert colours_in(text) & colours_of_the_style() == set()


@pytest.mark.parametrize("name", ["page.css", "document.css", "crossing.css"])
def test_a_style_sheet_repeats_no_colour_of_the_style(name):
    text = (PACKAGE / "site" / "static" / name).read_text(encoding="utf-8")
    assert colours_in(text) & colours_of_the_style() == set()
