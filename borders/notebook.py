"""How a record looks in a notebook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from borders.query import dataset, slices

if TYPE_CHECKING:
    from folium import Map


class Slice(slices.Slice):
    """A slice that shows itself."""

    dataset: dataset.Dataset

    def explore(self) -> Map:
        """A `folium.Map` that needs no network, to look at in a notebook or to `save`."""
        from borders.site import folium_map

        return folium_map.NotebookMap(self.dataset, self)

    def _repr_html_(self) -> str:
        from borders.site import notebook_html

        return notebook_html.html(self.dataset, self)


class Dataset(dataset.Dataset):
    """A record whose slices show themselves."""

    slice_type = Slice


def load(folder: str | os.PathLike[str] | None = None) -> Dataset:
    """The record of a data folder; without one, that of the Finland–Russia frontier.

    Raises `DataError` with every problem found.
    """
    return Dataset.load(folder)
