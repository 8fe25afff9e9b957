"""Geometries of GeoJSON taken apart."""

_DEPTH = {"LineString": 0, "Polygon": 1, "MultiLineString": 1, "MultiPolygon": 2}


def lines_of(geometry):
    """Every ring or line of a geometry, as a list of positions."""
    lines = [geometry["coordinates"]]
    for _ in range(_DEPTH[geometry["type"]]):
        lines = [line for parts in lines for line in parts]
    return lines


def polygons_of(geometries):
    """Each polygon of some geometries as a geometry of its own."""
    for geometry in geometries:
        several = geometry["type"] == "MultiPolygon"
        for rings in geometry["coordinates"] if several else [geometry["coordinates"]]:
            yield {"type": "Polygon", "coordinates": rings}
