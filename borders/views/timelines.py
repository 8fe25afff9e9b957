"""The timelines of the headline points, for the strip that shows them over all dates."""

from __future__ import annotations

from datetime import date, timedelta

from borders.language import gettext
from borders.local_time import When
from borders.model import Crossing
from borders.query.dataset import Dataset
from borders.timeline.rules import held_until
from borders.timeline.spans import runs
from borders.views import wording as words
from borders.views.answers import View, iso
from borders.views.coverage import verified_words
from borders.views.style import LOOKS


def timelines(dataset: Dataset, last: date, as_of: When | None = None) -> View:
    """The timeline of every headline point, for a strip from the record's beginning to `last`.

    `axis` are the days at which the strip's scale changes. `planned` are the parts of a measure's
    planned validity that never came, because another decision replaced its own.
    """
    package = dataset.package
    last = max(last, package.focus[1] + timedelta(days=1))
    axis = [dataset.first_day, *package.focus, last]
    return {
        "frontier": dataset.translated(package.frontier_title),
        "axis": [day.isoformat() for day in axis],
        "rows": [
            _timeline_row(dataset, crossing, as_of)
            for crossing in reversed(list(dataset.record.crossings.values()))
            if crossing.principal
        ],
        "verified_through": package.verified_through.isoformat(),
        # Translators: {letters} are such as: O open, R restricted
        "legend": gettext(
            "{letters}; a dashed line that ends in a cross is a planned end that never came.",
            letters=", ".join(f"{look.letter} {look.label.lower()}" for look in LOOKS.values()),
        ),
        "verified_words": verified_words(dataset, verified=True),
    }


def _timeline_row(dataset: Dataset, crossing: Crossing, as_of: When | None) -> View:
    service, ends = crossing.main_service, dataset.replacements(as_of)
    timeline = dataset.timeline(crossing.id, service, as_of)
    governing = {span.measure.row: span.measure for span in timeline.spans if span.measure}
    planned = []
    for measure in governing.values():
        stop = held_until(measure, ends)
        if stop and stop != measure.end and measure.end and measure.start < stop:
            planned.append({"from": iso(dataset, stop), "until": iso(dataset, measure.end)})
    return {
        "crossing": crossing.id,
        "name": words.name(crossing),
        "spans": [
            {
                "status": str(run.status),
                "from": iso(dataset, run.start),
                "until": iso(dataset, run.end),
            }
            for run in runs(timeline.spans)
        ],
        "planned": planned,
    }
