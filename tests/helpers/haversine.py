"""Distances on a sphere, to compare those on the ellipsoid with."""

import math


def haversine_m(a, b):
    """Metres between two positions (lon, lat); a sphere is off by up to half a per cent."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(math.sqrt(h))
