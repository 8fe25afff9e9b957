"""PROJ by pyproj, kept from the network, from which it would fetch grids if `PROJ_NETWORK=ON`.

All of `geo` imports it from here, where it is used: a look-up needs none of it.
"""

from __future__ import annotations

from pyproj import CRS, Geod, Transformer, network
from pyproj.exceptions import CRSError, ProjError

__all__ = ["CRS", "CRSError", "Geod", "ProjError", "Transformer"]

network.set_network_enabled(active=False)  # type: ignore[attr-defined]
