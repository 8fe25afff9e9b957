"""The record itself: what it holds, how far it was checked, its licences."""

from __future__ import annotations

from borders.language import ngettext
from borders.query.dataset import Dataset
from borders.record.record import Record
from borders.views import wording as words
from borders.views.answers import View


def about(dataset: Dataset, folder: View) -> View:
    """The record itself: what it holds, how far it was checked, its licences.

    `folder` is the content of the data folder's `datapackage.json`.
    """
    package, record = dataset.package, dataset.record
    return {
        "what": dataset.translated(folder.get("description", package.title)),
        "counts": words.listed(counts(record)),
        "arrivals": bool(record.arrivals),
        "copies": sum(1 for source in record.sources.values() if source.form != "original"),
        "verified": words.day(package.verified_through),
        "attribution": dataset.translated(package.attribution),
        "licences": [
            {
                "text": dataset.translated(licence.get("title", licence.get("name", ""))),
                "href": licence["path"],
            }
            for licence in folder.get("licenses", [])
            if str(licence.get("path", "")).startswith("https://")
        ],
    }


def counts(record: Record) -> list[str]:
    """How many a record has of everything, such as: 213 measures."""
    return [
        ngettext("{count} crossing point", "{count} crossing points", len(record.crossings)),
        ngettext("{count} measure", "{count} measures", len(record.measures)),
        ngettext("{count} decision", "{count} decisions", len(record.decisions)),
        ngettext("{count} document", "{count} documents", len(record.sources)),
        ngettext("{count} contested claim", "{count} contested claims", len(record.claims)),
        ngettext("{count} dated event", "{count} dated events", len(record.events)),
        ngettext(
            "{count} published number of arrivals",
            "{count} published numbers of arrivals",
            len(record.arrivals),
        ),
    ]
