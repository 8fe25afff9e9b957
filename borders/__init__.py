"""The dated, sourced status of the crossing points of a frontier, at any instant.

>>> import borders
>>> ds = borders.load()
>>> str(ds.status("Vaalimaa", at="2023-12-15T20:00").status)
'closed'
"""

TYPE_CHECKING = False  # as type checkers know it; importing typing takes 6 ms
if TYPE_CHECKING:
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
    from borders.notebook import Dataset, load, load_all
    from borders.query.atlas import Atlas
    from borders.record.problems import DataError

__all__ = [
    "AddressError",
    "Atlas",
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
    "load_all",
]

_MODULE_OF = {
    **dict.fromkeys(__all__, "borders.errors"),  # but for these:
    **dict.fromkeys(("Confidence", "Service", "Status"), "borders.model"),
    **dict.fromkeys(("Dataset", "load", "load_all"), "borders.notebook"),
    "Atlas": "borders.query.atlas",
    "DataError": "borders.record.problems",
}


def __getattr__(name: str) -> object:
    """Import a name of `__all__` when it is first asked for, as PEP 562 has it.

    Python imports the package before the program, which could not yet answer Ctrl-C.
    """
    if name not in _MODULE_OF:
        raise AttributeError(f"{__name__}.{name}")
    from importlib import import_module

    value: object = getattr(import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
