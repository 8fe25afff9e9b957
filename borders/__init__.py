"""The dated, sourced status of the crossing points of a frontier, at any instant.

>>> import borders
>>> ds = borders.load()
>>> str(ds.status("Vaalimaa", at="2023-12-15T20:00").status)
'closed'
"""

from borders.errors import (
    AddressError,
    BordersError,
    CrossingError,
    DecisionError,
    FrameError,
    OutputError,
    WhenError,
)
from borders.model import Confidence, Service, Status
from borders.notebook import Dataset, load
from borders.record.problems import DataError

__all__ = [
    "AddressError",
    "BordersError",
    "Confidence",
    "CrossingError",
    "DataError",
    "Dataset",
    "DecisionError",
    "FrameError",
    "OutputError",
    "Service",
    "Status",
    "WhenError",
    "load",
]
