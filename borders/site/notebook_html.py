"""How a slice shows itself in a notebook: its picture and a table, without a script."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from borders import display
from borders.language import gettext
from borders.pictures import map_picture
from borders.pictures.map_frames import STILL
from borders.pictures.map_layout import lay_out
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.views.day import day_view

_MOST = 24  # rows, which are as high as the picture beside them
_SAID = ("at", "verified")  # in the lines above and below, of all rows


def html(dataset: Dataset, at: Slice) -> str:
    """The headline, the still picture with a table of the crossings, and how far it is verified.

    The headings and values of the table are those that code is written with, in English whatever
    the reader's language. The picture is an image of its own, so that nothing of
    the notebook's style enters it.
    """
    view = day_view(dataset, at)
    scene = lay_out(dataset, STILL)
    picture, layout = map_picture.still(scene, view), scene.layout
    image = f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
    moment = ", ".join(filter(None, (view.when, view.known_as_of)))
    rows = [entry.main.cells() for entry in at.crossings]
    narrow = [{name: row[name] for name in row if name not in _SAID} for row in rows]
    table = display.table(narrow, most=_MOST)
    alternative = gettext("Map of the crossings: {headline}", headline=view.headline)
    return (
        f"<p><b>{escape(view.frontier)}, {escape(moment)}: {escape(view.headline)}</b></p>"
        '<div style="display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start">'
        f'<img src="{image}" width="{layout.width * 2 // 3}" height="{layout.height * 2 // 3}" '
        f'alt="{escape(alternative)}">{table}</div>'
        f"<p>{escape(view.verified_words)} {escape(view.attribution)}.</p>"
    )
