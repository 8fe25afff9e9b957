"""The map's script computes as the package does."""

import random

import pytest

from borders.pictures.map_layout import spread
from borders.site import map_data
from helpers.geojson import lines_of


def test_the_script_spreads_as_the_package_does(visit, single_map_of):
    chance = random.Random(7)
    cases = [
        [sorted(chance.uniform(0, 400) for _ in range(chance.randrange(13))), chance.uniform(0, 40)]
        for _ in range(300)
    ]
    page = visit(single_map_of("2026-11-22"))
    all_places = page.evaluate(
        "all => all.map(([targets, gap]) => borders.spread(targets, gap))", cases
    )
    for (targets, gap), places in zip(cases, all_places, strict=True):
        assert places == pytest.approx(spread(targets, gap), abs=1e-6)


def test_the_script_reads_what_the_package_encoded(ds, visit, single_map_of):
    rings = [
        ring
        for name in ("land", "lakes", "neighbours")
        for geometry in ds.basemap[name]
        for ring in lines_of(geometry)
    ]
    assert len(rings) > 100
    page = visit(single_map_of("2026-11-22"))
    encoded = [map_data.encode_polyline(ring) for ring in rings]
    decoded = page.evaluate("all => all.map((one) => borders.decodePolyline(one))", encoded)
    for ring, positions in zip(rings, decoded, strict=True):
        assert positions == [[round(lat, 4), round(lon, 4)] for lon, lat in ring]
