"""The command that lists the frontiers that come along."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from borders import language
from borders.cli import options
from borders.cli.help_texts import command
from borders.cli.text_layout import paragraphs, table
from borders.export import json_data_folder
from borders.language import gettext
from borders.model import Status
from borders.views import wording
from borders.views.frontiers import FrontierView, frontier_view

_COUNTED = (Status.OPEN, Status.RESTRICTED)


@command(summary="The frontiers that come along, and how many points are open.")
@options.at
@options.form()
@options.data_of_all
def frontiers(at: str, form: str, data: str | None) -> None:
    """The frontiers that come along: their points, how many are open, how far they were verified.

    Past the day to which a record was verified, what is open is what was last seen open. `--data`
    takes the name of each, or a folder of data folders of your own.

    \b
    borders frontiers --at 2023-12-01
    borders status vaalimaa --data finland-russia
    """
    every = options.atlas(data, everywhere=True)
    moment = options.moment(every, at)
    assert moment is not None  # it is now by default
    views = [frontier_view(dataset, moment) for dataset in every.values()]
    options.show(
        form,
        as_text=lambda: _text(views),
        as_json=lambda: [json_data_folder.frontier(view) for view in views],
    )


def _text(views: Sequence[FrontierView]) -> str:
    head = (
        *(
            gettext("name"),
            gettext("frontier"),
            gettext("points"),
            *map(wording.status, _COUNTED),
            "",
        ),
        *(gettext("verified through"), gettext("times")),
        gettext("standing") if any(view.standing for view in views) else "",
    )
    rows = [
        (
            view.frontier,
            view.title,
            language.number(view.points),
            *(language.number(view.counts[status]) for status in _COUNTED),
            "" if view.verified else gettext("last seen"),
            wording.day(view.verified_through),
            view.timezone,
            wording.standing(view.standing),
        )
        for view in views
    ]
    first = views[0]
    return paragraphs(
        f"{wording.when(first.at, ZoneInfo(first.timezone))}:",
        "\n".join(table(rows, head, right=(2, 3, 4))),
    )
