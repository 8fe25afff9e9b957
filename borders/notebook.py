"""How a record shows itself in a notebook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from borders.query import dataset, slices
from borders.query.dataset import Moment

if TYPE_CHECKING:
    from folium import Map


class Slice(slices.Slice):
    """A slice that shows itself as a picture and a table, or as a map."""

    def __init__(self, cut: slices.Slice, record: Dataset) -> None:
        super().__init__(cut.at, cut.as_of, cut.crossings, record.package)
        self._dataset = record

    def explore(self) -> Map:
        """A `folium.Map` that needs no network, to look at in a notebook or to `save`."""
        from borders.site import folium_map

        return folium_map.NotebookMap(self._dataset, self)

    def _repr_html_(self) -> str:
        from borders.site import notebook_html

        return notebook_html.html(self._dataset, self)


class Dataset(dataset.Dataset):
    """A record whose slices show themselves."""

    def slice(self, at: Moment, as_of: Moment | None = None) -> Slice:
        """Every crossing at an instant or on a date, in the file's order. Raises `WhenError`."""
        return Slice(super().slice(at, as_of), self)


def load(folder: str | os.PathLike[str] | None = None) -> Dataset:
    """The record of a data folder; without one, that of the Finland–Russia frontier.

    Raises `DataError` with every problem found.
    """
    return Dataset.load(folder)
