"""What a notebook shows of a slice: its picture and a table, without a script."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from borders import daily, frames, words
from borders.language import gettext
from borders.render import picture
from borders.scene import STILL, lay_out
from borders.slices import Slice


def html(at: Slice) -> str:
    """The headline, the still picture beside a table of the crossings, and how far it is verified.

    The table is a frame: its headings and values are those that code is written with, in English
    whatever the reader's language.

    The picture is an image of its own, so that nothing of the notebook's style enters it.
    """
    zone, view = at.dataset.package.zone, daily.day(at.dataset, at)
    drawn = picture.still(lay_out(at.dataset, STILL), view)
    image = f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"
    asked = ", ".join(filter(None, (words.when(at.at, zone), view["as_of_words"])))
    table = at.to_geodataframe()[["name", "service", "status", "changed", "since", "until"]]
    alternative = gettext("Map of the crossings: {headline}", headline=view["headline"])
    for column in ("since", "until"):
        table[column] = table[column].dt.tz_convert(zone)
    return (
        f"<p><b>{escape(view['frontier'])}, {escape(asked)}: {escape(view['headline'])}</b></p>"
        '<div style="display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start">'
        f'<img src="{image}" width="{STILL.width * 2 // 3}" height="{STILL.height * 2 // 3}" '
        f'alt="{escape(alternative)}">{frames.html(table)}</div>'
        f"<p>{escape(view['verified_words'])} {escape(view['attribution'])}.</p>"
    )
