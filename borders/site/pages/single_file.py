"""A page of a day or an instant as one file, which works from disk without a network."""

from __future__ import annotations

from borders.pictures import map_picture, timeline_picture
from borders.pictures.map_frames import STILL
from borders.pictures.map_layout import lay_out
from borders.query.dataset import Dataset
from borders.query.slices import Slice
from borders.site import assets, map_script, templating
from borders.site.pages.day_page import DayPage, Still, description, inlined_strip
from borders.site.pages.frame import Frame
from borders.views.day import day_view, title
from borders.views.timelines import timelines


def single_page(dataset: Dataset, at: Slice) -> str:
    """The HTML of the page of a slice; scripts, styles and pictures are in it."""
    view = day_view(dataset, at)
    rows = timelines(dataset, view.day, at.as_of)
    frame = Frame(
        dataset=dataset,
        title=title(view),
        description=description(view),
        assets=assets.inlined(dataset, map_script.slice_data(dataset, view)),
    )
    scene = lay_out(dataset, STILL)
    content = map_picture.still_content(scene, view)
    page = DayPage(
        view=view,
        date=view.day.isoformat(),
        then=None,
        still=Still(None, scene.layout.width, scene.layout.height, content),
        strip=inlined_strip(rows, timeline_picture.page_mark(rows, view.day)),
    )
    return templating.render("single.html", frame=frame, page=page)
