"""JSON and CSV text."""

import io

import pandas as pd
import pytest

from borders.export.serialise import csv_text

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '"; DROP', "a\nb", "'quoted'", "x,y"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_cell_is_written_as_it_is(cell):
    """A cell is the data, so a formula is not defused; see `csv_text`."""
    text = csv_text(["note"], [[cell]])
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert frame["note"].tolist() == [cell]
