"""The record as a whole in words: what it holds, where it begins, how far it was checked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from borders import language
from borders.language import gettext, joined, ngettext
from borders.local_time import When
from borders.model import Confidence
from borders.query.dataset import Dataset
from borders.record.record import Record
from borders.views import wording


class AboutView(NamedTuple):
    """The content of the page about the record.

    `counts` is a list in words of how many there are of everything, `copies` the number of
    documents that are not the publisher's own text, and `verified` the last day checked.
    `confidence` is how well the measures are supported, and `standing` that the record was reviewed
    or why it is provisional, or empty. Each of the `keepers` of the record is a name, an address
    and an e-mail address, of which the latter two may be empty. Each of the `licences` is its title
    and the address of its text.
    """

    what: str
    counts: str
    has_arrivals: bool
    copies: int
    verified: str
    confidence: str
    standing: str
    keepers: list[tuple[str, str, str]]
    attribution: str
    licences: list[tuple[str, str]]


def about(dataset: Dataset) -> AboutView:
    """The record as a whole, in the reader's language."""
    package, record = dataset.package, dataset.record
    return AboutView(
        what=dataset.translated(package.description or package.title),
        counts=wording.listed(counts(record)),
        has_arrivals=bool(record.arrivals),
        copies=sum(source.form != "original" for source in record.sources.values()),
        verified=wording.day(package.verified_through),
        confidence=confidence_shares(record),
        standing=standing_and_reason(dataset),
        keepers=[
            (dataset.translated(each.title), _web(each.path), each.email)
            for each in package.contributors
        ],
        attribution=dataset.translated(package.attribution),
        licences=[
            (dataset.translated(licence.title), licence.path)
            for licence in package.licences
            if _web(licence.path)
        ],
    )


def keepers(dataset: Dataset) -> str:
    """Who keeps the record, in a list; empty where it does not say."""
    return wording.listed([dataset.translated(each.title) for each in dataset.package.contributors])


def counts(record: Record) -> list[str]:
    """How many a record has of everything, e.g. "213 measures"."""
    return [
        *_main_counts(record),
        ngettext("{count} document", "{count} documents", len(record.sources)),
        ngettext("{count} contested claim", "{count} contested claims", len(record.claims)),
        ngettext("{count} dated event", "{count} dated events", len(record.events)),
        ngettext(
            "{count} published number of arrivals",
            "{count} published numbers of arrivals",
            len(record.arrivals),
        ),
    ]


def counts_in_short(record: Record) -> list[str]:
    """How many crossing points, measures, decisions and sources a record has."""
    sources = ngettext("{count} source", "{count} sources", len(record.sources))
    return [*_main_counts(record), sources]


def confidence_counts(record: Record) -> dict[Confidence, int]:
    """How many of the measures are supported how well, the best first."""
    counted = Counter(measure.confidence for measure in record.measures)
    return {confidence: counted[confidence] for confidence in Confidence}


def confidence_shares(record: Record) -> str:
    """How much of the measures is supported how well, e.g. "primary 61.4%, weak 0.5%"."""
    counted = confidence_counts(record)
    total = max(1, sum(counted.values()))
    return ", ".join(
        # Translators: how well statements are supported, and the share of them that are
        gettext(
            "{confidence} {percent}%",
            confidence=wording.confidence(confidence),
            percent=language.number(100 * count / total, 1),
        )
        for confidence, count in counted.items()
    )


def standing_words(dataset: Dataset) -> str:
    """A sentence that says that a record is provisional; empty for any other."""
    return gettext("This record is provisional.") if dataset.package.is_provisional else ""


def standing_and_reason(dataset: Dataset) -> str:
    """Sentences on how far the record can be trusted, and why not further; may be empty."""
    package = dataset.package
    if package.standing is None:
        return ""
    stands = standing_words(dataset) or gettext("This record was reviewed.")
    return joined(" ", filter(None, (stands, dataset.translated(package.standing_reason))))


def begins_words(dataset: Dataset, at: When) -> str:
    """A sentence on where the record begins if `at` is before that; else an empty text."""
    if dataset.begins is None or at.reaches(dataset.begins):
        return ""
    start = wording.start(dataset.begins, dataset.package.zone)
    return gettext("The record begins on {day}; before that every status is unknown.", day=start)


def verified_words(dataset: Dataset, *, verified: bool, on: date | None = None) -> str:
    """A sentence on the last day to which the record was checked.

    Where the answer lies after it, and so is not `verified`, the sentence says that too, and how
    long before the day `on` that was.
    """
    checked = dataset.package.verified_through
    through = wording.day(checked)
    if verified:
        return with_standing(dataset, gettext("Record verified through {day}.", day=through))
    if on is None:
        words = gettext(
            "Not verified: the record was checked through {day}; the last status is carried on.",
            day=through,
        )
        return with_standing(dataset, words)
    return age_words(dataset, (on - checked).days)


def age_words(dataset: Dataset, days: int, count: str | None = None) -> str:
    """The sentence on a day so many days after the last to which the record was checked.

    With `count`, that stands in place of the number of days.
    """
    written = count or language.number(days)
    words = gettext(
        "Not verified: the record was checked through {day}, {days} earlier; the last status is "
        "carried on.",
        day=wording.day(dataset.package.verified_through),
        days=ngettext("{count} day", "{count} days", days, count=written),
    )
    return with_standing(dataset, words)


def with_standing(dataset: Dataset, checked: str) -> str:
    """A sentence on the last day checked, with those on opening hours and the record's standing."""
    hours = dataset.package.hours_verified_through
    words = gettext("Opening hours: through {day}.", day=wording.day(hours)) if hours else ""
    return " ".join(filter(None, (checked, words, standing_words(dataset))))


def _web(path: str) -> str:
    """An address of the web; empty where a path is none."""
    return path if path.startswith("https://") else ""


def _main_counts(record: Record) -> list[str]:
    return [
        ngettext("{count} crossing point", "{count} crossing points", len(record.crossings)),
        ngettext("{count} measure", "{count} measures", len(record.measures)),
        ngettext("{count} decision", "{count} decisions", len(record.decisions)),
    ]
