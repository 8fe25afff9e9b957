"""The frontiers that come with the package: data folders, each of which has a name."""

from __future__ import annotations

import os

from borders.record.folder_files import FolderFiles

DEFAULT = "finland-russia"
"""The name of the Finland–Russia frontier, which comes first."""


def default_folder() -> str:
    """The data folder of the Finland–Russia frontier."""
    return os.path.join(_geodata(), DEFAULT)


def shipped_folders() -> dict[str, str]:
    """The data folders that come with the package, by name."""
    return data_folders(_geodata())


def overview_folder() -> str:
    """The folder of the base map of all frontiers that come with the package."""
    return os.path.join(_geodata(), "overview")


def data_folders(parent: str | os.PathLike[str]) -> dict[str, str]:
    """The data folders in a folder, by name: Finland–Russia, then the others from A to Z.

    There are none in what is no folder or cannot be read.
    """
    try:
        names = sorted(os.listdir(parent), key=lambda name: (name != DEFAULT, name))
    except (OSError, ValueError):
        return {}
    paths = {name: os.path.join(parent, name) for name in names}
    return {name: path for name, path in paths.items() if _is_data_folder(path)}


def folder_of(name: str | os.PathLike[str]) -> str:
    """The path of a data folder that is named by its path or, if it comes along, by its name.

    A folder that exists wins. What is neither is taken for a path.
    """
    path = os.fspath(name)
    return path if os.path.isdir(path) else shipped_folders().get(path, path)


def folders_of(path: str | os.PathLike[str] | None = None) -> dict[str, str]:
    """Data folders by name: that at a path, else those in it; by default those that come along.

    The path of a frontier that comes along may be its name.
    """
    if path is None:
        return shipped_folders()
    files = FolderFiles(folder_of(path))
    inside = {} if _is_data_folder(files.path) else data_folders(files.path)
    return inside or {files.name: files.path}


def _is_data_folder(path: str) -> bool:
    return os.path.isfile(os.path.join(path, "datapackage.json"))


def _geodata() -> str:
    package = os.path.dirname(os.path.dirname(__file__))
    in_wheel = os.path.join(package, "geodata")
    in_checkout = os.path.join(os.path.dirname(package), "geodata")
    return in_wheel if os.path.isdir(in_wheel) else in_checkout
