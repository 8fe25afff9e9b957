"""Datasets and slices with the methods by which Jupyter displays them.

They need the site's map, so they cannot be in `query`, which stands below `site`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from borders.query import dataset, slices
from borders.query.atlas import Atlas
from borders.query.dataset import Moment
from borders.record.shipped_folders import folders_of

if TYPE_CHECKING:
    from folium import Map
    from matplotlib.axes import Axes


class Slice(slices.Slice):
    """A slice that Jupyter displays as a picture and a table, and `explore` as a map."""

    def __init__(self, slice_: slices.Slice, dataset: Dataset) -> None:
        super().__init__(slice_.at, slice_.as_of, slice_.crossings, dataset.package)
        self._dataset = dataset

    def explore(self) -> Map:
        """The slice as a `folium.Map` that needs no network."""
        from borders.site import folium_map

        return folium_map.NotebookMap(self._dataset, self)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the slice with matplotlib, and return the axes, which are new if `ax` is `None`.

        They are in metres of the package's projection. Raises `ImportError` without the extra
        `plot`.
        """
        from borders.pictures import matplotlib_map

        return matplotlib_map.plot(self._dataset, self, ax)

    def _repr_html_(self) -> str:
        from borders.site import notebook_html

        return notebook_html.html(self._dataset, self)


class Dataset(dataset.Dataset):
    """A dataset whose slices Jupyter can display."""

    def slice(self, at: Moment, as_of: Moment | None = None) -> Slice:
        """Every crossing at an instant or on a date, in the file's order. Raises `WhenError`."""
        return Slice(super().slice(at, as_of), self)


def load(folder: str | os.PathLike[str] | None = None) -> Dataset:
    """Load a data folder, by default that of the Finland–Russia frontier.

    Raises `DataError`, with every problem, if it cannot be read.
    """
    return Dataset.load(folder)


def load_all(folder: str | os.PathLike[str] | None = None) -> Atlas[Dataset]:
    """The frontiers that come with the package, or the data folders in a folder, as an atlas.

    Each is read when it is first needed, which raises `DataError` if it cannot be.
    """
    return Atlas(folders_of(folder), Dataset.load)
