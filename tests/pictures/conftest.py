"""Pictures drawn once."""

import pytest

from borders.pictures import map_picture
from helpers.map_pictures import DAYS, LAYOUTS


@pytest.fixture(scope="session")
def drawn(ds):
    """The SVG text of a picture by layout and day."""
    return {
        (layout.name, day): map_picture.svg(ds, ds.slice(day), layout)
        for layout in LAYOUTS
        for day in DAYS
    }
