"""The frontiers that come with the package: data folders, each of which has a name."""

from __future__ import annotations

import os

DEFAULT = "finland-russia"
"""The name of the Finland–Russia frontier, which comes first."""


def default_folder() -> str:
    """The data folder of the Finland–Russia frontier."""
    return os.path.join(_geodata(), DEFAULT)


def shipped_folders() -> dict[str, str]:
    """The data folders that come with the package, by name."""
    return data_folders(_geodata())


def data_folders(parent: str | os.PathLike[str]) -> dict[str, str]:
    """The data folders in a folder, by name: Finland–Russia, then the others from A to Z.

    A data folder has a `datapackage.json`. Raises `OSError` if `parent` cannot be read.
    """
    names = sorted(os.listdir(parent), key=lambda name: (name != DEFAULT, name))
    paths = {name: os.path.join(parent, name) for name in names}
    return {
        name: path
        for name, path in paths.items()
        if os.path.isfile(os.path.join(path, "datapackage.json"))
    }


def folder_of(name: str | os.PathLike[str]) -> str:
    """The path of a data folder that is named by its path or, if it comes along, by its name.

    A folder that exists wins. What is neither is taken for a path.
    """
    path = os.fspath(name)
    return path if os.path.isdir(path) else shipped_folders().get(path, path)


def _geodata() -> str:
    package = os.path.dirname(os.path.dirname(__file__))
    in_wheel = os.path.join(package, "geodata")
    in_checkout = os.path.join(os.path.dirname(package), "geodata")
    return in_wheel if os.path.isdir(in_wheel) else in_checkout
