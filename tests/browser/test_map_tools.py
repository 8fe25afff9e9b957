"""The map's script computes as the package does."""

from borders.site import map_data
from helpers.geojson import lines_of


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
        assert positions == [[round(lat, 5), round(lon, 5)] for lon, lat in ring]
