"""A day of a record of thousands of crossings in words: what changed, and how many are what.

The views have the keys of `borders.daily` and `borders.chronicle`, but the crossings of a day are
those that changed on it, and the record has of each crossing no more than its main status. So what
is told of a day grows with what changed on it; the rest is told once, by each crossing's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from borders import language
from borders.language import gettext
from borders.model import Status
from borders.query.slices import is_verified
from borders.site import map_script as chronicle
from borders.views import answers as views
from borders.views import day as daily
from borders.views import wording as words
from borders.views.announcements import changes_by_decision
from borders.views.answers import View
from borders.views.page_days import Days
from borders.views.style import LOOKS

_TOLD = 200  # changes of a day that its page names; the others are in its JSON
_SHOWN = ("clock", "decision", "lines")  # of a change by the scripts


def day(days: Days, shown: date) -> View:
    """What the page of a day shows: `others` are the counts, `more` changes are left out."""
    dataset, found = days.dataset, days.changes.get(shown, [])
    told, at = found[:_TOLD], dataset.when(shown)
    turned = {c.crossing.id: None for c in told if c.service is c.crossing.services[0]}
    verified = is_verified(at, dataset.package)
    return {
        "at": at.iso(dataset.package.zone),
        "as_of": None,
        "date": shown.isoformat(),
        "when": words.day(shown),
        "as_of_words": "",
        "timezone": dataset.package.zone.key,
        "frontier": dataset.told(dataset.package.frontier_title),
        "headline": _headline(days, shown),
        "changes": changes_by_decision(dataset, told),
        "more": len(found) - len(told),
        "crossings": [daily.main_words(dataset, dataset.status(id_, shown)) for id_ in turned],
        "decisions": [],
        "others": _counted(days.counts[days.state(shown)].every),
        "stretches": {"words": ""},
        "verified": verified,
        "verified_words": views.verified_words(dataset, verified=verified),
        "attribution": dataset.told(dataset.package.attribution),
    }


def record(days: Days) -> View:
    """What the scripts show of the days: each crossing's main status, and what changed."""
    dataset, statuses = days.dataset, list(Status)
    entries = {
        entry.crossing.id: [(days.eve.isoformat(), statuses.index(entry.main.status))]
        for entry in days.slice(days.eve).crossings
    }
    for shown, found in sorted(days.changes.items()):
        for change in found:
            if change.service is change.crossing.services[0]:
                own, entry = entries[change.crossing.id], shown.isoformat()
                if own[-1][0] == entry:
                    own.pop()
                own.append((entry, statuses.index(change.after.status)))
    return {
        **chronicle.common(dataset, days.first.isoformat(), days.last),
        "brief": True,
        "crossings": [
            {
                **daily.crossing_words(dataset, crossing),
                "services": [
                    {
                        "service": str(crossing.services[0]),
                        "label": words.service(crossing.services[0]),
                        "entries": entries[crossing.id],
                    }
                ],
            }
            for crossing in dataset.record.crossings.values()
        ],
        "facts": [{"status": str(status), "label": LOOKS[status].label} for status in statuses],
        "headlines": [(state.isoformat(), _headline(days, state), "") for state in days.states],
        "changes": {
            shown.isoformat(): [
                {key: change[key] for key in _SHOWN}
                for change in changes_by_decision(dataset, found[:_TOLD])
            ]
            for shown, found in sorted(days.changes.items())
        },
    }


def _headline(days: Days, shown: date) -> str:
    return daily.headline_words(days.counts[days.state(shown)].principal, days.ways)


def _counted(counts: Mapping[Status, int]) -> str:
    """Such as: 10,000 crossing points in all: open 5,012, closed 4,988."""
    each = [
        f"{words.status(status)} {language.number(count)}"
        for status, count in counts.items()
        if count
    ]
    number, told = language.number(sum(counts.values())), ", ".join(each)
    # Translators: {counts} is such as: open 5,012, closed 4,988
    return gettext("{number} crossing points in all: {counts}.", number=number, counts=told)
